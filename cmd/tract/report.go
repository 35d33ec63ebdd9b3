package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"tract/internal/site"
	"tract/internal/translation"
)

// This file shows what [status] holds: as a table with details below it, as JSON, and as
// Markdown for the comment of a pull request.

// counted are the states that the totals name, in the order that they are named in.
var counted = []site.State{site.Stale, site.Missing, site.Unmarked, site.Current}

// table gives the rows of documents with something that waits, and the columns of
// languages that have such a one.
func (st *status) table() (columns []*site.Language, rows [][]waiting) {
	for _, l := range st.Languages {
		if slices.ContainsFunc(st.Waiting, func(w waiting) bool { return w.Language == l }) {
			columns = append(columns, l)
		}
	}
	for i, w := range st.Waiting {
		if i == 0 || st.Waiting[i-1].Name() != w.Name() {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], w)
	}
	return columns, rows
}

// cell gives the word for a document in a language, or nothing.
func (u *ui) cell(row []waiting, l *site.Language) string {
	for _, w := range row {
		if w.Language == l {
			return u.text("cmd.state-" + string(w.State))
		}
	}
	return ""
}

// totals counts the versions of each state.
func (u *ui) totals(st *status) string {
	var parts []string
	for _, s := range counted {
		parts = append(parts, fmt.Sprintf("%s %d", u.text("cmd.state-"+string(s)+"-many"), st.Totals[s]))
	}
	return strings.Join(parts, ", ")
}

func (u *ui) statusText(out io.Writer, st *status) error {
	var b strings.Builder
	columns, rows := st.table()
	lines := [][]string{{""}}
	for _, l := range columns {
		lines[0] = append(lines[0], l.Code)
	}
	for _, row := range rows {
		line := []string{row[0].Name()}
		for _, l := range columns {
			line = append(line, u.cell(row, l))
		}
		lines = append(lines, line)
	}
	if len(rows) > 0 {
		align(&b, lines)
		b.WriteString("\n")
	}
	for _, w := range st.Waiting {
		if w.State != site.Stale {
			continue
		}
		fmt.Fprintln(&b, u.text("cmd.behind", w.File, w.SourceFile))
		for _, c := range w.Changes {
			fmt.Fprintf(&b, "    %s\n", u.place(c))
			sentences(&b, "      ", c)
		}
		fmt.Fprintf(&b, "    %s %s\n\n", u.text("cmd.behind-next"), syncLine(&w))
	}
	fmt.Fprintln(&b, u.totals(st))
	_, err := io.WriteString(out, b.String())
	return err
}

// align writes lines of cells so that columns stand below each other.
func align(b *strings.Builder, lines [][]string) {
	widths := make([]int, len(lines[0]))
	for _, line := range lines {
		for i, cell := range line {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, line := range lines {
		var row strings.Builder
		for i, cell := range line {
			row.WriteString(cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+2))
		}
		b.WriteString(strings.TrimRight(row.String(), " ") + "\n")
	}
}

// sentences writes those that have gone and those that are new, each on a line.
func sentences(b *strings.Builder, indent string, c change) {
	for _, s := range c.Removed {
		fmt.Fprintf(b, "%s- %s\n", indent, s)
	}
	for _, s := range c.Added {
		fmt.Fprintf(b, "%s+ %s\n", indent, s)
	}
}

// syncLine gives the command that says that a version is current.
func syncLine(w *waiting) string {
	return "tract sync " + w.Name() + " --lang " + w.Language.Code
}

// place says where in the source a change is.
func (u *ui) place(c change) string {
	switch {
	case c.Line == 0:
		return u.text("cmd.passage-gone", c.Heading)
	case c.Line == 1:
		return u.text("cmd.passage-front")
	case c.Heading == "":
		return u.text("cmd.passage-top", c.Line)
	}
	return u.text("cmd.passage", c.Line, c.Heading)
}

func (u *ui) statusMarkdown(out io.Writer, st *status) error {
	var b strings.Builder
	if columns, rows := st.table(); len(rows) > 0 {
		b.WriteString("| |")
		for _, l := range columns {
			b.WriteString(" " + l.Code + " |")
		}
		b.WriteString("\n|---|" + strings.Repeat("---|", len(columns)) + "\n")
		for _, row := range rows {
			b.WriteString("| `" + row[0].Name() + "` |")
			for _, l := range columns {
				b.WriteString(" " + u.cell(row, l) + " |")
			}
			b.WriteString("\n")
		}
		b.WriteString("\n")
	}
	for _, w := range st.Waiting {
		if w.State != site.Stale {
			continue
		}
		fmt.Fprintf(&b, "**%s**\n\n````diff\n", u.text("cmd.behind", w.File, w.SourceFile))
		for _, c := range w.Changes {
			fmt.Fprintf(&b, "@@ %s @@\n", u.place(c))
			sentences(&b, "", c)
		}
		fmt.Fprintf(&b, "````\n\n%s\n\n    %s: %s\n\n", u.text("cmd.behind-done", "`"+syncLine(&w)+"`"), translation.Field, w.Mark)
	}
	fmt.Fprintln(&b, u.totals(st))
	_, err := io.WriteString(out, b.String())
	return err
}

// What status is as JSON.
type (
	statusData struct {
		Documents []waitingData      `json:"documents"`
		Totals    map[site.State]int `json:"totals"`
	}
	waitingData struct {
		Document string       `json:"document"`
		Language string       `json:"language"`
		State    site.State   `json:"state"`
		File     string       `json:"file"`
		Source   string       `json:"source"`
		Mark     string       `json:"translated_from"`
		Changes  []changeData `json:"changes"`
	}
	changeData struct {
		Line    int      `json:"line"`
		Heading string   `json:"heading"`
		Removed []string `json:"removed"`
		Added   []string `json:"added"`
	}
)

func (u *ui) statusJSON(out io.Writer, st *status) error {
	data := statusData{Documents: []waitingData{}, Totals: map[site.State]int{}}
	for _, s := range counted {
		data.Totals[s] = st.Totals[s]
	}
	for _, w := range st.Waiting {
		d := waitingData{w.Name(), w.Language.Code, w.State, w.File, w.SourceFile, w.Mark, []changeData{}}
		for _, c := range w.Changes {
			d.Changes = append(d.Changes, changeData{c.Line, c.Heading, append([]string{}, c.Removed...), append([]string{}, c.Added...)})
		}
		data.Documents = append(data.Documents, d)
	}
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(data)
}
