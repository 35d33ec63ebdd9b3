package locale

import (
	"strings"

	"tract/internal/diag"
)

// Distinct gives the faults of languages of one site that cannot be told apart:
// by their tag, which pages and links name a language with, or by their name,
// which readers choose it by. They are told of the second of the two.
func Distinct(locales []*Locale) diag.List {
	var list diag.List
	for i, l := range locales {
		for _, other := range locales[:i] {
			same(&list, "locale.same-tag", l.Tag, other.Tag, l.tagAt, other.tagAt)
			same(&list, "locale.same-name", l.Name, other.Name, l.nameAt, other.nameAt)
		}
	}
	return list
}

// same refuses a text that another language has, unless one of them is told to be
// wrong already, and so has no place.
func same(list *diag.List, code, text, other string, at, otherAt diag.Position) {
	if at.Line > 0 && otherAt.Line > 0 && strings.EqualFold(text, other) {
		list.Errorf(at, code, text).WithHint("hint.locale-same", otherAt)
	}
}
