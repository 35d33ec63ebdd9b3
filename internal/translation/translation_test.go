package translation

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func sectionsIn(front []string, body string) []Section {
	var c Cutter
	return c.Sections(front, []byte(body))
}

// page is a random text whose words can be told apart.
type page struct {
	front    []string
	sections [][]string // words; the first has no heading
}

func randomPage(r *rand.Rand) page {
	words := func(n int) []string {
		list := make([]string, n)
		for i := range list {
			list[i] = []string{"grève", "piquet", "l’usine", "37,6", "syndicat", "été", "(voir", "demain", "إضراب", "[le", "guide](guide:x)"}[r.Intn(11)]
		}
		return list
	}
	p := page{front: []string{strings.Join(words(3), " "), strings.Join(words(8), " ")}}
	for range 1 + r.Intn(6) {
		p.sections = append(p.sections, words(2+r.Intn(40)))
	}
	return p
}

// body writes the page with lines and paragraphs as they come.
func (p page) body(r *rand.Rand) string {
	var b strings.Builder
	for i, words := range p.sections {
		if i > 0 {
			fmt.Fprintf(&b, "\n%s %s\n\n", strings.Repeat("#", 2+r.Intn(2)), words[0])
			words = words[1:]
		}
		for _, word := range words {
			b.WriteString(word + []string{" ", "\n", "  ", "\n\n", " \n", "\n- ", "\u00a0", "\n> "}[r.Intn(8)])
		}
	}
	return b.String()
}

// TestEditMovesOneSection edits, adds and takes out words at random: the section that
// they are in has another digest, and no other section has. How lines are broken has no
// part in it.
func TestEditMovesOneSection(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 2000 {
		p := randomPage(r)
		before := sectionsIn(p.front, p.body(r))
		if len(before) != len(p.sections)+1 {
			t.Fatalf("%d sections of %d in:\n%s", len(before)-1, len(p.sections), p.body(r))
		}
		n := r.Intn(len(p.sections))
		words := slices.Clone(p.sections[n])
		switch at := r.Intn(len(words)); r.Intn(3) {
		case 0:
			words[at] = "autrement"
		case 1:
			words = slices.Insert(words, at, "autrement")
		default:
			words[at] += ","
		}
		p.sections = slices.Clone(p.sections)
		p.sections[n] = words
		changed, gone := MarkOf("fr", before).Compare(sectionsIn(p.front, p.body(r)))
		if !slices.Equal(changed, []int{n + 1}) || gone != 0 {
			t.Fatalf("changed %v and gone %d, want [%d]:\n%s", changed, gone, n+1, p.body(r))
		}
	}
}

// TestSame holds which texts say the same.
func TestSame(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"On a dit : « non ! »", `On a dit: "non!"`, true},
		{"On a dit\u00a0: «\u00a0non\u202f!\u00a0»", "On a dit : “non !”", true},
		{"l’usine", "l'usine", true},
		{"2024–2025", "2024-2025", true},
		{"ici – là", "ici -- là", true},
		{"37,6\u00a0%", "37,6 %", true},
		{"28 $", "28$", true},
		{"e\u0301te\u0301", "été", true},
		{"attendez…", "attendez...", true},
		{"**Venez** tous", "Venez *tous*", true},
		{"a\n\nb", "a b", true},
		{"- a\n- b\n", "* a\n* b", true},
		{"> a\n> b", "a b", true},
		{"## Titre\n\nmot", "### Titre\nmot", true},
		{"| a | b |\n|---|---|", "|a|b|\n|-|-|", true},
		{"co\u00adopérative", "coopérative", true},
		{"une grève", "une grèves", false},
		{"Une grève", "une grève", false},
		{"in to", "into", false},
		{"oui, non", "oui non", false},
		{"4 500", "4 501", false},
		{"[a](guide:x)", "[a](guide:y)", false},
		{"-5 degrés", "5 degrés", false},
		{"#grève", "grève", false},
		{"arc-en-ciel", "arc en ciel", false},
		{"Venez.", "Venez!", false},
		{"(a) b", "a b", false},
		{"fin.", "fin", false},
	} {
		got := sectionsIn(nil, c.a)[1].Digest == sectionsIn(nil, c.b)[1].Digest
		if got != c.same || got != (sectionsIn([]string{c.a}, "")[0].Digest == sectionsIn([]string{c.b}, "")[0].Digest) {
			t.Errorf("%q and %q: same=%v, want %v", c.a, c.b, got, c.same)
		}
	}
	if sectionsIn([]string{"a b", "c"}, "")[0].Digest == sectionsIn([]string{"a", "b c"}, "")[0].Digest {
		t.Error("words move from a field to the next unseen")
	}
}

