package review

import (
	"bytes"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/markdown"
)

// stepsDiffer finds guides that have more steps in one language than in the other.
var stepsDiffer = rule{"review.steps-differ", func(c *campaign, t *text) {
	p, ok := c.pairs[t]
	if !ok {
		return
	}
	made, source := steps(t), steps(p.source)
	if made == source {
		return
	}
	at := t.at(t.step(min(made, source+1))) // the first that is too many
	other := p.source.at(p.source.step(min(source, made+1)))
	other.Column = 0
	l := c.languageOf(p.source)
	t.tell(at, made, source, diag.Language{Code: l.Code, Name: l.Name}, other)
}}

// steps counts the steps of a guide by their anchors, since a memory keeps no more of
// them.
func steps(t *text) (n int) {
	for _, id := range t.document.Body.IDs {
		if strings.HasPrefix(id, "step-") {
			n++
		}
	}
	return n
}

// numbered begins an entry of a list that is in order.
var numbered = regexp.MustCompile(`(?m)^ {0,3}[0-9]{1,9}[.)][ \t]`)

// step gives where a step stands, from 1; the body where there is none.
func (t *text) step(n int) int {
	if all := numbered.FindAllIndex(t.prose[t.body:], n); n > 0 && len(all) > 0 {
		return t.body + all[len(all)-1][0]
	}
	return min(t.body, len(t.src))
}

var (
	// clock is an hour in the forms of all languages: 13 h 30, 1:30 p.m., 13:30, from 1 to
	// 3 p.m. What the forms are is no difference; a stretch of 2 h looks the same.
	clock = regexp.MustCompile(`[0-9]{1,2}(?:[ \x{a0}\x{202f}]?h\b(?:[ \x{a0}\x{202f}]?[0-9]{2}\b)?|:[0-9]{2})|[0-9]{1,2}(?:(?: to |[–-])[0-9]{1,2}(?::[0-9]{2})?)?[ \x{a0}\x{202f}]?[ap]\.?m\b`)
	// century is a number in Roman letters, which another language writes in digits.
	century = regexp.MustCompile(`\b([IVXL]{2,})e?\b`)
	// afternoon is an hour that clocks of 24 hours count from noon.
	afternoon = regexp.MustCompile(`([0-9]{1,2})(?:(?::[0-9]{2})?(?: to |[–-])[0-9]{1,2})?(?::[0-9]{2})?[ \x{a0}\x{202f}]?p\.?m\b`)
)

// mayHoldClock says whether a line may hold an hour: one of nothing but numbers, or without
// any, does not.
func mayHoldClock(line []byte) bool {
	return bytes.ContainsAny(line, "h:m") && bytes.ContainsAny(line, "0123456789")
}

func hasAfternoon(line []byte) bool {
	return bytes.Contains(line, []byte("pm")) || bytes.Contains(line, []byte("p.m"))
}

// abouts are round numbers, which another language writes in digits.
var abouts = map[string]float64{"dizaine": 10, "douzaine": 12, "dozen": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100}

// figuresDiffer finds numbers in digits that one language states and the other does not,
// be it in letters, and figures that one refers to and the other does not. «1» is «one»
// and «un» as often as a number.
var figuresDiffer = rule{"review.figures-differ", func(c *campaign, t *text) {
	c.eachLacking(t, (*facts).numbersLacking)
	c.both(t, func(has, lacks *text) {
		figures := map[string]bool{}
		for _, ref := range lacks.document.Body.Refs {
			figures[figureOf(ref)] = true
		}
		for _, ref := range has.document.Body.Refs {
			if key := figureOf(ref); key != "" && !figures[key] {
				figures[key] = true
				if t.more(has.file) {
					continue
				}
				c.lacking(t, has, lacks, has.offset(ref.Pos), "figure:"+key)
			}
		}
	})
}}

// numbersLacking gives the numbers that others lack, the first of each.
func (f *facts) numbersLacking(other *facts) (lacking []span) {
	told := map[float64]bool{}
	for _, n := range f.numbers {
		if n.value != 1 && !told[n.value] && !other.values[n.value] {
			told[n.value] = true
			lacking = append(lacking, n.span)
		}
	}
	return lacking
}

func figureOf(ref markdown.Ref) string {
	if ref.Scheme != "figure" {
		return ""
	}
	return ref.Target
}

