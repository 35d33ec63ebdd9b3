package content

import (
	"slices"
	"testing"

	"tract/internal/config"
	"tract/internal/markdown"
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
