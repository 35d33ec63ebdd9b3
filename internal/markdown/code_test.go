package markdown

import (
	"testing"
	"time"
)

// TestHighlight gives the guarded function lexers that the list of languages
// leaves out because they never end, or panic.
func TestHighlight(t *testing.T) {
	soon := time.Now().Add(time.Minute)
	for _, c := range []struct {
		lexer, code string
		deadline    time.Time
		ok          bool
	}{
		{"go", "x := 1\n", soon, true},
		{"go", "x := 1\n", time.Now(), false},
		{"jungle", "{", soon, false},
		{"jsonata", "|", soon, false},
		{"yang", "/*/*a\n", soon, false},
		{"no such lexer", "x", soon, false},
	} {
		tokens, ok := highlight(c.lexer, c.code, c.deadline)
		if ok != c.ok {
			t.Errorf("%s %q: %v %v, want %v", c.lexer, c.code, tokens, ok, c.ok)
		}
	}
}
