package asset_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"image"
	"image/color"
	"image/png"
	"slices"
	"testing"
	"testing/fstest"

	"tract/internal/asset"
)

// street gives a picture with large and small things in it, none of which looks the
// same on another side.
func street(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{byte(40 + 150*x/w), byte(60 + 120*y/h), byte(200 - 120*x/w), 255}
			if (x/40+y/60)%3 == 0 {
				c.R += 30
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

// upright gives where a point of a picture is seen, both from 0 to 1, as the table of
// EXIF says it.
func upright(x, y float64, orientation uint16) (float64, float64) {
	switch orientation {
	case 2:
		return 1 - x, y
	case 3:
		return 1 - x, 1 - y
	case 4:
		return x, 1 - y
	case 5:
		return y, x
	case 6:
		return 1 - y, x
	case 7:
		return 1 - y, 1 - x
	case 8:
		return y, 1 - x
	}
	return x, y
}

// around gives the colour of a picture around a point.
func around(m image.Image, x, y float64) (mean [3]int) {
	const reach = 6
	b := m.Bounds()
	px, py := int(x*float64(b.Dx())), int(y*float64(b.Dy()))
	n := 0
	for v := max(py-reach*b.Dy()/480, 0); v <= min(py+reach*b.Dy()/480, b.Dy()-1); v++ {
		for u := max(px-reach*b.Dx()/480, 0); u <= min(px+reach*b.Dx()/480, b.Dx()-1); u++ {
			r, g, bl, _ := m.At(u, v).RGBA()
			mean[0], mean[1], mean[2] = mean[0]+int(r>>8), mean[1]+int(g>>8), mean[2]+int(bl>>8)
			n++
		}
	}
	for i := range mean {
		mean[i] /= n
	}
	return mean
}

// TestPhotoSizes makes a photo of each orientation in all its widths, and compares what
// is seen with what the camera saw.
func TestPhotoSizes(t *testing.T) {
	source := street(1800, 1200)
	for orientation := uint16(1); orientation <= 8; orientation++ {
		m, made := makeImage(t, "content/images/street.jpg", photo(t, source, exif(binary.LittleEndian, orientation), "RGB "))
		want := [][2]int{{480, 320}, {960, 640}, {1600, 1067}}
		if orientation >= 5 {
			want = [][2]int{{480, 720}, {960, 1440}, {1200, 1800}}
		}
		for n, content := range made {
			if s := m.Sizes[n]; s.Width != want[n][0] || s.Height != want[n][1] {
				t.Errorf("orientation %d: %+v, want %v", orientation, s, want[n])
			}
			if !bytes.HasPrefix(content[2:], segment(0xe2, profile("RGB "))) {
				t.Errorf("orientation %d: %s has not the profile that the photo has", orientation, m.Sizes[n].Path)
			}
			got := decodeJPEG(t, content)
			for _, x := range []float64{.1, .3, .5, .7, .9} {
				for _, y := range []float64{.1, .4, .6, .9} {
					u, v := upright(x, y, orientation)
					before, after := around(source, x, y), around(got, u, v)
					for c := range 3 {
						if off := before[c] - after[c]; off > 12 || off < -12 {
							t.Fatalf("orientation %d, %d wide: at %.1f, %.1f is %v, want %v", orientation, m.Sizes[n].Width, u, v, after, before)
						}
					}
				}
			}
		}
	}
}

// TestWidePNG makes a PNG narrower that nobody needs so wide, and keeps how its colours
// are meant.
func TestWidePNG(t *testing.T) {
	drawing := image.NewNRGBA(image.Rect(0, 0, 2000, 300))
	for i := range drawing.Pix {
		drawing.Pix[i] = []byte{181, 0, 30, byte(i / 8000)}[i%4]
	}
	var b bytes.Buffer
	if err := png.Encode(&b, drawing); err != nil {
		t.Fatal(err)
	}
	src := slices.Concat(b.Bytes()[:33], chunk("sRGB", "\x00"), chunk("tEXt", secret), chunk("eXIf", string(exif(binary.BigEndian, 1))), b.Bytes()[33:])
	m, content := clean(t, "content/images/poster.png", src)
	if m.Width != 1600 || m.Height != 240 || !bytes.Contains(content, chunk("sRGB", "\x00")) {
		t.Errorf("%+v", m)
	}
	got, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if c := color.NRGBAModel.Convert(got.At(800, 200)).(color.NRGBA); c.R < 178 || c.G > 3 || c.B < 27 || c.B > 33 || c.A < 240 {
		t.Errorf("%+v", c)
	}
}

// TestRecipe holds the bytes that are made of a photo and a drawing to those that are
// made by every program with this recipe. If they are others, on purpose or by another
// version of Go, raise the constant "recipe" as well: browsers keep what they got from
// an address.
func TestRecipe(t *testing.T) {
	street := street(1700, 400)
	var b bytes.Buffer
	if err := png.Encode(&b, street); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		file string
		src  []byte
		want string
	}{
		{"content/images/street.jpg", photo(t, street, exif(binary.BigEndian, 6), "RGB "), "ff899a589deb17ec"},
		{"content/images/street.png", b.Bytes(), "c2a8d57af10be708"},
	} {
		m, made := makeImage(t, c.file, c.src)
		sum := sha256.New()
		for n, content := range made {
			sum.Write([]byte(m.Sizes[n].Path))
			sum.Write(content)
		}
		if got := hex.EncodeToString(sum.Sum(nil))[:16]; got != c.want {
			t.Errorf("%s: %s, want %s", c.file, got, c.want)
		}
	}
}

// TestChangedSource gives nothing of a file that is another than the one that was
// looked at, or is gone.
func TestChangedSource(t *testing.T) {
	src := photo(t, picture(), exif(binary.BigEndian, 6), "RGB ")
	m, _ := makeImage(t, "a.jpg", src)
	for name, site := range map[string]fstest.MapFS{"another": {"a.jpg": {Data: src[:len(src)-1]}}, "gone": {}} {
		if made, faults, err := m.Make(site); err == nil || made != nil || faults != nil {
			t.Errorf("%s: %v %v", name, faults, err)
		}
	}
	if other, _ := asset.ReadImage("b.jpg", src); other.Sizes[0].Path == m.Sizes[0].Path {
		t.Error("two files have one address")
	}
}

// BenchmarkPhoto makes the widths of a phone's photo of 12 megapixels.
func BenchmarkPhoto(b *testing.B) {
	src := photo(&testing.T{}, street(4000, 3000), exif(binary.BigEndian, 6), "RGB ")
	m, _ := asset.ReadImage("a.jpg", src)
	site := fstest.MapFS{"a.jpg": {Data: src}}
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, faults, err := m.Make(site); err != nil || len(faults) > 0 {
			b.Fatal(err, faults)
		}
	}
}

// BenchmarkReadImage looks at a phone's photo of 12 megapixels.
func BenchmarkReadImage(b *testing.B) {
	src := photo(&testing.T{}, street(4000, 3000), exif(binary.BigEndian, 6), "RGB ")
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, faults := asset.ReadImage("a.jpg", src); faults.HasErrors() {
			b.Fatal(faults)
		}
	}
}
