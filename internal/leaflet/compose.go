package leaflet

import (
	"slices"

	"tract/internal/lettering"
)

// piece is what a column is filled with: a line of text, mostly.
type piece struct {
	height, before length // its own, and the space above it unless it opens a column
	keep           bool   // the next piece stands in the same column
	draw           func(c *canvas, x, y, gap length)
}

// composer turns blocks into the pieces of a column.
type composer struct {
	*setter
	size    length // of the text
	colours [2]colour
	list    []piece
}

// compose sets blocks in a column of a width, its text in a size.
func (s *setter) compose(blocks []Block, width, size length, colours [2]colour) []piece {
	c := &composer{setter: s, size: size, colours: colours}
	c.blocks(blocks, 0, width)
	return c.list
}

func (c *composer) blocks(blocks []Block, x, width length) {
	for i, b := range blocks {
		from := len(c.list)
		c.block(b, x, width)
		if i == 0 || from == len(c.list) {
			continue
		}
		space := c.size * 60 / 100
		switch before := blocks[i-1].Kind; {
		case b.Kind == Heading:
			space = c.size * 140 / 100
		case b.Kind == Item && before == Item:
			space = c.size * 30 / 100
		case b.Kind == Demand:
			space = c.size * 110 / 100
		}
		c.list[from].before = space
	}
}

func (c *composer) block(b Block, x, width length) {
	from := len(c.list)
	switch b.Kind {
	case Paragraph:
		c.text(b.Text, x, width, c.size, black)
	case Heading:
		c.heading(b, x, width)
	case Minor:
		c.headline(b.Text, x, width, c.size*115/100)
	case Step:
		c.step(b, x, width)
	case Item:
		c.item(b, x, width)
	case Quote:
		c.blocks(b.Within, x+c.size, width-c.size)
		c.beside(from, func(p *canvas, left, y, height length) { p.fill(left+x, y, 2*pt, height, black) })
	case Frame:
		c.frame(b, x, width, pt, colour{235, 235, 235}, black)
	case Notice:
		c.frame(b, x, width, 2*pt, black, white)
	case Demand:
		c.demand(b, x, width)
	case Rule:
		c.list = append(c.list, piece{height: pt, keep: true, draw: func(p *canvas, left, y, _ length) { p.fill(left+x, y, width/4, pt, black) }})
	}
}

// baseline gives where the baseline is in a line of a size, from its top.
func (c *composer) baseline(size length) length {
	return (c.leading(size)-size)/2 + size*78/100
}

// text sets a paragraph. Its first two lines stay together, and its last two.
func (c *composer) text(spans []Span, x, width, size length, p colour) {
	lines := c.lines(c.words(spans), width, size)
	for i, l := range lines {
		leading, down := c.leading(size), c.baseline(size)
		if slices.ContainsFunc(l.words, func(w word) bool { return w.style&Blank != 0 }) { // room for a pen, and for the label
			leading, down = size*19/10, size*105/100
		}
		c.list = append(c.list, piece{
			height: leading,
			keep:   len(lines) > 1 && (i == 0 || i == len(lines)-2),
			draw:   func(canvas *canvas, left, y, _ length) { canvas.line(l, left+x, y+down, size, p) },
		})
	}
}

// heading sets the title of a section under a heavy rule.
func (c *composer) heading(b Block, x, width length) {
	from := len(c.list)
	c.headline(b.Text, x, width, c.size*135/100)
	c.over(from, c.size*55/100, func(p *canvas, left, y length) { p.fill(left+x, y, width, 2*pt, black) })
}

// headline sets a title in the letters of headlines. What follows stays with it.
func (c *composer) headline(spans []Span, x, width, size length) {
	from := len(c.list)
	leading := size * 112 / 100
	if c.rtl {
		leading = size * 140 / 100
	}
	for _, l := range c.display(text(spans), width, size) {
		c.list = append(c.list, piece{height: leading, draw: func(p *canvas, left, y, _ length) { p.letters(l, left+x, y+leading*82/100, size, black) }})
	}
	c.hold(from)
}

// display shapes a text in the letters of headlines.
func (s *setter) display(text string, width, size length) []lettering.Line {
	style := lettering.Style{Face: lettering.Display, Size: size, Tracking: -15, Language: s.language, RTL: s.rtl}
	return s.press.letters.Paragraph(text, style, width)
}

// text gives spans without their styles.
func text(spans []Span) string {
	all := ""
	for _, s := range spans {
		all += s.Text
	}
	return legible(all)
}

// step sets a step beside its number.
func (c *composer) step(b Block, x, width length) {
	from := len(c.list)
	size := c.size * 2
	indent := c.size * 24 / 10
	c.blocks(b.Within, x+indent, width-indent)
	if from == len(c.list) {
		return
	}
	tall := length(0)
	for _, p := range c.list[from:] {
		tall += p.height
	}
	last := &c.list[len(c.list)-1]
	last.height += max(0, size*85/100-tall)
	number := c.display(b.Mark, endless, size)
	c.mark(from, func(p *canvas, left, y length) {
		for _, l := range number {
			p.letters(l, left+x, y+size*80/100, size, c.colours[0])
		}
	})
}

