package leaflet

import (
	"strconv"
	"strings"

	"tract/internal/lettering"
	"tract/internal/qr"
)

// leaflet is a sheet on its way to paper.
type leaflet struct {
	*canvas
	sheet   *Sheet
	own, on colour
	code    *qr.Code // nil where the site has no address
	title   []lettering.Line
	kicker  []line
	summary []line
	titled  length // the size of the title
	facts   []fact
	top     length // of the columns of the first page
	bottom  length
}

// fact is one of the facts, set in its cell.
type fact struct {
	label, value []line
	large        []lettering.Line
	size         length // of these
	x, wide      length
}

// Sizes of the head and the foot.
const (
	kickerSize  = 11 * pt
	summarySize = 12 * pt
	labelSize   = 8 * pt
	valueSize   = 10 * pt
	numberSize  = 21 * pt
	heavy       = 5 * pt // a rule
	thin        = pt
	footSize    = 9 * pt
	codeModule  = 102 // 0.56 mm
	codeMost    = 45 * mm
	slim        = 20 * pt // the foot of a second page
)

// inner is the width of what is printed on.
func (l *leaflet) inner() length { return l.width - 2*margin }

// prepare sets the head and the foot, which the columns leave room for.
func (l *leaflet) prepare() {
	h := &l.sheet.Head
	wide := l.inner() - 2*headPad
	style := lettering.Style{Face: lettering.Display, Size: titleLarge, Tracking: -20, Language: l.language, RTL: l.rtl}
	box := lettering.Box{Width: wide, Height: l.height / 5, Leading: l.tight(), Least: titleSmall}
	l.title, l.titled = l.press.letters.Headline(h.Title, style, box)
	l.kicker = first(l.set(strong(h.Kicker), wide, kickerSize), 2)
	l.summary = first(l.set(strong(h.Summary), l.inner(), summarySize), 8)
	l.top = l.headHeight() + headPad
	l.prepareFacts()
	l.bottom = l.height - margin - l.footHeight()
}

// tight is the leading of headlines, in thousandths.
func (l *leaflet) tight() int {
	if l.rtl {
		return 1250
	}
	return 1020
}

// set gives the lines of a text.
func (s *setter) set(text []Span, width, size length) []line {
	return s.lines(s.words(text), width, size)
}

// leading gives the distance between two baselines.
func (s *setter) leading(size length) length {
	if s.rtl {
		return size * 165 / 100
	}
	return size * 132 / 100
}

// block is the height of the block of colour.
func (l *leaflet) block() length {
	return headPad + length(len(l.kicker))*l.leading(kickerSize) + length(len(l.title))*l.titled*length(l.tight())/1000 + headPad
}

func (l *leaflet) headHeight() length {
	return margin + l.block() + headPad*6/10 + length(len(l.summary))*l.leading(summarySize)
}

// prepareFacts sets the facts in a row of cells. Those that have more to say are wider.
func (l *leaflet) prepareFacts() {
	facts := l.sheet.Facts
	if len(facts) == 0 {
		return
	}
	const gap, least, most = 16 * pt, 54 * pt, 175 * pt
	natural, all := make([]length, len(facts)), length(0)
	for i, f := range facts {
		w := max(l.wide(f.Label, Bold)*labelSize/em, l.wide(f.Value, 0)*valueSize/em)
		if f.Large {
			w = 0
			for _, line := range l.display(f.Value, endless, numberSize) {
				w += line.Width
			}
		}
		natural[i] = min(max(w, least), most)
		all += natural[i]
	}
	room := l.inner() - gap*length(len(facts)-1)
	x, tall := margin, length(0)
	for i, f := range facts {
		cell := fact{x: x, wide: natural[i] * room / all}
		cell.label = first(l.set(strong(f.Label), cell.wide, labelSize), 2)
		if f.Large {
			style := lettering.Style{Face: lettering.Display, Size: numberSize, Tracking: -15, Language: l.language, RTL: l.rtl}
			cell.large, cell.size = l.press.letters.Headline(f.Value, style, lettering.Box{Width: cell.wide, Height: numberSize, Leading: 1100, Least: labelSize})
		} else {
			cell.value = first(l.set(plain(f.Value), cell.wide, valueSize), 5)
		}
		tall = max(tall, cell.height(l.setter))
		x += cell.wide + gap
		l.facts = append(l.facts, cell)
	}
	l.top += heavy + 7*pt + tall + 7*pt + thin + headPad
}

