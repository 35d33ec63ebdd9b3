package render

import (
	"bytes"
	"html/template"
	"strings"

	"tract/internal/site"
)

// A frame is what base.html makes, which all pages of a kind and a folder share,
// with places for what is each page's own. It is executed once for all of them:
// of a page's HTML more than half is the same on every page.
type frame []framePart

// framePart is markup, and the place that follows it.
type framePart struct{ markup, place string }

// frameKey is all that a frame depends on, beside what every page depends on.
type frameKey struct {
	language, kind, folder string
	current                string // the entries of the menus that are marked
}

// The places of a frame that are filled in Go. Any other is filled by the template
// of its name.
const (
	placeMetadata  = "metadata"
	placeLanguages = "languages"
	placeBody      = "body" // in the template «main», by [View.Body]
)

// placeMark parts a place from markup, in which no template can write it.
const placeMark = "\x00"

// Place stands in base.html and its partials for what is the page's own:
// "metadata" in the head, "languages" for the links to it in others, or the name
// of a template.
func (v *View) Place(name string) template.HTML {
	return markup([]byte(placeMark + name + placeMark))
}

// frame gives the frame of the page.
func (v *View) frame() (frame, error) {
	key := frameKey{language: v.L.Code, kind: v.Page.Kind, folder: v.address.Folder()}
	for _, menu := range [][]site.Link{v.L.Menu, v.L.Footer} {
		for _, l := range menu {
			if mark := v.Current(l); mark != "" {
				key.current += string(l.Address) + mark
			}
		}
	}
	if f, ok := v.renderer.frames.Load(key); ok {
		return f.(frame), nil
	}
	// What is the page's own is not there to be shown: it would be shown on others.
	shared := *v
	shared.shared = true
	shared.Page = &site.Page{Kind: v.Page.Kind, Language: v.Page.Language, Breadcrumbs: v.Page.Breadcrumbs}
	var b bytes.Buffer
	if err := v.execute(&b, "base.html", &shared); err != nil {
		return nil, err
	}
	var f frame
	parts := strings.Split(b.String(), placeMark)
	for i := 0; i < len(parts); i += 2 {
		part := framePart{markup: parts[i]}
		if i+1 < len(parts) {
			part.place = parts[i+1]
		}
		f = append(f, part)
	}
	v.renderer.frames.Store(key, f)
	return f, nil
}

// execute executes a template of the page's language: its file's own of that name,
// or else a partial.
func (v *View) execute(b *bytes.Buffer, name string, data any) error {
	if v.Page != nil {
		if own := local(files[v.Page.Kind], name); v.renderer.templates.trees[own] != nil {
			name = own
		}
	}
	return v.speaker.templates().ExecuteTemplate(b, name, data)
}

// writeTo writes the whole page.
func (v *View) writeTo(b *bytes.Buffer) error {
	f, err := v.frame()
	if err != nil {
		return err
	}
	for _, part := range f {
		b.WriteString(part.markup)
		switch part.place {
		case "":
		case placeMetadata:
			b.Write(v.metadata(b.AvailableBuffer()))
		case placeLanguages:
			b.Write(v.languageSwitch(b.AvailableBuffer()))
		default:
			from := b.Len()
			if err := v.execute(b, part.place, v); err != nil {
				return err
			}
			if err := v.fillBody(b, from); err != nil {
				return err
			}
		}
	}
	return nil
}

// Body stands for the page's converted text with its references filled in. A
// template would copy it twice.
func (v *View) Body() template.HTML {
	if v.Page.Body() == nil {
		return ""
	}
	return v.Place(placeBody)
}

// fillBody puts the page's text where the template has it, from an offset on.
func (v *View) fillBody(b *bytes.Buffer, from int) error {
	place := []byte(placeMark + placeBody + placeMark)
	for {
		at := bytes.Index(b.Bytes()[from:], place)
		if at < 0 {
			return v.failed
		}
		rest := bytes.Clone(b.Bytes()[from+at+len(place):])
		b.Truncate(from + at)
		body := v.Page.Body()
		b.Grow(len(body.HTML) + 96*len(body.Holes) + len(rest))
		b.Write(body.Append(b.AvailableBuffer(), v.fill))
		from = b.Len()
		b.Write(rest)
	}
}
