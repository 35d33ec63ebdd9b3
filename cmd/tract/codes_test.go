package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tract/internal/locale"
	"tract/layouts"
)

// TestCodes holds the source and the two catalogues of messages to each other:
// what the source says stands in both, with the same verbs in the same order and
// as many as it fills, and what stands there is said somewhere.
func TestCodes(t *testing.T) {
	en, fr := readCatalogue(t, "en"), readCatalogue(t, "fr")
	src, err := layouts.FS.ReadFile("strings/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	words, _ := locale.Load("en", "strings/en.yaml", src, nil)
	s := &codes{T: t, messages: en, words: words, used: map[string]bool{}}
	for _, pattern := range []string{"*.go", "../../internal/*/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if !strings.HasSuffix(file, "_test.go") {
				s.read(file)
			}
		}
	}
	for code, sentence := range en {
		switch other, ok := fr[code]; {
		case !ok:
			t.Errorf("%s has no French sentence", code)
		case !slices.Equal(verbs(sentence), verbs(other)):
			t.Errorf("%s: %q and %q do not take the same", code, sentence, other)
		}
		if !s.used[code] {
			t.Errorf("%s is never said", code)
		}
		if strings.ContainsAny(sentence, "«»") {
			t.Errorf("%s: %q has French quotation marks", code, sentence)
		}
		if sentence == "" || strings.HasSuffix(sentence, ".") && !strings.HasSuffix(sentence, "1.") {
			t.Errorf("%s: %q ends with a full stop, or is empty", code, sentence)
		}
	}
	for code, sentence := range fr {
		if _, ok := en[code]; !ok {
			t.Errorf("%s has no English sentence", code)
		}
		for _, fault := range frenchFaults(en[code], sentence) {
			t.Errorf("%s: %s", code, fault)
		}
	}
}

// frenchFaults finds what gives away that a French message is not one, or what would be
// shown with two spaces, or with one where a line may break.
func frenchFaults(en, fr string) (faults []string) {
	faults = proper("", fr)
	if en == fr && twoLetters.MatchString(strings.ReplaceAll(regexp.MustCompile(`%[+#0-9.]*[a-zA-Z]`).ReplaceAllString(fr, ""), " ms", "")) {
		faults = append(faults, fmt.Sprintf("%q is the English sentence", fr))
	}
	for _, wrong := range []string{"« ", " »", " ;", " ?", "“", "”", "..."} {
		if strings.Contains(strings.ReplaceAll(fr, "« »", ""), wrong) {
			faults = append(faults, fmt.Sprintf("%q has %q", fr, wrong))
		}
	}
	return faults
}

// readCatalogue gives the messages in a language by their code, each of which may
// stand once.
func readCatalogue(t *testing.T, language string) map[string]string {
	t.Helper()
	messages := map[string]string{}
	files, err := filepath.Glob("../../internal/diag/messages/*." + language + ".txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no catalogue in %s: %v", language, err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(src)) {
			code, sentence, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
			if !ok || strings.HasPrefix(line, "#") {
				continue
			}
			if _, twice := messages[code]; twice {
				t.Errorf("%s: %s stands twice", file, code)
			}
			messages[code] = sentence
		}
	}
	return messages
}

// verbs gives what fills a sentence, in order.
func verbs(sentence string) []string {
	return regexp.MustCompile(`%[+#0-9.]*[a-zA-Z]`).FindAllString(strings.ReplaceAll(sentence, "%%", ""), -1)
}

// codes collects the codes of messages that the source names.
type codes struct {
	*testing.T
	messages map[string]string
	words    *locale.Locale // of the interface, some of which begin like a code
	used     map[string]bool
}

func (s *codes) read(file string) {
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file, nil, 0)
	if err != nil {
		s.Fatal(err)
	}
	beginnings := map[ast.Expr]bool{}
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			beginnings[n.X] = n.Op == token.ADD
		case *ast.CallExpr:
			s.call(set, n)
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil {
				s.literal(set.Position(n.Pos()), text, beginnings[n])
			}
		}
		return true
	})
}

// codeForm is how a code looks: a package, or «hint.» before it, and a name.
var codeForm = regexp.MustCompile(`^(hint\.)?[a-z]+[.-][a-z0-9.-]+$`)

// literal takes a text of the source for a code if another code begins as it does.
func (s *codes) literal(at token.Position, text string, beginning bool) {
	if !codeForm.MatchString(text) && !beginning || text == "yaml.schemas" { // a setting of editors
		return
	}
	first, _, ok := strings.Cut(text, ".")
	if !ok {
		return
	}
	if _, known := s.messages[text]; known {
		s.used[text] = true
		return
	}
	related, found := false, false
	for code := range s.messages {
		related = related || strings.HasPrefix(code, first+".")
		form := strings.TrimPrefix(code, text) // a plural is chosen by its number
		if beginning && strings.HasPrefix(code, text) || form == ".one" || form == ".other" {
			s.used[code], found = true, true
		}
	}
	if related && !found && !s.words.Has(text) && !strings.HasSuffix(text, ".yaml") && !strings.HasSuffix(text, ".html") {
		s.Errorf("%s: %q is in no catalogue", at, text)
	}
}

// call compares what a call fills in with what the sentence takes.
func (s *codes) call(set *token.FileSet, call *ast.CallExpr) {
	selector, ok := call.Fun.(*ast.SelectorExpr)
	for _, fault := range printedFaults(selectorName(selector), call.Args) {
		if at := set.Position(call.Pos()); filepath.Dir(at.Filename) == "." {
			s.Errorf("%s: %s", at, fault)
		}
	}
	place, takes := map[string]int{"Errorf": 1, "Warnf": 1, "Advisef": 1, "WithHint": 0, "say": 0, "text": 0, "hint": 0}[selectorName(selector)]
	if !ok || !takes || len(call.Args) <= place || call.Ellipsis.IsValid() {
		return
	}
	literal, ok := call.Args[place].(*ast.BasicLit)
	if !ok {
		return
	}
	code, err := strconv.Unquote(literal.Value)
	if err != nil {
		return
	}
	if sentence, known := s.messages[code]; known && len(verbs(sentence)) != len(call.Args)-place-1 {
		s.Errorf("%s: %q takes %d values and gets %d", set.Position(call.Pos()), code, len(verbs(sentence)), len(call.Args)-place-1)
	}
}

// printedFaults finds words that a call prints and no catalogue holds.
func printedFaults(name string, args []ast.Expr) (faults []string) {
	if !strings.HasPrefix(name, "Fprint") && name != "WriteString" {
		return nil
	}
	for _, arg := range args {
		literal, ok := arg.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			continue
		}
		text, err := strconv.Unquote(literal.Value)
		if err != nil {
			continue
		}
		for _, word := range twoLetters.FindAllString(regexp.MustCompile(`%[-+#0-9.]*[a-zA-Z]`).ReplaceAllString(text, ""), -1) {
			if word != "tract" && word != "diff" { // a name of markup
				faults = append(faults, fmt.Sprintf("%q is printed, and in no catalogue", word))
			}
		}
	}
	return faults
}

func selectorName(s *ast.SelectorExpr) string {
	if s == nil {
		return ""
	}
	return s.Sel.Name
}
