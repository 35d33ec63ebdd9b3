package diag

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"tract/internal/promise"
)

// TestX13Unseen has texts as people write them, of which nothing is refused, and
// such as hide something, of which the first is told that hides.
func TestX13Unseen(t *testing.T) {
	tried := 0
	for _, text := range []string{
		"", "été", "a\tb\nc", "a\r\n\r\nb", "l\u00a0’été\u202f: 10\u2009%", "in\u00adter\u00addit", "10\u206020",
		"سلام\u200f و\u200cعليكم", "می\u200cخواهم", "נע\u200dמ\u200e", "\u061c123 ريال", "ن\u200d", "\u200f(abc)\u200e", "abc\u200f", "\u200eGST/TPS",
		"👩\u200d🏭", "👨🏽\u200d🔧", "❤\ufe0f\u200d🔥", "🏳\ufe0f\u200d🌈", "1\ufe0f\u20e3", "ℹ\ufe0f", "Ⓜ\ufe0f", "©\ufe0e", "‼\ufe0f", "🇫🇷", "葛\U000e0100", "⊨\ufe0e",
		"\u2067שלום\u2069 \u2066b\nc\u2069\n", "\u2068a\u2067b\u2069\u2069", "ｱ", "e\u0301", "\u0600\u0661", "क्\u200dष", "ᠠ\u180bᠠ", "ᠭ\u180f ", "🕵🏽\u200d♂\ufe0f", "\ufffd",
		"e\u0302\u0301 Vie\u0323\u0302t", "שׁ\u05bc\u05b8\u05bd\u0591", "مُحَمَّدٌ ٱللَّٰهِ وَٱلضُّحَىٰ", "ก็ ปิ่น น้ำ ที่สุด", "\u0f67\u0f90\u0fb5\u0fa8\u0fb3\u0fba\u0fbc\u0fbb\u0f82", "\u0f66\u0f92\u0fb2\u0f74\u0f56", "क्ष्म्यौँ", "ក្រ្តូ", "မြန်မာ", "ə\u0303\u0301\u0320\u0329", "1\u20e3", "a" + strings.Repeat("\u0301", 8) + "b" + strings.Repeat("\u0301", 8), "⠓⠑⠇⠇⠕",
	} {
		if what, found := UnseenIn(text); found {
			t.Errorf("%q is refused: %v", text, what)
		}
		tried++
	}
	for text, code := range map[string]string{
		"a\x00": "control", "a\x07b": "control", "\x1b[31m": "control", "a\x7f": "control", "a\u0085b": "control", "\u009b1m": "control", "a\rb": "control", "\x0b": "control", "\x0c": "control",
		"\u202aa": "override", "\u202ba": "override", "a\u202c": "override", "\u202da": "override", "\u202ea": "override",
		"a\u200bb": "width", "\u200b": "width", "a\ufeff": "order", "\ufeffa": "order", "a\u2028b": "line", "a\u2029b": "line",
		"a\U000e0001": "tag", "🏴\U000e0067\U000e0062\U000e007f": "tag", "\U000e0020": "tag", "\U000e0000": "tag",
		"a\u115fb": "shape", "\u1160": "shape", "\u3164": "shape", "a\uffa0": "shape", "a\u034fb": "shape", "\u17b4": "shape", "\u2065": "shape", "\ufff0": "shape", "\U000e0080": "shape", "\U000e0fff": "shape",
		"a\u2061b": "format", "\u2062": "format", "\u2063": "format", "\u2064": "format", "\u206a": "format", "\u206f": "format", "\u180e": "format", "\ufff9a\ufffab\ufffb": "format", "\U0001d173": "format", "\U0001bca0": "format", "\U00013430": "format",
		"\ue000": "private", "a\uf8ffb": "private", "\U000f0000": "private", "\U0010fffd": "private", "a\u2800b": "shape", "\u2800": "shape",
		"a" + strings.Repeat("\u0301", 9): "accents", strings.Repeat("\u0336", 15000): "accents", "z" + strings.Repeat("\u0489\u0300", 5): "accents", "e" + strings.Repeat("\u0301\u00ad", 9): "accents", "e" + strings.Repeat("\u0301\u2060", 9): "accents", "ن" + strings.Repeat("\u064e\u200d", 9): "marks", "de\u0301\u200dsir": "marks", "de\u200c\u0301sir": "marks", "x" + strings.Repeat("\u0301\u2066\u2069", 9): "accents", "©" + strings.Repeat("\u0e47", 12): "accents",
		"\ufffe": "none", "\uffff": "none", "\ufdd0": "none", "\U0001fffe": "none", "\U0010ffff": "none",
		"\u2066": "isolate", "a\u2067b": "isolate", "\u2068\u2068a\u2069": "isolate", "a\u2069": "isolate", "\u2069a\u2066": "isolate", "\u2067a\n\nb\u2069": "isolate", "\u2067a\r\n\r\nb\u2069": "isolate", "\u2067a\n \t\nb\u2069": "isolate",
		"a\ufe0f": "selector", "\ufe0f": "selector", " \ufe0fx": "selector", "😀\ufe0f\ufe0f": "selector", "😀\ufe00": "selector", "😀\U000e0100": "selector", "葛\U000e0100\U000e0101": "selector", "é\ufe01": "selector", "\n\ufe0e": "selector", "😀\u200d\ufe0f": "selector", "ن\ufe0f": "selector",
		"ama\u180bzon": "selector", "\u180c": "selector", "1\u180d": "selector", " \u180f": "selector", "ᠠ\u180b\u180b": "selector", "᠀\u180b": "selector", "葛\u180b": "selector", "ᠠ\ufe0f": "selector",
		"ama\u200czon": "marks", "ama\u200dzon": "marks", "ama\u200ezon": "marks", "ama\u200fzon": "marks", "é\u061cé": "marks", "и\u200dи": "marks", "α\u200eα": "marks", "a\u200e\u200fa": "marks", "\u200c\u200d\u200c": "marks", "ن\u200c\u200c\u200cن": "marks", "👩\u200d\u200d\u200d🏭": "marks", "ama\u00ad\u200dzon": "marks", "ama\u200d\u00adzon": "marks", "ama\u2060\u200c\u00adzon": "marks", "ن\u200c\u00ad\u200c\u2060\u200cن": "marks",
		"a\xffb": "not-text", "\xc3": "not-text", "\xed\xa0\x80": "not-text", "\xc0\xaf": "not-text", "\xf4\x90\x80\x80": "not-text",
	} {
		what, found := UnseenIn(text)
		if !found || what.Code != "unseen."+code {
			t.Errorf("%q gives %v, want %s", text, what, code)
		}
		for _, language := range Languages() {
			if s := In(language).Sentence(what); code != "not-text" && !strings.Contains(s, "(U+") {
				t.Errorf("%q is not named: %s", text, s)
			}
		}
		// Each is found again in a text of bytes, and in a whole file at its place.
		alone := false
		Unseen([]byte(text), func(int, int, Text) bool {
			alone = true
			return false
		})
		if !alone {
			t.Errorf("%q is not found in bytes", text)
		}
		file := []byte("# é\n\n" + text + "\n\nb\n")
		first := -1
		Unseen(file, func(at, size int, same Text) bool {
			if same.Code != what.Code || at < 5 || at+size > 5+len(text)+1 {
				t.Errorf("%q: %v at %d", text, same, at)
			}
			first = at
			return false
		})
		if first < 0 {
			t.Errorf("%q is not found in a file", text)
		}
		tried++
	}
	promise.Held(t, tried)
}

