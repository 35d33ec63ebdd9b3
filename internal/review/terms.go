package review

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/site"
)

// termDiffers finds words of the glossary that one language says while the other says
// none of the glossary's words for the same, nor anything that begins like one.
var termDiffers = rule{"review.term-differs", func(c *campaign, t *text) {
	c.both(t, func(has, lacks *text) {
		told := map[*term]bool{}
		elsewhere := c.factsOf(lacks)
		for _, s := range c.factsOf(has).terms {
			own := s.term.forms[lacks.document.Language]
			if len(own) == 0 || told[s.term] || s.term.soundsIn(elsewhere.roots, lacks.document.Language) || leadsTo(lacks, s.term.key) {
				continue
			}
			told[s.term] = true
			l := c.languageOf(lacks)
			t.tell(has.at(s.start), words(string(has.src[s.start:s.end])), own[0].written, diag.Language{Code: l.Code, Name: l.Name}, has.across(s.start, lacks))
		}
	})
}}

// leadsTo says whether a text has a link to a term, whatever it calls it.
func leadsTo(t *text, key string) bool {
	for _, ref := range t.document.Body.Refs {
		if ref.Scheme == "term" && ref.Target == key {
			return true
		}
	}
	return false
}

// term is an entry of the glossary, with what each language calls it.
type term struct {
	key   string
	forms map[string][]form
}

// form is one way to say a term: «noyautage (salting)» is two.
type form struct {
	*term
	written string
	words   []string // folded
}

// saidTerm is a term where a text says it.
type saidTerm struct {
	span
	term *term
}

// glossary is what texts are searched for, by language.
type glossary struct {
	forms map[string]map[string][]form   // by the first word, the longest first
	roots map[string]map[string]struct{} // how the words of forms begin
}

// rootLetters are as many as two forms of a word have in common.
const rootLetters = 5

// formsOf parts the forms of an entry.
var formsOf = regexp.MustCompile(`[()/;]`)

func glossaryOf(s *site.Site) glossary {
	g := glossary{map[string]map[string][]form{}, map[string]map[string]struct{}{}}
	for _, l := range s.Languages {
		g.forms[l.Code], g.roots[l.Code] = map[string][]form{}, map[string]struct{}{}
	}
	for _, entry := range s.Content.Data.Glossary {
		t := &term{entry.Key, map[string][]form{}}
		for code, names := range entry.Term {
			for _, name := range formsOf.Split(names, -1) {
				f := form{t, strings.TrimSpace(name), nil}
				for _, w := range termWord.FindAllString(name, -1) {
					f.words = append(f.words, locale.Fold(w))
				}
				if len(f.words) == 0 || g.forms[code] == nil {
					continue
				}
				t.forms[code] = append(t.forms[code], f)
				g.forms[code][f.words[0]] = append(g.forms[code][f.words[0]], f)
				for _, root := range f.roots() {
					g.roots[code][root] = struct{}{}
				}
			}
		}
	}
	for _, byWord := range g.forms {
		for _, forms := range byWord {
			slices.SortStableFunc(forms, func(a, b form) int { return cmp.Compare(len(b.words), len(a.words)) })
		}
	}
	return g
}

// roots gives how the words begin that tell the form from others: those of four letters
// and more, or all if it has none.
func (f form) roots() []string {
	telling := slices.DeleteFunc(slices.Clone(f.words), func(w string) bool { return len([]rune(w)) < 4 })
	if len(telling) == 0 {
		telling = f.words
	}
	roots := make([]string, len(telling))
	for i, w := range telling {
		roots[i] = beginningOf(w, rootLetters)
	}
	return roots
}

func beginningOf(word string, letters int) string {
	for i := range word {
		if letters--; letters < 0 {
			return word[:i]
		}
	}
	return word
}

// soundsIn says whether a word of a text begins as one of the term does.
func (t *term) soundsIn(roots map[string]bool, language string) bool {
	return slices.ContainsFunc(t.forms[language], func(f form) bool {
		return slices.ContainsFunc(f.roots(), func(root string) bool { return roots[root] })
	})
}

var (
	// termWord is a word as a form consists of: «card-check» has two.
	termWord = regexp.MustCompile(`[\pL\pM\pN]+`)
	// severed parts two words so much that they are no term together.
	severed = regexp.MustCompile(`[.,;:!?…()«»“”"|\[\]]|\n\s*\n`)
)

// find gives the terms that a text says in its language, and how its words begin as far
// as those of the glossary do.
func (g glossary) find(said []byte, language string) (terms []saidTerm, roots map[string]bool) {
	roots = map[string]bool{}
	if len(g.roots[language]) == 0 {
		return nil, roots
	}
	places := termWord.FindAllIndex(said, -1)
	folded := make([]string, len(places))
	for i, m := range places {
		folded[i] = locale.Fold(string(said[m[0]:m[1]]))
		for n := 1; n <= rootLetters; n++ {
			if root := beginningOf(folded[i], n); len(root) > 0 {
				if _, known := g.roots[language][root]; known {
					roots[root] = true
				}
			}
		}
	}
	for i := 0; i < len(places); i++ {
		for _, f := range slices.Concat(g.forms[language][folded[i]], g.forms[language][singular(folded[i])]) {
			if end := i + len(f.words); end <= len(places) && sameWords(folded[i:end], f.words) && joinedIn(said, places[i:end]) {
				terms = append(terms, saidTerm{span{places[i][0], places[end-1][1]}, f.term})
				i = end - 1 // so that a longer term covers those within it
				break
			}
		}
	}
	return terms, roots
}

// singular gives a word without the ending of many in French, English and Spanish, and
// "" if it has none.
func singular(word string) string {
	if s := strings.TrimRight(word, "sx"); len(s) == len(word)-1 {
		return s
	}
	return ""
}

func sameWords(said, of []string) bool {
	for i, w := range said {
		if w != of[i] && singular(w) != of[i] {
			return false
		}
	}
	return true
}

func joinedIn(said []byte, places [][]int) bool {
	for i := 1; i < len(places); i++ {
		if severed.Match(said[places[i-1][1]:places[i][0]]) {
			return false
		}
	}
	return true
}