// TestSections cuts at headings, and at nothing that only looks like one.
func TestSections(t *testing.T) {
	body := "Début.\n\n## Un\n\n#tag\n    # du code\n\n```sh\n# un commentaire\n```\n\n~~~~\n```\n# encore\n~~~\n~~~~\n### Deux ##\n####### sept\n#\nfin\n1. - ```\n     # de liste\n     ```\n## Trois\n~~~ ```\n# dedans\n~~~\n"
	var got []string
	for _, p := range Parts([]string{"Titre"}, []byte(body)) {
		got = append(got, fmt.Sprintf("%d %q", p.Line, p.Heading))
	}
	want := []string{`0 ""`, `1 ""`, `3 "Un"`, `17 "Deux"`, `19 ""`, `24 "Trois"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// FuzzSections loses no byte of any text, and gives every section a digest.
func FuzzSections(f *testing.F) {
	f.Add("a\n## b\n```\n# c", "d")
	f.Add("> ```\n# x\n> ```", "\xff")
	f.Fuzz(func(t *testing.T, body, front string) {
		parts := Parts([]string{front}, []byte(body))
		whole := ""
		for _, p := range parts[1:] {
			whole += p.Texts[0]
		}
		if whole != body {
			t.Errorf("%q has become %q", body, whole)
		}
		var c Cutter
		for i, s := range c.Sections([]string{front}, []byte(body)) {
			if s != parts[i].Section {
				t.Errorf("section %d: %v, of parts %v", i, s, parts[i].Section)
			}
		}
		if changes := Changes(parts, parts); len(changes) > 0 {
			t.Errorf("a text differs from itself: %v", changes)
		}
		if m, ok := ParseMark(MarkOf("fr", c.Sections(nil, []byte(body))).String()); !ok || m.Language != "fr" {
			t.Error("a mark does not read back")
		}
	})
}

func TestParseMark(t *testing.T) {
	for text, ok := range map[string]bool{
		"fr 00000000 ffffffff": true, "ht  01234567 89abcdef 0a0b0c0d": true, "none": true,
		"": false, "fr": false, "fr 01234567": false, "fr 0123456 01234567": false, "fr 0123456g 01234567": false, "none 01234567 01234567 x": false, "fr +1234567 01234567": false,
	} {
		m, got := ParseMark(text)
		if got != ok || ok && m.String() != strings.Join(strings.Fields(text), " ") {
			t.Errorf("%q: %v %q", text, got, m)
		}
	}
}

func TestCompare(t *testing.T) {
	sections := func(digests ...Digest) (list []Section) {
		for _, d := range digests {
			list = append(list, Section{Digest: d})
		}
		return list
	}
	mark := MarkOf("fr", sections(1, 2, 3, 4))
	for _, c := range []struct {
		now     []Section
		changed []int
		gone    int
	}{
		{sections(1, 2, 3, 4), nil, 0},
		{sections(1, 2, 9, 4), []int{2}, 0},
		{sections(9, 2, 3, 4), []int{0}, 0},
		{sections(1, 2, 3, 9, 4), []int{3}, 0},
		{sections(1, 2, 3, 4, 4), []int{4}, 0},
		{sections(1, 2, 4), nil, 1},
		{sections(1, 2, 4, 3), []int{3}, 0},
		{sections(1, 8, 9), []int{1, 2}, 1},
	} {
		changed, gone := mark.Compare(c.now)
		if !slices.Equal(changed, c.changed) || gone != c.gone {
			t.Errorf("%v: %v and %d gone, want %v and %d", c.now, changed, gone, c.changed, c.gone)
		}
	}
	long := make([]Section, 5000)
	for i := range long {
		long[i].Digest = Digest(i)
	}
	reversed := slices.Clone(long)
	slices.Reverse(reversed)
	if changed, _ := MarkOf("fr", long).Compare(reversed); len(changed) < 4998 {
		t.Errorf("%d changed", len(changed))
	}
}
