package leaflet

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"tract/internal/lettering"
)

// length is a length or a place in 64ths of a point. Everything is set in whole
// ones, so that every machine sets it the same.
type length = lettering.Length

const (
	pt = lettering.One
	mm = 181 // 64ths of a point
)

// word is a stretch of a line that is not broken: no space, one style.
type word struct {
	text  string
	style Style
	space bool   // stands before it
	wide  length // in thousandths of the size of the text
}

// Sizes of what is smaller than its text, in thousandths.
const (
	raised = 650
	label  = 600 // of a blank
)

// Widths in thousandths of the size of the text.
const (
	blankLeast = 6500
	blankMore  = 2500 // than its label
)

// words cuts a text into words.
func (s *setter) words(spans []Span) []word {
	var list []word
	space := false
	for _, span := range spans {
		span.Text = legible(span.Text)
		switch {
		case span.Style&Break != 0:
			list = append(list, word{style: Break})
			space = false
			continue
		case span.Style&Blank != 0:
			wide := max(s.wide(span.Text, 0)*label/1000+blankMore, blankLeast)
			list = append(list, word{span.Text, Blank, space, wide})
			space = false
			continue
		}
		for text := span.Text; text != ""; {
			n := strings.IndexByte(text, ' ')
			if n == 0 {
				space, text = true, text[1:]
				continue
			}
			if n < 0 {
				n = len(text)
			}
			for _, part := range parts(text[:n]) {
				list = append(list, word{part, span.Style, space, s.wide(part, span.Style)})
				space = false
			}
			text = text[n:]
		}
	}
	return list
}

// parts cuts a word where a line may end within it: behind a hyphen between
// letters, and behind a dash.
func parts(text string) []string {
	var list []string
	from, before := 0, rune(0)
	for i, r := range text {
		end := i + utf8.RuneLen(r)
		next, _ := utf8.DecodeRuneInString(text[end:])
		hyphen := r == '-' && unicode.IsLetter(before) && unicode.IsLetter(next)
		if hyphen || (r == '—' || r == '–') && end < len(text) {
			list, from = append(list, text[from:end]), end
		}
		before = r
	}
	for text = text[from:]; len(text) > longestPart; {
		end := longestPart
		for !utf8.RuneStart(text[end]) {
			end--
		}
		list, text = append(list, text[:end]), text[end:]
	}
	return append(list, text)
}

// longestPart is how many bytes of a word are measured at once, several lines of them.
const longestPart = 1000

// line is words beside one another.
type line struct {
	words []word
	wide  length // in thousandths of the size
}

// lines fills lines of a width. A word that is wider than a line is cut.
func (s *setter) lines(words []word, width, size length) []line {
	room := width * 1000 / size
	var list []line
	var now line
	flush := func() { list, now = append(list, now), line{} }
	words = slices.Clone(words) // of which those that are cut become their rests
	for i := 0; i < len(words); i++ {
		w := words[i]
		if w.style == Break {
			flush()
			continue
		}
		gap := length(0)
		if w.space && len(now.words) > 0 {
			gap = s.spaceWide(w.style)
		}
		if now.wide+gap+w.wide <= room {
			now.words, now.wide = append(now.words, w), now.wide+gap+w.wide
			continue
		}
		// A word that no space parts from the one before goes with it, if it can.
		if len(now.words) > 0 {
			back := tied(now.words, w)
			for _, r := range now.words[len(now.words)-back:] {
				now.wide -= r.wide
			}
			now.words = now.words[:len(now.words)-back]
			i -= back + 1 // they are the words before this one
			flush()
			continue
		}
		w, rest := s.cut(w, room)
		now.words, now.wide = []word{w}, w.wide
		flush()
		if rest.text != "" {
			words[i] = rest
			i--
		}
	}
	if len(now.words) > 0 {
		flush()
	}
	return list
}

// tied gives how many words at the end of a line cling to the next word: those that
// are parted from it by a change of style alone. Never all of them.
func tied(line []word, next word) int {
	n := 0
	for !next.space && n < len(line) {
		last := line[len(line)-1-n]
		if last.style == next.style && last.style&Blank == 0 { // cut by [parts]
			break
		}
		next = last
		n++
	}
	if n == len(line) {
		return 0
	}
	return n
}

// cut cuts a word that is too wide for a line, behind what parts an address if
// there is such a place.
func (s *setter) cut(w word, room length) (fits, rest word) {
	if w.style&Blank != 0 {
		w.wide = min(w.wide, room)
		return w, word{}
	}
	runes := []rune(w.text)
	end := max(1, sort.Search(len(runes), func(n int) bool { return s.wide(string(runes[:n+1]), w.style) > room }))
	for good := end; good > end/2 && end < len(runes); good-- {
		if strings.ContainsRune("/.-_?&=%@", runes[good-1]) {
			end = good
			break
		}
	}
	fits, rest = w, w
	fits.text, rest.text, rest.space = string(runes[:end]), string(runes[end:]), false
	fits.wide, rest.wide = s.wide(fits.text, w.style), s.wide(rest.text, w.style)
	return fits, rest
}
