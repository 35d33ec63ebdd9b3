// Package review reads the content as an editor of the campaign would: what is
// allowed there, and yet should not be published without a second look.
//
// [Content] takes the model and the site's folder, and gives what the rules have to
// say, each thing at its place. A rule is one file and a value in [rules]; how grave
// it is, unless a site's settings say otherwise, stands in [config.Rules] with what
// people are told of it. No rule keeps anything from being built: what would harm
// somebody, or make a page wrong, is an error of the package that reads it. A guide of
// a legal risk without its note is one such, in content. What a rule finds very often in
// a file is told at its first places, the last of which counts the others.
//
// A [Baseline] is what is known and not told any more, so that an old site can begin
// with the rules today.
//
// The package is pure: the same site at the same moment gives the same list. It reads
// files again, because the model keeps no text with its places.
package review

import (
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/limit"
	"tract/internal/site"
)

// rule judges each text of a site by one measure.
type rule struct {
	code string
	find func(c *campaign, t *text)
}

// rules are all there are.
var rules = []rule{
	boycottedLink, affiliateLink, misleadingLink, oddHost, privateEmail, privatePhone, privateAccount, vagueLink, longQuotation, pastDate, agedCheck,
	stepsDiffer, figuresDiffer, datesDiffer, phonesDiffer, linksDiffer, termDiffers,
	longSentence, longParagraph, abbreviation, doubleForm, genderedWord,
}

// campaign is what the rules know of the whole site.
type campaign struct {
	*site.Site
	pages   map[*content.Document]*site.Page
	company company
	known   reachable
	vague   map[string]map[string]bool // by language
	pairs   map[*text]pair             // by the translation
	facts   map[*text]func() *facts    // of those that are in a pair

	wordings map[string]*wording  // by language
	named    map[string]bool      // abbreviations that the site has the names of
	glossary map[string]*glossary // by language
	foremost trusted              // what everybody knows, and this site
	trusted  trusted              // these, and organizations
}

// Content judges a site's content. source is its folder.
func Content(s *site.Site, source fs.FS) diag.List {
	texts := textsOf(s, source)
	c := &campaign{Site: s, pages: map[*content.Document]*site.Page{}, company: newCompany(&s.Content.Data), known: newReachable(s.Settings, texts), vague: vagueWords(s.Languages), pairs: pairsOf(s, texts), facts: map[*text]func() *facts{}, wordings: wordings(s.Languages), named: abbreviations(s), glossary: glossariesOf(s)}
	for _, p := range s.Pages {
		if p.Document != nil {
			c.pages[p.Document] = p
		}
	}
	for _, p := range c.pairs {
		c.facts[p.made], c.facts[p.source] = c.readFacts(p.made), c.readFacts(p.source)
	}
	c.foremost, c.trusted = trustedBy(c)
	each(texts, func(t *text) {
		for _, r := range rules {
			t.code = r.code
			r.find(c, t)
		}
		t.said, t.parts = nil, nil
	})
	var list diag.List
	for _, t := range texts {
		list.Add(t.list)
	}
	return list.Sorted()
}

// textsOf reads the settings, the data and the documents again. What cannot be read
// has been told.
func textsOf(s *site.Site, source fs.FS) []*text {
	texts := []*text{{file: config.File}}
	data, _ := fs.Glob(source, "content/data/*.yaml")
	for _, name := range data {
		texts = append(texts, &text{file: name})
	}
	for _, d := range s.Content.Documents {
		texts = append(texts, &text{file: d.File, document: d})
	}
	each(texts, func(t *text) {
		if info, err := fs.Stat(source, t.file); err != nil || info.Size() > limit.FileBytes {
			return
		}
		if src, err := fs.ReadFile(source, t.file); err == nil {
			t.read(src)
		}
	})
	return slices.DeleteFunc(texts, func(t *text) bool { return t.src == nil })
}

// each calls a function for every text, on all processors.
func each(texts []*text, do func(t *text)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(texts); i = int(next.Add(1)) - 1 {
				do(texts[i])
			}
		})
	}
	wg.Wait()
}

// today gives the day that the site is built for, where it is.
func (c *campaign) today() time.Time {
	zone, err := time.LoadLocation(c.Settings.TimeZone)
	if err != nil {
		zone = time.UTC // which has been told
	}
	return c.Now.In(zone)
}

// words puts a text on one line.
func words(s string) string {
	return strings.Join(strings.Fields(s), " ")
}
