// Package card draws the picture of a page that social networks show: a poster of
// 1200 by 630 pixels.
//
// [Card.PNG] takes what the card says and the campaign's colours and gives a PNG of
// few colours and some ten kilobytes: a slanted block of the campaign's colour with
// the kind of page and the headline, and on paper below it the site's name with what
// is to be known at once: minutes and risk, a day, how many demands are won. A card
// in Arabic is drawn from right to left. A headline that is too long is cut short.
// The same card has the same bytes on every machine.
package card

import (
	"bytes"
	"image"
	"image/color"
	"image/png"

	"tract/internal/lettering"
)

// The size that networks ask for, in pixels.
const (
	Width  = 1200
	Height = 630
)

// Card is what a card says, in one language.
type Card struct {
	Kicker   string // the kind of page
	Title    string
	Site     string // its name
	Facts    string // "" for none
	Tally    []Mark // one for each demand, the best first
	Language string
	RTL      bool
	Colours  Colours
}

// Mark says where a demand stands.
type Mark uint8

// The marks, as the site's own: a box that is empty, full to the half or full, crossed
// out, or barred.
const (
	Open Mark = iota
	Partly
	Won
	Refused
	Overtaken
)

// Colours are those of the site.
type Colours struct {
	Paper, Ink, Campaign, On color.NRGBA // On is that of text on the campaign's
}

// The parts of the picture, in pixels.
const (
	margin    = 64
	slant     = 36  // the block's lower side is that much higher at the end
	block     = 492 // the height of the block where it is highest
	kickerTop = 88  // the baseline of the kicker
	titleTop  = 116
	titleRoom = 328
	footLine  = 580 // the baseline of the foot
)

// PNG draws the card.
func (c *Card) PNG(letters *lettering.Case) ([]byte, error) {
	d := &drawing{card: c, letters: letters, Paletted: image.NewPaletted(image.Rect(0, 0, Width, Height), c.Colours.palette())}
	d.block()
	d.head()
	end := d.facts()
	d.site(end)
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	err := encoder.Encode(&b, d.Paletted)
	return b.Bytes(), err
}

// block draws the campaign's block, slanted as the front page's is.
func (d *drawing) block() {
	d.rect(0, 0, Width, block-slant, campaign)
	d.begin(Width, block-slant, slant)
	start, end := block, block-slant
	if d.card.RTL {
		start, end = end, start
	}
	d.MoveTo(0, 0)
	d.LineTo(px(Width), 0)
	d.LineTo(px(Width), px(end))
	d.LineTo(0, px(start))
	d.fill(d.Pix, ramps[blockOnPaper])
}

// head draws the kicker and the headline.
func (d *drawing) head() {
	c := d.card
	left := margin
	if c.Kicker != "" {
		const mark, gap = 72, 20
		d.rect(d.mirrored(left, mark), kickerTop-20, mark, 20, on)
		lines, _ := d.letters.Headline(c.Kicker, d.style(lettering.Bold, 36), lettering.Box{Width: px(Width - 2*margin - mark - gap), Least: px(36)})
		d.write(lines, left+mark+gap, kickerTop, 0, textOnBlock)
	}
	style := d.style(lettering.Display, 192)
	style.Tracking = -30
	leading := 960
	if c.RTL {
		leading = 1240
	}
	lines, size := d.letters.Headline(c.Title, style, lettering.Box{Width: px(Width - 2*margin), Height: px(titleRoom), Leading: leading, Least: px(48)})
	if len(lines) == 0 {
		return
	}
	// The ink is set in the middle of its room, a little above.
	step := int(size) * leading / 1000
	ink := int(lines[0].Ascent) + (len(lines)-1)*step + int(lines[len(lines)-1].Descent)
	top := int(px(titleTop)) + max(0, int(px(titleRoom))-ink)*2/5
	d.write(lines, left, (top+int(lines[0].Ascent))/int(lettering.One), lettering.Length(step), textOnBlock)
}
