package content

import (
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/config"
	"tract/internal/limit"
	"tract/internal/markdown"
	"tract/internal/schema"
)

// TestKindsEverywhere holds to the registry the lists of packages that come before
// it and cannot read it: what a link may begin with, and what a menu may name.
func TestKindsEverywhere(t *testing.T) {
	for _, k := range Kinds() {
		if !slices.Contains(markdown.Schemes, k.Name) {
			t.Errorf("links to %s:KEY are refused: add it to Schemes in internal/markdown/address.go", k.Name)
		}
		if k.Listed && !slices.Contains(config.Sections, k.Folder) {
			t.Errorf("menus cannot name %s: add it to Sections in internal/config/fields.go", k.Folder)
		}
	}
}

// TestListsThatGrow holds a cap to the lists of which each entry makes a page, or a place
// on another page, in every kind and every data file.
func TestListsThatGrow(t *testing.T) {
	most := map[string]int{"topics": limit.TopicsOfOne, "aliases": limit.Aliases, "to": limit.NamedByOne, "endorses": limit.NamedByOne, "demands": limit.NamedByOne}
	found := 0
	var look func(fields []schema.Field)
	look = func(fields []schema.Field) {
		for _, f := range fields {
			if n := most[f.Name]; n > 0 && f.Type == schema.List && f.Of.Type != schema.Group {
				if found++; f.Max != n {
					t.Errorf("%s may have %d entries, not %d", f.Name, f.Max, n)
				}
			}
			for of := &f; of != nil; of = of.Of {
				look(of.Fields)
			}
		}
	}
	for _, k := range Kinds() {
		look(k.Fields)
	}
	look(DataFiles())
	if want := 2*len(Kinds()) + 6; found != want {
		t.Errorf("%d lists are held to a cap, not %d", found, want)
	}
}

// TestEveryFieldIsEdited holds the site that keys are tested with, by editing each
// of its values, to the fields that there are.
func TestEveryFieldIsEdited(t *testing.T) {
	archive, err := txtar.ParseFile("../build/testdata/rich.txtar")
	if err != nil {
		t.Fatal(err)
	}
	has := func(prefix string, fields []schema.Field) {
		var text strings.Builder
		for _, f := range archive.Files {
			front, _, _ := strings.Cut(string(f.Data), "\n---")
			if strings.HasPrefix(f.Name, prefix) {
				text.WriteString(front)
			}
		}
		for _, name := range names(fields) {
			if !strings.Contains(text.String(), name+":") {
				t.Errorf("no file of %s has the field %s", prefix, name)
			}
		}
	}
	anywhere := []string{"draft", "needs_review", "aliases", "slug", "image", "image_alt", "image_credit", "image_people", "order", "sources"}
	for _, k := range Kinds() {
		folder := "content/" + k.Folder
		if k.Kind == KindPage { // its fields are everybody's
			folder = "content/"
		}
		has(folder, slices.DeleteFunc(slices.Clone(k.Fields), func(f schema.Field) bool { return slices.Contains(anywhere, f.Name) }))
		has("content/", k.Fields)
	}
	for i := range dataFiles {
		has("content/data/"+dataFiles[i].Name, inside(&dataFiles[i].Field))
	}
}

// names gives the names of fields and of those within them.
func names(fields []schema.Field) []string {
	var all []string
	for i := range fields {
		all = append(append(all, fields[i].Name), names(inside(&fields[i]))...)
	}
	return all
}

// inside gives the fields within a field, and within its items or entries.
func inside(f *schema.Field) []schema.Field {
	if f.Of != nil && f.Of.Type == schema.Group {
		return slices.Concat(f.Fields, f.Of.Fields)
	}
	return f.Fields
}
