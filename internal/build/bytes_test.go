package build

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/limit"
	"tract/internal/payload"
	"tract/internal/promise"
)

// written gives the names of what people write in a site.
func written(site fstest.MapFS) (names []string) {
	for _, name := range slices.Sorted(maps.Keys(site)) {
		if strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".yaml") {
			names = append(names, name)
		}
	}
	return names
}

// TestD7LineEnds makes the same site of files with other line ends, or with a mark of the
// order of bytes.
func TestD7LineEnds(t *testing.T) {
	site := rich(t)
	want := mustMake(t, site, Options{Now: now})
	tried := 0
	for name, write := range map[string]func([]byte) []byte{
		"CRLF":    func(src []byte) []byte { return bytes.ReplaceAll(src, []byte("\n"), []byte("\r\n")) },
		"a mark":  func(src []byte) []byte { return append([]byte("\ufeff"), src...) },
		"no ends": func(src []byte) []byte { return bytes.TrimRight(src, "\n") },
		"both": func(src []byte) []byte {
			return append([]byte("\ufeff"), bytes.ReplaceAll(src, []byte("\n"), []byte("\r\n"))...)
		},
	} {
		other := maps.Clone(site)
		for _, file := range written(site) {
			other[file] = &fstest.MapFile{Data: write(site[file].Data)}
			tried++
		}
		got := mustMake(t, other, Options{Now: now})
		for path, o := range want {
			if got[path].content != o.content {
				t.Errorf("with %s, %s is another:\n%s", name, path, difference(o.content, got[path].content))
			}
		}
		if len(got) != len(want) {
			t.Errorf("with %s, %d outputs for %d", name, len(got), len(want))
		}
	}
	promise.Held(t, tried)
}

// TestD7OddBytes puts bytes that are no text into every file, and wants an error where the
// first of them is.
func TestD7OddBytes(t *testing.T) {
	site, tried := stamped(rich(t), "0"), 0
	var m Memory
	for _, file := range written(site) {
		src := site[file].Data
		for i, at := range []int{len(src) / 7, len(src) / 2, len(src) - 2} {
			for k, odd := range []string{"\xff", "\xc3(", "\xed\xa0\x80", "\xc0\xaf", "\xf5\x80\x80\x80", "\xe2\x82", "\x80", "\x00", "\xff\xfe"} {
				for at > 0 && src[at]&0xc0 == 0x80 {
					at-- // between characters
				}
				broken := slices.Concat(src[:at], []byte(odd), src[at:])
				want := diag.At(file, broken, at, 1)
				faults := m.Build(edited(site, file, broken, fmt.Sprint(i, k)), Options{Now: now}).Early()
				if !slices.ContainsFunc(faults, func(d diag.Diagnostic) bool { return d.Severity == diag.Error && d.Position == want }) {
					t.Errorf("%q at %s is not refused there:\n%s", odd, want, golden.Printed(t, "en", faults))
				}
				tried++
			}
		}
		for _, whole := range []string{"\xff\xfet\x00i\x00", "\xfe\xff\x00t\x00i", "\x00\x00\xfe\xff"} {
			faults := m.Build(edited(site, file, []byte(whole), whole), Options{Now: now}).Early()
			if !slices.ContainsFunc(faults, func(d diag.Diagnostic) bool {
				return d.Severity == diag.Error && d.File == file && d.Line == 1 && d.Column == 1
			}) {
				t.Errorf("%s is not refused as %q:\n%s", file, whole, golden.Printed(t, "en", faults))
			}
			tried++
		}
	}
	promise.Held(t, tried)
}

// edited gives a site with a file of other bytes, which a stamp says.
func edited(site fstest.MapFS, name string, data []byte, stamp string) fstest.MapFS {
	out := maps.Clone(site)
	out[name] = &fstest.MapFile{Data: data, Sys: stamp}
	return out
}

// TestD7FlippedBits has a bit of a file turned over. The site is refused, or its page is
// sound.
func TestD7FlippedBits(t *testing.T) {
	flips := 60
	if promise.Whole() {
		flips = 2000
	}
	site, random := stamped(rich(t), "0"), rand.New(rand.NewPCG(6, 7))
	names, tried := written(site), 0
	var m Memory
	for ; tried < flips; tried++ {
		file := names[random.IntN(len(names))]
		data := bytes.Clone(site[file].Data)
		data[random.IntN(len(data))] ^= 1 << random.IntN(8)
		r := m.Build(edited(site, file, data, fmt.Sprint(tried)), Options{Now: now})
		if r.Faults().HasErrors() {
			continue
		}
		for _, p := range r.Site.Pages {
			if p.Document == nil || p.Document.File != file {
				continue
			}
			var b bytes.Buffer
			if err := r.works.page(p).make(&b); err != nil {
				t.Fatal(err)
			}
			for _, fault := range judgePage(b.Bytes()) {
				t.Errorf("%s: %s\n%q", p.Address, fault, data)
			}
		}
	}
	promise.Held(t, tried)
}

// FuzzPage makes a page of front matter and a text. It is refused, or sound, and takes no
// longer and is no larger than any page may be.
func FuzzPage(f *testing.F) {
	texts := payload.Texts(f, 90)
	for i, text := range texts {
		c := &carriers[i%len(carriers)]
		f.Add(c.front, strings.ReplaceAll(c.body, "%s", text))
		f.Add(strings.ReplaceAll(c.front, "%q", quote(text)), c.body)
	}
	// What would be harmful at once, each by itself: beside another that is refused it would
	// not be seen.
	for _, body := range []string{
		"[x](javascript:alert(1))", "[x](<JavaScript:alert(1)>)", "<javascript:alert(1)>", "[x](javascript&colon;alert(1))", "[x]\n\n[x]: javascript:alert(1)", "![x](javascript:alert(1))",
		"[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](vbscript:a)", "[x](//evil.example/)", `[x](https://a.example/"onclick="alert`, `[x](/fr/ "a\" onclick=\"alert(1)")`, "<img src=x onerror=alert(1)>",
	} {
		f.Add("", body)
	}
	s := newHostileSite(f, "x")
	n := 0
	f.Fuzz(func(t *testing.T, front, body string) {
		n++
		files, _ := s.files()
		text := "---\n" + front + "\ntitle: x\nsummary: x\n---\n" + body
		files["content/guides/a.en.md"] = &fstest.MapFile{Data: []byte(text), Sys: fmt.Sprint(n)}
		var b bytes.Buffer
		golden.Bounded(t, limit.PageTime, limit.PageBytes, func() int {
			b.Reset()
			r := s.memory.Build(files, Options{Now: now})
			if faults := r.Faults(); faults.HasErrors() {
				for _, d := range faults {
					if d.Severity == diag.Error && d.File != "content/guides/a.en.md" {
						t.Errorf("a fault of another file: %v", d)
					}
				}
				return 0
			}
			if o, ok := r.Output("en/guides/a.html"); ok { // it may have a slug
				if err := o.Make(&b); err != nil {
					t.Error(err)
				}
			}
			return b.Len()
		})
		if b.Len() == 0 {
			return
		}
		for _, fault := range judgePage(b.Bytes()) {
			t.Errorf("%s\n%s", fault, b.Bytes())
		}
	})
}
