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

// traces are what the metadata formats begin with, and what only they hold.
var traces = []string{
	secret, "Exif\x00", "http://ns.adobe.com", "<x:xmpmeta", "Photoshop 3.0", "8BIM", "XMP DataXMP", "GPSLatitude", "tEXt", "eXIf", "EXIF", "MPF\x00", "ftyp", "JFXX",
	"\x2d\x00\x00\x00\x01\x00\x00\x00", "\x00\x00\x00\x2d\x00\x00\x00\x01", // 45° as EXIF has it
}

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

// exif gives a TIFF structure with an orientation, a place, and a thumbnail that has the
// secret.
func exif(order binary.ByteOrder, orientation uint16) []byte {
	b := []byte("MM\x00\x2a\x00\x00\x00\x08")
	if order == binary.LittleEndian {
		b = []byte("II\x2a\x00\x08\x00\x00\x00")
	}
	to := order.(binary.AppendByteOrder)
	entry := func(tag, kind uint16, count, value uint32) {
		b = to.AppendUint32(to.AppendUint16(to.AppendUint16(b, tag), kind), count)
		if kind == 3 { // a short stands at the start of its four bytes
			b = append(to.AppendUint16(b, uint16(value)), 0, 0)
			return
		}
		b = to.AppendUint32(b, value)
	}
	b = to.AppendUint16(b, 2)
	entry(0x0112, 3, 1, uint32(orientation))
	entry(0x8825, 4, 1, 38)
	b = to.AppendUint32(b, 38+2+12+4+24) // the second table, of the thumbnail
	b = to.AppendUint16(b, 1)
	entry(0x0002, 5, 3, 38+2+12+4) // the latitude, three fractions
	b = to.AppendUint32(b, 0)
	for _, n := range []uint32{45, 1, 30, 1, 31, 1} {
		b = to.AppendUint32(b, n)
	}
	thumbnail := "\xff\xd8\xff\xe1\x00\x15" + secret + "\xff\xd9"
	b = to.AppendUint16(b, 2)
	entry(0x0201, 4, 1, uint32(len(b)+12+4))
	entry(0x0202, 4, 1, uint32(len(thumbnail)))
	return append(to.AppendUint32(b, 0), thumbnail...)
}

func segment(marker byte, payload string) []byte {
	b := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(payload)+2))
	return append(b, payload...)
}

// icc gives a colour profile of parts, each behind its name; equal ones stand once.
func icc(head string, parts ...string) string {
	table, data := binary.BigEndian.AppendUint32(nil, uint32(len(parts))), ""
	for _, p := range parts {
		at := strings.Index(data, p[4:])
		if at < 0 {
			at = len(data)
			data += p[4:] + strings.Repeat("\x00", -len(p)&3)
		}
		table = binary.BigEndian.AppendUint32(append(table, p[:4]...), uint32(132+12*len(parts)+at))
		table = binary.BigEndian.AppendUint32(table, uint32(len(p)-4))
	}
	whole := []byte(head + string(table) + data)
	binary.BigEndian.PutUint32(whole, uint32(len(whole)))
	return string(whole)
}

// wideSecret is the secret in letters of two bytes.
var wideSecret = "\x00" + strings.Join(strings.Split(secret, ""), "\x00")

// The parts of profiles.
const (
	white = "wtptXYZ \x00\x00\x00\x00\x00\x00\xf6\xd6\x00\x01\x00\x00\x00\x00\xd3\x2d"
	curve = "kTRCcurv\x00\x00\x00\x00\x00\x00\x00\x01\x02\x33"
	hush  = "mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS\x00\x00\x00\x02\x00\x00\x00\x1c\x00-\x00\x00"
)

// plainICC is a profile as it is published, and tellingICC one as programs, screens and
// cameras write it.
func plainICC(space string) string {
	return icc("\x00\x00\x00\x00\x00\x00\x00\x00\x02\x10\x00\x00mntr"+space+"XYZ \x07\xd0\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00acsp"+strings.Repeat("\x00", 24)+"\x00\x00\x00\x00\x00\x00\xf6\xd6\x00\x01\x00\x00\x00\x00\xd3\x2d"+strings.Repeat("\x00", 48),
		"desc"+hush, "cprt"+hush, white, curve)
}

