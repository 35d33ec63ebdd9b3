package translation

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestChanges shows the sentences that changed, each in its section.
func TestChanges(t *testing.T) {
	const before = `Le début. Une phrase.

## Étapes

1. **Venez.** Le 15 février 2025. Tous ensemble, avec M. Roy.
2. Partez
   sans bruit.

## Fin

Merci.
`
	for _, c := range []struct {
		name, now string
		want      []Change
	}{
		{"nothing", before, nil},
		{"a word", replace(before, "Tous ensemble", "Toutes et tous"), []Change{{2, 2, []string{"Tous ensemble, avec M. Roy."}, []string{"Toutes et tous, avec M. Roy."}}}},
		{"a comma and a line", replace(replace(before, "Merci.", "Merci,\nvraiment."), "sans bruit", "sans  bruit"), []Change{{3, 3, []string{"Merci."}, []string{"Merci, vraiment."}}}},
		{"a step put in", replace(before, "2. Partez", "2. Attendez.\n3. Partez"), []Change{{2, 2, nil, []string{"2. Attendez."}}}},
		{"a step taken out", replace(before, "1. **Venez.** Le 15 février 2025. Tous ensemble, avec M. Roy.\n2. Partez", "1. Partez"), []Change{
			{2, 2, []string{"1. **Venez.**", "Le 15 février 2025.", "Tous ensemble, avec M. Roy."}, nil},
		}},
		{"a number", replace(before, "2. Partez", "3. Partez"), []Change{{2, 2, []string{"2. Partez sans bruit."}, []string{"3. Partez sans bruit."}}}},
		{"a heading", replace(before, "## Fin", "## La fin"), []Change{{3, 3, []string{"## Fin"}, []string{"## La fin"}}}},
		{"a section more, one changed", replace(replace(before, "Le début.", "Au début."), "## Étapes", "## Nouveau\n\nBonjour.\n\n## Étapes"), []Change{
			{1, 1, []string{"Le début."}, []string{"Au début."}}, {-1, 2, nil, []string{"## Nouveau", "Bonjour."}},
		}},
		{"a section less", replace(before, "## Fin\n\nMerci.\n", ""), []Change{{3, -1, []string{"## Fin", "Merci."}, nil}}},
		{"hidden characters", replace(before, "Merci.", "Mer\u202eci\x1b[31m."), []Change{{3, 3, []string{"Merci."}, []string{"Mer ci [31m."}}}},
	} {
		front := []string{"Un titre"}
		if diff := cmp.Diff(c.want, Changes(Parts(front, []byte(before)), Parts(front, []byte(c.now)))); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", c.name, diff)
		}
	}
}
