package main

import (
	"strings"
	"testing"
	"time"
)

// TestLanguageOfMessages tries what people have in their surroundings, and what they ask for.
func TestLanguageOfMessages(t *testing.T) {
	for _, c := range []struct{ surroundings, args, want string }{
		{"LANG=fr_CA.UTF-8", "", "fr"},
		{"LANG=fr.UTF-8", "", "fr"},
		{"LANG=fr-CA", "", "fr"},
		{"LANG=FR_CA@euro", "", "fr"},
		{"LC_MESSAGES=fr_CA LANG=en_CA", "", "fr"},
		{"LC_ALL= LANG=fr", "", "fr"},
		{"LC_ALL=C LANG=fr_CA.UTF-8", "", "en"},
		{"LANG=C.UTF-8", "", "en"},
		{"LANG=french", "", "en"},
		{"LANG=en_CA", "--ui fr", "fr"},
		{"LANG=fr_CA", "build --ui=en", "en"},
		{"LANG=fr_CA", "--ui xx", "fr"}, // which is refused, in words that this person reads
		{"LANG=fr_CA", "build --ui", "fr"},
		{"", "", "en"},
	} {
		getenv := func(name string) string {
			for _, line := range strings.Fields(c.surroundings) {
				if value, ok := strings.CutPrefix(line, name+"="); ok {
					return value
				}
			}
			return ""
		}
		if got := uiLanguage(strings.Fields(c.args), getenv); got != c.want && (c.surroundings != "" || systemLanguage() == "") {
			t.Errorf("%s tract %s: %q, want %q", c.surroundings, c.args, got, c.want)
		}
	}
}

func TestLasted(t *testing.T) {
	u := newUI([]string{"--ui=fr"}, func(string) string { return "" }, nil, nil)
	for d, want := range map[time.Duration]string{time.Microsecond: "1 ms", 342 * time.Millisecond: "342 ms", 1960 * time.Millisecond: "2,0 s", 61 * time.Second: "61,0 s"} {
		text := lasted(d)
		if got := u.text(text.Code, text.Args...); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}
