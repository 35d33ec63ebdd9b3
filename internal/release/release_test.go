package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"tract/internal/promise"
)

// TestMain is the program itself where a test runs it.
func TestMain(m *testing.M) {
	if os.Getenv("RELEASE_MAIN") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

const (
	testVersion = "v0.0.0-test"
	testEpoch   = 1795348800 // 2026-11-22
)

// surroundings are what differs between two machines, and must not show.
type surroundings struct {
	umask string
	env   []string
}

// TestC4Release makes a release twice, in two folders and surroundings that differ in all
// that one can think of, and compares every byte; then it looks into what was made. Each
// run of the tests does so for this machine's system, with one cache of the compiler; all
// systems, with a cache each, take minutes.
func TestC4Release(t *testing.T) {
	targets, caches := []string{runtime.GOOS + "/" + runtime.GOARCH}, []string{"", ""}
	if promise.Whole() {
		targets, caches = strings.Split(everywhere, ","), []string{"GOCACHE=" + t.TempDir(), "GOCACHE=" + t.TempDir()}
	}
	sources := sourcesOf(t, "../..") // once: whoever edits meanwhile changes nothing
	first := releaseIn(t, sources, targets, surroundings{"022", []string{"TZ=America/Montreal", "LC_ALL=C", caches[0]}})
	second := releaseIn(t, sourcesOf(t, sources), targets, surroundings{"077", []string{
		"TZ=Asia/Tokyo", "LC_ALL=fr_CA.UTF-8", "GOFLAGS=-race -tags=x", "CGO_ENABLED=1", "GOAMD64=v3", "GOOS=plan9", "USER=somebody", caches[1],
	}})
	names := filesIn(t, first)
	if other := filesIn(t, second); !slices.Equal(names, other) || len(names) != len(targets)+2 {
		t.Fatalf("made %q, then %q", names, other)
	}
	tried := 0
	for _, name := range names {
		if a, b := read(t, filepath.Join(first, name)), read(t, filepath.Join(second, name)); !bytes.Equal(a, b) {
			t.Errorf("%s differs", name)
		}
		tried++
	}
	sums := string(read(t, filepath.Join(first, "SHA256SUMS")))
	for _, name := range names {
		line := fmt.Sprintf("%x  %s\n", sha256.Sum256(read(t, filepath.Join(first, name))), name)
		if name != "SHA256SUMS" && !strings.Contains(sums, line) {
			t.Errorf("SHA256SUMS has no line %q", line)
		}
	}
	if lines := strings.Count(sums, "\n"); lines != len(names)-1 {
		t.Errorf("SHA256SUMS has %d lines", lines)
	}
	programs := map[string][]byte{}
	for _, target := range targets {
		programs[target] = inspect(t, first, target)
	}
	inspectBOM(t, filepath.Join(first, "tract_"+testVersion+".spdx.json"), programs)
	promise.Held(t, tried)
}

// sourcesOf copies what a release is made from to a new folder.
func sourcesOf(t *testing.T, root string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"cmd", "internal", "layouts", "assets", "docs"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"go.mod", "go.sum", "README.md", "README.fr.md", "CONTRIBUTING.md", "CONTRIBUTING.fr.md", "ARCHITECTURE.md", "BENCHMARKS.md", "LICENSE", "CHANGELOG.md", "SECURITY.md"} {
		if err := os.WriteFile(filepath.Join(dir, name), read(t, filepath.Join(root, name)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// releaseIn makes a release from the sources in a folder.
func releaseIn(t *testing.T, dir string, targets []string, s surroundings) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "made")
	c := exec.Command("sh", "-c", "umask "+s.umask+` && exec "$0" "$@"`, self, "-version", testVersion, "-targets", strings.Join(targets, ","), out)
	c.Dir = dir
	c.Env = append(append(os.Environ(), s.env...), "RELEASE_MAIN=1", fmt.Sprint("SOURCE_DATE_EPOCH=", testEpoch))
	if said, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return out
}

func filesIn(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// packed is a file of an archive.
type packed struct {
	name    string
	mode    fs.FileMode
	time    time.Time
	content []byte
}

// inspect looks into the archive for a system, and gives the program in it.
func inspect(t *testing.T, dir, target string) []byte {
	t.Helper()
	folder, name := "tract_"+testVersion+"_"+strings.ReplaceAll(target, "/", "_"), "tract"
	var files []packed
	if strings.HasPrefix(target, "windows/") {
		files, name = unzip(t, filepath.Join(dir, folder+".zip")), "tract.exe"
	} else {
		files = untar(t, filepath.Join(dir, folder+".tar.gz"))
	}
	var names []string
	var program []byte
	byOthers := map[string]string{ // parts of modules, whose authors want to be named
		"licences/github.com_go-text_typesetting.txt": "Behdad Esfahbod", "licences/github.com_dlclark_regexp2_v2.txt": "Microsoft Corporation",
		"licences/go.yaml.in_yaml_v4.txt": "Kirill Simonov", "licences/font_atkinson.txt": "Atkinson Hyperlegible",
	}
	for _, f := range files {
		rest, ok := strings.CutPrefix(f.name, folder+"/")
		if !strings.Contains(string(f.content), byOthers[rest]) {
			t.Errorf("%s: %s does not name %s", target, rest, byOthers[rest])
		}
		want := fs.FileMode(0o644)
		if rest == name {
			want, program = 0o755, f.content
		}
		if !ok || f.mode != want || !f.time.Equal(time.Unix(testEpoch, 0)) || len(f.content) == 0 {
			t.Errorf("%s: %s has mode %v, time %v and %d bytes", target, f.name, f.mode, f.time, len(f.content))
		}
		names = append(names, rest)
	}
	wanted := []string{
		name, "README.md", "README.fr.md", "LICENSE", "CHANGELOG.md", "SECURITY.md", "docs/publish.md", "docs/publish.fr.md", "man/man1/tract.1", "man/fr/man1/tract.1",
		"completions/tract.bash", "completions/_tract", "completions/tract.fish", "completions/tract.ps1", "licences/Go_standard_library.txt", "licences/font_atkinson.txt",
	}
	for _, path := range linkedFor(t, target) {
		wanted = append(wanted, "licences/"+strings.ReplaceAll(path, "/", "_")+".txt")
	}
	for _, f := range files { // what README leads to comes along
		if f.name != folder+"/README.md" {
			continue
		}
		for _, m := range localLink.FindAllStringSubmatch(string(f.content), -1) {
			wanted = append(wanted, m[1]+m[2])
		}
	}
	for _, want := range wanted {
		if !slices.Contains(names, want) {
			t.Errorf("%s: %s is not in it", target, want)
		}
	}
	if !slices.IsSorted(names) {
		t.Errorf("%s: its files have no order: %q", target, names)
	}
	if target == runtime.GOOS+"/"+runtime.GOARCH {
		tract := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(tract, program, 0o700); err != nil {
			t.Fatal(err)
		}
		if said, err := exec.Command(tract, "version").Output(); err != nil || string(said) != "tract "+testVersion+"\n" {
			t.Errorf("the program says %q: %v", said, err)
		}
	}
	if bytes.Contains(program, []byte(t.Name())) { // as the folder that it was made in is called
		t.Errorf("%s: the program says where it was made", target)
	}
	return program
}

func untar(t *testing.T, name string) (files []packed) {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(read(t, name)))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		if err != nil || h.Typeflag != tar.TypeReg || h.Uid != 0 || h.Uname != "" {
			t.Fatalf("%s: %+v: %v", name, h, err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, packed{h.Name, fs.FileMode(h.Mode), h.ModTime, content})
	}
}

func unzip(t *testing.T, name string) (files []packed) {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil || r.Close() != nil {
			t.Fatal(err)
		}
		files = append(files, packed{f.Name, f.Mode(), f.Modified, content})
	}
	return files
}

// linkedFor asks Go, and not the program that is tested, what a program is made from.
func linkedFor(t *testing.T, target string) []string {
	t.Helper()
	c := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", "../../cmd/tract")
	system, processor, _ := strings.Cut(target, "/")
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+processor)
	listed, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	paths := strings.Fields(string(listed))
	slices.Sort(paths)
	return slices.Compact(paths)
}