// TestUnseenOfUnicode has each character that Unicode says nobody sees, alone between
// letters that need none: all are found, but for those of which SECURITY.md speaks, and
// signs of Arabic, Syriac and Kaithi that stand around digits and are seen.
func TestUnseenOfUnicode(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		seen := r == 0xad || r == 0x2060 || unicode.Is(unicode.Prepended_Concatenation_Mark, r)
		if !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) {
			continue
		}
		if what, found := UnseenIn("a" + string(r) + "b"); found == seen {
			t.Errorf("%U: %v", r, what)
		}
	}
}

// TestHides agrees with what is found wherever it stands.
func TestHides(t *testing.T) {
	for r := rune(0); r <= 0x10ffff; r++ {
		if r >= 0xd800 && r < 0xe000 {
			continue
		}
		alone, found := UnseenIn("0" + string(r) + "0")
		inPlace := alone.Code == "unseen.isolate" || alone.Code == "unseen.selector"
		if Hides(r) != (found && !inPlace) {
			t.Errorf("%U: %v, and %v in its place", r, Hides(r), alone)
		}
	}
}

// TestToldOnce has signs that hide in any order: none is told twice, which those who take
// them out of a text count on.
func TestToldOnce(t *testing.T) {
	signs := []rune("aé \n葛ن\u0301\u0336\u200c\u200d\u200f\u2067\u2069\u00ad\ufe0f\u202e")
	random := rand.New(rand.NewPCG(1, 2))
	for range 50_000 {
		text := ""
		for range 1 + random.IntN(16) {
			text += string(signs[random.IntN(len(signs))])
		}
		told := map[int]bool{}
		Unseen([]byte(text), func(at, _ int, what Text) bool {
			if told[at] {
				t.Fatalf("%+q: %v is told again", text, what)
			}
			told[at] = true
			return true
		})
	}
}
