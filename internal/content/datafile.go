package content

import (
	"path"
	"slices"

	"tract/internal/diag"
	"tract/internal/schema"
	"tract/internal/yaml"
)

// dataKind describes a file of content/data: its root is a Group, or a Map with
// fields beside its entries. One of the fields is when the file was checked. A
// file that is missing is an empty one.
type dataKind struct {
	Name  string // figures.yaml
	Field schema.Field
	fill  func(r *reader, d *Data, f *dataFile)
}

// dataFile is one data file, read by itself.
type dataFile struct {
	name        string    // figures.yaml
	stamp       string    // as a file's
	description *dataKind // nil where the file could not be read
	own         schema.Record
	entries     []schema.Record // of a Map
	whole       bool
	list        diag.List
}

// parseData reads the text of a data file.
func parseData(file string, src []byte, c schema.Context) *dataFile {
	out := &dataFile{name: path.Base(file)}
	text, faults := plainText(file, src)
	if out.list.Add(faults); faults.HasErrors() {
		return out
	}
	out.description = describeData(file)
	node, faults := yaml.ParseData(file, text)
	out.list.Add(faults)
	c.Partial = faults.HasErrors()
	out.own, out.entries, faults = c.DecodeFile(&node, &out.description.Field)
	out.list.Add(faults)
	out.whole = !c.Partial && !schema.Cut(faults) && (node.Kind == yaml.Mapping || node.Kind == yaml.Null)
	return out
}

func describeData(file string) *dataKind {
	i := slices.IndexFunc(dataFiles, func(d dataKind) bool { return root+"/"+dataFolder+"/"+d.Name == file })
	return &dataFiles[i]
}

func (f *dataFile) fill(r *reader, d *Data) {
	if f.description == nil {
		return
	}
	if checked := r.checked(f.own); !checked.IsZero() {
		d.Checked[f.description.Name] = checked
	}
	f.description.fill(r, d, f)
}

func (r *reader) organizations(d *Data, f *dataFile) {
	for i := range f.entries {
		o := &f.entries[i]
		d.Organizations = append(d.Organizations, Organization{
			Key: o.Key, Name: o.Localized("name"), Short: o.Localized("short"), Type: o.Text("type"), Role: o.Localized("role"),
			Link: o.Text("link"), Checked: r.checked(*o), Endorses: o.Refs("endorses"), Sources: r.sources(o.Items("sources"), ""), Pos: o.Start,
		})
	}
}

func (r *reader) timeline(d *Data, f *dataFile) {
	for _, m := range f.own.Items("moments") {
		if f.whole && !m.Wrote("sources") {
			r.list.Warnf(m.Start, "content.unsourced").WithHint("hint.content-unsourced")
		}
		d.Timeline = append(d.Timeline, Moment{
			ID: m.Text("id"), Date: m.Date("date"), Inferred: m.Bool("inferred"), Text: m.Localized("text"),
			Sources: r.sources(m.Items("sources"), ""), Topics: m.Refs("topics"), Pos: m.Start,
		})
	}
}

func (r *reader) alternatives(d *Data, f *dataFile) {
	for _, n := range f.own.Items("needs") {
		need := Need{ID: n.Text("id"), Name: n.Localized("need"), Pos: n.Start}
		for _, o := range n.Items("options") {
			need.Options = append(need.Options, Option{
				Name: o.Localized("name"), Text: o.Localized("text"), Link: o.Text("link"), Checked: r.checked(o), Pos: o.Start,
			})
		}
		d.Needs = append(d.Needs, need)
	}
	for _, o := range f.own.Items("objections") {
		d.Objections = append(d.Objections, Objection{
			Say: o.Localized("say"), Answer: o.Localized("answer"), Sources: r.sources(o.Items("sources"), ""), Pos: o.Start,
		})
	}
}

func (r *reader) boycott(d *Data, f *dataFile) {
	for _, b := range f.own.Items("brands") {
		d.Brands = append(d.Brands, Brand{
			Name: b.Localized("name"), Domains: b.Refs("domains"), Text: b.Localized("text"), Checked: r.checked(b), Pos: b.Start,
		})
	}
	d.Shorteners = f.own.Refs("shorteners")
}

func (r *reader) glossary(d *Data, f *dataFile) {
	for i := range f.entries {
		t := &f.entries[i]
		d.Glossary = append(d.Glossary, Term{
			Key: t.Key, Term: t.Localized("term"), Definition: t.Localized("definition"), Sources: r.sources(t.Items("sources"), ""), Pos: t.Start,
		})
	}
}
