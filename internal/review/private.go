package review

import (
	"strconv"

	"tract/internal/diag"
	"tract/internal/markdown"
)

// private tells the ways to reach people that a text gives, but for those that are known:
// among its words, in the titles of its links, and in what an address holds of them.
func (t *text) private(find func([]byte) []found, known map[string]bool, held func(markdown.Ref) string) {
	told := map[string]bool{}
	tell := func(f found, at diag.Position) {
		key := f.address + f.number // it has one of them
		line := key + " " + strconv.Itoa(at.Line)
		if !known[key] && !told[line] { // the text of a link and its address are one
			told[line] = true
			t.tell(at, f.words)
		}
	}
	for _, f := range find(t.prose) {
		tell(f, t.at(f.start))
	}
	if t.document == nil {
		return
	}
	for _, ref := range t.document.Body.Refs {
		said := ref.Title // which overwritten prose lacks
		if ref.Kind == markdown.Link {
			said += " " + held(ref)
		}
		for _, f := range find([]byte(said)) {
			tell(f, ref.Pos)
		}
	}
}
