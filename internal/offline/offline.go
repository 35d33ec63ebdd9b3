// Package offline makes what a reader needs where there is no network: the worker that
// keeps pages on the device, what a browser wants to know to put the site on a home
// screen, and an archive of pages that a file manager opens.
//
// It takes files with their bytes and gives bytes, the same for the same files, and
// refuses nothing. What belongs on a device or into an archive is decided elsewhere.
package offline

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"path"
	"slices"
	"time"
)

// File is a file of the site, by its address.
type File struct {
	Path    string // as links write it
	Content []byte
}

// Pages are what devices keep for all readers of a language: its home page, the page
// that stands in for what is not there, and others.
type Pages struct {
	Language string
	Files    []File
}

// Worker gives the site's worker: its script, after a line that says what there is to
// keep. The worker is another when a byte of that is.
func Worker(script []byte, pages []Pages, files []File) []byte {
	var b bytes.Buffer
	b.WriteString("const site={pages:{")
	for i, p := range pages {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%s:%s", literal(p.Language), literal(entries(p.Files)))
	}
	fmt.Fprintf(&b, "},files:%s};\n", literal(entries(files)))
	b.Write(script)
	return b.Bytes()
}

// entries gives the address of each file and a digest of its bytes.
func entries(files []File) [][2]string {
	list := make([][2]string, len(files))
	for i, f := range files {
		sum := sha256.Sum256(f.Content)
		list[i] = [2]string{f.Path, hex.EncodeToString(sum[:])[:10]}
	}
	return list
}

// literal writes a value as a script does.
func literal(v any) []byte {
	src, err := json.Marshal(v)
	if err != nil {
		panic("internal error: " + err.Error()) // texts can always be written
	}
	return src
}

// Manifest is what a browser wants to know to put a language of the site on a home
// screen. Its addresses count from its own.
type Manifest struct {
	Name        string `json:"name"`
	ShortName   string `json:"short_name"`
	Description string `json:"description,omitempty"`
	Language    string `json:"lang"`
	Direction   string `json:"dir"`
	Start       string `json:"start_url"`
	Scope       string `json:"scope"`
	Display     string `json:"display"`
	ThemeColour string `json:"theme_color"`
	PageColour  string `json:"background_color"`
	Icons       []Icon `json:"icons,omitempty"`
}

// Icon is a picture of the site.
type Icon struct {
	Address string `json:"src"`
	Sizes   string `json:"sizes"`
	Type    string `json:"type"`
}

// JSON writes the manifest.
func (m Manifest) JSON() []byte {
	return append(literal(m), '\n')
}

// packed are the kinds of files that do not get smaller.
var packed = []string{".woff2", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".pdf"}

// day is that of every file of an archive: an archive of the same files is the same.
var day = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Archive writes files into a zip archive, in the order in which they come, until one
// of them has an error.
func Archive(b *bytes.Buffer, files iter.Seq2[File, error]) error {
	z := zip.NewWriter(b)
	for f, err := range files {
		if err != nil {
			return err
		}
		h := &zip.FileHeader{Name: f.Path, Method: zip.Deflate, Modified: day}
		if slices.Contains(packed, path.Ext(f.Path)) {
			h.Method = zip.Store
		}
		h.SetMode(0o644)
		w, err := z.CreateHeader(h)
		if err != nil {
			return fmt.Errorf("pack %s: %w", f.Path, err)
		}
		if _, err := w.Write(f.Content); err != nil {
			return fmt.Errorf("pack %s: %w", f.Path, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("pack: %w", err)
	}
	return nil
}
