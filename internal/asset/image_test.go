package asset_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/asset"
	"tract/internal/diag"
)

// secret stands in every piece of metadata of the fixtures, as text and inside
// EXIF; not a byte of it may be published.
const secret = "45.5088N 73.5878W"

// traces are what the metadata formats begin with.
var traces = []string{secret, "Exif\x00", "http://ns.adobe.com", "<x:xmpmeta", "Photoshop 3.0", "8BIM", "XMP DataXMP", "GPS", "tEXt", "eXIf", "EXIF", "MPF\x00", "ftyp"}

// picture is 24 × 16, with another colour in each corner, on grey.
func picture() *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, 24, 16))
	for y := range 16 {
		for x := range 24 {
			c := color.RGBA{128, 128, 128, 255}
			switch {
			case x < 8 && y < 8:
				c = color.RGBA{255, 0, 0, 255}
			case x >= 16 && y < 8:
				c = color.RGBA{0, 255, 0, 255}
			case x < 8:
				c = color.RGBA{0, 0, 255, 255}
			}
			m.Set(x, y, c)
		}
	}
	return m
}

// exif gives a TIFF structure with an orientation and the secret.
func exif(order binary.ByteOrder, orientation uint16) []byte {
	b := []byte("MM\x00\x2a\x00\x00\x00\x08")
	if order == binary.LittleEndian {
		b = []byte("II\x2a\x00\x08\x00\x00\x00")
	}
	appendOrder := order.(binary.AppendByteOrder)
	b = appendOrder.AppendUint16(b, 2)
	for _, e := range [][3]uint32{{0x010f, 2, 4}, {0x0112, 3, 1}} { // maker, orientation
		b = appendOrder.AppendUint16(b, uint16(e[0]))
		b = appendOrder.AppendUint16(b, uint16(e[1]))
		b = appendOrder.AppendUint32(b, e[2])
		b = appendOrder.AppendUint16(b, orientation)
		b = append(b, 0, 0)
	}
	return append(b, "GPS "+secret...)
}

func segment(marker byte, payload string) []byte {
	b := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(payload)+2))
	return append(b, payload...)
}

func profile(space string) string {
	return "ICC_PROFILE\x00\x01\x01" + strings.Repeat("\x00", 16) + space + strings.Repeat("p", 100)
}

// photo gives a JPEG with all the metadata that phones and programs write.
func photo(t *testing.T, m image.Image, tiff []byte, space string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	plain := b.Bytes()
	thumbnail := "JFIF\x00\x01\x01\x00\x00\x48\x00\x48\x01\x01" + secret[:3]
	return slices.Concat(plain[:2],
		segment(0xe0, thumbnail), segment(0xe0, "JFXX\x00"+secret), segment(0xe1, "Exif\x00\x00"+string(tiff)),
		segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>"+secret), segment(0xe2, profile(space)), segment(0xe2, "MPF\x00"+secret),
		segment(0xed, "Photoshop 3.0\x008BIM"+secret), segment(0xee, "Adobe"+secret), segment(0xfe, secret), []byte{0xff},
		plain[2:], []byte("\x00\x00ftypmp42"+secret), segment(0xe1, "Exif\x00\x00"+string(tiff)))
}

func clean(t *testing.T, file string, src []byte) asset.Image {
	t.Helper()
	before := bytes.Clone(src)
	m, faults := asset.ReadImage(file, src)
	for _, d := range faults {
		t.Fatal(diag.In("en").Sentence(d.Message))
	}
	if !bytes.Equal(before, src) {
		t.Error("the source was changed")
	}
	for _, trace := range traces {
		if bytes.Contains(m.Content, []byte(trace)) {
			t.Errorf("%s: %q is left", file, trace)
		}
	}
	again, faults := asset.ReadImage(file, m.Content)
	if len(faults) > 0 || !bytes.Equal(again.Content, m.Content) || again.Path != m.Path {
		t.Errorf("%s: cleaning twice gives another picture", file)
	}
	return m
}

func TestReadImageKeepsPixels(t *testing.T) {
	for _, order := range []binary.ByteOrder{binary.BigEndian, binary.LittleEndian} {
		src := photo(t, picture(), exif(order, 1), "RGB ")
		m := clean(t, "content/images/Piquet Été.JPG", src)
		if m.Width != 24 || m.Height != 16 || !strings.HasPrefix(m.Path, "assets/images/piquet-t.") || !strings.HasSuffix(m.Path, ".jpg") {
			t.Errorf("%+v", m)
		}
		if !bytes.Contains(m.Content, []byte(profile("RGB "))) {
			t.Error("the colour profile is gone")
		}
		want, got := decodeJPEG(t, src), decodeJPEG(t, m.Content)
		if !bytes.Equal(want.(*image.YCbCr).Y, got.(*image.YCbCr).Y) {
			t.Error("the pixels are others")
		}
	}
}

