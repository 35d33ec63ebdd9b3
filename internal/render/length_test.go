package render

import (
	"strings"
	"testing"
)

func TestLength(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       Length
	}{
		{"nothing", "", Length{0, 1, ""}},
		{"plain letters", strings.Repeat("a", 160), Length{160, 1, ""}},
		{"one too many for a message", strings.Repeat("a", 161), Length{161, 2, ""}},
		{"two full messages", strings.Repeat("a", 306), Length{306, 2, "Bluesky (306/300), X (306/280)"}},
		{"signs that take two places", strings.Repeat("€", 81), Length{81, 2, ""}},
		{"a letter beyond the alphabet", strings.Repeat("a", 69) + "ê", Length{70, 1, ""}},
		{"and one more", strings.Repeat("a", 70) + "ê", Length{71, 2, ""}},
		{"French of the alphabet", "Déjà là où l'été gèle", Length{21, 1, ""}},
		{"an apostrophe", strings.Repeat("’", 71), Length{71, 2, ""}},
		{"accents apart", "e\u0301te\u0301", Length{3, 1, ""}},
		{"a family", "👩‍👩‍👧‍👦", Length{1, 1, ""}},
		{"a heart on fire", "❤️‍🔥", Length{1, 1, ""}},
		{"skin colours", "👋🏽👋🏿", Length{2, 1, ""}},
		{"flags", "🇨🇦🇭🇹🇨", Length{3, 1, ""}},
		{"Arabic with its vowels", "مُستودَع", Length{6, 1, ""}},
		{"emoji count twice on X", strings.Repeat("✊", 141), Length{141, 3, "X (282/280)"}},
		{"so does an ellipsis", strings.Repeat("…", 140), Length{140, 3, ""}},
		{"a long link counts little", "https://example.org/" + strings.Repeat("x", 400), Length{420, 3, "Bluesky (420/300)"}},
		{"a short link counts more", strings.Repeat("a", 258) + "http://a.b", Length{268, 2, "X (281/280)"}},
		{"too long for all", strings.Repeat("a", 501), Length{501, 4, "Bluesky (501/300), X (501/280), Mastodon (501/500)"}},
	} {
		if got := lengthOf(c.text); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}
