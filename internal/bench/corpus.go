package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// voice is what one language's prose is drawn from.
type voice struct {
	code  string
	words []string
	quote [2]string
}

var voices = []voice{
	{"fr", strings.Fields(`la le les une des entrepôt travailleuses travailleurs syndicat fermeture région convention salaire
		emploi livraison grève semaine assemblée comité appui campagne contrat gouvernement municipalité équipe quartier
		a annoncé demandé signé refusé expliqué rappelé organisé dans pour avec contre depuis après selon leur cette
		plusieurs toutes nouvelle première dernière publique collective régionale été déjà là où à l’entente d’une`), [2]string{"« ", " »"}},
	{"en", strings.Fields(`the a an warehouse workers union closure region agreement wages jobs delivery strike week assembly
		committee support campaign contract government city team neighbourhood announced asked signed refused explained
		recalled organized in for with against since after said their this several every new first last public collective
		regional already where whose before between each local don't it's company's`), [2]string{`"`, `"`}},
}

// prose writes one file's body.
type prose struct {
	voice
	bytes.Buffer
	random *rand.Rand
	words  int
	target int // where the text ends
	total  int // pairs in the corpus, for links
}

func (p *prose) sentence() string {
	n := 8 + p.random.IntN(12)
	words := make([]string, n)
	for i := range words {
		words[i] = p.voice.words[p.random.IntN(len(p.voice.words))]
	}
	switch p.random.IntN(12) {
	case 0:
		words[n/2] = "**" + words[n/2] + "**"
	case 1:
		words[n/2] = "*" + words[n/2] + "*"
	case 2:
		words[n/2] = p.quote[0] + words[n/2] + p.quote[1]
	case 3:
		words[n/2] = p.link(words[n/2])
	}
	p.words += n
	first, size := utf8.DecodeRuneInString(words[0])
	words[0] = string(unicode.ToUpper(first)) + words[0][size:]
	return strings.Join(words, " ") + "."
}

func (p *prose) link(text string) string {
	if p.random.IntN(2) == 0 {
		return fmt.Sprintf("[%s](https://example.org/%d)", text, p.random.IntN(1000))
	}
	kind, key := kindOf(p.random.IntN(p.total))
	return fmt.Sprintf("[%s](%s:%s)", text, kind.scheme, key)
}

func (p *prose) paragraph() {
	for i := range 3 + p.random.IntN(4) {
		if i > 0 && p.words >= p.target {
			break
		}
		p.WriteString(p.sentence() + " ")
	}
	p.WriteString("\n\n")
}

func (p *prose) heading() {
	fmt.Fprintf(p, "## %s\n\n", strings.TrimSuffix(p.sentence(), "."))
}

func (p *prose) list(marker string) {
	for i := range 3 + p.random.IntN(4) {
		if i > 0 && p.words >= p.target {
			break
		}
		if marker == "1." {
			fmt.Fprintf(p, "%d. %s\n", i+1, p.sentence())
		} else {
			fmt.Fprintf(p, "- %s\n", p.sentence())
		}
	}
	p.WriteString("\n")
}

// article writes the n-th of the articles.
func (p *prose) article(n int) {
	p.target = 500 + p.random.IntN(350)
	for part := 1; p.words < p.target; part++ {
		p.heading()
		p.paragraph()
		switch part {
		case 1, 3:
			p.list("-")
		case 2:
			fmt.Fprintf(p, "> %s\n\n", p.sentence())
			fmt.Fprintf(p, "%s[^1]\n\n[^1]: %s\n\n", p.sentence(), p.sentence())
		}
		if p.words < p.target {
			p.paragraph()
		}
	}
	if n%5 == 0 {
		p.WriteString("| a | b | c |\n|---|---|---|\n")
		for range 4 {
			fmt.Fprintf(p, "| %s | %d | %d |\n", p.voice.words[p.random.IntN(len(p.voice.words))], p.random.IntN(900), p.random.IntN(900))
		}
		p.WriteString("\n")
	}
	if n%20 == 7 {
		p.WriteString("```bash\nfor f in *.md; do\n  wc -w \"$f\" # words\ndone\n```\n")
	}
}

func (p *prose) guide() {
	p.target = 300 + p.random.IntN(170)
	p.paragraph()
	p.list("1.")
	for p.words < p.target {
		p.heading()
		p.paragraph()
	}
}

