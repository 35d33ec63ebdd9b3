package asset_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/asset"
	"tract/internal/diag"
	"tract/internal/promise"
)

// plain gives a picture in each format that has an encoder.
func plain(t *testing.T) (asPNG, asJPEG, asGIF []byte) {
	t.Helper()
	var p, j, g bytes.Buffer
	if err := errors.Join(png.Encode(&p, picture()), jpeg.Encode(&j, picture(), nil), gif.Encode(&g, picture(), nil)); err != nil {
		t.Fatal(err)
	}
	return p.Bytes(), j.Bytes(), g.Bytes()
}

const page = `<!doctype html><script>alert(1)</script>`

func archived(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("secret")
	if err == nil {
		_, err = w.Write([]byte(secret))
	}
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// icon gives an icon file with one picture.
func icon(picture []byte) []byte {
	b := append([]byte{0, 0, 1, 0, 1, 0}, 24, 16, 0, 0, 1, 0, 32, 0)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(picture)))
	return append(binary.LittleEndian.AppendUint32(b, 22), picture...)
}

// font gives what begins as a font does.
func font(size uint32) []byte {
	return append(binary.BigEndian.AppendUint32([]byte("wOF2\x00\x01\x00\x00"), size), make([]byte, 52)...)
}

// published puts a file under static/ and gives what is published of it, nil for nothing.
func published(name string, content []byte) ([]byte, diag.List) {
	theme := fstest.MapFS{"css/main.css": {Data: []byte("@layer a;")}, "js/main.js": {}}
	set, faults := asset.Build(theme, fstest.MapFS{"static/" + name: {Data: content}}, nil)
	for _, f := range set.Files {
		if f.Path == name {
			return f.Content, faults
		}
	}
	return nil, faults
}

