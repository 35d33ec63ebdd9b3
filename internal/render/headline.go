package render

import (
	"strings"
	"unicode"
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
// and no word of it is broken.
func scale(headline string) int {
	words := strings.Fields(headline)
	for size := largest; size > smallest; size-- {
		if lines, fits := setIn(words, 100*measure/size); fits && lines*size <= depth {
			return size
		}
	}
	return smallest
}

// setIn counts the lines of a width that words take, and says whether each word
// fits into one.
func setIn(words []string, line int) (lines int, fits bool) {
	left := 0
	for _, word := range words {
		width := widthOf(word)
		if width > line {
			return 0, false
		}
		if width > left {
			lines, left = lines+1, line
		}
		left -= width + widthOf(" ")
	}
	return lines, true
}

// widthOf gives about how wide a word is in the face of headlines, Archivo Black,
// which is set tight.
func widthOf(word string) int {
	const tight = 3
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
