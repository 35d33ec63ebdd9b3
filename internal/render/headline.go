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
	words := strings.FieldsFunc(headline, func(r rune) bool { return r == ' ' || r == '\n' })
	lonely := smallest
	for size := largest; size > smallest; size-- {
		switch lines, lone := setIn(words, 100*measure/size, tight); {
		case lines*size > depth:
		case !lone:
			return size
		default:
			lonely = max(lonely, size)
		}
	}
	return lonely
}

// setIn counts the lines of a width that words take, too many if one is wider, and
// says whether a word of up to three letters has a line for itself.
func setIn(words []string, line, tight int) (lines int, lone bool) {
	const short = 3
	left, on := 0, 0 // on the line: what is free, how many words
	for i, word := range words {
		width := widthOf(word, tight)
		if width > line {
			return depth, false
		}
		if width > left {
			lines, left, on = lines+1, line, 0
		}
		on++
		left -= width + widthOf(" ", tight)
		last := i == len(words)-1 || widthOf(words[i+1], tight) > left
		lone = lone || on == 1 && last && len(words) > 1 && utf8.RuneCountInString(word) <= short
	}
	return lines, lone
}

// widthOf gives about how wide a word is in the face of headlines, Archivo Black,
// whose letters are set so tight.
func widthOf(word string, tight int) int {
	width := 0
	for _, r := range word {
		switch {
		case strings.ContainsRune("iljïî .,:;!|’'·-\u00a0", r):
			width += 33
		case strings.ContainsRune("frtI()", r):
			width += 43
		case strings.ContainsRune("svyz?–", r):
			width += 61
		case strings.ContainsRune("mwMWœ—…%&", r):
			width += 98
		case unicode.IsUpper(r):
			width += 79
		default:
			width += 67
		}
		width -= tight
	}
	return width
}
