package asset

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// A drawing may use these and nothing else. A drawing that a browser opens by
// itself runs its scripts on the site's own address, where no policy of a page
// reaches, so what is not known to be harmless is refused.
var (
	drawingElements = strings.Fields(`svg g path circle ellipse line polyline polygon rect title desc defs
		clipPath mask linearGradient radialGradient stop use symbol`)
	drawingAttributes = strings.Fields(`xmlns viewBox width height x y x1 y1 x2 y2 cx cy r rx ry d points id class
		fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray
		stroke-opacity clip-rule clip-path mask opacity transform offset stop-color stop-opacity gradientUnits
		gradientTransform maskUnits href vector-effect role aria-hidden aria-label focusable preserveAspectRatio color`)
)

const svgSpace, xlinkSpace = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"

// readIcons reads the theme's icons. The site's own are not read: an icon
// becomes part of every page's markup.
func (b *builder) readIcons(theme fs.FS) {
	entries, err := fs.ReadDir(theme, "icons")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		b.faults.Errorf(whole("icons"), "asset.unreadable")
	}
	for _, e := range entries {
		name, isDrawing := strings.CutSuffix(e.Name(), ".svg")
		if !isDrawing || neverPublished(e.Name()) {
			continue
		}
		if drawing, ok := b.readDrawing(theme, path.Join("icons", e.Name())); ok {
			b.set.icons[name] = inlined(drawing)
		}
	}
}

// inlined turns a drawing into markup that stands beside words: it says nothing
// to a screen reader, and takes no focus.
func inlined(drawing string) string {
	drawing = strings.Replace(drawing, ` xmlns="`+svgSpace+`"`, "", 1)
	return `<svg class="icon" aria-hidden="true" focusable="false"` + strings.TrimPrefix(drawing, "<svg")
}

// readDrawing reads an SVG file and writes it anew from what was understood of
// it, without comments, declarations and the white space between elements.
func (b *builder) readDrawing(fsys fs.FS, name string) (string, bool) {
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		b.faults.Errorf(whole(name), "asset.unreadable")
		return "", false
	}
	var out bytes.Buffer
	d := xml.NewDecoder(bytes.NewReader(src))
	depth, seen := 0, false
	for {
		offset := int(d.InputOffset())
		t, err := d.Token()
		if errors.Is(err, io.EOF) && seen {
			return out.String(), true
		}
		if err != nil {
			b.faults.Errorf(at(name, src, offset), "asset.svg.syntax")
			return "", false
		}
		switch t := t.(type) {
		case xml.StartElement:
			what := refuseElement(t)
			if what == "" && depth == 0 && (seen || t.Name.Local != "svg") {
				what = t.Name.Local
			}
			if what != "" {
				b.faults.Errorf(at(name, src, offset), "asset.svg.refused", what).WithHint("hint.asset.svg")
				return "", false
			}
			writeElement(&out, t, depth == 0)
			depth, seen = depth+1, true
		case xml.EndElement:
			depth--
			out.WriteString("</" + t.Name.Local + ">")
		case xml.CharData:
			if text := bytes.TrimSpace(t); len(text) > 0 {
				_ = xml.EscapeText(&out, text) // a buffer takes everything
			}
		case xml.Directive:
			b.faults.Errorf(at(name, src, offset), "asset.svg.refused", "<!…>").WithHint("hint.asset.svg")
			return "", false
		}
	}
}

// refuseElement names what an element must not be or have, if anything.
func refuseElement(t xml.StartElement) string {
	if !slices.Contains(drawingElements, t.Name.Local) || t.Name.Space != svgSpace {
		return t.Name.Local
	}
	for _, a := range t.Attr {
		local := a.Name.Local
		switch {
		case a.Name.Space == "xmlns" && a.Value == xlinkSpace:
		case a.Name.Space == xlinkSpace && local == "href" && strings.HasPrefix(a.Value, "#"):
		case a.Name.Space != "" || !slices.Contains(drawingAttributes, local):
			return local
		case local == "href" && !strings.HasPrefix(a.Value, "#"):
			return local + "=" + a.Value
		case strings.Contains(strings.ToLower(a.Value), "url(") && !strings.HasPrefix(a.Value, "url(#"):
			return local + "=" + a.Value
		}
	}
	return ""
}

func writeElement(out *bytes.Buffer, t xml.StartElement, root bool) {
	out.WriteString("<" + t.Name.Local)
	if root {
		out.WriteString(` xmlns="` + svgSpace + `"`)
	}
	for i, a := range t.Attr {
		twin := func(o xml.Attr) bool { return o.Name.Local == a.Name.Local } // href and xlink:href
		if slices.ContainsFunc(t.Attr[:i], twin) || a.Name.Local == "xmlns" || a.Name.Space == "xmlns" || root && slices.Contains([]string{"class", "aria-hidden", "focusable"}, a.Name.Local) {
			continue
		}
		out.WriteString(" " + a.Name.Local + `="`)
		_ = xml.EscapeText(out, []byte(a.Value)) // a buffer takes everything
		out.WriteString(`"`)
	}
	out.WriteString(">")
}
