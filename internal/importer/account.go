package importer

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tract/internal/diag"
)

// grammar is words that only say how a text is marked up: where Markdown says the same,
// they are not missed.
const grammar = "br strong em b i del s strike a href img src alt title p sup sub code kbd tt samp li ul ol td tr th table thead tbody tfoot hr blockquote pre " +
	"h1 h2 h3 h4 h5 h6 dl dt dd figure figcaption caption summary highlight endhighlight raw endraw ref relref link post url site baseurl relative absolute true false"

// account holds an old text against the new one, word by word, and tells the lines of
// which something is neither there nor in what was told.
func (s *session) account(d, first *document) {
	have := map[string]bool{}
	add := func(text string) {
		for word := range wordsOf(text) {
			have[word] = true
		}
	}
	add(grammar + " " + d.text + " " + d.target)
	for _, e := range d.entries {
		add(e.lines)
	}
	for _, e := range first.entries {
		add(e.lines)
	}
	for name := range d.front.read {
		add(name)
	}
	for _, n := range d.notes {
		add(n.text + " " + fmt.Sprint(n.Message.Args...))
	}
	for _, t := range s.topics {
		for _, name := range t.names {
			add(name)
		}
	}
	var lost []string
	start := 0
	flush := func() {
		if len(lost) > 0 {
			tell(&d.notes, diag.Position{File: d.file, Line: start, Column: 1}, diag.Advice, strings.Join(lost, "\n"), "importer.rest")
		}
		lost = nil
	}
	for i := range d.src.starts {
		line, _, _ := strings.Cut(d.src.text[d.src.starts[i]:], "\n")
		missing := false
		for word := range wordsOf(line) {
			missing = missing || !have[word]
		}
		switch {
		case !missing:
			flush()
			continue
		case len(lost) == 0:
			start = i + 1
		}
		lost = append(lost, line)
	}
	flush()
}

// wordsOf gives the words and numbers of a text, in small letters: «m²» is m and 2.
func wordsOf(text string) func(func(string) bool) {
	return func(yield func(string) bool) {
		start, number := -1, false
		text = strings.ToLower(norm.NFKC.String(text))
		for i, r := range text + " " {
			word := unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r)
			if start >= 0 && (!word || unicode.IsNumber(r) != number) {
				if !yield(text[start:i]) {
					return
				}
				start = -1
			}
			if word && start < 0 {
				start, number = i, unicode.IsNumber(r)
			}
		}
	}
}
