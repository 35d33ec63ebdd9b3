package asset

import (
	"encoding/xml"
	"strings"

	"tract/internal/limit"
)

// repeats counts what a browser draws: what is referred to is drawn again each time, and
// may refer to more.
type repeats struct {
	size  map[string]int      // elements by the id of what they stand in, "" for the drawing
	leads map[string][]string // references in it
	stack []string            // the ids around this place, "" where there is none
}

// open counts an element for all that it stands in.
func (d *repeats) open(t xml.StartElement) {
	id := ""
	var leads []string
	for _, a := range t.Attr {
		switch name := a.Name.Local; {
		case name == "id":
			id = a.Value
		case name == "href":
			leads = append(leads, strings.TrimPrefix(a.Value, "#"))
		case name == "mask", name == "clip-path":
			_, to, _ := strings.Cut(a.Value, "#")
			leads = append(leads, strings.TrimRight(to, ") \"'"))
		}
	}
	d.stack = append(d.stack, id)
	for i, around := range append([]string{""}, d.stack...) {
		if around != "" || i == 0 {
			d.size[around]++
			d.leads[around] = append(d.leads[around], leads...)
		}
	}
}

// tooMany says whether the drawing comes to more than a browser should draw.
func (d *repeats) tooMany() bool { return d.all("", map[string]int{}) > limit.DrawnElements }

// all gives how many elements are drawn for an id. What leads back to itself is drawn
// by no browser.
func (d *repeats) all(id string, known map[string]int) int {
	if n, ok := known[id]; ok {
		return n
	}
	known[id] = 0
	n := d.size[id]
	for _, to := range d.leads[id] {
		n = min(n+d.all(to, known), limit.DrawnElements+1)
	}
	known[id] = n
	return n
}
