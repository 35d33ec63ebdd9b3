package scaffold

import (
	"slices"
	"strings"
	"testing"

	"tract/internal/diag"
)

// Each forge has its files and no other's, and the README speaks of what there is.
func TestForges(t *testing.T) {
	roots := map[string]string{gitHub: ".github/", gitLab: ".gitlab-ci.yml", forgejo: ".forgejo/"}
	for _, forge := range Forges() {
		a := &Answers{Languages: usual, Colour: "#b5001e", Forge: forge}
		site := map[string]string{}
		for _, f := range a.Files("en", day) {
			site[f.Path] = string(f.Content)
			for of, root := range roots {
				if strings.HasPrefix(f.Path, root) && of != forge {
					t.Errorf("%s has %s", forge, f.Path)
				}
			}
		}
		program := a.ProgramFile()
		if _, ok := site[program]; ok == (forge == none) {
			t.Errorf("%s: the file %q that names the program: %v", forge, program, ok)
		}
		for _, code := range diag.Languages() {
			text := site[a.Readme(code)]
			for of, root := range roots {
				if says := strings.Contains(text, "`"+root); says != (of == forge) {
					t.Errorf("%s, %s: it speaks of %s: %v", forge, code, root, says)
				}
			}
			if strings.Count(text, "\n## ") < 7 {
				t.Errorf("%s, %s: sections are missing:\n%s", forge, code, text)
			}
		}
	}
}

// The address of a repository says what publishes it, until somebody says otherwise.
func TestForge(t *testing.T) {
	for repository, want := range map[string]string{
		"": gitHub, "https://github.com/a/b": gitHub, "https://forge.example/a/b": gitHub, "https://gitlab.com/a/b": gitLab, "https://codeberg.org/a/b": forgejo,
	} {
		a := &Answers{Repository: repository}
		if got := a.Usual(Question{Name: AskForge}); got != want {
			t.Errorf("%q: %s, want %s", repository, got, want)
		}
		if p := a.Answer(Question{Name: AskForge}, " None "); p != nil || a.forge() != none {
			t.Errorf("%q: none: %v %s", repository, p, a.forge())
		}
	}
	if !slices.Contains(Forges(), (&Answers{}).forge()) {
		t.Error("the usual forge is none of those")
	}
}
