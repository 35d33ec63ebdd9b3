package asset

import (
	"fmt"
	"math"
	"strconv"

	"tract/internal/diag"
)

// Colours that the campaign's colour must get along with; tokens.css has them
// too.
const (
	white = "#fff"
	ink   = "#15110c"
	paper = "#f8f1e2"
)

// The least contrasts, from WCAG 2.2: 1.4.6 for text, 1.4.11 for lines.
const (
	textContrast = 7
	lineContrast = 3
)

// Campaign gives the properties that follow from the campaign's colour: itself,
// the colour of text on it, and the colour of lines on paper. It refuses a
// colour that neither white nor ink can be read on.
func Campaign(colour string, pos diag.Position) ([]Property, diag.List) {
	var list diag.List
	c, ok := parseColour(colour)
	if !ok {
		list.Errorf(pos, "asset.css.colour", colour).WithHint("hint.asset.colour")
		return nil, list
	}
	on := readableOn(c)
	if on == "" {
		list.Errorf(pos, "asset.colour.contrast", colour).WithHint("hint.asset.colour.nearest", nearestReadable(c).String())
		return nil, list
	}
	line := colour
	if contrast(c, mustColour(paper)) < lineContrast {
		line = ink
	}
	return []Property{
		{Name: "--campaign", Value: colour, Pos: pos},
		{Name: "--on-campaign", Value: on, Pos: pos},
		{Name: "--campaign-line", Value: line, Pos: pos},
	}, nil
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

// nearestReadable darkens and lightens a colour step by step until text can be
// read on it, and gives the nearer of the two.
func nearestReadable(c rgb) rgb {
	for step := 1; step <= 255; step++ {
		for _, to := range []float64{0, 255} {
			if d := c.toward(to, float64(step)/255); readableOn(d) != "" {
				return d
			}
		}
	}
	return mustColour(ink)
}

// rgb is a colour of the sRGB space.
type rgb [3]uint8

// String writes a colour as # and six digits.
func (c rgb) String() string {
	return fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2])
}

// toward mixes a colour with black (0) or white (255).
func (c rgb) toward(end, share float64) rgb {
	for i, v := range c {
		c[i] = uint8(math.Round(float64(v) + (end-float64(v))*share))
	}
	return c
}

// luminance is WCAG's relative luminance:
// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
func (c rgb) luminance() float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
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
