package main

import (
	"bytes"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/golden"
)

// corpusOf gives the files of a corpus by their paths.
func corpusOf(t *testing.T, pairs int) (dir string, files map[string]string) {
	t.Helper()
	dir, files = t.TempDir(), map[string]string{}
	if err := writeCorpus(dir, pairs); err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(dir, "content/*/*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		relative, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(relative)] = string(text)
	}
	return dir, files
}

func TestCorpusIsTheSame(t *testing.T) {
	_, one := corpusOf(t, 20)
	_, two := corpusOf(t, 20)
	if d := cmp.Diff(one, two); d != "" {
		t.Error(d)
	}
}

// TestCorpusShares counts what the measurements say that a corpus is.
func TestCorpusShares(t *testing.T) {
	_, files := corpusOf(t, 100)
	limits := map[string][2]int{"articles": {500, 900}, "demands": {80, 200}, "guides": {300, 500}}
	count := map[string]int{}
	for name, text := range files {
		folder := strings.Split(name, "/")[1]
		limit, ok := limits[folder]
		if !ok {
			continue
		}
		_, body, _ := strings.Cut(text, "\n---\n")
		prose, _, _ := strings.Cut(body, "| a | b | c |")
		if words := len(strings.Fields(prose)); words < limit[0] || words > limit[1]+20 { // with marks and numbers
			t.Errorf("%s has %d words", name, words)
		}
		count[folder]++
		for what, mark := range map[string]string{"table": "|---|", "code": "```bash", "note": "\n[^1]:", "quotation": "\n> ", "list": "\n- ", "reference": "](article:"} {
			if folder == "articles" && strings.Contains(body, mark) {
				count[what]++
			}
		}
	}
	want := map[string]int{
		"articles": 120, "demands": 40, "guides": 40,
		"table": 24, "code": 6, "note": 120, "quotation": 120, "list": 120, "reference": count["reference"],
	}
	if d := cmp.Diff(want, count); d != "" || count["reference"] < 60 {
		t.Errorf("%d refer to articles; (-want +got)\n%s", count["reference"], d)
	}
}

// TestGolden makes the page that Hugo gets of one of the corpus, and a report.
func TestGolden(t *testing.T) {
	golden.Run(t, func(_ *testing.T, a *txtar.Archive) {
		for i, f := range a.Files {
			switch f.Name {
			case "page.hugo":
				a.Files[i].Data = hugoPage(a.Files[i-1].Data)
			case "report.md":
				a.Files[i].Data = []byte(reportOfOne())
			}
		}
	})
}

// TestHugoSite counts the pages, and looks for references that were left.
func TestHugoSite(t *testing.T) {
	corpus, files := corpusOf(t, 20)
	dir := t.TempDir()
	if err := writeHugo(corpus, dir); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if !strings.HasSuffix(name, ".md") {
			continue
		}
		page, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || reference.Match(page) || len(page) < len(text) {
			t.Errorf("%s: %v\n%s", name, err, page)
		}
	}
	for _, name := range []string{"hugo.toml", "content/guides/_index.fr.md", "layouts/_default/_markup/render-link.html"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}

// TestSaves edits a site that the floor serves in each way that is measured.
func TestSaves(t *testing.T) {
	const pairs = 20
	p := &program{name: floorName, source: t.TempDir(), events: true, page: addressOfFile, style: "assets/main.css", layout: "layouts/base.html"}
	for name, text := range map[string]string{p.layout: skeleton, p.style: "body { margin: 0 }\n"} {
		if err := writeFile(filepath.Join(p.source, name), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := writeCorpus(p.source, pairs); err != nil {
		t.Fatal(err)
	}
	handler, err := newFloorServer(p.source)
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(handler)
	defer web.Close()
	defer web.CloseClientConnections()
	s := &server{program: p, root: web.URL, client: web.Client(), notices: make(chan time.Time, 64)}
	if err := s.listen(); err != nil {
		t.Fatal(err)
	}
	for n, what := range append(savesMeasured, savesMeasured...) {
		l, err := s.edit(what, n, pairs)
		if err != nil || l.Served <= 0 || l.Told <= 0 {
			t.Errorf("%s: %+v, %v", what, l, err)
		}
		if _, err := s.edit(what, n, pairs); err == nil {
			t.Errorf("%s: an edit that was there before was measured", what)
		}
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   float64
	}{{nil, 0}, {[]float64{3}, 3}, {[]float64{9, 1, 5}, 5}, {[]float64{4, 1, 3, 2}, 2.5}} {
		if got := median(c.values); got != c.want {
			t.Errorf("median(%v) = %v, want %v", c.values, got, c.want)
		}
	}
}

func TestRatio(t *testing.T) {
	walls := func(seconds ...float64) []usage {
		var all []usage
		for _, s := range seconds {
			all = append(all, usage{Wall: s})
		}
		return all
	}
	// The machine is three times slower in the second pair.
	if got := ratio(walls(2, 6, 2), walls(1, 3, 1.5)); got != 2 {
		t.Error(got)
	}
	if got := ratio(walls(2), nil); got != 0 {
		t.Error(got)
	}
}

func TestNumbers(t *testing.T) {
	got := []string{thousands(7), thousands(1000), thousands(1234567), number(2.345), number(12.5), number(0), times(1.254), times(20.4), times(0)}
	want := []string{"7", "1,000", "1,234,567", "2.3", "13", "", "1.25", "20", ""}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestAddresses(t *testing.T) {
	for stem, want := range map[string]string{"articles/article-0": "articles/article-0/", "articles/index": "articles/"} {
		if got := addressOfFolder(stem); got != want {
			t.Errorf("%s: %s", stem, got)
		}
	}
}

func TestMeasureSaysWhatFailed(t *testing.T) {
	var out bytes.Buffer
	err := measure(&out, []string{"sh", "-c", "echo why >&2; exit 3"})
	if err == nil || !strings.Contains(err.Error(), "exit status 3\nwhy") || out.Len() > 0 {
		t.Error(err, out.String())
	}
}

// reportOfOne gives the report of a run without Hugo, in which tract misses the goals
// for full builds, an edited title, the list and memory.
func reportOfOne() string {
	once := func(wall, peak float64) []usage { return []usage{{wall, 2 * wall, peak}} }
	m := machine{
		date: "1 May 2026", cores: 2, processor: "CPU", system: "Linux", files: "ext4", goVersion: "1.26", tract: "v1",
		runs: 1, edits: 1, notes: new([]string),
	}
	m.note("Hugo is not on PATH, so its columns are empty")
	r := result{
		pairs: 5000,
		full:  map[string][]usage{tractName: once(2, 299), floorName: once(1, 20)},
		again: map[string]map[string][]usage{
			againUnchanged: {tractName: once(0.2, 100)},
			againBody:      {tractName: once(0.2, 100)},
			againTitle:     {tractName: once(0.4, 100)},
		},
		starts: map[string][]float64{tractName: {1499}},
		saves:  map[string]map[string][]latency{editList: {tractName: {{151, 12}}, floorName: {{70, 2}}}},
		held:   map[string]held{tractName: {410.4, 500, 50}, floorName: {20, 30, 50}},
	}
	growth := []result{{pairs: 2500, full: r.full}, {pairs: 25_000, full: map[string][]usage{tractName: once(27, 900)}}}
	return report(m, []result{r}, growth)
}
