package markdown

import "tract/internal/diag"

// CheckText refuses what a reviewer cannot see in a file, as [diag.Unseen] finds it.
// The caller has taken a byte order mark at the very start of the file away. Ten
// faults of each kind are told, and the others counted.
func CheckText(file string, src []byte, line int) diag.List {
	var l diag.List
	p := places{file: file, src: src, line: line}
	told, last := map[string]int{}, map[string]int{}
	diag.Unseen(src, func(at, _ int, what diag.Text) bool {
		if told[what.Code] == 10 {
			l[last[what.Code]].More++
			return true
		}
		told[what.Code]++
		last[what.Code] = len(l)
		if what.Code == diag.NotText {
			l.Errorf(p.at(at), "markdown.not-utf8").WithHint("hint.markdown.not-utf8")
			return true
		}
		l.Errorf(p.at(at), "markdown.invisible", what).WithHint("hint.markdown.invisible")
		return true
	})
	return l
}

// blanked gives src with what CheckText refuses overwritten by spaces, so that
// the other faults of the file can still be found at their places.
func blanked(src []byte) []byte {
	out := append([]byte(nil), src...)
	diag.Unseen(src, func(at, size int, _ diag.Text) bool {
		for i := range size {
			out[at+i] = ' '
		}
		return true
	})
	return out
}