// TestX12Polyglots puts files under static/ and among the pictures that are one thing by
// their name and another by their bytes. Each is refused, or what is published has
// nothing of the other; and files that are what they say are published.
func TestX12Polyglots(t *testing.T) {
	asPNG, asJPEG, asGIF := plain(t)
	archive := archived(t)
	pdf := []byte("%PDF-1.4\n1 0 obj\nendobj\ntrailer\n%%EOF\n")
	join := func(parts ...any) []byte {
		var b []byte
		for _, p := range parts {
			b = fmt.Appendf(b, "%s", p)
		}
		return b
	}
	cases := 0
	for _, c := range []struct {
		name    string
		content []byte
	}{
		{"script.gif", join("GIF89a/*", asGIF[8:], "*/=1;alert(1)")},
		{"script2.gif", []byte("GIF89a=1;alert(1)//")},
		{"page.png", []byte(page)},
		{"page.jpg", []byte(page)},
		{"page.gif", []byte(page)},
		{"page.webp", []byte(page)},
		{"page.ico", []byte(page)},
		{"page.pdf", []byte(page)},
		{"page.woff2", []byte(page)},
		{"page.txt", []byte(page)},
		{"spaced.txt", []byte("\ufeff \r\n" + page)},
		{"page.json", []byte(page)},
		{"page.webmanifest", []byte(page)},
		{"drawing.png", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`)},
		{"drawing.txt", []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`)},
		{"page.svg", []byte(page)},
		{"document.jpg", pdf},
		{"document.txt", append(pdf, 0)},
		{"png.jpg", asPNG},
		{"jpeg.png", asJPEG},
		{"gif.png", asGIF},
		{"png.gif", asPNG},
		{"jpeg.webp", asJPEG},
		{"png.svg", asPNG},
		{"png.pdf", asPNG},
		{"png.txt", asPNG},
		{"png.json", asPNG},
		{"archive.png", archive},
		{"archive.txt", archive},
		{"archive.pdf", join(pdf, archive)},
		{"late.pdf", join(page, pdf)},
		{"page-behind.pdf", join(pdf, page)},
		{"no-end.pdf", []byte("%PDF-1.4\n")},
		{"archive.ico", join(icon(asPNG), archive)},
		{"short.ico", icon(asPNG)[:40]},
		{"empty.ico", []byte{0, 0, 1, 0, 0, 0}},
		{"list.ico", []byte{0, 0, 1, 0, 9, 0}},
		{"head.ico", []byte{0, 0, 1}},
		{"page-inside.ico", icon([]byte(page))},
		{"archive.woff2", join(font(64), archive)},
		{"short.woff2", []byte("wOF2")},
		{"utf16.txt", []byte("\xff\xfe<\x00s\x00")},
		{"nul.txt", []byte("a\x00b")},
		{"escape.txt", []byte("\x1b]0;x\x07")},
		{"two.json", []byte(`{}` + page)},
		{".well-known/page.html", []byte(page)},
		{".well-known/page", []byte(page)},
		{".well-known/spaced", []byte("\xef\xbb\xbf\n " + page)},
		{".well-known/utf16", []byte("\xfe\xff\x00<\x00s")},
		{".well-known/page.txt", []byte(page)},
		{".well-known/page.json", []byte(page)},
		{".well-known/drawing.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)},
		{".well-known/script.js", []byte("alert(1)")},
		{"page.html", []byte(page)},
		{"page.HTM", []byte(page)},
		{"page.xhtml", []byte(page)},
		{"page.xml", []byte(page)},
		{"page.html.", []byte(page)},
		{"page.shtml", []byte(page)},
		{"script.js", []byte("alert(1)")},
		{"style.css", []byte("a{}")},
		{"program.wasm", []byte("\x00asm")},
		{"drawing.svgz", []byte("\x1f\x8b")},
		{"none", []byte("x")},
	} {
		if content, faults := published(c.name, c.content); !faults.HasErrors() || content != nil {
			t.Errorf("static/%s is taken for what it says (%d bytes)", c.name, len(content))
		}
		cases++
	}
	for name, c := range map[string][]byte{
		"archive.jpg": join(asJPEG, archive), "archive.png": join(asPNG, archive), "archive.gif": join(asGIF, archive), "page.jpg": join(asJPEG, page), "page.png": join(asPNG, page), "page.gif": join(asGIF, page),
		"comment.jpg": join(asJPEG[:2], segment(0xfe, page), asJPEG[2:]), "comment.gif": join(asGIF[:len(asGIF)-1], "\x21\xfe\x28"+page+"\x00;"), "script.jpg": join(asJPEG[:2], segment(0xe1, "*/=1;alert(1)/*<script>"), asJPEG[2:]),
		"text.png": join(asPNG[:33], chunk("tEXt", "x\x00"+page), asPNG[33:]), "unknown.png": join(asPNG[:33], chunk("xxXx", page), asPNG[33:]), "document.png": join(asPNG, pdf), "document.jpg": join(asJPEG[:2], segment(0xfe, string(pdf)), asJPEG[2:]),
	} {
		content, faults := published(name, c)
		if content == nil {
			t.Errorf("static/%s is refused: %+v", name, faults)
		}
		for _, of := range []string{"<script", secret, "PK\x03\x04", "%PDF", "alert"} {
			if bytes.Contains(content, []byte(of)) {
				t.Errorf("static/%s is published with %q", name, of)
			}
		}
		cases++
		if _, made := asset.ReadImage("content/images/"+name, c); made.HasErrors() {
			continue
		}
		_, files := makeImage(t, "content/images/"+name, c)
		for _, content := range files {
			if bytes.Contains(content, []byte("<script")) || bytes.Contains(content, []byte("PK\x03\x04")) {
				t.Errorf("content/images/%s is published with another file in it", name)
			}
		}
		cases++
	}
	for name, c := range map[string][]byte{
		"a.ico": icon(asPNG), "a.pdf": pdf, "a.woff2": font(64), "a.txt": []byte("Œuvre\n"), "a.json": []byte(`{"a": "<script>"}`), "a.png": asPNG, "a.jpg": asJPEG, "a.gif": asGIF,
		".well-known/matrix": []byte("x"), ".well-known/security.txt": []byte("Contact: x"), ".well-known/a.json": []byte("{}"), ".well-known/key": []byte("\x99\x01\x0d"),
	} {
		if content, faults := published(name, c); content == nil || len(faults) > 0 {
			t.Errorf("static/%s is refused: %+v", name, faults)
		}
		cases++
	}
	promise.Held(t, cases)
}

