package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/golden"
	"tract/internal/wire"
)

// TestGolden makes an index of a few entries, a line each: kind | title | text | body.
func TestGolden(t *testing.T) {
	golden.Run(t, func(t *testing.T, a *txtar.Archive) {
		language := strings.Fields(string(a.Comment))[0]
		files := made(language, string(a.Files[0].Data))
		r := read(t, files)
		var words strings.Builder
		for i := 0; i < len(r.Shards); i += 2 {
			for _, l := range r.shard(r.Shards[i+1]) {
				fmt.Fprint(&words, strings.Join(l.words, " "), " ")
				if l.common {
					words.WriteString(" nearly all, titles:")
				}
				for _, p := range l.found {
					fmt.Fprintf(&words, " %d/%d", p.entry, p.level)
				}
				words.WriteByte('\n')
			}
		}
		a.Files = append(a.Files[:1], golden.File("words", words.String()))
		for _, f := range files {
			if !strings.HasPrefix(f.Name, "w-") {
				a.Files = append(a.Files, golden.File(f.Name, string(f.Content)))
			}
		}
	})
}

// made gives the index of entries.
func made(language, src string) []File {
	v, kinds := entries(src)
	return Make(language, v, kinds)
}

// entries reads a line an entry.
func entries(src string) (*Vocabulary, []Kind) {
	var kinds []Kind
	v := new(Vocabulary)
	tally := NewTally(v)
	for i, l := range strings.Split(strings.TrimSpace(src), "\n") {
		f := strings.Split(l, " | ")
		if len(kinds) == 0 || kinds[len(kinds)-1].Name != f[0] {
			kinds = append(kinds, Kind{Name: f[0]})
		}
		tally.Add(f[3], WeighsBody)
		k := &kinds[len(kinds)-1]
		k.Entries = append(k.Entries, Entry{Address: fmt.Sprintf("%d.html", i), Title: f[1], Text: f[2], Body: tally.Words()})
	}
	return v, kinds
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"":                            "",
		"L’été, à l'entente : GRÈVE!": "l été à l entente grève",
		"YUL2, DXT4 et A-1":           "yul2 dxt4 et a 1",
		"4 500 emplois, 4 500, 4\u00a0500\u202f000":      "4500 emplois 4500 4500000",
		"4,500.75 and 1’234":                             "4500 75 and 1234",
		"le 15 janvier 2025, 300 personnes":              "le 15 janvier 2025 300 personnes",
		"514 555-1234, 12345 678, 1 23, 1 2345, 12 345b": "514555 1234 12345 678 1 23 1 2345 12 345b",
		"mou\u00adve\u00adment":                          "mou\u00adve\u00admen\u0074",
		"العمال، في العمل":                               "العمال في العمل",
		"naïve — “quoted” §12":                           "naïve quoted 12",
		strings.Repeat("é", 100):                         strings.Repeat("é", 30),
		"a\xffb":                                         "a b",
	} {
		var got []string
		eachWord(nil, text, func(word []byte) { got = append(got, string(word)) })
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for word, want := range map[string]string{
		"grève": "greve", "sécurité": "securite", "œuvre": "oeuvre", "straße": "strasse", "mou\u00adve\u00adment": "mouvement",
		"e\u0301te\u0301": "ete", "łódź": "lodz", "ñandú": "nandu", "ﬁn": "fin", "m²": "m2", "⑴": "1", "ﷺ": "صليالله عليهوسلم",
		"العُمّال": "العمال", "أُجرة": "اجره", "مستشفى": "مستشفي", "٤٥٠٠": "4500", "ك\u0640تاب": "كتاب", "λόγος": "λογοσ",
	} {
		if word == "ﷺ" {
			want = strings.ReplaceAll(fold(word), " ", "")
		}
		if got := fold(word); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}

// TestTally counts the words of texts, one after the other, by two that share a vocabulary.
func TestTally(t *testing.T) {
	v := new(Vocabulary)
	one, two := NewTally(v), NewTally(v)
	for range 2 {
		one.Add("Grève, grève", WeighsBody)
		one.Add("Une grève", WeighsHeading)
		if got, want := spelled(v, one.Words()), "grève 18, une 16"; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	two.Add(strings.Repeat("a ", 100)+"une b", WeighsBody)
	words := two.Words()
	if got, want := spelled(v, words), "a 31, une 1, b 1"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := two.Words(); got != "" {
		t.Errorf("%q of nothing", got)
	}
	var w wire.Writer
	v.Append(&w)
	r := wire.NewReader(string(w))
	if again := ReadVocabulary(r); !r.Done() || spelled(again, words) != spelled(v, words) || again.number([]byte("une")) != 1 || again.number([]byte("c")) != 4 {
		t.Error("the vocabulary does not read back")
	}
}

// spelled writes words with their weights.
func spelled(v *Vocabulary, words Words) string {
	var list []string
	for n, weight := range words.each() {
		list = append(list, fmt.Sprint(v.word(n), " ", weight))
	}
	return strings.Join(list, ", ")
}

// TestDamaged makes an index of words that are none.
func TestDamaged(t *testing.T) {
	v := new(Vocabulary)
	v.number([]byte("mot"))
	for _, body := range []Words{"\x80", "\x02", "\x01", "\x01\x00", "\x00\x02", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"} {
		read(t, Make("fr", v, []Kind{{Entries: []Entry{{Title: "x", Body: body}}}}))
	}
}

// TestFind finds other forms of a word, forms without their accents, beginnings, codes and
// numbers.
func TestFind(t *testing.T) {
	french := `Guide | Tenir un piquet de grève | Ce qu’il faut savoir. | Apportez de l’eau. Les grévistes restent ensemble.
Guide | Vos droits | Si vous perdez votre emploi. | La sécurité et la santé. Voir les répertoires de l’entrepôt YUL2.
Article | La manifestation du 15 février | Des milliers de personnes. | Les manifestants ont marché. Plus de 4 500 emplois.
Article | Le cœur de l’affaire | DXT4. | Manifester reste un droit.`
	arabic := `دليل | حقوق العمال | ملخص | الإضراب حق
دليل | عمال المستودع | ملخص | نص`
	for _, c := range []struct{ language, entries, word, want string }{
		{"fr", french, "greve", "0"},
		{"fr", french, "greves", ""},
		{"fr", french, "securite", "1"},
		{"fr", french, "repertoi", "1"},
		{"fr", french, "manifestants", "2 3"},
		{"fr", french, "manifestation", "2 3"},
		{"fr", french, "coeur", "3"},
		{"fr", french, "yul2", "1"},
		{"fr", french, "dxt", "3"},
		{"fr", french, "4500", "2"},
		{"fr", french, "droits", "1 3"},
		{"fr", french, "l", "3 0 1"},
		{"en", "Guide | Organizing | How to organize. | Organized workers", "organizes", ""},
		{"en", "Guide | Organizing | How to organize. | Organized workers", "organized", "0"},
		{"es", "Guía | Los derechos | Su derecho | Trabajadoras y trabajadores", "trabajadoras", "0"},
		{"ar", arabic, "عمال", "0 1"},
		{"ar", arabic, "العمال", "0 1"},
		{"ar", arabic, "اضراب", "0"},
		{"ht", "Gid | Dwa travayè | Rezime | Travayè yo", "travaye", "0"},
	} {
		got := strings.Trim(fmt.Sprint(read(t, made(c.language, c.entries)).find(c.word)), "[]")
		if got != c.want {
			t.Errorf("%s %s: %s, want %s", c.language, c.word, got, c.want)
		}
	}
}

// TestCommon keeps of a word that nearly every body has only the titles.
func TestCommon(t *testing.T) {
	var src strings.Builder
	for i := range 20 {
		title := "Titre"
		if i == 7 {
			title = "De la grève"
		}
		fmt.Fprintf(&src, "Guide | %s | x | le texte de la page %d\n", title, i)
	}
	r := read(t, made("fr", src.String()))
	for word, want := range map[string][]int{"de": {7}, "la": {7}, "texte": nil, "greve": {7}, "12": {12}} {
		if got := r.find(word); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", word, got, want)
		}
	}
}

// TestEmpty makes the index of a language that has nothing.
func TestEmpty(t *testing.T) {
	files := Make("fr", new(Vocabulary), []Kind{{Name: "Guide"}})
	if len(files) != 1 || string(files[0].Content) != `tractFound({"n":0,"per":8,"kinds":[0,"Guide"],"shards":[],"chunks":[]})`+"\n" {
		t.Errorf("%+v", files)
	}
}

func TestCut(t *testing.T) {
	for s, want := range map[string]string{
		"":                  "",
		"douze lettre":      "douze lettre",
		"une phrase longue": "une phrase…",
		"une phras, longue": "une phras…",
		"éééééééééééééé":    "éééééééééééé…",
	} {
		if got := cut(s, 12); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// FuzzWords holds that whatever a text is, its words can be written into an index, and that
// a title is found by each.
func FuzzWords(f *testing.F) {
	for _, seed := range []string{"L’été 4 500 YUL2", "العُمّال ١٢٣", "ﷺ ⑴ ½ ß İ", "a\xff\u00ad\u200d", "人工 ไทย 한국어", "=;*,\" \\"} {
		f.Add(seed, "fr")
	}
	f.Fuzz(func(t *testing.T, text, language string) {
		v := new(Vocabulary)
		tally := NewTally(v)
		tally.Add(text, 1)
		body := tally.Words()
		for n, weight := range body.each() {
			word := v.word(n)
			if weight < 1 || weight > most || !utf8.ValidString(word) || word == "" || strings.ContainsAny(word, " =;*\",\\") {
				t.Fatalf("%q weighs %d", word, weight)
			}
			if folded := fold(word); fold(folded) != folded {
				t.Errorf("%q becomes %q becomes %q", word, folded, fold(folded))
			}
		}
		r := read(t, Make(language, v, []Kind{{Name: "x", Entries: []Entry{{Title: text, Body: body}}}}))
		eachWord(nil, text, func(word []byte) {
			if w := fold(string(word)); w != "" && !slices.Equal(r.find(w), []int{0}) {
				t.Errorf("%q is not found by %q", text, w)
			}
		})
	})
}
