package asset_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/asset"
	"tract/internal/golden"
	"tract/internal/promise"
)

// profiles are of colours, as they are found and as they should not be.
func profiles() []string {
	whole := tellingICC("RGB ")
	lies := func(at int, with string) string { return whole[:at] + with + whole[at+len(with):] }
	return []string{
		whole, tellingICC("GRAY"), tellingICC("CMYK"), tellingICC("RGB ", "rTRCtext\x00\x00\x00\x00"+secret), tellingICC("RGB ", "rXYZXYZ "), tellingICC("RGB ", white, "A2B0mft2"+strings.Repeat("x", 400), "A2B1mft2"+strings.Repeat("x", 399), "A2B2mft2"+strings.Repeat("x", 398)), // in one another
		lies(36, "ascp"), lies(128, "\xff\xff\xff\xff"), lies(132+12+4, "\xff\xff\xff\x00"), lies(132+12+4, "\x00\x00\x00\x00"), whole[:len(whole)/2], whole + secret, secret, "", "acsp" + secret,
	}
}

// deflated packs a text as PNG and PDF do, and inflated unpacks it.
func deflated(text string) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func inflated(src []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(src))
	if err != nil {
		return nil
	}
	text, _ := io.ReadAll(r) // up to where it ends
	return text
}

// TestX19Metadata has each thing that cameras, phones and programs write into a picture,
// alone and with the others, in each format: of none of them anything is left. Formats
// that could hide some are refused, whatever their names say.
func TestX19Metadata(t *testing.T) {
	tried := 0
	left := func(file string, src []byte) {
		t.Helper()
		tried++
		_, made := makeImage(t, file, src)
		for _, content := range made {
			_, colours, _ := bytes.Cut(content, []byte("iCCP-\x00\x00"))
			content = slices.Concat(content, inflated(colours))
			for _, trace := range []string{secret, wideSecret, "ns.adobe", "\x00\x00\x00\x18ftyp", "http", "Camera", "appl", "APPL", secret[:4], "mmod", "dmdd", "vcgt", "meta"} {
				if bytes.Contains(content, []byte(trace)) {
					t.Errorf("%s: %q is left", file, trace)
				}
			}
		}
	}
	wide := image.NewRGBA(image.Rect(0, 0, 600, 400))
	for i := range wide.Pix {
		wide.Pix[i] = byte(i / 2400)
	}
	tiff := string(exif(binary.BigEndian, 1))
	jpegs := map[string][]byte{}
	for size, m := range map[string]image.Image{"small": picture(), "wide": wide} {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, m, nil); err != nil {
			t.Fatal(err)
		}
		plain := b.Bytes()
		jpegs[size] = plain
		for n, piece := range [][]byte{
			segment(0xe1, "Exif\x00\x00"+tiff), segment(0xe1, "Exif\x00\x00"+string(exif(binary.LittleEndian, 1))), segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>exif:GPSLatitude="+secret),
			segment(0xe1, "http://ns.adobe.com/xmp/extension/\x00"+secret), segment(0xed, "Photoshop 3.0\x008BIM\x04\x04"+secret), segment(0xe2, "MPF\x00"+secret), segment(0xe0, "JFXX\x00\x10\xff\xd8"+secret),
			segment(0xfe, "Camera of "+secret), segment(0xee, "Adobe\x00"+secret), segment(0xeb, "JP\x00"+secret), segment(0xe4, secret), segment(0xef, secret), segment(0xec, "Ducky"+secret), segment(0xe3, "Meta\x00\x00"+tiff),
		} {
			left(fmt.Sprintf("%s-%d.jpg", size, n), slices.Concat(plain[:2], piece, plain[2:]))
		}
		for n, behind := range []string{secret, "\x00\x00\x00\x18ftypmp42" + secret, string(photo(t, picture(), []byte(tiff), "RGB ")), "\xff\xe1" + secret, "PK\x03\x04" + secret} {
			left(fmt.Sprintf("%s-behind-%d.jpeg", size, n), append(bytes.Clone(plain), behind...))
		}
		left(size+"-all.JPG", photo(t, m, []byte(tiff), "RGB "))
	}
	for orientation := range uint16(8) {
		left("turned.jpg", photo(t, wide, exif(binary.LittleEndian, orientation+1), "RGB "))
	}
	for n, piece := range [][]byte{
		chunk("tEXt", "Author\x00"+secret), chunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00<x:xmpmeta>"+secret), chunk("zTXt", "Raw profile type exif\x00"+secret), chunk("eXIf", tiff), chunk("tIME", secret[:7]),
		chunk("caBX", secret), chunk("dSIG", secret), chunk("acTL", secret[:8]), chunk("fdAT", secret), chunk("iDOT", secret), chunk("vpAg", secret), chunk("sPLT", secret), chunk("hIST", secret[:2]),
		chunk("pHYs", secret), chunk("gAMA", secret), chunk("cHRM", secret), chunk("cHRM", secret+secret), chunk("sRGB", secret), chunk("PLTE", secret[:15]), chunk("PLTE", secret+secret[:1]), chunk("tRNS", secret), chunk("tRNS", secret[:4]),
		slices.Concat(chunk("sRGB", "\x00"), chunk("sRGB", secret[:1]), chunk("gAMA", "\x00\x00\xb1\x8f"), chunk("gAMA", secret[:4])), chunk("IHDR", secret[:13]), chunk("IEND", secret),
	} {
		left(fmt.Sprintf("%d.png", n), pngWith(t, piece))
	}
	for n, piece := range []string{webpChunk("EXIF", tiff), webpChunk("XMP ", "<x:xmpmeta>"+secret), webpChunk("MINE", secret), webpChunk("EXIF", "Exif\x00\x00"+tiff), webpChunk("C2PA", secret), webpChunk("JUNK", secret), webpChunk("VP8X", vp8x+secret), webpChunk("ANIM", "loop.."+secret), webpChunk("ANIM", "loop..") + webpChunk("ANIM", secret[:6]), webpChunk("VP8X", vp8x) + webpChunk("ALPH", "a") + webpChunk("ALPH", secret)} {
		left(fmt.Sprintf("%d.webp", n), append(webp(webpChunk("VP8X", vp8x), webpChunk("VP8 ", vp8), piece), secret...))
		left(fmt.Sprintf("%d-first.webp", n), webp(webpChunk("VP8X", vp8x), piece, webpChunk("VP8 ", vp8)))
		left(fmt.Sprintf("%d-only.webp", n), webp(piece, webpChunk("VP8X", vp8x), webpChunk("VP8 ", vp8), webpChunk("VP8 ", secret)))
	}
	var b bytes.Buffer
	if err := gif.Encode(&b, image.NewPaletted(image.Rect(0, 0, 24, 16), color.Palette{color.Black, color.White}), nil); err != nil {
		t.Fatal(err)
	}
	const head = 13
	colours := 3 << (b.Bytes()[10]&7 + 1) * int(b.Bytes()[10]>>7)
	for n, piece := range []string{
		"\x21\xfe\x11" + secret + "\x00", "\x21\xff\x0bXMP DataXMP\x0b<x:xmpmeta>\x00", "\x21\x01\x0c0123456789ab\x11" + secret + "\x00", "\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x11" + secret + "\x00", "\x21\xff\x0bICCRGBG1012\x11" + secret + "\x00", "\x21\x99\x11" + secret + "\x00",
		"\x21\xf9\x11" + secret + "\x00", "\x21\xf9\x04\x00\x00\x00\x00\x11" + secret + "\x00", "\x21\xf9\x04" + secret[:4] + "\x00\x21\xf9\x04\x00\x00\x00\x00\x00", "\x21\xff\x0bNETSCAPE2.0\x11" + secret + "\x00", "\x21\xff\x0bNETSCAPE2.0\x02\x01\x00\x00",
	} {
		at := head + colours
		left(fmt.Sprintf("%d.gif", n), slices.Concat(b.Bytes()[:at], []byte(piece), b.Bytes()[at:], []byte(secret)))
	}
	for n, c := range profiles() {
		wide := slices.Concat([]byte("x\x00\x00"), deflated(c))
		for _, f := range []struct {
			file string
			src  []byte
		}{
			{"jpg", slices.Concat(jpegs["small"][:2], segment(0xe2, "ICC_PROFILE\x00\x01\x01"+c), jpegs["small"][2:])},
			{"jpg", slices.Concat(jpegs["wide"][:2], segment(0xe2, "ICC_PROFILE\x00\x02\x02"+c[len(c)/2:]), segment(0xe2, "ICC_PROFILE\x00\x01\x02"+c[:len(c)/2]), jpegs["wide"][2:])},
			{"jpg", slices.Concat(jpegs["small"][:2], segment(0xe2, "ICC_PROFILE\x00\x02\x02"+c), jpegs["small"][2:])},
			{"jpg", slices.Concat(jpegs["small"][:2], segment(0xe2, "ICC_PROFILE\x00"), segment(0xe2, "ICC_PROFILE\x00\x01\x01"+c), segment(0xe2, "ICC_PROFILE\x00\x01\x01"+c), jpegs["small"][2:])},
			{"png", pngWith(t, chunk("iCCP", string(wide)))},
			{"png", pngWith(t, chunk("iCCP", secret+"\x00\x00"+string(wide[3:])))},
			{"png", pngWith(t, chunk("iCCP", string(wide[:len(wide)/2])))},
			{"png", pngWith(t, chunk("iCCP", secret+c))},
			{"webp", webp(webpChunk("VP8X", vp8x), webpChunk("ICCP", c), webpChunk("VP8 ", vp8))},
		} {
			left(fmt.Sprintf("profile-%d.%s", n, f.file), f.src)
		}
	}
	for brand, src := range map[string]string{
		"heic": "\x00\x00\x00\x18ftypheic", "avif": "\x00\x00\x00\x1cftypavif", "tiff": "II\x2a\x00", "tif": "MM\x00\x2a", "bmp": "BM", "psd": "8BPS", "jxl": "\xff\x0a", "dng": "II\x2a\x00", "mp4": "\x00\x00\x00\x18ftypmp42", "jp2": "\x00\x00\x00\x0cjP  ",
	} {
		for _, ending := range []string{brand, "jpg", "png", "webp", "gif"} {
			tried++
			if m, faults := asset.ReadImage("content/images/a."+ending, []byte(src+secret+strings.Repeat("\x00", 100))); !faults.HasErrors() || m.Sizes != nil {
				t.Errorf("%s as .%s is taken", brand, ending)
			}
		}
	}
	for text, signed := range map[string]bool{
		"/Author (Camille Roy)": true, "/Author(Camille)": true, "/Author <FEFF0043>": true, "<dc:creator><rdf:Seq><rdf:li>Camille": true, "/Author ()": false, "/Author( )": false, "/AuthorInfo (x)": false, "/Title (x)": false,
	} {
		tried++
		site := fstest.MapFS{"static/a.pdf": {Data: []byte("%PDF-1.4\n1 0 obj << " + text + " >> endobj\ntrailer <<>>\nstartxref\n0\n%%EOF\n")}}
		if _, faults := asset.Build(site, nil, nil); strings.Contains(golden.Printed(t, "en", faults), "says who made it") != signed {
			t.Errorf("%s: %s", text, golden.Printed(t, "en", faults))
		}
	}
	promise.Held(t, tried)
}
