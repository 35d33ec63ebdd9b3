package locale

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"tract/internal/diag"
)

// Locale is one language as the site writes it. It is read only.
type Locale struct {
	Code string // of files and addresses: fr
	Tag  string // of the pages, BCP 47: fr-CA
	Name string // in its own language: Français
	Dir  string // ltr or rtl

	tag     language.Tag
	dates   dates
	numbers numbers
	comma   string
	last    template
	rules   *rules
	text    map[string]entry
	digest  [32]byte

	tagAt, nameAt diag.Position // none where the file has no such value, or a wrong one
}

// Digest stands for the strings file that the locale was loaded from.
func (l *Locale) Digest() [32]byte {
	return l.digest
}

// entry is a text of the interface: one form, or one a plural form.
type entry struct {
	forms   [plural.Many + 1]template
	counted bool
}

// template is a text cut at its placeholders: literals[0] names[0] literals[1] …
type template struct {
	literals []string
	names    []string
}

func parseTemplate(s string) template {
	var t template
	for {
		open := strings.IndexByte(s, '{')
		end := strings.IndexByte(s, '}')
		if open < 0 || end < open {
			t.literals = append(t.literals, s)
			return t
		}
		t.literals = append(t.literals, s[:open])
		t.names = append(t.names, s[open+1:end])
		s = s[end+1:]
	}
}

// fill gives the text with value put for each name.
func (t template) fill(value func(name string) string) string {
	switch {
	case len(t.literals) == 0:
		return ""
	case len(t.names) == 0:
		return t.literals[0]
	}
	var b strings.Builder
	for i, name := range t.names {
		b.WriteString(t.literals[i])
		b.WriteString(value(name))
	}
	b.WriteString(t.literals[len(t.names)])
	return b.String()
}

// T gives a text of the interface, or the address of a section, such as
// "sections.demands", with its placeholders filled from pairs of a
// name and a value: l.T("published.by", "publisher", x). Whole numbers are written in the
// language's form. A key or a name that is not there is our own mistake.
func (l *Locale) T(key string, pairs ...any) string {
	e, ok := l.text[key]
	if !ok || e.counted {
		panic("internal error: " + l.Code + ": no text " + strconv.Quote(key))
	}
	return e.forms[plural.Other].fill(func(name string) string { return l.pair(key, name, pairs) })
}

// Has says whether there is a text with that key.
func (l *Locale) Has(key string) bool {
	_, ok := l.text[key]
	return ok
}

// Fixed gives a text that neither a number nor a placeholder changes.
func (l *Locale) Fixed(key string) (text string, ok bool) {
	e, ok := l.text[key]
	if !ok || e.counted || len(e.placeholders()) > 0 {
		return "", false
	}
	return l.T(key), true
}

// N gives a text in the plural form for n, with {n} written out and the other
// placeholders filled as by [Locale.T].
func (l *Locale) N(key string, n int, pairs ...any) string {
	e, ok := l.text[key]
	if !ok || !e.counted {
		panic("internal error: " + l.Code + ": no counted text " + strconv.Quote(key))
	}
	return e.form(l.cardinal(n, 0, 0)).fill(func(name string) string {
		if name == "n" {
			return l.Number(float64(n), 0)
		}
		return l.pair(key, name, pairs)
	})
}

// Forms gives a text that depends on a number in each of its plural forms, by the names
// that CLDR has for them, with its placeholders as they are: for a script, which asks
// the browser for the form.
func (l *Locale) Forms(key string) map[string]string {
	e := l.text[key]
	if !e.counted {
		panic("internal error: " + l.Code + ": no counted text " + strconv.Quote(key))
	}
	forms := map[string]string{}
	for i, kind := range formKinds {
		if t := e.forms[kind]; t.literals != nil {
			forms[formNames[i]] = t.fill(func(name string) string { return "{" + name + "}" })
		}
	}
	return forms
}

// form gives the template for a form, or the general one.
func (e entry) form(f plural.Form) template {
	if t := e.forms[f]; t.literals != nil {
		return t
	}
	return e.forms[plural.Other]
}

// cardinal gives the plural form of a number with so many visible decimals.
func (l *Locale) cardinal(whole, decimals, fraction int) plural.Form {
	const most = 10_000_000 // beyond it, only the last digits count
	trimmed, t := decimals, fraction
	for trimmed > 0 && t%10 == 0 {
		trimmed, t = trimmed-1, t/10
	}
	if whole < 0 {
		whole = -whole
	}
	if whole >= most {
		whole = whole%most + most
	}
	return plural.Cardinal.MatchPlural(l.tag, whole, decimals, trimmed, fraction, t)
}

func (l *Locale) pair(key, name string, pairs []any) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] != name {
			continue
		}
		switch v := pairs[i+1].(type) {
		case string:
			return v
		case int:
			return l.Number(float64(v), 0)
		default:
			return fmt.Sprint(v)
		}
	}
	panic("internal error: " + l.Code + ": nothing for {" + name + "} of " + strconv.Quote(key))
}

// Comma is what stands between the items of a list.
func (l *Locale) Comma() string {
	return l.comma
}

// List joins items with commas and, before the last, with a word of the language,
// such as l.T("and"): «a, b et c».
func (l *Locale) List(items []string, word string) string {
	last := len(items) - 1
	if last < 1 {
		return strings.Join(items, "")
	}
	return l.last.fill(func(name string) string {
		switch name {
		case "a":
			return strings.Join(items[:last], l.comma)
		case "b":
			return items[last]
		}
		return word
	})
}
