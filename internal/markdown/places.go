package markdown

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"tract/internal/diag"
	"tract/internal/limit"
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
	if len(p.starts) == 0 {
		p.starts = append(p.starts, 0)
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

// report collects the faults of one body, so many of a kind: more would
// bury the others. The last of a kind counts those that follow it.
type report struct {
	places
	diags diag.List
	kinds map[string]*kind // by code
	spare diag.Diagnostic  // what callers write hints to for those that are only counted
}

// kind is the faults of one code: how many are in the list, and which is the last.
type kind struct{ told, last int }

func (r *report) errorAt(offset int, code string, args ...any) *diag.Diagnostic {
	return r.add(r.diags.Errorf, offset, code, args)
}

func (r *report) warnAt(offset int, code string, args ...any) *diag.Diagnostic {
	return r.add(r.diags.Warnf, offset, code, args)
}

func (r *report) adviseAt(offset int, code string, args ...any) *diag.Diagnostic {
	return r.add(r.diags.Advisef, offset, code, args)
}

func (r *report) add(to func(diag.Position, string, ...any) *diag.Diagnostic, offset int, code string, args []any) *diag.Diagnostic {
	k := r.kinds[code]
	if k == nil {
		if r.kinds == nil {
			r.kinds = map[string]*kind{}
		}
		k = &kind{}
		r.kinds[code] = k
	}
	if r.full(code) {
		r.diags[k.last].More++
		return &r.spare
	}
	k.told++
	k.last = len(r.diags)
	return to(r.at(offset), code, shorten(args)...)
}

// full says whether the faults of a code are only counted by now.
func (r *report) full(code string) bool {
	k := r.kinds[code]
	return k != nil && k.told == limit.Faults
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
