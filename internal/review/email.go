package review

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"tract/internal/markdown"
)

// privateEmail finds e-mail addresses that nobody has put where addresses are
// meant to be read.
var privateEmail = rule{"review.private-email", func(c *campaign, t *text) {
	t.private(mails(t.prose), mails, c.known.mails, func(ref markdown.Ref) string {
		if ref.Scheme == "mailto" {
			return ref.Target
		}
		return ""
	})
}}

// found is something that was found among words.
type found struct {
	start   int
	words   string
	address string // of e-mail, as programs write it
	number  string // of a telephone: its digits alone
}

// How people write the sign @ and the full stops of an address so that programs should
// not find it: [arobase], (at), with spaces around. Words by themselves need capitals, or
// the full stop as a word too.
const (
	user    = `[A-Za-z0-9][A-Za-z0-9._%+-]*`
	host    = `[A-Za-z0-9-]+(?:` + dot + `[A-Za-z0-9-]+)*` + dot + `[A-Za-z]{2,}`
	at      = `(?: [@＠] |[@＠] ?| ?[\[({<] ?(?i:at|arobase|arobas|@) ?[\])}>] ?| (?:AT|AROBASE) | (?i:arobase|arobas) |&#(?:64|x40);|&commat;)`
	dot     = `(?:\.| ?[\[({<] ?(?i:dot|point|\.) ?[\])}>] ?| (?:DOT|POINT) )`
	spelled = `[A-Za-z0-9][A-Za-z0-9_%+-]*(?: dot [A-Za-z0-9_%+-]+)* at [A-Za-z0-9-]+(?: dot [A-Za-z0-9-]+)* dot [A-Za-z]{2,}|` +
		`[A-Za-z0-9][A-Za-z0-9_%+-]*(?: point [A-Za-z0-9_%+-]+)* (?:arobase|arobas) [A-Za-z0-9-]+(?: point [A-Za-z0-9-]+)* point [A-Za-z]{2,}`
)

var (
	mailForm = regexp.MustCompile(user + at + host + `|` + spelled)
	asSign   = regexp.MustCompile(at + `| at `)
	asStop   = regexp.MustCompile(dot + `| (?:dot|point) `)
	// mailLine is what a line must have that holds one of these.
	mailLine = regexp.MustCompile(`[@＠]|&#|&commat|\bAT\b|(?i:arobas|[\[({<] ?at ?[\])}>]| at .* dot )`)
)

// nobodys are the endings of addresses that are nobody's and serve as examples.
var nobodys = []string{"example.org", "example.com", "example.net", "exemple.org", "exemple.com", "exemple.ca", ".example", ".invalid", ".test", ".localhost"}

// mails finds e-mail addresses.
func mails(words []byte) []found {
	var out []found
	for line := range linesWith(words, mayHoldMail) {
		out = append(out, mailsIn(words, line)...)
	}
	return out
}

// mailBytes is how many bytes an address may have, be it written for no program to find:
// mail itself takes 254 (RFC 5321, 4.5.3.1).
const mailBytes = 1000

// mailsIn finds e-mail addresses in a stretch of a text.
func mailsIn(words []byte, s span) (out []found) {
	for _, m := range mailForm.FindAllIndex(words[s.start:s.end], -1) {
		if m[1]-m[0] > mailBytes {
			continue
		}
		written := string(words[s.start+m[0] : s.start+m[1]])
		address := strings.ToLower(asStop.ReplaceAllString(asSign.ReplaceAllString(written, "@"), "."))
		if !isExample(address) {
			out = append(out, found{start: s.start + m[0], words: written, address: address})
		}
	}
	return out
}

// mayHoldMail says whether a line may hold an address. Most hold nothing of what mailLine
// looks for at length.
func mayHoldMail(line []byte) bool {
	small := bytes.ToLower(line)
	has := func(sign string) bool { return bytes.Contains(small, []byte(sign)) }
	return (bytes.Contains(line, []byte(" AT ")) || slices.ContainsFunc(signsOfMail, has)) && mailLine.Match(line)
}

var signsOfMail = []string{"@", "＠", "&", "arobas", " dot ", "[at", "(at", "{at", "<at", "[ at", "( at", "{ at", "< at"}

func isExample(address string) bool {
	_, host, _ := strings.Cut(address, "@")
	return slices.ContainsFunc(nobodys, func(n string) bool {
		return host == n || strings.HasSuffix(host, "."+strings.TrimPrefix(n, "."))
	})
}
