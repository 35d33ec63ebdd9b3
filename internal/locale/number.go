package locale

import (
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
)

// numbers is how a language writes numbers; the patterns are as in the strings
// file.
type numbers struct {
	group, decimal string
	percent        template
	scales         []scale            // the smallest first
	money          map[string]amounts // by currency
	words          map[string]float64 // «millions», «M»: what they multiply by
	spelled        map[string]float64 // «sept»: the words that numbers in letters are made of
	between        string             // «entre», which two of those follow
}

// scale is a word for a large power of ten.
type scale struct {
	from  float64
	forms entry
}

// amounts are the patterns of a currency: 28 $, and 170 millions de dollars.
type amounts struct {
	small, large template
}

// Number gives a number with so many decimals; -1 means as many as it has.
func (l *Locale) Number(v float64, decimals int) string {
	whole, fraction := parts(v, decimals)
	var b strings.Builder
	if v < 0 && strings.Trim(whole+fraction, "0") != "" {
		b.WriteString("−")
	}
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(l.numbers.group)
		}
		b.WriteRune(c)
	}
	if fraction != "" {
		b.WriteString(l.numbers.decimal)
		b.WriteString(fraction)
	}
	return b.String()
}

// parts gives the digits before and after the decimal sign.
func parts(v float64, decimals int) (whole, fraction string) {
	whole, fraction, _ = strings.Cut(strconv.FormatFloat(math.Abs(v), 'f', decimals, 64), ".")
	return whole, fraction
}

// Percent gives a number of hundredths: 37,6 %, 37.6%.
func (l *Locale) Percent(v float64) string {
	return l.numbers.percent.fill(func(string) string { return l.Number(v, -1) })
}

// Money gives an amount: 28 $, 1,50 $, 170 millions de dollars. A million or more
// is written in words where two decimals suffice for it.
func (l *Locale) Money(v float64, currency string) string {
	patterns, ok := l.numbers.money[currency]
	if !ok {
		patterns = amounts{parseTemplate("{n}" + nbsp + currency), parseTemplate("{n} " + currency)}
	}
	pattern, n := patterns.small, ""
	if large, ok := l.large(v); ok {
		pattern, n = patterns.large, large
	} else if v == math.Trunc(v) {
		n = l.Number(v, 0)
	} else {
		n = l.Number(v, 2)
	}
	return pattern.fill(func(string) string { return n })
}

// large gives «170 millions», if v is so large and so round.
func (l *Locale) large(v float64) (string, bool) {
	for i := len(l.numbers.scales) - 1; i >= 0; i-- {
		s := l.numbers.scales[i]
		scaled := v / s.from
		if math.Abs(scaled) < 1 {
			continue
		}
		if math.Abs(scaled*100-math.Round(scaled*100)) > 1e-6 {
			return "", false
		}
		scaled = math.Round(scaled*100) / 100
		return s.forms.form(l.formOf(scaled)).fill(func(string) string { return l.Number(scaled, -1) }), true
	}
	return "", false
}

func (l *Locale) formOf(v float64) plural.Form {
	whole, fraction := parts(v, -1)
	const longest = 9
	w, _ := strconv.Atoi(whole[max(0, len(whole)-longest):])
	f, _ := strconv.Atoi(fraction)
	return l.cardinal(w, len(fraction), f)
}
