package importer

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"tract/internal/diag"
)

// report says what was imported, and what needs a hand.
type report struct {
	session *session
	result  *Result
	topics  string // the lines that add those that our settings lack
}

// page is a report that is being written.
type page struct {
	diag.Catalog
	strings.Builder
}

func (p *page) say(code string, args ...any) string {
	return p.Sentence(diag.Text{Code: code, Args: args})
}

func (p *page) heading(code string, args ...any) {
	fmt.Fprintf(p, "\n## %s\n\n", p.say(code, args...))
}

func (r report) markdown(c diag.Catalog) []byte {
	p := &page{Catalog: c}
	s := r.session
	fmt.Fprintf(p, "# %s\n\n%s.\n", p.say("importer.report"), p.say("importer.counts", len(s.docs), r.result.Documents, r.result.Drafts, len(s.copies)))
	fmt.Fprintf(p, "%s.\n", p.say("importer.report-mapping"))
	hand := func(n note) bool { return n.Severity > diag.Advice }
	inform := func(n note) bool { return n.Severity == diag.Advice }
	p.heading("importer.report-hand")
	r.notes(p, hand)
	if r.topics != "" {
		p.heading("importer.report-topics")
		fmt.Fprintf(p, "%s\n\n```yaml\ntopics:\n%s```\n\n", p.say("importer.report-topics-how"), r.topics)
		for _, key := range sortedKeys(s.topics) {
			t := s.topics[key]
			fmt.Fprintf(p, "- %s\n", p.say("importer.report-row", anyName(t), strings.Join(t.files, ", ")))
		}
	}
	p.heading("importer.report-where")
	p.table(s)
	p.heading("importer.report-left")
	for _, line := range s.aside() {
		fmt.Fprintf(p, "- %s\n", literal(line))
	}
	p.heading("importer.report-inform")
	r.notes(p, inform)
	return []byte(p.String())
}

// table says which file became which.
func (p *page) table(s *session) {
	fmt.Fprintf(p, "| %s | %s | |\n|---|---|---|\n", p.say("importer.report-old"), p.say("importer.report-new"))
	cell := func(name string) string { return strings.ReplaceAll(literal(name), "|", `\|`) }
	for _, pair := range s.pairs {
		for _, d := range pair.docs {
			state := ""
			if pair.draft {
				state = p.say("importer.report-draft")
			}
			fmt.Fprintf(p, "| %s | [%s](%s) | %s |\n", cell(d.file), path.Base(d.target), d.target, state)
		}
	}
	for _, f := range s.copies {
		fmt.Fprintf(p, "| %s | [%s](%s) | |\n", cell(f.Copies), path.Base(f.Path), f.Path)
	}
}

// notes writes those that are wanted, by document.
func (r report) notes(p *page, wanted func(note) bool) {
	none := true
	write := func(title string, notes []note) {
		notes = slices.DeleteFunc(slices.Clone(notes), func(n note) bool { return !wanted(n) })
		if len(notes) == 0 {
			return
		}
		none = false
		slices.SortStableFunc(notes, func(a, b note) int {
			return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
		})
		fmt.Fprintf(p, "### %s\n\n", title)
		for _, n := range notes {
			p.note(n)
		}
		p.WriteString("\n")
	}
	write(p.say("importer.report-site"), r.session.notes)
	for _, d := range r.session.docs {
		write(d.target, d.notes)
	}
	if none {
		fmt.Fprintf(p, "%s.\n", p.say("importer.report-nothing"))
	}
}

// note writes one, with what stood there.
func (p *page) note(n note) {
	fmt.Fprintf(p, "- %s", p.say("importer.report-row", literal(n.Position.String()), plainLine(p.Sentence(n.Message))))
	if n.Hint.Code != "" {
		fmt.Fprintf(p, " (%s)", plainLine(p.Sentence(n.Hint)))
	}
	p.WriteString("\n")
	text := strings.TrimRight(n.text, "\n")
	if strings.TrimSpace(text) == "" {
		return
	}
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	fmt.Fprintf(p, "\n  %s\n", fence)
	for line := range strings.SplitSeq(text, "\n") {
		fmt.Fprintf(p, "  %s\n", line)
	}
	fmt.Fprintf(p, "  %s\n\n", fence)
}

// literal writes a name as code.
func literal(name string) string {
	if strings.Contains(name, "`") {
		return "`` " + name + " ``"
	}
	return "`" + name + "`"
}

// plainLine keeps what a message quotes from being read as markup.
func plainLine(text string) string {
	return strings.NewReplacer("\n", " ", "<", `\<`, "*", `\*`, "_", `\_`, "[", `\[`, "`", "\\`").Replace(text)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// aside names what was not imported: files among the texts one by one, others by their
// folder.
func (s *session) aside() []string {
	lines := slices.Clone(s.left)
	folders := map[string]int{}
	for _, name := range s.files {
		first, _, inside := strings.Cut(name, "/")
		root, _ := s.hugoRoot(name)
		texts := root != "" || first == "_posts" || isText(name) || path.Ext(name) == ".html" && !strings.HasPrefix(first, "_") && first != "layouts"
		switch {
		case s.byFile[name] != nil || s.pictures[name] != "":
		case texts || !inside:
			lines = append(lines, name)
		default:
			folders[first]++
		}
	}
	for _, folder := range sortedKeys(folders) {
		lines = append(lines, fmt.Sprintf("%s/ (%d)", folder, folders[folder]))
	}
	return lines
}
