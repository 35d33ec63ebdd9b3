package asset

import (
	"fmt"
	"image/color"
	"strconv"

	"tract/internal/diag"
)

// Colours that the campaign's colour must get along with; tokens.css has them
// too.
const (
	white = "#fff"
	ink   = "#15110c"
	paper = "#f8f1e2"
	night = "#29231b" // the lightest ground of the dark scheme
)

// The least contrasts, from WCAG 2.2: 1.4.6 for text, 1.4.11 for lines.
const (
	textContrast = 7
	lineContrast = 3
)

// Campaign gives the properties that follow from the campaign's colour: itself, the
// colour of text on it, that of lines on paper, and that of lines on the dark scheme's
// ground. It refuses a colour that neither white nor ink can be read on. A line is the
// colour itself, or where that cannot be told from what is under it, ink on paper and a
// lighter shade in the dark.
func Campaign(colour string, pos diag.Position) ([]Property, diag.List) {
	var list diag.List
	c, ok := parseColour(colour)
	if !ok {
		list.Errorf(pos, "asset.css.colour", colour).WithHint("hint.asset.colour")
		return nil, list
	}
	on := readableOn(c)
	if on == "" {
		near := nearest(c, func(d rgb) bool { return readableOn(d) != "" })
		whiteWhole, whiteTenths := tenths(contrast(c, mustColour(white)))
		inkWhole, inkTenths := tenths(contrast(c, mustColour(ink)))
		list.Errorf(pos, "asset.colour.contrast", colour, whiteWhole, whiteTenths, inkWhole, inkTenths).
			WithHint("hint.asset.colour.nearest", near[0].String(), near[1].String())
		return nil, list
	}
	line := colour
	if contrast(c, mustColour(paper)) < lineContrast {
		line = ink
	}
	dark := colour
	if seen := func(d rgb) bool { return contrast(d, mustColour(night)) >= lineContrast }; !seen(c) {
		dark = nearest(c, seen)[0].String()
	}
	return []Property{
		{Name: "--campaign", Value: colour, Pos: pos},
		{Name: "--on-campaign", Value: on, Pos: pos},
		{Name: "--campaign-line", Value: line, Pos: pos},
		{Name: "--campaign-dark-line", Value: dark, Pos: pos},
	}, nil
}

// tenths gives a ratio as its whole part and its tenths. One that is less than needed
// is never rounded to what is needed.
func tenths(ratio float64) (whole, rest int) {
	n := int(ratio * 10)
	return n / 10, n % 10
}

// Palette is the colours of what is drawn for other places than pages: text of Ink on
// Paper, text of On on Campaign.
type Palette struct {
	Paper, Ink, Campaign, On color.NRGBA
}

// PaletteOf gives the colours that a campaign's colour stands among, unless [Campaign]
// refuses it.
func PaletteOf(colour string) (p Palette, ok bool) {
	c, ok := parseColour(colour)
	if !ok || readableOn(c) == "" {
		return Palette{}, false
	}
	flat := func(c rgb) color.NRGBA { return color.NRGBA{c[0], c[1], c[2], 255} }
	return Palette{flat(mustColour(paper)), flat(mustColour(ink)), flat(c), flat(mustColour(readableOn(c)))}, true
}

// readableOn gives white or ink, whichever is read more easily on a colour, or
// "" if neither can be.
func readableOn(c rgb) string {
	best, most := "", float64(textContrast)
	for _, on := range []string{white, ink} {
		if k := contrast(c, mustColour(on)); k >= most {
			best, most = on, k
		}
	}
	return best
}

// rgb is a colour of the sRGB space.
type rgb [3]uint8

// String writes a colour as # and six digits.
func (c rgb) String() string {
	return fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2])
}

// luminance is WCAG's relative luminance:
// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
func (c rgb) luminance() float64 {
	return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2])
}

// contrast is WCAG's contrast ratio: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
func contrast(a, b rgb) float64 {
	light, dark := a.luminance(), b.luminance()
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

// parseColour reads # with three or six hexadecimal digits.
func parseColour(s string) (rgb, bool) {
	if !propertyColour.MatchString(s) {
		return rgb{}, false
	}
	if len(s) == len("#rgb") {
		s = string([]byte{'#', s[1], s[1], s[2], s[2], s[3], s[3]})
	}
	n, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		return rgb{}, false
	}
	return rgb{uint8(n >> 16), uint8(n >> 8), uint8(n)}, true
}

func mustColour(s string) rgb {
	c, ok := parseColour(s)
	if !ok {
		panic("internal error: colour " + s)
	}
	return c
}
