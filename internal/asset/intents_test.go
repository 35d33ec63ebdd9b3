package asset

import (
	"io/fs"
	"maps"
	"regexp"
	"strings"
	"testing"

	"tract/assets"
)

// TestIntents holds the theme's own colours to what is asked of a campaign's: text
// of 7 to 1 on every ground that it stands on, lines of 3 to 1, in both schemes.
func TestIntents(t *testing.T) {
	light, dark := intents(t, "css/tokens.css", ":root"), map[string]string{}
	maps.Copy(light, intents(t, "css/blocks/code.css", ".code"))
	maps.Copy(dark, light)
	for _, sheet := range []string{"css/tokens.css", "css/blocks/code.css"} {
		_, inTheDark, ok := strings.Cut(readAsset(t, sheet), "(prefers-color-scheme: dark)")
		if !ok {
			t.Fatalf("%s has no dark scheme", sheet)
		}
		maps.Copy(dark, declarations(inTheDark))
	}
	for name, scheme := range map[string]map[string]string{"light": light, "dark": dark} {
		colour := func(intent string) rgb {
			value := "var(" + intent + ")"
			for depth := 0; strings.HasPrefix(value, "var(") && depth < 9; depth++ {
				value = scheme[strings.TrimSuffix(strings.TrimPrefix(value, "var("), ")")]
			}
			c, ok := parseColour(value)
			if !ok {
				t.Fatalf("%s: %s is %q", name, intent, value)
			}
			return c
		}
		for _, pair := range [][2]string{
			{"--color-text", "--color-page"},
			{"--color-text", "--color-panel"},
			{"--color-quiet", "--color-page"},
			{"--color-quiet", "--color-panel"},
			{"--color-on-block", "--color-block"},
			{"--color-on-action", "--color-action"},
			{"--color-code-text", "--color-panel"},
			{"--color-code-name", "--color-panel"},
		} {
			if ratio := contrast(colour(pair[0]), colour(pair[1])); ratio < 7 {
				t.Errorf("%s: %s on %s is %.2f to 1", name, pair[0], pair[1], ratio)
			}
		}
		for _, ground := range []string{"--color-page", "--color-panel"} {
			for _, line := range []string{"--color-focus", "--color-text"} {
				if ratio := contrast(colour(line), colour(ground)); ratio < 3 {
					t.Errorf("%s: %s on %s is %.2f to 1", name, line, ground, ratio)
				}
			}
		}
	}
}

// intents reads the custom properties of a sheet's first rule of a selector.
func intents(t *testing.T, sheet, selector string) map[string]string {
	t.Helper()
	_, rule, ok := strings.Cut(readAsset(t, sheet), "\n"+selector+" {")
	if !ok {
		t.Fatalf("%s has no rule of %s", sheet, selector)
	}
	rule, _, _ = strings.Cut(rule, "}")
	return declarations(rule)
}

func declarations(rules string) map[string]string {
	found := map[string]string{}
	for _, m := range regexp.MustCompile(`(--[\w-]+): ([^;]+);`).FindAllStringSubmatch(rules, -1) {
		found[m[1]] = m[2]
	}
	return found
}

func readAsset(t *testing.T, name string) string {
	t.Helper()
	src, err := fs.ReadFile(assets.FS, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}
