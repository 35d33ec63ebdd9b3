package asset

import (
	"cmp"
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"

	"tract/internal/diag"
)

// staticKinds are the files that may stand under static/, with what judges whether one
// is what its name says; pictures and drawings are made anew. Pages are not among them:
// a page that did not come through the templates has none of their guards.
var staticKinds = map[string]func([]byte) bool{
	".svg": nil, ".png": nil, ".jpg": nil, ".jpeg": nil, ".webp": nil, ".gif": nil,
	".ico": isIcon, ".txt": isText, ".webmanifest": json.Valid, ".json": json.Valid, ".pdf": isPDF, ".woff2": isFont,
}

// wellKnown are those of the folder for what other programs look for, by the endings
// that they have there. A file without one is a download.
var wellKnown = map[string]func([]byte) bool{"": isNoPage, ".txt": isText, ".json": json.Valid}

// neverPublished says whether a file or folder of that name is left out wherever
// it lies: what editors and systems leave behind, and notes.
func neverPublished(name string) bool {
	lower := strings.ToLower(name)
	switch {
	case name == ".well-known":
		return false
	case strings.HasPrefix(name, "."), strings.HasSuffix(name, "~"), strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"),
		lower == "thumbs.db", lower == "desktop.ini":
		return true
	}
	return slices.Contains([]string{".md", ".bak", ".orig", ".swp", ".swo", ".swx", ".tmp"}, path.Ext(lower))
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
	if what, found := diag.UnseenIn(name); found {
		b.faults.Errorf(whole(name), "asset.unseen", what).WithHint("hint.content-not-portable")
		return nil, false
	}
	ext, kinds := strings.ToLower(path.Ext(name)), staticKinds
	if strings.HasPrefix(name, "static/.well-known/") {
		kinds = wellKnown
	}
	judge, known := kinds[ext]
	switch {
	case !known:
		var endings []string
		for _, ending := range slices.Sorted(maps.Keys(kinds)) {
			if ending != "" {
				endings = append(endings, ending)
			}
		}
		refuseKind(&b.faults, whole(name), ext).WithHint("hint.one-of", strings.Join(endings, ", "))
		return nil, false
	case ext == ".svg":
		drawing, ok := b.readDrawing(b.fsys, name)
		return []byte(drawing), ok
	}
	content, ok := b.read(name)
	switch {
	case !ok:
		return nil, false
	case judge == nil:
		content, faults := widest("assets/"+name, content)
		b.faults.Add(faults)
		return content, !faults.HasErrors()
	case holdsKey(content):
		b.faults.Errorf(whole(name), "asset.secret").WithHint("hint.asset.secret")
		return nil, false
	case !judge(content):
		b.faults.Errorf(whole(name), "asset.signature", cmp.Or(ext, path.Base(name)))
		return nil, false
	case ext == ".pdf":
		return content, b.judgeDocument(name, readDocument(content))
	}
	return content, true
}

// judgeDocument says whether a PDF may be published.
func (b *builder) judgeDocument(name string, d document) bool {
	switch {
	case d.holds != "":
		b.faults.Errorf(whole(name), "asset.pdf-acts", d.holds).WithHint("hint.asset.pdf-print")
	case d.closed:
		b.faults.Errorf(whole(name), "asset.pdf-closed").WithHint("hint.asset.pdf-print")
	case d.signed:
		b.faults.Warnf(whole(name), "asset.pdf-author").WithHint("hint.asset.pdf-author")
	}
	return d.holds == "" && !d.closed
}

// refuseKind adds the fault of a file that has the wrong ending, or none.
func refuseKind(faults *diag.List, p diag.Position, ext string) *diag.Diagnostic {
	if ext == "" {
		return faults.Errorf(p, "asset.no-ending")
	}
	return faults.Errorf(p, "asset.kind", ext)
}
