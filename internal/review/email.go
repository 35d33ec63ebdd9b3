package review

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tract/internal/diag"
	"tract/internal/markdown"
)

// privateEmail finds e-mail addresses that nobody has put where addresses are
// meant to be read.
var privateEmail = rule{"review.private-email", func(c *campaign, t *text) {
	told := map[string]bool{}
	tell := func(m found, at diag.Position) {
		line := m.words + strconv.Itoa(at.Line) // the text of a link and its address are one
		if !c.known.mails[strings.ToLower(m.words)] && !told[line] {
			told[line] = true
			t.tell(at, m.words)
		}
	}
	for _, m := range mails(t.prose) {
		tell(m, t.at(m.start))
	}
	if t.document == nil {
		return
	}
	for _, ref := range t.document.Body.Refs {
		if ref.Kind != markdown.Link || ref.Scheme != "mailto" {
			continue
		}
		for _, m := range mails([]byte(ref.Target)) {
			tell(m, ref.Pos)
		}
	}
}}

// found is something that was found among words.
type found struct {
	start  int
	words  string
	number string // of a telephone: its digits alone
}

var mailForm = regexp.MustCompile(`[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}`)

// nobodys are the endings of addresses that are nobody's and serve as examples.
var nobodys = []string{"example.org", "example.com", "example.net", "exemple.org", "exemple.com", "exemple.ca", ".example", ".invalid", ".test", ".localhost"}

// mails finds e-mail addresses.
func mails(words []byte) []found {
	var out []found
	for line := range linesWith(words, func(line []byte) bool { return bytes.IndexByte(line, '@') >= 0 }) {
		for _, m := range mailForm.FindAllIndex(words[line.start:line.end], -1) {
			if address := string(words[line.start+m[0] : line.start+m[1]]); !isExample(address) {
				out = append(out, found{start: line.start + m[0], words: address})
			}
		}
	}
	return out
}

func isExample(address string) bool {
	_, host, _ := strings.Cut(strings.ToLower(address), "@")
	return slices.ContainsFunc(nobodys, func(n string) bool {
		return host == n || strings.HasSuffix(host, "."+strings.TrimPrefix(n, "."))
	})
}
