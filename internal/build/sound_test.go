package build

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

// memory is the bytes that each key has stood for, over many builds.
type memory struct {
	sync.Mutex
	seen map[string]memo
}

type memo struct{ content, edit string }

// learn holds a build to the promise of keys: what has the path and the key of an
// output made before has its bytes.
func (m *memory) learn(t *testing.T, edit string, site made) {
	t.Helper()
	m.Lock()
	defer m.Unlock()
	for path, o := range site {
		before, ok := m.seen[path+" "+o.key]
		if !ok {
			m.seen[path+" "+o.key] = memo{o.content, edit}
		} else if before.content != o.content {
			t.Errorf("%s: %s has the key that it has in %q, and other bytes:\n%s", edit, path, before.edit, difference(before.content, o.content))
		}
	}
}

// difference gives the surroundings of the first byte that differs.
func difference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	around := func(s string) string { return s[max(0, min(i, len(s))-60):min(len(s), i+60)] }
	return fmt.Sprintf("%q\n%q", around(a), around(b))
}

// most is how many of the site's hundred-odd outputs an edit of one thing may have
// made again in vain. A card stands for all of its page's front matter, so lists
// and feeds are made for a field that they do not show.
const most = 50

// everywhere matches edits of what every page shows: settings, and the page that
// the foot of all leads to.
var everywhere = regexp.MustCompile(`content/(site\.yaml|pages/about)`)

// waste gives the outputs whose key moved though their bytes stayed.
func waste(before, after made) []string {
	var paths []string
	for path, o := range after {
		if b, ok := before[path]; ok && b.key != o.key && b.content == o.content {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// TestKeysAreSound edits a site in every way that there is a field, a file or an
// option for. Whatever bytes differ, the key must differ.
func TestKeysAreSound(t *testing.T) {
	site := rich(t)
	m := &memory{seen: map[string]memo{}}
	base := mustMake(t, site, Options{Now: now})
	m.learn(t, "the site", base)
	edits := slices.Concat(fieldEdits(site), fileEdits(site), namedEdits(t, site), themeEdits(t, site), optionEdits(site))
	for _, e := range edits {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			if e.options.Now.IsZero() {
				e.options.Now = now
			}
			out, _ := makeSite(t, e.site, e.options)
			m.learn(t, e.name, out)
			if vain := waste(base, out); len(vain) > most && !e.shared && !everywhere.MatchString(e.name) {
				t.Errorf("%d outputs would be made in vain: %s", len(vain), strings.Join(vain, " "))
			}
		})
	}
}

// ofAll matches what is made of all pages of a language: its kit, the page that offers
// that, the worker, and what words are looked up in.
var ofAll = regexp.MustCompile(`^(fr/hors-ligne|en/offline|ar/دون-اتصال)\.html$|^sw\.js$|\.zip$|^search/`)

// TestReach holds edits to the outputs that show what was edited, and to no other. A
// translation shows that the text that it was made from has changed.
func TestReach(t *testing.T) {
	site := rich(t)
	base := mustMake(t, site, Options{Now: now})
	for _, c := range []struct{ file, old, new, want string }{
		{"content/guides/picket.fr.md", "Voici comment.", "Voici.", "ar/أدلة/picket.html ar/ترجمات.html en/translations.html fr/guides/picket.html"},
		{"content/guides/picket.fr.md", "Voici comment.", "Voici [](guide:leave).", "ar/أدلة/picket.html ar/ترجمات.html en/translations.html fr/guides/picket.html"},
		{"content/articles/lessons.en.md", "More.", "More and more.", "en/articles/lessons.html"},
		{"content/demands/assembly.fr.md", "Le contexte", "Ce contexte", "en/demands/assembly.html en/translations.html fr/revendications/assembly.html"},
		{"content/pages/home.fr.md", "Ce qui est", "Ce qui fut", "fr/index.html"},
		{"content/events/march.fr.md", "Venez.", "Venez tous.", "en/events/calendar.ics en/events/march.html en/events/march.ics en/translations.html fr/evenements/calendar.ics fr/evenements/march.html fr/evenements/march.ics"},
		// A heading that another page leads to.
		{"content/articles/lessons.en.md", "What follows", "Then", ""},
		// A partial language has its own pages, and others lead to the one alone.
		{"content/guides/picket.ar.md", "انظر", "انظروا", "ar/أدلة/picket.html"},
		{"content/guides/picket.ar.md", "needs_review: true", "needs_review: false", "ar/feed.json ar/feed.xml ar/index.html ar/أدلة/feed.json ar/أدلة/feed.xml ar/أدلة/index.html ar/أدلة/picket.html sitemap.xml"},
		{"content/data/timeline.yaml", "Les portes ferment.", "Les portes se ferment.", "data/timeline.csv data/timeline.json fr/chronologie.html"},
		{"content/data/alternatives.yaml", "Near you.", "Nearby.", "data/alternatives.csv data/alternatives.json en/alternatives.html"},
		{"content/data/glossary.yaml", "Getting hired to organize.", "Getting hired.", "data/glossary.csv data/glossary.json en/glossary.html"},
		{"content/data/figures.yaml", "value: 12,", "value: 13,", "data/figures.csv data/figures.json en/figures.html en/figures/other-figures.html fr/chiffres.html fr/chiffres/autres-chiffres.html"},
		{"content/data/figures.yaml", "value: 37.6,", "value: 37.7,", "data/figures.csv data/figures.json en/figures.html en/figures/other-figures.html en/index.html fr/articles/lecons.html fr/chiffres.html fr/chiffres/autres-chiffres.html fr/index.html"},
		{"content/data/organizations.yaml", "A federation.", "A union.", "data/organizations.csv data/organizations.json en/organizations.html"},
		{"content/guides/leave.fr.md", "title: Quitter le service", "title: Partir", "ar/ترجمات.html en/guides/index.html en/guides/time/10-minutes.html en/index.html en/translations.html fr/feed.json fr/feed.xml fr/guides/feed.json fr/guides/feed.xml fr/guides/index.html fr/guides/leave.html fr/guides/leave.png fr/guides/temps/10-minutes.html fr/index.html fr/recherche.html fr/revendications/assembly.html fr/revendications/index.html"},
	} {
		text := string(site[c.file].Data)
		if !strings.Contains(text, c.old) {
			t.Fatalf("%s has no %q", c.file, c.old)
		}
		out, _ := makeSite(t, with(site, c.file, []byte(strings.Replace(text, c.old, c.new, 1))), Options{Now: now})
		var moved []string
		for path, o := range out {
			if o.key != base[path].key && !ofAll.MatchString(path) {
				moved = append(moved, path)
			}
		}
		slices.Sort(moved)
		if got := strings.Join(moved, " "); got != c.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", c.file, c.new, got, c.want)
		}
	}
}

