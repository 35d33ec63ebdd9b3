package schema

import (
	"reflect"
	"testing"

	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/wire"
	"tract/internal/yaml"
)

// wantKept keeps a record and reads it back.
func wantKept(t *testing.T, r Record, fields []Field, file string) {
	t.Helper()
	var w wire.Writer
	if !r.Append(&w, fields, file) {
		t.Errorf("the record cannot be kept: %+v", r)
		return
	}
	read := wire.NewReader(string(w))
	if got := ReadRecord(read, fields, file); !read.Done() || !reflect.DeepEqual(got, r) {
		t.Errorf("done %t\n got %+v\nwant %+v", read.Done(), got, r)
	}
}

func TestRecordRoundTrip(t *testing.T) {
	for _, src := range []string{
		"",
		"title: [",
		"title: L’usine\nname: {fr: L’un, en: One’s}\nminutes: 15\nweight: 37.6\ndraft: true\ndate: 2025-01\nstart: 2025-02-15 13:00",
		"title: x\nname: {}\nminutes: 999\nurl: nowhere\nsomething: else\ntopcs: [a]",
		"title: x\nmaterials: [a, 010, b]\ntopics: [closure, closure, '']\nitems: []\nentries: {rights: Droits, duties: {fr: Devoirs}}",
		"title: x\nitems:\n- {id: stay, text: a, sources: [article:x, {title: b, url: 'https://example.org/é'}]}\n- {id: go}\nsource: article:y",
		"title: x\nitems: {id: a}\nsource: [x]\nentries: x",
	} {
		node, list := yaml.Parse("a.fr.md", []byte(src), 2)
		c := Context{Language: "fr", Languages: []string{"fr", "en"}, Locales: forms(), Partial: len(list) > 0}
		r, _ := c.Decode(&node, every)
		wantKept(t, r, every, "a.fr.md")
	}
	wantKept(t, Record{}, every, "a.fr.md")
}

// TestRecordRoundTripMade keeps what decoding does not give today.
func TestRecordRoundTripMade(t *testing.T) {
	at := diag.Position{File: "f", Line: 70000, Column: 400}
	lists := []Field{{Name: "rows", Type: List, Of: &Field{Name: "rows", Type: List, Of: &Field{Name: "rows", Type: Localized}}}}
	one := value{field: lists[0].Of.Of, at: at, texts: locale.Text{}, bad: true}
	row := value{field: lists[0].Of, at: at, items: []value{one, one}}
	wantKept(t, Record{Start: at, values: []value{{field: &lists[0], items: []value{row, {field: lists[0].Of, items: []value{}}}}}}, lists, "f")
	wantKept(t, Record{values: []value{}, partial: true, Key: "k"}, nil, "f")
	wantKept(t, Record{Start: diag.Position{File: "f"}, values: []value{{field: &every[0], records: []Record{}}}}, every, "f")
}

// TestRecordOfAnotherFile holds that a record with part of another file is not
// kept as one of its own.
func TestRecordOfAnotherFile(t *testing.T) {
	fr, _ := decode(t, "a.fr.md", "title: x\ntopics: [closure]\nitems: [{id: a, text: x, status: won}]")
	en, _ := decode(t, "a.en.md", "title: y\nitems: [{id: a, text: y}]")
	wantKept(t, en, every, "a.en.md")
	shared, _ := Share([]Record{fr, en}, every)
	for _, c := range []struct {
		record Record
		fields []Field
	}{{shared[1], every}, {fr, every}, {en, every[1:]}} {
		w := wire.Writer("before")
		if c.record.Append(&w, c.fields, "a.en.md") || string(w) != "before" {
			t.Errorf("kept, or %q was written", w)
		}
	}
}

// TestReadRecordShares shares records that were read back as it does others.
func TestReadRecordShares(t *testing.T) {
	var records, read []Record
	for _, file := range []string{"a.fr.md", "a.en.md"} {
		src := "title: " + file + "\nitems:\n- {id: a, text: x}\n- {id: b, text: y}"
		if file == "a.fr.md" {
			src += "\ntopics: [closure]\nminutes: 3"
		}
		r, _ := decode(t, file, src)
		var w wire.Writer
		r.Append(&w, every, file)
		records, read = append(records, r), append(read, ReadRecord(wire.NewReader(string(w)), every, file))
	}
	want, _ := Share(records, every)
	if got, list := Share(read, every); len(list) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\n got %+v\nwant %+v", list, got, want)
	}
	if !reflect.DeepEqual(read, records) {
		t.Error("sharing changed what it took")
	}
}

// FuzzReadRecord reads any bytes: no panic, and what it takes for a record is one
// that can be kept and read again. The same bytes as a text give a record that
// can.
func FuzzReadRecord(f *testing.F) {
	for _, seed := range []string{"title: x\ntopics: [a]", "items:\n- id: a\n  sources: [article:x]", "entries: {a: b}"} {
		node, _ := yaml.Parse("f", []byte(seed), 2)
		r, _ := Context{Languages: []string{"fr", "en"}}.Decode(&node, every)
		var w wire.Writer
		r.Append(&w, every, "f")
		f.Add(seed)
		f.Add(string(w))
	}
	f.Fuzz(func(t *testing.T, src string) {
		reader := wire.NewReader(src)
		if r := ReadRecord(reader, every, "f"); reader.Done() {
			wantKept(t, r, every, "f")
		}
		node, list := yaml.Parse("f", []byte(src), 2)
		r, _ := Context{Language: "fr", Languages: []string{"fr", "en"}, Partial: len(list) > 0}.Decode(&node, every)
		wantKept(t, r, every, "f")
	})
}
