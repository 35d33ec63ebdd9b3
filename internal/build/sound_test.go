package build

import (
	"fmt"
	"maps"
	"math/rand/v2"
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
			if vain := waste(base, out); len(vain) > 0 {
				t.Logf("%d made in vain: %s", len(vain), strings.Join(vain, " "))
			}
		})
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
			for range 60 {
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
