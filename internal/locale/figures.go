package locale

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Numbers gives the numbers that a text in this language states, in order:
// «4 500», «37,6 %», «170 millions», «1,7 million», «145 M$», «vingt-sept», «sept
// mille». Digits that belong to a name, such as DXT4, state nothing.
func (l *Locale) Numbers(s string) []float64 {
	var found []float64
	l.eachNumber(strings.Map(westernDigit, s), func(values []float64, _, _ int, _ bool) {
		found = append(found, values...)
	})
	return found
}

// eachNumber calls a function for each place of a text that states numbers: with
// those, and whether they are in letters.
func (l *Locale) eachNumber(s string, tell func(values []float64, start, end int, spelled bool)) {
	between := false // until a number follows
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case c >= '0' && c <= '9':
			v, end := l.readNumber(s, i)
			tell([]float64{v}, i, end, false)
			i, between = end, false
		case unicode.IsLetter(c):
			values, end := l.readSpelled(s, i, between)
			if len(values) > 0 {
				tell(values, i, end, true)
			}
			between = between && len(values) == 0 || l.numbers.between != "" && strings.EqualFold(s[i:end], l.numbers.between)
			i = end
		default:
			i += size
		}
	}
}

// westernDigit also unites the signs that only Arabic has.
func westernDigit(c rune) rune {
	switch {
	case c >= '٠' && c <= '٩':
		return c - '٠' + '0'
	case c >= '۰' && c <= '۹':
		return c - '۰' + '0'
	}
	return c
}

// skip gives where the characters end that begin at i and are such.
func skip(s string, i int, such func(rune) bool) int {
	for i < len(s) {
		c, size := utf8.DecodeRuneInString(s[i:])
		if !such(c) {
			break
		}
		i += size
	}
	return i
}

// readNumber reads the number at i with its groups, decimals and word of scale.
func (l *Locale) readNumber(s string, i int) (float64, int) {
	end := digitsEnd(s, i)
	text := s[i:end]
	for grouped := end-i <= 3; grouped; {
		size := l.groupSize(s[end:])
		if grouped = size > 0 && digitsEnd(s, end+size) == end+size+3; grouped {
			text += s[end+size : end+size+3]
			end += size + 3
		}
	}
	if size := l.decimalSize(s[end:]); size > 0 {
		if last := digitsEnd(s, end+size); last > end+size {
			text += "." + s[end+size:last]
			end = last
		}
	}
	v, _ := strconv.ParseFloat(text, 64)
	word := skip(s, end, func(c rune) bool { return isSpace(c) || c == '-' || c == '\n' })
	last := skip(s, word, unicode.IsLetter)
	if by, ok := l.numbers.words[s[word:last]]; ok {
		return v * by, last
	}
	return v, end
}

func digitsEnd(s string, i int) int {
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return i
}

// groupSize gives the length of the sign between groups that s begins with. Where
// the sign is a space, any space will do.
func (l *Locale) groupSize(s string) int {
	c, size := utf8.DecodeRuneInString(s)
	group, _ := utf8.DecodeRuneInString(l.numbers.group)
	if size > 0 && (c == group || c == '٬' || isSpace(group) && isSpace(c)) {
		return size
	}
	return 0
}

func (l *Locale) decimalSize(s string) int {
	switch {
	case l.numbers.decimal != "" && strings.HasPrefix(s, l.numbers.decimal):
		return len(l.numbers.decimal)
	case strings.HasPrefix(s, "٫"):
		return len("٫")
	}
	return 0
}
