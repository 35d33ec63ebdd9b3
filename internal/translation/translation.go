// Package translation tells whether a translation still fits the text that it was
// made from.
//
// It takes texts and gives a [Digest] for each of their sections: the front matter's
// words, what stands above the first heading, and each heading with what stands below
// it. A translation carries those of the text that it was made from as its [Mark];
// [Mark.Compare] finds the sections whose words moved since, [Changes] the sentences,
// and [Put] writes a mark into a file and leaves every other byte as it was.
//
// Digests are of words and signs, not of bytes. The same words in longer lines, in
// other paragraphs, with other quotation marks, dashes, apostrophes or spaces around
// them, in bold, or in a list instead of a paragraph give the same digest, since none
// of that has to be translated again. A letter, a comma, a number or an address gives
// another.
//
// It is pure: no file, no clock, no process. It knows nothing of pairs: which
// text a mark belongs to is for the site's model to say.
package translation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Field is the field of the front matter that holds a mark.
const Field = "translated_from"

// Digest stands for the words of a section: equal words, equal digests.
type Digest uint32

// String writes a digest as marks do, in eight digits.
func (d Digest) String() string { return fmt.Sprintf("%08x", uint32(d)) }

// Mark is what a translation says of the text that it was made from. The zero Mark
// says nothing.
type Mark struct {
	Language string   // of that text
	Sections []Digest // in order
	Original bool     // the text says that it is no translation; then nothing else is given
}

// original is how a text says that it is no translation.
const original = "none"

// ParseMark reads a mark: the code of a language, then the digests of the front
// matter's words, of what is above the first heading, and of each section.
func ParseMark(text string) (m Mark, ok bool) {
	words := strings.Fields(text)
	if len(words) == 1 && words[0] == original {
		return Mark{Original: true}, true
	}
	if len(words) < 3 {
		return Mark{}, false
	}
	m = Mark{Language: words[0], Sections: make([]Digest, len(words)-1)}
	for i, word := range words[1:] {
		n, err := strconv.ParseUint(word, 16, 32)
		if err != nil || len(word) != 8 {
			return Mark{}, false
		}
		m.Sections[i] = Digest(n)
	}
	return m, true
}

// MarkOf gives the mark of a translation that was made from a text as it is now.
func MarkOf(language string, sections []Section) Mark {
	return Mark{Language: language, Sections: digests(sections)}
}

func digests(sections []Section) []Digest {
	out := make([]Digest, len(sections))
	for i, s := range sections {
		out[i] = s.Digest
	}
	return out
}

// String writes a mark as ParseMark reads it.
func (m Mark) String() string {
	if m.Original {
		return original
	}
	var b strings.Builder
	b.WriteString(m.Language)
	for _, d := range m.Sections {
		b.WriteString(" " + d.String())
	}
	return b.String()
}

// Given says whether the text was marked as a translation.
func (m Mark) Given() bool { return m.Language != "" }

// Compare gives the sections, by their place, whose words are others than those that
// the translation was made from, and how many were taken out without another in their
// place. Neither: the translation is current.
func (m Mark) Compare(now []Section) (changed []int, gone int) {
	if slices.EqualFunc(m.Sections, now, func(d Digest, s Section) bool { return d == s.Digest }) {
		return nil, 0
	}
	kept := align(m.Sections, digests(now))
	for i := range now {
		if _, ok := kept.old(i); !ok {
			changed = append(changed, i)
		}
	}
	return changed, max(0, len(m.Sections)-len(kept)-len(changed))
}

// pairing is the places that two lists have in common, in order.
type pairing [][2]int

// old gives the place in the first list of what stands at a place of the second.
func (p pairing) old(now int) (int, bool) {
	i, ok := slices.BinarySearchFunc(p, now, func(pair [2]int, n int) int { return pair[1] - n })
	if !ok {
		return 0, false
	}
	return p[i][0], true
}

// maxTable is how large a table align fills: what two long lists that differ
// throughout have in common is not worth more.
const maxTable = 1 << 20

// align finds the longest list that two have in common.
func align[T comparable](a, b []T) pairing {
	var kept pairing
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		kept = append(kept, [2]int{head, head})
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	for _, pair := range longest(a[head:len(a)-tail], b[head:len(b)-tail]) {
		kept = append(kept, [2]int{head + pair[0], head + pair[1]})
	}
	for i := tail; i > 0; i-- {
		kept = append(kept, [2]int{len(a) - i, len(b) - i})
	}
	return kept
}

// longest is align by a table of lengths.
func longest[T comparable](a, b []T) pairing {
	width := len(b) + 1
	if len(a)*len(b) == 0 || len(a)*len(b) > maxTable {
		return nil
	}
	length := make([]int32, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i*width+j] = length[(i+1)*width+j+1] + 1
			} else {
				length[i*width+j] = max(length[(i+1)*width+j], length[i*width+j+1])
			}
		}
	}
	var kept pairing
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			kept = append(kept, [2]int{i, j})
			i, j = i+1, j+1
		case length[(i+1)*width+j] >= length[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	return kept
}
