package content

import (
	"crypto/sha256"
	"time"

	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/schema"
)

// usual is what holds for documents that do not say otherwise, and which of them
// are wanted.
type usual struct {
	language string // the site's first
	zone     string
	currency string
	drafts   bool
	latest   locale.Date // on which something can have been checked; zero: any
}

func usualOf(s *config.Settings, o Options) usual {
	u := usual{language: s.Languages[0], zone: s.TimeZone, currency: s.Currency, drafts: o.Drafts}
	if !o.Now.IsZero() {
		day := o.Now.UTC().Add(14 * time.Hour) // it is tomorrow in some places before it is in others
		u.latest = locale.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()}
	}
	return u
}

// reader turns records into documents and data.
type reader struct {
	usual
	locales map[string]*locale.Locale
	list    diag.List
}

// pair is the files of one key and what comes of them.
type pair struct {
	usual     usual
	files     []*parsed
	documents []*Document
	left      []Draft // out
	list      diag.List
	written   string // as [Memory.Written] writes it, where that is known
}

// file gives what is known of a file, or nil.
func (p *pair) file(f file) *parsed {
	if p == nil {
		return nil
	}
	for _, known := range p.files {
		if known.path == f.path {
			return known
		}
	}
	return nil
}

// join shares what the files share and turns each into a document. A file whose
// front matter could not be read leaves the others as they stand, without
// complaints of what it may well have held.
func (p *pair) join(locales map[string]*locale.Locale) {
	r := reader{usual: p.usual, locales: locales}
	fields := p.files[0].kind.Describe().Fields
	whole := true
	records := make([]schema.Record, len(p.files))
	for i, f := range p.files {
		p.list.Add(f.list)
		records[i] = f.record
		whole = whole && f.whole
	}
	records, faults := schema.Share(records, fields)
	r.list.Add(faults)
	if whole {
		r.list.Add(schema.Complete(records, fields))
	}
	for i, f := range p.files {
		switch {
		case locales[f.language] == nil:
		case records[i].Bool("draft") && !r.drafts:
			p.left = append(p.left, draft(f, records[i]))
		default:
			p.documents = append(p.documents, r.document(f, records[i]))
		}
	}
	p.list.Add(r.list)
}

func draft(p *parsed, record schema.Record) Draft {
	d := Draft{Kind: p.kind, Key: p.key, Language: p.language, File: p.path}
	for _, item := range record.Items("demands") {
		d.Demands = append(d.Demands, item.Text("id"))
	}
	return d
}

func (r *reader) document(p *parsed, record schema.Record) *Document {
	d := &Document{
		Common:  r.common(p, record),
		Partial: !p.whole,
		Body:    p.body, File: p.path, BodyLine: p.bodyLine, Size: p.size,
		parsed: p, locale: r.locales[p.language],
	}
	// One text for both digests: what is the document's own, then what it shares.
	text := record.AppendShared(append(make([]byte, 0, 512), p.source[:]...), p.kind.Describe().Fields)
	d.Digest = sha256.Sum256(text)
	copy(text, p.top[:])
	d.Front = sha256.Sum256(text)
	switch p.kind {
	case KindArticle:
		d.Article = r.article(d, record)
	case KindDemands:
		d.Demands = r.demands(d, record)
	case KindGuide:
		d.Guide = r.guide(d, record, p.whole)
	case KindEvent:
		d.Event = r.event(record)
	case KindPage:
		d.Contacts = record.Bool("contacts")
	}
	return d
}
