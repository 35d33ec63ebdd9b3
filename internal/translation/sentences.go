package translation

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Change is what differs in a section: its place in the older text and in the newer,
// one of which is -1 where it is not there, and its sentences.
type Change struct {
	Old, New       int
	Removed, Added []string
}

// Changes gives the sentences of each section that differs, in the order of the newer
// text.
func Changes(old, now []Part) []Change {
	kept := append(align(digestsOf(old), digestsOf(now)), [2]int{len(old), len(now)})
	var changes []Change
	from, to := 0, 0
	for _, pair := range kept {
		changes = append(changes, changed(old, now, from, pair[0], to, pair[1])...)
		from, to = pair[0]+1, pair[1]+1
	}
	return changes
}

func digestsOf(parts []Part) []Digest {
	out := make([]Digest, len(parts))
	for i, p := range parts {
		out[i] = p.Digest
	}
	return out
}

// changed compares a stretch of sections with the stretch that has taken its place:
// those with the same heading, or else in the same place where there are as many.
func changed(old, now []Part, from, until, to, end int) []Change {
	used := map[int]bool{}
	twin := func(i int) int {
		for k := from; k < until; k++ {
			if !used[k] && old[k].Heading == now[i].Heading {
				return k
			}
		}
		if k := from + i - to; until-from == end-to && !used[k] {
			return k
		}
		return -1
	}
	var changes []Change
	for i := to; i < end; i++ {
		c := Change{Old: twin(i), New: i}
		var before []string
		if c.Old >= 0 {
			used[c.Old] = true
			before = sentences(old[c.Old])
		}
		c.Removed, c.Added = differ(before, sentences(now[i]))
		changes = append(changes, c)
	}
	for k := from; k < until; k++ {
		if !used[k] {
			changes = append(changes, Change{Old: k, New: -1, Removed: sentences(old[k])})
		}
	}
	return changes
}

// differ gives the sentences that one list has and the other has not. The number of a
// step is no difference where there is another: a step that is put in moves all that
// follow.
func differ(old, now []string) (removed, added []string) {
	before, after := wordings(old), wordings(now)
	kept := align(unnumbered(before), unnumbered(after))
	if len(kept) == max(len(old), len(now)) {
		kept = align(before, after)
	}
	from, to := 0, 0
	for _, pair := range append(kept, [2]int{len(old), len(now)}) {
		removed = append(removed, old[from:pair[0]]...)
		added = append(added, now[to:pair[1]]...)
		from, to = pair[0]+1, pair[1]+1
	}
	return removed, added
}

func wordings(sentences []string) []string {
	out := make([]string, len(sentences))
	for i, s := range sentences {
		out[i] = string(appendWords(nil, []byte(s)))
	}
	return out
}

// numbering is what the first sentence of a step begins with.
var numbering = regexp.MustCompile(`^[0-9]{1,9}[.)] `)

func unnumbered(sentences []string) []string {
	out := make([]string, len(sentences))
	for i, s := range sentences {
		out[i] = numbering.ReplaceAllString(s, "")
	}
	return out
}

// block is a line that begins something new: an entry of a list, a heading, a
// quotation, a row of a table, a fence.
var block = regexp.MustCompile("^[ \t]*(?:[-+*][ \t]|[0-9]+[.)][ \t]|#|>|\\||```|~~~)")

// sentences parts what a section says into sentences, on one line each.
func sentences(p Part) []string {
	var out []string
	for _, text := range p.Texts {
		var paragraph []string
		flush := func() {
			out = append(out, split(strings.Join(paragraph, " "))...)
			paragraph = nil
		}
		for line := range strings.Lines(text) {
			if strings.TrimSpace(line) == "" || block.MatchString(line) {
				flush()
			}
			if words := strings.Join(strings.FieldsFunc(line, unseen), " "); words != "" {
				paragraph = append(paragraph, words)
			}
		}
		flush()
	}
	return out
}

// unseen says of spaces, and of what would move or hide words on a terminal.
func unseen(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}

// split parts a paragraph after the signs that end sentences. A full stop after fewer
// than three letters or digits ends an abbreviation, or the number of a step, more often
// than a sentence.
func split(paragraph string) []string {
	var out []string
	runes := []rune(paragraph)
	begin := 0
	for i := 0; i < len(runes); i++ {
		if !strings.ContainsRune(".!?…؟", runes[i]) || runes[i] == '.' && !endsWord(runes[begin:i]) {
			continue
		}
		end := i + 1
		for end < len(runes) && strings.ContainsRune(".!?…؟»”’\"')]*_", runes[end]) {
			end++
		}
		if end < len(runes) && runes[end] != ' ' {
			continue
		}
		out = append(out, strings.TrimSpace(string(runes[begin:end])))
		begin, i = end, end
	}
	return slices.DeleteFunc(append(out, strings.TrimSpace(string(runes[min(begin, len(runes)):]))), func(s string) bool { return s == "" })
}

func endsWord(before []rune) bool {
	letters := 0
	for i := len(before) - 1; i >= 0 && before[i] != ' '; i-- {
		if unicode.IsLetter(before[i]) || unicode.IsMark(before[i]) || unicode.IsDigit(before[i]) {
			letters++
		}
	}
	return letters >= 3
}