func decodeJPEG(t *testing.T, src []byte) image.Image {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestReadImageTurns checks the corners of a photo of each orientation: red,
// green, and blue are top left, top right and bottom left as the camera saw them.
func TestReadImageTurns(t *testing.T) {
	corners := map[uint16]string{ // top left, top right, bottom left, bottom right
		1: "rgbx", 2: "grxb", 3: "xbgr", 4: "bxrg", 5: "rbgx", 6: "brxg", 7: "xgbr", 8: "gxrb",
	}
	grey := image.NewGray(image.Rect(0, 0, 24, 16))
	for orientation, want := range corners {
		m := clean(t, "x.jpg", photo(t, picture(), exif(binary.BigEndian, orientation), "RGB "))
		got := decodeJPEG(t, m.Content)
		w, h := got.Bounds().Dx(), got.Bounds().Dy()
		if tall := orientation >= 5; tall != (h == 24) || m.Width != w || m.Height != h || w*h != 24*16 {
			t.Errorf("orientation %d: %d × %d, said to be %d × %d", orientation, w, h, m.Width, m.Height)
		}
		found := ""
		for _, p := range [][2]int{{2, 2}, {w - 3, 2}, {2, h - 3}, {w - 3, h - 3}} {
			found += nearest(got.At(p[0], p[1]))
		}
		if found != want {
			t.Errorf("orientation %d: corners %s, want %s", orientation, found, want)
		}
		if !bytes.Contains(m.Content, []byte(profile("RGB "))) {
			t.Errorf("orientation %d: the colour profile is gone", orientation)
		}
		if m := clean(t, "g.jpg", photo(t, grey, exif(binary.BigEndian, orientation), "GRAY")); (m.Height == 24) != (orientation >= 5) {
			t.Errorf("grey, orientation %d: %d × %d", orientation, m.Width, m.Height)
		}
	}
	if m := clean(t, "x.jpg", photo(t, picture(), exif(binary.BigEndian, 6), "CMYK")); bytes.Contains(m.Content, []byte("ICC_PROFILE")) {
		t.Error("a profile for other colours is kept")
	}
}

func nearest(c color.Color) string {
	r, g, b, _ := c.RGBA()
	switch top := max(r, g, b); {
	case top < 0xc000:
		return "x"
	case top == r:
		return "r"
	case top == g:
		return "g"
	}
	return "b"
}

func chunk(kind, payload string) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(payload)))
	b = append(b, kind+payload...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(kind+payload)))
}

func pngWith(t *testing.T, extra ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, picture()); err != nil {
		t.Fatal(err)
	}
	// The header is 8 + 25 bytes.
	return slices.Concat(b.Bytes()[:33], slices.Concat(extra...), b.Bytes()[33:], []byte(secret))
}

func TestReadImagePNG(t *testing.T) {
	src := pngWith(t, chunk("tEXt", "Comment\x00"+secret), chunk("iTXt", "XML:com.adobe.xmp\x00<x:xmpmeta>"+secret), chunk("zTXt", secret),
		chunk("eXIf", string(exif(binary.BigEndian, 1))), chunk("tIME", secret[:7]), chunk("prVt", secret), chunk("pHYs", "123456789"))
	m := clean(t, "a.png", src)
	got, err := png.Decode(bytes.NewReader(m.Content))
	if err != nil || m.Width != 24 || m.Height != 16 || !bytes.Contains(m.Content, []byte("pHYs")) {
		t.Fatalf("%v, %d × %d", err, m.Width, m.Height)
	}
	for i, want := range picture().Pix {
		if x, y := i/4%24, i/4/24; i%4 == 0 {
			if r, _, _, _ := got.At(x, y).RGBA(); uint8(r>>8) != want {
				t.Fatalf("pixel %d, %d is another", x, y)
			}
		}
	}
}

// webpChunk gives a RIFF chunk.
func webpChunk(kind, payload string) string {
	b := binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(payload)))
	if len(payload)%2 == 1 {
		payload += "\x00"
	}
	return string(b) + payload
}

func webp(chunks ...string) []byte {
	all := "WEBP" + strings.Join(chunks, "")
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(all))), all...)
}

