package search

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
)

// reader looks words up as assets/js/modules/index.js does, and notes what it loads.
type reader struct {
	t      testing.TB
	files  map[string][]byte
	loaded map[string]bool
	manifest
}

// line is a line of a shard.
type line struct {
	words  []string
	common bool
	found  []place
}

type place struct{ entry, level int }

func read(t testing.TB, files []File) *reader {
	t.Helper()
	r := &reader{t: t, files: map[string][]byte{}, loaded: map[string]bool{}}
	for _, f := range files {
		if r.files[f.Name] != nil {
			t.Fatalf("%s is there twice", f.Name)
		}
		r.files[f.Name] = f.Content
	}
	r.load("index", &r.manifest)
	return r
}

func (r *reader) load(name string, value any) {
	r.t.Helper()
	r.loaded[name+".js"] = true
	src, ok := strings.CutPrefix(string(r.files[name+".js"]), "tractFound(")
	if !ok {
		r.t.Fatalf("%s.js hands nothing over: %q", name, src)
	}
	if err := json.Unmarshal([]byte(strings.TrimSuffix(src, ")\n")), value); err != nil {
		r.t.Fatalf("%s.js: %v", name, err)
	}
}

// lines gives the lines of the shards whose words may begin so.
func (r *reader) lines(start string) []line {
	var lines []line
	for i, n := 0, 0; i < len(r.Shards) && n < 2; i += 2 {
		from := r.Shards[i]
		if reaches := i+2 == len(r.Shards) || r.Shards[i+2] > start; reaches && (from <= start || strings.HasPrefix(from, start)) {
			lines, n = append(lines, r.shard(r.Shards[i+1])...), n+1
		}
	}
	return lines
}

func (r *reader) shard(name string) []line {
	var text string
	r.load(name, &text)
	var lines []line
	for _, l := range strings.Split(text, ";") {
		words, found, _ := strings.Cut(l, "=")
		found, common := strings.CutPrefix(found, "*")
		lines = append(lines, line{strings.Split(words, " "), common, r.decode(found)})
	}
	return lines
}

func (r *reader) decode(found string) []place {
	var places []place
	number, value, shift := 0, 0, 0
	for _, c := range found {
		digit := strings.IndexRune(digits, c)
		if digit < 0 {
			r.t.Fatalf("%q is no digit", c)
		}
		value |= digit & 31 << shift
		if shift += 5; digit > 31 {
			continue
		}
		number += value >> 3
		places = append(places, place{number, value & 7})
		value, shift = 0, 0
	}
	return places
}

// find gives the entries that one word finds, the best first.
func (r *reader) find(word string) []int {
	score := map[int]float64{}
	for _, l := range r.lines(word) {
		worth := 0.0
		for _, w := range l.words {
			switch f := fold(w); {
			case f == word:
				worth = 1
			case strings.HasPrefix(f, word) && len([]rune(word)) > 1:
				worth = max(worth, .5)
			}
		}
		for _, p := range l.found {
			s := float64(p.level*p.level) * worth * math.Log(1+float64(r.Entries)/float64(len(l.found)))
			if s > 0 {
				score[p.entry] = max(score[p.entry], s)
			}
		}
	}
	var entries []int
	for n := range score {
		entries = append(entries, n)
	}
	slices.SortFunc(entries, func(m, n int) int { return cmp.Or(cmp.Compare(score[n], score[m]), cmp.Compare(m, n)) })
	return entries
}

// title gives the title of an entry.
func (r *reader) title(n int) string {
	var chunk []string
	r.load(r.Chunks[n/r.Per], &chunk)
	return chunk[n%r.Per*3+1]
}
