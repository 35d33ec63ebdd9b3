package config

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/schema"
)

// TestEverySettingIsEdited holds the site that keys are tested with, by editing
// each of its values, to the settings that there are.
func TestEverySettingIsEdited(t *testing.T) {
	archive, err := txtar.ParseFile("../build/testdata/rich.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var text string
	for _, f := range archive.Files {
		if f.Name == File {
			text = string(f.Data)
		}
	}
	var has func(fields []schema.Field)
	has = func(fields []schema.Field) {
		for _, f := range fields {
			if !strings.Contains(text, f.Name+":") {
				t.Errorf("%s has no setting %s", File, f.Name)
			}
			has(f.Fields)
			if f.Of != nil {
				has(f.Of.Fields)
			}
		}
	}
	has(fields)
}
