package wire

import (
	"math"
	"strings"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	uints := []uint64{0, 1, 127, 128, 300, math.MaxUint32, math.MaxUint64}
	ints := []int{0, 1, -1, 63, -64, 64, math.MaxInt, math.MinInt}
	texts := []string{"", "x", "été\x00\xff", strings.Repeat("long ", 1000)}
	var w Writer
	for _, n := range uints {
		w.Uint(n)
	}
	for _, n := range ints {
		w.Int(n)
	}
	w.Count(len(texts))
	for _, s := range texts {
		w.Text(s)
		w.Bytes([]byte(s))
	}
	w.Bool(true)
	w.Bool(false)
	w.Sum([32]byte{1, 31: 2})

	r := NewReader(string(w))
	for _, n := range uints {
		if got := r.Uint(); got != n {
			t.Errorf("Uint: got %d, want %d", got, n)
		}
	}
	for _, n := range ints {
		if got := r.Int(); got != n {
			t.Errorf("Int: got %d, want %d", got, n)
		}
	}
	if got := r.Count(2); got != len(texts) {
		t.Errorf("Count: got %d, want %d", got, len(texts))
	}
	for _, s := range texts {
		if a, b := r.Text(), r.Text(); a != s || b != s {
			t.Errorf("Text: got %q and %q, want %q", a, b, s)
		}
	}
	if a, b := r.Bool(), r.Bool(); !a || b {
		t.Errorf("Bool: got %t, %t", a, b)
	}
	if r.Done() {
		t.Error("done before the end")
	}
	if got := r.Sum(); got != [32]byte{1, 31: 2} {
		t.Errorf("Sum: got %x", got)
	}
	if !r.Done() {
		t.Error("not done at the end")
	}
}

// TestRefuses tries what cannot be right. Each reads as zero, and so does all
// that follows.
func TestRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		from string
		read func(*Reader) bool // whether it gave zero
	}{
		"nothing":              {"", func(r *Reader) bool { return r.Uint() == 0 }},
		"a cut number":         {"\x80\x80", func(r *Reader) bool { return r.Uint() == 0 }},
		"a number too long":    {strings.Repeat("\xff", 9) + "\x02", func(r *Reader) bool { return r.Uint() == 0 }},
		"a number without end": {strings.Repeat("\x80", 30), func(r *Reader) bool { return r.Int() == 0 }},
		"a text cut":           {"\x03ab", func(r *Reader) bool { return r.Text() == "" }},
		"a text of 2^63":       {strings.Repeat("\xff", 9) + "\x01abc", func(r *Reader) bool { return r.Text() == "" }},
		"more than can be":     {"\x03abcde", func(r *Reader) bool { return r.Count(2) == 0 }},
		"a cut sum":            {"1234567", func(r *Reader) bool { return r.Sum() == [32]byte{} }},
		"a third truth value":  {"\x02", func(r *Reader) bool { return !r.Bool() }},
		"what a caller knows":  {"\x01\x01\x01", func(r *Reader) bool { r.Fail(); return true }},
	} {
		r := NewReader(c.from)
		if !c.read(r) || !r.Failed() || r.Done() {
			t.Errorf("%s: failed %t, done %t", name, r.Failed(), r.Done())
		}
		if r.Uint() != 0 || r.Int() != 0 || r.Count(1) != 0 || r.Bool() || r.Text() != "" || r.Sum() != [32]byte{} || r.Done() {
			t.Errorf("%s: something is read after a failure", name)
		}
	}
}

// TestDoneWantsTheEnd refuses what holds more than was written.
func TestDoneWantsTheEnd(t *testing.T) {
	r := NewReader("\x01\x01")
	if r.Uint(); r.Done() || r.Failed() {
		t.Error("done with a byte to spare, or failed")
	}
}

// FuzzReader reads any bytes in any order: no panic, no count that the bytes
// cannot hold, and what could be read is the same when it is written and read
// again.
func FuzzReader(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 4, 5, 6}, "\x00\x01\x02\x01abcdefgh\x03abc0123456789abcdef0123456789abcdef")
	f.Add([]byte{5, 5, 0}, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")
	f.Fuzz(func(t *testing.T, order []byte, from string) {
		r, again := NewReader(from), Writer(nil)
		for _, what := range order {
			rewrite(t, r, &again, what)
		}
		if r.Failed() {
			return
		}
		second, last := NewReader(string(again)), Writer(nil)
		for _, what := range order {
			rewrite(t, second, &last, what)
		}
		if !second.Done() || string(last) != string(again) {
			t.Errorf("%q was read back as %q", again, last)
		}
	})
}

func rewrite(t *testing.T, r *Reader, w *Writer, what byte) {
	switch what % 7 {
	case 0:
		w.Uint(r.Uint())
	case 1:
		w.Int(r.Int())
	case 2:
		w.Bool(r.Bool())
	case 3:
		w.Bytes([]byte(r.Text()))
	case 4:
		w.Text(r.Text())
	case 5:
		w.Sum(r.Sum())
	case 6:
		n := r.Count(3)
		if rest := len(r.from) - r.at; n*3 > rest {
			t.Errorf("%d elements in %d bytes", n, rest)
		}
		w.Uint(0) // what is written again may not hold as many
	}
}

func BenchmarkReader(b *testing.B) {
	var w Writer
	const values = 1000
	for i := range values {
		w.Uint(uint64(i % 200))
		w.Int(i)
		w.Text("a text of some words, as titles are")
	}
	from := string(w)
	b.SetBytes(int64(len(from)))
	b.ReportAllocs()
	for b.Loop() {
		r := NewReader(from)
		for range values {
			r.Uint()
			r.Int()
			_ = r.Text()
		}
		if !r.Done() {
			b.Fatal("not done")
		}
	}
}

func BenchmarkWriter(b *testing.B) {
	var w Writer
	b.ReportAllocs()
	for b.Loop() {
		w = w[:0]
		for i := range 1000 {
			w.Uint(uint64(i % 200))
			w.Int(i)
			w.Text("a text of some words, as titles are")
		}
	}
	b.SetBytes(int64(len(w)))
}
