// Package wire is the binary form in which values of ours are kept for the next
// run: quick to read back, and nothing else.
//
// A [Writer] takes values one after the other; a [Reader] gives them back in the
// same order. Nothing is named, nothing says of what type it is, and no version is
// written: whoever keeps the bytes sees to it that the program which wrote them is
// the one that reads them.
//
// What is read may have come from anywhere. Whatever it is, a Reader does not
// panic, and takes no more memory than the bytes that it was given warrant: a
// [Reader.Count] that they cannot hold is refused. After the first thing that
// cannot be right everything reads as zero, so that a caller reads a whole value
// and asks [Reader.Done] once.
package wire

import (
	"encoding/binary"
)

// Writer is the bytes of what was written so far. The zero value is ready.
type Writer []byte

// Uint writes a number that is not negative, in as few bytes as it needs.
func (w *Writer) Uint(n uint64) {
	*w = binary.AppendUvarint(*w, n)
}

// Int writes a whole number, in few bytes where it is near zero.
func (w *Writer) Int(n int) {
	*w = binary.AppendVarint(*w, int64(n))
}

// Count writes how many elements follow.
func (w *Writer) Count(n int) {
	w.Uint(uint64(n))
}

// Bool writes a truth value.
func (w *Writer) Bool(b bool) {
	var bit byte
	if b {
		bit = 1
	}
	*w = append(*w, bit)
}

// Sum writes a digest.
func (w *Writer) Sum(sum [32]byte) {
	*w = append(*w, sum[:]...)
}

// Text writes a text, which may be any bytes.
func (w *Writer) Text(s string) {
	w.Count(len(s))
	*w = append(*w, s...)
}

// Bytes writes what [Reader.Text] gives back.
func (w *Writer) Bytes(b []byte) {
	w.Count(len(b))
	*w = append(*w, b...)
}
