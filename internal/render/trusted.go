package render

import (
	"bytes"
	"html/template"
	"strconv"
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

// markup passes on what was written with [markdown.AppendText] and
// [markdown.AppendAttribute].
func markup(b []byte) template.HTML {
	return template.HTML(b)
}

// foreign marks the language of a text, and its direction unless that is "".
func foreign(w site.Words, direction string) template.HTML {
	b := []byte("<span")
	if direction != "" {
		b = markdown.AppendAttribute(b, "dir", direction)
	}
	b = markdown.AppendAttribute(b, "lang", w.Language)
	b = markdown.AppendText(append(b, '>'), w.Text)
	return template.HTML(append(b, "</span>"...))
}

// moment writes a date, with the ending of an ordinal raised as French does.
func moment(machine, text string) template.HTML {
	b := markdown.AppendAttribute([]byte("<time"), "datetime", machine)
	b = append(b, '>')
	if rest, ok := strings.CutPrefix(text, "1er "); ok {
		b, text = append(b, firstDay+" "...), rest
	}
	b = markdown.AppendText(b, text)
	return template.HTML(append(b, "</time>"...))
}

// dated gives a sentence of the interface that has a date in it.
func (w *words) dated(key string, d locale.Date) template.HTML {
	before, after, _ := strings.Cut(w.l.T(key, "date", placeMark), placeMark)
	b := append(markdown.AppendText(nil, before), w.when(d)...)
	return template.HTML(markdown.AppendText(b, after))
}

// firstDay is the first of a month as French writes it.
const firstDay = "1<sup>er</sup>"

// day writes the day of a date alone, as on a leaf of a calendar.
func (w *words) day(d locale.Date) template.HTML {
	if d.Day == 1 && strings.HasPrefix(w.l.Date(d), "1er ") {
		return firstDay
	}
	return template.HTML(strconv.Itoa(d.Day))
}

// bold sets the first occurrence of a number in a text in bold.
func bold(text, number string) template.HTML {
	before, after, ok := strings.Cut(text, number)
	b := markdown.AppendText(nil, before)
	if ok {
		b = markdown.AppendText(append(b, "<b>"...), number)
		b = append(b, "</b>"...)
	}
	return template.HTML(markdown.AppendText(b, after))
}

// boldWords sets a whole text in bold where others have a number.
func boldWords(text string) template.HTML {
	b := markdown.AppendText([]byte(`<b data-format="text">`), text)
	return template.HTML(append(b, "</b>"...))
}

// Photo gives the page's picture.
func (v *View) Photo() template.HTML {
	return template.HTML(v.picture(nil, v.Page.Image, v.Page.Document.Image.Alt, ""))
}

// Body gives the page's converted text with its references filled in.
func (v *View) Body() template.HTML {
	body := v.Page.Body()
	if body == nil {
		return ""
	}
	size := len(body.HTML) + 96*len(body.Holes)
	return template.HTML(body.Append(make([]byte, 0, size), v.fill))
}

// part executes a partial by itself.
func (v *View) part(name string, it any) []byte {
	var b bytes.Buffer
	if err := v.execute(&b, name, v.With(it)); err != nil {
		panic(err)
	}
	return b.Bytes()
}
