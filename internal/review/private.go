package review

import (
	"strconv"

	"tract/internal/markdown"
)

// private tells the ways to reach people that a text gives, but for those that are known:
// among its words, where they have been found, in the titles of its links, and in what an
// address holds of them.
func (t *text) private(said []found, find func([]byte) []found, known map[string]bool, held func(markdown.Ref) string) {
	told := map[string]bool{}
	isNew := func(f found, line int) bool {
		key := f.address + f.number // it has one of them
		here := key + " " + strconv.Itoa(line)
		if known[key] || told[here] { // the text of a link and its address are one
			return false
		}
		told[here] = true
		return true
	}
	for _, f := range said {
		if isNew(f, t.line(f.start)) {
			t.tell(t.at(f.start), f.words)
		}
	}
	if t.document == nil {
		return
	}
	for _, ref := range t.document.Body.Refs {
		more := ref.Title // which overwritten prose lacks
		if ref.Kind == markdown.Link {
			more += " " + held(ref)
		}
		for _, f := range find([]byte(more)) {
			if isNew(f, ref.Pos.Line) {
				t.tell(ref.Pos, f.words)
			}
		}
	}
}
