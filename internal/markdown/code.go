package markdown

import (
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark/ast"

	"tract/internal/limit"
)

// languages are the names that a fence may have, and chroma's lexer for each;
// none for what needs no colours. chroma has 300 lexers, some of which never
// end; markdown is without one because it would run whichever of them a fence
// within it names.
var languages = map[string]string{
	"bash": "bash", "c": "c", "css": "css", "diff": "diff", "go": "go", "html": "html", "ini": "ini", "java": "java",
	"javascript": "javascript", "json": "json", "markdown": "", "php": "php", "powershell": "powershell", "python": "python",
	"rust": "rust", "sql": "sql", "text": "", "toml": "toml", "typescript": "typescript", "xml": "xml", "yaml": "yaml",
	"sh": "bash", "shell": "bash", "console": "", "golang": "go", "js": "javascript", "md": "markdown", "ps1": "powershell",
	"py": "python", "rs": "rust", "ts": "typescript", "txt": "", "yml": "yaml",
}

// fence writes a fenced block: a kit, or code.
func (c *converter) fence(n *ast.FencedCodeBlock) {
	pos := n.Pos()
	if !c.guard.closed[n] {
		c.errorAt(pos, "markdown.fence").WithHint("hint.markdown.fence")
	}
	name, info, infoPos := "", "", pos
	if n.Info != nil {
		infoPos = n.Info.Segment.Start
		info = string(n.Info.Segment.Value(c.src))
		name, _, _ = strings.Cut(info, " ")
	}
	if slices.Contains(kitNames, name) {
		c.kit(n, name, info, infoPos)
		return
	}
	if _, known := languages[strings.ToLower(name)]; name != "" && !known {
		c.warnAt(infoPos, "markdown.code-language", name).DidYouMean(name, languageNames())
	}
	c.codeBlock(strings.ToLower(name), c.lines(n), pos)
}

func languageNames() []string {
	names := slices.Clone(kitNames)
	for name := range languages {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// codeBlock writes code. It reads from left to right in every language, and can
// be scrolled by keyboard.
func (c *converter) codeBlock(language, code string, pos int) {
	c.write(`<pre class="code" dir="ltr" tabindex="0"><code>`)
	tokens := c.colours(languages[language], code, pos)
	if tokens == nil {
		c.doc.HTML = AppendText(c.doc.HTML, code)
	}
	for _, t := range tokens {
		if t.class == "" {
			c.doc.HTML = AppendText(c.doc.HTML, t.text)
			continue
		}
		c.write("<span")
		c.attribute("class", t.class)
		c.write(">")
		c.doc.HTML = AppendText(c.doc.HTML, t.text)
		c.write("</span>")
	}
	c.write("</code></pre>\n")
}

type token struct{ class, text string }

// colours cuts code into tokens while the page's allowance lasts; without tokens
// the code is shown plain.
func (c *converter) colours(lexer, code string, pos int) []token {
	if lexer == "" {
		return nil
	}
	c.codeBytes += len(code)
	if len(code) > limit.CodeBytes || longestLine(code) > limit.CodeLine || c.codeBytes > limit.PageCodeBytes {
		c.warnAt(pos, "markdown.code-size", limit.CodeBytes>>10, limit.CodeLine, limit.PageCodeBytes>>10)
		return nil
	}
	for range codeTries {
		start := time.Now()
		tokens, ok := highlight(lexers.Get(lexer), code, start.Add(min(limit.CodeTime, limit.PageCodeTime-c.codeTime)))
		took := time.Since(start)
		if c.codeTime += took; ok && took < limit.CodeTime {
			return tokens
		}
		if !ok && took < limit.CodeTime {
			break // it will not go better another time
		}
	}
	c.warnAt(pos, "markdown.code-plain", lexer)
	return nil
}

// codeTries is how often a block is coloured that took too long. chroma gives up
// a match after 250 ms and goes on as if there were none, without a word: on a
// busy machine the same code would get other colours. So whatever took nearly as
// long is not believed, and tried again.
const codeTries = 3

// highlight is the one way to chroma, and trusts it with nothing: not to end, not
// to keep the text, not to stay whole.
func highlight(lexer chroma.Lexer, code string, deadline time.Time) (tokens []token, ok bool) {
	defer func() {
		if recover() != nil { // chroma panics on some texts, which is not our bug
			tokens, ok = nil, false
		}
	}()
	next, err := lexer.Tokenise(nil, code)
	if err != nil {
		return nil, false
	}
	rest, most := code, limit.CodeTokens*len(code)
	for t := next(); t != chroma.EOF; t = next() {
		text, ok := strings.CutPrefix(rest, t.Value)
		if most--; !ok || most < 0 || time.Now().After(deadline) {
			return nil, false
		}
		rest = text
		class := tokenClass(t.Type)
		if k := len(tokens) - 1; k >= 0 && tokens[k].class == class {
			tokens[k].text = code[len(code)-len(rest)-len(t.Value)-len(tokens[k].text) : len(code)-len(rest)]
			continue
		}
		tokens = append(tokens, token{class, t.Value})
	}
	return tokens, rest == ""
}

func longestLine(s string) int {
	longest := 0
	for line := range strings.Lines(s) {
		longest = max(longest, len(line))
	}
	return longest
}

// tokenClass gives the class of a token, none for what looks like the rest. The
// names are chroma's, of which it has five times as many.
func tokenClass(t chroma.TokenType) string {
	switch t {
	case chroma.NameFunction, chroma.NameFunctionMagic:
		return "nf"
	case chroma.NameTag:
		return "nt"
	case chroma.NameAttribute, chroma.NameProperty, chroma.NameDecorator:
		return "na"
	case chroma.NameBuiltin, chroma.NameBuiltinPseudo, chroma.NameException:
		return "nb"
	case chroma.NameVariable, chroma.NameVariableClass, chroma.NameVariableGlobal, chroma.NameVariableInstance, chroma.NameVariableMagic:
		return "nv"
	case chroma.OperatorWord:
		return "k"
	case chroma.GenericDeleted:
		return "gd"
	case chroma.GenericInserted:
		return "gi"
	case chroma.GenericHeading, chroma.GenericSubheading:
		return "gh"
	}
	switch {
	case t.InCategory(chroma.Keyword):
		return "k"
	case t.InSubCategory(chroma.LiteralString):
		return "s"
	case t.InSubCategory(chroma.LiteralNumber):
		return "m"
	case t.InCategory(chroma.Comment):
		return "c"
	}
	return ""
}
