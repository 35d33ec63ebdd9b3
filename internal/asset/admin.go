package asset

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// Admin is the script of the editor for browsers, by the address that it is published at.
const Admin = "admin/sveltia-cms.js"

// adminKinds are the files that this editor is made of. Its page is made by the program.
var adminKinds = map[string]bool{".js": true, ".json": true, ".woff2": true, ".txt": true}

// publishAdmin publishes admin/ as it is: an editor that the site's owner put there, and
// that no other page loads.
func (b *builder) publishAdmin() {
	for _, name := range b.list("admin") {
		if ext := strings.ToLower(path.Ext(name)); !adminKinds[ext] {
			refuseKind(&b.faults, whole(name), ext).WithHint("hint.one-of", strings.Join(slices.Sorted(maps.Keys(adminKinds)), ", "))
			continue
		}
		if content, ok := b.read(name); ok {
			b.add(name, name, content)
		}
	}
}