func (f *fact) height(s *setter) length {
	return length(len(f.label))*s.leading(labelSize) + length(len(f.value))*s.leading(valueSize) + length(len(f.large))*f.size*11/10
}

// codeSide is the side of the QR code with its quiet modules.
func (l *leaflet) codeSide() length {
	if l.code == nil {
		return 0
	}
	return min(length(l.code.Size+2*qr.Quiet)*codeModule, codeMost)
}

func (l *leaflet) footHeight() length {
	return headPad + heavy + max(l.codeSide(), 64*pt)
}

// fit chooses the largest letters with which all has room on one page, or all but the
// extra blocks at the end, or else all on two.
func (l *leaflet) fit(blocks []Block, extra int) [][][]piece {
	column := (l.inner() - gutter) / 2
	set := func(blocks []Block, size length) [][][]piece {
		return sheets(l.compose(blocks, column, size, [2]colour{l.own, l.on}), 2, l.room)
	}
	least := map[int]int{} // pages that so many blocks take in the smallest letters
	for _, try := range []struct {
		blocks []Block
		pages  int
		from   length
	}{
		{blocks, 1, largest},
		{blocks[:len(blocks)-extra], 1, comfort},
		{blocks, 2, comfort},
	} {
		n, known := least[len(try.blocks)]
		if !known {
			n = len(set(try.blocks, smallest))
			least[len(try.blocks)] = n
		}
		if n > try.pages {
			continue // no need to try each size, which is where the time of a long text would go
		}
		for size := try.from; size >= smallest; size -= pt / 2 {
			if pages := set(try.blocks, size); len(pages) <= try.pages {
				return pages
			}
		}
	}
	return set(blocks, usual)
}

// room gives the height of the columns of a page.
func (l *leaflet) room(page int) length {
	if page == 0 {
		return max(l.bottom-l.top, 60*pt)
	}
	return l.height - 2*margin - slim - headPad
}

func (l *leaflet) draw(pages [][][]piece) {
	for i := range max(1, len(pages)) {
		l.pdf.AddPage()
		y := margin
		if i == 0 {
			l.drawHead()
			l.drawFoot(len(pages))
			y = l.top
		} else {
			l.drawSlim(i+1, len(pages))
		}
		if i < len(pages) {
			l.drawColumns(pages[i], y)
		}
	}
}

func (l *leaflet) drawColumns(columns [][]piece, top length) {
	x := length(margin)
	for _, column := range columns {
		y := top
		for i, p := range column {
			gap := length(0)
			if i > 0 {
				gap = p.before
			}
			y += gap
			p.draw(l.canvas, x, y, gap)
			y += p.height
		}
		x += (l.inner()-gutter)/2 + gutter
	}
}

// paragraph draws lines below one another and gives where they end.
func (c *canvas) paragraph(lines []line, x, y, size length, p colour) length {
	for _, one := range lines {
		y += c.setter.leading(size)
		c.line(one, x, y-c.setter.leading(size)+size, size, p)
	}
	return y
}

// headlines draws lines of a headline and gives where they end.
func (c *canvas) headlines(lines []lettering.Line, x, y, size, leading length, p colour) length {
	for _, one := range lines {
		c.letters(one, x, y+size*80/100, size, p)
		y += leading
	}
	return y
}

// first gives the first of a list, for what has little room.
func first[T any](list []T, n int) []T { return list[:min(n, len(list))] }

