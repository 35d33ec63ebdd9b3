package locale

import "strings"

// Ordinal finds the ending of the first ordinal in a text, which French raises
// above the line: the «er» of 1er, the «e» of XXIe. Languages that raise nothing
// have none.
func (l *Locale) Ordinal(s string) (start, end int, ok bool) {
	if !l.rules.ordinals {
		return 0, 0, false
	}
	for i := 1; i < len(s); i++ {
		if s[i] != 'e' || s[i-1] != 'r' && !numeralSign(s[i-1]) {
			continue
		}
		start, end = i, i+1
		if s[start-1] == 'r' {
			start--
		}
		number := s[numberStart(s, start):start]
		for end < len(s) && (s[end] == 'r' && s[start] == 'e' && end == start+1 || s[end] == 's') {
			end++
		}
		if ordinal(number, s[start:end]) && !letterAt(s, end) {
			return start, end, true
		}
	}
	return 0, 0, false
}

// numeralSign says whether a byte is a digit, or a letter of Roman numerals.
func numeralSign(c byte) bool {
	switch c {
	case 'I', 'V', 'X', 'L', 'C':
		return true
	}
	return isDigit(c)
}

// numberStart gives where the digits or the Roman numeral before an offset begin,
// or the offset itself where a letter or a digit stands before them.
func numberStart(s string, end int) int {
	start := end
	for start > 0 && numeralSign(s[start-1]) {
		start--
	}
	if start > 0 && (letterAt(s, start-1) || s[start-1] >= 0x80 && s[start-1] != 0xa0) {
		return end
	}
	return start
}

// letterAt says whether a letter, a digit or a part of one stands at an offset.
func letterAt(s string, i int) bool {
	if i < 0 || i >= len(s) {
		return false
	}
	c := s[i]
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == 0xc3
}

// ordinal says whether an ending fits a number: 1er, 1re, Ier; 2e, XXIe. A single
// letter is a numeral only where no word is written like it: Xe, Ve, and not Le.
func ordinal(number, ending string) bool {
	first := number == "1" || number == "I"
	switch ending {
	case "er", "re", "ers", "res":
		return first
	case "e", "es":
		digits := number != "" && number[0] <= '9'
		return !first && (digits || number == "V" || number == "X" || len(number) > 1 && number[0] > '9')
	}
	return false
}

// LongOrdinal finds the first ordinal in a text whose ending is longer than usage
// has it, and gives how it is written: 2e for 2ème, 1re for 1ère.
func (l *Locale) LongOrdinal(s string) (start, end int, short string, ok bool) {
	if !l.rules.ordinals {
		return 0, 0, "", false
	}
	for from := 0; ; from = end {
		i := strings.Index(s[from:], "è")
		if i < 0 {
			return 0, 0, "", false
		}
		at := from + i
		end = at + len("è")
		switch {
		case strings.HasPrefix(s[end:], "me"):
			short = "e"
		case strings.HasPrefix(s[end:], "re"):
			short = "re"
		default:
			continue
		}
		end += len("me")
		if strings.HasPrefix(s[end:], "s") {
			end++
			short += "s"
		}
		if at > 0 && s[at-1] == 'i' {
			at--
		}
		start = numberStart(s, at)
		if number := s[start:at]; ordinal(number, short) && !letterAt(s, end) {
			return start, end, number + short, true
		}
	}
}
