package diag

import "tract/internal/wire"

// The types of arguments, as they are kept.
const (
	argString = iota
	argInt
	argInt64
	argRune
	argPosition
	argLanguage
	argText
)

// deepest is how far a text may stand within another's arguments.
const deepest = 4

// Append writes the list, to be read back by [ReadList]. It gives false, and has
// written nothing, where an argument is of a type that it does not know: such a
// list cannot be kept.
func (l List) Append(w *wire.Writer) bool {
	before := len(*w)
	w.Count(len(l))
	for i := range l {
		d := &l[i]
		d.Position.append(w)
		w.Uint(uint64(d.Severity))
		w.Int(d.More)
		if !d.Message.append(w, deepest) || !d.Hint.append(w, deepest) {
			*w = (*w)[:before]
			return false
		}
	}
	return true
}

// ReadList reads what [List.Append] wrote. What cannot be right fails the reader.
func ReadList(r *wire.Reader) List {
	n := r.Count(9)
	if n == 0 {
		return nil
	}
	l := make(List, n)
	for i := range l {
		d := &l[i]
		d.Position = readPosition(r)
		severity := r.Uint()
		if severity > uint64(Error) {
			r.Fail()
			return nil
		}
		d.Severity = Severity(severity)
		d.More = r.Int()
		d.Message, d.Hint = readText(r, deepest), readText(r, deepest)
	}
	if r.Failed() {
		return nil
	}
	return l
}

func (p Position) append(w *wire.Writer) {
	w.Text(p.File)
	w.Int(p.Line)
	w.Int(p.Column)
}

func readPosition(r *wire.Reader) Position {
	return Position{File: r.Text(), Line: r.Int(), Column: r.Int()}
}

func (t *Text) append(w *wire.Writer, depth int) bool {
	w.Text(t.Code)
	w.Bool(t.Args != nil) // two faults are one only if they are equal in this too
	if t.Args == nil {
		return true
	}
	w.Count(len(t.Args))
	for _, a := range t.Args {
		if !appendArg(w, a, depth) {
			return false
		}
	}
	return true
}

func readText(r *wire.Reader, depth int) Text {
	t := Text{Code: r.Text()}
	if !r.Bool() {
		return t
	}
	t.Args = make([]any, r.Count(2))
	for i := range t.Args {
		t.Args[i] = readArg(r, depth)
	}
	return t
}

func appendArg(w *wire.Writer, a any, depth int) bool {
	switch a := a.(type) {
	case string:
		w.Uint(argString)
		w.Text(a)
	case int:
		w.Uint(argInt)
		w.Int(a)
	case int64:
		w.Uint(argInt64)
		w.Uint(uint64(a))
	case rune:
		w.Uint(argRune)
		w.Int(int(a))
	case Position:
		w.Uint(argPosition)
		a.append(w)
	case Language:
		w.Uint(argLanguage)
		w.Text(a.Code)
		w.Text(a.Name)
	case Text:
		w.Uint(argText)
		return depth > 0 && a.append(w, depth-1)
	default:
		return false
	}
	return true
}

func readArg(r *wire.Reader, depth int) any {
	switch r.Uint() {
	case argString:
		return r.Text()
	case argInt:
		return r.Int()
	case argInt64:
		return int64(r.Uint())
	case argRune:
		return rune(r.Int())
	case argPosition:
		return readPosition(r)
	case argLanguage:
		return Language{Code: r.Text(), Name: r.Text()}
	case argText:
		if depth > 0 {
			return readText(r, depth-1)
		}
	}
	r.Fail()
	return nil
}
