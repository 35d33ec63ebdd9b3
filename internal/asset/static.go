package asset

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strings"

	"tract/internal/diag"
)

// staticKinds are the files that may stand under static/, with the bytes that
// such a file begins with. Pages are not among them: a page that did not come
// through the templates has none of their guards.
var staticKinds = map[string][]string{
	".ico": {"\x00\x00\x01\x00"}, ".svg": nil, ".png": nil, ".jpg": nil, ".jpeg": nil, ".webp": nil, ".gif": nil,
	".txt": {}, ".webmanifest": {}, ".json": {}, ".pdf": {"%PDF-"}, ".woff2": {"wOF2"},
}

// neverPublished says whether a file or folder of that name is left out wherever
// it lies: what editors and systems leave behind, notes, and keys.
func neverPublished(name string) bool {
	lower := strings.ToLower(name)
	switch {
	case name == ".well-known":
		return false
	case strings.HasPrefix(name, "."), strings.HasSuffix(name, "~"), strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"),
		strings.HasPrefix(lower, "id_"), lower == "thumbs.db", lower == "desktop.ini":
		return true
	}
	return slices.Contains([]string{".md", ".bak", ".orig", ".swp", ".swo", ".tmp", ".pem", ".key", ".p12"}, path.Ext(lower))
}

// publishStatic publishes static/ at the root.
func (b *builder) publishStatic() {
	const dir = "static/"
	for _, name := range b.list(strings.TrimSuffix(dir, "/")) {
		if content, ok := b.readStatic(name); ok {
			b.add(name, strings.TrimPrefix(name, dir), content)
		}
	}
}

// readStatic gives the content of a static file that may be published.
func (b *builder) readStatic(name string) ([]byte, bool) {
	ext := strings.ToLower(path.Ext(name))
	signatures, known := staticKinds[ext]
	switch {
	case strings.HasPrefix(name, "static/.well-known/"):
		return b.read(name) // its names have no endings, and only the site's owner writes there
	case !known:
		refuseKind(&b.faults, whole(name), ext).WithHint("hint.one-of", strings.Join(slices.Sorted(maps.Keys(staticKinds)), ", "))
		return nil, false
	case ext == ".svg":
		drawing, ok := b.readDrawing(b.fsys, name)
		return []byte(drawing), ok
	}
	content, ok := b.read(name)
	if !ok {
		return nil, false
	}
	if signatures == nil {
		content, faults := widest("assets/"+name, content)
		b.faults.Add(faults)
		return content, !faults.HasErrors()
	}
	if len(signatures) > 0 && !slices.ContainsFunc(signatures, func(s string) bool { return bytes.HasPrefix(content, []byte(s)) }) {
		b.faults.Errorf(whole(name), "asset.signature", ext)
		return nil, false
	}
	return content, true
}

// refuseKind adds the fault of a file that has the wrong ending, or none.
func refuseKind(faults *diag.List, p diag.Position, ext string) *diag.Diagnostic {
	if ext == "" {
		return faults.Errorf(p, "asset.no-ending")
	}
	return faults.Errorf(p, "asset.kind", ext)
}
