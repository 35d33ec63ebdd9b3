package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/forms"
	"tract/internal/locale"
	"tract/internal/scaffold"
	"tract/internal/schema"
	"tract/layouts"
)

// Everything that volunteers read exists in French and in English. Here are the tests that
// find what does not, one for each place that words stand in, but for messages (TestCodes),
// issue forms (internal/forms) and examples (internal/scaffold). Each comparison is a
// function that gives what is wrong; TestWordsAreMissed spoils something for each of them.

// TestHelpInBoth holds the two texts of each command's help to its options and to each other.
func TestHelpInBoth(t *testing.T) {
	root := rootCommand(newUI(nil, func(string) string { return "" }, io.Discard, io.Discard))
	root.InitDefaultHelpCmd()
	names := []string{"help"}
	for _, c := range root.Commands() {
		names = append(names, c.Name())
		if c.Name() != "help" { // which shows the program's
			complain(t, "tract "+c.Name(), helpFaults(c.Annotations, optionsOf(c)))
		}
	}
	complain(t, "tract", helpFaults(root.Annotations, optionsOf(root)))
	for language, text := range root.Annotations {
		for _, name := range names {
			if !strings.Contains(text, "    tract "+name+" ") {
				t.Errorf("the help in %q does not name tract %s", language, name)
			}
		}
	}
}

// optionsOf gives the options of a command, but for those that each has.
func optionsOf(c *cobra.Command) []string {
	var names []string
	flags := c.LocalNonPersistentFlags()
	if !c.HasParent() {
		flags = c.PersistentFlags()
	}
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Name != "help" {
			names = append(names, "--"+f.Name)
		}
	})
	slices.Sort(names)
	return names
}

var (
	optionLine  = regexp.MustCompile(`(?m)^    (--[a-z-]+)`)
	exampleLine = regexp.MustCompile(`(?m)^    (tract .*)$`)
	usageLine   = regexp.MustCompile(`^usage ?: tract ([a-z]+(?: [a-z|]+)?)`)
)

// helpFaults compares the help of a command in two languages with its options.
func helpFaults(texts map[string]string, options []string) (faults []string) {
	en, fr := texts["en"], texts["fr"]
	if en == "" || fr == "" || en == fr {
		return []string{"the help is not in both languages"}
	}
	for _, text := range []string{en, fr} {
		named := allOf(optionLine, text)
		slices.Sort(named)
		faults = append(faults, differ("an option", options, named)...)
	}
	faults = append(faults, differ("the usage", allOf(usageLine, en), allOf(usageLine, fr))...)
	faults = append(faults, differ("a command", wordsOf(allOf(exampleLine, en)), wordsOf(allOf(exampleLine, fr)))...)
	return append(faults, proper(en, fr)...)
}

