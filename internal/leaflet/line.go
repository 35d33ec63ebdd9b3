package leaflet

import "strings"

// line draws a line of words on a baseline.
func (c *canvas) line(l line, x, y, size length, p colour) {
	for i := 0; i < len(l.words); {
		w := l.words[i]
		if w.space && i > 0 {
			x += c.spaceWide(w.style) * size / em
		}
		switch {
		case w.style&Blank != 0:
			wide := w.wide * size / em
			c.fill(x, y+size/8, wide, size/16, p)
			c.say(c.labelOf(w), 0, x, y+size*75/100, size*label/1000, p)
			x += wide
			i++
		default:
			n := stretch(l.words[i:], c.shapes)
			x += c.stretch(l.words[i:i+n], x, y, size, p)
			i += n
		}
	}
}

// labelOf gives as much of a blank's label as is not wider than its line.
func (c *canvas) labelOf(blank word) string {
	room := blank.wide * 1000 / label
	if c.wide(blank.text, 0) <= room {
		return blank.text
	}
	fits, _ := c.setter.cut(word{text: blank.text}, room)
	return fits.text
}

// stretch gives how many words can be written at once: of one style, and all in the
// embedded letters or none.
func stretch(words []word, shapes func(string) bool) int {
	n := 1
	for n < len(words) && words[n].style == words[0].style && shapes(words[n].text) == shapes(words[0].text) {
		n++
	}
	return n
}

// stretch writes words of one style and gives their width.
func (c *canvas) stretch(words []word, x, y, size length, p colour) length {
	var b strings.Builder
	for i, w := range words {
		if w.space && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	style, up, small := words[0].style, length(0), size
	if style&Raised != 0 {
		up, small = size*35/100, size*raised/1000
	}
	wide := c.say(b.String(), style, x, y-up, small, p)
	if style&Struck != 0 {
		c.fill(x, y-up-small*28/100, wide, small/16, p)
	}
	return wide
}