// item sets an item of a list beside its mark.
func (c *composer) item(b Block, x, width length) {
	from := len(c.list)
	box := b.Mark == boxMark || b.Mark == tickedMark
	indent := c.size * 12 / 10
	if !box {
		indent = c.size*7/10 + c.wide(b.Mark, Bold)*c.size/em
	}
	c.blocks(b.Within, x+indent, width-indent)
	side, down := c.size*75/100, c.baseline(c.size)
	c.mark(from, func(p *canvas, left, y length) {
		if !box {
			p.say(b.Mark, Bold, left+x, y+down, c.size, black)
			return
		}
		p.frame(left+x, y+down-side+side/12, side, side, side/10, black)
		if b.Mark == tickedMark {
			p.fill(left+x+side/4, y+down-side*3/4+side/12, side/2, side/2, black)
		}
	})
}

// demand sets a demand under its state, which a square shows too: empty, filled, half
// filled, or crossed out where nothing is to be won.
func (c *composer) demand(b Block, x, width length) {
	from := len(c.list)
	if len(b.Text) > 0 {
		side, down := c.size*80/100, c.baseline(c.size)
		c.text(embolden(b.Text), x+c.size*12/10, width-c.size*12/10, c.size, black)
		c.hold(from)
		c.mark(from, func(p *canvas, left, y length) { p.state(b.Mark, left+x, y+down-side+side/12, side) })
	}
	c.blocks(b.Within, x, width)
	c.over(from, c.size*50/100, func(p *canvas, left, y length) { p.fill(left+x, y, width, 3*pt, black) })
}

// state draws the square of a demand's state.
func (c *canvas) state(state string, x, y, side length) {
	c.frame(x, y, side, side, side/8, black)
	switch state {
	case "won":
		c.fill(x, y, side, side, black)
	case "partly":
		c.fill(x, y+side/2, side, side/2, black)
	case "refused", "overtaken":
		c.fill(x-side/4, y+side*7/16, side*3/2, side/8, black)
	}
}

// frame sets a text apart in a frame, under its title.
func (c *composer) frame(b Block, x, width, line length, ground, ink colour) {
	from := len(c.list)
	pad := c.size * 70 / 100
	if len(b.Text) > 0 {
		c.text(embolden(b.Text), x+pad, width-2*pad, c.size, ink)
		c.hold(from)
		c.over(from, pad/3, func(*canvas, length, length) {})
		c.list[len(c.list)-1].height += pad / 3
		c.beside(from, func(p *canvas, left, y, height length) { p.fill(left+x, y, width, height, ground) })
	}
	inner := len(c.list)
	c.blocks(b.Within, x+pad, width-2*pad)
	if from == len(c.list) {
		return
	}
	if inner < len(c.list) {
		c.list[inner].before = pad / 2
		c.list[len(c.list)-1].height += pad * 2 / 3
	}
	if inner == from {
		c.over(from, pad*2/3, func(*canvas, length, length) {})
	}
	c.outline(from, x, width, line)
	if len(c.list)-from <= 14 { // short enough to stand whole
		c.hold(from)
		c.list[len(c.list)-1].keep = false
	}
}

// outline draws the lines of a frame around all pieces from one on. Where a column
// ends within, it is open.
func (c *composer) outline(from int, x, width, line length) {
	for i := from; i < len(c.list); i++ {
		one := &c.list[i]
		own, height, first, last := one.draw, one.height, i == from, i == len(c.list)-1
		one.draw = func(p *canvas, left, y, gap length) {
			own(p, left, y, gap)
			if first {
				gap = 0
				p.fill(left+x, y, width, line, black)
			}
			p.fill(left+x, y-gap, line, height+gap, black)
			p.fill(left+x+width-line, y-gap, line, height+gap, black)
			if last {
				p.fill(left+x, y+height-line, width, line, black)
			}
		}
	}
}

// hold keeps the pieces from one on with what follows them.
func (c *composer) hold(from int) {
	for i := from; i < len(c.list); i++ {
		c.list[i].keep = true
	}
}

// mark draws something beside the first piece from one on.
func (c *composer) mark(from int, draw func(p *canvas, left, y length)) {
	if from == len(c.list) {
		return
	}
	first := &c.list[from]
	own := first.draw
	first.draw = func(p *canvas, left, y, gap length) {
		own(p, left, y, gap)
		draw(p, left, y)
	}
}

// over puts something on top of the first piece from one on, with space for it.
func (c *composer) over(from int, space length, draw func(p *canvas, left, y length)) {
	if from == len(c.list) {
		return
	}
	first := &c.list[from]
	own := first.draw
	first.height += space
	first.draw = func(p *canvas, left, y, gap length) {
		draw(p, left, y)
		own(p, left, y+space, gap)
	}
}

// beside draws something behind all pieces from one on, and the space between.
func (c *composer) beside(from int, draw func(p *canvas, left, y, height length)) {
	for i := from; i < len(c.list); i++ {
		one := &c.list[i]
		own, height := one.draw, one.height
		first := i == from
		one.draw = func(p *canvas, left, y, gap length) {
			if first {
				gap = 0
			}
			draw(p, left, y-gap, height+gap)
			own(p, left, y, gap)
		}
	}
}
