package content

import (
	"io"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/limit"
	"tract/internal/locale"
	"tract/internal/markdown"
	"tract/internal/schema"
	"tract/internal/search"
	"tract/internal/translation"
)

// Options choose what is read.
type Options struct {
	Drafts bool         // keep the drafts
	Now    time.Time    // what days are to come by; zero: none is
	Memory *Memory      // of the last time; nil: nothing is remembered
	Room   Room         // for the markup of bodies; nil: it stays in memory
	Guard  *limit.Guard // sees which file is read; nil: nobody does
}

// Room keeps bytes outside of memory. It is safe for concurrent use.
type Room interface {
	Put(b []byte) (at int64, err error)
	Get(b []byte, at int64) error // fills b
}

// Load reads everything below content/ in one parallel pass: the files of each
// pair are read, cut, decoded, converted and joined by one worker, and the results
// go to fixed slots. What the memory knows of files that stayed the same is taken
// from there.
//
// A language that has no entry in locales is left out: its fault is told where
// its strings are read. Faults of drafts are told like any others.
func Load(fsys fs.FS, settings *config.Settings, locales map[string]*locale.Locale, opt Options) (*Content, diag.List) {
	t := walk(fsys, settings)
	list := t.list
	w := worker{
		fsys: fsys, context: schema.Context{Languages: settings.Languages, Optional: settings.Partial, Locales: locales},
		usual: usualOf(settings, opt), room: opt.Room, guard: opt.Guard, words: settings.Wants(config.Search),
	}
	w.memory = opt.Memory.of(w.forms())
	vocabulary := w.memory.vocabularyOf()
	groups := t.pairs()
	pairs := make([]*pair, len(groups))
	data := make([]*dataFile, len(t.data))
	parallel(len(pairs)+len(data), func() func(i int) {
		w := w // with a converter and a tally of its own
		w.tally = search.NewTally(vocabulary)
		return func(i int) {
			if i < len(data) {
				data[i] = w.data(t.data[i])
			} else {
				pairs[i-len(data)] = w.pair(groups[i-len(data)])
			}
		}
	})
	opt.Memory.keep(w.forms(), vocabulary, pairs, data)

	out := &Content{Vocabulary: vocabulary, Images: t.images, Unread: t.unread, Data: Data{Checked: map[string]locale.Date{}}}
	r := reader{usual: w.usual, locales: locales}
	for _, d := range data {
		list.Add(d.list)
		d.fill(&r, &out.Data)
		if !d.whole {
			out.Data.Partial = append(out.Data.Partial, d.name)
		}
	}
	list.Add(r.list)
	if slices.Contains(t.unread, path.Join(root, dataFolder)) {
		out.Data.Partial = dataNames()
	}
	out.Documents = make([]*Document, 0, len(t.documents))
	for _, p := range pairs {
		out.Documents = append(out.Documents, p.documents...)
		out.Drafts = append(out.Drafts, p.left...)
		list.Add(p.list)
	}
	return out, list
}

// worker reads the files of one pair at a time, or a data file.
type worker struct {
	fsys      fs.FS
	context   schema.Context
	usual     usual
	memory    *Memory // nil where nothing is remembered
	room      Room    // nil where there is none
	guard     *limit.Guard
	words     bool   // of bodies are gathered
	src       []byte // the bytes of the file at hand; nothing that is made of them shares them
	converter markdown.Converter
	tally     *search.Tally
	cutter    translation.Cutter
}

// pair reads the files of a pair, unless they are as they were.
func (w *worker) pair(files []file) *pair {
	old := w.memory.pair(files[0])
	p := &pair{usual: w.usual, files: make([]*parsed, len(files))}
	for i, f := range files {
		p.files[i] = w.document(f, old.file(f))
	}
	if old != nil && slices.Equal(p.files, old.files) {
		if old.usual == w.usual {
			return old
		}
		p.written = old.written
	}
	p.join(w.context.Locales)
	return p
}

// document reads a file, unless it is as it was.
func (w *worker) document(f file, was *parsed) *parsed {
	l := w.context.Locales[f.language]
	switch {
	case l == nil:
		f.stamp = ""
		return unread(f, nil)
	case was != nil && f.stamp != "" && was.stamp == f.stamp:
		return was
	}
	src, faults := read(w.fsys, f.path, w.src)
	if faults.HasErrors() {
		f.stamp = ""
		return unread(f, faults)
	}
	w.src = src
	return w.parse(f, src, l, was)
}

func (w *worker) data(f file) *dataFile {
	was := w.memory.dataFile(f)
	if was != nil && f.stamp != "" && was.stamp == f.stamp {
		return was
	}
	src, faults := read(w.fsys, f.path, nil)
	if faults.HasErrors() {
		return &dataFile{name: path.Base(f.path), list: faults}
	}
	defer w.guard.ForPage(f.path).End()
	d := parseData(f.path, src, w.context)
	d.stamp = f.stamp
	return d
}

// read gives the bytes of a regular file of a size that a person may have
// written, in place of those in room if there is enough of it.
func read(fsys fs.FS, name string, room []byte) ([]byte, diag.List) {
	var list diag.List
	src, size, err := open(fsys, name, room)
	switch {
	case err != nil:
		Unreadable(&list, name, err)
	case size > limit.FileBytes:
		list.Errorf(diag.Position{File: name}, "content.too-big", limit.FileBytes>>10).WithHint("hint.content-too-big")
	}
	return src, list
}

// open reads at most one byte more than is allowed, and gives the file's size.
func open(fsys fs.FS, name string, room []byte) (src []byte, size int64, err error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, fs.ErrInvalid
	}
	if info.Size() > limit.FileBytes {
		return nil, info.Size(), nil
	}
	// One byte more than it has, so that the end is seen in the same call.
	length := int(info.Size()) + 1
	src = slices.Grow(room[:0], length)[:length]
	n, err := io.ReadFull(f, src)
	switch err {
	case io.EOF, io.ErrUnexpectedEOF:
		return src[:n], int64(n), nil
	case nil: // it has grown meanwhile
		rest, err := io.ReadAll(io.LimitReader(f, limit.FileBytes))
		return append(src, rest...), int64(n + len(rest)), err
	}
	return nil, 0, err
}

// parallel calls the work of a worker for each number below n, with a worker on
// each processor.
func parallel(n int, worker func() func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			work := worker()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	wg.Wait()
}
