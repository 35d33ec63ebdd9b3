package review

import (
	"bytes"
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// phrase is a sentence, or a heading or an entry of a list that is none.
type phrase struct {
	span
	words int
}

// block is what is read in one go: a paragraph, an entry of a list.
type block struct {
	span
	phrases []phrase
	words   int
}

var (
	// beginning starts a line that begins something new.
	beginning = regexp.MustCompile(`^[ \t>]*(?:[-+*][ \t]|[0-9]{1,3}[.)][ \t]|#)`)
	// theirs is what stands between quotation marks. Within front matter the straight ones
	// are those of YAML.
	theirs         = regexp.MustCompile(`«[^«»]*»|“[^“”]*”|"[^"]*"`)
	theirsInFields = regexp.MustCompile(`«[^«»]*»|“[^“”]*”`)
	// sayable is a word that is read: not a sign by itself.
	sayable = regexp.MustCompile(`[\pL\pN][\pL\pN\pM]*(?:[.,'’\x{2010}\x{2011}-][\pL\pN\pM]+)*`)
)

// blocks gives what a document says, apart from tables, from kits, which somebody
// else will say, and from what it sets apart as a quotation.
func (t *text) blocks(said []byte) []block {
	var out []block
	from := -1
	flush := func(end int) {
		if from >= 0 {
			quoted := theirs
			if from < t.body {
				quoted = theirsInFields
			}
			out = append(out, blockOf(said, span{from, end}, quoted))
		}
		from = -1
	}
	for l := range linesFrom(said, 0) {
		line := t.src[l.start:l.end]
		first := bytes.TrimLeft(line, " \t")
		switch {
		case len(bytes.TrimSpace(said[l.start:l.end])) == 0, len(first) > 0 && (first[0] == '|' || first[0] == '>'), t.hasKit(span{l.start, l.start + 1}):
			flush(l.start)
		case from < 0:
			from = l.start
		case beginning.Match(line), l.start < t.body && yamlKey.Match(line):
			flush(l.start)
			from = l.start
		}
	}
	flush(len(said))
	return out
}

// hasKit says whether a stretch has a part of a kit.
func (t *text) hasKit(s span) bool {
	i := sort.Search(len(t.kits), func(i int) bool { return t.kits[i].end > s.start })
	return i < len(t.kits) && t.kits[i].start < s.end
}

// blockOf parts a stretch into sentences. What stands between quotation marks has
// words of somebody else, which are not counted.
func blockOf(said []byte, s span, quoted *regexp.Regexp) block {
	counted := bytes.Clone(said[s.start:s.end])
	if bytes.ContainsAny(counted, curled+straight) {
		for _, m := range quoted.FindAllIndex(counted, -1) {
			blankOut(counted, span{m[0], m[1]})
		}
	}
	b := block{span: s}
	begin := 0
	add := func(end int) {
		if n := len(sayable.FindAllIndex(counted[begin:end], -1)); n > 0 {
			for begin < end && (said[s.start+begin] == ' ' || said[s.start+begin] == '\n') {
				begin++
			}
			b.phrases = append(b.phrases, phrase{span{s.start + begin, s.start + end}, n})
			b.words += n
		}
		begin = end
	}
	words := said[s.start:s.end]
	for i, size := 0, 0; i < len(words); i += size {
		var c rune
		c, size = utf8.DecodeRune(words[i:])
		if !strings.ContainsRune(".!?…؟", c) || c == '.' && !endsSentence(words[:i]) {
			continue
		}
		end := i + size
		for end < len(words) {
			next, n := utf8.DecodeRune(words[end:])
			if !strings.ContainsRune(".!?…»”’\"')]*_\u00a0\u202f", next) {
				break
			}
			end += n
		}
		if end == len(words) || words[end] == ' ' || words[end] == '\n' {
			add(end)
			size = end - i
		}
	}
	add(len(words))
	return b
}

// endsSentence says whether a full stop behind such words ends a sentence. Behind one
// letter, or two of which the first is a capital, it is that of an abbreviation: M., Mr.,
// no.
func endsSentence(words []byte) bool {
	from := len(words)
	for from > 0 {
		c, size := utf8.DecodeLastRune(words[:from])
		if !unicode.IsLetter(c) && !unicode.IsMark(c) {
			break
		}
		from -= size
	}
	word := string(words[from:])
	first, _ := utf8.DecodeRuneInString(word)
	switch n := utf8.RuneCountInString(word); {
	case n == 1, n == 2 && unicode.IsUpper(first):
		return false
	}
	return !shortened[word]
}

// shortened are words that are written with a full stop before others.
var shortened = map[string]bool{"no": true, "art": true, "al": true, "vs": true, "cf": true, "pp": true, "vol": true, "Mme": true, "Mrs": true, "Inc": true, "Ltd": true}