// written gives the numbers that references without a text write.
func (c *campaign) written(t *text) []float64 {
	var values []float64
	for _, ref := range t.document.Body.Refs {
		if ref.Scheme != "figure" || ref.Text != "" {
			continue
		}
		for _, f := range c.Content.Data.Figures {
			if f.Key == ref.Target && f.Format != "text" {
				values = append(values, f.Values[0].Value)
				if f.Values[0].Upper != 0 {
					values = append(values, f.Values[0].Upper)
				}
			}
		}
	}
	return values
}

// roundNumber gives the number that a word is about, be it one of many, 0 where it is
// none.
func roundNumber(word []byte) float64 {
	switch word[0] {
	case 'd', 'q', 'v', 't', 'c', 's', 'D', 'Q', 'V', 'T', 'C', 'S':
	default:
		return 0
	}
	if len(word) < len("dozen") || len(word) > len("cinquantaines") {
		return 0
	}
	return abouts[strings.TrimSuffix(strings.ToLower(string(word)), "s")]
}

func romanNumber(letters string) (v float64) {
	values := map[rune]float64{'I': 1, 'V': 5, 'X': 10, 'L': 50}
	last := 0.0
	for _, c := range letters {
		n := values[c]
		if n > last {
			v -= 2 * last
		}
		v, last = v+n, n
	}
	return v
}

func number(digits []byte) int {
	n, _ := strconv.Atoi(string(digits))
	return n
}

// phonesDiffer finds numbers of telephones that one language states and the other does
// not.
var phonesDiffer = rule{"review.phones-differ", func(c *campaign, t *text) { c.eachLacking(t, (*facts).phonesLacking) }}

func (f *facts) phonesLacking(other *facts) (lacking []span) {
	told := map[string]bool{}
	for _, p := range other.phones {
		told[p.number] = true
	}
	for _, p := range f.phones {
		if !told[p.number] {
			told[p.number] = true
			lacking = append(lacking, span{p.start, p.start + len(p.words)})
		}
	}
	return lacking
}

// linksDiffer finds links that one language has and the other has not.
var linksDiffer = rule{"review.links-differ", func(c *campaign, t *text) {
	c.both(t, func(has, lacks *text) {
		here, elsewhere := targets(has), targets(lacks)
		own, foreign := here.without(elsewhere)
		_, counterparts := elsewhere.without(here)
		if len(foreign) <= len(counterparts) {
			foreign = nil // an institution has a site a language
		} else {
			foreign = foreign[len(counterparts):]
		}
		for _, ref := range append(own, foreign...) {
			if !t.more(has.file) {
				c.lacking(t, has, lacks, has.offset(ref.Pos), described(ref))
			}
		}
	})
}}

// leadings are the links of a text by where they lead: within the site by their key,
// elsewhere by their host.
type leadings struct {
	refs map[string]markdown.Ref
	keys []string
}

func targets(t *text) leadings {
	l := leadings{refs: map[string]markdown.Ref{}}
	for _, ref := range t.document.Body.Refs {
		key := leading(t, ref)
		if _, known := l.refs[key]; ref.Kind == markdown.Link && key != "" && !known {
			l.refs[key] = ref
			l.keys = append(l.keys, key)
		}
	}
	return l
}

// leading gives what a link and its translation have in common, "" where that is not
// compared: a place in the same page, a telephone, and a figure, which is a number.
func leading(t *text, ref markdown.Ref) string {
	switch ref.Scheme {
	case "http", "https":
		u, err := url.Parse(ref.Target)
		if err != nil {
			return ""
		}
		return "https://" + strings.TrimPrefix(plainHost(u.Hostname()), "www.")
	case "figure", "tel":
		return ""
	case "mailto":
		return ref.Target
	case "":
		file := path.Join(path.Dir(t.file), ref.Target)
		for _, k := range content.Kinds() {
			if path.Base(path.Dir(file)) == k.Folder {
				return k.Name + ":" + strings.TrimSuffix(path.Base(file), "."+t.document.Language+".md")
			}
		}
		return ""
	}
	return ref.Scheme + ":" + ref.Target
}

// without gives the links that are not among others, those to other sites apart.
func (l leadings) without(others leadings) (own, foreign []markdown.Ref) {
	for _, key := range l.keys {
		if _, there := others.refs[key]; there {
			continue
		}
		if ref := l.refs[key]; ref.Scheme == "http" || ref.Scheme == "https" || ref.Scheme == "mailto" {
			foreign = append(foreign, ref)
		} else {
			own = append(own, ref)
		}
	}
	return own, foreign
}

// described gives a link as it was written.
func described(ref markdown.Ref) string {
	switch ref.Scheme {
	case "", "http", "https", "mailto":
		return ref.Target
	}
	return ref.Scheme + ":" + ref.Target
}
