package leaflet

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/golden"
	"tract/internal/lettering"
	"tract/internal/locale"
	"tract/internal/site"
	"tract/layouts"
)

var press = sync.OnceValue(func() *Press { return NewPress(lettering.New()) })

var red = Colours{Own: "#b5001e", On: "#fff"}

// TestGolden prints what the pages of the site of each archive offer on Letter, and
// reads it back: its text, as a program finds it, page by page.
func TestGolden(t *testing.T) {
	golden.Run(t, func(t *testing.T, a *txtar.Archive) {
		a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return !strings.HasPrefix(f.Name, "content/") })
		s := load(t, golden.FS(a.Files))
		for _, p := range s.Pages {
			for _, print := range s.Prints(p) {
				if print.Paper == "letter" {
					pdf := printed(t, golden.FS(a.Files), s, p, print)
					a.Files = append(a.Files, golden.File(string(print.Address), textOfPDF(t, pdf)))
				}
			}
		}
	})
}

// TestCodes reads the QR codes of every print of a site as a camera sees them, at 150
// dots an inch.
func TestCodes(t *testing.T) {
	files := archive(t, "guide")
	s := load(t, files)
	n := 0
	for _, p := range s.Pages {
		for _, print := range s.Prints(p) {
			n++
			got := run(t, printed(t, files, s, p, print), "pdftoppm -r 150 -f 1 -l 1 -png -gray IN IN && zbarimg --quiet --raw --nodbus IN-*1.png")
			if want := p.Address.On(s.Base); strings.TrimSpace(got) != want {
				t.Errorf("%s: %q, want %q", print.Address, got, want)
			}
		}
	}
	if n == 0 {
		t.Error("nothing is printed")
	}
}

// TestWithoutAddress prints no code, and a line to write on.
func TestWithoutAddress(t *testing.T) {
	files := archive(t, "guide")
	s := load(t, files)
	s.Base = ""
	for _, p := range s.Pages {
		for _, print := range s.Prints(p) {
			pdf := printed(t, files, s, p, print)
			if got := run(t, pdf, "pdftoppm -r 150 -f 1 -l 1 -png -gray IN IN && zbarimg --quiet --raw --nodbus IN-*1.png || true"); got != "" {
				t.Errorf("%s has the code of %q", print.Address, got)
			}
			if text := textOfPDF(t, pdf); !strings.Contains(text, strings.ReplaceAll(p.Language.T("paper.write"), "\u00a0", " ")) && p.Language.Dir == "ltr" {
				t.Errorf("%s has no line for the address:\n%s", print.Address, text)
			}
		}
	}
}

// TestSameBytes prints the same many times, at once.
func TestSameBytes(t *testing.T) {
	files := archive(t, "guide")
	s := load(t, files)
	for _, p := range s.Pages {
		for _, print := range s.Prints(p) {
			want := printed(t, files, s, p, print)
			var wg sync.WaitGroup
			for range 4 {
				wg.Go(func() {
					if got := printed(t, files, s, p, print); !bytes.Equal(got, want) {
						t.Errorf("%s: other bytes", print.Address)
					}
				})
			}
			wg.Wait()
			if len(want) > 150<<10 {
				t.Errorf("%s has %d bytes", print.Address, len(want))
			}
		}
	}
}

// TestDocument asks for what a PDF says of itself.
func TestDocument(t *testing.T) {
	files := archive(t, "guide")
	s := load(t, files)
	p := s.Pages[slices.IndexFunc(s.Pages, func(p *site.Page) bool { return p.Guide != nil && p.Language.Code == "fr" })]
	pdf := printed(t, files, s, p, s.Prints(p)[0])
	info := run(t, pdf, "pdfinfo IN")
	for _, want := range []string{"Title:           Tenir un piquet d’information\n", "Author:          Sept entrepôts\n", "CreationDate:    Sat Jul  4 00:00:00 2026", "Page size:       612 x 792 pts (letter)\n"} {
		if !strings.Contains(info, want) {
			t.Errorf("no %q in\n%s", want, info)
		}
	}
	if !bytes.Contains(pdf, []byte("/Lang (fr-CA)")) {
		t.Error("the language is not said")
	}
}

