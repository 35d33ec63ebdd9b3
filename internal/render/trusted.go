package render

import (
	"bytes"
	"html/template"
	"strings"

	"tract/internal/locale"
	"tract/internal/markdown"
	"tract/internal/site"
)

// This file is the only one that turns text into markup. Whatever it passes on
// was escaped here, made by the markdown package, which escapes all that it
// writes, executed by html/template, or drawn from the theme's own icons. A test
// counts the conversions.

// icon gives a drawing of the theme.
func (w *words) icon(name string) template.HTML {
	markup, ok := w.assets.Icon(name)
	if !ok {
		panic("internal error: no icon " + name)
	}
	return template.HTML(markup)
}

// markup passes on what was written with [markdown.AppendText],
// [markdown.AppendProse] and [markdown.AppendAttribute].
func markup(b []byte) template.HTML {
	return template.HTML(b)
}

// foreign marks the language of a text, and its direction unless that is the
// page's.
func (w *words) foreign(text site.Words) template.HTML {
	b := []byte("<span")
	if direction := w.direction(text.Language); direction != "" {
		b = markdown.AppendAttribute(b, "dir", direction)
	}
	b = markdown.AppendAttribute(b, "lang", text.Language)
	b = w.appendProse(append(b, '>'), text.Text, text.Language)
	return template.HTML(append(b, "</span>"...))
}

// when gives a date with its machine-readable form.
func (w *words) when(d locale.Date) template.HTML {
	b := markdown.AppendAttribute([]byte("<time"), "datetime", d.String())
	b = markdown.AppendProse(append(b, '>'), w.l, w.l.Date(d))
	return template.HTML(append(b, "</time>"...))
}

// dated gives a sentence of the interface that has a date in it.
func (w *words) dated(key string, d locale.Date) template.HTML {
	return w.around(key, "date", string(w.when(d)))
}

// quoted gives what somebody says in quotation marks, in the language that it is in.
func (w *words) quoted(text site.Words) template.HTML {
	if text.Language != "" {
		return w.around("quote", "text", string(w.foreign(text)))
	}
	return w.around("quote", "text", string(w.appendProse(nil, text.Text, "")))
}

// around puts markup into a sentence of the interface.
func (w *words) around(key, name, inner string) template.HTML {
	before, after, _ := strings.Cut(w.l.T(key, name, placeMark), placeMark)
	b := append(markdown.AppendText(nil, before), inner...)
	return template.HTML(markdown.AppendText(b, after))
}

// leaf writes a date in the order of the language, the day in bold, as on a leaf of
// a calendar, where no comma follows it.
func (w *words) leaf(d locale.Date) template.HTML {
	var dst []byte
	parts, day := w.l.Leaf(d)
	for i, part := range parts {
		tag := map[bool]string{true: "b", false: "span"}[i == day]
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = end(markdown.AppendProse(start(dst, tag), w.l, part), tag)
	}
	return markup(dst)
}

// bold sets the first occurrence of a number in a text in bold. The spaces after it
// may break, so that the rest may stand under a number that is large.
func bold(text, number string) template.HTML {
	before, after, ok := strings.Cut(text, number)
	if !ok {
		return markup(markdown.AppendText(nil, text))
	}
	after = strings.ReplaceAll(after, "\u00a0", " ")
	dst := end(markdown.AppendText(start(markdown.AppendText(nil, before), "b"), number), "b")
	return markup(markdown.AppendText(dst, after))
}

// boldWords sets a whole text in bold where others have a number.
func boldWords(text string) template.HTML {
	b := markdown.AppendText([]byte(`<b data-format="text">`), text)
	return template.HTML(append(b, "</b>"...))
}

// Photo gives the page's picture, which it opens with.
func (v *View) Photo() template.HTML {
	return template.HTML(v.picture(nil, v.Page.Image, v.Page.Document.Image.Alt, "", true))
}

// part executes a partial by itself. What fails in the first that does is told once the
// text has all of them.
func (v *View) part(name string, it any) []byte {
	var b bytes.Buffer
	if err := v.execute(&b, name, v.With(it)); err != nil && v.failed == nil {
		v.failed = err
	}
	return b.Bytes()
}
