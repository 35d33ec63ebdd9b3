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

// tally draws a mark for each demand: full for one that is won, half for one won in
// part, empty for the others.
func (d *drawing) tally(n int) int {
	size := min(34, factsRoom*2/3/n-8)
	if size < 8 {
		return margin
	}
	const line = 4
	const gap = 8
	width := n*(size+gap) - gap
	for i, mark := range d.card.Tally {
		left, top := Width-margin-width+i*(size+gap), footLine-size
		d.rect(d.mirrored(left, size), top, size, size, ink)
		if mark < Won {
			inner := (size - 2*line) / (1 + int(mark)) // what is empty
			d.rect(d.mirrored(left+size-line-inner, inner), top+line, inner, size-2*line, paper)
		}
	}
	return margin + width + 24
}

// site draws the site's name at the start of the foot.
func (d *drawing) site(reach int) {
	lines, _ := d.letters.Headline(d.card.Site, d.style(lettering.Bold, 36), lettering.Box{Width: px(Width - margin - reach - 40), Least: px(24)})
	d.write(lines, margin, footLine, 0, textOnPaper)
}
