// Package search makes what a page looks words up in, without a server: one index a
// language, in files small enough that a phone loads two or three of them.
//
// It takes the entries of a language by kind, each with its words, and gives [File]s:
// the same entries, the same bytes. It refuses nothing; what is no word is passed over.
//
//	index.js     how many entries there are, the kinds, and the names of the others
//	w-DIGEST.js  shards of words, split by how the words begin
//	t-DIGEST.js  chunks of what is shown: addresses, titles and texts
//
// Each file calls tractFound with its value, so that a page may run it as a script where
// it cannot fetch it, as on a USB stick. A name carries a digest of the content, and
// index.js holds the names: who has one index.js never mixes two versions.
//
// A word is looked up as it is typed, by its beginning too: a shard lists the forms of a
// word as the site has them, in lower case, and the reader's side needs no stemmer. Forms
// of one stem share their entries. What counts as a word, and how it loses its accents,
// is in words.go and in assets/js/modules/fold.js, which must agree.
//
// [Tally] gathers the words of a document when its body is converted, for later: as numbers
// of a [Vocabulary], since ten thousand documents have the same words over and over.
//
// The package alone knows the stemmers.
package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// File is one file of an index.
type File struct {
	Name    string // index.js
	Content []byte
}

// Kind is the entries that are called by one name: «Guide». Those of the kinds that come
// first stand before equal ones of others.
type Kind struct {
	Name    string // may be ""
	Entries []Entry
}

// Entry is something to be found.
type Entry struct {
	Address string // as the page that shows the results links to it
	Title   string
	Text    string   // what is shown below the title; it may be cut
	Also    []string // other texts of some weight
	Body    Words
}

const (
	shown    = 160 // characters of an entry's text
	perChunk = 8   // entries that a reader loads together: ten results that lie apart are ten chunks
)

// manifest is index.js.
type manifest struct {
	Entries int      `json:"n"`
	Per     int      `json:"per"`
	Kinds   []any    `json:"kinds"`  // where each ends, and its name
	Shards  []string `json:"shards"` // what the words of each begin from, and its name
	Chunks  []string `json:"chunks"`
	Article string   `json:"article,omitempty"` // what a word may begin with that means nothing
}

// Make makes the index of a language. The bodies have the words of a vocabulary.
func Make(language string, v *Vocabulary, kinds []Kind) []File {
	m := manifest{Per: perChunk, Kinds: []any{}, Shards: []string{}, Chunks: []string{}}
	b := newBuilder(language, v)
	var files []File
	var chunk []string
	add := func(prefix string, content []byte) string {
		name := named(prefix, content)
		files = append(files, File{name + ".js", content})
		return name
	}
	for _, k := range kinds {
		for i := range k.Entries {
			e := &k.Entries[i]
			b.entry(uint32(m.Entries), e)
			chunk = append(chunk, e.Address, e.Title, cut(e.Text, shown))
			if m.Entries++; m.Entries%perChunk == 0 {
				m.Chunks, chunk = append(m.Chunks, add("t-", call(chunk))), chunk[:0]
			}
		}
		m.Kinds = append(m.Kinds, m.Entries, k.Name)
	}
	if len(chunk) > 0 {
		m.Chunks = append(m.Chunks, add("t-", call(chunk)))
	}
	for _, s := range b.shards() {
		m.Shards = append(m.Shards, s.from, add("w-", s.content))
	}
	m.Article = articles(language)
	return append(files, File{"index.js", call(m)})
}

// call writes a value as the script that hands it over.
func call(value any) []byte {
	var b bytes.Buffer
	b.WriteString("tractFound(")
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		panic("internal error: " + err.Error()) // texts and numbers can always be written
	}
	b.Truncate(b.Len() - 1)
	b.WriteString(")\n")
	return b.Bytes()
}

func named(prefix string, content []byte) string {
	sum := sha256.Sum256(content)
	return prefix + hex.EncodeToString(sum[:])[:10]
}

// cut shortens a text to some characters, between words where it can.
func cut(s string, most int) string {
	if len(s) <= most || utf8.RuneCountInString(s) <= most {
		return s
	}
	end := 0
	for range most {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	if i := strings.LastIndexAny(s[:end], " \u00a0\u202f"); i > end/2 {
		end = i
	}
	return strings.TrimRight(s[:end], " \u00a0\u202f,;:.…") + "…"
}
