package search

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/spanish"
)

// stemmer gives what takes the ending from a word of a language, or nil: then each word is
// for itself. It is given words with their accents, which French stems need.
func stemmer(language string) func(*snowballstem.Env) bool {
	language, _, _ = strings.Cut(language, "-")
	switch language {
	case "fr":
		return french.Stem
	case "en":
		return english.Stem
	case "es":
		return spanish.Stem
	case "ar":
		return arabic.Stem
	}
	return nil
}

// arabicArticle is the article with a conjunction or a preposition before it, all written in one
// with the noun.
const arabicArticle = "^(?:[وفبك]?ال|لل)"

// articles gives a pattern of what the words of a language may begin with that means nothing
// by itself, as JavaScript reads it, or "".
func articles(language string) string {
	if language == "ar" {
		return arabicArticle
	}
	return ""
}

// bare gives a folded word of a language without its article, "" if it has none.
func bare(language, word string) string {
	if language != "ar" {
		return ""
	}
	for _, article := range []string{"وال", "فال", "بال", "كال", "ال", "لل"} {
		if rest, ok := strings.CutPrefix(word, article); ok && utf8.RuneCountInString(rest) > 1 {
			return rest
		}
	}
	return ""
}
