package review

import (
	"cmp"
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
			t.tell(has.at(s.start), words(string(has.src[s.start:s.end])), own[0].written, diag.Language{Code: l.Code, Name: l.Name}, c.across(has, lacks, s.start))
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

// glossary is what the texts of a language are searched for.
type glossary struct {
	forms map[string][]form   // by the first word, the longest first
	roots map[string]struct{} // how the words of forms begin
	// opens are the first two letters of all words. Few words of a text begin as one
	// does, and the others need not be folded.
	opens map[[2]byte]bool
}

// rootLetters are as many as two forms of a word have in common.
const rootLetters = 5

// formsOf parts the forms of an entry.
var formsOf = regexp.MustCompile(`[()/;]`)

func glossariesOf(s *site.Site) map[string]*glossary {
	all := map[string]*glossary{}
	for _, l := range s.Languages {
		all[l.Code] = &glossary{map[string][]form{}, map[string]struct{}{}, map[[2]byte]bool{}}
	}
	for _, entry := range s.Content.Data.Glossary {
		t := &term{entry.Key, map[string][]form{}}
		for code, names := range entry.Term {
			for _, name := range formsOf.Split(names, -1) {
				f := form{t, strings.TrimSpace(name), nil}
				for from, end := range eachWord([]byte(name)) {
					f.words = append(f.words, folded(name[from:end]))
				}
				if g := all[code]; g != nil && len(f.words) > 0 {
					t.forms[code] = append(t.forms[code], f)
					g.add(f)
				}
			}
		}
	}
	return all
}

func (g *glossary) add(f form) {
	for _, root := range f.roots() {
		g.roots[root] = struct{}{}
	}
	for _, w := range f.words {
		g.opens[opening(w)] = true
	}
	same := append(g.forms[f.words[0]], f)
	slices.SortStableFunc(same, func(a, b form) int { return cmp.Compare(len(b.words), len(a.words)) })
	g.forms[f.words[0]] = same
}

// opening gives the first two letters of a word, small.
func opening[T string | []byte](word T) (o [2]byte) {
	for i := range min(len(word), 2) {
		o[i] = word[i]
		if 'A' <= o[i] && o[i] <= 'Z' {
			o[i] += 'a' - 'A'
		}
	}
	return o
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

// severed parts two words so much that they are no term together.
var severed = regexp.MustCompile(`[.,;:!?…()«»“”"|\[\]]|\n\s*\n`)

// eachWord gives the words that forms consist of: «card-check» has two.
func eachWord(text []byte) iter.Seq2[int, int] {
	return func(yield func(from, end int) bool) {
		from := -1
		for i, size := 0, 0; i <= len(text); i += size {
			c := rune(-1)
			if size = 1; i < len(text) {
				if c = rune(text[i]); c >= utf8.RuneSelf {
					c, size = utf8.DecodeRune(text[i:])
				}
			}
			part := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= utf8.RuneSelf && (unicode.IsLetter(c) || unicode.IsMark(c) || unicode.IsNumber(c))
			switch {
			case part && from < 0:
				from = i
			case !part && from >= 0:
				if !yield(from, i) {
					return
				}
				from = -1
			}
		}
	}
}

// saidWord is a word of a text, folded if one of the glossary begins as it does.
type saidWord struct {
	span
	folded string
}

// find gives the terms that a text says, and how its words begin as far as those of the
// glossary do.
func (g *glossary) find(said []byte) (terms []saidTerm, roots map[string]bool) {
	roots = map[string]bool{}
	if len(g.forms) == 0 {
		return nil, roots
	}
	spoken := make([]saidWord, 0, len(said)/6)
	for from, end := range eachWord(said) {
		w := saidWord{span: span{from, end}}
		if o := opening(said[from:end]); o[0] >= utf8.RuneSelf || o[1] >= utf8.RuneSelf || g.opens[o] {
			w.folded = folded(string(said[from:end]))
			for n := 1; n <= rootLetters; n++ {
				if root := beginningOf(w.folded, n); contains(g.roots, root) {
					roots[root] = true
				}
			}
		}
		spoken = append(spoken, w)
	}
	for i := 0; i < len(spoken); i++ {
		if spoken[i].folded == "" {
			continue
		}
		for _, f := range g.forms[spoken[i].folded] {
			if end := i + len(f.words); end <= len(spoken) && f.is(said, spoken[i:end]) {
				terms = append(terms, saidTerm{span{spoken[i].start, spoken[end-1].end}, f.term})
				i = end - 1 // so that a longer term covers those within it
				break
			}
		}
	}
	return terms, roots
}

func contains(set map[string]struct{}, name string) bool {
	_, ok := set[name]
	return ok
}

// folded gives a word as it compares: without capitals and accents, and without the ending
// of many in French, English and Spanish.
func folded(word string) string {
	word = locale.Fold(word)
	if one := strings.TrimRight(word, "sx"); len(one) > 2 && len(one) == len(word)-1 {
		return one
	}
	return word
}

// is says whether words of a text are the form, one after the other.
func (f form) is(said []byte, spoken []saidWord) bool {
	for i, w := range spoken {
		if w.folded != f.words[i] || i > 0 && severed.Match(said[spoken[i-1].end:w.start]) {
			return false
		}
	}
	return true
}