// wordsOf gives of commands what is said the same way in every language: not what they are
// used on, nor why.
func wordsOf(commands []string) []string {
	var out []string
	for _, line := range commands {
		line, _, _ = strings.Cut(line, "  ")
		var words []string
		for i, w := range strings.Fields(strings.TrimPrefix(line, "bin/")) {
			if i < 2 && w == strings.ToLower(w) || strings.HasPrefix(w, "--") {
				words = append(words, strings.TrimRight(w, "…"))
			}
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}

// TestFieldsInBoth holds the registry of fields, from which come schemas, forms, hints and
// the comments of new files, and the rules of a site to having a text in each language.
func TestFieldsInBoth(t *testing.T) {
	complain(t, "site.yaml", fieldFaults(config.Fields()))
	complain(t, "data", fieldFaults(content.DataFiles()))
	for _, k := range content.Kinds() {
		complain(t, k.Name, fieldFaults(k.Fields))
		complain(t, k.Name, textFaults(k.Label, true))
	}
	for _, f := range forms.All() {
		complain(t, f.Name, textFaults(f.Label, true))
	}
	for _, r := range config.Rules {
		complain(t, r.Code, textFaults(r.Label, true))
	}
}

// fieldFaults looks through fields and what is within them.
func fieldFaults(fields []schema.Field) (faults []string) {
	for _, f := range fields {
		for _, fault := range slices.Concat(textFaults(f.Label, true), textFaults(f.Help, false), fieldFaults(f.Fields)) {
			faults = append(faults, f.Name+": "+fault)
		}
		if f.Of != nil {
			faults = append(faults, fieldFaults(f.Of.Fields)...)
		}
	}
	return faults
}

func textFaults(t locale.Text, wanted bool) []string {
	if len(t) == 0 && !wanted {
		return nil
	}
	if t["en"] == "" || t["fr"] == "" {
		return []string{fmt.Sprintf("%v is not in both languages", t)}
	}
	return proper(t["en"], t["fr"])
}

// proper finds what gives away the other language.
func proper(en, fr string) (faults []string) {
	if strings.ContainsAny(en, "«»") {
		faults = append(faults, fmt.Sprintf("%q has French quotation marks", en))
	}
	if strings.Contains(fr, "'") {
		faults = append(faults, fmt.Sprintf("%q has a straight apostrophe", fr))
	}
	return faults
}

// TestInterfaceInBoth holds the words of pages to standing in the strings, which are whole
// in every language that the program has.
func TestInterfaceInBoth(t *testing.T) {
	english, err := fs.ReadFile(layouts.FS, "strings/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	reference, _ := locale.Load("en", "en.yaml", english, nil)
	files, err := fs.ReadDir(layouts.FS, "strings")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		src, err := fs.ReadFile(layouts.FS, "strings/"+f.Name())
		if err != nil {
			t.Fatal(err)
		}
		if _, faults := locale.Load(strings.TrimSuffix(f.Name(), ".yaml"), f.Name(), src, reference); len(faults) > 0 {
			var said strings.Builder
			_ = diag.In("en").Print(&said, faults)
			t.Error(said.String())
		}
	}
	for _, pattern := range []string{"*.html", "partials/*.html"} {
		names, err := fs.Glob(layouts.FS, pattern)
		if err != nil || len(names) == 0 {
			t.Fatal("no templates", err)
		}
		for _, name := range names {
			src, err := fs.ReadFile(layouts.FS, name)
			if err != nil {
				t.Fatal(err)
			}
			complain(t, name, templateFaults(string(src)))
		}
	}
}

var (
	templateAction = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	unspoken       = regexp.MustCompile(`(?s)<(?:script|style|code).*?</(?:script|style|code)>`)
	saidAttribute  = regexp.MustCompile(`(?s)(?:alt|title|aria-label|placeholder|aria-description)="([^"]*)"`)
	anyAttribute   = regexp.MustCompile(`[a-z-]+="[^"]*"`) // of a partial of attributes
	anyTag         = regexp.MustCompile(`(?s)<[^>]*>`)
	entity         = regexp.MustCompile(`&[a-z]+;`)
	twoLetters     = regexp.MustCompile(`\pL+\p{Ll}\pL*|\p{Ll}\pL+`) // not JSON
)

// templateFaults finds words in a template itself, which would be the same in all languages.
func templateFaults(src string) (faults []string) {
	src = unspoken.ReplaceAllString(entity.ReplaceAllString(templateAction.ReplaceAllString(src, ""), ""), "")
	for _, text := range append(allOf(saidAttribute, src), anyAttribute.ReplaceAllString(anyTag.ReplaceAllString(src, ""), "")) {
		for _, word := range twoLetters.FindAllString(text, -1) {
			faults = append(faults, fmt.Sprintf("%q stands in the template", word))
		}
	}
	return faults
}

// TestScriptsInBoth finds sentences in the scripts of pages, whose words come with the page.
func TestScriptsInBoth(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../../assets/js/*.js", "../../assets/js/*/*.js", "../../internal/*/*.js"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatal(pattern, err)
		}
		files = append(files, found...)
	}
	for _, file := range files {
		complain(t, file, scriptFaults(readText(t, file)))
	}
}

var (
	scriptComment = regexp.MustCompile(`(?m)(?:^|\s)//.*$|(?s)/\*.*?\*/`)
	scriptSpeech  = regexp.MustCompile("[\"'`]\\p{Lu}\\p{Ll}+ \\p{Ll}+[^\"'`\n]*[\"'`]")
)

func scriptFaults(src string) (faults []string) {
	for _, text := range scriptSpeech.FindAllString(scriptComment.ReplaceAllString(src, ""), -1) {
		faults = append(faults, text+" stands in the script")
	}
	return faults
}

// TestCommentsInBoth holds the notes in the data files of a new site, which stand there
// once for all languages, to being in both.
func TestCommentsInBoth(t *testing.T) {
	a := scaffold.Answers{Languages: []string{"fr", "en"}}
	for _, f := range a.Files("fr", time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)) {
		if strings.HasPrefix(f.Path, "content/data/") {
			complain(t, f.Path, commentFaults(string(f.Content)))
		}
	}
}

