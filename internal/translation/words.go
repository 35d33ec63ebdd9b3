package translation

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// How a sign stands among words.
type bond uint8

const (
	plain   bond = iota
	space        // parts words, however much of it there is
	nothing      // is not there
	behind       // with or without a space before it, as the ; of French
	tight        // with or without one on both sides, as quotation marks
	dash         // one is as long as many
)

// signs are the bonds of ASCII.
var signs = func() (bonds [utf8.RuneSelf]bond) {
	for s, b := range map[string]bond{" \t\n\r\v\f": space, "*": nothing, ":;!?%$.,)": behind, `"|`: tight, "-": dash} {
		for _, c := range s {
			bonds[c] = b
		}
	}
	return bonds
}()

// sign gives what a character stands for, and how. Spaces of every width are one, and
// so are the quotation marks and the dashes of all languages: which of them a text has
// is for typography to say.
func sign(r rune) (string, bond) {
	switch r {
	case '«', '»', '“', '”', '„', '‟', '‹', '›':
		return `"`, tight
	case '‘', '’', '‚', '‛', 'ʼ', '′':
		return "'", plain
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return "-", dash
	case '…':
		return "...", behind
	case '€':
		return "€", behind
	case '\u00ad', '\u200b', '\u2060', '\ufeff': // they only say where a line may break
		return "", nothing
	}
	if unicode.IsSpace(r) {
		return "", space
	}
	return string(r), plain
}

// appendWords writes what a text says in a form that is the same for the same words.
func appendWords(dst, text []byte) []byte {
	if !norm.NFC.IsNormal(text) {
		text = norm.NFC.Bytes(text)
	}
	w := wording{dst: dst, from: len(dst), bound: true}
	for len(text) > 0 {
		line := text
		if i := bytes.IndexByte(text, '\n'); i >= 0 {
			line = text[:i]
			text = text[i+1:]
		} else {
			text = nil
		}
		w.line(content(line))
	}
	return w.dst
}

// content gives a line without the marks that it begins with: of headings, quotations
// and lists.
func content(line []byte) []byte {
	for {
		line = bytes.TrimLeft(line, " \t\r")
		rest := line
		switch {
		case len(line) == 0:
			return nil
		case line[0] == '>':
			line = line[1:]
			continue
		case line[0] == '#':
			rest = bytes.TrimLeft(line, "#")
		case line[0] == '-' || line[0] == '+' || line[0] == '*':
			rest = line[1:]
		default:
			return line
		}
		if len(rest) > 0 && rest[0] != ' ' && rest[0] != '\t' {
			return line // a word: #tag, -5
		}
		line = rest
	}
}

// wording is what was written so far.
type wording struct {
	dst   []byte
	from  int
	gap   bool // there is space before what comes
	bound bool // no space is wanted before what comes
}

func (w *wording) line(line []byte) {
	w.gap = true
	for len(line) > 0 {
		if n := wordOf(line); n > 0 {
			w.space()
			w.dst = append(w.dst, line[:n]...)
			line = line[n:]
			continue
		}
		if c := line[0]; c < utf8.RuneSelf {
			w.add(string(c), signs[c])
			line = line[1:]
			continue
		}
		r, size := utf8.DecodeRune(line)
		text, b := sign(r)
		w.add(text, b)
		line = line[size:]
	}
}

// wordOf gives how many bytes at the beginning of a text stand for themselves, as most
// do: those of plain signs of ASCII, and of letters.
func wordOf(text []byte) int {
	n := 0
	for n < len(text) {
		if c := text[n]; c < utf8.RuneSelf {
			if signs[c] != plain {
				break
			}
			n++
			continue
		}
		r, size := utf8.DecodeRune(text[n:])
		if r < 'À' || r >= 0x1680 || r == 'ʼ' { // sign knows of the others
			break
		}
		n += size
	}
	return n
}

// space writes the space before a word, if there is any.
func (w *wording) space() {
	if w.gap && !w.bound {
		w.dst = append(w.dst, ' ')
	}
	w.gap, w.bound = false, false
}

func (w *wording) add(text string, b bond) {
	switch b {
	case nothing:
		return
	case space:
		w.gap = true
		return
	case dash:
		if n := len(w.dst); n > w.from && w.dst[n-1] == '-' && !w.gap {
			return
		}
		w.space()
	case behind, tight:
		w.gap, w.bound = false, b == tight
	default:
		w.space()
	}
	w.dst = append(w.dst, text...)
}
