package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/util"
)

// htmlHints says what to write instead of a tag.
var htmlHints = map[string]string{
	"br": "break", "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "s": "strike", "del": "strike", "strike": "strike",
	"a": "link", "img": "image", "picture": "image", "figure": "image", "figcaption": "image",
	"h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
	"ul": "list", "ol": "list", "li": "list", "table": "table", "tr": "table", "td": "table", "th": "table", "thead": "table", "tbody": "table",
	"hr": "rule", "blockquote": "quote", "code": "code", "pre": "code", "kbd": "code",
	"p": "paragraph", "div": "paragraph", "span": "paragraph", "center": "paragraph", "font": "paragraph", "section": "paragraph",
	"iframe": "embed", "video": "embed", "audio": "embed", "embed": "embed", "object": "embed",
	"script": "script", "style": "script", "link": "script", "meta": "script", "form": "script", "input": "script", "button": "script", "svg": "script",
	"details": "details", "summary": "details",
}

// rawHTML tells a piece of HTML in the text, with what to write instead. A
// closing tag is told only where no other piece was.
func (c *converter) rawHTML(pos int) {
	s := c.src[max(pos, 0):]
	if len(s) > 1 && s[1] == '/' && c.html > 0 {
		return
	}
	c.html++
	if bytes.HasPrefix(s, []byte("<!--")) {
		c.errorAt(pos, "markdown.html-comment").WithHint("hint.markdown.html-comment")
		return
	}
	end := 1
	if end < len(s) && s[end] == '/' {
		end++
	}
	start := end
	for end < len(s) && end < 40 && (util.IsAlphaNumeric(s[end]) || s[end] == '-') {
		end++
	}
	name := string(bytes.ToLower(s[start:end]))
	hint := htmlHints[name]
	if hint == "" {
		hint = "other"
	}
	shown := string(s[:start]) + name + ">"
	if name == "" {
		shown = string(s[:min(len(s), 2)])
	}
	c.errorAt(pos, "markdown.html", shown).WithHint("hint.markdown.html-" + hint)
}
