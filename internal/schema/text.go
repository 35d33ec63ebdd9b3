package schema

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"tract/internal/diag"
	"tract/internal/limit"
	"tract/internal/locale"
	"tract/internal/yaml"
)

// plain decodes a value that is written as one scalar.
func (d *decoder) plain(v *value, n *yaml.Node) {
	f := v.field
	if n.Kind != yaml.Scalar {
		v.bad = true
		d.wantPlain(n, f)
		return
	}
	v.text, v.bad = d.clean(n.Pos, f, n.Value)
	if v.bad {
		return
	}
	if f.Type != Text {
		v.text = d.check(n.Pos, f, v.text)
		v.bad = v.text == ""
		return
	}
	if set := d.typeset(n, f, d.Language, v.text); !d.shared {
		v.text = set
	}
}

// wantPlain reports a list or a mapping where one value stands.
func (d *decoder) wantPlain(n *yaml.Node, f *Field) {
	if f.Type == Text && n.Kind == yaml.Mapping && d.Language != "" && n.Field(d.Language) != nil {
		d.list.Errorf(n.Pos, "schema.one-language", f.Name, d.Language).WithHint("hint.schema-one-language")
		return
	}
	fault := d.list.Errorf(n.Pos, "schema.want-plain", f.Name)
	if n.Kind == yaml.Mapping {
		fault.WithHint("hint.schema-quote")
	}
}

// localized decodes a text in several languages.
func (d *decoder) localized(v *value, n *yaml.Node) {
	f := v.field
	switch n.Kind {
	case yaml.Scalar:
		text, bad := d.clean(n.Pos, f, n.Value)
		v.bad = bad
		v.texts = make(locale.Text, len(d.Languages))
		for _, code := range d.Languages {
			v.texts[code] = d.typeset(n, f, code, text)
		}
	case yaml.Mapping:
		d.texts(v, n)
	default:
		v.bad = true
		d.list.Errorf(n.Pos, "schema.want-texts", f.Name).WithHint("hint.schema-texts")
	}
}

func (d *decoder) texts(v *value, n *yaml.Node) {
	f := v.field
	v.texts = make(locale.Text, len(n.Fields))
	for i := range n.Fields {
		nf := &n.Fields[i]
		if !d.knows(nf.Key) {
			v.bad = true
			d.list.Errorf(nf.KeyPos, "schema.unknown-language", nf.Key).DidYouMean(nf.Key, d.Languages)
			continue
		}
		if blank(&nf.Value) || !d.wanted(nf.Key) {
			continue
		}
		if nf.Value.Kind != yaml.Scalar {
			v.bad = true
			d.list.Errorf(nf.Value.Pos, "schema.want-plain", nf.Key)
			continue
		}
		text, bad := d.clean(nf.Value.Pos, f, nf.Value.Value)
		v.bad = v.bad || bad
		v.texts[nf.Key] = d.typeset(&nf.Value, f, nf.Key, text)
	}
	if v.bad || d.Partial {
		return
	}
	for _, code := range d.Languages {
		if v.texts[code] == "" && !slices.Contains(d.Optional, code) {
			d.list.Warnf(n.Pos, "schema.text-lacks-language", f.Name, code)
		}
	}
}

// wanted says whether a language is one of the site's.
func (d *decoder) wanted(code string) bool {
	for _, l := range d.Languages {
		if l == code {
			return true
		}
	}
	return len(d.Languages) == 0
}

// knows says whether a word is the code of a language at all. Texts in languages
// that the site has not, or not any more, are left aside quietly: a group that
// works in one language keeps the data files that came with the other.
func (d *decoder) knows(code string) bool {
	if d.wanted(code) {
		return IsLanguage(code)
	}
	tag, err := language.Parse(code)
	return err == nil && tag.String() == code && IsLanguage(code)
}

// typeset puts a text into the form of its language, and advises on what the
// author had better write otherwise.
func (d *decoder) typeset(n *yaml.Node, f *Field, code, text string) string {
	l := d.Locales[code]
	if l == nil || f.Verbatim {
		return text
	}
	at := n.Pos
	for rest := n.Value; ; {
		start, end, short, ok := l.LongOrdinal(rest)
		if !ok {
			return l.Typography(text)
		}
		if d.ordinals++; d.ordinals > limit.Faults {
			d.list[d.ordinal].More++
		} else {
			at = n.Find(rest[start:end], at)
			d.ordinal = len(d.list)
			d.list.Advisef(at, "locale.ordinal", rest[start:end]).WithHint("hint.locale-ordinal", short)
			at.Column++ // the next one stands behind it
		}
		rest = rest[end:]
	}
}

// clean makes one line of a text and refuses one that is too long.
func (d *decoder) clean(at diag.Position, f *Field, text string) (line string, bad bool) {
	text = oneLine(text)
	if f.Max > 0 && f.Type != Int && f.Type != Number && utf8.RuneCountInString(text) > f.Max {
		d.list.Errorf(at, "schema.too-long", f.Name, f.Max, utf8.RuneCountInString(text))
		return "", true
	}
	return text, false
}

// oneLine joins lines and drops the space around the text. A no-break space is a
// character like others.
func oneLine(s string) string {
	s = strings.Trim(s, " \t\r\n")
	if !strings.ContainsAny(s, "\t\r\n") {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' || r == '\r' || r == '\n' }), " ")
}