var comment = regexp.MustCompile(`(?m)(?:^| )# (.*)$`)

// commentFaults takes for a sentence what is no list of values.
func commentFaults(src string) (faults []string) {
	for _, text := range allOf(comment, src) {
		if len(strings.Fields(text)) > 1 && !strings.Contains(text, " / ") && !valueList.MatchString(text) {
			faults = append(faults, fmt.Sprintf("%q is in one language", text))
		}
	}
	return faults
}

var valueList = regexp.MustCompile(`^[a-z-]+(?:, [a-z-]+)*$`)

// complain tells the faults of something.
func complain(t *testing.T, name string, faults []string) {
	t.Helper()
	for _, fault := range faults {
		t.Errorf("%s: %s", strings.TrimPrefix(name, "../../"), fault)
	}
}

// allOf gives what an expression finds, or its first group.
func allOf(re *regexp.Regexp, text string) (found []string) {
	for _, m := range re.FindAllStringSubmatch(text, -1) {
		found = append(found, m[1])
	}
	return found
}

// differ gives the first difference of two lists.
func differ(what string, en, fr []string) []string {
	for i := range max(len(en), len(fr)) {
		switch {
		case i >= len(en):
			return []string{fmt.Sprintf("%s is in French only: %q", what, fr[i])}
		case i >= len(fr):
			return []string{fmt.Sprintf("%s is not in French: %q", what, en[i])}
		case en[i] != fr[i]:
			return []string{fmt.Sprintf("%s is %q in English and %q in French", what, en[i], fr[i])}
		}
	}
	return nil
}

// lacking gives what one set has and another lacks.
func lacking(what string, has, lacks map[string]bool) (faults []string) {
	for _, name := range slices.Sorted(maps.Keys(has)) {
		if !lacks[name] {
			faults = append(faults, fmt.Sprintf("%s: `%s`", what, name))
		}
	}
	return faults
}