// TestX12Drawings puts drawings under static/ that would run, load or repeat something.
// Each is refused; and of one that is not, only what is known is published.
func TestX12Drawings(t *testing.T) {
	cases := 0
	const head = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">`
	nested := strings.Repeat("<g>", 200) + strings.Repeat("</g>", 200)
	var laughs, masks strings.Builder
	for i := range 20 {
		fmt.Fprintf(&laughs, `<g id="g%d">%s</g>`, i, strings.Repeat(fmt.Sprintf(`<use href="#g%d"/>`, i-1), 5))
		fmt.Fprintf(&masks, `<mask id="m%d">%s</mask>`, i, strings.Repeat(fmt.Sprintf(`<rect mask="url(#m%d)"/>`, i-1), 5))
	}
	for _, inside := range []string{
		`<script>alert(1)</script>`, `<script href="x.js"/>`, `<SCRIPT/>`, `<s:script xmlns:s="http://www.w3.org/2000/svg"/>`, `<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>`, `<a href="javascript:alert(1)"><path/></a>`, `<a xlink:href="https://example.org"/>`,
		`<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>`, `<image href="https://example.org/x.png"/>`, `<image xlink:href="data:image/svg+xml,x"/>`, `<feImage href="https://example.org"/>`, `<filter id="f"/>`, `<style>@import "//example.org";</style>`, `<style/>`,
		`<animate attributeName="href" values="javascript:alert(1)"/>`, `<set attributeName="onload" to="x"/>`, `<animateTransform/>`, `<handler/>`, `<listener/>`, `<text>x</text>`, `<switch/>`, `<pattern/>`, `<marker/>`, `<view/>`, `<metadata/>`, `<iframe/>`, `<html/>`, `<audio/>`, `<video/>`, `<cursor/>`, `<font-face-uri/>`, `<color-profile/>`, `<discard/>`, `<mpath/>`, `<textPath/>`, `<tref/>`,
		`<path onclick="alert(1)"/>`, `<g ONLOAD="x"/>`, `<path style="fill:url(//example.org)"/>`, `<path fill="url(//example.org/x#a)"/>`, `<path fill=" URL( //example.org)"/>`, `<path mask="url(#a), url(//example.org/x#m)"/>`, `<path mask="url(#a) url(x#m)"/>`, `<path fill="u\72l(//example.org)"/>`, `<path fill="\75 rl(//example.org)"/>`,
		`<path mask="image-set('//example.org/x' 1x)"/>`, `<path mask="-webkit-image-set('//example.org/x' 1x)"/>`, `<path mask="image('//example.org')"/>`, `<path mask="src('//example.org')"/>`, `<path mask="cross-fade('//example.org')"/>`, `<path fill="var(--x)"/>`, `<path fill="attr(x)"/>`, "<path fill=\"url(\n#a)\"/>", `<path fill="url('#a')"/>`,
		`<use href="//example.org/x.svg#a"/>`, `<use xlink:href="x.svg#a"/>`, `<use href="data:image/svg+xml,x#a"/>`, `<use href="javascript:alert(1)"/>`, `<use href=""/>`, `<use href=" #a"/>`, `<g xml:base="//example.org"/>`, `<g xml:space="preserve"/>`, `<g href="x"/>`, `<g src="x"/>`, `<g filter="url(#a)"/>`, `<g tabindex="0"/>`, `<g data-x="y"/>`, `<g cursor="url(x)"/>`, `<g ev:event="load" xmlns:ev="http://www.w3.org/2001/xml-events"/>`, `<g requiredExtensions="x"/>`,
		laughs.String(), masks.String(), nested, `&nbsp;`, `<g></path>`, `<![CDATA[<script>]]><script/>`, `</svg><svg xmlns="http://www.w3.org/2000/svg">`, `<!DOCTYPE x>`, `<!ENTITY x "y">`,
	} {
		if content, faults := published("a.svg", []byte(head+inside+"</svg>")); content != nil || !faults.HasErrors() {
			t.Errorf("%.80s is published as %.200s", inside, content)
		}
		cases++
	}
	for _, whole := range []string{
		`<!DOCTYPE svg [<!ENTITY a "b">]>` + head + `&a;</svg>`, `<!DOCTYPE svg SYSTEM "//example.org/x.dtd">` + head + `</svg>`, `<svg/>`, `<svg xmlns="x"/>`, `<html xmlns="http://www.w3.org/1999/xhtml"/>`, head, `x`, ``, `<svg onload="x" xmlns="http://www.w3.org/2000/svg"/>`, "\xff\xfe<\x00", `<?xml version="1.0" encoding="UTF-7"?>` + head + `</svg>`, `<?xml version="1.0" encoding="ISO-8859-1"?>` + head + `</svg>`,
	} {
		if content, faults := published("a.svg", []byte(whole)); content != nil || !faults.HasErrors() {
			t.Errorf("%.80s is published as %.200s", whole, content)
		}
		cases++
	}
	for _, fine := range []string{
		`<?xml-stylesheet href="//example.org/x.css"?>` + head + `<!-- <script> --><title>&lt;script&gt;alert(1)&lt;/script&gt;</title></svg>`, head + `<desc><![CDATA[<script>alert(1)</script>]]></desc></svg>`, head + `<g id="layer1" aria-label="rue (nord)" clip-path="url(#c)"><path fill="url(#g) rgb(1,2,3)" transform="rotate(1) matrix(1 0 0 1 0 0)"/></g></svg>`,
		head + `<linearGradient id="b" xlink:href="#a"/><use href="#b"/></svg>`, head + `<g id="a"><use href="#a"/></g></svg>`,
	} {
		content, faults := published("a.svg", []byte(fine))
		if content == nil || len(faults) > 0 || !onlyKnown(content) {
			t.Errorf("%s is published as %s (%+v)", fine, content, faults)
		}
		cases++
	}
	promise.Held(t, cases)
}

// onlyKnown says whether a drawing has elements and text, and no element of another kind.
func onlyKnown(src []byte) bool {
	d := xml.NewDecoder(bytes.NewReader(src))
	for {
		token, err := d.Token()
		if err != nil {
			return err == io.EOF
		}
		switch token := token.(type) {
		case xml.StartElement:
			if !slices.Contains(strings.Fields("svg title desc g path linearGradient use"), token.Name.Local) {
				return false
			}
		case xml.ProcInst, xml.Comment, xml.Directive:
			return false
		}
	}
}
