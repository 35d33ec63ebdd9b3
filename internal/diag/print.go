package diag

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// Most is how many diagnostics the text form shows, if not all of them are errors.
// Of errors, each of which must be mended, it shows so many more that only a broken or
// a hostile site has others.
const (
	Most       = 200
	MostErrors = 1000
)

// Print writes the list as text: «file:line:column: error: sentence», an indented
// hint, and a closing count. An empty list prints nothing. Editors read the place,
// so its colons are the same in every language.
func (c Catalog) Print(w io.Writer, list List) error {
	return c.PrintExcerpts(w, list, nil)
}

// PrintExcerpts writes the list as [Catalog.Print] does, and under each fault the
// line of the site's folder that it points at. Without a folder there are none.
func (c Catalog) PrintExcerpts(w io.Writer, list List, source fs.FS) error {
	sorted := list.Sorted()
	shown := sorted.foremost()
	var b strings.Builder
	for _, d := range shown {
		severity := Text{Code: "severity." + d.Severity.String()}
		fmt.Fprintln(&b, clean(c.Sentence(Text{"print.fault", []any{d.Position, severity, d.told()}})))
		if line, caret := excerptIn(source, d.Position); line != "" {
			fmt.Fprintf(&b, "    | %s\n", line)
			if caret > 0 {
				fmt.Fprintf(&b, "    | %*s\n", caret, "^")
			}
		}
		if d.Hint.Code != "" {
			fmt.Fprintf(&b, "    %s\n", clean(c.Sentence(Text{"print.hint", []any{d.Hint}})))
		}
	}
	if more := sorted.total() - shown.total(); more > 0 {
		fmt.Fprintln(&b, c.Sentence(Text{"print.more", []any{more}}))
	}
	if len(sorted) > 0 {
		fmt.Fprintln(&b, c.Counts(sorted))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// told gives the message, and how many there are like it.
func (d *Diagnostic) told() Text {
	switch d.More {
	case 0:
		return d.Message
	case 1:
		return Text{"print.like-it.one", []any{d.Message}}
	}
	return Text{"print.like-it.other", []any{d.Message, d.More}}
}

func (l List) total() int {
	return l.Count(Error) + l.Count(Warning) + l.Count(Advice)
}

// foremost leaves out the last of too many errors, and so much of what is none that about
// [Most] are left, as [List.inTurn] has them. What a rule finds a hundred times hides
// nothing that another finds once.
func (l List) foremost() List {
	mended, others := MostErrors, Most-l.Count(Error)
	kept := map[int]bool{}
	for _, i := range l.inTurn() {
		room := &others
		if l[i].Severity == Error {
			room = &mended
		}
		*room--
		kept[i] = *room >= 0
	}
	var out List
	for i, d := range l {
		if kept[i] {
			out = append(out, d)
		}
	}
	return out
}

// inTurn gives the places in the list of what is graver, and then of what is rarer: the
// first of each kind, of which each file has its turn, then the second.
func (l List) inTurn() []int {
	order, turn := make([]int, len(l)), make([]int, len(l))
	ofFile, ofKind := map[[2]string]int{}, map[string]int{}
	for i, d := range l {
		k := [2]string{d.File, d.Message.Code}
		order[i], turn[i] = i, ofFile[k]
		ofFile[k]++
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(turn[a], turn[b]) })
	for _, i := range order {
		code := l[i].Message.Code
		turn[i] = ofKind[code]
		ofKind[code]++
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(l[b].Severity, l[a].Severity), cmp.Compare(turn[a], turn[b]), cmp.Compare(a, b))
	})
	return order
}

// Counts gives «3 errors, 1 warning», leaving out what there is none of.
func (c Catalog) Counts(list List) string {
	var parts []string
	for _, k := range []struct {
		severity Severity
		code     string
	}{{Error, "count.errors"}, {Warning, "count.warnings"}, {Advice, "count.advice"}} {
		if n := list.Count(k.severity); n > 0 {
			parts = append(parts, c.Sentence(Text{k.code + c.plural(n), []any{n}}))
		}
	}
	return strings.Join(parts, ", ")
}

// plural is the CLDR rule of the two languages for whole numbers, n ≥ 1.
func (c Catalog) plural(n int) string {
	if n == 1 {
		return ".one"
	}
	return ".other"
}

// Entry is a diagnostic in a language, as it stands in JSON.
type Entry struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
	Excerpt  string `json:"excerpt,omitempty"` // of the line, as [Excerpt] gives it
	Caret    int    `json:"caret,omitempty"`
}

// Entries gives the list in the catalogue's language, sorted, with excerpts of the
// site's folder if there is one.
func (c Catalog) Entries(list List, source fs.FS) []Entry {
	entries := []Entry{}
	for _, d := range list.Sorted() {
		line, caret := excerptIn(source, d.Position)
		entries = append(entries, Entry{clean(d.File), d.Line, d.Column, d.Severity.String(), d.Message.Code, clean(c.Sentence(d.told())), clean(c.Sentence(d.Hint)), line, caret})
	}
	return entries
}

// PrintJSON writes the list as one array of objects.
func (c Catalog) PrintJSON(w io.Writer, list List) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(c.Entries(list, nil))
}

// PrintGitHub writes the list as workflow commands, which put each diagnostic on
// its line of a pull request.
func (c Catalog) PrintGitHub(w io.Writer, list List) error {
	var b strings.Builder
	for _, d := range list.Sorted() {
		command := map[Severity]string{Error: "error", Warning: "warning", Advice: "notice"}[d.Severity]
		text := clean(c.Sentence(d.told()))
		if d.Hint.Code != "" {
			text += "\n" + clean(c.Sentence(Text{"print.hint", []any{d.Hint}}))
		}
		fmt.Fprintf(&b, "::%s file=%s", command, property.Replace(clean(d.File)))
		if d.Line > 0 {
			fmt.Fprintf(&b, ",line=%d", d.Line)
		}
		if d.Column > 0 {
			fmt.Fprintf(&b, ",col=%d", d.Column)
		}
		fmt.Fprintf(&b, ",title=%s::%s\n", property.Replace(d.Message.Code), data.Replace(text))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// The escapes of workflow commands, for their data and for their properties.
var (
	data     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// clean keeps a hostile file name or value from steering the terminal, or from
// beginning another line.
func clean(s string) string {
	return strings.Map(Harmless, s)
}

// Harmless gives what stands for a character that could steer a terminal, or turn the
// direction of what follows.
func Harmless(r rune) rune {
	if hides(r) != "" || r >= 0x2066 && r <= 0x2069 {
		return '\uFFFD'
	}
	return r
}
