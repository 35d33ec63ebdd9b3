package asset_test

import (
	"bytes"
	"compress/gzip"
	"testing"

	"tract/assets"
	"tract/internal/asset"
	"tract/internal/diag"
)

// TestTheme holds the program's own assets to their rules and budgets.
func TestTheme(t *testing.T) {
	set, faults := asset.Build(assets.FS, nil, []asset.Property{{Name: "--campaign", Value: "#b5001e"}})
	for _, d := range faults.Sorted() {
		t.Errorf("%s: %s", d.Position, diag.In("en").Sentence(d.Message))
	}
	for name, most := range map[string]int{"js/main.js": 5 << 10, "js/pages/guide.js": 2 << 10, "css/main.css": 6700} {
		if n := compressed(t, content(t, set, name)); n > most {
			t.Errorf("%s takes %d bytes compressed, more than %d", name, n, most)
		} else {
			t.Logf("%s: %d bytes compressed", name, n)
		}
	}
	for _, name := range set.Icons() {
		if _, ok := set.Icon(name); !ok {
			t.Errorf("no icon %s", name)
		}
	}
}

// content gives the published content of an asset.
func content(t *testing.T, set *asset.Set, name string) []byte {
	t.Helper()
	for _, f := range set.Files {
		if f.Path == set.Path(name) {
			return f.Content
		}
	}
	t.Fatalf("%s is not published", name)
	return nil
}

func compressed(t *testing.T, content []byte) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
