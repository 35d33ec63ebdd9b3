package search

import (
	"cmp"
	"slices"
)

// shard is a stretch of the words of a language, in the order of the folded ones.
type shard struct {
	from    string // every word of it is this or comes after, and no word of the shard before
	content []byte
}

// perShard is about how many bytes of a shard a phone loads, compressed.
const perShard = 5 << 10

// compressed is what one byte that is sent stands for, where a byte of words counts for
// 2 and one of numbers, which can hardly be made smaller, for 4.
const compressed = 5

// item is a form of a group in its place.
type item struct {
	folded, word string
	group        int32
}

// items gives the forms in order: of those that look the same without accents, in one
// group, the one that most places have.
func (b *builder) items() []item {
	forms := slices.Clone(b.forms)
	for _, f := range b.forms {
		if rest := bare(b.language, f.folded); rest != "" {
			forms = append(forms, form{rest, rest, f.group, 0})
		}
	}
	slices.SortFunc(forms, func(f, g form) int {
		if f.folded != g.folded { // as nearly all
			return cmp.Compare(f.folded, g.folded)
		}
		return cmp.Or(cmp.Compare(b.groups[f.group].stem, b.groups[g.group].stem), cmp.Compare(g.count, f.count), cmp.Compare(f.word, g.word))
	})
	items := make([]item, 0, len(forms))
	for _, f := range forms {
		last := len(items) - 1
		if f.folded == "" || last >= 0 && items[last].folded == f.folded && items[last].group == f.group {
			continue
		}
		items = append(items, item{f.folded, f.word, f.group})
	}
	return items
}

// shards cuts the words into shards. A group whose forms begin differently is in several.
func (b *builder) shards() []shard {
	items := b.items()
	var room []byte
	for i := range b.groups {
		room = b.entries(room[:0], &b.groups[i])
		b.groups[i].size = len(room)
	}
	var shards []shard
	from, size, last := 0, 0, ""
	in := map[int32]bool{}
	end := func(to int) {
		if to > from {
			shards = append(shards, shard{border(last, items[from].folded), b.write(items[from:to], size)})
			last = items[to-1].folded
		}
		from, size = to, 0
		clear(in)
	}
	for i, it := range items {
		cost := 2 * (len(it.word) + 1)
		if !in[it.group] {
			cost += 4 * b.groups[it.group].size
		}
		if size+cost > perShard*compressed && i > from && it.folded != items[i-1].folded {
			end(i)
			cost = 2*(len(it.word)+1) + 4*b.groups[it.group].size
		}
		size += cost
		in[it.group] = true
	}
	end(len(items))
	return shards
}

// border gives the shortest text that comes after the last word of a shard and is, or comes
// before, the first of the next.
func border(last, first string) string {
	if last == "" {
		return ""
	}
	for i, r := range first {
		if end := i + len(string(r)); first[:end] > last {
			return first[:end]
		}
	}
	return first
}

// write writes a shard of a size: «grève grèves=ENTRIES;…», the forms of each group together.
func (b *builder) write(items []item, size int) []byte {
	var order []int32
	forms := make(map[int32][]string, len(items))
	for _, it := range items {
		if forms[it.group] == nil {
			order = append(order, it.group)
		}
		forms[it.group] = append(forms[it.group], it.word)
	}
	out := append(make([]byte, 0, size/2), `tractFound("`...) // no word has a sign that would have to be escaped
	for i, group := range order {
		if i > 0 {
			out = append(out, ';')
		}
		for k, word := range forms[group] {
			if k > 0 {
				out = append(out, ' ')
			}
			out = append(out, word...)
		}
		out = b.entries(append(out, '='), &b.groups[group])
	}
	return append(out, "\")\n"...)
}

// digits are those of numbers in base 32, then those of all but a number's last.
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// entries writes where the words of a group are: for each entry the distance from the one
// before and the level, as one number, the smallest digits first. A star stands before those of
// a word that nearly all have: they are the titles alone.
func (b *builder) entries(out []byte, g *group) []byte {
	common := b.common(g)
	if common {
		out = append(out, '*')
	}
	before := uint32(0)
	for _, f := range g.found {
		l := level(f)
		if common && l < titles {
			continue
		}
		number := (f>>8-before)<<3 | l
		before = f >> 8
		for ; number >= 32; number >>= 5 {
			out = append(out, digits[32|number&31])
		}
		out = append(out, digits[number])
	}
	return out
}
