package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// saves are ways in which programs write a page.
var saves = []struct {
	name string
	torn bool // for longer than we wait, so that faults may be seen
	save func(f *followed, file, text string)
}{
	{"in place", false, func(f *followed, file, text string) { f.write(file, text) }},
	{"truncated, then written", false, func(f *followed, file, text string) {
		f.write(file, "")
		time.Sleep(30 * time.Millisecond)
		f.write(file, text)
	}},
	{"written in parts", true, func(f *followed, file, text string) {
		w, err := os.OpenFile(f.path(file), os.O_WRONLY|os.O_TRUNC, 0)
		f.do(err)
		for part := range strings.SplitAfterSeq(text, "\n") {
			_, err := w.WriteString(part)
			f.do(err)
			time.Sleep(time.Millisecond)
		}
		f.do(w.Close())
	}},
	{"renamed over", false, func(f *followed, file, text string) {
		f.write(file+".tmp", text)
		f.do(os.Rename(f.path(file+".tmp"), f.path(file)))
	}},
	{"vim", false, func(f *followed, file, text string) {
		f.write("content/guides/4913", "")
		f.do(os.Remove(f.path("content/guides/4913")))
		f.do(os.Rename(f.path(file), f.path(file+"~")))
		f.write(file, text)
		f.do(os.Remove(f.path(file + "~")))
	}},
	{"emacs", false, func(f *followed, file, text string) {
		lock := f.path(filepath.Dir(file) + "/.#" + filepath.Base(file))
		f.do(os.Symlink("me@host.123:456", lock))
		time.Sleep(10 * time.Millisecond)
		f.do(os.Rename(f.path(file), f.path(file+"~")))
		f.write(file, text)
		f.do(os.Remove(lock))
	}},
	{"nano with a backup", false, func(f *followed, file, text string) {
		f.write(file+"~", "old")
		f.write(file, text)
	}},
	{"gedit", false, func(f *followed, file, text string) {
		aside := filepath.Dir(file) + "/.goutputstream-X1Y2Z3"
		f.write(aside, text)
		f.do(os.Rename(f.path(aside), f.path(file)))
	}},
	{"syncthing, with an old time", false, func(f *followed, file, text string) {
		aside := filepath.Dir(file) + "/.syncthing.x.tmp"
		f.write(aside, text)
		f.do(os.Chtimes(f.path(aside), time.Time{}, time.Now().Add(-time.Hour)))
		f.do(os.Rename(f.path(aside), f.path(file)))
	}},
	{"git checkout of all", true, func(f *followed, file, text string) {
		mark := regexp.MustCompile(`title: (\S+)`).FindStringSubmatch(text)[1]
		for name, other := range guides(20, mark) {
			if name == file {
				other = text
			}
			f.do(os.RemoveAll(f.path(name)))
			f.write(name, other)
		}
	}},
	{"the folder made again", true, func(f *followed, file, text string) {
		folder := filepath.Dir(file)
		f.do(os.Rename(f.path(folder), f.path("aside")))
		f.do(os.CopyFS(f.path(folder), os.DirFS(f.path("aside"))))
		f.do(os.RemoveAll(f.path("aside")))
		f.write(file, text)
	}},
}

// TestSaves saves a page in the ways of editors: the new text is served and published
// within a second or two, the page was never gone, and no fault was ever shown.
func TestSaves(t *testing.T) {
	f := follows(t, both, guides(20, "first"))
	const file, page = "content/guides/g7.en.md", "en/guides/g7.html"
	for i, save := range saves {
		quickest := time.Hour  // the other may have waited for other tests
		for again := range 2 { // of the same length
			mark := fmt.Sprintf("save%02d%d", i, again)
			f.forget()
			began := time.Now()
			save.save(f, file, guides(20, mark)[file])
			f.wait(save.name, func() bool {
				code, _, err := f.shown.get(page)
				if f.do(err); code != 200 {
					t.Errorf("%s: %d meanwhile", save.name, code)
				}
				return f.shows(page, "Do "+mark)
			})
			quickest = min(quickest, time.Since(began))
			for len(f.shown.reports) > 0 {
				if r := <-f.shown.reports; r.Faults.HasErrors() && !save.torn {
					t.Errorf("%s: %v", save.name, r.Faults)
				}
			}
		}
		if quickest > 2*time.Second {
			t.Errorf("%s: %v at best", save.name, quickest)
		}
	}
	time.Sleep(300 * time.Millisecond)
	f.right()
}
