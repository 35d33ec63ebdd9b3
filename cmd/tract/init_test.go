package main

import (
	"context"
	"errors"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tract/internal/browser"
	"tract/internal/scaffold"
	"tract/internal/yaml"
)

// begin begins a site with options, and gives its folder.
func begin(t *testing.T, options ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	begun(t, append([]string{"init", dir, "--yes"}, options...)...)
	return dir
}

// begun runs the program on the day that these sites are begun.
func begun(t *testing.T, arguments ...string) string {
	t.Helper()
	var said spoken
	day := func(name string) string {
		return map[string]string{"SOURCE_DATE_EPOCH": "1795348800"}[name] // 2026-11-22
	}
	if code := run(t.Context(), arguments, day, &said, &said); code != 0 {
		t.Fatalf("tract %s: %d\n%s", strings.Join(arguments, " "), code, said.String())
	}
	return said.String()
}

// TestBegunSites builds what tract init writes for all sorts of answers: nothing may be
// wrong with any of it.
func TestBegunSites(t *testing.T) {
	long := strings.Repeat("Anticonstitutionnellement ", 3)
	for name, options := range map[string][]string{
		"usual":    nil,
		"english":  {"--languages", "en"},
		"arabic":   {"--languages", "fr,en,ar"},
		"all":      {"--languages", "ht,ar,es,en,fr"},
		"spanish":  {"--languages", "es", "--ui", "fr"},
		"quotes":   {"--name", `"Non": l’#1 des «luttes», c'est 'nous' {ici} [là] <b>&amp; *x* _ensemble_ \ | ✊🏽`, "--target", `Bolt: "Parcel" #1, {Inc.} <script>`},
		"arab":     {"--languages", "ar,fr", "--name", "ar=حملة #1: \"المستودع\"", "--name", "fr=عربي", "--target", "شركة الطرود"},
		"long":     {"--name", long, "--target", strings.Repeat(long, 2), "--contact", "depot@groupe.example", "--repository", "https://forge.example/groupe/site"},
		"yellow":   {"--colour", "#ffd400", "--program", "groupe/tract", "--repository", "https://github.com/groupe/site"},
		"numbers":  {"--name", "2025", "--target", "0x10"},
		"yaml":     {"--name", "no", "--target", "checked"},
		"yaml 1.1": {"--name", "~", "--target", "No"},
		"null":     {"--target", "null"},
		"reserved": {"--name", "fr=~", "--name", "en=- x", "--target", "our group"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := begin(t, options...)
			begun(t, "build", "--source", dir, "--output", filepath.Join(t.TempDir(), "public"), "--base-url", "https://example.org/x/")
			if said := begun(t, "check", "--strict", "--source", dir, "--base-url", "https://example.org/x/"); !strings.HasPrefix(said, "nothing is wrong") {
				t.Error(said)
			}
		})
	}
}

// Ctrl-C is heard while a question waits, and nothing has been written by then.
func TestInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var said spoken
	i := interview{
		ui:    newUI(nil, func(string) string { return "" }, &said, &said),
		given: func(scaffold.Question) (string, bool) { stop(); return "", false },
		lines: make(chan string),
	}
	if _, err := i.hold(ctx); !errors.Is(err, errGivenUp) {
		t.Errorf("%v", err)
	}
}

// TestBegunSiteInBrowser holds the rules of axe-core for the site that the defaults
// make, with a page of each template in each language, on a phone.
func TestBegunSiteInBrowser(t *testing.T) {
	tools := examination(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gallery{address: "http://" + listener.Addr().String() + "/"}
	dir := filepath.Join(t.TempDir(), "public")
	begun(t, "build", "--source", begin(t), "--output", dir, "--base-url", g.address+"begun/")
	server := httptest.NewUnstartedServer(serveLikePages(t, dir, "/begun/"))
	server.Listener.Close()
	server.Listener = listener
	server.Start()
	t.Cleanup(server.Close)
	var all []exhibit
	for name, src := range readTree(t, dir, ".html") {
		all = append(all, exhibitOf(t, "begun/"+name, src))
	}
	g.browser = browser.Start(t)
	g.visit(t, choose(all), func(v *visitor, e exhibit) {
		v.show(e)
		for _, complaint := range v.Complaints() {
			if !strings.Contains(complaint, "favicon") {
				v.add(e, "the page complains: "+complaint)
			}
		}
		browser.Eval[int](v.Page, tools)
		browser.Eval[any](v.Page, "examine.unfold()")
		v.ask(e, "at 360 pixels", "rules(document, false)")
		v.ask(e, "at 360 pixels", "overflow()")
		v.Complaints() // what axe-core itself is refused
	})
}

func readYAML(t *testing.T, file string) yaml.Node {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	root, list := yaml.ParseData(file, src)
	if len(list) > 0 {
		t.Fatalf("%s: %v", file, list)
	}
	return root
}
