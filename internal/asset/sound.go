package asset

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file judges whether a file is what its name says, and nothing else as well: what
// reads it may go by its first bytes, or by its last.

// isNoPage says whether nothing takes a file for a page by what it begins with.
func isNoPage(src []byte) bool {
	return !bytes.HasPrefix(bytes.TrimLeft(src, " \t\r\n\f\v\x00\xef\xbb\xbf\xfe\xff"), []byte("<"))
}

// isText says so of a text, which holds no signs but those of a text.
func isText(src []byte) bool {
	odd := func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\t\r\n\f", r) }
	return utf8.Valid(src) && !bytes.ContainsFunc(src, odd) && isNoPage(src)
}

// isPDF says whether a file begins and ends as a document does.
func isPDF(src []byte) bool {
	end := bytes.LastIndex(src, []byte("%%EOF"))
	return bytes.HasPrefix(src, []byte("%PDF-")) && end > 0 && len(bytes.TrimSpace(src[end+len("%%EOF"):])) == 0
}

// isFont says whether a file is a font as long as it says.
func isFont(src []byte) bool {
	return bytes.HasPrefix(src, []byte("wOF2")) && len(src) >= 48 && binary.BigEndian.Uint32(src[8:]) == uint32(len(src))
}

// isIcon says whether a file is pictures and their list, to its end.
func isIcon(src []byte) bool {
	if len(src) < 6 || !bytes.HasPrefix(src, []byte("\x00\x00\x01\x00")) {
		return false
	}
	n := int(binary.LittleEndian.Uint16(src[4:]))
	list, end := 6+16*n, uint64(0)
	if n == 0 || len(src) < list {
		return false
	}
	for i := range n {
		entry := src[6+16*i:]
		size, at := uint64(binary.LittleEndian.Uint32(entry[8:])), uint64(binary.LittleEndian.Uint32(entry[12:]))
		if at < uint64(list) || at+size > uint64(len(src)) {
			return false
		}
		picture := src[at : at+size]
		if !bytes.HasPrefix(picture, []byte(pngSignature)) && !bytes.HasPrefix(picture, []byte("\x28\x00\x00\x00")) {
			return false
		}
		end = max(end, at+size)
	}
	return end == uint64(len(src))
}
