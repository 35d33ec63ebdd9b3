package scaffold

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tract/internal/asset"
	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/schema"
	"tract/internal/yaml"
)

// Question is one that a site is begun with. Its name is that of the option which
// answers it.
type Question struct {
	Name     string
	Language string // that the campaign's name is asked for in
}

// The questions, by name.
const (
	AskLanguages  = "languages"
	AskName       = "name"
	AskTarget     = "target"
	AskColour     = "colour"
	AskRepository = "repository"
	AskForge      = "forge"
	AskContact    = "contact"
	AskProgram    = "program"
)

// Questions gives the questions in their order. How many there are depends on the
// languages, which are asked for first.
func (a *Answers) Questions() []Question {
	all := []Question{{Name: AskLanguages}}
	for _, code := range a.Languages {
		all = append(all, Question{AskName, code})
	}
	for _, name := range []string{AskTarget, AskColour, AskRepository, AskForge, AskContact, AskProgram} {
		if name != AskProgram || a.Forge != none {
			all = append(all, Question{Name: name})
		}
	}
	return all
}

// Usual gives the answer to a question that holds if nobody gives one; "" is a blank.
func (a *Answers) Usual(q Question) string {
	switch q.Name {
	case AskLanguages:
		return strings.Join(usual, ",")
	case AskName:
		return unnamed[q.Language]
	case AskColour:
		return "#b5001e"
	case AskForge:
		return a.forge()
	}
	return ""
}

// Problem is what is wrong with an answer.
type Problem struct {
	Message, Hint diag.Text
	Instead       string // an answer that would do; "" where none can be guessed
}

// Error gives the code; the sentence is made where it is shown.
func (p *Problem) Error() string { return p.Message.Code }

// Answer takes the answer to a question, or says what is wrong with it. An empty one is
// the usual one.
func (a *Answers) Answer(q Question, text string) *Problem {
	if i := strings.IndexFunc(text, func(r rune) bool { return r == utf8.RuneError }); i >= 0 { // as of a terminal in another encoding
		return &Problem{Message: diag.Text{Code: "content.not-utf-8", Args: []any{text[i]}}}
	}
	text = strings.TrimSpace(oneLine.Replace(text))
	if text == "" {
		text = a.Usual(q)
	}
	switch q.Name {
	case AskLanguages:
		return a.languages(text)
	case AskName:
		if a.Names == nil {
			a.Names = map[string]string{}
		}
		return accept(text, setting("title", q.Language, text), func() { a.Names[q.Language] = text })
	case AskTarget:
		return accept(text, company(text), func() { a.Target = text })
	case AskColour:
		return a.coloured(text)
	case AskRepository:
		address := webAddress(text)
		return accept(address, setting("repository", "", address), func() { a.Repository = address })
	case AskForge:
		return a.publishedBy(text)
	case AskContact:
		return accept(text, contact(text), func() { a.Contact = text })
	case AskProgram:
		return a.program(text)
	}
	panic("internal error: no question " + q.Name)
}

// oneLine joins the lines of what an option holds.
var oneLine = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ")

// accept takes an answer without a fault. A blank has none.
func accept(text string, faults diag.List, set func()) *Problem {
	if text != "" && faults.HasErrors() {
		return &Problem{Message: faults[0].Message, Hint: faults[0].Hint}
	}
	set()
	return nil
}

// languages takes codes, with commas or spaces between.
func (a *Answers) languages(text string) *Problem {
	codes := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ',' || r == ' ' || r == ';' })
	for i, code := range codes {
		switch {
		case !slices.Contains(Languages(), code):
			return &Problem{Message: diag.Text{Code: "scaffold.language", Args: []any{code}}, Hint: diag.Text{Code: "hint.one-of", Args: []any{strings.Join(Languages(), ", ")}}}
		case slices.Contains(codes[:i], code):
			return &Problem{Message: diag.Text{Code: "scaffold.language-twice", Args: []any{code}}}
		}
	}
	if len(codes) == 0 {
		return &Problem{Message: diag.Text{Code: "scaffold.no-language"}, Hint: diag.Text{Code: "hint.one-of", Args: []any{strings.Join(Languages(), ", ")}}}
	}
	a.Languages = codes
	return nil
}

