package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tract/internal/build"
	"tract/internal/diag"
	"tract/internal/memory"
	"tract/internal/publish"
	"tract/internal/tree"
)

// publisher builds a site into a directory, and remembers what it can for the next
// time.
type publisher struct {
	ui     *ui
	site   *opened
	output string
	disk   *memory.Memory
	memory *build.Memory // nil before the first build
	// remember writes what the next run can use of what was published.
	remember func()
}

func newPublisher(u *ui, site *opened, output string) *publisher {
	return &publisher{ui: u, site: site, output: output, disk: memory.Open(site.root, site.options.Version), remember: func() {}}
}

// remembered is the name of what is remembered of files.
const remembered = "files"

// run publishes the site as it stands in a tree, and says what it did.
func (p *publisher) run(ctx context.Context, t *tree.Tree) error {
	began := time.Now()
	defer p.site.options.Guard.ForBuild().End()
	if p.memory == nil {
		if was, ok := p.unchanged(ctx, t); ok {
			p.site.holds(was.until)
			return p.done(began, was.files, publish.Report{}, p.ui.catalog.Print(p.ui.stderr, was.list))
		}
		written, _ := p.disk.Read(remembered)
		p.memory = build.ReadMemory(written, p.disk)
	}
	if p.site.room.crowded() { // by what was read again and again
		p.memory = build.ReadMemory("", p.disk)
		p.site.leaveRoom()
	}
	result, report, err := p.publish(ctx, t)
	if errors.Is(err, build.ErrChanged) {
		// Somebody is writing, or what we remember of files is wrong. Once more, from nothing.
		// What took long to make is believed all the same. Its key is of the bytes that it
		// was made from, and of the program; and it is only kept if those are what was read.
		p.memory = build.ReadMemory("", p.disk)
		if t, err = p.site.list(); err == nil {
			result, report, err = p.publish(ctx, t)
		}
	}
	if err != nil {
		return err
	}
	p.remember = func() { p.write(t, result, report) }
	return p.done(began, len(result.Outputs()), report, nil)
}

func (p *publisher) done(began time.Time, files int, report publish.Report, err error) error {
	if err == nil {
		p.ui.say("cmd.built", files, p.output, lasted(time.Since(began)), report.Written, report.Removed)
	}
	return err
}

// publish makes what is new and puts it into the output directory. Diagnostics are
// shown, and errors among them end it.
func (p *publisher) publish(ctx context.Context, t *tree.Tree) (*build.Result, publish.Report, error) {
	result, err := p.site.build(t, p.memory)
	if err != nil {
		return nil, publish.Report{}, err
	}
	defer p.site.source.close()
	list := judged(result, result.Faults(), diag.Warning) // no rule keeps a site from being published
	if err := p.ui.catalog.Print(p.ui.stderr, list); err != nil {
		return nil, publish.Report{}, err
	}
	if list.HasErrors() {
		return nil, publish.Report{}, siteError{}
	}
	outputs := result.Outputs()
	files := make([]publish.File, len(outputs))
	for i, o := range outputs {
		files[i] = publish.File{Path: o.Path, Key: o.Key, Make: o.Make, Work: o.Work}
		if p.site.options.Version == "" {
			files[i].Key = "" // another program may have put there what has it
		}
	}
	made, stop := p.ui.progress("cmd.making")
	report, err := publish.Publish(ctx, p.output, files, publish.Options{Source: p.site.root.Name(), Inputs: folders, Done: made})
	stop()
	if file := (*fs.PathError)(nil); errors.As(err, &file) {
		inOutput(p.output, file)
	}
	if file := (*publish.PathError)(nil); errors.As(err, &file) {
		return nil, report, p.inTheWay(file)
	}
	if errors.As(err, new(*build.Fault)) {
		_, faults, err := p.ui.makeAll(result) // publishing stops at the first
		return nil, report, cmp.Or[error](err, &build.Fault{Diagnostics: faults})
	}
	if err == nil {
		err = p.ui.catalog.Print(p.ui.stderr, weighed(report.Bytes))
	}
	return result, report, err
}

// write writes what the next run can use. Whatever is in the way of that is no
// matter of this one.
func (p *publisher) write(t *tree.Tree, result *build.Result, report publish.Report) {
	_ = p.disk.Write(remembered, p.memory.Written()...)
	_ = p.disk.Write(lastName, p.last(t, result, report).append())
	_ = p.disk.Sweep(result.Uses)
}

// inTheWay tells what stands in the output where something is to be, by the path by which
// people know it.
func (p *publisher) inTheWay(file *publish.PathError) error {
	file.Path = filepath.Join(p.output, file.Path)
	p.ui.machineError(file)
	p.ui.hint("hint.cmd.in-the-way")
	return siteError{}
}

// inOutput gives what the system refused the path by which people know it: the names of
// what is in the output are told without it. Where a lock cannot even be made, the folder
// is what may not be written in.
func inOutput(output string, refused *fs.PathError) {
	if filepath.IsAbs(refused.Path) {
		return
	}
	at := filepath.Join(output, refused.Path)
	switch _, err := os.Lstat(at); {
	case err == nil:
		refused.Path = at
	case errors.Is(err, fs.ErrNotExist) && refused.Path == ".tract-lock":
		refused.Op, refused.Path = "create", output
	}
}
