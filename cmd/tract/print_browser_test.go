package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tract/internal/browser"
)

// TestBrowserPrint prints pages from the browser: each guide on the two sides of one
// sheet, with a code that leads back to it and lines for a pen, and nothing that paper
// has no use for.
func TestBrowserPrint(t *testing.T) {
	const base = "https://sept-entrepots.github.io/sept-entrepots/"
	h := newHost(t)
	site := makeSite(t, "--base-url", base)
	h.publish("/sept-entrepots/", site)
	p := browser.Start(t).Open(t, 1280, 900)
	for name, src := range readTree(t, site, ".html") {
		if exhibitOf(t, name, src).layout != "guide.html" {
			continue
		}
		p.Go(h.address + "/sept-entrepots/" + name)
		file := filepath.Join(t.TempDir(), "guide.pdf")
		if err := os.WriteFile(file, p.Print(), 0o666); err != nil {
			t.Fatal(err)
		}
		if sides := regexp.MustCompile(`Pages: +([12])\n`); !sides.MatchString(output(t, "pdfinfo", file)) {
			t.Errorf("%s needs more than a sheet", name)
		}
	}
	for _, c := range []struct {
		page  string
		code  bool
		pages int // that it takes at most
		want  []string
	}{
		{"fr/guides/tenir-un-piquet.html", true, 2, []string{"Tenir un piquet", "Les étapes", "heure de début", "Sources"}},
		{"en/guides/leave-prime.html", true, 2, []string{"Leave Prime", "Sources"}},
		{"fr/revendications/assemblee-d-urgence.html", true, 2, []string{"Maintenir les emplois.", "22 janvier 2025"}},
		{"fr/revendications/ici-on-boycotte-amazon.html", true, 2, []string{"Pour y contribuer : Former un syndicat"}},
		{"fr/chiffres.html", false, 3, []string{"4 500"}},
	} {
		if p.Go(h.address+"/sept-entrepots/"+c.page) != 200 {
			t.Errorf("%s is not there", c.page)
			continue
		}
		dir := t.TempDir()
		file := filepath.Join(dir, "page.pdf")
		if err := os.WriteFile(file, p.Print(), 0o666); err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(output(t, "pdftotext", "-layout", file, "-")), " ")
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s is printed without %q", c.page, want)
			}
		}
		for _, word := range []string{"Partager cette page", "Copier", "À imprimer", "Print", "Menu", "Fil Atom", "RSS"} {
			if strings.Contains(text, word) {
				t.Errorf("%s is printed with %q", c.page, word)
			}
		}
		output(t, "pdftoppm", "-r", "150", "-gray", "-png", file, filepath.Join(dir, "page"))
		pictures, err := filepath.Glob(filepath.Join(dir, "page-*.png"))
		if err != nil || len(pictures) > c.pages {
			t.Errorf("%s takes %d pages, not %d: %v", c.page, len(pictures), c.pages, err)
		}
		codes, _ := exec.Command("zbarimg", append([]string{"--quiet", "--raw", "--nodbus"}, pictures...)...).Output()
		want := ""
		if c.code {
			want = base + c.page
		}
		if got := strings.TrimSpace(string(codes)); got != want {
			t.Errorf("%s is printed with the code of %q", c.page, got)
		}
	}
}

// output runs a program and gives what it says.
func output(t *testing.T, name string, arguments ...string) string {
	t.Helper()
	out, err := exec.Command(name, arguments...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(arguments, " "), err, out)
	}
	return string(out)
}
