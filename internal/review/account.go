package review

import (
	"regexp"
	"strings"

	"tract/internal/markdown"
)

// privateAccount finds numbers of bank accounts that nobody has put where they are meant
// to be read.
var privateAccount = rule{"review.private-account", func(c *campaign, t *text) {
	t.private(accounts(t.prose), accounts, c.known.accounts, func(markdown.Ref) string { return "" })
}}

var (
	// account is an IBAN, in groups of four or in one.
	account = regexp.MustCompile(`\b[A-Z]{2}[0-9]{2}(?:[ \x{a0}\x{202f}]?[A-Z0-9]{4}){2,7}(?:[ \x{a0}\x{202f}]?[A-Z0-9]{1,3})?\b`)
	// accountLine is what a line must have that holds one.
	accountLine = regexp.MustCompile(`\b[A-Z]{2}[0-9]{2}[ \x{a0}\x{202f}]?[A-Z0-9]{4}`)
)

var together = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "")

// accounts finds numbers of bank accounts, which prove themselves.
func accounts(words []byte) []found {
	var out []found
	for line := range linesWith(words, accountLine.Match) {
		for _, m := range account.FindAllIndex(words[line.start:line.end], -1) {
			written := string(words[line.start+m[0] : line.start+m[1]])
			for end := len(written); end > 0; end = strings.LastIndexAny(written[:end], " \u00a0\u202f") { // a word may follow
				if number := together.Replace(written[:end]); isAccount(number) {
					out = append(out, found{start: line.start + m[0], words: written[:end], number: number})
					break
				}
			}
		}
	}
	return out
}

// isAccount says whether a number is what its two digits of proof say, as ISO 13616 has
// it: letters count from 10 on, the first four signs stand last, and 97 leaves 1.
func isAccount(number string) bool {
	if len(number) < 15 {
		return false
	}
	rest := 0
	for _, r := range number[4:] + number[:4] {
		if r >= 'A' {
			rest = (rest*100 + int(r-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(r-'0')) % 97
		}
	}
	return rest == 1
}