// address writes an address, which runs from left to right in every language, and
// gives where it ends.
func (c *canvas) address(text string, x, y, width, size length) length {
	style := lettering.Style{Face: lettering.Bold, Size: size, Language: c.language}
	lines := c.press.letters.Paragraph(text, style, width)
	for least := size * 3 / 4; len(lines) > 1 && style.Size > least; { // which is easier to copy by hand
		style.Size -= pt / 4
		if smaller := c.press.letters.Paragraph(text, style, width); len(smaller) == 1 {
			lines, size = smaller, style.Size
		}
	}
	for _, one := range first(lines, 3) { // a code holds it whole
		c.letters(one, x, y+size, size, black)
		y += c.setter.leading(size)
	}
	return y
}

func (l *leaflet) drawHead() {
	l.fill(margin, margin, l.inner(), l.block(), l.own)
	y := l.paragraph(l.kicker, margin+headPad, margin+headPad*8/10, kickerSize, l.on)
	l.headlines(l.title, margin+headPad, y+headPad*3/10, l.titled, l.titled*length(l.tight())/1000, l.on)
	y = l.paragraph(l.summary, margin, margin+l.block()+headPad*6/10, summarySize, black) + headPad
	if len(l.facts) == 0 {
		return
	}
	l.fill(margin, y, l.inner(), heavy, black)
	tall := length(0)
	for i := range l.facts {
		f := &l.facts[i]
		at := l.paragraph(f.label, f.x, y+heavy+7*pt, labelSize, black)
		at = l.headlines(f.large, f.x, at+3*pt, f.size, f.size*11/10, l.own)
		if len(f.large) == 0 {
			l.paragraph(f.value, f.x, at-3*pt+pt, valueSize, black)
		}
		tall = max(tall, f.height(l.setter))
	}
	l.fill(margin, y+heavy+7*pt+tall+7*pt, l.inner(), thin, black)
}

// drawFoot draws the foot of the first page: whose sheet it is, and where to read on.
func (l *leaflet) drawFoot(pages int) {
	f := &l.sheet.Foot
	y := l.bottom + headPad
	l.fill(margin, y, l.inner(), heavy, black)
	y += heavy
	side := l.codeSide()
	if l.code != nil {
		x := margin + l.inner() - side
		l.canvas.code(*l.code, x, y, side)
		l.link(x, y, side, side, f.Address)
	}
	wide := l.inner() - side - headPad
	site := l.display(f.Site, wide, 15*pt)
	at := l.headlines(first(site, 1), margin, y+7*pt, 15*pt, 19*pt, black)
	at = l.paragraph(first(l.set(plain(f.Lead), wide, footSize), 1), margin, at, footSize, black)
	if f.Address == "" {
		l.fill(margin, at+16*pt, wide, thin, black)
		at += 18 * pt
	} else {
		from := at
		at = l.address(f.Readable, margin, at, wide, footSize)
		l.link(margin, from, wide, at-from, f.Address)
	}
	note := l.sheet.Note
	if pages > 1 {
		note += " · " + l.number(1, pages)
	}
	l.paragraph(first(l.set(plain(note), wide, footSize), 1), margin, at+2*pt, footSize, black)
}

func (l *leaflet) number(page, pages int) string {
	return strings.NewReplacer("{n}", strconv.Itoa(page), "{total}", strconv.Itoa(pages)).Replace(l.sheet.Foot.Page)
}

// drawSlim draws the foot of another page.
func (l *leaflet) drawSlim(page, pages int) {
	y := l.height - margin - slim
	l.fill(margin, y, l.inner(), thin, black)
	text := l.sheet.Title + " · " + l.sheet.Foot.Site + " · " + l.number(page, pages)
	lines := l.set(plain(text), l.inner(), footSize)
	l.paragraph(first(lines, 1), margin, y+4*pt, footSize, black)
}