func (p *prose) demands() {
	p.target = 80 + p.random.IntN(100)
	for p.words < p.target {
		p.paragraph()
	}
}

type kind struct{ folder, scheme string }

// kindOf spreads the pairs over the kinds: of each five, three articles, a list
// of demands and a guide.
func kindOf(n int) (kind, string) {
	switch n % 5 {
	case 3:
		return kind{"demands", "demands"}, fmt.Sprintf("list-%d", n)
	case 4:
		return kind{"guides", "guide"}, fmt.Sprintf("guide-%d", n)
	}
	return kind{"articles", "article"}, fmt.Sprintf("article-%d", n)
}

func writeCorpus(dir string, pairs int) error {
	files := map[string]string{
		"content/site.yaml":               siteYAML,
		"content/data/organizations.yaml": "union:\n  name: {fr: Le syndicat, en: The union}\n  type: union\n  role: {fr: Un syndicat., en: A union.}\ncompany:\n  name: {fr: La compagnie, en: The company}\n  type: company\n  role: {fr: Une compagnie., en: A company.}\n",
	}
	for n := range pairs {
		for _, v := range voices {
			k, key := kindOf(n)
			files[fmt.Sprintf("content/%s/%s.%s.md", k.folder, key, v.code)] = file(n, pairs, v, k)
		}
	}
	for name, text := range files {
		if err := writeFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text)); err != nil {
			return err
		}
	}
	return nil
}

func file(n, pairs int, v voice, k kind) string {
	p := &prose{voice: v, random: rand.New(rand.NewPCG(uint64(n), uint64(v.code[0]))), total: pairs}
	title, summary := strings.TrimSuffix(p.sentence(), "."), p.sentence()
	front := fmt.Sprintf("title: %q\nsummary: %q\n", strings.NewReplacer("*", "", "[", "", "]", "").Replace(strip(title)), strip(summary))
	shared := fmt.Sprintf("date: 2025-%02d-%02d\ntopics: [%s, %s]\n", n%12+1, n%28+1, topics[n%len(topics)], topics[(n+1+n/8%7)%len(topics)])
	p.words = 0
	switch k.folder {
	case "articles":
		shared += "stance: news\n"
		front += "source: {title: The original, publication: A newspaper, language: en}\n"
		p.article(n/5*3 + n%5)
	case "guides":
		five := n / 5 * 7 / 10 * 5 // some five pairs before this one
		shared += "minutes: 10\neffort: 1\ncost: free\nrisk: none\nfor: [everyone]\nplace: [home]\n" +
			fmt.Sprintf("demands: [demand-%d]\nsources: [article:article-%d]\n", five+3, five+n%3)
		p.guide()
	case "demands":
		shared += "by: union\nto: [company]\n"
		front += fmt.Sprintf("demands:\n  - {id: demand-%d, text: %q, status: open}\n", n, strip(p.sentence()))
		p.words = 0
		p.demands()
	}
	return "---\n" + front + shared + "---\n" + p.String()
}

// strip leaves the words of a sentence without its markup, for the front matter.
func strip(s string) string {
	if i := strings.Index(s, "["); i >= 0 {
		s = s[:i] + strings.TrimLeft(s[strings.Index(s, ")")+1:], " ")
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "*", ""), `"`, "")
}

// topics are the keys of those in siteYAML; each page has two.
var topics = []string{"closure", "union", "boycott", "contracts", "drivers", "rights", "organizing", "buying"}

const siteYAML = `title: {fr: Un corpus, en: A corpus}
tagline: {fr: Des pages pour mesurer, en: Pages to measure with}
description: {fr: Des pages pour mesurer., en: Pages to measure with.}
languages: [fr, en]
base_url: "https://example.org/"
target: company
publisher: {fr: Banc d’essai, en: Bench}
colour: "#b5001e"
time_zone: America/Toronto
currency: CAD
topics:
  closure: {fr: La fermeture, en: The closure}
  union: {fr: Le syndicat, en: The union}
  boycott: {fr: Le boycottage, en: The boycott}
  contracts: {fr: Les contrats publics, en: Public contracts}
  drivers: {fr: La livraison, en: Deliveries}
  rights: {fr: Les droits, en: Rights}
  organizing: {fr: L’organisation, en: Organizing}
  buying: {fr: Les achats, en: Shopping}
menu: [guides, demands, articles]
footer: [organizations]
without: [cards, leaflets, offline] # which are made once and kept, and would be measured apart
`
