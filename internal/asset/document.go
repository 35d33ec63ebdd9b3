package asset

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"regexp"
	"slices"

	"tract/internal/limit"
)

// document is what is found in a PDF. It is searched, and not understood: one that was
// made to deceive the search may hold more.
type document struct {
	holds  string // what acts when it is opened, or is another file
	closed bool   // nobody can look into it without a password, or by means of ours
	signed bool   // it says who made it
}

var (
	// acting finds scripts, programs that are started, what is sent or fetched, forms
	// with a program of their own, films, and files within.
	acting = regexp.MustCompile(`/(JavaScript|Launch|SubmitForm|ImportData|XFA|RichMedia|EmbeddedFiles?|GoToE)` + nameEnd)
	locked = regexp.MustCompile(`/Encrypt` + nameEnd)
	// author finds who made it, and authors the same in what programs write beside.
	author  = regexp.MustCompile(`/Author\s*(?:\(\s*[^)\s]|<\s*[0-9A-Fa-f])`)
	authors = [][]byte{[]byte("<dc:creator>"), []byte("pdf:Author"), []byte("<xmp:CreatorTool>")}
	// stream begins what is packed, on the line that follows.
	stream = regexp.MustCompile(`[^d]stream[^\r\n]*(?:\r\n|\n|\r)`)
	// objects is the name of what packs others, and packs how that is described, in the one
	// way that we unpack: another filter, a second one or a table to decode it by would hide
	// what it holds.
	objects = []byte("/ObjStm")
	packs   = regexp.MustCompile(`<<(?:\s*/(?:Type\s*/ObjStm|(?:N|First)\s+\d+|Length\s+\d+(?:\s+\d+\s+R)?|Extends\s+\d+\s+\d+\s+R|(Filter)\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])))*\s*>>\s*stream\s*$`)
	// escaped is a sign of a name, written by its number.
	escaped = regexp.MustCompile(`#[0-9A-Fa-f]{2}`)
)

// nameEnd matches what ends a name.
const nameEnd = `(?:[\x00\s/<>\[\](){}%]|$)`

// readDocument searches a PDF, and all that is packed in it.
func readDocument(src []byte) (d document) {
	d.search(src)
	all := 0
	for rest := src; ; {
		at := stream.FindIndex(rest)
		if at == nil || d.closed {
			d.closed = d.closed || bytes.Contains(named(rest), objects)
			return d
		}
		object := named(rest[:at[1]]) // and what stands between it and the last one
		rest = rest[at[1]:]
		part, whole := unpacked(rest)
		all += len(part)
		d.closed = all > limit.AnyBytes || bytes.Contains(object, objects) && !understood(object, whole)
		d.search(part)
	}
}

// understood says whether all was seen of what packs other objects: it is packed as we
// unpack it, or not at all.
func understood(object []byte, whole bool) bool {
	described := packs.FindSubmatch(object)
	return described != nil && (whole || described[1] == nil)
}

func (d *document) search(part []byte) {
	part = named(part)
	if found := acting.FindSubmatch(part); found != nil && d.holds == "" {
		d.holds = string(found[1])
	}
	d.closed = d.closed || locked.Match(part)
	d.signed = d.signed || author.Match(part) || slices.ContainsFunc(authors, func(a []byte) bool { return bytes.Contains(part, a) })
}

// named writes names as they are read.
func named(part []byte) []byte {
	return escaped.ReplaceAllFunc(part, func(sign []byte) []byte {
		b, _ := hex.DecodeString(string(sign[1:])) // which it is
		return b
	})
}

// unpacked gives what is packed at the beginning of a text, as far as a page of text may
// be long, and whether that is all.
func unpacked(src []byte) (part []byte, whole bool) {
	r, err := zlib.NewReader(bytes.NewReader(src))
	if err != nil {
		return nil, false
	}
	part, err = io.ReadAll(io.LimitReader(r, limit.FileBytes))
	return part, err == nil && len(part) < limit.FileBytes
}
