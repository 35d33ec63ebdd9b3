package render

import (
	"encoding/json"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tract/internal/locale"
	"tract/internal/markdown"
	"tract/internal/site"
)

// words is what pages of a language can say, whatever they are about.
type words struct {
	l         *site.Language
	languages []*site.Language // of the site, in order
	assets    Assets
}

// functions are those that templates may call, beside the ones of text/template.
func (w *words) functions() template.FuncMap {
	return template.FuncMap{
		"t": w.t, "n": w.n, "icon": w.icon, "prose": w.prose, "say": w.say, "localized": w.localized, "direction": w.direction,
		"given": given, "when": w.when, "dated": w.dated, "leaf": w.leaf, "hours": w.hours, "duration": w.duration, "span": w.span,
		"labels": w.labels, "forms": w.forms, "languageWord": w.languageWord, "badge": w.badge, "tally": w.tally,
		"names": w.names, "quoted": w.quoted, "figureFormat": figureFormat, "dataFile": dataFile, "dataSource": dataSource, "host": host, "size": w.size,
		"scale": w.scale, "bar": bar, "months": w.months,
		"kitIcon": kitIcon, "paragraphs": paragraphs, "mailLink": mailLink, "length": length, "phone": phone, "dial": dial,
	}
}

// t gives a text of the interface.
func (w *words) t(key string, pairs ...any) string { return w.l.T(key, pairs...) }

// n gives a text of the interface that depends on a number.
func (w *words) n(key string, n int, pairs ...any) string { return w.l.N(key, n, pairs...) }

// forms gives the plural forms of a text of the interface, for a script.
func (w *words) forms(key string) string {
	src, err := json.Marshal(w.l.Forms(key))
	if err != nil {
		panic("internal error: " + err.Error()) // texts can always be written
	}
	return string(src)
}

// say gives a text that is in the page's language or marks the one it is in.
func (w *words) say(text site.Words) any {
	if text.Language == "" {
		return w.prose(text.Text)
	}
	return w.foreign(text)
}

// prose gives a text of the site, the endings of its ordinals raised. The tag of
// its language may follow, if that is not the page's.
func (w *words) prose(text string, tag ...string) any {
	if l := w.language(strings.Join(tag, "")); l != nil {
		if _, _, ok := l.Ordinal(text); ok {
			return markup(markdown.AppendProse(nil, l, text))
		}
	}
	return text
}

// appendProse writes what [words.prose] gives.
func (w *words) appendProse(dst []byte, text, tag string) []byte {
	if l := w.language(tag); l != nil {
		return markdown.AppendProse(dst, l, text)
	}
	return markdown.AppendText(dst, text)
}

// language gives a language of the site by its tag or code, the page's for "", or
// nil.
func (w *words) language(tag string) *site.Language {
	if tag == "" {
		return w.l
	}
	for _, l := range w.languages {
		if l.Tag == tag || l.Code == tag {
			return l
		}
	}
	return nil
}

// localized gives a text of several languages in the page's, or in the nearest,
// marked.
func (w *words) localized(t locale.Text) any {
	text, language := t.In(w.l.Code, w.languages[0].Code)
	if language == w.l.Code {
		language = ""
	}
	return w.say(site.Words{Text: text, Language: language})
}

// direction gives the direction that a language is written in, by its tag or
// code, "" where that is the page's. Of one that is not the site's the browser
// finds out.
func (w *words) direction(language string) string {
	l := w.language(language)
	switch {
	case l == nil:
		return "auto"
	case l.Dir == w.l.Dir:
		return ""
	}
	return l.Dir
}

// given says whether a date is known.
func given(d locale.Date) bool { return !d.IsZero() }

// host gives the name of the machine that an address is at.
func host(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	name, _, _ := strings.Cut(rest, "/")
	return strings.TrimPrefix(name, "www.")
}

// duration writes a stretch of time: «10 min», «1 h 30», the number in bold.
func (w *words) duration(n int) template.HTML {
	number := n
	if n >= 60 {
		number = n / 60
	}
	return bold(w.l.Duration(n), w.l.Number(float64(number), 0))
}

// size writes the size of a file, a little rounded up, so that a page need not change
// with each byte: «120 Ko», «1,2 Mo».
func (w *words) size(bytes int) string {
	const step, mega = 10 << 10, 1 << 20
	if bytes <= mega-step {
		return w.l.T("size.kb", "n", w.l.Number(float64((bytes+step-1)/step*10), 0))
	}
	return w.l.T("size.mb", "n", w.l.Number(float64((bytes*10+mega-1)/mega)/10, 1))
}

