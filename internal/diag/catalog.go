package diag

import (
	"embed"
	"fmt"
	"path"
	"strconv"
	"strings"
)

//go:embed messages
var messages embed.FS

// Catalog holds every message in one language.
type Catalog struct {
	Language string
	entries  map[string]string
}

// Languages are those that messages exist in.
func Languages() []string {
	return []string{"en", "fr"}
}

// In gives the catalogue of a language, which is one of [Languages].
func In(language string) Catalog {
	c := Catalog{Language: language, entries: map[string]string{}}
	files, err := messages.ReadDir("messages")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), "."+language+".txt") {
			continue
		}
		src, err := messages.ReadFile(path.Join("messages", f.Name()))
		if err != nil {
			panic("internal error: " + err.Error())
		}
		c.read(string(src))
	}
	return c
}

// read takes lines «code: sentence»; those that begin with # are notes.
func (c Catalog) read(src string) {
	for line := range strings.Lines(src) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		code, sentence, ok := strings.Cut(line, ": ")
		if !ok {
			panic("internal error: message catalogue: " + line)
		}
		c.entries[code] = c.Typeset(sentence)
	}
}

// Typeset puts the spaces of Quebec's usage, on which no line breaks, into a
// French text of the program. The catalogues have none, since nobody sees them
// there.
func (c Catalog) Typeset(text string) string {
	if c.Language != "fr" {
		return text
	}
	if before, ends := strings.CutSuffix(text, " :"); ends {
		text = before + "\u00a0:"
	}
	return frenchSpaces.Replace(text)
}

var frenchSpaces = strings.NewReplacer("« »", "«\u00a0»", " : ", "\u00a0: ", " :\n", "\u00a0:\n", "«", "«\u00a0", "»", "\u00a0»")

// Sentence puts a text into the catalogue's language.
func (c Catalog) Sentence(t Text) string {
	if t.Code == "" {
		return ""
	}
	sentence, ok := c.entries[t.Code]
	if !ok {
		panic("internal error: no message " + t.Code)
	}
	if len(t.Args) == 0 {
		return sentence
	}
	args := make([]any, len(t.Args))
	for i, a := range t.Args {
		switch a := a.(type) {
		case Text:
			args[i] = c.Sentence(a)
		case Position:
			args[i] = a.String()
		case Language:
			args[i] = c.languageName(a)
		case Day:
			args[i] = c.day(a)
		case string:
			args[i] = plainSpaces.Replace(a)
		default:
			args[i] = a
		}
	}
	return fmt.Sprintf(sentence, args...)
}

// languageName names a language, by its own name where the catalogue has none.
func (c Catalog) languageName(l Language) string {
	if name, ok := c.entries["print.language."+l.Code]; ok {
		return name
	}
	return l.Name
}

// day writes a date.
func (c Catalog) day(d Day) string {
	number := strconv.Itoa(d.Day)
	if d.Day == 1 {
		number = c.Sentence(Text{Code: "print.first-day"})
	}
	return c.Sentence(Text{"print.day", []any{number, Text{Code: "print.month." + strconv.Itoa(d.Month)}, d.Year}})
}

// plainSpaces keeps what typography put into a text from being shown as \u00a0.
var plainSpaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

// String gives file:line:column, without what is not known.
func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}