// TestSameInputSameBytes builds twice.
func TestSameInputSameBytes(t *testing.T) {
	site := rich(t)
	a, _ := makeWith(t, new(Memory), site, Options{Now: now})
	b, _ := makeWith(t, new(Memory), site, Options{Now: now})
	if !maps.Equal(a, b) {
		t.Error("two builds of one site differ")
	}
}

// TestKeysAreSoundAfterManyEdits changes a site at random, one edit upon another.
func TestKeysAreSoundAfterManyEdits(t *testing.T) {
	site := rich(t)
	m := &memory{seen: map[string]memo{}}
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 1))
			current, options := maps.Clone(site), Options{Now: now}
			for range 50 {
				next, o, name := mutate(random, site, current, options)
				if out, _ := makeSite(t, next, o); out != nil {
					m.learn(t, name, out)
					current, options = next, o
				}
			}
		})
	}
}

// mutate makes one edit: of the options, or of a line, a field, a body or a whole
// file that may come back as it was.
func mutate(random *rand.Rand, original, site fstest.MapFS, o Options) (fstest.MapFS, Options, string) {
	names := slices.Sorted(maps.Keys(original))
	name := names[random.IntN(len(names))]
	f := site[name]
	operation := random.IntN(8)
	if f == nil || operation == 0 {
		return with(site, name, original[name].Data), o, "back: " + name
	}
	lines := strings.SplitAfter(string(f.Data), "\n")
	i := random.IntN(len(lines))
	switch operation {
	case 1:
		return with(site, name, nil), o, "without " + name
	case 2:
		return with(site, name, []byte(strings.Join(slices.Delete(lines, i, i+1), ""))), o, "a line less: " + name
	case 3:
		j := random.IntN(len(lines))
		lines[i], lines[j] = lines[j], lines[i]
		return with(site, name, []byte(strings.Join(lines, ""))), o, "lines swapped: " + name
	case 4:
		if strings.HasSuffix(name, ".md") {
			return with(site, name, append(slices.Clone(f.Data), "\nEncore [](figure:jobs) et [](guide:picket).\n"...)), o, "more text: " + name
		}
	case 5:
		o.Drafts, o.Now = random.IntN(2) == 0, now.AddDate(random.IntN(4)-1, 0, 0)
		return site, o, "options"
	}
	yaml := head(name, string(f.Data))
	matches := field.FindAllStringSubmatchIndex(yaml, -1)
	if len(matches) == 0 {
		return site, o, "nothing"
	}
	at := matches[random.IntN(len(matches))]
	text := string(f.Data)
	changed := text[:at[4]] + other(text[at[2]:at[3]], text[at[4]:at[5]]) + text[at[5]:]
	return with(site, name, []byte(changed)), o, name + ": " + text[at[0]:at[1]]
}
