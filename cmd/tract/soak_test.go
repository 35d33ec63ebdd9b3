package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"

	"tract/internal/promise"
)

// soak makes [TestBurst], [TestUnquiet] and [TestR6RandomEdits] as long
// and as large as is promised. «make soak» sets it; without it they are what every
// change can wait for.
var soak = flag.Bool("soak", false, "500 random sequences, 5,000 files and two minutes without a pause, instead of a part of them")

// TestR9ManyRebuilds edits a site for long: what runs, what is open and what is held
// must not grow.
func TestR9ManyRebuilds(t *testing.T) {
	rebuilds := 150
	if promise.Whole() {
		rebuilds = 1000
	}
	f := follows(t, both, guides(20, "first"))
	edit := func(i int) {
		mark := fmt.Sprintf("mark%d", i)
		page := i / 25 % 20 // a while the same: files that change one after another are taken together
		name := fmt.Sprintf("content/guides/g%d.en.md", page)
		switch i % 25 {
		case 3, 13: // a fault, and its mending
			f.write(name, "---\nno: title\n---\n")
			time.Sleep(5 * time.Millisecond)
		case 5:
			f.write("assets/css/base.css", "main { padding: "+fmt.Sprint(i)+"px }\n")
		case 7:
			f.write(fmt.Sprintf("content/guides/new%d.fr.md", i%3), "---\ntitle: "+mark+"\nsummary: x\n---\nText.\n")
		case 8:
			f.do(os.RemoveAll(f.path(fmt.Sprintf("content/guides/new%d.fr.md", (i-1)%3))))
		}
		f.write(name, fmt.Sprintf("---\ntitle: %s\nsummary: A guide.\n---\nText.\n", mark))
		f.wait(mark, func() bool { return f.shows(fmt.Sprintf("en/guides/g%d.html", page), mark) })
		f.forget()
	}
	for i := range 40 { // until everything is as large as it gets
		edit(i)
	}
	before := held(f, usage{})
	for i := range rebuilds {
		edit(i)
	}
	after := held(f, before)
	t.Logf("before %+v, after %d rebuilds %+v", before, rebuilds, after)
	if !before.like(after) {
		t.Errorf("before %+v, after %d rebuilds %+v", before, rebuilds, after)
	}
	promise.Held(t, rebuilds)
}

// usage is what a process holds.
type usage struct {
	goroutines, descriptors int
	heap                    uint64
}

func (u usage) like(v usage) bool {
	return v.goroutines <= u.goroutines+5 && v.descriptors <= u.descriptors+5 && v.heap < u.heap+u.heap/5
}

// held looks at what the process holds, and again as long as that is more than before
// and may be what ends in a moment.
func held(f *followed, before usage) (now usage) {
	for range 20 {
		f.shown.client.CloseIdleConnections()
		time.Sleep(50 * time.Millisecond)
		for range 3 { // pools and finalizers take more than one
			runtime.GC()
		}
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		files, _ := os.ReadDir("/proc/self/fd") // none, where there is no such thing
		now = usage{runtime.NumGoroutine(), len(files), memory.HeapAlloc}
		if before.heap > 0 && before.like(now) {
			break
		}
	}
	return now
}

// TestBurst writes every file of a site anew, as git does for another branch: there are
// two builds at most, and the site is right within a second of the last file.
func TestBurst(t *testing.T) {
	for _, by := range []string{"serve", "build --watch"} {
		t.Run(by, func(t *testing.T) { burst(t, by) })
	}
}

func burst(t *testing.T, by string) {
	pairs, within := 250, 5*time.Second // on a busy machine, with the race detector
	if *soak {
		pairs, within = 2500, time.Second
	}
	f := follows(t, by, guides(pairs, "first"))
	said, files := f.builds(), guides(pairs, "second")
	began := time.Now()
	for i := range pairs {
		for _, language := range []string{"fr", "en"} {
			name := fmt.Sprintf("content/guides/g%d.%s.md", i, language)
			f.do(os.Remove(f.path(name)))
			f.do(os.WriteFile(f.path(name), []byte(files[name]), 0o644))
		}
	}
	end := time.Now()
	f.wait("the last page", func() bool { return f.shows(fmt.Sprintf("en/guides/g%d.html", pairs-1), "second") })
	took := time.Since(end)
	time.Sleep(2 * time.Second) // in which nothing more should be built
	builds := f.builds() - said + len(f.shown.built)
	t.Logf("%d files in %v: right %v after the last, with %d builds", 2*pairs, end.Sub(began), took, builds)
	if builds > 2 || took > within {
		t.Errorf("right %v after the last file, with %d builds", took, builds)
	}
	f.right()
}
