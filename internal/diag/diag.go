// Package diag holds the faults of a site: what is wrong, where, and what to do
// about it.
//
// A stage of the build takes values and gives a value and a [List]. It never
// prints and never stops at the first fault. A [Diagnostic] carries no sentence:
// it carries the code of a message and its arguments, and the sentence is chosen
// from a catalogue in the reader's language when the list is printed. So one
// run's list prints in French or in English, as text, as JSON or as annotations
// of a pull request.
//
// Failures of the machine (a full disk, a port in use) are not diagnostics; they
// are errors and are returned as such.
package diag

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Position is a place in a file of the site.
type Position struct {
	File   string // slash-separated, relative to the site
	Line   int    // from 1; 0 means the whole file
	Column int    // in characters, from 1; 0 means the whole line
}

// At gives the position of a byte offset in src. line is the number of the
// file's line that src begins with, which is 1 for a whole file.
func At(file string, src []byte, offset, line int) Position {
	offset = min(max(offset, 0), len(src))
	start := 0
	for i, b := range src[:offset] {
		if b == '\n' {
			line++
			start = i + 1
		}
	}
	return Position{File: file, Line: line, Column: utf8.RuneCount(src[start:offset]) + 1}
}

func (p Position) compare(q Position) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}

// Severity says whether a diagnostic stops the build.
type Severity uint8

// An error stops the build. A warning is something that a person may well have
// meant. Advice is about style and never counts as trouble.
const (
	Advice Severity = iota
	Warning
	Error
)

// String gives the severity as it stands in JSON.
func (s Severity) String() string {
	return [...]string{"advice", "warning", "error"}[s]
}

// Text is a sentence that has not been put into a language yet: the code of an
// entry in the catalogue, and what fills its verbs. An argument may itself be a
// Text, a [Position], a [Language] or a [Day].
type Text struct {
	Code string
	Args []any
}

// Equal says whether two texts are one sentence.
func (t Text) Equal(other Text) bool {
	return t.Code == other.Code && reflect.DeepEqual(t.Args, other.Args)
}

// Language is a language that a sentence names as its reader does.
type Language struct {
	Code string
	Name string // its own
}

// Day is a date, which a sentence writes as its reader does.
type Day struct {
	Year, Month, Day int
}

// DayOf gives the day of a moment, where that is.
func DayOf(t time.Time) Day {
	return Day{t.Year(), int(t.Month()), t.Day()}
}

// Diagnostic is one fault of the site.
type Diagnostic struct {
	Position
	Severity Severity
	Message  Text
	Hint     Text // empty where nothing can be guessed
	More     int  // others of its kind further down the file, which are not told one by one
}

// WithHint sets the diagnostic's hint.
func (d *Diagnostic) WithHint(code string, args ...any) {
	d.Hint = Text{code, args}
}

// DidYouMean hints at the candidate nearest to word, or else lists the
// candidates when there are few enough to read.
func (d *Diagnostic) DidYouMean(word string, candidates []string) {
	if near, ok := Nearest(word, candidates); ok {
		d.WithHint("hint.did-you-mean", near)
		return
	}
	if n := len(candidates); n > 0 && n <= 12 {
		d.WithHint("hint.one-of", strings.Join(candidates, ", "))
	}
}

// List is the diagnostics of a run. The zero value is ready to use. A list is
// not safe for concurrent use: each worker fills its own, to be joined after.
type List []Diagnostic

// Errorf adds an error with the catalogue's message for code.
func (l *List) Errorf(at Position, code string, args ...any) *Diagnostic {
	return l.add(at, Error, code, args)
}

// Warnf adds a warning with the catalogue's message for code.
func (l *List) Warnf(at Position, code string, args ...any) *Diagnostic {
	return l.add(at, Warning, code, args)
}

// Advisef adds advice with the catalogue's message for code.
func (l *List) Advisef(at Position, code string, args ...any) *Diagnostic {
	return l.add(at, Advice, code, args)
}

func (l *List) add(at Position, s Severity, code string, args []any) *Diagnostic {
	*l = append(*l, Diagnostic{Position: at, Severity: s, Message: Text{code, args}})
	return &(*l)[len(*l)-1]
}

// Add joins other lists to l.
func (l *List) Add(others ...List) {
	for _, o := range others {
		*l = append(*l, o...)
	}
}

// Sorted gives the diagnostics by position, the graver first at one place, and
// none twice: the one that is kept counts as many others as any of the same.
func (l List) Sorted() List {
	s := slices.Clone(l)
	slices.SortStableFunc(s, func(a, b Diagnostic) int {
		return cmp.Or(a.Position.compare(b.Position), cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.Message.Code, b.Message.Code))
	})
	once := s[:0]
	for _, d := range s {
		if n := len(once) - 1; n >= 0 && once[n].Position == d.Position && once[n].Severity == d.Severity && once[n].Message.Equal(d.Message) {
			once[n].More = max(once[n].More, d.More)
			continue
		}
		once = append(once, d)
	}
	return once
}

// Count gives how many faults have the severity, those that are not told one by
// one among them.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n += 1 + d.More
		}
	}
	return n
}

// Capped gives the first faults of each kind, the last of which counts the others: in one
// document there may be thousands.
func (l List) Capped(most int) List {
	kept, last := map[string]int{}, map[string]int{}
	var out List
	for _, d := range l {
		code := d.Message.Code
		if kept[code] == most {
			out[last[code]].More += 1 + d.More
			continue
		}
		kept[code]++
		last[code] = len(out)
		out = append(out, d)
	}
	return out
}

// HasErrors says whether the list stops the build.
func (l List) HasErrors() bool {
	return l.Count(Error) > 0
}
