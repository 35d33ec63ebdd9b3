package schema_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"tract/internal/content"
	"tract/internal/schema"
	"tract/internal/wire"
	"tract/internal/yaml"
)

// ours gives the records of a kind's documents, as our own content has them.
func ours(t testing.TB, kind content.Kind) (records []schema.Record, files []string) {
	t.Helper()
	files, err := filepath.Glob("../../content/" + kind.Describe().Folder + "/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		front, _, _ := bytes.Cut(bytes.TrimPrefix(src, []byte("---\n")), []byte("\n---\n"))
		node, _ := yaml.Parse(file, front, 2)
		record, _ := schema.Context{Language: "fr", Languages: []string{"fr", "en", "es", "ar"}}.Decode(&node, kind.Describe().Fields)
		records = append(records, record)
	}
	return records, files
}

// TestOurRecordsAreKept keeps every front matter of the site and reads it back.
func TestOurRecordsAreKept(t *testing.T) {
	for _, kind := range content.Kinds() {
		records, files := ours(t, kind.Kind)
		for i := range records {
			var w wire.Writer
			if !records[i].Append(&w, kind.Fields, files[i]) {
				t.Errorf("%s cannot be kept", files[i])
			}
			r := wire.NewReader(string(w))
			if got := schema.ReadRecord(r, kind.Fields, files[i]); !r.Done() || !reflect.DeepEqual(got, records[i]) {
				t.Errorf("%s: done %t\n got %+v\nwant %+v", files[i], r.Done(), got, records[i])
			}
		}
	}
}

var kept []schema.Record // what is read stays alive, as in a build

func BenchmarkReadRecord(b *testing.B) {
	const count = 10_000
	for _, kind := range []content.Kind{content.KindGuide, content.KindDemands} {
		b.Run(kind.String(), func(b *testing.B) {
			records, files := ours(b, kind)
			fields := kind.Describe().Fields
			var w wire.Writer
			values := 0
			for i := range count {
				r := &records[i%len(records)]
				if !r.Append(&w, fields, files[i%len(files)]) {
					b.Fatal("not kept")
				}
				for _, name := range schema.Names(fields) {
					if r.Wrote(name) {
						values++
					}
				}
			}
			from := string(w)
			b.SetBytes(int64(len(from)))
			b.ReportAllocs()
			for b.Loop() {
				r := wire.NewReader(from)
				kept = make([]schema.Record, count)
				for i := range kept {
					kept[i] = schema.ReadRecord(r, fields, files[i%len(files)])
				}
				if !r.Done() {
					b.Fatal("not read")
				}
			}
			b.ReportMetric(float64(values)/count, "values/record")
		})
	}
}

func BenchmarkAppendRecord(b *testing.B) {
	records, files := ours(b, content.KindGuide)
	var w wire.Writer
	b.ReportAllocs()
	for b.Loop() {
		w = w[:0]
		for i := range records {
			records[i].Append(&w, content.KindGuide.Describe().Fields, files[i])
		}
	}
}
