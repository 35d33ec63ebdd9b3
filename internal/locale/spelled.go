package locale

import (
	"math"
	"strings"
)

// numeral is one word of a number in letters.
type numeral struct {
	value float64
	and   bool // «et» stands before it
}

// readSpelled reads the words at i that belong to a number, «quatre mille cinq
// cents», and gives what they state and where they end. Where the first word is
// none of a number's, the end is that of the word. between says that «entre» stands
// before it.
func (l *Locale) readSpelled(s string, i int, between bool) (found []float64, end int) {
	var run []numeral
	last, and := "", false
	end = skip(s, i, isWord)
	for at, stop := i, end; stop > at; stop = skip(s, at, isWord) {
		word := strings.ToLower(s[at:stop])
		value, ok := l.numbers.spelled[word]
		if !ok && len(run) > 0 {
			value, ok = l.numbers.words[s[at:stop]]
		}
		pair, paired := l.numbers.spelled[last+"-"+word]
		at = gapEnd(s, stop)
		switch {
		case paired && !and:
			run[len(run)-1].value = pair
		case ok:
			run = append(run, numeral{value, and})
		case len(run) > 0 && !and && word == l.and():
			last, and = "", true
			continue
		default:
			return state(run, between), end
		}
		last, and, end = word, false, stop
	}
	return state(run, between), end
}

func (l *Locale) and() string {
	if !l.Has("and") {
		return ""
	}
	return l.T("and")
}

// gapEnd gives where the next word of a number may begin: behind a hyphen or spaces.
func gapEnd(s string, i int) int {
	for _, hyphen := range []string{"-", "\u2011"} {
		if strings.HasPrefix(s[i:], hyphen) {
			return i + len(hyphen)
		}
	}
	return skip(s, i, func(c rune) bool { return isSpace(c) || c == '\n' })
}

// state gives the number that the words are. «Entre trente et quarante» is not
// one, but two, and so is «entre deux cents et cinq mille», though its words would
// make 205 000. Words that fit together in no way state nothing, nor does «un»
// alone, which is an article as often as a number.
func state(run []numeral, between bool) []float64 {
	if len(run) == 1 && run[0].value == 1 {
		return nil
	}
	whole, ok := compose(run)
	if ok && !between {
		return []float64{whole}
	}
	for i := 1; i < len(run); i++ {
		if _, first := compose(run[:i]); !first {
			break // nor do more words make a number
		}
		if _, second := compose(run[i:]); second && run[i].and {
			return append(state(run[:i], false), state(run[i:], false)...)
		}
	}
	if ok {
		return []float64{whole}
	}
	for i := len(run) - 1; i > 0; i-- {
		if run[i].and {
			return append(state(run[:i], false), state(run[i:], false)...)
		}
	}
	return nil
}

// compose makes one number of its words: below a hundred they add up, a hundred
// multiplies what stands before it, and so does each larger word, which also
// closes its group.
func compose(run []numeral) (v float64, ok bool) {
	var total, group, last float64
	ceiling := math.Inf(1)
	for i, n := range run {
		if i > 0 && n.and && !joins(last, n.value) {
			return 0, false
		}
		switch {
		case n.value >= 1000 && n.value < ceiling:
			total += max(group, 1) * n.value
			group, ceiling = 0, n.value
		case n.value == 100 && group < 100 && (group < 10 || math.Mod(group, 10) != 0):
			group = max(group, 1) * 100
		case n.value < 100 && (math.Mod(group, 100) == 0 || follows(last, n.value)), n.value < 1000 && group == 0:
			group += n.value
		default:
			return 0, false
		}
		last = n.value
	}
	return total + group, len(run) > 0
}

// follows says whether a number below twenty adds to the tens before it: to sixty
// and eighty French adds what is above nine as well.
func follows(tens, v float64) bool {
	const twenty, hundred = 20, 100
	return tens >= twenty && tens < hundred && math.Mod(tens, 10) == 0 && (v < 10 || v < twenty && (tens == 60 || tens == 80))
}

// joins says whether «et» may stand within a number: vingt et un, soixante et
// onze, two hundred and five.
func joins(before, v float64) bool {
	return v < 100 && (before >= 100 || follows(before, v) && (v == 1 || v == 11))
}
