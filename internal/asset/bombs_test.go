package asset_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"tract/internal/asset"
	"tract/internal/promise"
)

// bombs are pictures that cost whoever decodes them far more than they weigh.
func bombs(t *testing.T) map[string][]byte {
	t.Helper()
	var b bytes.Buffer
	sized := func(width, height uint32, depth, colour byte) []byte {
		head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
		return slices.Concat([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", string(append(head, depth, colour, 0, 0, 0))))
	}
	packed := func(n int) string {
		b.Reset()
		w := zlib.NewWriter(&b)
		zeros := make([]byte, 1<<20)
		for range n >> 20 {
			if _, err := w.Write(zeros); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	end := chunk("IEND", "")
	b.Reset()
	if err := jpeg.Encode(&b, picture(), nil); err != nil {
		t.Fatal(err)
	}
	plain := bytes.Clone(b.Bytes())
	jpegOf := func(width, height uint16, marker byte) []byte {
		src := bytes.Clone(plain)
		at := bytes.Index(src, []byte("\xff\xc0"))
		src[at+1] = marker
		binary.BigEndian.PutUint16(src[at+5:], height)
		binary.BigEndian.PutUint16(src[at+7:], width)
		return src
	}
	scans := func(n int) []byte {
		src := jpegOf(5000, 5000, 0xc2)
		at := bytes.Index(src, []byte("\xff\xda"))
		return slices.Concat(src[:at], bytes.Repeat([]byte("\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00"), n), src[at:])
	}
	b.Reset()
	frame := image.NewPaletted(image.Rect(0, 0, 24, 16), color.Palette{color.Black, color.White})
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{frame}, Delay: []int{0}}); err != nil {
		t.Fatal(err)
	}
	wide := bytes.Clone(b.Bytes())
	at := bytes.LastIndex(wide, []byte("\x2c\x00\x00\x00\x00\x18\x00\x10\x00"))
	copy(wide[at+5:], "\xff\xff\xff\xff")
	frames := []byte("GIF89a\x10\x27\x10\x27\x00\x00\x00")
	frames = append(frames, bytes.Repeat([]byte("\x2c\x00\x00\x00\x00\x10\x27\x10\x27\x00\x02\x01\x00\x00"), 100_000)...)
	return map[string][]byte{
		"widest.png":     slices.Concat(sized(65535, 65535, 8, 6), chunk("IDAT", packed(1<<20)), end),
		"longest.png":    slices.Concat(sized(1<<31-1, 1<<31-1, 16, 6), chunk("IDAT", packed(1<<20)), end),
		"line.png":       slices.Concat(sized(1<<31-1, 1, 1, 0), chunk("IDAT", packed(1<<20)), end),
		"deep.png":       slices.Concat(sized(6000, 6000, 16, 6), chunk("IDAT", packed(8<<20)), end),
		"packed.png":     slices.Concat(sized(8000, 8000, 8, 2), chunk("IDAT", packed(8<<20)), end),
		"empty.png":      slices.Concat(sized(0, 65535, 8, 2), chunk("IDAT", packed(1<<20)), end),
		"negative.png":   slices.Concat(sized(1<<31, 1<<31, 8, 2), chunk("IDAT", packed(1<<20)), end),
		"cut.png":        slices.Concat(sized(4000, 4000, 8, 2), binary.BigEndian.AppendUint32(nil, 1<<31-1), []byte("IDAT")),
		"widest.jpg":     jpegOf(65535, 65535, 0xc0),
		"slow.jpg":       jpegOf(7000, 7000, 0xc2),
		"scans.jpg":      scans(100_000),
		"empty.jpg":      jpegOf(65535, 0, 0xc0),
		"widest.gif":     []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00\x2c\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x01\x00\x00\x3b"),
		"wider.gif":      wide,
		"frames.gif":     append(frames, 0x3b),
		"widest.webp":    webp(webpChunk("VP8X", "\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff"), webpChunk("VP8 ", vp8)),
		"lossy.webp":     webp(webpChunk("VP8 ", "\x00\x00\x00\x9d\x01\x2a\xff\x3f\xff\x3fdata!")),
		"lossless.webp":  webp(webpChunk("VP8L", "\x2f\xff\xff\xff\x0fdata")),
		"film.webp":      webp(webpChunk("VP8X", "\x02\x00\x00\x00\xff\x0f\x00\xff\x0f\x00"), strings.Repeat(webpChunk("ANMF", strings.Repeat("\x00", 16)+webpChunk("VP8L", "\x2f\xff\xcf\xff\x03data")), 100)),
		"wider.webp":     webp(webpChunk("VP8X", vp8x), webpChunk("VP8 ", "\x00\x00\x00\x9d\x01\x2a\xff\x3f\xff\x3fdata!")),
		"frame.webp":     webp(webpChunk("VP8X", vp8x), webpChunk("ANMF", strings.Repeat("\x00", 16)+webpChunk("VP8L", "\x2f\xff\xff\xff\x0fdata"))),
		"announced.webp": append([]byte("RIFF\xff\xff\xff\xffWEBPVP8 \xff\xff\xff\xff"), vp8...),
		"many.webp":      webp(webpChunk("VP8X", "\x02\x00\x00\x00\xff\x1f\x00\xff\x17\x00"), strings.Repeat(webpChunk("ANMF", strings.Repeat("\x00", 16)+webpChunk("VP8 ", vp8)), 20_000), webpChunk("VP8L", "\x2f\xff\xff\xff\x0fdata")),
		"heavy.jpg":      append(bytes.Clone(plain[:2]), bytes.Repeat(segment(0xfe, strings.Repeat("x", 65000)), 400)...),
	}
}

// TestD9Bombs looks at pictures that would take all memory. Each is refused at once, for
// next to nothing.
func TestD9Bombs(t *testing.T) {
	tried := 0
	for name, src := range bombs(t) {
		tried++
		took, memory, faults := looked(name, src)
		if !faults {
			t.Errorf("%s is not refused", name)
		}
		if took > 100*time.Millisecond || memory > 64<<20 {
			t.Errorf("%s takes %v and %d MB", name, took, memory>>20)
		}
	}
	// What is packed beside the picture is left out, and never unpacked.
	packed := func(kind, head string) []byte {
		var b bytes.Buffer
		w := zlib.NewWriter(&b)
		for range 100 {
			if _, err := w.Write(make([]byte, 1<<20)); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return pngWith(t, chunk(kind, head+b.String()))
	}
	// Each entry of the table leads to the table.
	tables := []byte("MM\x00\x2a\x00\x00\x00\x08\xff\xff")
	tables = append(tables, bytes.Repeat([]byte("\x88\x25\x00\x04\x00\x00\x00\x01\x00\x00\x00\x08"), 65535)...)
	zeros := chunk("iCCP", "x\x00\x00"+string(deflated(strings.Repeat("\x00", 1<<20))))
	for name, src := range map[string][]byte{
		"tables.png": pngWith(t, chunk("eXIf", string(tables))), "tables.webp": webp(webpChunk("VP8 ", vp8), webpChunk("EXIF", string(tables))), "profiles.png": pngWith(t, bytes.Repeat(zeros, 1000)),
		"text.png": packed("zTXt", "Comment\x00\x00"), "international.png": packed("iTXt", "Comment\x00\x01\x00\x00\x00"), "profile.png": packed("iCCP", "profile\x00\x00"),
	} {
		tried++
		took, memory, _ := looked(name, src)
		if took > 100*time.Millisecond || memory > 64<<20 {
			t.Errorf("%s takes %v and %d MB", name, took, memory>>20)
		}
	}
	promise.Held(t, tried)
}

// looked gives what it costs to look at a picture: the least of some times, since other
// programs run too.
func looked(name string, src []byte) (took time.Duration, memory uint64, refused bool) {
	took = time.Hour
	for range 5 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		_, faults := asset.ReadImage("content/images/"+name, src)
		took = min(took, time.Since(began))
		runtime.ReadMemStats(&after)
		memory, refused = after.TotalAlloc-before.TotalAlloc, faults.HasErrors()
		if took < 50*time.Millisecond {
			break
		}
	}
	return took, memory, refused
}
