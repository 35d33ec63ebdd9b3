package search

import (
	"bytes"
	"compress/gzip"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tract/assets"
	"tract/internal/asset"
)

// firstQuery is what a phone may load to answer a first question of a site of 1,000 pages.
const firstQuery = 30 << 10

// TestFirstQueryIsLight makes the index of 1,000 French pages and asks it for one word after
// another: each answer takes the script, the names, a shard or two and the chunks of ten results.
func TestFirstQueryIsLight(t *testing.T) {
	kinds := []Kind{{Name: "Guide d’action"}, {Name: "Revendications"}, {Name: "Article résumé"}}
	w := newWriter(t)
	v := new(Vocabulary)
	tally := NewTally(v)
	for n := range 1000 {
		title, text := w.sentence(7), w.sentence(25)
		tally.Add(w.sentence(500), WeighsBody)
		for range 4 {
			tally.Add(w.sentence(6), WeighsHeading)
		}
		k := &kinds[n*len(kinds)/1000]
		k.Entries = append(k.Entries, Entry{
			Address: "guides/" + strings.ReplaceAll(title, " ", "-") + ".html", Title: title, Text: text, Body: tally.Words(),
		})
	}
	files := Make("fr", v, kinds)
	sizes := map[string]int{}
	all, shards, largest := 0, 0, 0
	for _, f := range files {
		sizes[f.Name] = zipped(t, f.Content)
		all += sizes[f.Name]
		if strings.HasPrefix(f.Name, "w-") {
			shards++
			largest = max(largest, sizes[f.Name])
		}
	}
	script := scriptSize(t)
	most, sum, worst := 0, 0, ""
	words := w.sample(400)
	for _, word := range words {
		r := read(t, files)
		found := r.find(word)
		for _, n := range found[:min(10, len(found))] {
			r.title(n)
		}
		size := script
		for name := range r.loaded {
			size += sizes[name]
		}
		sum += size
		if size > most {
			most, worst = size, word
		}
	}
	t.Logf("1,000 pages, %d words: %d files of %d bytes; index.js %d, script %d, %d shards of at most %d; a first query takes %d on average, %d at most (%s)",
		len(w.words), len(files), all, sizes["index.js"], script, shards, largest, sum/len(words), most, worst)
	if most > firstQuery {
		t.Errorf("a first query takes %d bytes: %d too many", most, most-firstQuery)
	}
	if script > 4<<10 {
		t.Errorf("the script weighs %d bytes", script)
	}
}

// TestTitles finds each page by each of its title's words.
func TestTitles(t *testing.T) {
	w := newWriter(t)
	v := new(Vocabulary)
	tally := NewTally(v)
	k := Kind{}
	for range 300 {
		tally.Add(w.sentence(200), WeighsBody)
		k.Entries = append(k.Entries, Entry{Title: w.sentence(7), Body: tally.Words()})
	}
	for _, language := range []string{"fr", "en", "es", "ar", "ht"} {
		r := read(t, Make(language, v, []Kind{k}))
		found := map[string][]int{} // what each word finds
		for n, e := range k.Entries {
			for _, word := range taken(e.Title) {
				if found[word] == nil {
					found[word] = r.find(word)
				}
				if !slices.Contains(found[word], n) {
					t.Errorf("%s: %q is not found by %s", language, e.Title, word)
				}
			}
		}
	}
}

// writer writes texts as long as one likes in the words of the repository's own French
// pages, as often as they have them; and, as every new page brings a few, in some that no other has.
type writer struct {
	random *rand.Rand
	stock  []string // every word of the pages, in their order
	words  map[string]bool
}

func newWriter(t testing.TB) *writer {
	w := &writer{random: rand.New(rand.NewPCG(1, 2)), words: map[string]bool{}}
	names, err := filepath.Glob("../../content/*/*.fr.md")
	if err != nil || len(names) < 20 {
		t.Fatal(names, err)
	}
	for _, name := range append(names, "../../CONTRIBUTING.fr.md") {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		w.stock = append(w.stock, strings.Fields(string(src))...)
	}
	return w
}

// sentence gives runs of words as some page has them. One in a hundred is new.
func (w *writer) sentence(words int) string {
	var out []string
	for len(out) < words {
		from := w.random.IntN(len(w.stock) - 12)
		out = append(out, w.stock[from:from+3+w.random.IntN(9)]...)
	}
	out = out[:words]
	for i := range out {
		if w.random.IntN(100) == 0 {
			out[i] = w.invented()
		}
		w.words[out[i]] = true
	}
	return strings.Join(out, " ")
}

// invented gives a word that sounds French.
func (w *writer) invented() string {
	var b strings.Builder
	for range 2 + w.random.IntN(3) {
		b.WriteString([]string{"b", "br", "c", "ch", "d", "f", "g", "gr", "l", "m", "n", "p", "pl", "r", "s", "t", "tr", "v"}[w.random.IntN(18)])
		b.WriteString([]string{"a", "an", "e", "é", "eu", "i", "in", "o", "on", "ou", "u"}[w.random.IntN(11)])
	}
	return b.String() + []string{"", "s", "r", "tion", "ment", "nt"}[w.random.IntN(6)]
}

// sample gives words to look for, the frequent ones more often.
func (w *writer) sample(n int) []string {
	var words []string
	for len(words) < n {
		eachWord(nil, w.sentence(1), func(word []byte) { words = append(words, fold(string(word))) })
	}
	return words[:n]
}

func zipped(t *testing.T, src []byte) int {
	t.Helper()
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, 6)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(src); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}

// scriptSize gives what the search page's own script weighs.
func scriptSize(t *testing.T) int {
	set, faults := asset.Build(assets.FS, nil, nil)
	if faults.HasErrors() {
		t.Fatal(faults)
	}
	for _, f := range set.Files {
		if f.Path == set.Path("js/pages/search.js") {
			return zipped(t, f.Content)
		}
	}
	t.Fatal("the search page has no script")
	return 0
}
