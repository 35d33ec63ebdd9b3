package review

import (
	"regexp"
	"slices"
	"strings"

	"tract/internal/markdown"
)

// privatePhone finds telephone numbers that nobody has put where numbers are meant
// to be read.
var privatePhone = rule{"review.private-phone", func(c *campaign, t *text) {
	t.private(phones, c.known.phones, func(ref markdown.Ref) string {
		if ref.Scheme == "tel" || messenger.MatchString(ref.Target) {
			return afterAddress(ref.Target)
		}
		return ""
	})
}}

// afterAddress gives what an address that leads to somebody ends with.
func afterAddress(address string) string {
	return address[strings.LastIndexAny(address, ":/=")+1:]
}

// messenger begins addresses that end with a telephone number.
var messenger = regexp.MustCompile(`^https?://(?:wa\.me/|signal\.me/#p/|(?:api|web)\.whatsapp\.com/send/?\?phone=)`)

// What stands between the groups of a number: a space that breaks or does not, a
// hyphen of some width, a dot; in America a pair of spaces too, or a sign between two.
const (
	narrow = `[ \x{a0}\x{202f}.\-\x{2010}-\x{2013}]`
	gap    = `(?:[ \x{a0}\x{202f}]?[.\-\x{2010}-\x{2014}][ \x{a0}\x{202f}]?|[ \x{a0}\x{202f}]{1,2})`
)

var (
	// northAmerican is a number of Canada, the United States and the Caribbean, with
	// its groups apart or in one.
	northAmerican = regexp.MustCompile(`(?:(?:\+|\b00 ?)?1` + gap + `?)?(?:\([2-9][0-9]{2}\)` + gap + `?[2-9][0-9]{2}` + gap + `?|[2-9][0-9]{2}(?:` + gap + `|/)[2-9][0-9]{2}` + gap + `)[0-9]{4}|(?:\+1|\b1)?[2-9][0-9]{2}[2-9][0-9]{6}`)
	// abroad begins with the code of a country.
	abroad = regexp.MustCompile(`\+[2-9][0-9]{0,2}(?:` + narrow + `?(?:\([0-9]{1,4}\)|[0-9]{1,4})){2,6}`)
	// ofThing ends what stands before ten digits that are the number of something else.
	ofThing = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:neq|isbn|issn|nas|nos?|n[º°]|number|num[ée]ro|dossier|file|id|#)[.:]?[ \x{a0}]*$`)
	// longer ends what stands before a number that is a part of something longer, and
	// goesOn begins what follows one, or a sum.
	longer = regexp.MustCompile(`(?:[0-9$/_=&]|[0-9][.\-])$`)
	goesOn = regexp.MustCompile(`^(?:[0-9_a-wyzA-WYZ]|[ \x{a0}\x{202f}]?[$€£%])`)
	// sum is written as a sum of up to ten digits would be, with what it grows by.
	sum = regexp.MustCompile(`^\+[0-9]{1,3}(?:[ \x{a0}\x{202f}][0-9]{3}){1,3}$`)
)

// phones finds the numbers of telephones that may ring at somebody's home. Those that
// are free to call belong to institutions; 555-01xx rings nowhere; a number of three
// digits is a service.
func phones(words []byte) []found {
	return slices.DeleteFunc(telephones(words), func(p found) bool {
		foreign := strings.HasPrefix(p.words, "+") && !strings.HasPrefix(p.words, "+1")
		return !foreign && (tollFree(p.number) || p.number[3:8] == "55501")
	})
}

// telephones finds all numbers of telephones that have more digits than a service.
func telephones(words []byte) []found {
	var out []found
	for line := range linesWith(words, func(line []byte) bool { return len(digitsOf(line)) >= shortest }) {
		for _, form := range []*regexp.Regexp{northAmerican, abroad} {
			for _, m := range form.FindAllIndex(words[line.start:line.end], -1) {
				start, end := line.start+m[0], line.start+m[1]
				p := found{start: start, words: string(words[start:end]), number: digitsOf(words[start:end])}
				if form == northAmerican {
					p.number = p.number[len(p.number)-10:] // without the 1 of the country
				}
				if (form != abroad || isAbroad(p)) && apart(words, start, end) {
					out = append(out, p)
				}
			}
		}
	}
	return out
}

// shortest is how many digits a number has at least, with the code of its country.
const shortest = 8

// isAbroad says whether what begins as a number abroad is one, and not a sum.
func isAbroad(p found) bool {
	return len(p.number) >= shortest && len(p.number) <= 15 && (!sum.MatchString(p.words) || len(p.number) > 10)
}

func tollFree(number string) bool {
	switch number[:3] {
	case "800", "833", "844", "855", "866", "877", "888", "900":
		return true
	}
	return false
}

// apart says whether what was found is a number by itself, and a telephone's.
func apart(words []byte, start, end int) bool {
	before, after := words[max(0, start-30):start], words[end:min(len(words), end+8)]
	if longer.Match(before) || goesOn.Match(after) {
		return false
	}
	plain := len(digitsOf(words[start:end])) == end-start
	return !plain || !ofThing.Match(before)
}

func digitsOf(words []byte) string {
	var digits []byte
	for _, b := range words {
		if b >= '0' && b <= '9' {
			digits = append(digits, b)
		}
	}
	return string(digits)
}
