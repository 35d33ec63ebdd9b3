package build

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/diag"
	"tract/internal/promise"
)

// left are what editors, systems and people leave behind in folders: passed over in
// silence wherever a site is read from.
var left = []string{
	".git/config", ".gitignore", ".gitattributes", ".gitmodules", ".github/workflows/x.yml", ".git.bak", ".svn/entries", ".hg/store", ".DS_Store", "._a.png", ".hidden", ".hidden.png", ".a.en.md.swp",
	".bash_history", ".ssh/id_rsa", ".aws/credentials", ".vscode/settings.json", ".idea/x", ".tract/files", ".nojekyll", ".Trash/x.png", ".#a.en.md", ".directory",
	"a.png~", "a.en.md~", "a.txt~", "#a.en.md#", "#a.txt#", "a.swp", "a.swo", "a.png.bak", "a.txt.bak", "a.BAK", "a.orig", "a.txt.orig", "a.tmp", "Thumbs.db", "desktop.ini",
}

// refusedFiles are what is no part of a site and may matter: an error where it lies.
var refusedFiles = []string{
	"key.pem", "KEY.PEM", "server.key", "cert.p12", "cert.pfx", "key.p8", "putty.ppk", "store.jks", "release.keystore", "passwords.kdbx", "id_rsa", "id_ed25519", "id_rsa.pub", "id_ecdsa.old",
	"site.zip", "site.tar", "site.tar.gz", "a.7z", "a.rar", "dump.sql", "members.sqlite", "members.db", "a.xlsx", "members.csv", "a.docx", "a.eml", "a.pst", "a.log", "core", "a.exe", "a.sh", "a.php", "a.html", "a.htm",
	"a.xhtml", "a.xml", "a.js", "a.wasm", "a.jar", "Makefile", "README",
}

// keys are hidden files that open something, which are an error where files are published.
var keys = []string{".env", ".env.local", ".ENV", ".netrc", ".pgpass", ".htpasswd", ".npmrc", ".git-credentials"}

// TestP5NeverPublished puts what is no part of a site everywhere that one is read from.
// Nothing of it is published: it is passed over, or, where somebody should know, refused.
func TestP5NeverPublished(t *testing.T) {
	const marker = "geheim4711"
	site := func() fstest.MapFS {
		return fstest.MapFS{
			"content/site.yaml":           {Data: []byte("title: Site\nlanguages: [en]\nbase_url: https://example.org/\nwithout: [cards, leaflets, search, offline]\n")},
			"content/guides/g.en.md":      {Data: []byte("---\ntitle: Guide\nsummary: One.\n---\nText.\n")},
			"assets/static/.well-known/x": {Data: []byte("wanted\n")},
		}
	}
	published := func(fsys fstest.MapFS) (paths []string, all string, faults diag.List) {
		result := new(Memory).Build(fsys, Options{Now: now})
		var b bytes.Buffer
		for _, o := range result.Outputs() {
			paths = append(paths, o.Path)
			if err := o.Make(&b); err != nil {
				t.Fatal(err)
			}
		}
		return paths, b.String(), result.Faults()
	}
	want, _, _ := published(site())
	tried := 0
	everywhere := []string{"", "content", "content/guides", "content/pages", "content/images", "content/images/sub", "content/data", "layouts", "layouts/strings", "assets", "assets/static", "assets/static/sub", "assets/static/.well-known", "assets/admin", "assets/fonts", "assets/css", "assets/js/modules"}
	all := site()
	for _, dir := range everywhere {
		for _, name := range left {
			tried++
			all[path.Join(dir, name)] = &fstest.MapFile{Data: []byte(marker)}
		}
	}
	paths, text, faults := published(all)
	if faults.HasErrors() || strings.Contains(text, marker) || !slices.Equal(paths, want) {
		t.Errorf("published %q, want %q\n%v", paths, want, faults)
	}
	for _, dir := range everywhere[4:] {
		publishes := strings.HasPrefix(dir, "content/images") || strings.HasPrefix(dir, "assets/static") || strings.HasPrefix(dir, "assets/fonts") || strings.HasPrefix(dir, "assets/admin")
		if !publishes {
			continue
		}
		one := site()
		for _, name := range slices.Concat(refusedFiles, keys) {
			if dir == "assets/admin" && name == "a.js" || dir == "assets/static/.well-known" && path.Ext(name) == "" {
				continue
			}
			one[path.Join(dir, name)] = &fstest.MapFile{Data: []byte(marker)}
		}
		for _, name := range []string{"a.txt", "b.json"} {
			if strings.HasPrefix(dir, "assets/static") {
				one[path.Join(dir, name)] = &fstest.MapFile{Data: []byte("\"-----BEGIN OPENSSH PRIVATE KEY-----\"")}
			}
		}
		paths, _, faults := published(one)
		if len(paths) > 0 {
			t.Errorf("%s: published %q", dir, paths)
		}
		for name := range one {
			if path.Dir(name) != dir || path.Base(name) == "x" {
				continue
			}
			tried++
			if !slices.ContainsFunc(faults, func(d diag.Diagnostic) bool { return d.File == name && d.Severity == diag.Error && d.Hint.Code != "" }) {
				t.Errorf("%s is published, or nobody says why not", name)
			}
		}
	}
	promise.Held(t, tried)
}
