package content

import (
	"io"
	"io/fs"
	"path"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/markdown"
	"tract/internal/schema"
)

// MaxFile is the greatest size of a document or a data file, in bytes.
const MaxFile = 1 << 20

// Options choose what is read.
type Options struct {
	Drafts bool      // keep the drafts
	Now    time.Time // what days are to come by; zero: none is
}

// Load reads everything below content/ in one parallel pass: each file is read,
// cut, decoded and converted by one worker, and the results go to fixed slots.
// Pairing what belongs together is a second step, and cheap.
//
// A language that has no entry in locales is left out: its fault is told where
// its strings are read. Faults of drafts are told like any others.
func Load(fsys fs.FS, settings *config.Settings, locales map[string]*locale.Locale, opt Options) (*Content, diag.List) {
	t := walk(fsys, settings)
	list := t.list
	c := schema.Context{Languages: settings.Languages, Optional: settings.Partial, Locales: locales}

	documents := make([]parsed, len(t.documents))
	data := make([]dataFile, len(t.data))
	parallel(len(documents)+len(data), func() func(i int) {
		w := worker{fsys: fsys, context: c}
		return func(i int) {
			if i < len(data) {
				data[i] = w.data(t.data[i])
				return
			}
			i -= len(data)
			f := t.documents[i]
			documents[i] = w.document(f, locales[f.language])
		}
	})

	out := &Content{Images: t.images, Data: Data{Checked: map[string]locale.Date{}}}
	r := reader{settings: settings, locales: locales, images: t.images, drafts: opt.Drafts, now: opt.Now}
	for i := range data {
		list.Add(data[i].list)
		data[i].fill(&r, &out.Data)
		if !data[i].whole {
			out.Data.Partial = append(out.Data.Partial, t.data[i])
		}
	}
	for i := range documents {
		list.Add(documents[i].list)
	}
	out.Documents = r.documents(documents)
	out.Drafts = r.left
	list.Add(r.list)
	return out, list
}

// worker reads one file at a time.
type worker struct {
	fsys      fs.FS
	context   schema.Context
	converter markdown.Converter
}

func (w *worker) document(f file, l *locale.Locale) parsed {
	if l == nil {
		return unread(f, nil)
	}
	src, faults := read(w.fsys, f.path)
	if faults.HasErrors() {
		return unread(f, faults)
	}
	return w.parse(f, src, l)
}

func (w *worker) data(name string) dataFile {
	file := path.Join(root, dataFolder, name)
	src, faults := read(w.fsys, file)
	if faults.HasErrors() {
		return dataFile{list: faults}
	}
	return parseData(file, src, w.context)
}

// read gives the bytes of a regular file of a size that a person may have
// written.
func read(fsys fs.FS, name string) ([]byte, diag.List) {
	var list diag.List
	src, size, err := open(fsys, name)
	switch {
	case err != nil:
		unreadable(&list, name, err)
	case size > MaxFile:
		list.Errorf(diag.Position{File: name}, "content.too-big", MaxFile>>10).WithHint("hint.content-too-big")
	}
	return src, list
}

// open reads at most one byte more than is allowed, and gives the file's size.
func open(fsys fs.FS, name string) (src []byte, size int64, err error) {
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
	if info.Size() > MaxFile {
		return nil, info.Size(), nil
	}
	// One byte more than it has, so that the end is seen in the same call.
	src = make([]byte, info.Size()+1)
	n, err := io.ReadFull(f, src)
	switch err {
	case io.EOF, io.ErrUnexpectedEOF:
		return src[:n], int64(n), nil
	case nil: // it has grown meanwhile
		rest, err := io.ReadAll(io.LimitReader(f, MaxFile))
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