// span names the time that somebody has: «30 minutes», «1 evening», the
// number in bold. A language may do without a number.
func (w *words) span(name string) template.HTML {
	text := w.l.T("span." + name)
	number, _, _ := strings.Cut(strings.ReplaceAll(text, "\u00a0", " "), " ")
	if !strings.ContainsFunc(number, unicode.IsDigit) {
		return boldWords(text)
	}
	return bold(text, number)
}

// languageName gives what a language of the site calls itself, by its tag.
func (w *words) languageName(tag string) string {
	if l := w.language(tag); l != nil {
		return l.Name
	}
	return tag
}

// languageWord names the language of a work in the page's language, or gives its
// code where the strings have no word for it.
func (w *words) languageWord(code string) string {
	if key := "languages." + code; w.l.Has(key) {
		return w.l.T(key)
	}
	return code
}

// labels names the values of a list, such as whom a guide is for.
func (w *words) labels(group string, values []string) string {
	labels := make([]string, len(values))
	for i, value := range values {
		labels[i] = w.l.T(group + "." + value)
	}
	return strings.Join(labels, " · ")
}

// names gives the names of people in a row.
func (w *words) names(list []string) template.HTML {
	parts := strings.Split(w.l.List(slices.Repeat([]string{placeMark}, len(list)), w.l.T("and")), placeMark)
	dst := markdown.AppendText(nil, parts[0])
	for i, name := range list {
		dst = markdown.AppendText(bdi(dst, name), parts[i+1])
	}
	return markup(dst)
}

// figureFormat says how large a figure may be set: "text" for words, "phrase"
// for a number that has words beside it, "" for a bare one, "long" if that has more
// signs than 4 500.
func figureFormat(value site.FigureValue) string {
	switch {
	case value.Plain:
		return "text"
	case strings.ContainsFunc(value.Text.Text, unicode.IsLetter):
		return "phrase"
	case utf8.RuneCountInString(value.Text.Text) > len("4 500"):
		return "long"
	}
	return ""
}

// tally writes the scoreboard: one mark a demand, the best first, then the counts.
// Demands that were refused or overtaken are only spoken of where there are any.
func (w *words) tally(t site.Tally) template.HTML {
	marks := start(nil, "p", "class", "tally-marks", "aria-hidden", "true")
	counts := start(nil, "dl", "class", "tally-counts")
	for _, status := range site.Statuses() {
		n := t.Of(status)
		for range n {
			marks = end(start(marks, "i", "data-status", status), "i")
		}
		if n > 0 || status == "won" || status == "open" {
			counts = start(start(counts, "div", "data-status", status), "dt")
			counts = end(markdown.AppendText(counts, w.l.N("tally."+status, n)), "dt")
			counts = end(end(strconv.AppendInt(start(counts, "dd"), int64(n), 10), "dd"), "div")
		}
	}
	return markup(append(append(end(marks, "p"), '\n'), end(counts, "dl")...))
}

// badge gives one of a few values that something may have, such as the risk of a
// guide.
func (w *words) badge(name, value string) template.HTML {
	return markup(w.appendBadge(nil, name, value))
}

// appendBadge writes what [words.badge] gives.
func (w *words) appendBadge(dst []byte, name, value string) []byte {
	dst = start(dst, "span", "class", name, "data-"+name, value)
	return end(markdown.AppendText(dst, w.l.T(name+"."+value)), "span")
}

// hours writes when an event takes place, beside the date of its first day. zone is
// its time zone where that is to be named.
func (w *words) hours(start, end locale.DateTime, timed bool, zone string) string {
	return w.l.Range(start, end, timed, city(zone))
}

// city gives the city that a time zone is named for, or the whole name of a zone
// such as UTC or Canada/Eastern.
func city(zone string) string {
	slash := strings.LastIndexByte(zone, '/')
	if area, _, _ := strings.Cut(zone, "/"); slash < 0 || area == "Etc" || area == "US" || area == "Canada" {
		return zone
	}
	return strings.ReplaceAll(zone[slash+1:], "_", " ")
}

// months gives the letter of each month.
func (w *words) months() []string {
	letters := make([]string, 12)
	for i := range letters {
		letters[i] = w.l.Initial(i + 1)
	}
	return letters
}

// dataSource gives the file that data is written in.
func dataSource(name string) string { return "content/data/" + name + ".yaml" }

// dataFile gives the address of open data.
func dataFile(name any, format string) site.Address {
	return site.Address("data/" + name.(string) + "." + format)
}
