package translation

import (
	"strings"
	"testing"
)

func replace(text, old, now string) string { return strings.Replace(text, old, now, 1) }

// TestPut writes a mark and keeps every other byte.
func TestPut(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"none yet", "---\ntitle: A\n---\nText\n", "---\ntitle: A\ntranslated_from: M\n---\nText\n"},
		{"another", "---\ntranslated_from: fr 1 2\ntitle: A\n---\n", "---\ntranslated_from: M\ntitle: A\n---\n"},
		{"a comment", "---\ntranslated_from:   'fr 1 2'  # by hand\ntitle: A\n---\n", "---\ntranslated_from: M  # by hand\ntitle: A\n---\n"},
		{"empty", "---\ntranslated_from:\n---\n", "---\ntranslated_from: M\n---\n"},
		{"in quotes", "---\n\"translated_from\" : x\n---\n", "---\n\"translated_from\" : M\n---\n"},
		{"Windows", "---\r\ntitle: A\r\n---\r\nText\r\n", "---\r\ntitle: A\r\ntranslated_from: M\r\n---\r\nText\r\n"},
		{"an old Mac", "---\rtitle: A\r---\rText", "---\rtitle: A\rtranslated_from: M\r---\rText"},
		{"a mark of the byte order", "\ufeff---\ntitle: A\n---", "\ufeff---\ntitle: A\ntranslated_from: M\n---"},
		{"spaces behind the fences", "--- \ntitle: A\n---\t\nText  \n\n", "--- \ntitle: A\ntranslated_from: M\n---\t\nText  \n\n"},
		{"in the text", "---\ntitle: A\n---\ntranslated_from: x\n", "---\ntitle: A\ntranslated_from: M\n---\ntranslated_from: x\n"},
		{"within another field", "---\nsummary: |\n  translated_from: x\n---\n", "---\nsummary: |\n  translated_from: x\ntranslated_from: M\n---\n"},
		{"no front matter", "title: A\n", ""},
		{"an open one", "---\ntitle: A\n", ""},
		{"one line", "---", ""},
		{"nothing", "", ""},
	} {
		got, ok := Put([]byte(c.file), "M")
		if ok != (c.want != "") || string(got) != c.want {
			t.Errorf("%s: %v %q, want %q", c.name, ok, got, c.want)
		}
		if again, _ := Put(got, "M"); ok && string(again) != c.want {
			t.Errorf("%s, twice: %q", c.name, again)
		}
	}
}
