// Package dataset writes the campaign's data as files for other programs: JSON
// with everything, under the day that it was last checked on, and CSV with a row
// an entry for spreadsheets.
//
// It takes the model and gives [File]s, each a name and the bytes. A text stands
// in every language that it has; a date as ISO 8601 has it. A cell that a
// spreadsheet would take for a formula begins with an apostrophe.
package dataset

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"
	"unicode"

	"tract/internal/content"
	"tract/internal/locale"
	"tract/internal/site"
)

// Set is one kind of data.
type Set struct {
	Name    string      // figures: data/figures.json and data/figures.csv
	checked locale.Date // the file that it is from
	entries []any
	header  []string
	rows    [][]string
}

// Sets gives the data that the site has, in a fixed order.
func Sets(s *site.Site) []Set {
	w := &writer{site: s}
	var sets []Set
	for _, set := range []Set{w.figures(), w.timeline(), w.organizations(), w.demands(), w.alternatives(), w.objections(), w.boycott(), w.glossary()} {
		if len(set.entries) > 0 {
			sets = append(sets, set)
		}
	}
	return sets
}

// JSON writes a set as an object with its entries.
func (s Set) JSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	e.SetEscapeHTML(false)
	err := e.Encode(struct {
		Checked string `json:"checked,omitempty"`
		Entries []any  `json:"entries"`
	}{iso(s.checked), s.entries})
	return b.Bytes(), err
}

// CSV writes a set as RFC 4180 has it, a row an entry.
func (s Set) CSV() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	rows := [][]string{s.header}
	for _, row := range s.rows {
		cells := make([]string, len(row))
		for i := range row {
			cells[i] = harmless(row[i])
		}
		rows = append(rows, cells)
	}
	err := w.WriteAll(rows)
	return b.Bytes(), err
}

// harmless keeps a spreadsheet from taking a cell for a formula, or a part of one: in
// French, spreadsheets begin a cell at each semicolon, whatever stands around it, and take
// a quotation mark there for one of theirs. What nobody sees is left out, since there are programs that look past it.
func harmless(cell string) string {
	var b strings.Builder
	begins := true
	for _, r := range cell {
		switch {
		case r == 0 || r == '\ufeff' || unicode.IsControl(r) && r != '\t' && r != '\r' && r != '\n':
			continue
		case begins && strings.ContainsRune("=+-@＝＋－＠", r), b.Len() == 0 && (r == '\t' || r == '\r' || r == '\n'):
			b.WriteByte('\'')
		}
		b.WriteRune(r)
		begins = strings.ContainsRune(";\t\r\n", r) || begins && r == '"'
	}
	return b.String()
}

// source is where an entry is known from.
type source struct {
	Article     string      `json:"article,omitempty"` // key of a summary on the site
	Title       locale.Text `json:"title,omitempty"`
	Publication string      `json:"publication,omitempty"`
	Authors     []string    `json:"authors,omitempty"`
	URL         string      `json:"url,omitempty"`
	Date        string      `json:"date,omitempty"`
}

// writer turns the content's data into entries and rows.
type writer struct{ site *site.Site }

func (w *writer) source(s content.Source) source {
	work := s.Work
	if s.Article.Key != "" {
		for _, d := range w.site.Content.Documents {
			if d.Article != nil && d.Key == s.Article.Key {
				work = d.Article.Source
				break
			}
		}
	}
	return source{Article: s.Article.Key, Title: title(work), Publication: work.Publication, Authors: work.Authors, URL: work.URL, Date: iso(work.Date)}
}

// title gives a work's title. One that is the same for every reader is the
// original, and stands once, under the language of the work: und if nobody said.
func title(w content.Work) locale.Text {
	one := ""
	for _, text := range w.Title {
		if one != "" && text != one {
			return w.Title
		}
		one = text
	}
	if len(w.Title) < 2 {
		return w.Title
	}
	return locale.Text{cmp.Or(w.Language, "und"): one}
}

func (w *writer) sources(from []content.Source) []source {
	out := []source{}
	for _, s := range from {
		out = append(out, w.source(s))
	}
	return out
}

// set begins a set that is from a data file.
func (w *writer) set(name string, header []string) Set {
	return Set{Name: name, checked: w.site.Content.Data.Checked[name+".yaml"], header: header}
}

// cite names sources in one cell.
func cite(sources ...source) string {
	var names []string
	for _, s := range sources {
		name := s.URL
		for _, candidate := range []string{s.Publication, s.Article} {
			if candidate != "" {
				name = candidate
			}
		}
		names = append(names, name)
	}
	return strings.Join(names, "; ")
}

// columns gives a header cell for a text in each language but the partial ones,
// whose columns would be next to empty.
func (w *writer) columns(name string) []string {
	var out []string
	for _, l := range w.site.Languages {
		if !l.Partial {
			out = append(out, name+"_"+l.Code)
		}
	}
	return out
}

// cells gives a text in the languages of its columns.
func (w *writer) cells(t locale.Text) []string {
	var out []string
	for _, l := range w.site.Languages {
		if !l.Partial {
			out = append(out, t[l.Code])
		}
	}
	return out
}

func iso(d locale.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func number(v float64) string {
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// row joins cells and groups of cells.
func row(parts ...any) []string {
	var out []string
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			out = append(out, p)
		case []string:
			out = append(out, p...)
		}
	}
	return out
}
