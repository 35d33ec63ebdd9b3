package main

import (
	"context"
	"crypto/sha256"
	"path/filepath"
	"slices"
	"time"

	"tract/internal/build"
	"tract/internal/diag"
	"tract/internal/publish"
	"tract/internal/site"
	"tract/internal/tree"
	"tract/internal/wire"
)

// last is a build that was published. As long as all that it was made from is the
// same, and what it wrote is still there, there is nothing to do.
type last struct {
	inputs       [sha256.Size]byte // every file by its stamp, and the options
	from, until  time.Time         // the moments for which the site is the same; no until: for ever
	manifest     [sha256.Size]byte
	files        int
	list         diag.List // what was said of the site
	zones        []string
	rules        site.Digest // of the zones
	rememberable bool
}

// lastName is the name of what is remembered of the last build.
const lastName = "last"

// last gives what is to be known of a build that was published.
func (p *publisher) last(t *tree.Tree, result *build.Result, report publish.Report) *last {
	list := judged(result, result.Faults(), diag.Warning)
	return &last{
		inputs: p.inputs(t), from: result.Site.Now, until: result.Site.Until(),
		manifest: report.Manifest, files: len(result.Outputs()), list: list,
		zones: result.Site.Zones(), rules: site.ZoneRules(result.Site.Zones()),
		// Which days are to come depends on the clock in a way of its own.
		rememberable: !slices.ContainsFunc(result.Faults(), func(d diag.Diagnostic) bool { return d.Message.Code == "content.checked-later" }),
	}
}

// unchanged gives the last build, if there is nothing to do.
func (p *publisher) unchanged(ctx context.Context, t *tree.Tree) (*last, bool) {
	written, ok := p.disk.Read(lastName)
	if !ok {
		return nil, false
	}
	was, ok := readLast(written)
	now, err := p.site.clock()
	if !ok || err != nil || now.Before(was.from) || !was.until.IsZero() && now.After(was.until) || was.inputs != p.inputs(t) || was.rules != site.ZoneRules(was.zones) {
		return nil, false
	}
	// What is wrong with the directory is told by publishing, which also waits for another build.
	intact, err := publish.Intact(ctx, p.output, was.manifest, publish.Options{Source: p.site.root.Name(), Wait: time.Nanosecond})
	return was, intact && err == nil
}

// inputs stands for all that a build is made from but the clock.
func (p *publisher) inputs(t *tree.Tree) (sum [sha256.Size]byte) {
	var w wire.Writer
	o := p.site.options
	for _, s := range []string{o.Version, o.BaseURL, filepath.ToSlash(filepath.Clean(p.output))} {
		w.Text(s)
	}
	w.Bool(o.Drafts)
	for name, stamp := range t.All() {
		w.Text(name)
		w.Text(stamp)
	}
	return sha256.Sum256(w)
}

// append writes the build, or nothing if it cannot be remembered.
func (l *last) append() []byte {
	var list wire.Writer
	if !l.rememberable || !l.list.Append(&list) {
		return nil
	}
	var w wire.Writer
	w.Sum(l.inputs)
	w.Int(int(l.from.UnixNano()))
	w.Bool(l.until.IsZero())
	w.Int(int(l.until.Unix()))
	w.Sum(l.manifest)
	w.Uint(uint64(l.files))
	w.Count(len(l.zones))
	for _, zone := range l.zones {
		w.Text(zone)
	}
	w.Sum(l.rules)
	return append(w, list...)
}

func readLast(written string) (*last, bool) {
	r := wire.NewReader(written)
	l := &last{inputs: r.Sum(), from: time.Unix(0, int64(r.Int()))}
	if forever, until := r.Bool(), time.Unix(int64(r.Int()), 0); !forever {
		l.until = until
	}
	l.manifest, l.files = r.Sum(), int(r.Uint())
	l.zones = make([]string, r.Count(1))
	for i := range l.zones {
		l.zones[i] = r.Text()
	}
	l.rules, l.list = r.Sum(), diag.ReadList(r)
	return l, r.Done()
}
