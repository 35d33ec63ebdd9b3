package review

import (
	"bytes"
	"iter"
	"regexp"
	"strings"
	"unicode/utf8"

	"tract/internal/markdown"
)

// privatePhone finds telephone numbers that nobody has put where numbers are meant
// to be read.
var privatePhone = rule{"review.private-phone", func(c *campaign, t *text) {
	t.private(ringing(t.calls()), phones, c.known.phones, func(ref markdown.Ref) string {
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
	// sum is written as a sum of up to ten digits would be, with what it grows by.
	sum = regexp.MustCompile(`^\+[0-9]{1,3}(?:[ \x{a0}\x{202f}][0-9]{3}){1,3}$`)
)

// phones finds the numbers of telephones that may ring at somebody's home.
func phones(words []byte) []found { return ringing(telephones(words)) }

// ringing gives those of numbers that may ring at somebody's home. Those that are free to
// call belong to institutions; 555-01xx rings nowhere; a number of three digits is a
// service.
func ringing(numbers []found) (out []found) {
	for _, p := range numbers {
		foreign := strings.HasPrefix(p.words, "+") && !strings.HasPrefix(p.words, "+1")
		if foreign || !tollFree(p.number) && p.number[3:8] != "55501" {
			out = append(out, p)
		}
	}
	return out
}

// callsIn gives the numbers of telephones in what say gives of the text: those of lines
// that stand there as in prose were read with it.
func (t *text) callsIn(said []byte) (out []found) {
	read := t.calls()
	for line := range linesFrom(said, 0) {
		n := 0
		for n < len(read) && read[n].start < line.end {
			n++
		}
		if own := said[line.start:line.end]; bytes.Equal(own, t.prose[line.start:line.end]) {
			out = append(out, read[:n]...)
		} else {
			for _, p := range telephones(own) {
				p.start += line.start
				out = append(out, p)
			}
		}
		read = read[n:]
	}
	return out
}

// telephones finds all numbers of telephones that have more digits than a service.
func telephones(words []byte) []found {
	var out []found
	for s := range dialled(words) {
		out = append(out, numbersIn(words, s)...)
	}
	return out
}

// numbersIn finds the numbers of telephones in a stretch of a text.
func numbersIn(words []byte, s span) (out []found) {
	for _, form := range []*regexp.Regexp{northAmerican, abroad} {
		for _, m := range form.FindAllIndex(words[s.start:s.end], -1) {
			start, end := s.start+m[0], s.start+m[1]
			p := found{start: start, words: string(words[start:end]), number: digitsOf(words[start:end])}
			if form == northAmerican {
				p.number = p.number[len(p.number)-10:] // without the 1 of the country
			}
			if (form != abroad || isAbroad(p)) && apart(words, start, end) {
				out = append(out, p)
			}
		}
	}
	return out
}

// dialled gives the stretches of a text that have nothing but what a number may consist
// of, each with the sign before it. Such a stretch has digits enough, and three of them by
// themselves, ten in one, the parenthesis of an area or the sign of a country.
func dialled(words []byte) iter.Seq[span] {
	return func(yield func(span) bool) {
		from, digits, group, may := 0, 0, 0, false
		for i := 0; i <= len(words); {
			n := ofNumber(words[i:])
			if n > 0 && isDigit(words[i]) {
				digits++
				group++
				i++
				continue
			}
			may = may || group == 3 || group >= 10 || n > 0 && (words[i] == '(' || words[i] == '+')
			group = 0
			if n > 0 {
				i += n
				continue
			}
			if may && digits >= shortest && !yield(span{max(0, from-1), i}) {
				return
			}
			i++
			from, digits, may = i, 0, false
		}
	}
}

// ofNumber gives the length of a sign that stands in numbers, or between their groups.
func ofNumber(words []byte) int {
	switch {
	case len(words) == 0:
		return 0
	case isDigit(words[0]), strings.IndexByte(" +()./-", words[0]) >= 0:
		return 1
	case bytes.HasPrefix(words, []byte("\u00a0")):
		return len("\u00a0")
	case bytes.HasPrefix(words, []byte("\u202f")), len(words) > 2 && words[0] == 0xe2 && words[1] == 0x80 && words[2] >= 0x90 && words[2] <= 0x94: // hyphens and dashes
		return len("\u202f")
	}
	return 0
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
	before := words[max(0, start-30):start]
	if longer(before) || goesOn(words[end:]) {
		return false
	}
	plain := len(digitsOf(words[start:end])) == end-start
	return !plain || !ofThing.Match(before)
}

// longer says whether what stands before a number makes it a part of something longer.
func longer(before []byte) bool {
	n := len(before)
	if n == 0 {
		return false
	}
	last := before[n-1]
	return isDigit(last) || strings.IndexByte("$/_=&", last) >= 0 || n > 1 && (last == '.' || last == '-') && isDigit(before[n-2])
}

// goesOn says whether a number goes on with what follows it, an extension apart, or is a
// sum.
func goesOn(after []byte) bool {
	if len(after) > 0 && after[0]|0x20 != 'x' && (isDigit(after[0]) || after[0] == '_' || 'a' <= after[0]|0x20 && after[0]|0x20 <= 'z') {
		return true
	}
	for _, space := range []string{" ", "\u00a0", "\u202f"} {
		if rest, ok := bytes.CutPrefix(after, []byte(space)); ok {
			after = rest
			break
		}
	}
	sign, _ := utf8.DecodeRune(after)
	return strings.ContainsRune("$€£%", sign)
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
