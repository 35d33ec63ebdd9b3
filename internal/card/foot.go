package card

import "tract/internal/lettering"

// The widest that the facts may be; the site's name has the rest.
const factsRoom = 660

// facts draws what is to be known at once, at the end of the foot, and gives how far
// from that side it reaches.
func (d *drawing) facts() int {
	reach := margin
	if n := len(d.card.Tally); n > 0 {
		reach = d.tally(n)
	}
	if d.card.Facts == "" {
		return reach
	}
	style := d.style(lettering.Display, 44)
	style.Tracking = -15
	lines, _ := d.letters.Headline(d.card.Facts, style, lettering.Box{Width: px(margin + factsRoom - reach), Least: px(24)})
	for _, l := range lines {
		width := int(l.Width/lettering.One) + 1
		d.write([]lettering.Line{l}, Width-reach-width, footLine, 0, textOnPaper)
		reach += width
	}
	return reach
}

// tally draws a mark for each demand.
func (d *drawing) tally(n int) int {
	const gap = 8
	size := min(34, factsRoom*2/3/n-gap)
	if size < 12 {
		return margin // nobody would see them
	}
	width := n*(size+gap) - gap
	for i, mark := range d.card.Tally {
		d.mark(mark, d.mirrored(Width-margin-width+i*(size+gap), size), footLine-size, size)
	}
	return margin + width + 24
}

func (d *drawing) mark(m Mark, left, top, size int) {
	const line = 4
	d.rect(left, top, size, size, ink)
	if m == Won {
		return
	}
	left, top, size = left+line, top+line, size-2*line
	d.rect(left, top, size, size, paper)
	switch m {
	case Partly:
		d.rect(left, top+size/2, size, size-size/2, ink)
	case Overtaken:
		d.rect(left, top+(size-line)/2, size, line, ink)
	case Refused:
		for _, way := range []int{1, -1} {
			x := func(n int) lettering.Length { return px(2*left+size)/2 + lettering.Length(way)*px(2*n-size)/2 }
			d.begin(Width, top, size) // each alone: they wind in opposite ways
			d.MoveTo(x(0), px(top))
			d.LineTo(x(line), px(top))
			d.LineTo(x(size), px(top+size-line))
			d.LineTo(x(size), px(top+size))
			d.LineTo(x(size-line), px(top+size))
			d.LineTo(x(0), px(top+line))
			d.fill(d.Pix, ramps[textOnPaper])
		}
	}
}

// site draws the site's name at the start of the foot.
func (d *drawing) site(reach int) {
	lines, _ := d.letters.Headline(d.card.Site, d.style(lettering.Bold, 36), lettering.Box{Width: px(Width - margin - reach - 40), Least: px(24)})
	d.write(lines, margin, footLine, 0, textOnPaper)
}
