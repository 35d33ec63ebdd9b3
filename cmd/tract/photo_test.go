package main

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// What no published photo may hold: the place as EXIF writes it and as XMP does, a
// thumbnail, and a second photo behind the end.
var traces = []string{"\x2d\x00\x00\x00\x01\x00\x00\x00", "Exif\x00", "GPSLatitude", "8BIM", "thumbnail of the gate", "second photo", "comment of a camera", "name of a screen"}

// colours is the curve of the photos' colour profile, which every size of them keeps, and
// colourProfile is the whole, which names a screen.
const colours = "curv\x00\x00\x00\x00\x00\x00\x00\x02\x12\x34\x56\x78"

var colourProfile = "ICC_PROFILE\x00\x01\x01" + strings.Repeat("\x00", 16) + "RGB XYZ " + strings.Repeat("\x00", 12) + "acsp" + strings.Repeat("\x00", 88) +
	"\x00\x00\x00\x02desc\x00\x00\x00\x9c\x00\x00\x00\x64kTRC\x00\x00\x01\x00\x00\x00\x00\x10" + "name of a screen" + strings.Repeat("\x00", 84) + colours

// cameraPhoto gives a photo as phones store it: with what they know of it, and turned
// by a note. Its upper left quarter is light as it is stored.
func cameraPhoto(width, height int, orientation byte) []byte {
	m := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	for y := range height {
		row := m.Y[y*m.YStride:][:width]
		for x := range row {
			row[x] = byte(60 + x*y>>8%60)
		}
		if y < height/2 {
			copy(row, bytes.Repeat([]byte{220}, width/2))
		}
	}
	for i := range m.Cb {
		m.Cb[i], m.Cr[i] = 120, 136
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, m, &jpeg.Options{Quality: 92}) // to memory
	segment := func(marker byte, payload string) string {
		n := len(payload) + 2
		return string([]byte{0xff, marker, byte(n >> 8), byte(n)}) + payload
	}
	exif := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x02\x00" +
		"\x12\x01\x03\x00\x01\x00\x00\x00" + string([]byte{orientation}) + "\x00\x00\x00" +
		"\x25\x88\x04\x00\x01\x00\x00\x00\x26\x00\x00\x00" + "\x00\x00\x00\x00" + // the place, at 38
		"\x01\x00\x02\x00\x05\x00\x03\x00\x00\x00\x38\x00\x00\x00\x00\x00\x00\x00" +
		"\x2d\x00\x00\x00\x01\x00\x00\x00\x1e\x00\x00\x00\x01\x00\x00\x00\x1f\x00\x00\x00\x01\x00\x00\x00" + "\xff\xd8thumbnail of the gate\xff\xd9"
	return slices.Concat(b.Bytes()[:2], []byte(segment(0xe1, exif)+segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta exif:GPSLatitude='45,30.5N'>")+
		segment(0xe2, colourProfile)+segment(0xed, "Photoshop 3.0\x008BIM")+segment(0xfe, "comment of a camera")), b.Bytes()[2:], []byte("second photo"))
}

// photo writes a photo as cameras do, or one of which half was lost.
func photo(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: photo FILE WIDTH HEIGHT ORIENTATION|damaged")
	}
	var numbers [3]int
	for i, arg := range args[1:] {
		n, err := strconv.Atoi(arg)
		if arg != "damaged" {
			ts.Check(err)
		}
		numbers[i] = n
	}
	src := cameraPhoto(numbers[0], numbers[1], byte(numbers[2]))
	if args[3] == "damaged" {
		src = append(src[:len(src)/2], 0xff, 0xd9)
	}
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o777))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), src, 0o666))
}

// photos holds the photos of a folder, by the start of their names, to their widths and
// heights: each upright, light in the corner that is named, with its colour profile and
// nothing else of what a camera wrote.
func photos(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: photos FOLDER/NAME CORNER WIDTHxHEIGHT…")
	}
	names, err := filepath.Glob(ts.MkAbs(args[0]) + ".*")
	ts.Check(err)
	var found []string
	for _, name := range names {
		src, err := os.ReadFile(name)
		ts.Check(err)
		for _, trace := range traces {
			if bytes.Contains(src, []byte(trace)) {
				ts.Fatalf("%s: %q is left", name, trace)
			}
		}
		if !bytes.Contains(src, []byte("ICC_PROFILE\x00\x01\x01")) || !bytes.Contains(src, []byte(colours)) {
			ts.Fatalf("%s: the colour profile is gone", name)
		}
		m, err := jpeg.Decode(bytes.NewReader(src))
		ts.Check(err)
		w, h := m.Bounds().Dx(), m.Bounds().Dy()
		found = append(found, strconv.Itoa(w)+"x"+strconv.Itoa(h))
		for corner, at := range map[string]image.Point{"top-left": {w / 8, h / 8}, "top-right": {w - w/8, h / 8}, "bottom-left": {w / 8, h - h/8}, "bottom-right": {w - w/8, h - h/8}} {
			if light := color.GrayModel.Convert(m.At(at.X, at.Y)).(color.Gray).Y > 180; light != (corner == args[1]) {
				ts.Fatalf("%s: %s is light: %v", name, corner, light)
			}
		}
	}
	slices.Sort(found)
	if want := slices.Sorted(slices.Values(args[2:])); !slices.Equal(found, want) {
		ts.Fatalf("%s: %v, want %v", args[0], found, want)
	}
}
