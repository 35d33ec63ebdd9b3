package search

import (
	"math/bits"

	"github.com/blevesearch/snowballstem"
)

// What a word weighs where it stands. A title weighs more than all else together.
const (
	WeighsBody    = 1
	WeighsHeading = 16
	weighsAlso    = 8
	weighsTitle   = 64
)

// builder is an index that is being made.
type builder struct {
	language string
	stem     func(*snowballstem.Env) bool
	env      *snowballstem.Env
	words    *Vocabulary
	formOf   []int32 // by number in the vocabulary, one more than the form; 0 where it was not met
	forms    []form
	stems    map[string]int32 // to groups
	groups   []group
	bodies   int // entries with a body
	room     []byte
}

// form is a word as texts have it.
type form struct {
	word, folded string
	group        int32
	count        int32 // places that have it
}

// group is the words of one stem, and where they are.
type group struct {
	stem   string
	found  []uint32 // number of the entry << 8, 1<<7 if its body has one, weight
	bodies int      // entries whose body has one
	size   int      // of what is written of it
}

const (
	inBody   = 1 << 7
	heaviest = inBody - 1
)

func newBuilder(language string, v *Vocabulary) *builder {
	return &builder{language: language, stem: stemmer(language), env: snowballstem.NewEnv(""), words: v, stems: map[string]int32{}}
}

// entry adds the words of an entry.
func (b *builder) entry(n uint32, e *Entry) {
	b.text(n, e.Title, weighsTitle)
	b.text(n, e.Text, weighsAlso)
	for _, text := range e.Also {
		b.text(n, text, weighsAlso)
	}
	if e.Body == "" {
		return
	}
	b.bodies++
	for number, weight := range e.Body.each() {
		id, ok := b.form(number)
		if !ok {
			return // written by something else
		}
		b.add(n, id, weight, inBody)
	}
}

func (b *builder) text(n uint32, text string, weight uint32) {
	b.room = eachWord(b.room, text, func(word []byte) {
		id, _ := b.form(b.words.number(word))
		b.add(n, id, weight, 0)
	})
}

// form gives the form of a word of the vocabulary, if there is one of that number.
func (b *builder) form(number uint32) (id int32, ok bool) {
	if int(number) >= len(b.formOf) || b.formOf[number] == 0 {
		word := b.words.word(number)
		if word == "" {
			return 0, false
		}
		if missing := int(number) + 1 - len(b.formOf); missing > 0 {
			b.formOf = append(b.formOf, make([]int32, missing)...)
		}
		b.forms = append(b.forms, b.newForm(word))
		b.formOf[number] = int32(len(b.forms))
	}
	return b.formOf[number] - 1, true
}

// newForm finds the group of a word that was not met before.
func (b *builder) newForm(word string) form {
	f := form{word: word, folded: fold(word)}
	stem := word
	if b.stem != nil {
		b.env.SetCurrent(word)
		b.stem(b.env)
		stem = b.env.Current()
	}
	// Folded after the stem is taken, for «grève» and «greve» to be one.
	stem = fold(stem)
	of, ok := b.stems[stem]
	if !ok {
		of = int32(len(b.groups))
		b.groups = append(b.groups, group{stem: stem})
		b.stems[stem] = of
	}
	f.group = of
	return f
}

// add notes that an entry has a word.
func (b *builder) add(n uint32, id int32, weight, body uint32) {
	f := &b.forms[id]
	f.count++
	g := &b.groups[f.group]
	last := len(g.found) - 1
	if last < 0 || g.found[last]>>8 != n {
		g.found = append(g.found, n<<8)
		last++
	}
	p := &g.found[last]
	if body != 0 && *p&inBody == 0 {
		*p |= inBody
		g.bodies++
	}
	*p += min(weight, heaviest-*p&heaviest)
}

// titles is the level of a word that a title has. Levels are the weight's binary digits.
const titles = 7

func level(found uint32) uint32 { return uint32(bits.Len32(found & heaviest)) }

// common says whether nearly every body has a word of the group, so that only titles which
// have one tell something.
func (b *builder) common(g *group) bool {
	const few = 10 // bodies: of less, nothing can be said
	return b.bodies >= few && g.bodies*10 > b.bodies*9
}