const (
	vp8  = "\x00\x00\x00\x9d\x01\x2a\x18\x00\x10\x00data!" // 24 × 16
	vp8x = "\x3f\x00\x00\x00\x17\x00\x00\x0f\x00\x00"      // 24 × 16, every flag
)

func TestReadImageWebP(t *testing.T) {
	frame := strings.Repeat("\x00", 16) + webpChunk("ALPH", "a") + webpChunk("NOTE", secret) + webpChunk("VP8 ", vp8)
	src := append(webp(webpChunk("VP8X", vp8x), webpChunk("ICCP", "profile"), webpChunk("ANIM", "loop.."), webpChunk("ANMF", frame),
		webpChunk("EXIF", string(exif(binary.LittleEndian, 1))), webpChunk("XMP ", "<x:xmpmeta>"+secret), webpChunk("MINE", secret)), secret...)
	m := clean(t, "a.webp", src)
	want := webp(webpChunk("VP8X", "\x33"+vp8x[1:]), webpChunk("ICCP", "profile"), webpChunk("ANIM", "loop.."),
		webpChunk("ANMF", strings.Repeat("\x00", 16)+webpChunk("ALPH", "a")+webpChunk("VP8 ", vp8)))
	if !bytes.Equal(m.Content, want) || m.Width != 24 || m.Height != 16 {
		t.Errorf("%d × %d\n%q\n%q", m.Width, m.Height, m.Content, want)
	}
	for _, src := range [][]byte{webp(webpChunk("VP8 ", vp8)), webp(webpChunk("VP8L", "\x2f\x17\xc0\x03\x00data"))} {
		if m := clean(t, "a.webp", src); m.Width != 24 || m.Height != 16 || !bytes.Equal(m.Content, src) {
			t.Errorf("%+v", m)
		}
	}
}

func TestReadImageGIF(t *testing.T) {
	frame := image.NewPaletted(image.Rect(0, 0, 24, 16), color.Palette{color.Black, color.White})
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{5, 5}, LoopCount: 3}); err != nil {
		t.Fatal(err)
	}
	plain := b.Bytes()
	const head = 13 // the frames have colours of their own
	src := slices.Concat(plain[:head], []byte("\x21\xfe\x11"+secret+"\x00\x21\xff\x0bXMP DataXMP\x0b<x:xmpmeta>\x00\x21\x01\x0c0123456789ab\x03GPS\x00"), plain[head:], []byte(secret))
	m := clean(t, "a.gif", src)
	if !bytes.Equal(m.Content, plain) || m.Width != 24 || m.Height != 16 {
		t.Errorf("%d × %d\n%q\n%q", m.Width, m.Height, m.Content, plain)
	}
}

func TestReadImageRefuses(t *testing.T) {
	good := photo(t, picture(), exif(binary.BigEndian, 1), "RGB ")
	end := bytes.Index(good, []byte("\xff\xd9\x00\x00ftyp"))
	bomb := bytes.Clone(pngWith(t))
	copy(bomb[16:], "\x00\x01\x00\x00\x00\x01\x00\x00") // 65536 × 65536
	copy(bomb[12:33], chunk("IHDR", string(bomb[16:29]))[4:])
	jpegBomb := bytes.Clone(good)
	sof := bytes.Index(jpegBomb, []byte("\xff\xc0"))
	copy(jpegBomb[sof+5:], "\xff\xff\xff\xff")
	gifFrames := []byte("GIF89a\xff\xff\xff\x00\x00\x00\x00")
	for range 40 {
		gifFrames = append(gifFrames, "\x2c\x00\x00\x00\x00\xff\xff\xff\x00\x00\x02\x01\x00\x00"...)
	}
	for _, c := range []struct {
		file string
		src  []byte
		want string
	}{
		{"a.svg", []byte("<svg/>"), "drawings (.svg) are not published from here, since they may run scripts"},
		{"a.heic", good, `browsers do not all show images that end in ".heic"`},
		{"a.html", good, `files that end in ".html" are not published from here`},
		{"a", good, "files whose names have no ending are not published from here"},
		{"a.png", good, `the content is not what the ending ".png" says`},
		{"a.jpg", []byte("<html>"), `the content is not what the ending ".jpg" says`},
		{"a.gif", nil, `the content is not what the ending ".gif" says`},
		{"a.webp", []byte("RIFF1234WEBQ"), `the content is not what the ending ".webp" says`},
		{"a.jpg", make([]byte, 21<<20), "the image takes 21 MB; the most is 20 MB"},
		{"a.jpg", good[:40], "the image is damaged or incomplete"},
		{"a.jpg", good[:end], "the image is damaged or incomplete"},
		{"a.png", bomb, "the image measures 65536 × 65536 pixels; the most is 50 million in all"},
		{"a.jpg", jpegBomb, "the image measures 65535 × 65535 pixels; the most is 50 million in all"},
		{"a.gif", gifFrames, "the image measures 65535 × 255 pixels; the most is 50 million in all"},
		{"a.webp", webp(webpChunk("VP8X", "\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff")), "the image measures 16777216 × 16777216 pixels; the most is 50 million in all"},
		{"a.webp", webp(webpChunk("ICCP", "no picture")), "the image is damaged or incomplete"},
		{"a.png", pngWith(t, chunk("eXIf", string(exif(binary.LittleEndian, 6)))), "the image is stored lying on its side or mirrored, with a note that turns it"},
		{"a.webp", webp(webpChunk("VP8 ", vp8), webpChunk("EXIF", "Exif\x00\x00"+string(exif(binary.BigEndian, 3)))), "the image is stored lying on its side or mirrored, with a note that turns it"},
	} {
		m, faults := asset.ReadImage("content/images/"+c.file, c.src)
		if len(faults) != 1 || m.Content != nil {
			t.Errorf("%s: %v", c.file, faults)
			continue
		}
		if got := diag.In("en").Sentence(faults[0].Message); got != c.want || faults[0].File != "content/images/"+c.file {
			t.Errorf("%s: %s: %s, want %s", c.file, faults[0].Position, got, c.want)
		}
	}
}

