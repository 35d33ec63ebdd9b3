package render

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"

	"tract/internal/markdown"
)

// Length is how long a text is to those who pass it on. assets/js/modules/kit.js
// measures it again when the reader has filled in a blank.
type Length struct {
	Characters int    // as people count them
	Texts      int    // messages that telephones send
	Over       string // the networks that refuse it, with its length there and their limit
}

// networkLink is an address in a text. X and Mastodon count any as linkLength.
var networkLink = regexp.MustCompile(`https?://[^\s<>"«»\x{a0}\x{2028}\x{2029}\x{202f}]+`)

const linkLength = 23

// length measures the text of a kit.
func length(k *markdown.Kit) Length {
	return lengthOf(k.Body)
}

func lengthOf(text string) Length {
	all := signs(text)
	short := signs(networkLink.ReplaceAllString(text, strings.Repeat("x", linkLength)))
	heavy := 0
	for _, r := range short {
		if !light(r) {
			heavy++
		}
	}
	var over []string
	for _, n := range []struct {
		name         string
		length, most int
	}{{"Bluesky", len(all), 300}, {"X", len(short) + heavy, 280}, {"Mastodon", len(short), 500}} {
		if n.length > n.most {
			over = append(over, fmt.Sprintf("%s (%d/%d)", n.name, n.length, n.most))
		}
	}
	return Length{Characters: len(all), Texts: texts(text), Over: strings.Join(over, ", ")}
}

// signs gives one character for each that readers see: accents that stand apart, skin
// colours and what a joiner adds belong to the one before, and two letters are a flag.
// Unicode's own rules (UAX 29) know more scripts than campaigns write in.
func signs(text string) []rune {
	var out []rune
	joined, flag := false, false
	for _, r := range text {
		belongs := joined && unicode.Is(unicode.So, r)
		joined = r == '\u200d' || joined && unicode.Is(unicode.M, r)
		switch {
		case belongs, joined, r == '\u200c', unicode.Is(unicode.M, r), r >= 0x1f3fb && r <= 0x1f3ff, r >= 0xe0020 && r <= 0xe007f:
			continue
		case r >= 0x1f1e6 && r <= 0x1f1ff && flag:
			flag = false
			continue
		}
		flag = r >= 0x1f1e6 && r <= 0x1f1ff
		out = append(out, r)
	}
	return out
}

// light says whether a character counts once on X, as those of most alphabets do.
// Emoji, and the ellipsis among others, count twice.
func light(r rune) bool {
	return r <= 0x10ff || r >= 0x2000 && r <= 0x200d || r >= 0x2010 && r <= 0x201f || r >= 0x2032 && r <= 0x2037
}

// The alphabet of text messages (GSM 03.38), and what takes two places in it. A
// message with any other character holds less than half as many.
const (
	plainLetters  = "\n !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ"
	doubleLetters = `^{}\[~]|€`
)

// texts counts the messages that a telephone sends for a text. Of several, each
// spends a few places on how they belong together.
func texts(text string) int {
	units, one, each := 0, 160, 153
	for _, r := range text {
		switch {
		case strings.ContainsRune(plainLetters, r):
			units++
		case strings.ContainsRune(doubleLetters, r):
			units += 2
		default:
			units, one, each = len(utf16.Encode([]rune(text))), 70, 67
			return messages(units, one, each)
		}
	}
	return messages(units, one, each)
}

func messages(units, one, each int) int {
	if units <= one {
		return 1
	}
	return (units + each - 1) / each
}
