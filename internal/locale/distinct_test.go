package locale

import (
	"strings"
	"testing"

	"tract/internal/golden"
)

// TestDistinct compares languages as readers do: letters alone, not capitals.
func TestDistinct(t *testing.T) {
	load := func(code, tag, name string) *Locale {
		l, _ := Load(code, code+".yaml", []byte("tag: "+tag+"\nname: "+name+"\n"), nil)
		return l
	}
	fr := load("fr", "fr-CA", "Français")
	for _, c := range []struct {
		name  string
		other *Locale
		want  []string
	}{
		{"another", load("en", "en-CA", "English"), nil},
		{"the tag", load("fr-ca", "fr-ca", "Autre"), []string{"fr-ca.yaml:1:6", "fr.yaml:1:6"}},
		{"the name", load("ab", "ab", "français"), []string{"ab.yaml:2:7", "fr.yaml:2:7"}},
		{"a tag told to be wrong already", load("ab", "'?'", "Autre"), nil},
	} {
		list := Distinct([]*Locale{fr, c.other})
		got := golden.Printed(t, "en", list)
		if (len(list) > 0) != (len(c.want) > 0) {
			t.Errorf("%s: %s", c.name, got)
		}
		for _, place := range c.want {
			if !strings.Contains(got, place) {
				t.Errorf("%s: no %s in %s", c.name, place, got)
			}
		}
	}
}
