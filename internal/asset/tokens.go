package asset

import (
	"bytes"
	"io/fs"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// token is one token of a style sheet. All tokens of a sheet, joined, are the
// sheet.
type token struct {
	kind   css.TokenType
	text   string
	offset int
}

func cssTokens(src []byte) []token {
	tokens := make([]token, 0, len(src)/2) // most have three bytes
	sheet := string(src)
	lexer := css.NewLexer(parse.NewInputString(sheet))
	for offset := 0; ; {
		kind, text := lexer.Next()
		if kind == css.ErrorToken {
			return tokens
		}
		tokens = append(tokens, token{kind, sheet[offset : offset+len(text)], offset})
		offset += len(text)
	}
}

// statement is the tokens of one statement of main.css without white space,
// comments and the closing semicolon.
type statement []token

func splitStatements(tokens []token) []statement {
	var all []statement
	var s statement
	for _, t := range tokens {
		switch t.kind {
		case css.WhitespaceToken, css.CommentToken:
		case css.SemicolonToken:
			if s != nil {
				all = append(all, s)
			}
			s = nil
		default:
			s = append(s, t)
		}
	}
	if s != nil {
		all = append(all, s)
	}
	return all
}

// shape gives the statement's keyword if it is written as we want it:
// @layer a, b, c  or  @import "x.css" layer(a).
func (s statement) shape() string {
	kinds := make([]css.TokenType, len(s))
	for i, t := range s {
		kinds[i] = t.kind
	}
	switch {
	case s[0].text == "@import" && len(s) == 5 && s[2].text == "layer(" &&
		kinds[1] == css.StringToken && kinds[3] == css.IdentToken && kinds[4] == css.RightParenthesisToken:
		return "@import"
	case s[0].text == "@layer" && len(s)%2 == 0:
		for i := 1; i < len(s); i++ {
			if i%2 == 1 && kinds[i] != css.IdentToken || i%2 == 0 && kinds[i] != css.CommaToken {
				return ""
			}
		}
		return "@layer"
	}
	return ""
}

func (s statement) idents() []string {
	var names []string
	for _, t := range s {
		if t.kind == css.IdentToken {
			names = append(names, t.text)
		}
	}
	return names
}

// insideURL says whether the last of the tokens opens a function whose string is
// an address.
func insideURL(before []token) bool {
	for i := len(before) - 1; i >= 0; i-- {
		switch t := before[i]; t.kind {
		case css.WhitespaceToken, css.CommentToken:
		case css.FunctionToken:
			name := strings.ToLower(t.text)
			return name == "url(" || name == "src("
		default:
			return false
		}
	}
	return false
}

// checkBrackets says where a bracket, a string or an address is left open, since
// it would swallow the sheets that come after.
func (b *builder) checkBrackets(name string, src []byte, tokens []token) {
	closing := map[css.TokenType]css.TokenType{
		css.LeftBraceToken: css.RightBraceToken, css.LeftBracketToken: css.RightBracketToken,
		css.LeftParenthesisToken: css.RightParenthesisToken, css.FunctionToken: css.RightParenthesisToken,
	}
	// The reader of tokens stops at a character that no text holds.
	if nul := bytes.IndexByte(src, 0); nul >= 0 {
		b.faults.Errorf(at(name, src, nul), "asset.css.nul")
		return
	}
	var open []token
	for _, t := range tokens {
		switch t.kind {
		case css.LeftBraceToken, css.LeftBracketToken, css.LeftParenthesisToken, css.FunctionToken:
			open = append(open, t)
		case css.RightBraceToken, css.RightBracketToken, css.RightParenthesisToken:
			if len(open) == 0 || closing[open[len(open)-1].kind] != t.kind {
				b.faults.Errorf(at(name, src, t.offset), "asset.css.closes", t.text)
				return
			}
			open = open[:len(open)-1]
		case css.BadStringToken, css.BadURLToken:
			b.faults.Errorf(at(name, src, t.offset), "asset.css.unended")
			return
		case css.CommentToken:
			if !strings.HasSuffix(t.text, "*/") {
				b.faults.Errorf(at(name, src, t.offset), "asset.css.unended")
				return
			}
		}
	}
	if len(open) > 0 {
		last := open[len(open)-1]
		b.faults.Errorf(at(name, src, last.offset), "asset.css.open", last.text)
	}
}

// unquote takes the quotes from a string as written in a style sheet. Addresses
// of ours hold no escapes, so none is undone.
func unquote(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}

func isFile(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	return err == nil && info.Mode().IsRegular()
}
