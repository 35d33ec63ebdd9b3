// Package locale holds everything that depends on the language: the words of the
// interface with their plurals, dates, times, numbers, money, typography, slugs.
//
// A [Locale] is read once from a strings file and never changes; its methods are
// safe for concurrent use, take values and give text. Nothing here writes markup:
// escaping is the business of whoever places a text in a page.
package locale

import "slices"

// Text is one text in several languages, by language code.
type Text map[string]string

// In gives the text in the first of the languages that has it, or else in the one
// whose code comes first, and the language it is in. A text that exists in no
// language gives two empty strings.
func (t Text) In(languages ...string) (text, language string) {
	for _, l := range languages {
		if t[l] != "" {
			return t[l], l
		}
	}
	for l, s := range t {
		if s != "" && (language == "" || l < language) {
			text, language = s, l
		}
	}
	return text, language
}

// Languages gives the codes of the languages that the text exists in, sorted.
func (t Text) Languages() []string {
	var codes []string
	for l, s := range t {
		if s != "" {
			codes = append(codes, l)
		}
	}
	slices.Sort(codes)
	return codes
}
