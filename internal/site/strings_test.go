package site

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/golden"
	"tract/internal/locale"
	"tract/layouts"
)

// TestMissingStrings takes from the strings what a listed kind needs, as somebody
// does who adds a kind and forgets them.
func TestMissingStrings(t *testing.T) {
	src, err := layouts.FS.ReadFile("strings/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	src = bytes.Replace(src, []byte("\n  guides: guides\n"), []byte("\n"), 1)
	src = bytes.Replace(src, []byte("\n      title: Action guides\n"), []byte("\n"), 1)
	l, list := locale.Load("en", "en.yaml", src, nil)
	if list.HasErrors() {
		t.Fatal(list)
	}
	_, list = New(&config.Settings{Languages: []string{"en"}}, []*locale.Locale{l}, &content.Content{}, nil, time.Time{})
	want := `layouts/strings/en.yaml:1:1: error: the strings lack pages.guides.title, which the list of content/guides needs
layouts/strings/en.yaml:1:1: error: the strings lack sections.guides, which the list of content/guides needs
`
	got := golden.Printed(t, "en", list)
	for line := range strings.Lines(want) {
		if !strings.Contains(got, line) {
			t.Errorf("%q is not in %q", line, got)
		}
	}
}
