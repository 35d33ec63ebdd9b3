package search

import "hash/maphash"

// table numbers words in the order in which they come. It is a map whose inside has no
// pointers: a large site has a hundred thousand words, and the garbage collector need
// look at none of them.
type table struct {
	seed  maphash.Seed
	slots []uint64 // half of a word's hash, and its number and 1; 0 where there is none
	text  []byte   // all words, one behind the other
	ends  []uint32 // where each ends
}

func (t *table) len() int { return len(t.ends) }

// word gives the word of a number.
func (t *table) word(n uint32) []byte {
	from := uint32(0)
	if n > 0 {
		from = t.ends[n-1]
	}
	return t.text[from:t.ends[n]]
}

// number gives the number of a word, and whether it is a new one.
func (t *table) number(word []byte) (n uint32, isNew bool) {
	if 2*len(t.ends) >= len(t.slots) {
		t.grow()
	}
	hash := maphash.Bytes(t.seed, word)
	mask := uint64(len(t.slots) - 1)
	for at := hash & mask; ; at = (at + 1) & mask {
		slot := t.slots[at]
		if slot == 0 {
			n = uint32(len(t.ends))
			t.text = append(t.text, word...)
			t.ends = append(t.ends, uint32(len(t.text)))
			t.slots[at] = hash>>32<<32 | uint64(n+1)
			return n, true
		}
		if n = uint32(slot) - 1; slot>>32 == hash>>32 && string(t.word(n)) == string(word) {
			return n, false
		}
	}
}

// grow makes room for twice as many words.
func (t *table) grow() {
	if t.slots == nil {
		t.seed = maphash.MakeSeed()
	}
	t.slots = make([]uint64, max(1<<10, 2*len(t.slots)))
	mask := uint64(len(t.slots) - 1)
	for n := range t.ends {
		hash := maphash.Bytes(t.seed, t.word(uint32(n)))
		at := hash & mask
		for ; t.slots[at] != 0; at = (at + 1) & mask {
		}
		t.slots[at] = hash>>32<<32 | uint64(n+1)
	}
}
