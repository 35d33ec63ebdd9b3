package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"tract/internal/filename"
	"tract/internal/limit"
)

// manifest is what a build wrote, by path.
type manifest map[string]entry

// entry is one file that a build wrote.
type entry struct {
	sum  [sha256.Size]byte
	size int64
	key  string
}

// manifestHead is the first lines of a manifest: its version, and a word to the
// person who finds it in the published site.
const manifestHead = `tract manifest 1
# The files that tract wrote here: digest, size, key, path. The next build removes of them what it
# no longer makes, and touches nothing else. Without this file it refuses to write here.
`

// encode gives the manifest's text, sorted by path.
func (m manifest) encode() []byte {
	b := bytes.NewBuffer(make([]byte, 0, len(manifestHead)+160*len(m)))
	b.WriteString(manifestHead)
	for _, path := range slices.Sorted(maps.Keys(m)) {
		e := m[path]
		key := e.key
		if key == "" {
			key = "-"
		}
		b.Write(hex.AppendEncode(b.AvailableBuffer(), e.sum[:]))
		b.WriteByte(' ')
		b.Write(strconv.AppendInt(b.AvailableBuffer(), e.size, 10))
		b.WriteString(" " + key + " " + path + "\n")
	}
	return b.Bytes()
}

// parseManifest reads a manifest. A line that is damaged says nothing about any
// file, so it is left out: its file counts as somebody else's, and is safe. So is one of a
// file in more folders than sites have.
func parseManifest(src []byte) (manifest, error) {
	if src == nil {
		return manifest{}, nil
	}
	version, _, _ := strings.Cut(manifestHead, "\n")
	text, ok := strings.CutPrefix(string(src), version+"\n")
	if !ok {
		return nil, ErrManifest
	}
	m := make(manifest, len(text)/160) // not by its lines, of which nobody knows who made them
	for line := range strings.Lines(text) {
		sum, rest, _ := strings.Cut(line, " ")
		size, rest, _ := strings.Cut(rest, " ")
		key, path, _ := strings.Cut(rest, " ")
		path, whole := strings.CutSuffix(path, "\n")
		if !whole || hex.DecodedLen(len(sum)) != sha256.Size {
			continue
		}
		var e entry
		_, sumErr := hex.Decode(e.sum[:], []byte(sum))
		number, sizeErr := strconv.ParseInt(size, 10, 64)
		if sumErr != nil || sizeErr != nil || filename.CheckPath(path) != "" || strings.Count(path, "/") > limit.SiteDepth {
			continue
		}
		e.size = number
		if key != "-" {
			e.key = key
		}
		m[path] = e
	}
	return m, nil
}

// stamp gives the fraction of a second that a file of this digest carries in its
// modification time. It is never nothing, which is what a file system without
// fractions says, and counts in steps of 100 ns, the finest that all others keep.
func stamp(sum [sha256.Size]byte) time.Duration {
	return time.Duration(1+binary.BigEndian.Uint32(sum[:])%9_999_999) * 100
}
