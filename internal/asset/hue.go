package asset

import (
	"math"
	"slices"
)

// nearest gives the colours of the same hue that will do and whose lightness differs
// least, a darker and a lighter one, the nearer first. Lightness is that of OKLCH, in
// which equal steps look equal (https://bottosson.github.io/posts/oklab/); what the
// screen cannot show there is paler. Black or white must do.
func nearest(c rgb, do func(rgb) bool) []rgb {
	const steps = 512
	lightness, a, b := c.oklab()
	var found []rgb
	missing := []float64{-1, 1} // the ways to go
	for step := range steps {
		missing = slices.DeleteFunc(missing, func(way float64) bool {
			d := oklab(lightness+way*float64(step+1)/steps, a, b)
			if do(d) {
				found = append(found, d)
			}
			return do(d)
		})
	}
	return found
}

// oklab gives a colour's lightness and its two axes of hue.
func (c rgb) oklab() (lightness, a, b float64) {
	red, green, blue := linear(c[0]), linear(c[1]), linear(c[2])
	l := math.Cbrt(0.4122214708*red + 0.5363325363*green + 0.0514459929*blue)
	m := math.Cbrt(0.2119034982*red + 0.6806995451*green + 0.1073969566*blue)
	s := math.Cbrt(0.0883024619*red + 0.2817188376*green + 0.6299787005*blue)
	return 0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s
}

// oklab gives the colour of a lightness and two axes of hue, or the nearest paler one
// that can be shown.
func oklab(lightness, a, b float64) rgb {
	lightness = min(max(lightness, 0), 1)
	least, most := 0.0, 1.0 // of the colour's strength
	best, ok := shown(lightness, a, b)
	for range 20 {
		if ok {
			break
		}
		middle := (least + most) / 2
		if c, fits := shown(lightness, a*middle, b*middle); fits {
			best, least = c, middle
		} else {
			most = middle
		}
	}
	return best
}

// shown gives a colour as the screen shows it, if it can.
func shown(lightness, a, b float64) (rgb, bool) {
	cube := func(v float64) float64 { return v * v * v }
	l := cube(lightness + 0.3963377774*a + 0.2158037573*b)
	m := cube(lightness - 0.1055613458*a - 0.0638541728*b)
	s := cube(lightness - 0.0894841775*a - 1.2914855480*b)
	ok := true
	channel := func(v float64) uint8 {
		ok = ok && v > -0.0005 && v < 1.0005
		return encoded(min(max(v, 0), 1))
	}
	return rgb{
		channel(4.0767416621*l - 3.3077115913*m + 0.2309699292*s),
		channel(-1.2684380046*l + 2.6097574011*m - 0.3413193965*s),
		channel(-0.0041960863*l - 0.7034186147*m + 1.7076147010*s),
	}, ok
}

// linear gives the light of a channel of sRGB, and encoded the channel.
func linear(v uint8) float64 {
	s := float64(v) / 255
	if s <= 0.04045 {
		return s / 12.92
	}
	return math.Pow((s+0.055)/1.055, 2.4)
}

func encoded(light float64) uint8 {
	if light <= 0.0031308 {
		return uint8(math.Round(255 * 12.92 * light))
	}
	return uint8(math.Round(255 * (1.055*math.Pow(light, 1/2.4) - 0.055)))
}
