package review

import (
	"bytes"
	"embed"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"tract/internal/site"
)

//go:embed words
var wordFiles embed.FS

// wording is what the advice on writing knows of a language. A language without a file
// has none, and gets no such advice.
type wording struct {
	sentence, paragraph int // words; 0: as many as one likes
	known               map[string]bool
	double              *regexp.Regexp // nil where there is none
	joined              *regexp.Regexp // so too
	instead             map[string]string
}

// wordingOf reads the file of a language in words/. A fault in one is our own mistake.
func wordingOf(code string) *wording {
	w := &wording{known: map[string]bool{}, instead: map[string]string{}}
	src, err := wordFiles.ReadFile("words/" + code + ".txt")
	if err != nil {
		return w
	}
	patterns := map[string][]string{}
	for line := range strings.Lines(string(src)) {
		what, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch what {
		case "sentence":
			w.sentence, _ = strconv.Atoi(value)
		case "paragraph":
			w.paragraph, _ = strconv.Atoi(value)
		case "known":
			for k := range strings.FieldsSeq(value) {
				w.known[k] = true
			}
		case "double", "joined":
			patterns[what] = append(patterns[what], value)
		case "instead":
			word, better, _ := strings.Cut(value, " = ")
			w.instead[word] = better
		}
	}
	w.double, w.joined = anyOf(patterns["double"]), anyOf(patterns["joined"])
	return w
}

func anyOf(patterns []string) *regexp.Regexp {
	if len(patterns) == 0 {
		return nil
	}
	return regexp.MustCompile(strings.Join(patterns, "|"))
}

func wordings(languages []*site.Language) map[string]*wording {
	all := map[string]*wording{}
	for _, l := range languages {
		all[l.Code] = wordingOf(l.Code)
	}
	return all
}

// longSentence finds sentences that one has to read twice.
var longSentence = rule{"review.long-sentence", func(c *campaign, t *text) {
	c.eachBlock(t, func(w *wording, b block) {
		for _, p := range b.phrases {
			if p.words > w.sentence && w.sentence > 0 {
				t.tell(t.at(p.start), p.words, w.sentence, words(string(t.src[p.start:p.end])))
			}
		}
	})
}}

// longParagraph finds paragraphs that fill a telephone.
var longParagraph = rule{"review.long-paragraph", func(c *campaign, t *text) {
	c.eachBlock(t, func(w *wording, b block) {
		if b.words > w.paragraph && w.paragraph > 0 && b.start >= t.body {
			t.tell(t.at(b.phrases[0].start), b.words, w.paragraph, words(string(t.src[b.start:b.end])))
		}
	})
}}

func (c *campaign) eachBlock(t *text, do func(w *wording, b block)) {
	if t.document == nil {
		return
	}
	w := c.wordings[t.document.Language]
	if w.sentence == 0 && w.paragraph == 0 {
		return
	}
	if t.parts == nil {
		t.parts = t.blocks(t.words())
	}
	for _, b := range t.parts {
		do(w, b)
	}
}

var (
	capitals = regexp.MustCompile(`\p{Lu}{2,}`)
	roman    = regexp.MustCompile(`^[IVXLCDM]+$`)
)

// abbreviation finds abbreviations in capitals that a text uses before it says what they
// are. Those of the organizations and of the glossary have a page that does.
var abbreviation = rule{"review.abbreviation", func(c *campaign, t *text) {
	if t.document == nil || c.wordings[t.document.Language].sentence == 0 {
		return
	}
	w, told, said := c.wordings[t.document.Language], map[string]bool{}, bytes.Clone(t.words())
	for _, k := range t.kits {
		blankOut(said, k)
	}
	for _, m := range capitals.FindAllIndex(said, -1) {
		name := string(said[m[0]:m[1]])
		if told[name] || w.known[name] || c.named[name] || roman.MatchString(name) || !alone(said, m[0], m[1]) || loud(said, m[0], m[1]) {
			continue
		}
		told[name] = true
		if !explained(said, m[0], m[1]) {
			t.tell(t.at(m[0]), name)
		}
	}
}}

// alone says whether letters are a word by themselves, and no part of a name such as
// DXT4, L-2 or [[NOM]].
func alone(said []byte, start, end int) bool {
	before, after := said[max(0, start-3):start], said[end:min(len(said), end+3)]
	return !joined.Match(after) && !joinedBefore.Match(before)
}

// longestShort is how many letters an abbreviation has at most.
const longestShort = 6

// loud says whether words are only written in capitals to be seen from afar: long ones,
// and those beside another.
func loud(said []byte, start, end int) bool {
	return utf8.RuneCount(said[start:end]) > longestShort || shouted.Match(said[end:min(len(said), end+12)]) || shoutedBefore.Match(said[max(0, start-12):start])
}

var (
	shouted       = regexp.MustCompile(`^ \p{Lu}{2,}(?:[^\pL\pN-]|$)`)
	shoutedBefore = regexp.MustCompile(`(?:^|[^\pL\pN-])\p{Lu}{2,} $`)
	joined        = regexp.MustCompile(`^(?:[-–\x{2010}\x{2011}.]?[\pL\pN_]|\]\])`)
	joinedBefore  = regexp.MustCompile(`(?:[\pL\pN_/@][-–\x{2010}\x{2011}.]?|\[\[)$`)
)

// explained says whether an abbreviation stands in parentheses behind its words, or
// before them.
func explained(said []byte, start, end int) bool {
	before, after := bytes.TrimRight(said[:start], " *_["), bytes.TrimLeft(said[end:], " *_]\u00a0")
	return bytes.HasSuffix(before, []byte("(")) || bytes.HasPrefix(after, []byte("("))
}

// abbreviations gives those that the site says the meaning of: in the names of its
// organizations, in its glossary, in its own name, in those of publications.
func abbreviations(s *site.Site) map[string]bool {
	named := map[string]bool{}
	add := func(texts map[string]string) {
		for _, text := range texts {
			for _, name := range capitals.FindAllString(text, -1) {
				named[name] = true
			}
		}
	}
	for _, o := range s.Content.Data.Organizations {
		add(o.Name)
		add(o.Short)
	}
	for _, t := range s.Content.Data.Glossary {
		add(t.Term)
	}
	for _, b := range s.Content.Data.Brands {
		add(b.Name)
	}
	for _, l := range s.Languages {
		add(map[string]string{"": l.Title})
	}
	for _, d := range s.Content.Documents {
		for _, from := range d.Sources {
			add(map[string]string{"": from.Work.Publication})
		}
		if d.Article != nil {
			add(map[string]string{"": d.Article.Source.Publication})
		}
	}
	return named
}

var wordForm = regexp.MustCompile(`\pL+(?:-\pL+)*`)

// genderedWord finds words that name one gender where people of all are meant.
var genderedWord = rule{"review.gendered-word", func(c *campaign, t *text) {
	if t.document == nil || len(c.wordings[t.document.Language].instead) == 0 {
		return
	}
	w, said := c.wordings[t.document.Language], t.words()
	for _, m := range wordForm.FindAllIndex(said, -1) {
		word := string(said[m[0]:m[1]])
		if better, ok := w.instead[strings.ToLower(word)]; ok {
			t.tell(t.at(m[0]), word, better)
		}
	}
}}
