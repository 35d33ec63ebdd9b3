package locale

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// StatedNumber is a number where a text states it.
type StatedNumber struct {
	Start, End int
	Value      float64
	Spelled    bool // in letters
}

// StatedNumbers gives what [Locale.Numbers] gives, each in its place.
func (l *Locale) StatedNumbers(s string) []StatedNumber {
	var found []StatedNumber
	western, at := westernText(s)
	l.eachNumber(western, func(values []float64, start, end int, spelled bool) {
		for _, v := range values {
			found = append(found, StatedNumber{at(start), at(end), v, spelled})
		}
	})
	return found
}

// westernText gives a text with western digits, and what leads from a place in it to the
// same in the text.
func westernText(s string) (western string, at func(int) int) {
	western = strings.Map(westernDigit, s)
	if len(western) == len(s) {
		return western, func(i int) int { return i }
	}
	from, runes, origin := 0, 0, 0 // places mostly grow, so that one walk is enough
	return western, func(i int) int {
		if i < from {
			from, runes, origin = 0, 0, 0
		}
		for ; from < i; runes++ {
			_, size := utf8.DecodeRuneInString(western[from:])
			from += size
			_, size = utf8.DecodeRuneInString(s[origin:])
			origin += size
		}
		return origin
	}
}

// StatedDate is a date where a text states it. What the text leaves out is 0, be it
// the year.
type StatedDate struct {
	Start, End int
	Date       Date
}

var (
	isoDate = regexp.MustCompile(`[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?`)

	// dayBefore is what stands right before a month: 22, 1er, 3 de. dayAfter is what
	// stands behind one: 22, 22nd.
	dayBefore  = regexp.MustCompile(`(?:^|[^0-9.,:])([0-9]{1,2})\pL{0,3}[ \x{a0}\x{202f}\n](?:(?:de|of)[ \x{a0}\n])?$`)
	dayAfter   = regexp.MustCompile(`^[ \x{a0}\x{202f}\n]([0-9]{1,2})(?:st|nd|rd|th)?(?:$|[^0-9\pL:%])`)
	yearBehind = regexp.MustCompile(`^(?:[ \x{a0}\n](?:de|of))?,?[ \x{a0}\x{202f}\n]([12][0-9]{3})(?:$|[^0-9\pL])`)

	// furtherBefore is one more day before the days of a month, and what stands between,
	// furtherAfter one behind.
	furtherBefore = regexp.MustCompile(`(?:^|[^0-9.,:])([0-9]{1,2})\pL{0,3}((?:,|[ \x{a0}\n]*[-–—]|[ \x{a0}\n]\pL+)[ \x{a0}\n]*)$`)
	furtherAfter  = regexp.MustCompile(`^((?:,|[ \x{a0}\n]*[-–—]|[ \x{a0}\n]\pL+)[ \x{a0}\n]*)([0-9]{1,2})(?:st|nd|rd|th)?(?:$|[^0-9\pL:%])`)
)

// StatedDates gives the dates that a text in this language states, in order: as
// [Locale.Date] writes them, without a year, and with more than one day, as in «du
// 1er au 3 mars 2025». The name of a month alone states nothing, nor does a year, which
// is a number.
func (l *Locale) StatedDates(s string) []StatedDate {
	western, at := westernText(s)
	var found []StatedDate
	for _, m := range isoDate.FindAllStringIndex(western, -1) {
		d, ok := ParseDate(western[m[0]:m[1]])
		if ok && !isWord(lastRune(western[:m[0]])) && !isWord(firstRune(western[m[1]:])) {
			found = append(found, StatedDate{m[0], m[1], d})
		}
	}
	for i := 0; i < len(western); {
		c, size := utf8.DecodeRuneInString(western[i:])
		if !unicode.IsLetter(c) {
			i += size
			continue
		}
		end := skip(western, i, isWord)
		if month := l.monthNamed(western[i:end]); month > 0 {
			if strings.HasPrefix(western[end:], ".") && slices.Contains(l.dates.short, western[i:end+1]) {
				end++
			}
			found = append(found, l.datesAround(western, i, end, month)...)
		}
		i = end
	}
	slices.SortStableFunc(found, func(a, b StatedDate) int { return a.Start - b.Start })
	for i := range found {
		found[i].Start, found[i].End = at(found[i].Start), at(found[i].End)
	}
	return found
}

