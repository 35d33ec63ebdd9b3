package render

import (
	"regexp"
	"strings"

	"tract/internal/markdown"
)

// kitIcon names the drawing for a kit.
func kitIcon(kit string) string {
	return map[string]string{"letter": "mail", "call": "phone", "post": "share", "motion": "check"}[kit]
}

// Piece is a stretch of a kit's paragraph: words, a blank, or the end of a line.
type Piece struct {
	Text  string
	Blank bool
	Break bool
	Index int // equal blanks have the same
}

// paragraphs splits a kit's text at its empty lines.
func paragraphs(k *markdown.Kit) [][]Piece {
	paragraphs := [][]Piece{nil}
	add := func(p Piece) {
		last := len(paragraphs) - 1
		paragraphs[last] = append(paragraphs[last], p)
	}
	index := map[string]int{}
	for i, b := range k.Blanks {
		index[b] = i
	}
	for _, part := range k.Parts {
		if part.Blank {
			add(Piece{Text: part.Text, Blank: true, Index: index[part.Text]})
			continue
		}
		for i, block := range strings.Split(part.Text, "\n\n") {
			if i > 0 {
				paragraphs = append(paragraphs, nil)
			}
			for j, line := range strings.Split(block, "\n") {
				if j > 0 {
					add(Piece{Break: true})
				}
				if line != "" {
					add(Piece{Text: line})
				}
			}
		}
	}
	return paragraphs
}

// phoneNumber is a number to dial as people write it.
var phoneNumber = regexp.MustCompile(`^\+?[0-9()./\s\x{a0}\x{202f}\x{2010}\x{2011}-]+$`)

// phone gives the number that a call is for, "" where the kit is no call or names
// somebody.
func phone(k *markdown.Kit) string {
	if k.Name != "call" {
		return ""
	}
	return dial(k.To)
}

// dial gives a number as RFC 3966 has it in links, its digits and its plus alone,
// "" where the text is none.
func dial(text string) string {
	if !phoneNumber.MatchString(text) {
		return ""
	}
	number := strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
	if digits := len(strings.TrimPrefix(number, "+")); digits < 3 || digits > 15 { // 911; E.164
		return ""
	}
	return number
}
