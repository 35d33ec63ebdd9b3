package review

import (
	"slices"
	"sync"

	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/site"
)

// pair is a translation with the text that it was made from.
type pair struct {
	made, source *text
}

// pairsOf gives, for each translation that is judged, its pair. What is known to be
// behind its source is not judged: it has been told, with the sentences that changed,
// and what it lacks follows from that. What no speaker has read yet is, because a
// wrong figure is the first thing that whoever reads it should see.
func pairsOf(s *site.Site, texts []*text) map[*text]pair {
	byFile := map[string]*text{}
	for _, t := range texts {
		byFile[t.file] = t
	}
	pairs := map[*text]pair{}
	for _, v := range s.Versions() {
		made, source := byFile[v.File], byFile[v.SourceFile]
		if (v.State == site.Current || v.State == site.Unmarked) && made != nil && source != nil && !made.document.Partial && !source.document.Partial {
			pairs[made] = pair{made, source}
		}
	}
	return pairs
}

// facts are what a text states that no translation changes.
type facts struct {
	said    []byte
	numbers []fact           // in digits
	values  map[float64]bool // of all numbers, in letters too, and within dates and hours
	dates   []locale.StatedDate
	phones  []found
	terms   []saidTerm
	roots   map[string]bool // how its words begin, as far as those of the glossary do

	paragraphs []span
}

// fact is a number where it stands.
type fact struct {
	span
	value float64
}

// factsOf gives the facts of a text, which is read once for all that compare it.
func (c *campaign) factsOf(t *text) *facts { return c.facts[t]() }

func (c *campaign) readFacts(t *text) func() *facts {
	return sync.OnceValue(func() *facts {
		l := c.languageOf(t)
		said := t.say()
		f := factsIn(l, said, t.callsIn(said))
		f.terms, f.roots = c.glossary[l.Code].find(f.said)
		f.paragraphs = t.paragraphs()
		for _, v := range c.written(t) {
			f.values[v] = true
		}
		return f
	})
}

// factsIn gives the facts that words of a language state, phones among them.
func factsIn(l *site.Language, words []byte, phones []found) *facts {
	f := &facts{said: words, values: map[float64]bool{}, phones: phones}
	said := slices.Clone(f.said)
	for _, p := range f.phones {
		blankOut(said, span{p.start, p.start + len(p.words)})
	}
	f.dates = l.StatedDates(string(said))
	apart := slices.Clone(said) // without what is no number by itself
	for _, d := range f.dates {
		blankOut(apart, span{d.Start, d.End})
	}
	for line := range linesWith(apart, mayHoldClock) {
		for _, m := range clock.FindAllIndex(apart[line.start:line.end], -1) {
			blankOut(apart, span{line.start + m[0], line.start + m[1]})
		}
	}
	for _, n := range l.StatedNumbers(string(said)) {
		f.values[n.Value] = true
		if !n.Spelled && apart[n.Start] != ' ' && !ofVersion(said, n.Start, n.End) {
			f.numbers = append(f.numbers, fact{span{n.Start, n.End}, n.Value})
		}
	}
	for line := range linesWith(said, hasAfternoon) {
		for _, m := range afternoon.FindAllSubmatch(said[line.start:line.end], -1) {
			if h := number(m[1]); h < 12 {
				f.values[float64(h+12)] = true
			}
		}
	}
	for from, end := range eachWord(said) {
		if v := roundNumber(said[from:end]); v != 0 {
			f.values[v] = true
		}
	}
	for _, m := range century.FindAllSubmatch(said, -1) {
		f.values[romanNumber(string(m[1]))] = true
	}
	return f
}

// ofVersion says whether digits are a part of something like 4.0.1 or 192.0.2.7, which
// each language reads in its way.
func ofVersion(words []byte, start, end int) bool {
	return start > 1 && words[start-1] == '.' && isDigit(words[start-2]) || end+1 < len(words) && words[end] == '.' && isDigit(words[end+1])
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func (c *campaign) languageOf(t *text) *site.Language {
	i := slices.IndexFunc(c.Languages, func(l *site.Language) bool { return l.Code == t.document.Language })
	return c.Languages[i]
}

// both calls a function for a translation and its source, and for the source and its
// translation: with the one that may have what the other lacks.
func (c *campaign) both(t *text, do func(has, lacks *text)) {
	if p, ok := c.pairs[t]; ok {
		do(p.source, p.made)
		do(p.made, p.source)
	}
}

// eachLacking tells what lacking finds in one language and not in the other, in documents
// and in the texts of data.
func (c *campaign) eachLacking(t *text, lacking func(f, other *facts) []span) {
	c.both(t, func(has, lacks *text) {
		for _, s := range lacking(c.factsOf(has), c.factsOf(lacks)) {
			if !t.more(has.file) {
				c.lacking(t, has, lacks, s.start, words(string(has.src[s.start:s.end])))
			}
		}
	})
	for _, both := range c.twinsOf(t) {
		for i, has := range both {
			lacks := both[1-i]
			for _, s := range lacking(has.facts, lacks.facts) {
				if t.more(t.file) {
					continue
				}
				what := words(string(has.facts.said[s.start:s.end]))
				t.tell(t.seek(has.at, what), what, diag.Language{Code: lacks.language.Code, Name: lacks.language.Name}, diag.Position{File: t.file, Line: lacks.at.Line})
			}
		}
	}
}

// lacking tells that a text has something at an offset that the other lacks: there, and
// with the line of the other where it would stand. t is the translation of the two.
func (c *campaign) lacking(t, has, lacks *text, offset int, what string) {
	l := c.languageOf(lacks)
	t.tell(has.at(offset), what, diag.Language{Code: l.Code, Name: l.Name}, c.across(has, lacks, offset))
}

// across gives the line of another language's text that says what one says at an offset,
// as far as their fields, headings and paragraphs tell.
func (c *campaign) across(t, other *text, offset int) diag.Position {
	at := diag.Position{File: other.file, Line: 1}
	if offset < t.body {
		line := t.at(offset).Line
		field, nearest := "", 0
		for _, f := range t.document.Kind.Describe().Fields {
			if p := t.document.Pos(f.Name); p.File == t.file && p.Line <= line && p.Line > nearest && t.document.Has(f.Name) {
				field, nearest = f.Name, p.Line
			}
		}
		if p := other.document.Pos(field); p.File == other.file && other.document.Has(field) {
			at.Line = p.Line
		}
		return at
	}
	at.Line = other.document.BodyLine
	from, to := c.factsOf(t).paragraphs, c.factsOf(other).paragraphs
	if len(to) == 0 {
		return at
	}
	i, _ := slices.BinarySearchFunc(from, offset, func(p span, offset int) int { return p.end - offset })
	if len(from) != len(to) && len(from) > 0 {
		i = i * len(to) / len(from)
	}
	p := to[min(i, len(to)-1)]
	at.Line = other.at(p.start).Line
	if i < len(from) && len(from) == len(to) { // the same line of a list
		lines := t.at(offset).Line - t.at(from[i].start).Line
		at.Line = min(at.Line+lines, other.at(p.end).Line)
	}
	return at
}
