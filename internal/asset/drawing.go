package asset

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"tract/internal/limit"
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

// drawingFunctions may stand in values, besides url(#…).
var drawingFunctions = strings.Fields("rgb rgba hsl hsla matrix translate scale rotate skewx skewy")

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
	src, ok := b.readWritten(fsys, name)
	if !ok {
		return "", false
	}
	var out bytes.Buffer
	d := xml.NewDecoder(bytes.NewReader(src))
	depth, seen := 0, false
	count := repeats{size: map[string]int{}, leads: map[string][]string{}}
	for {
		offset := int(d.InputOffset())
		t, err := d.Token()
		if depth > limit.DrawnDepth || errors.Is(err, io.EOF) && count.tooMany() {
			b.faults.Errorf(whole(name), "asset.svg.large", limit.DrawnElements, limit.DrawnDepth).WithHint("hint.asset.svg")
			return "", false
		}
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
			count.open(t)
			writeElement(&out, t, depth == 0)
			depth, seen = depth+1, true
		case xml.EndElement:
			depth--
			count.stack = count.stack[:depth]
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
		case local != "aria-label" && !harmlessValue(a.Value):
			return local + "=" + a.Value
		}
	}
	return ""
}

// opening finds the name of a function and the sign after its parenthesis.
var opening = regexp.MustCompile(`([A-Za-z-]*)\((.?)`)

// harmlessValue says whether a value loads nothing: browsers read it as CSS, where a
// name may be written with backslashes, and an address stand in more than url().
func harmlessValue(value string) bool {
	for _, f := range opening.FindAllStringSubmatch(value, -1) {
		name := strings.ToLower(f[1])
		if !(name == "url" && f[2] == "#") && !slices.Contains(drawingFunctions, name) {
			return false
		}
	}
	return !strings.Contains(value, `\`)
}

func writeElement(out *bytes.Buffer, t xml.StartElement, root bool) {
	out.WriteString("<" + t.Name.Local)
	if root {
		out.WriteString(` xmlns="` + svgSpace + `"`)
	}
	written := []string{"xmlns"} // each once: there are href and xlink:href
	if root {
		written = append(written, "class", "aria-hidden", "focusable")
	}
	for _, a := range t.Attr {
		if a.Name.Space == "xmlns" || slices.Contains(written, a.Name.Local) {
			continue
		}
		written = append(written, a.Name.Local)
		out.WriteString(" " + a.Name.Local + `="`)
		_ = xml.EscapeText(out, []byte(a.Value)) // a buffer takes everything
		out.WriteString(`"`)
	}
	out.WriteString(">")
}