func TestImages(t *testing.T) {
	good := photo(t, picture(), exif(binary.BigEndian, 1), "RGB ")
	site := fstest.MapFS{
		"content/images/b.jpg":          {Data: good},
		"content/images/sub/b.jpg":      {Data: good},
		"content/images/.DS_Store":      {Data: good},
		"content/images/.git/x.jpg":     {Data: good},
		"content/images/README.md":      {Data: good},
		"content/images/link.jpg":       {Data: []byte("b.jpg"), Mode: 0o777 | 1<<27},
		"content/images/huge.jpg":       {Data: make([]byte, 20<<20+1)},
		"content/images/drawing.svg":    {Data: []byte("<svg/>")},
		"content/guides/not-image.html": {Data: good},
	}
	images, faults := new(asset.Images).Read(site, "content/images")
	var names, paths []string
	for _, m := range images {
		names, paths = append(names, m.Name), append(paths, m.Path)
	}
	if !slices.Equal(names, []string{"images/b.jpg", "images/sub/b.jpg"}) || paths[0] == paths[1] {
		t.Errorf("%v %v", names, paths)
	}
	var said []string
	for _, d := range faults.Sorted() {
		said = append(said, d.File+" "+d.Message.Code)
	}
	if want := []string{"content/images/drawing.svg asset.image.svg", "content/images/huge.jpg asset.image.bytes", "content/images/link.jpg asset.not-regular"}; !slices.Equal(said, want) {
		t.Errorf("%v", said)
	}
	if images, faults := new(asset.Images).Read(fstest.MapFS{}, "content/images"); images != nil || faults != nil {
		t.Errorf("no images: %v, %v", images, faults)
	}
}

// FuzzReadImage holds cleaning to its promises on any bytes: it ends, it leaves
// no metadata, and cleaning twice changes nothing.
func FuzzReadImage(f *testing.F) {
	t := &testing.T{}
	f.Add(0, photo(t, picture(), exif(binary.BigEndian, 1), "RGB "))
	f.Add(0, photo(t, picture(), exif(binary.LittleEndian, 6), "RGB "))
	f.Add(1, pngWith(t, chunk("eXIf", string(exif(binary.BigEndian, 1)))))
	f.Add(2, webp(webpChunk("VP8X", vp8x), webpChunk("ANMF", strings.Repeat("\x00", 16)+webpChunk("VP8 ", vp8)), webpChunk("EXIF", "x")))
	f.Add(3, []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x01\x00\x00\x3b"))
	files := []string{"a.jpg", "a.png", "a.webp", "a.gif"}
	f.Fuzz(func(t *testing.T, kind int, src []byte) {
		file := files[uint(kind)%4]
		m, faults := asset.ReadImage(file, src)
		if len(faults) > 0 {
			return
		}
		again, faults := asset.ReadImage(file, m.Content)
		if len(faults) > 0 || !bytes.Equal(again.Content, m.Content) {
			t.Errorf("cleaning twice: %v\n%q\n%q", faults, m.Content, again.Content)
		}
	})
}