var (
	localLink = regexp.MustCompile(`\]\(([A-Za-z/.]+\.md)[)#]|src="([a-z/.-]+)"`)

	spdxID = regexp.MustCompile(`^SPDXRef-[A-Za-z0-9.-]+$`)
	purl   = regexp.MustCompile(`^pkg:golang/[a-z0-9./_-]+@[0-9a-z.+-]+$`)
	spdx   = regexp.MustCompile(`^(MIT|BSD-[23]-Clause|Apache-2\.0|OFL-1\.1)( AND (MIT|BSD-[23]-Clause|Apache-2\.0|OFL-1\.1))*$`)
)

// inspectBOM holds the bill of materials to what SPDX 2.3 demands, and to what was made.
func inspectBOM(t *testing.T, name string, programs map[string][]byte) {
	t.Helper()
	var d document
	decoder := json.NewDecoder(bytes.NewReader(read(t, name)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil {
		t.Fatal(err)
	}
	if d.SPDXVersion != "SPDX-2.3" || d.DataLicense != "CC0-1.0" || d.SPDXID != "SPDXRef-DOCUMENT" || d.Name == "" ||
		!strings.HasPrefix(d.DocumentNamespace, "https://") || d.CreationInfo.Created != "2026-11-22T12:00:00Z" || len(d.CreationInfo.Creators) == 0 {
		t.Errorf("its head: %+v", d)
	}
	ids := map[string]bool{d.SPDXID: true}
	named := map[string]bool{}
	for _, p := range d.Packages {
		if !spdxID.MatchString(p.SPDXID) || ids[p.SPDXID] || p.Name == "" || p.DownloadLocation == "" || p.CopyrightText == "" || p.FilesAnalyzed ||
			!spdx.MatchString(p.LicenseDeclared) || p.LicenseConcluded != p.LicenseDeclared {
			t.Errorf("a package: %+v", p)
		}
		for _, ref := range p.ExternalRefs {
			if ref.ReferenceCategory != "PACKAGE-MANAGER" || ref.ReferenceType != "purl" || !purl.MatchString(ref.ReferenceLocator) || p.VersionInfo == "" {
				t.Errorf("a reference of %s: %+v", p.Name, ref)
			}
		}
		ids[p.SPDXID], named[p.Name] = true, true
	}
	for target, program := range programs {
		for _, path := range linkedFor(t, target) {
			if !named[path] {
				t.Errorf("%s is not in it", path)
			}
		}
		at := slices.IndexFunc(d.Files, func(f spdxFile) bool {
			return strings.HasPrefix(f.FileName, "./"+strings.ReplaceAll(target, "/", "_")+"/tract")
		})
		if at < 0 || len(d.Files[at].Checksums) != 2 || len(d.Files[at].Checksums[0].ChecksumValue) != 40 ||
			d.Files[at].Checksums[1] != (checksum{"SHA256", fmt.Sprintf("%x", sha256.Sum256(program))}) {
			t.Errorf("the program for %s: %+v", target, d.Files)
		}
	}
	for _, f := range d.Files {
		ids[f.SPDXID] = true
	}
	described := 0
	for _, r := range d.Relationships {
		if !ids[r.SPDXElementID] || !ids[r.RelatedSPDXElement] {
			t.Errorf("a relationship of what is not there: %+v", r)
		}
		if r.RelationshipType == "DESCRIBES" {
			described++
		}
	}
	if described != 1 || len(d.Relationships) != len(d.Packages)+len(d.Files) {
		t.Errorf("%d relationships, %d of which describe", len(d.Relationships), described)
	}
}

// TestRefusals makes nothing of wrong use, or where something stands.
func TestRefusals(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", fmt.Sprint(testEpoch))
	t.Chdir("../..") // where go.mod is
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "x"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{}, {"-version", "1.2.3", "out"}, {"-version", "v1.2.3 -X main.x=y", "out"}, {"-version", "v1.2.3"}, {"-version", "v1.2.3", full}} {
		if err := run(args); err == nil {
			t.Errorf("%q was taken", args)
		}
	}
	t.Setenv("SOURCE_DATE_EPOCH", "yesterday")
	if err := run([]string{"-version", "v1.2.3", "out"}); err == nil {
		t.Error("a time that is none was taken")
	}
	t.Setenv("SOURCE_DATE_EPOCH", fmt.Sprint(testEpoch))
	t.Chdir(full)
	if err := run([]string{"-version", "v1.2.3", "out"}); err == nil {
		t.Error("a folder that is no repository was taken")
	}
	if _, err := terms(t.TempDir()); err == nil {
		t.Error("a module without a licence was taken")
	}
	if l := licenceOf([]byte("do as you like")); l != "" {
		t.Errorf("a licence that nobody knows is %q", l)
	}
}
