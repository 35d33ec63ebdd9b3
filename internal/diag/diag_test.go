package diag

import (
	"strings"
	"testing"
	"time"
)

func TestAtCountsCharacters(t *testing.T) {
	src := []byte("été: x\nçà b")
	for _, c := range []struct{ offset, line, column int }{
		{0, 5, 1}, {strings.Index(string(src), "x"), 5, 6}, {strings.Index(string(src), "b"), 6, 4}, {999, 6, 5},
	} {
		got := At("f", src, c.offset, 5)
		if got.Line != c.line || got.Column != c.column {
			t.Errorf("At(%d) = %v, want line %d column %d", c.offset, got, c.line, c.column)
		}
	}
}

func TestNearest(t *testing.T) {
	kinds := []string{"article", "demands", "guide", "event", "page"}
	for _, c := range []struct{ word, want string }{
		{"guides", "guide"}, {"gudie", "guide"}, {"demand", "demands"}, {"evnt", "event"}, {"zzz", ""}, {"", ""},
	} {
		got, _ := Nearest(c.word, kinds)
		if got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.word, got, c.want)
		}
	}
}

func example() List {
	var l List
	l.Errorf(Position{"content/b.md", 3, 1}, "hint.one-of", "x").DidYouMean("tilte", []string{"title", "topics"})
	l.Warnf(Position{"content/a.md", 2, 4}, "hint.did-you-mean", "y")
	l.Warnf(Position{"content/a.md", 2, 4}, "hint.did-you-mean", "y")
	l.Errorf(Position{File: "content/\x1b[31m.md"}, "hint.one-of", "a, b")
	return l
}

func TestPrint(t *testing.T) {
	for language, want := range map[string]string{
		"en": "content/\uFFFD[31m.md: error: it is one of: a, b\n" +
			"content/a.md:2:4: warning: did you mean \"y\"?\n" +
			"content/b.md:3:1: error: it is one of: x\n    hint: did you mean \"title\"?\n2 errors, 1 warning\n",
		"fr": "content/\uFFFD[31m.md: erreur\u00a0: les valeurs possibles sont\u00a0: a, b\n" +
			"content/a.md:2:4: avertissement\u00a0: vouliez-vous dire \"y\"?\n" +
			"content/b.md:3:1: erreur\u00a0: les valeurs possibles sont\u00a0: x\n    piste\u00a0: vouliez-vous dire \"title\"?\n2 erreurs, 1 avertissement\n",
	} {
		var b strings.Builder
		if err := In(language).Print(&b, example()); err != nil {
			t.Fatal(err)
		}
		if b.String() != want {
			t.Errorf("%s:\n got %q\nwant %q", language, b.String(), want)
		}
	}
}

// TestPrintShowsEveryError holds that no number of warnings hides an error.
func TestPrintShowsEveryError(t *testing.T) {
	var l List
	for i := range Most + 50 {
		l.Warnf(Position{"a.md", i + 1, 1}, "hint.one-of", "x")
	}
	l.Errorf(Position{"z.md", 1, 1}, "hint.one-of", "y")
	var b strings.Builder
	if err := In("en").Print(&b, l); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	if strings.Count(got, "\n") != Most+2 || !strings.Contains(got, "z.md:1:1: error") || !strings.Contains(got, "\nand 51 more\n1 error, 250 warnings\n") {
		t.Errorf("%d lines, ends with %q", strings.Count(got, "\n"), got[len(got)-80:])
	}
}

// TestPrintManyErrors counts the errors that only a broken or a hostile site has.
func TestPrintManyErrors(t *testing.T) {
	var l List
	for i := range MostErrors + 50 {
		l.Errorf(Position{"a.md", i + 1, 1}, "hint.one-of", "x")
	}
	var b strings.Builder
	if err := In("en").Print(&b, l); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	if strings.Count(got, "\n") != MostErrors+2 || !strings.HasSuffix(got, "\nand 50 more\n1050 errors\n") {
		t.Errorf("%d lines, ends with %q", strings.Count(got, "\n"), got[len(got)-80:])
	}
}

// TestCapped keeps the first faults of each kind, and counts all.
func TestCapped(t *testing.T) {
	var l List
	for i := range 9 {
		l.Errorf(Position{"a.md", i + 1, 1}, "hint.one-of", "x")
		l.Warnf(Position{"a.md", i + 1, 2}, "hint.did-you-mean", "x")
	}
	l.Errorf(Position{"a.md", 10, 1}, "print.hint", "x")
	got := l.Capped(3)
	if len(got) != 7 || got[4].More != 6 || got[5].More != 6 || got.Count(Error) != 10 || got.Count(Warning) != 9 {
		t.Errorf("%v", got)
	}
}

