package render

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A headline is set as large as a phone takes it, so that «Guides» fills the page
// and a title of ten words still ends above the fold. Sizes are hundredths of the
// width of the screen, widths of letters hundredths of their size.
const (
	largest, smallest = 17, 8
	measure           = 90 // what the margins leave
	depth             = 49 // that its lines may take together
)

// scale gives the largest size in which a headline takes no more room than that
// and no word of it is broken; if possible one that leaves no short word alone on a
// line.
func (w *words) scale(headline string) int {
	tight := 3
	if w.l.Dir == "rtl" { // Arabic letters join, and Latin ones beside them are as far apart
		tight = 0
	}
	var room [16]setWord
	words := room[:0]
	for word := range strings.FieldsFuncSeq(headline, func(r rune) bool { return r == ' ' || r == '\n' }) {
		words = append(words, setWord{widthOf(word, tight), utf8.RuneCountInString(word) <= 3})
	}
	space := widthOf(" ", tight)
	lonely := smallest
	for size := largest; size > smallest; size-- {
		switch lines, lone := setIn(words, space, 100*measure/size); {
		case lines*size > depth:
		case !lone:
			return size
		default:
			lonely = max(lonely, size)
		}
	}
	return lonely
}

// setWord is a word of a headline.
type setWord struct {
	width int
	short bool // has up to three letters
}

// setIn counts the lines of a width that words take, too many if one is wider, and
// says whether a short word has a line for itself.
func setIn(words []setWord, space, line int) (lines int, lone bool) {
	left, on := 0, 0 // on the line: what is free, how many words
	for i, word := range words {
		if word.width > line {
			return depth, false
		}
		if word.width > left {
			lines, left, on = lines+1, line, 0
		}
		on++
		left -= word.width + space
		last := i == len(words)-1 || words[i+1].width > left
		lone = lone || on == 1 && last && len(words) > 1 && word.short
	}
	return lines, lone
}

// widthOf gives about how wide a word is in the face of headlines, Archivo Black,
// whose letters are set so tight.
func widthOf(word string, tight int) int {
	width := 0
	for _, r := range word {
		switch r {
		case 'i', 'l', 'j', 'ï', 'î', ' ', '.', ',', ':', ';', '!', '|', '’', '\'', '·', '-', '\u00a0':
			width += 33
		case 'f', 'r', 't', 'I', '(', ')':
			width += 43
		case 's', 'v', 'y', 'z', '?', '–':
			width += 61
		case 'm', 'w', 'M', 'W', 'œ', '—', '…', '%', '&':
			width += 98
		default:
			if unicode.IsUpper(r) {
				width += 79
			} else {
				width += 67
			}
		}
		width -= tight
	}
	return width
}
