package payload

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestSources finds all texts, each once, and a part of them from each source.
func TestSources(t *testing.T) {
	all, seen := 0, map[string]bool{}
	for _, s := range Sources(t) {
		t.Log(s.Name, len(s.Texts))
		for _, text := range s.Texts {
			if all++; seen[text] || text == "" {
				t.Errorf("%q is there twice, or empty", text)
			}
			seen[text] = true
		}
	}
	if all < 4000 {
		t.Errorf("only %d texts", all)
	}
	for _, want := range []string{"<script>alert(1)</script>", "undefined", "*foo bar*\n", "\u0001javascript:alert(1)"} {
		if !seen[want] {
			t.Errorf("%q is not there", want)
		}
	}
	if n := len(Texts(t, 10)); n != (all+9)/10 {
		t.Errorf("%d texts are no tenth of %d", n, all)
	}
}

// TestShapes holds the shapes to the number that SECURITY.md says, and each to the size that
// is asked for.
func TestShapes(t *testing.T) {
	markdown, yaml := MarkdownShapes(), YAMLShapes()
	security, err := os.ReadFile("../../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	said := fmt.Sprintf("%d shapes of Markdown and %d of YAML, each at four sizes, and %d units of code", len(markdown), len(yaml), len(CodeUnits()))
	if !strings.Contains(strings.Join(strings.Fields(string(security)), " "), said) {
		t.Errorf("SECURITY.md does not say: %s", said)
	}
	names := map[string]bool{}
	for _, s := range append(markdown, Shape{"well-formed", WellFormed}) {
		if n := len(s.Make(1000)); names[s.Name] || n < 900 || n > 1300 {
			t.Errorf("%s: %d bytes for 1000, or twice", s.Name, n)
		}
		names[s.Name] = true
	}
	for _, s := range yaml {
		if n := len(s.Make(1000)); n < 900 || n > 1200 {
			t.Errorf("%s: %d bytes for 1000", s.Name, n)
		}
	}
	for _, u := range CodeUnits() {
		if u == "" {
			t.Error("an empty unit")
		}
	}
}
