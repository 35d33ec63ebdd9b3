package build

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"tract/internal/site"
)

// counted is a site that counts how often its photo is read.
type counted struct {
	fstest.MapFS
	reads *atomic.Int32
}

func (c counted) ReadFile(name string) ([]byte, error) {
	if strings.HasSuffix(name, ".jpg") {
		c.reads.Add(1)
	}
	return fs.ReadFile(c.MapFS, name)
}

// TestPhotoIsMadeOnce reads a photo to look at it and to make it, for whichever of its
// widths is asked for first, and for no page but the one about reading offline.
func TestPhotoIsMadeOnce(t *testing.T) {
	source := counted{rich(t), new(atomic.Int32)}
	for _, kept := range []struct {
		store Store
		reads int32 // of each width
	}{{&shelf{}, 1}, {nil, 2}} {
		source.reads.Store(0)
		result := ReadMemory("", kept.store).Build(source, Options{Now: now})
		var widths []Output
		for _, o := range result.Outputs() {
			switch {
			case strings.HasSuffix(o.Path, ".jpg"):
				widths = append(widths, o)
			case strings.HasSuffix(o.Path, ".html"):
				if p := result.Site.PageAt(site.Address(o.Path)); p != nil && p.Offline != nil {
					continue // it says how large a file is that holds all pictures
				}
				if err := o.Make(new(bytes.Buffer)); err != nil {
					t.Fatal(err)
				}
			}
		}
		if n := source.reads.Swap(0); n != 1 {
			t.Errorf("the photo was read %d times for the pages", n)
		}
		var making sync.WaitGroup
		for _, o := range widths {
			if o.Work == "" || o.Work != widths[0].Work {
				t.Errorf("%s is made with %q", o.Path, o.Work)
			}
			making.Go(func() {
				var b bytes.Buffer
				if err := o.Make(&b); err != nil || b.Len() == 0 {
					t.Errorf("%s: %v", o.Path, err)
				}
			})
		}
		making.Wait()
		if n := source.reads.Load(); len(widths) != 2 || n != kept.reads {
			t.Errorf("the photo was read %d times for %d widths", n, len(widths))
		}
	}
}

// TestChangedPhoto gives no other photo than the one that was looked at, and keeps
// nothing of it.
func TestChangedPhoto(t *testing.T) {
	const name = "content/images/photo.jpg"
	site, kept := rich(t), &shelf{}
	result := ReadMemory("", kept).Build(site, Options{Now: now})
	outputs := result.Outputs()
	site[name].Data = photo(t, 700, 460, 91)
	for _, o := range outputs {
		if strings.HasSuffix(o.Path, ".jpg") {
			if err := o.Make(new(bytes.Buffer)); !errors.Is(err, ErrChanged) {
				t.Errorf("%s: %v", o.Path, err)
			}
		}
	}
	kept.Range(func(key, _ any) bool {
		t.Errorf("something is kept: %v", key)
		return true
	})
}

// TestGate lets no more in than there is room for, and what needs more than that alone.
func TestGate(t *testing.T) {
	g := newGate()
	var taken, most atomic.Int64
	var working sync.WaitGroup
	for n := range 60 {
		memory := n * shareBytes / 4
		working.Go(func() {
			leave := g.enter(memory)
			now := taken.Add(int64(min(memory, shares*shareBytes)))
			for was := most.Load(); now > was && !most.CompareAndSwap(was, now); was = most.Load() {
			}
			taken.Add(-int64(min(memory, shares*shareBytes)))
			leave()
		})
	}
	working.Wait()
	if most.Load() > shares*shareBytes || len(g.taken) != 0 {
		t.Errorf("%d bytes at once, %d shares left behind", most.Load(), len(g.taken))
	}
}