// long is a guide that nothing has prepared for: sixty steps, words and addresses
// without end.
func long() (*Sheet, []Block) {
	s := &Sheet{
		Head: Head{Language: "fr-CA", Colours: red, Kicker: strings.Repeat("Guide d’action ", 9), Title: strings.Repeat("Une grève générale ", 16), Summary: strings.Repeat("Une phrase de plus. ", 30)},
		Foot: Foot{Site: strings.Repeat("Sept entrepôts ", 8), Lead: strings.Repeat("La page à jour ", 20), Address: "https://example.org/" + strings.Repeat("%D8%AA", 60) + ".html", Readable: "https://example.org/" + strings.Repeat("ت", 300) + ".html", Page: "Page {n} de {total}"},
		Note: strings.Repeat("Vérifié le 4 juillet 2026 ", 5),
	}
	for range 6 {
		s.Facts = append(s.Facts, Fact{Label: strings.Repeat("Temps", 9), Value: strings.Repeat("tout le monde, ", 9)}, Fact{Label: "Temps", Value: strings.Repeat("9", 40), Large: true})
	}
	deep := Block{Kind: Paragraph, Text: plain(strings.Repeat("w", 900))}
	for range 12 {
		deep = Block{Kind: Quote, Within: []Block{{Kind: Frame, Text: plain(strings.Repeat("titre", 40)), Within: []Block{deep}}}}
	}
	body := []Block{{Kind: Heading, Text: plain(strings.Repeat("incroyablementlong", 20))}, deep}
	wide := []Span{{Text: strings.Repeat("Anticonstitutionnellement", 9)}, {"https://example.org/" + strings.Repeat("chemin/", 40), Bold}, {strings.Repeat("blanc", 60), Blank}, {strings.Repeat("x", 300), Raised | Struck}}
	for i := range 60 {
		text := []Span{{Text: "Une étape qui ressemble aux autres."}}
		if i%12 == 0 {
			text = wide
		}
		body = append(body, Block{Kind: Step, Mark: strconv.Itoa(i*100000 + 1), Within: []Block{{Kind: Paragraph, Text: text}}}, Block{Kind: Item, Mark: strings.Repeat("9", 9) + ".", Within: []Block{{Kind: Paragraph, Text: text}}})
	}
	return s, body
}

// TestMargins prints what is too long for everything, and looks at the edges of the
// pages, which no printer reaches.
func TestMargins(t *testing.T) {
	for _, c := range []struct {
		paper Paper
		rtl   bool
	}{{Letter, false}, {A4, true}} {
		s, body := long()
		s.RTL = c.rtl
		leaflet, err := press().Leaflet(s, body, c.paper)
		if err != nil {
			t.Fatal(err)
		}
		bill := &Bill{Head: s.Head, Foot: s.Foot}
		poster, err := press().Poster(bill, c.paper)
		if err != nil {
			t.Fatal(err)
		}
		bill.Date, bill.Where = "15 février 2025", []string{strings.Repeat("au parc ", 60), strings.Repeat("Tintagel", 40)}
		event, err := press().Poster(bill, c.paper)
		if err != nil {
			t.Fatal(err)
		}
		for i, pdf := range [][]byte{leaflet, poster, event} {
			edges(t, fmt.Sprint(i, " ", c), pdf)
		}
		if n := pagesOf(t, poster); n != 1 {
			t.Errorf("the poster has %d pages", n)
		}
	}
}

// edges finds ink within ten millimetres of the edges of any page.
func edges(t *testing.T, name string, pdf []byte) {
	t.Helper()
	const dots = 36 // an inch
	const edge = dots * 100 / 254
	raw := run(t, pdf, "pdftoppm -r 36 -gray IN IN && cat $(ls -v IN-*.pgm)")
	for page := 1; raw != ""; page++ {
		var width, height, most int
		if n, err := fmt.Sscanf(raw, "P5\n%d %d\n%d\n", &width, &height, &most); n != 3 {
			t.Fatal(err)
		}
		head := len(fmt.Sprintf("P5\n%d %d\n%d\n", width, height, most))
		dot := raw[head : head+width*height]
		raw = raw[head+width*height:]
		for i := range len(dot) {
			x, y := i%width, i/width
			if dot[i] < 250 && (x < edge || y < edge || x >= width-edge || y >= height-edge) {
				t.Errorf("%s: page %d has ink at %d, %d of %d, %d", name, page, x, y, width, height)
				return
			}
		}
	}
}