func firstRune(s string) rune { c, _ := utf8.DecodeRuneInString(s); return c }
func lastRune(s string) rune  { c, _ := utf8.DecodeLastRuneInString(s); return c }

// monthNamed gives the month of a name, 0 if it is none. A sentence may begin with
// one; where months are capitalized, «may» is a verb.
func (l *Locale) monthNamed(word string) int {
	c, size := utf8.DecodeRuneInString(word)
	lower := string(unicode.ToLower(c)) + word[size:]
	for _, names := range [][]string{l.dates.months, l.dates.short} {
		for i, name := range names {
			if name = strings.TrimSuffix(name, "."); name == word || name == lower {
				return i + 1
			}
		}
	}
	return 0
}

// reach is how far before the name of a month, or a day, another day may stand, in bytes.
const reach = 48

// datesAround reads the days and the year that stand around the name of a month.
func (l *Locale) datesAround(s string, start, end, month int) []StatedDate {
	var days []int
	near := max(0, start-reach) // so that no text is read again from its beginning
	if m := dayBefore.FindStringSubmatchIndex(s[near:start]); m != nil {
		days, start = append(days, number(s[near+m[2]:near+m[3]])), near+m[2]
		for {
			near = max(0, start-reach)
			m := furtherBefore.FindStringSubmatchIndex(s[near:start])
			if m == nil || !l.joinsDays(s[near+m[4]:near+m[5]]) {
				break
			}
			days, start = append(days, number(s[near+m[2]:near+m[3]])), near+m[2]
		}
	} else if m := dayAfter.FindStringSubmatchIndex(s[end:]); m != nil && l.monthFirst() {
		days, end = append(days, number(s[end+m[2]:end+m[3]])), end+m[3]
		end += ordinalEnd(s[end:])
		for {
			m := furtherAfter.FindStringSubmatchIndex(s[end:])
			if m == nil || !l.joinsDays(s[end+m[2]:end+m[3]]) {
				break
			}
			days, end = append(days, number(s[end+m[4]:end+m[5]])), end+m[5]
			end += ordinalEnd(s[end:])
		}
	}
	year := 0
	if m := yearBehind.FindStringSubmatchIndex(s[end:]); m != nil {
		year, end = number(s[end+m[2]:end+m[3]]), end+m[3]
	}
	var found []StatedDate
	for _, day := range days {
		if day > 0 && day <= 31 {
			found = append(found, StatedDate{start, end, Date{year, month, day}})
		}
	}
	if len(days) == 0 && year > 0 {
		found = append(found, StatedDate{start, end, Date{year, month, 0}})
	}
	return found
}

// ordinalEnd gives the length of the ending of an English ordinal that s begins with.
func ordinalEnd(s string) int {
	for _, ending := range []string{"st", "nd", "rd", "th"} {
		if strings.HasPrefix(s, ending) {
			return len(ending)
		}
	}
	return 0
}

// joinsDays says whether two days may have that between them.
func (l *Locale) joinsDays(between string) bool {
	switch between = strings.TrimSpace(between); between {
	case "-", "–", "—", ",", "through", l.and():
		return true
	}
	return between == l.dates.span.between() || between == l.dates.hours.between()
}

// between gives the last literal between two placeholders: «au» of «du {start} au {end}».
func (t template) between() string {
	if len(t.literals) < 3 {
		return ""
	}
	return strings.TrimSpace(t.literals[len(t.literals)-2])
}

func (l *Locale) monthFirst() bool {
	return slices.Index(l.dates.date.names, "month") < slices.Index(l.dates.date.names, "day")
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
