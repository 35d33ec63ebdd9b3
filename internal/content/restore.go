package content

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"tract/internal/markdown"
)

// ErrChanged says that a file is another than the one that was read.
var ErrChanged = errors.New("it was changed meanwhile")

// rest is what a memory does not hold of a file: the markup of its body. Most pages
// that follow from files that stayed the same need not be made again, so it is
// worked out when it is asked for.
type rest struct {
	once sync.Once
	err  error
}

// Restore sees to it that the body has its markup, which it reads from the site's
// folder if need be. It may be called from anywhere; before it was, nothing but
// headings, ids and references may be asked of the body.
func (d *Document) Restore(fsys fs.FS) error {
	rest := d.parsed.rest
	if rest == nil {
		return nil
	}
	rest.once.Do(func() {
		src, _ := read(fsys, d.File)
		text, _ := plainText(d.File, src)
		if sha256.Sum256(text) != d.parsed.source {
			rest.err = fmt.Errorf("read %s: %w", d.File, ErrChanged)
			return
		}
		parts, _ := cut(d.File, text)
		now, _ := convert(new(markdown.Converter), d.parsed.file, parts, d.locale)
		d.Body.HTML, d.Body.Holes, d.Body.Kits, d.Body.Steps = now.HTML, now.Holes, now.Kits, now.Steps
	})
	return rest.err
}