func TestSortedKeepsCounts(t *testing.T) {
	at := Position{File: "a.md", Line: 1, Column: 1}
	list := List{{Position: at, Message: Text{Code: "x"}, More: 2}, {Position: at, Message: Text{Code: "x"}, More: 500}, {Position: at, Message: Text{Code: "x"}, More: 3}, {Position: at, Message: Text{Code: "y"}}}
	if s := list.Sorted(); len(s) != 2 || s[0].More != 500 || s.Count(s[0].Severity) != 502 {
		t.Errorf("%v", s)
	}
}

// TestPrintCounts tells of faults that are only counted, and counts them.
func TestPrintCounts(t *testing.T) {
	var l List
	l.Errorf(Position{"a.md", 1, 1}, "hint.one-of", "x").More = 50
	l.Errorf(Position{"a.md", 2, 1}, "hint.one-of", "y").More = 1
	for language, want := range map[string]string{
		"en": "a.md:1:1: error: it is one of: x; 50 more like it follow in this file\na.md:2:1: error: it is one of: y; another one like it follows in this file\n53 errors\n",
		"fr": "a.md:1:1: erreur\u00a0: les valeurs possibles sont\u00a0: x; 50 autres cas suivent dans ce fichier\na.md:2:1: erreur\u00a0: les valeurs possibles sont\u00a0: y; un autre cas suit dans ce fichier\n53 erreurs\n",
	} {
		var b strings.Builder
		if err := In(language).Print(&b, l); err != nil || b.String() != want {
			t.Errorf("got %q, %v", b.String(), err)
		}
	}
}

func TestPrintGitHubEscapes(t *testing.T) {
	var l List
	l.Errorf(Position{"a,b:c%.md", 1, 2}, "hint.one-of", "x\n::error::y").WithHint("hint.did-you-mean", "z")
	var b strings.Builder
	if err := In("en").PrintGitHub(&b, l); err != nil {
		t.Fatal(err)
	}
	want := "::error file=a%2Cb%3Ac%25.md,line=1,col=2,title=hint.one-of::it is one of: x\uFFFD::error::y%0Ahint: did you mean \"z\"?\n"
	if b.String() != want {
		t.Errorf("got  %q\nwant %q", b.String(), want)
	}
}

func TestPrintJSON(t *testing.T) {
	var b strings.Builder
	if err := In("en").PrintJSON(&b, nil); err != nil || b.String() != "[]\n" {
		t.Errorf("empty list: %q, %v", b.String(), err)
	}
	b.Reset()
	if err := In("en").PrintJSON(&b, example()[1:2]); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`"file": "content/a.md"`, `"line": 2`, `"column": 4`, `"severity": "warning"`, `"code": "hint.did-you-mean"`, `"hint": ""`} {
		if !strings.Contains(b.String(), part) {
			t.Errorf("%s lacks %s", b.String(), part)
		}
	}
}

func TestSentenceShowsPlainSpaces(t *testing.T) {
	got := In("en").Sentence(Text{"hint.did-you-mean", []any{"4\u00a0500\u202f$ à l’été"}})
	if want := `did you mean "4 500 $ à l’été"?`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestLanguageNames(t *testing.T) {
	for language, want := range map[string]string{"en": `did you mean "English"? it is one of: Inuktitut`, "fr": "vouliez-vous dire \"anglais\"? les valeurs possibles sont\u00a0: Inuktitut"} {
		c := In(language)
		got := c.Sentence(Text{"hint.did-you-mean", []any{Language{"en", "English"}}}) + " " + c.Sentence(Text{"hint.one-of", []any{Language{"iu", "Inuktitut"}}})
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestCatalogsAgree holds the two languages to the same codes with the same verbs.
func TestCatalogsAgree(t *testing.T) {
	en, fr := In("en"), In("fr")
	for code, sentence := range en.entries {
		other, ok := fr.entries[code]
		if !ok {
			t.Errorf("%s has no French sentence", code)
			continue
		}
		if strings.Count(sentence, "%") != strings.Count(other, "%") {
			t.Errorf("%s: the verbs differ: %q, %q", code, sentence, other)
		}
	}
	for code := range fr.entries {
		if _, ok := en.entries[code]; !ok {
			t.Errorf("%s has no English sentence", code)
		}
	}
}

// TestDay writes dates as readers do.
func TestDay(t *testing.T) {
	for _, c := range []struct{ day, en, fr string }{
		{"2026-11-22", "November 22, 2026", "22 novembre 2026"}, {"2026-08-01", "August 1, 2026", "1er août 2026"},
	} {
		at, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		for language, want := range map[string]string{"en": c.en, "fr": c.fr} {
			text := Text{Code: "external.seen", Args: []any{DayOf(at)}}
			if got := In(language).Sentence(text); !strings.HasSuffix(got, " "+want) {
				t.Errorf("%s: %q, want %q", language, got, want)
			}
		}
	}
}
