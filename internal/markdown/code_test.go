package markdown

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"

	"tract/internal/limit"
)

// lying is a lexer that says it finds these texts, whatever it is given.
type lying struct {
	chroma.Lexer
	texts []string
	fault error
}

func (l lying) Tokenise(*chroma.TokeniseOptions, string) (chroma.Iterator, error) {
	rest := l.texts
	return func() chroma.Token {
		if len(rest) == 0 {
			return chroma.EOF
		}
		next := chroma.Token{Type: chroma.Keyword, Value: rest[0]}
		rest = rest[1:]
		return next
	}, l.fault
}

// TestHighlight gives the guarded function lexers that the list of languages leaves out
// because they never end, or panic, and such as lose, turn or add text. Nothing of what
// they say is believed.
func TestHighlight(t *testing.T) {
	soon := time.Now().Add(time.Minute)
	for _, c := range []struct {
		name, code string
		lexer      chroma.Lexer
		deadline   time.Time
		ok         bool
	}{
		{"go", "x := 1\n", lexers.Get("go"), soon, true},
		{"go, too late", "x := 1\n", lexers.Get("go"), time.Now(), false},
		{"jungle", "{", lexers.Get("jungle"), soon, false},
		{"jsonata", "|", lexers.Get("jsonata"), soon, false},
		{"yang", "/*/*a\n", lexers.Get("yang"), soon, false},
		{"no such lexer", "x", lexers.Get("no such lexer"), soon, false},
		{"whole", "abc", lying{texts: []string{"a", "", "bc"}}, soon, true},
		{"turned", "abc", lying{texts: []string{"b", "a", "c"}}, soon, false},
		{"lost", "abc", lying{texts: []string{"a", "c"}}, soon, false},
		{"less", "abc", lying{texts: []string{"ab"}}, soon, false},
		{"nothing", "abc", lying{}, soon, false},
		{"more", "abc", lying{texts: []string{"abc", "<script>"}}, soon, false},
		{"another", "abc", lying{texts: []string{"<b>"}}, soon, false},
		{"many", "abc", lying{texts: append(slices.Repeat([]string{""}, limit.CodeTokens*3), "abc")}, soon, false},
		{"refused", "abc", lying{texts: []string{"abc"}, fault: errors.New("no")}, soon, false},
	} {
		tokens, ok := highlight(c.lexer, c.code, c.deadline)
		var text strings.Builder
		for _, t := range tokens {
			text.WriteString(t.text)
		}
		if ok != c.ok || ok && text.String() != c.code {
			t.Errorf("%s: %q is %q, %v", c.name, c.code, text.String(), ok)
		}
	}
}

// TestPageCodeTime leaves code plain, with one warning, once the page's time for it is
// used up, and does not try again.
func TestPageCodeTime(t *testing.T) {
	for used, plain := range map[time.Duration]bool{0: false, limit.PageCodeTime + time.Second: true} {
		c := &converter{report: report{places: places{src: []byte("x"), file: "a.md"}}, codeTime: used}
		tokens := c.colours("go", strings.Repeat("x := 1 // y\n", 100), 0)
		if (tokens == nil) != plain || len(c.diags) != map[bool]int{true: 1}[plain] || plain && c.diags[0].Message.Code != "markdown.code-plain" {
			t.Errorf("%v used: %d tokens, %v", used, len(tokens), c.diags)
		}
		if took := c.codeTime - used; plain && took > limit.CodeTime {
			t.Errorf("%v used: it took %v", used, took)
		}
	}
}

// TestWordsOfOperators colours the operators that are words as other words of a language.
func TestWordsOfOperators(t *testing.T) {
	tokens, ok := highlight(lexers.Get("python"), "a and b\n", time.Now().Add(time.Minute))
	if !ok || !slices.Contains(tokens, token{"k", "and"}) {
		t.Errorf("%v, %v", tokens, ok)
	}
}