// TestPages counts the pages that a text takes.
func TestPages(t *testing.T) {
	s := &Sheet{Head: Head{Language: "fr-CA", Colours: red, Title: "Tenir un piquet", Summary: "Une heure."}, Foot: Foot{Site: "Sept entrepôts", Page: "Page {n} de {total}"}}
	sentence := Block{Kind: Paragraph, Text: plain(strings.Repeat("Une phrase de douze mots que personne ne lira en entier. ", 5))}
	for _, c := range []struct{ paragraphs, want int }{{0, 1}, {1, 1}, {15, 1}, {30, 2}, {150, 8}} {
		pdf, err := press().Leaflet(s, slices.Repeat([]Block{sentence}, c.paragraphs), Letter)
		if err != nil {
			t.Fatal(err)
		}
		if n := pagesOf(t, pdf); n != c.want {
			t.Errorf("%d paragraphs: %d pages, want %d", c.paragraphs, n, c.want)
		}
	}
	// What is said of demands is left out where that makes one page of two.
	s.Before = []Block{{Kind: Demand, Mark: "open", Text: plain("À gagner"), Within: []Block{{Kind: Minor, Text: plain("Garder les emplois.")}}}}
	pdf, err := press().Leaflet(s, slices.Repeat([]Block{sentence}, 30), Letter)
	if err != nil {
		t.Fatal(err)
	}
	if n, text := pagesOf(t, pdf), textOfPDF(t, pdf); n != 1 || strings.Contains(text, "phrase") || !strings.Contains(text, "emplois") {
		t.Errorf("%d pages:\n%s", n, text)
	}
}

// TestWestern holds the list of characters to the fonts.
func TestWestern(t *testing.T) {
	for f, advances := range press().advances {
		for _, r := range western() {
			if advances[r] == 0 {
				t.Errorf("face %d: %q has no width", f, r)
			}
			for _, l := range press().letters.Paragraph(string(r), lettering.Style{Face: lettering.Face(f), Size: pt, Language: "fr"}, endless) {
				for _, g := range l.Glyphs() {
					if g.Cut != press().latin[f] || g.Char != r {
						t.Errorf("face %d: %q is not in the font", f, r)
					}
				}
			}
		}
	}
}

