package locale

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"

	"tract/internal/diag"
	"tract/internal/yaml"
)

// texts reads the words of the interface, whose keys nest: {nav: {home: …}} is the
// text nav.home. A mapping whose keys are plural forms is one text.
// What is missing keeps the reference's text.
func (f *form) texts(l *Locale, n *yaml.Node, reference *Locale) {
	if n == nil {
		return
	}
	places := map[string]diag.Position{}
	f.branch(l, n, "", places, reference)
	if reference == nil {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(reference.text)) {
		if _, ok := places[key]; !ok && !strings.HasPrefix(key, sectionPrefix) {
			f.missing(n.Pos, "text."+key)
		}
	}
}

func (f *form) branch(l *Locale, n *yaml.Node, prefix string, places map[string]diag.Position, reference *Locale) {
	if n.Kind != yaml.Mapping {
		f.list.Errorf(n.Pos, "locale.mapping", join("text", prefix)).WithHint("hint.locale-mapping")
		return
	}
	for i := range n.Fields {
		field := &n.Fields[i]
		key := join(prefix, field.Key)
		if field.Value.Kind == yaml.Mapping && !isCounted(&field.Value) {
			f.branch(l, &field.Value, key, places, reference)
			continue
		}
		known := reference != nil && reference.Has(key)
		if reference != nil && !known && !f.more {
			f.list.Errorf(field.KeyPos, "locale.unknown-key", key).DidYouMean(key, slices.Sorted(maps.Keys(reference.text)))
			continue
		}
		places[key] = field.KeyPos
		e := f.entry(l, &field.Value, key)
		if known && !f.agrees(e, reference.text[key], &field.Value, key) {
			continue
		}
		l.text[key] = e
	}
}

// isCounted says whether a mapping is one text in its plural forms.
func isCounted(n *yaml.Node) bool {
	return n.Field("other") != nil || n.Field("one") != nil && n.Field("one").Value.Kind == yaml.Scalar
}

func (f *form) entry(l *Locale, n *yaml.Node, key string) entry {
	if n.Kind == yaml.Mapping {
		return f.counted(l, n, "text."+key, true)
	}
	var e entry
	e.forms[plural.Other] = parseTemplate(l.Typography(f.line(n, "text."+key)))
	return e
}

// counted reads the plural forms of a text.
func (f *form) counted(l *Locale, n *yaml.Node, name string, typeset bool) entry {
	e := entry{counted: true}
	needed := l.needed()
	for i := range n.Fields {
		field := &n.Fields[i]
		k := slices.Index(formNames, field.Key)
		if k < 0 {
			f.list.Errorf(field.KeyPos, "locale.unknown-form", field.Key).DidYouMean(field.Key, formNames)
			continue
		}
		if !needed[k] {
			f.list.Warnf(field.KeyPos, "locale.unused-form", field.Key, name)
		}
		text := f.line(&field.Value, name)
		if typeset {
			text = l.Typography(text)
		}
		e.forms[formKinds[k]] = parseTemplate(text)
	}
	for k, kind := range formKinds {
		if needed[k] && e.forms[kind].literals == nil {
			f.list.Errorf(n.Pos, "locale.missing-form", formNames[k], name).WithHint("hint.locale-missing-form", l.example(kind))
		}
	}
	return e
}

// example gives the smallest number that a plural form is for.
func (l *Locale) example(form plural.Form) int {
	for n := range 300 {
		if l.cardinal(n, 0, 0) == form {
			return n
		}
	}
	return 0
}

// agrees says whether a text can stand for the reference's: of the same sort and,
// which only is reported, with the same placeholders.
func (f *form) agrees(e, reference entry, n *yaml.Node, key string) bool {
	switch {
	case e.counted && !reference.counted:
		f.list.Errorf(n.Pos, "locale.text", "text."+key).WithHint("hint.locale-text")
		return false
	case !e.counted && reference.counted:
		f.list.Errorf(n.Pos, "locale.counted", "text."+key).WithHint("hint.locale-counted")
		return false
	}
	has, must := e.placeholders(), reference.placeholders()
	ok := true
	for _, name := range slices.Sorted(maps.Keys(has)) {
		if !must[name] {
			ok = false
			f.list.Errorf(n.Pos, "locale.placeholder-unknown", "{"+name+"}", "text."+key).WithHint("hint.locale-placeholder")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(must)) {
		if !has[name] && name != "n" {
			f.list.Errorf(n.Pos, "locale.placeholder-missing", "{"+name+"}", "text."+key).WithHint("hint.locale-placeholder")
		}
	}
	return ok
}

// placeholders gives the names in all forms; {n} belongs to what is counted.
func (e entry) placeholders() map[string]bool {
	names := map[string]bool{}
	if e.counted {
		names["n"] = true
	}
	for _, t := range e.forms {
		for _, name := range t.names {
			names[name] = true
		}
	}
	return names
}
