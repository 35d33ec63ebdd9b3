package render

import (
	"strconv"

	"tract/internal/markdown"
	"tract/internal/site"
)

// How wide a picture is shown, for a browser to choose a size by before it knows the
// styles: as the screen, or as the text beside a narrow column (layout/sidebar.css).
// One that is higher than wide is kept to about the height of a screen
// (blocks/matter.css).
const (
	wideSizes = "(min-width: 60em) 46rem, 100vw"
	tallSizes = "(min-width: 34em) 30rem, 100vw"
)

// picture writes an image element with its size, so that nothing moves when it
// arrives. A page that opens with one asks for it at once. Any other one waits until
// somebody comes near it; the browser knows by then how wide it is shown.
func (v *View) picture(dst []byte, p *site.Picture, alt, title string, opens bool) []byte {
	if p == nil { // refused, which has been told
		return dst
	}
	widest := p.Sizes[len(p.Sizes)-1]
	sizes, tall := wideSizes, widest.Height > widest.Width
	if tall {
		sizes = tallSizes
	}
	if !opens {
		sizes = "auto, " + sizes
	}
	dst = markdown.AppendAttribute(append(dst, "<img"...), "src", v.Href(moderate(p).Address))
	if len(p.Sizes) > 1 && v.renderer.kit == nil { // which has each picture once
		dst = markdown.AppendAttribute(dst, "srcset", v.srcset(p))
		dst = markdown.AppendAttribute(dst, "sizes", sizes)
	}
	dst = markdown.AppendAttribute(dst, "alt", alt)
	if title != "" {
		dst = markdown.AppendAttribute(dst, "title", title)
	}
	dst = markdown.AppendAttribute(dst, "width", strconv.Itoa(widest.Width))
	dst = markdown.AppendAttribute(dst, "height", strconv.Itoa(widest.Height))
	if tall {
		dst = markdown.AppendAttribute(dst, "data-shape", "tall")
	}
	if opens {
		return append(dst, ` fetchpriority="high">`...)
	}
	return append(dst, ` loading="lazy" decoding="async">`...)
}

// moderate gives the size for browsers that cannot choose: the middle one.
func moderate(p *site.Picture) site.Size { return p.Sizes[len(p.Sizes)/2] }

// srcset lists the sizes. Their addresses are letters, digits and hyphens.
func (v *View) srcset(p *site.Picture) string {
	var list string
	for i, s := range p.Sizes {
		if i > 0 {
			list += ", "
		}
		list += v.Href(s.Address) + " " + strconv.Itoa(s.Width) + "w"
	}
	return list
}
