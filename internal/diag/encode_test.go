package diag

import (
	"reflect"
	"slices"
	"testing"

	"tract/internal/wire"
)

// varied holds an argument of each type that a list may have.
func varied() List {
	list := example()
	list.Advisef(Position{"content/é.md", 7, 3}, "hint.one-of", "", -3, int64(1)<<40, '\u202e', Position{"x.md", 1, 2}, Position{}).More = 12
	list.Warnf(Position{}, "hint.one-of", Language{"en", "English"}).WithHint("hint.one-of", Text{"hint.did-you-mean", []any{Text{Code: "severity.error"}, "z"}})
	list.Errorf(Position{File: "a"}, "hint.one-of", []any{}...).WithHint("hint.one-of", nil...)
	return list
}

func TestListRoundTrip(t *testing.T) {
	for _, list := range []List{nil, example(), varied()} {
		var w wire.Writer
		if !list.Append(&w) {
			t.Fatal("a list with arguments of known types cannot be kept")
		}
		r := wire.NewReader(string(w))
		if got := ReadList(r); !r.Done() || !reflect.DeepEqual(got, list) {
			t.Errorf("done %t\n got %#v\nwant %#v", r.Done(), got, list)
		}
	}
}

// TestListRefuses holds that what cannot be kept exactly is not kept.
func TestListRefuses(t *testing.T) {
	deep := Text{Code: "hint.one-of"}
	for range deepest + 1 {
		deep = Text{"hint.one-of", []any{deep}}
	}
	for _, arg := range []any{1.5, nil, []string{"x"}, Error, uint8(1), error(nil), deep} {
		list := example()
		list.Errorf(Position{}, "hint.one-of", arg)
		w := wire.Writer("before")
		if list.Append(&w) || string(w) != "before" {
			t.Errorf("%#v: kept, or %q was written", arg, w)
		}
	}
}

// TestListCut reads every beginning of what was written, and refuses it.
func TestListCut(t *testing.T) {
	var w wire.Writer
	varied().Append(&w)
	for n := range w {
		r := wire.NewReader(string(w[:n]))
		if ReadList(r); r.Done() {
			t.Errorf("the first %d of %d bytes are taken for a list", n, len(w))
		}
	}
}

// FuzzReadList reads any bytes: no panic, and what it takes for a list is one
// that can be kept and read again.
func FuzzReadList(f *testing.F) {
	var w wire.Writer
	varied().Append(&w)
	f.Add(string(w))
	f.Fuzz(func(t *testing.T, from string) {
		r := wire.NewReader(from)
		list := ReadList(r)
		if !r.Done() {
			return
		}
		var w wire.Writer
		if !list.Append(&w) {
			t.Fatalf("%#v was read and cannot be kept", list)
		}
		again := wire.NewReader(string(w))
		if got := ReadList(again); !again.Done() || !slices.EqualFunc(got, list, func(a, b Diagnostic) bool { return reflect.DeepEqual(a, b) }) {
			t.Errorf("got %#v, want %#v", got, list)
		}
	})
}
