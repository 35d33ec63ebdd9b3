package card

import (
	"image"
	"image/color"

	"tract/internal/lettering"
)

// The palette has sixteen colours, so that a pixel takes four bits: four that are
// flat, and the shades between two that meet at an edge.
const (
	paper = iota
	ink
	campaign
	on
	shades
)

// The pairs of colours that meet.
const (
	textOnPaper = iota
	textOnBlock
	blockOnPaper
)

// ramps gives the shades from one colour of a pair to the other.
var ramps = [][]uint8{
	textOnPaper:  {paper, shades, shades + 1, shades + 2, shades + 3, shades + 4, ink},
	textOnBlock:  {campaign, shades + 5, shades + 6, shades + 7, shades + 8, shades + 9, on},
	blockOnPaper: {paper, shades + 10, shades + 11, campaign},
}

func (c Colours) palette() color.Palette {
	p := color.Palette{c.Paper, c.Ink, c.Campaign, c.On}
	for _, ramp := range ramps {
		from, to := p[ramp[0]].(color.NRGBA), p[ramp[len(ramp)-1]].(color.NRGBA)
		steps := len(ramp) - 1
		for i := 1; i < steps; i++ {
			p = append(p, color.NRGBA{mix(from.R, to.R, i, steps), mix(from.G, to.G, i, steps), mix(from.B, to.B, i, steps), 255})
		}
	}
	return p
}

// mix gives a step of the way from one value to another.
func mix(from, to uint8, step, steps int) uint8 {
	return uint8((int(from)*(steps-step) + int(to)*step + steps/2) / steps)
}

// drawing is a card that is being drawn.
type drawing struct {
	*image.Paletted
	raster
	card    *Card
	letters *lettering.Case
}

func px(n int) lettering.Length { return lettering.Length(n) * lettering.One }

func (d *drawing) style(f lettering.Face, size int) lettering.Style {
	return lettering.Style{Face: f, Size: px(size), Language: d.card.Language, RTL: d.card.RTL}
}

// mirrored gives the left side of something that is so wide and so far from the
// side where lines start.
func (d *drawing) mirrored(start, width int) int {
	if d.card.RTL {
		return Width - start - width
	}
	return start
}

// rect fills a rectangle.
func (d *drawing) rect(left, top, width, height int, colour uint8) {
	for y := top; y < top+height; y++ {
		row := d.Pix[y*Width+left : y*Width+left+width]
		for x := range row {
			row[x] = colour
		}
	}
}

// write draws lines that start so far from the side, the first on a baseline.
func (d *drawing) write(lines []lettering.Line, start, baseline int, step lettering.Length, ramp int) {
	y := px(baseline)
	for _, l := range lines {
		x := px(start)
		if d.card.RTL {
			x = px(Width-start) - l.Width
		}
		top := max(0, int((y-l.Ascent)/lettering.One)-1)
		bottom := min(Height, int((y+l.Descent)/lettering.One)+2)
		if bottom > top {
			d.begin(Width, top, bottom-top)
			l.Draw(&d.raster, x, y)
			d.fill(d.Pix, ramps[ramp])
		}
		y += step
	}
}
