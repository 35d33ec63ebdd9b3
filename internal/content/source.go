package content

import (
	"tract/internal/locale"
	"tract/internal/schema"
)

// sources reads a list of sources. language is that of the file, "" for data.
func (r *reader) sources(records []schema.Record, language string) []Source {
	if len(records) == 0 {
		return nil
	}
	out := make([]Source, len(records))
	for i := range records {
		out[i] = r.source(records[i], language)
	}
	return out
}

func (r *reader) source(record schema.Record, language string) Source {
	return Source{Article: record.Ref("article"), Work: r.work(record, language), Pos: record.Start}
}

// work reads a work. Its own words take the form of its own language, whatever
// the language of the page that names it.
func (r *reader) work(record schema.Record, language string) Work {
	w := Work{
		Title: record.Localized("title"), Publication: record.Text("publication"), Authors: record.Texts("authors"),
		URL: record.Text("url"), Date: record.Date("date"), Language: record.Text("language"), Note: record.Localized("note"),
	}
	own := r.locales[or(w.Language, language)]
	w.Title = r.title(w)
	if own != nil {
		w.Publication = own.Typography(w.Publication)
		for i := range w.Authors {
			w.Authors[i] = own.Typography(w.Authors[i])
		}
	}
	return w
}

// title gives a work's title its typographic form. A title that is the same for
// every reader is the original one, in the language of the work where that is
// known; else each language's title takes that language's form.
func (r *reader) title(w Work) locale.Text {
	if w.Title == nil {
		return nil
	}
	out := make(locale.Text, len(w.Title))
	original := w.Language != "" && same(w.Title)
	for code, text := range w.Title {
		if original {
			out[code] = r.typeset(w.Language, text)
		} else {
			out[code] = r.typeset(code, text)
		}
	}
	return out
}

func (r *reader) typeset(language, text string) string {
	if l := r.locales[language]; l != nil {
		return l.Typography(text)
	}
	return text
}

// same says whether a text is one and the same in every language.
func same(t locale.Text) bool {
	first, seen := "", false
	for _, text := range t {
		if seen && text != first {
			return false
		}
		first, seen = text, true
	}
	return true
}