// TestWordsAreMissed spoils one thing at a time, which the comparisons find.
func TestWordsAreMissed(t *testing.T) {
	helpOf := func(old, text string) []string {
		return helpFaults(map[string]string{"en": buildHelp, "fr": spoiled(t, buildHelpFR, old, text)}, []string{"--base-url", "--drafts", "--now", "--output", "--page-timeout", "--source", "--timeout", "--watch"})
	}
	guide := readText(t, "../../CONTRIBUTING.md")
	documentOf := func(old, text string) []string {
		return documentFaults(guide, spoiled(t, readText(t, "../../CONTRIBUTING.fr.md"), old, text))
	}
	checkOf := func(old, text string) []string {
		return documentFaults(readText(t, "../../docs/check.md"), spoiled(t, readText(t, "../../docs/check.fr.md"), old, text))
	}
	page, err := fs.ReadFile(layouts.FS, "partials/footer.html")
	if err != nil {
		t.Fatal(err)
	}
	good := schema.Field{Name: "x", Label: schema.Label("L’un", "One")}
	bad := schema.Field{Name: "y", Label: schema.Label("L’autre", "Other"), Help: schema.Label("Rien", "")}
	for name, faults := range map[string][]string{
		"an option":      helpOf("    --watch ", "    --guette"),
		"an example":     helpOf("    tract build --base-url", "    tract build --output"),
		"the usage":      helpOf("usage : tract build", "usage : tract produire"),
		"an apostrophe":  helpOf("l’adresse", "l'adresse"),
		"no help":        helpFaults(map[string]string{"en": buildHelp}, nil),
		"the same help":  helpFaults(map[string]string{"en": buildHelp, "fr": buildHelp}, nil),
		"a label":        fieldFaults([]schema.Field{good, {Name: "z", Label: locale.Text{"fr": "Seul"}}}),
		"a help within":  fieldFaults([]schema.Field{{Name: "g", Label: good.Label, Fields: []schema.Field{bad}}}),
		"a help of each": fieldFaults([]schema.Field{{Name: "l", Label: good.Label, Of: &schema.Field{Fields: []schema.Field{bad}}}}),
		"no label":       fieldFaults([]schema.Field{{Name: "n"}}),
		"a template":     templateFaults(spoiled(t, string(page), `<p class="colophon">`, `<p class="colophon">Published `)),
		"an attribute":   templateFaults(spoiled(t, string(page), `aria-label="`, `aria-label="Foot `)),
		"a heading":      documentOf("\n## Quel fichier\n", "\n"),
		"a level":        documentOf("\n## Quel fichier\n", "\n### Quel fichier\n"),
		"a step":         documentOf("\n5. ", "\n"),
		"a point":        documentOf("\n- **Renvoyez", "\n**Renvoyez"),
		"a row":          documentOf("| `place`, le lieu |", "| le lieu |"),
		"a field":        documentOf("`aliases`", "`alias`"),
		"a value":        documentOf("`partly`", "`en partie`"),
		"a command":      documentOf("`make golden`", "`make or`"),
		"an option told": checkOf("`tract check --write-baseline`", "`tract check`"),
		"a file":         checkOf("`check-baseline.txt`", "`inventaire.txt`"),
		"a block":        documentFaults("    tract serve\n", "    tract build\n"),
		"no French":      documentFaults(guide, ""),
		"a script":       scriptFaults(`button.textContent = "Copied to the clipboard";`),
		"a comment":      commentFaults("domains: [] # its sites, such as shop.example\n"),
		"a message":      frenchFaults("the disk is full", "the disk is full"),
		"its quotes":     frenchFaults("add “x”", "ajoutez « x »"),
		"its space":      frenchFaults("did you mean %q?", "vouliez-vous dire %q ?"),
		"what is said":   printedFaults("Fprintln", []ast.Expr{&ast.BasicLit{Kind: token.STRING, Value: `"done in %s"`}}),
	} {
		if len(faults) == 0 {
			t.Errorf("%s: nobody would find that", name)
		}
	}
	for name, faults := range map[string][]string{
		"a script": scriptFaults(`// Copied to a place.` + "\n" + `f("Escape")`), "a comment": commentFaults("x: 1 # union, campaign\n"), "a message": frenchFaults("%d ms", "%d ms"),
		"help": helpOf("", ""), "a field": fieldFaults([]schema.Field{good}), "a template": templateFaults(string(page)), "a document": documentOf("", ""),
	} {
		complain(t, name, faults)
	}
}

// spoiled changes one thing, which must be there.
func spoiled(t *testing.T, text, old, other string) string {
	t.Helper()
	if !strings.Contains(text, old) {
		t.Errorf("there is no %q to spoil", old)
	}
	return strings.Replace(text, old, other, 1)
}
