package content

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"tract/internal/markdown"
	"tract/internal/search"
)

// ErrChanged says that a file is another than the one that was read.
var ErrChanged = errors.New("it was changed meanwhile")

// markup is the part of a body that only its own page shows. It is there, or it
// stands in a room, or it is made again of the file: a memory does not hold it, and
// a build that is done with a page has no more use for it.
type markup struct {
	mu    sync.Mutex
	there bool
	users int  // that have not done with it
	room  Room // nil where it is in none
	at    int64
	size  int
}

// move puts the markup of a body into a room, if there is one.
func (m *markup) move(body *markdown.Document, room Room) {
	if room == nil {
		return
	}
	at, err := room.Put(body.HTML)
	if err != nil {
		return // it stays where it is
	}
	*m = markup{room: room, at: at, size: len(body.HTML)}
	body.HTML = nil
}

// Words gives the words of the body, where the site has a search page.
func (d *Document) Words() search.Words { return d.parsed.words }

// Restore sees to it that the body has its markup, which it reads from the site's
// folder if need be. It may be called from anywhere; before it was, nothing but
// headings, ids and references may be asked of the body. The markup is there until
// everybody who asked for it has called [Document.Forget].
func (d *Document) Restore(fsys fs.FS) error {
	m := d.parsed.markup
	m.mu.Lock()
	defer m.mu.Unlock()
	whole, err := d.whole(fsys)
	if err != nil {
		return err
	}
	if !m.there {
		d.Body.HTML, d.Body.Holes, d.Body.Kits, d.Body.Steps = whole.HTML, whole.Holes, whole.Kits, whole.Steps
	}
	m.there = true
	m.users++
	return nil
}

// Whole gives the body with its markup, for one use: the document does not keep what
// it had not. It may be called from anywhere, whatever others do meanwhile.
func (d *Document) Whole(fsys fs.FS) (*markdown.Document, error) {
	m := d.parsed.markup
	m.mu.Lock()
	defer m.mu.Unlock()
	return d.whole(fsys)
}

func (d *Document) whole(fsys fs.FS) (*markdown.Document, error) {
	m, whole := d.parsed.markup, *d.Body
	switch {
	case m.there:
	case m.room != nil:
		whole.HTML = make([]byte, m.size)
		if err := m.room.Get(whole.HTML, m.at); err != nil {
			return nil, fmt.Errorf("read %s a second time: %w", d.File, err)
		}
	default:
		now, err := d.again(fsys)
		if err != nil {
			return nil, err
		}
		whole.HTML, whole.Holes, whole.Kits, whole.Steps = now.HTML, now.Holes, now.Kits, now.Steps
	}
	return &whole, nil
}

// again converts the document's file a second time.
func (d *Document) again(fsys fs.FS) (*markdown.Document, error) {
	src, _ := read(fsys, d.File, nil)
	text, _ := plainText(d.File, src)
	if sha256.Sum256(text) != d.parsed.source {
		return nil, fmt.Errorf("read %s: %w", d.File, ErrChanged)
	}
	parts, _ := cut(d.File, text)
	now, _ := convert(new(markdown.Converter), d.parsed.file, parts, d.locale)
	return now, nil
}

// Forget gives the markup of the body free, unless others still use it, until it is
// restored.
func (d *Document) Forget() {
	m := d.parsed.markup
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.users--; m.users > 0 {
		return
	}
	m.there = false
	if d.Body.HTML = nil; m.room == nil {
		d.Body.Holes, d.Body.Kits, d.Body.Steps = nil, nil, nil
	}
}