// coloured takes a colour as style sheets have them, in quotes or without a # too.
func (a *Answers) coloured(text string) *Problem {
	digits := strings.ToLower(strings.Trim(text, `"'# `))
	if len(digits) == 3 {
		digits = strings.Repeat(digits[:1], 2) + strings.Repeat(digits[1:2], 2) + strings.Repeat(digits[2:], 2)
	}
	if !sixDigits.MatchString(digits) {
		return &Problem{Message: diag.Text{Code: "scaffold.colour", Args: []any{text}}, Hint: diag.Text{Code: "hint.scaffold.colour"}}
	}
	p := accept("#"+digits, colour("#"+digits), func() { a.Colour = "#" + digits })
	if p != nil && p.Message.Code == "asset.colour.contrast" {
		p.Instead, _ = p.Hint.Args[0].(string) // the nearest that will do
	}
	return p
}

// webAddress gives the address of a repository as browsers show it, from one that git
// takes or that lacks its beginning.
func webAddress(text string) string {
	if m := gitAddress.FindStringSubmatch(text); m != nil {
		text = "https://" + m[1] + "/" + m[2]
	}
	return strings.TrimSuffix(strings.TrimSuffix(text, "/"), ".git")
}

// setting gives what the settings of a site would say of a value.
func setting(name, language, value string) diag.List {
	lines := map[string]string{"title": "title: x", "languages": "languages: [fr]", name: name + ": " + quote(value)}
	if language != "" {
		lines["languages"] = "languages: [" + language + "]"
		lines[name] = name + ": {" + language + ": " + quote(value) + "}"
	}
	return settingsOf(slices.Collect(maps.Values(lines))...)
}

func settingsOf(lines ...string) diag.List {
	_, list := config.Parse([]byte(strings.Join(lines, "\n") + "\n"))
	return list
}

// contact gives what the settings of a site would say of an e-mail address.
func contact(value string) diag.List {
	return settingsOf("title: x", "languages: [fr]", "contacts: [{key: email, label: x, kind: email, value: "+quote(value)+"}]")
}

// company gives what the list of organizations would say of a name.
func company(value string) diag.List {
	node, list := yaml.ParseData("", []byte("target: "+quote(value)+"\n"))
	_, faults := schema.Context{}.Decode(&node, []schema.Field{{Name: AskTarget, Type: schema.Text, Max: 200, Verbatim: true}})
	list.Add(faults)
	return list
}

// colour refuses what is no colour, and one that no text can be read on.
func colour(value string) diag.List {
	list := setting("colour", "", value)
	if !list.HasErrors() {
		_, list = asset.Campaign(value, diag.Position{})
	}
	return list
}

var (
	onGitHub     = regexp.MustCompile(`^(https://)?(www\.)?github\.com/`)
	sixDigits    = regexp.MustCompile(`^[0-9a-f]{6}$`)
	gitAddress   = regexp.MustCompile(`^(?:git@|ssh://git@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)[:/]([^\s:@]+)$`)
	ownerAndName = regexp.MustCompile(`^[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}$`)
)

// program takes the last two words of an address on GitHub, or the whole address. Only
// GitHub wants the program to be there too.
func (a *Answers) program(text string) *Problem {
	if forge := a.forge(); (forge == gitLab || forge == forgejo) && strings.HasPrefix(text, "https://") {
		return accept(text, setting("repository", "", text), func() { a.Program = text })
	}
	name := strings.TrimSuffix(strings.TrimSuffix(onGitHub.ReplaceAllString(text, ""), "/"), ".git")
	if name != "" && !ownerAndName.MatchString(name) {
		return &Problem{Message: diag.Text{Code: "scaffold.program", Args: []any{text}}, Hint: diag.Text{Code: "hint.scaffold.program"}}
	}
	a.Program = name
	return nil
}