func tellingICC(space string, more ...string) string {
	return icc("\x00\x00\x00\x00appl\x02\x10\x00\x00mntr"+space+"XYZ \x07\xe9\x00\x0b\x00\x16\x00\x0c\x00\x00\x00\x00acspAPPL\x00\x00\x00\x00"+secret[:16]+"\x00\x00\x00\x00\x00\x00\xf6\xd6\x00\x01\x00\x00\x00\x00\xd3\x2dappl"+secret[:16]+strings.Repeat("\x00", 28),
		append([]string{"descdesc\x00\x00\x00\x00\x00\x00\x00\x12" + secret, white, "dmddtext\x00\x00\x00\x00" + secret, "mmodmmod\x00\x00\x00\x00" + secret, "vcgtvcgt" + secret, "metadict\x00\x00\x00\x00" + wideSecret, curve, "cprtmluc" + wideSecret}, more...)...)
}

func profile(space string) string { return "ICC_PROFILE\x00\x01\x01" + plainICC(space) }

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
		segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>exif:GPSLatitude="+secret), segment(0xe2, "ICC_PROFILE\x00\x01\x01"+tellingICC(space)), segment(0xe2, "MPF\x00"+secret),
		segment(0xed, "Photoshop 3.0\x008BIM"+secret), segment(0xee, "Adobe"+secret), segment(0xfe, secret), []byte{0xff},
		plain[2:], []byte("\x00\x00ftypmp42"+secret), segment(0xe1, "Exif\x00\x00"+string(tiff)))
}

// said is what is told of a photo with all metadata.
const said = "asset.image.place"

// makeImage looks at a picture and makes it, and holds what is made to what was promised.
func makeImage(t *testing.T, file string, src []byte) (asset.Image, [][]byte) {
	t.Helper()
	before := bytes.Clone(src)
	m, faults := asset.ReadImage(file, src)
	for _, d := range faults {
		if d.Message.Code != said {
			t.Fatal(diag.In("en").Sentence(d.Message))
		}
	}
	made, damaged, err := m.Make(fstest.MapFS{file: {Data: src}})
	if err != nil || len(damaged) > 0 || len(made) != len(m.Sizes) {
		t.Fatalf("%s: %v %v, %d files for %d sizes", file, err, damaged, len(made), len(m.Sizes))
	}
	if !bytes.Equal(before, src) {
		t.Error("the source was changed")
	}
	for n, content := range made {
		for _, trace := range traces {
			if bytes.Contains(content, []byte(trace)) {
				t.Errorf("%s: %q is left", m.Sizes[n].Path, trace)
			}
		}
		if size, _, err := image.DecodeConfig(bytes.NewReader(content)); err == nil && (size.Width != m.Sizes[n].Width || size.Height != m.Sizes[n].Height) {
			t.Errorf("%+v measures %d × %d", m.Sizes[n], size.Width, size.Height)
		}
	}
	again, _, err := m.Make(fstest.MapFS{file: {Data: src}})
	if err != nil || !slices.EqualFunc(made, again, bytes.Equal) {
		t.Errorf("%s: other bytes the second time: %v", file, err)
	}
	return m, made
}

// clean is makeImage for a picture that has one size.
func clean(t *testing.T, file string, src []byte) (asset.Size, []byte) {
	t.Helper()
	m, made := makeImage(t, file, src)
	if len(made) != 1 {
		t.Fatalf("%s has %d sizes", file, len(made))
	}
	return m.Sizes[0], made[0]
}

