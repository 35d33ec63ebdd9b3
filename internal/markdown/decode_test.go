package markdown_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/markdown"
)

// TestReferencesAsSigns refuses by reference what it refuses as a sign, and nothing else,
// of signs put together by chance. Where only some are spelt, nothing more is allowed.
func TestReferencesAsSigns(t *testing.T) {
	signs := []rune("aé葛ن👩1\u0301\u0336\u0336\u200c\u200d\u200f\u2067\u2069\ufe0f\U000e0100\u00ad\u00a0\u2060\u202e\u200b ᠠ\u180b")
	random := rand.New(rand.NewPCG(1, 2))
	refuses := func(text string) bool {
		_, diags := new(markdown.Converter).Convert("a.md", []byte("x"+text+"x"), 1, plainLanguage{})
		return diags.HasErrors()
	}
	refused := 0
	for range 4_000 {
		text, spelt, some := "", "", ""
		for range 1 + random.IntN(12) {
			r := signs[random.IntN(len(signs))]
			reference := fmt.Sprintf([]string{"&#%d;", "&#x%x;"}[random.IntN(2)], r)
			text += string(r)
			spelt += reference
			some += []string{string(r), reference}[random.IntN(2)]
		}
		hides := refuses(text)
		if refuses(spelt) != hides || hides && !refuses(some) {
			t.Fatalf("%+q, %s, %+q: %v, %v, %v", text, spelt, some, hides, refuses(spelt), refuses(some))
		}
		if hides {
			refused++
		}
	}
	if refused < 1_000 || refused > 3_500 {
		t.Errorf("%d are refused", refused)
	}
}

// TestUnseenTogether finds at their places what only comes together where markup and
// the spelling of signs are left out.
func TestUnseenTogether(t *testing.T) {
	five := strings.Repeat("\u0336", 5)
	for _, c := range []struct{ src, want string }{
		{"é \\*&amp; *a* &zwj;&zwj;&zwj;b", `1:25 "&zwj;" hides something here: a mark for joining or for direction, where no letters join (U+200D)`},
		{"é\nb a" + five + "**" + five + "**", `2:14 "U+0336" hides something here: more accents on one letter than any language writes (U+0336)`},
		{"a" + five + "[" + strings.Repeat("&#822;", 5) + "](https://a.ca/)", `1:26 "&#822;" hides something here: more accents on one letter than any language writes (U+0336)`},
		{"desj**\u200d**ardins", `1:7 "U+200D" hides something here: a mark for joining or for direction, where no letters join (U+200D)`},
		{"a&#55296;", `1:2 "&#55296;" hides something here: a code that is no character (U+10FFFF)`},
		{"## a \u2067\nb\u2069", `1:6 "U+2067" hides something here: a mark that turns the direction of writing, opened or closed alone (U+2067); 2:2 "U+2069" hides something here: a mark that turns the direction of writing, opened or closed alone (U+2069)`},
		{"[a](https://a.ca/&#x200b;)", `1:1 "&#x200b;" hides something here: a space without width (U+200B)`},
		{"**NATO\u200e\u200f**\u200e\u200fNATO", `1:11 "U+200E" hides something here: a mark for joining or for direction, where no letters join (U+200E); 1:12 "U+200F" hides something here: a mark for joining or for direction, where no letters join (U+200F); 1:8 "U+200F" hides something here: a mark for joining or for direction, where no letters join (U+200F)`},
		{"![a" + five + "*" + five + "*](a.png)", `1:1 "U+0336" hides something here: more accents on one letter than any language writes (U+0336)`},
	} {
		_, diags := new(markdown.Converter).Convert("a.md", []byte(c.src), 1, plainLanguage{})
		if got := strings.Join(sentences(t, diags), "; "); got != c.want {
			t.Errorf("%q: %q, want %q", c.src, got, c.want)
		}
	}
	d, diags := new(markdown.Converter).Convert("a.md", []byte("# de&zwj;s`&zwj;`\n\na&rlm;&rlm;&rlm;b [c](/d \"e&#x202e;\")"), 1, plainLanguage{})
	if html := string(d.HTML); strings.ContainsAny(html, "\u200d\u202e") || !strings.Contains(html, "<code>&amp;zwj;</code>") {
		t.Errorf("%q: %q", html, sentences(t, diags))
	}
	for _, r := range d.Refs {
		if diff := cmp.Diff("e", strings.TrimSpace(r.Title)); diff != "" {
			t.Error(diff)
		}
	}
	golden.Soon(t, 5*time.Second, "a megabyte of references", func() {
		_, diags := new(markdown.Converter).Convert("a.md", []byte(strings.Repeat(strings.Repeat("&zwj;a", 2_000)+"\n\n", 80)), 1, plainLanguage{})
		if n := diags.Count(diag.Error); n < 150_000 || len(diags) > 200 {
			t.Errorf("%d errors, %d told", n, len(diags))
		}
	})
}
