package review

import (
	"strings"
	"unicode"

	"tract/internal/markdown"
	"tract/internal/site"
)

// vagueLink finds links whose text says nothing to somebody who hears the links of a
// page one after the other.
var vagueLink = rule{"review.vague-link", func(c *campaign, t *text) {
	if t.document == nil {
		return
	}
	vague := c.vague[t.document.Language]
	for _, ref := range t.document.Body.Refs {
		if ref.Kind != markdown.Link || ref.Scheme == "mailto" || ref.Scheme == "tel" {
			continue
		}
		if said := saying(ref.Text); vague[said] || isAddress(said) || said == "" && ref.Text != "" {
			t.tell(ref.Pos, words(ref.Text))
		}
	}
}}

// vagueWords gives what each language's strings call vague, with bars between.
func vagueWords(languages []*site.Language) map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for _, l := range languages {
		said := map[string]bool{}
		for part := range strings.SplitSeq(l.T("links.vague"), "|") {
			if part = saying(part); part != "" {
				said[part] = true
			}
		}
		all[l.Code] = said
	}
	return all
}

// saying gives the words of a link alone, as they compare.
func saying(text string) string {
	text = strings.TrimFunc(words(text), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r)
	})
	return strings.ReplaceAll(strings.ToLower(text), "’", "'")
}

// isAddress says whether the words are an address and nothing else. The name of a
// site, such as example.org, says where one goes.
func isAddress(said string) bool {
	return !strings.Contains(said, " ") && (strings.HasPrefix(said, "http://") || strings.HasPrefix(said, "https://") || strings.HasPrefix(said, "www."))
}
