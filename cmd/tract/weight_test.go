package main

import (
	"bytes"
	"compress/gzip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// What a reader waits for is a page and the styles that paint it. Ten segments of
// TCP bring that much in the first answer.
const firstAnswer = 14336

// TestPagesAreLight weighs every page of the repository's own site as it is sent:
// at an address that is long, and compressed as servers do.
func TestPagesAreLight(t *testing.T) {
	const base = "https://sept-entrepots.github.io/sept-entrepots/"
	dir := makeSite(t, "--base-url", base)
	styles := map[string]int{}
	for name, src := range readTree(t, dir, ".html") {
		weight, sheets := compressed(t, src), sheetsOf(t, base+name, src)
		if len(sheets) == 0 {
			t.Errorf("%s has no style sheet", name)
		}
		for _, address := range sheets {
			sheet, ok := below(t, base, address)
			if !ok {
				t.Fatalf("%s: the style sheet %s is elsewhere", name, address)
			}
			if styles[sheet] == 0 {
				src, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(sheet)))
				if err != nil {
					t.Fatal(err)
				}
				styles[sheet] = compressed(t, src)
			}
			weight += styles[sheet]
		}
		if weight > firstAnswer {
			t.Errorf("%s weighs %d bytes with its styles: %d too many", name, weight, weight-firstAnswer)
		}
	}
}

// sheetsOf gives the addresses of the styles that a screen needs for a page.
func sheetsOf(t *testing.T, address string, src []byte) []string {
	t.Helper()
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	var sheets []string
	for n := range root.Descendants() {
		if n.Data == "body" { // what is linked there is for what is below the first screen, which is painted without it
			break
		}
		if n.Data != "link" || attribute(n, "rel") != "stylesheet" || strings.Contains(attribute(n, "media"), "print") {
			continue
		}
		to, err := at.Parse(attribute(n, "href"))
		if err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		sheets = append(sheets, to.String())
	}
	return sheets
}

// compressed gives the size of what a server sends.
func compressed(t *testing.T, src []byte) int {
	t.Helper()
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, 6)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(src); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}
