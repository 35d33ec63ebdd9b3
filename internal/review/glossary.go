package review

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"tract/internal/site"
)

// glossary is what the texts of a language are searched for: a tree of the words that
// terms consist of, one after the other.
type glossary struct {
	words map[string]int      // folded, each with its number, from 1
	next  map[step]int        // what a beginning of terms is with one more word
	ends  []*term             // by beginning, of which 0 has no word yet: the term that it is
	roots map[string]struct{} // how the words of forms begin
	// opens are the first two letters of all words. Few words of a text begin as one
	// does, and the others need not be folded.
	opens map[[2]byte]bool
}

// step is what follows a beginning of terms.
type step struct{ beginning, word int }

// termWords is how many words a term has at most that is looked for: as many are read
// at each word of a text.
const termWords = 20

// formsOf parts the forms of an entry.
var formsOf = regexp.MustCompile(`[()/;]`)

func glossariesOf(s *site.Site) map[string]*glossary {
	all := map[string]*glossary{}
	for _, l := range s.Languages {
		all[l.Code] = &glossary{map[string]int{}, map[step]int{}, []*term{nil}, map[string]struct{}{}, map[[2]byte]bool{}}
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
	if len(f.words) > termWords {
		return
	}
	at := 0
	for _, w := range f.words {
		at = g.follow(step{at, g.number(w)})
	}
	if g.ends[at] == nil { // else two entries are called the same
		g.ends[at] = f.term
	}
}

func (g *glossary) number(word string) int {
	if g.words[word] == 0 {
		g.words[word] = len(g.words) + 1
	}
	return g.words[word]
}

func (g *glossary) follow(s step) int {
	if g.next[s] == 0 {
		g.next[s] = len(g.ends)
		g.ends = append(g.ends, nil)
	}
	return g.next[s]
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

// severed parts two words so much that they are no term together.
var severed = regexp.MustCompile(`[.,;:!?…()«»“”"|\[\]]|\n\s*\n`)

func severs(gap []byte) bool { return (len(gap) != 1 || gap[0] != ' ') && severed.Match(gap) }

// saidWord is a word of a text.
type saidWord struct {
	span
	number int  // 0 if the glossary has none such
	parted bool // from the word before it, so that they are no term together
}

// find gives the terms that a text says, and how its words begin as far as
// those of the glossary do.
func (g *glossary) find(said []byte) (terms []saidTerm, roots map[string]bool) {
	roots = map[string]bool{}
	if len(g.words) == 0 {
		return nil, roots
	}
	spoken := g.spokenIn(said, roots)
	for len(spoken) > 0 {
		t, n := g.longest(spoken)
		if t != nil {
			terms = append(terms, saidTerm{span{spoken[0].start, spoken[n-1].end}, t})
		}
		spoken = spoken[max(n, 1):] // so that a longer term covers those within it
	}
	return terms, roots
}

// longest gives the longest term that words begin with, and how many they are.
func (g *glossary) longest(spoken []saidWord) (t *term, n int) {
	at := 0
	for i, w := range spoken {
		if w.number == 0 || i > 0 && w.parted {
			break
		}
		if at = g.next[step{at, w.number}]; at == 0 {
			break
		}
		if g.ends[at] != nil {
			t, n = g.ends[at], i+1
		}
	}
	return t, n
}

// spokenIn gives the words of a text, and adds how they begin.
func (g *glossary) spokenIn(said []byte, roots map[string]bool) []saidWord {
	spoken := make([]saidWord, 0, len(said)/6)
	last := saidWord{}
	for from, end := range eachWord(said) {
		w := saidWord{span: span{from, end}}
		if o := opening(said[from:end]); o[0] >= utf8.RuneSelf || o[1] >= utf8.RuneSelf || g.opens[o] {
			folded := folded(string(said[from:end]))
			g.addRoots(roots, folded)
			w.number = g.words[folded]
		}
		w.parted = w.number > 0 && last.number > 0 && severs(said[last.end:from])
		spoken = append(spoken, w)
		last = w
	}
	return spoken
}

// addRoots adds how a word begins, as far as those of the glossary do.
func (g *glossary) addRoots(roots map[string]bool, word string) {
	for n := 1; n <= rootLetters; n++ {
		root := beginningOf(word, n)
		if contains(g.roots, root) {
			roots[root] = true
		}
		if len(root) == len(word) {
			return
		}
	}
}

func contains(set map[string]struct{}, name string) bool {
	_, ok := set[name]
	return ok
}
