package memory

import (
	"bytes"
	"strings"
	"testing"
)

func BenchmarkRead(b *testing.B) {
	root, _ := site(b)
	m := Open(root, "v1")
	const size = 15 << 20
	write(b, m, "pages", strings.Repeat("remember", size/8))
	b.SetBytes(size)
	for b.Loop() {
		if got, ok := m.Read("pages"); !ok || len(got) != size {
			b.Fatal("not read")
		}
	}
}

func BenchmarkMade(b *testing.B) {
	root, _ := site(b)
	m := Open(root, "v1")
	const size = 300_000 // a photo
	keep(b, m, key, strings.Repeat("x", size))
	b.SetBytes(size)
	for b.Loop() {
		if _, ok := m.Made(key); !ok {
			b.Fatal("not made")
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	root, _ := site(b)
	m := Open(root, "v1")
	payload := bytes.Repeat([]byte("remember"), 15<<17)
	b.SetBytes(int64(len(payload)))
	for b.Loop() {
		if err := m.Write("pages", payload); err != nil {
			b.Fatal(err)
		}
	}
}