// TestSmallPhoto leaves a photo as it is that is neither wide nor lying, as far as
// it is not metadata, if that takes fewer bytes.
func TestSmallPhoto(t *testing.T) {
	for _, order := range []binary.ByteOrder{binary.BigEndian, binary.LittleEndian} {
		src := photo(t, picture(), exif(order, 1), "RGB ")
		m, content := clean(t, "content/images/Piquet Été.JPG", src)
		if m.Width != 24 || m.Height != 16 || !strings.HasPrefix(m.Path, "assets/images/piquet-t.") || !strings.HasSuffix(m.Path, "-24.jpg") {
			t.Errorf("%+v", m)
		}
		if !bytes.Contains(content, []byte(profile("RGB "))) {
			t.Error("the colour profile is gone")
		}
	}
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, picture(), &jpeg.Options{Quality: 20}); err != nil {
		t.Fatal(err)
	}
	if _, content := clean(t, "a.jpg", plain.Bytes()); !bytes.Equal(content, plain.Bytes()) {
		t.Error("a photo that is small already was encoded again")
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

// TestPhotoTurns checks the corners of a photo of each orientation: red,
// green, and blue are top left, top right and bottom left as the camera saw them.
func TestPhotoTurns(t *testing.T) {
	corners := map[uint16]string{ // top left, top right, bottom left, bottom right
		1: "rgbx", 2: "grxb", 3: "xbgr", 4: "bxrg", 5: "rbgx", 6: "brxg", 7: "xgbr", 8: "gxrb",
	}
	grey := image.NewGray(image.Rect(0, 0, 24, 16))
	for orientation, want := range corners {
		m, content := clean(t, "x.jpg", photo(t, picture(), exif(binary.BigEndian, orientation), "RGB "))
		got := decodeJPEG(t, content)
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
		if !bytes.Contains(content, []byte(profile("RGB "))) {
			t.Errorf("orientation %d: the colour profile is gone", orientation)
		}
		if m, _ := clean(t, "g.jpg", photo(t, grey, exif(binary.BigEndian, orientation), "GRAY")); (m.Height == 24) != (orientation >= 5) {
			t.Errorf("grey, orientation %d: %d × %d", orientation, m.Width, m.Height)
		}
	}
	if _, content := clean(t, "x.jpg", photo(t, picture(), exif(binary.BigEndian, 6), "CMYK")); bytes.Contains(content, []byte("ICC_PROFILE")) {
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
	m, content := clean(t, "a.png", src)
	got, err := png.Decode(bytes.NewReader(content))
	if err != nil || m.Width != 24 || m.Height != 16 || !bytes.Contains(content, []byte("pHYs")) {
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
	src := append(webp(webpChunk("VP8X", vp8x), webpChunk("ICCP", tellingICC("RGB ")), webpChunk("ANIM", "loop.."), webpChunk("ANMF", frame),
		webpChunk("EXIF", string(exif(binary.LittleEndian, 1))), webpChunk("XMP ", "<x:xmpmeta>"+secret), webpChunk("MINE", secret)), secret...)
	m, content := clean(t, "a.webp", src)
	want := webp(webpChunk("VP8X", "\x33"+vp8x[1:]), webpChunk("ICCP", plainICC("RGB ")), webpChunk("ANIM", "loop.."),
		webpChunk("ANMF", strings.Repeat("\x00", 16)+webpChunk("ALPH", "a")+webpChunk("VP8 ", vp8)))
	if !bytes.Equal(content, want) || m.Width != 24 || m.Height != 16 {
		t.Errorf("%d × %d\n%q\n%q", m.Width, m.Height, content, want)
	}
	for _, src := range [][]byte{webp(webpChunk("VP8 ", vp8)), webp(webpChunk("VP8L", "\x2f\x17\xc0\x03\x00data"))} {
		if m, content := clean(t, "a.webp", src); m.Width != 24 || m.Height != 16 || !bytes.Equal(content, src) {
			t.Errorf("%+v", m)
		}
	}
}

// animation gives a GIF of about so many bytes.
func animation(t *testing.T, size int) []byte {
	t.Helper()
	frame := image.NewPaletted(image.Rect(0, 0, 400, 300), color.Palette{color.Black, color.White})
	for i := range frame.Pix {
		frame.Pix[i] = byte(i*i>>5) & 1
	}
	var one bytes.Buffer
	if err := gif.Encode(&one, frame, nil); err != nil {
		t.Fatal(err)
	}
	film := &gif.GIF{}
	for range 1 + size/one.Len() {
		film.Image, film.Delay = append(film.Image, frame), append(film.Delay, 5)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, film); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
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
	m, content := clean(t, "a.gif", src)
	if !bytes.Equal(content, plain) || m.Width != 24 || m.Height != 16 {
		t.Errorf("%d × %d\n%q\n%q", m.Width, m.Height, content, plain)
	}
}

func TestReadImageRefuses(t *testing.T) {
	good := photo(t, picture(), exif(binary.BigEndian, 1), "RGB ")
	end := bytes.Index(good, []byte("\xff\xd9\x00\x00ftyp"))
	bomb := bytes.Clone(pngWith(t))
	copy(bomb[16:], "\x00\x01\x00\x00\x00\x01\x00\x00") // 65536 × 65536
	copy(bomb[12:33], chunk("IHDR", string(bomb[16:29]))[4:])
	flipped := bytes.Clone(pngWith(t))
	flipped[bytes.Index(flipped, []byte("IDAT"))+20] ^= 1
	jpegBomb := bytes.Clone(good)
	sof := bytes.Index(jpegBomb, []byte("\xff\xc0"))
	copy(jpegBomb[sof+5:], "\xff\xff\xff\xff")
	frame := bytes.Index(good, []byte("\xff\xc0"))
	frame += 2 + int(binary.BigEndian.Uint16(good[frame+2:]))
	behind := func(text string) []byte { return slices.Concat(good[:frame], []byte(text), good[frame:]) } // where a decoder that asks for the size looks no more
	gifFrames := []byte("GIF89a\xff\xff\xff\x00\x00\x00\x00")
	for range 40 {
		gifFrames = append(gifFrames, "\x2c\x00\x00\x00\x00\xff\xff\xff\x00\x00\x02\x01\x00\x00"...)
	}
	for _, c := range []struct {
		file string
		src  []byte
		want string
	}{
		{"a.svg", []byte("<svg/>"), `files that end in ".svg" are not published from here`},
		{"a.html", good, `files that end in ".html" are not published from here`},
		{"a", good, "files whose names have no ending are not published from here"},
		{"a.png", good, `the content is not what the ending ".png" says`},
		{"a.jpg", []byte("<html>"), `the content is not what the ending ".jpg" says`},
		{"a.gif", nil, `the content is not what the ending ".gif" says`},
		{"a.webp", []byte("RIFF1234WEBQ"), `the content is not what the ending ".webp" says`},
		{"a.jpg", make([]byte, 21<<20), "the image takes 21 MB; the most is 20 MB"},
		{"a.jpg", good[:40], "the image is damaged or incomplete"},
		{"a.jpg", good[:end], "the image is damaged or incomplete"},
		{"a.jpg", behind("x"), "the image is damaged or incomplete"},
		{"a.jpg", behind("\xff\xd0"), "the image is damaged or incomplete"},
		{"a.jpg", behind("\xff\xfe\x00\x01"), "the image is damaged or incomplete"},
		{"a.jpg", behind("\xff\xfe\xff\xff"), "the image is damaged or incomplete"},
		{"a.jpg", slices.Concat(good[:sof], segment(0xe0, "JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00"), good[sof:frame], []byte("\xff\xfe\x00")), "the image is damaged or incomplete"},
		{"a.webp", webp(webpChunk("VP8 ", vp8), "EXIF\xff\x00\x00\x00"), "the image is damaged or incomplete"},
		{"a.png", bomb, "the image measures 65536 × 65536 pixels; the most is 25 million in all"},
		{"a.jpg", jpegBomb, "the image measures 65535 × 65535 pixels; the most is 50 million in all"},
		{"a.png", flipped, "the image is damaged or incomplete"},
		{"a.gif", gifFrames, "the image measures 65535 × 255 pixels; the most is 50 million in all"},
		{"a.webp", webp(webpChunk("VP8X", "\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff")), "the image measures 16777216 × 16777216 pixels; the most is 50 million in all"},
		{"a.webp", webp(webpChunk("ICCP", "no picture")), "the image is damaged or incomplete"},
		{"a.png", pngWith(t, chunk("eXIf", string(exif(binary.LittleEndian, 6)))), "the image is stored lying on its side or mirrored, with a note that turns it"},
		{"a.webp", webp(webpChunk("VP8 ", vp8), webpChunk("EXIF", "Exif\x00\x00"+string(exif(binary.BigEndian, 3)))), "the image is stored lying on its side or mirrored, with a note that turns it"},
	} {
		m, faults := asset.ReadImage("content/images/"+c.file, c.src)
		if len(faults) != 1 || m.Sizes != nil {
			t.Errorf("%s: %v", c.file, faults)
			continue
		}
		if got := diag.In("en").Sentence(faults[0].Message); got != c.want || faults[0].File != "content/images/"+c.file {
			t.Errorf("%s: %s: %s, want %s", c.file, faults[0].Position, got, c.want)
		}
	}
}

// TestReadImageCut cuts pictures behind each of their bytes, as a network or a full disk may:
// what is taken is whole, and as clean as the whole file's.
func TestReadImageCut(t *testing.T) {
	frame := strings.Repeat("\x00", 16) + webpChunk("VP8 ", vp8)
	jpg := photo(t, picture(), exif(binary.BigEndian, 1), "RGB ")
	for file, src := range map[string][]byte{
		"a.jpg":  slices.Concat(jpg[:2], segment(0xee, "Adobe\x00\x64\x00\x00\x00\x00\x01"), jpg[2:]),
		"a.png":  pngWith(t, chunk("eXIf", string(exif(binary.BigEndian, 1)))),
		"a.webp": append(webp(webpChunk("VP8X", vp8x), webpChunk("ANMF", frame), webpChunk("EXIF", string(exif(binary.LittleEndian, 1)))), secret...),
		"a.gif":  []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00rgbRGB\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00\x21\xfe\x03GPS\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x01\x00\x00\x3b" + secret),
	} {
		_, want := clean(t, file, src)
		taken := 0
		for n := range src {
			if _, faults := asset.ReadImage(file, src[:n]); faults.HasErrors() {
				continue
			}
			if _, got := clean(t, file, src[:n]); !bytes.Equal(got, want) {
				t.Errorf("%s: the first %d bytes are taken, for another picture", file, n)
			}
			taken++
		}
		if taken == 0 || taken > len(src)/2 {
			t.Errorf("%s: %d of %d beginnings are taken", file, taken, len(src))
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
		names, paths = append(names, m.Name), append(paths, m.Sizes[0].Path)
	}
	if !slices.Equal(names, []string{"images/b.jpg", "images/sub/b.jpg"}) || paths[0] == paths[1] {
		t.Errorf("%v %v", names, paths)
	}
	var told []string
	for _, d := range faults.Sorted() {
		told = append(told, d.File+" "+d.Message.Code)
	}
	if want := []string{
		"content/images/b.jpg asset.image.places", "content/images/drawing.svg asset.kind", "content/images/huge.jpg asset.image.bytes",
		"content/images/link.jpg asset.not-regular",
	}; !slices.Equal(told, want) {
		t.Errorf("%v", told)
	}
	if images, faults := new(asset.Images).Read(fstest.MapFS{}, "content/images"); images != nil || faults != nil {
		t.Errorf("no images: %v, %v", images, faults)
	}
}

// FuzzReadImage holds pictures to their promises on any bytes: whatever is looked at
// can be made or is said to be damaged, nothing panics, and what needs no decoding
// can be cleaned twice.
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
		if faults.HasErrors() || m.Memory > 1<<24 {
			return
		}
		made, damaged, err := m.Make(fstest.MapFS{file: {Data: src}})
		if err != nil || damaged.HasErrors() {
			if err != nil || m.Memory == 0 {
				t.Errorf("%v %v", err, damaged)
			}
			return
		}
		again, faults := asset.ReadImage(file, made[0])
		if faults.HasErrors() || again.Sizes[0].Width != m.Sizes[0].Width || again.Sizes[0].Height != m.Sizes[0].Height {
			t.Errorf("a size is no picture: %v %v %v", faults, m.Sizes, again.Sizes)
		}
		if m.Memory > 0 {
			return
		}
		if twice, _, err := again.Make(fstest.MapFS{file: {Data: made[0]}}); err != nil || !bytes.Equal(twice[0], made[0]) {
			t.Errorf("cleaning twice: %v\n%q\n%q", err, made[0], twice)
		}
	})
}
