package markdown

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"tract/internal/diag"
)

// places turns byte offsets into positions. [diag.At] counts from the top each
// time, which is too slow for a body with thousands of links.
type places struct {
	file   string
	src    []byte
	line   int
	starts []int // offsets at which lines begin, made at the first question
}

func (p *places) at(offset int) diag.Position {
	if p.starts == nil {
		p.starts = append(make([]int, 0, 64), 0)
		for i := 0; ; {
			n := bytes.IndexByte(p.src[i:], '\n')
			if n < 0 {
				break
			}
			i += n + 1
			p.starts = append(p.starts, i)
		}
	}
	offset = min(max(offset, 0), len(p.src))
	i := sort.SearchInts(p.starts, offset+1) - 1
	return diag.Position{File: p.file, Line: p.line + i, Column: utf8.RuneCount(p.src[p.starts[i]:offset]) + 1}
}

// report collects the faults of one body, no more of each severity than
// MaxDiagnostics: the rest would only bury the first.
type report struct {
	places
	diags                    diag.List
	errors, warnings, advice int
	spare                    diag.Diagnostic // what callers write hints to once the list is full
}

func (r *report) errorAt(offset int, code string, args ...any) *diag.Diagnostic {
	if r.errors++; r.errors > MaxDiagnostics {
		return &r.spare
	}
	return r.diags.Errorf(r.at(offset), code, shorten(args)...)
}

func (r *report) warnAt(offset int, code string, args ...any) *diag.Diagnostic {
	if r.warnings++; r.warnings > MaxDiagnostics {
		return &r.spare
	}
	return r.diags.Warnf(r.at(offset), code, shorten(args)...)
}

func (r *report) adviseAt(offset int, code string, args ...any) *diag.Diagnostic {
	if r.advice++; r.advice > MaxDiagnostics {
		return &r.spare
	}
	return r.diags.Advisef(r.at(offset), code, shorten(args)...)
}

// shorten cuts what a message quotes of the text: an author knows it by its
// beginning, and an address may have thousands of characters.
func shorten(args []any) []any {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = short(s)
		}
	}
	return args
}

func short(s string) string {
	const most = 80
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