// TestRagged prints a text of letters that the western fonts lack among others.
func TestRagged(t *testing.T) {
	s := &Sheet{Head: Head{Language: "en-CA", Colours: red, Title: "Związek zawodowy", Summary: "Łódź, Győr, İzmir: نقابة and 工会"}, Foot: Foot{Site: "Seven Warehouses"}}
	pdf, err := press().Leaflet(s, []Block{{Kind: Paragraph, Text: plain("ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ ğış")}}, Letter)
	if err != nil {
		t.Fatal(err)
	}
	text := textOfPDF(t, pdf)
	for _, want := range []string{"Związek zawodowy", "Łódź, Győr, İzmir:", "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ ğış"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// FuzzPrint prints anything.
func FuzzPrint(f *testing.F) {
	f.Add("Tenir un piquet", "1. **Venir.**\n2. [[nom]]\n\n> [!NOTE]\n> x\n\n| a | b |\n|---|---|\n| c | d |\n", false)
	f.Add("", "", true)
	f.Add("\xa2", "\xa2", true)
	f.Add("\u202e\u0600\ufdfd\U0001F3F4", "```call to=\"x\"\n[[a]][[b]]\n```\n\n- [ ] x\n- [x] y\n", true)
	f.Add("ﷺ \u0301\u200d\u00ad", "# a\n\n---\n\n```\ncode\n```\n\nx[^1] ~~y~~ <https://example.org>\n\n[^1]: z\n", false)
	french := localeOf(f, "fr")
	f.Fuzz(func(t *testing.T, title, text string, rtl bool) {
		p, body := converted(french, text)
		s := &Sheet{Head: Head{Language: "fr-CA", RTL: rtl, Colours: red, Kicker: title, Title: title, Summary: title}, Facts: []Fact{{title, title, false}, {title, title, true}}, Foot: Foot{Site: title, Lead: title, Readable: title, Page: title}, Note: title}
		for _, paper := range []Paper{Letter, A4} {
			pdf, err := press().Leaflet(s, Body(p, body), paper)
			if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF")) {
				t.Fatal(err)
			}
			if pdf, err = press().Poster(&Bill{Head: s.Head, Date: title, Where: []string{title}, Foot: s.Foot}, paper); err != nil || !bytes.HasPrefix(pdf, []byte("%PDF")) {
				t.Fatal(err)
			}
		}
	})
}

func BenchmarkLeaflet(b *testing.B) {
	files := archive(b, "guide")
	s := load(b, files)
	for _, p := range s.Pages {
		for _, print := range s.Prints(p) {
			b.Run(strings.TrimSuffix(filepath.Base(string(print.Address)), ".pdf"), func(b *testing.B) {
				for b.Loop() {
					printed(b, files, s, p, print)
				}
			})
		}
	}
}

// archive gives the site of an archive of testdata.
func archive(t testing.TB, name string) fs.FS {
	t.Helper()
	a, err := txtar.ParseFile("testdata/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	return golden.FS(slices.DeleteFunc(a.Files, func(f txtar.File) bool { return !strings.HasPrefix(f.Name, "content/") }))
}

func localeOf(t testing.TB, code string) *locale.Locale {
	t.Helper()
	src, err := fs.ReadFile(layouts.FS, "strings/"+code+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	l, list := locale.Load(code, code+".yaml", src, nil)
	if list.HasErrors() {
		t.Fatal(golden.Printed(t, "en", list))
	}
	return l
}

// load makes the model of a site.
func load(t testing.TB, files fs.FS) *site.Site {
	t.Helper()
	settings, list := config.Load(files)
	byCode := map[string]*locale.Locale{}
	var locales []*locale.Locale
	for _, code := range settings.Languages {
		byCode[code] = localeOf(t, code)
		locales = append(locales, byCode[code])
	}
	settings = settings.Typeset(byCode)
	c, faults := content.Load(files, settings, byCode, content.Options{})
	list.Add(faults)
	s, faults := site.New(settings, locales, c, nil, time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC))
	list.Add(faults)
	list.Add(s.Faults())
	if list.HasErrors() {
		t.Fatal(golden.Printed(t, "en", list))
	}
	return s
}

// printed gives the bytes of what a page offers to be printed.
func printed(t testing.TB, files fs.FS, s *site.Site, p *site.Page, print site.Print) []byte {
	t.Helper()
	paper := Paper(print.Paper)
	var pdf []byte
	var err error
	if print.Kind == site.Poster {
		pdf, err = press().Poster(PosterOf(s.Base, p, red), paper)
	} else {
		body, failed := p.Document.Whole(files)
		if failed != nil {
			t.Fatal(failed)
		}
		pdf, err = press().Leaflet(Of(s.Base, p, red), Body(p, body), paper)
	}
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

// run gives a PDF to a command as the file IN, and gives what that says.
func run(t testing.TB, pdf []byte, command string) string {
	t.Helper()
	for _, need := range []string{"pdftotext", "zbarimg"} {
		if _, err := exec.LookPath(need); err != nil {
			t.Fatal(need + " is missing: see .ci/need")
		}
	}
	in := filepath.Join(t.TempDir(), "in.pdf")
	if err := os.WriteFile(in, pdf, 0o666); err != nil {
		t.Fatal(err)
	}
	c := exec.Command("sh", "-c", strings.ReplaceAll(command, "IN", in))
	var told bytes.Buffer
	c.Stderr = &told
	out, err := c.Output()
	if err != nil || told.Len() > 0 {
		t.Fatalf("%s: %v\n%s", command, err, told.String())
	}
	return string(out)
}

// columns finds what is between two columns of text.
var columns = regexp.MustCompile(` {2,}`)

// textOfPDF gives the text of a PDF as it is laid out, its pages apart.
func textOfPDF(t testing.TB, pdf []byte) string {
	t.Helper()
	var b strings.Builder
	for line := range strings.Lines(strings.ReplaceAll(run(t, pdf, "pdftotext -layout IN -"), "\f", "---- page\n")) {
		if line = strings.TrimRight(line, " \n"); line != "" {
			b.WriteString(columns.ReplaceAllString(line, "  ") + "\n")
		}
	}
	return b.String()
}

func pagesOf(t testing.TB, pdf []byte) int {
	t.Helper()
	_, rest, _ := strings.Cut(run(t, pdf, "pdfinfo IN"), "Pages:")
	n, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	return n
}
