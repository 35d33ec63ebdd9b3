package content

import (
	"crypto/sha256"
	"slices"
	"time"

	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/schema"
)

// reader turns records into documents and data.
type reader struct {
	settings *config.Settings
	locales  map[string]*locale.Locale
	images   map[string]Image
	drafts   bool
	now      time.Time
	left     []Draft // out
	list     diag.List
}

// documents pairs the files, which come sorted, shares what a pair shares and
// turns each into a document.
func (r *reader) documents(files []parsed) []*Document {
	out := make([]*Document, 0, len(files))
	for len(files) > 0 {
		n := 1
		for n < len(files) && files[n].kind == files[0].kind && files[n].key == files[0].key {
			n++
		}
		out = append(out, r.pair(files[:n])...)
		files = files[n:]
	}
	return out
}

// pair turns the files of one key into documents. A file whose front matter could
// not be read leaves the others as they stand, without complaints of what it may
// well have held.
func (r *reader) pair(files []parsed) []*Document {
	fields := files[0].kind.Describe().Fields
	whole := !slices.ContainsFunc(files, func(p parsed) bool { return !p.whole })
	records := make([]schema.Record, len(files))
	for i := range files {
		records[i] = files[i].record
	}
	records, faults := schema.Share(records, fields)
	r.list.Add(faults)
	if whole {
		r.list.Add(schema.Complete(records, fields))
	}
	var out []*Document
	for i := range files {
		if r.locales[files[i].language] == nil {
			continue
		}
		if records[i].Bool("draft") && !r.drafts {
			r.left = append(r.left, draft(&files[i], records[i]))
			continue
		}
		out = append(out, r.document(&files[i], records[i]))
	}
	return out
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
		Body:    p.body, File: p.path, BodyLine: p.bodyLine,
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
