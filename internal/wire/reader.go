package wire

// Reader gives back what a [Writer] took. Texts are parts of the string that it
// reads from, which they keep alive.
type Reader struct {
	from   string
	at     int // up to here it was read; the end after a failure, so that nothing reads on
	failed bool
}

// NewReader gives a reader of what was written.
func NewReader(from string) *Reader {
	return &Reader{from: from}
}

// Done says whether everything was read, and all of it could be right.
func (r *Reader) Done() bool {
	return !r.failed && r.at == len(r.from)
}

// Failed says whether something could not be right. What was read is then of no use.
func (r *Reader) Failed() bool {
	return r.failed
}

// Fail refuses what was read, for a caller that knows more of it: an index that
// its table does not have.
func (r *Reader) Fail() {
	r.failed, r.at = true, len(r.from)
}

// Uint reads a number that is not negative.
func (r *Reader) Uint() uint64 {
	if r.at < len(r.from) && r.from[r.at] < 0x80 {
		r.at++
		return uint64(r.from[r.at-1])
	}
	return r.longUint()
}

// longUint reads a number of more than one byte.
func (r *Reader) longUint() uint64 {
	var n uint64
	for shift := 0; shift < 64 && r.at < len(r.from); shift += 7 {
		b := r.from[r.at]
		r.at++
		if shift == 63 && b > 1 {
			break
		}
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
	r.Fail()
	return 0
}

// Int reads a whole number.
func (r *Reader) Int() int {
	u := r.Uint()
	n := int64(u>>1) ^ -int64(u&1)
	if int64(int(n)) != n {
		r.Fail()
		return 0
	}
	return int(n)
}

// Count reads how many elements follow, each of which takes at least so many
// bytes, one or more: what to make room for. More than the rest can hold is
// refused.
func (r *Reader) Count(least int) int {
	n := r.Uint()
	if n > uint64((len(r.from)-r.at)/least) {
		r.Fail()
		return 0
	}
	return int(n)
}

// Bool reads a truth value.
func (r *Reader) Bool() bool {
	n := r.Uint()
	if n > 1 {
		r.Fail()
	}
	return n == 1
}

// Sum reads a digest.
func (r *Reader) Sum() [32]byte {
	var sum [32]byte
	copy(sum[:], r.take(len(sum)))
	return sum
}

// Text reads a text.
func (r *Reader) Text() string {
	return r.take(r.Count(1))
}

// take reads so many bytes.
func (r *Reader) take(n int) string {
	if n > len(r.from)-r.at {
		r.Fail()
		return ""
	}
	r.at += n
	return r.from[r.at-n : r.at]
}
