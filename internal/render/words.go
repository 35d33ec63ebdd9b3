package render

import (
	"html/template"
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tract/internal/locale"
	"tract/internal/markdown"
	"tract/internal/site"
)

// Minutes writes a stretch of time: «10 min», «1 h 30», the number in bold.
func (v *View) Minutes(n int) template.HTML {
	if n < 60 {
		return bold(v.T("duration.minutes", "n", n), v.L.Number(float64(n), 0))
	}
	if n%60 == 0 {
		return bold(v.T("duration.hours", "n", n/60), v.L.Number(float64(n/60), 0))
	}
	return bold(v.T("duration.hours-minutes", "hours", n/60, "minutes", n%60), v.L.Number(float64(n/60), 0))
}

// SpanTitle names the time that somebody has: «30 minutes», «1 evening», the
// number in bold. A language may do without a number.
func (v *View) SpanTitle(name string) template.HTML {
	text := v.T("span." + name)
	number, _, _ := strings.Cut(strings.ReplaceAll(text, "\u00a0", " "), " ")
	if !strings.ContainsFunc(number, unicode.IsDigit) {
		return boldWords(text)
	}
	return bold(text, number)
}

// MonthYear writes a date without its day.
func (v *View) MonthYear(d locale.Date) string {
	d.Day = 0
	return v.L.Date(d)
}

// LanguageName gives what a language of the site calls itself, by its tag.
func (v *View) LanguageName(tag string) string {
	for _, l := range v.Languages() {
		if l.Tag == tag {
			return l.Name
		}
	}
	return tag
}

// LanguageWord names the language of a work in the page's language, or gives its
// code where the strings have no word for it.
func (v *View) LanguageWord(code string) string {
	if key := "languages." + code; v.L.Has(key) {
		return v.T(key)
	}
	return code
}

// Labels names the values of a list, such as whom a guide is for.
func (v *View) Labels(group string, values []string) string {
	labels := make([]string, len(values))
	for i, value := range values {
		labels[i] = v.T(group + "." + value)
	}
	return strings.Join(labels, " · ")
}

// FigureFormat says how large a figure may be set: "text" for words, "money" for
// a number that has words beside it, "" for a bare one.
func (v *View) FigureFormat(value site.FigureValue) string {
	switch {
	case value.Plain:
		return "text"
	case strings.ContainsFunc(value.Text.Text, unicode.IsLetter):
		return "money"
	}
	return ""
}

// Marks gives the status of each demand of a tally, the best first.
func (v *View) Marks(t site.Tally) []string {
	var marks []string
	for _, c := range v.Counts(t) {
		for range c.Number {
			marks = append(marks, c.Status)
		}
	}
	return marks
}

// Count is how many demands have a status.
type Count struct {
	Status string
	Number int
}

// Counts gives the counts of a tally. Demands that were refused or overtaken are
// only spoken of where there are any.
func (v *View) Counts(t site.Tally) []Count {
	var counts []Count
	for _, status := range site.Statuses() {
		n := t.Of(status)
		if n > 0 || status == "won" || status == "open" {
			counts = append(counts, Count{status, n})
		}
	}
	return counts
}

// KitIcon names the drawing for a kit.
func (v *View) KitIcon(kit string) string {
	return map[string]string{"letter": "mail", "call": "phone", "post": "share", "motion": "check"}[kit]
}

// Piece is a stretch of a kit's paragraph: words, a blank, or the end of a line.
type Piece struct {
	Text  string
	Blank bool
	Break bool
	Index int // equal blanks have the same
}

// Paragraphs splits a kit's text at its empty lines.
func (v *View) Paragraphs(k *markdown.Kit) [][]Piece {
	paragraphs := [][]Piece{nil}
	add := func(p Piece) {
		last := len(paragraphs) - 1
		paragraphs[last] = append(paragraphs[last], p)
	}
	index := map[string]int{}
	for i, b := range k.Blanks {
		index[b] = i
	}
	for _, part := range k.Parts {
		if part.Blank {
			add(Piece{Text: part.Text, Blank: true, Index: index[part.Text]})
			continue
		}
		for i, block := range strings.Split(part.Text, "\n\n") {
			if i > 0 {
				paragraphs = append(paragraphs, nil)
			}
			for j, line := range strings.Split(block, "\n") {
				if j > 0 {
					add(Piece{Break: true})
				}
				if line != "" {
					add(Piece{Text: line})
				}
			}
		}
	}
	return paragraphs
}

// longestMail is the longest mailto link that mail programs are known to take.
const longestMail = 1800

// Mail gives a link that opens a letter in the reader's mail program, "" for what
// is no letter or is too long for one. A recipient that is an e-mail address is
// the link's; any other is for the reader to find. RFC 6068 wants CRLF and %20.
func (v *View) Mail(k *markdown.Kit) string {
	if k.Name != "letter" {
		return ""
	}
	escape := func(s string) string {
		return strings.ReplaceAll(url.QueryEscape(strings.ReplaceAll(s, "\n", "\r\n")), "+", "%20")
	}
	recipient := ""
	if to, err := mail.ParseAddress(k.To); err == nil && to.Address == k.To { // else it has a name, or quotes
		recipient = strings.Replace(escape(k.To), "%40", "@", 1)
	}
	link := "mailto:" + recipient + "?subject=" + escape(k.Subject) + "&body=" + escape(k.Body)
	if utf8.RuneCountInString(link) > longestMail {
		return ""
	}
	return link
}

// phoneNumber is a number to dial as people write it.
var phoneNumber = regexp.MustCompile(`^\+?[0-9()./\s\x{a0}\x{202f}\x{2010}\x{2011}-]+$`)

// Phone gives the number that a call is for, its digits and its plus alone, ""
// where the kit is no call or names somebody.
func (v *View) Phone(k *markdown.Kit) string {
	if k.Name != "call" || !phoneNumber.MatchString(k.To) {
		return ""
	}
	number := strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, k.To)
	if digits := len(strings.TrimPrefix(number, "+")); digits < 3 || digits > 15 { // 911; E.164
		return ""
	}
	return number
}

// HasContents says whether the page is long enough for a table of contents.
func (v *View) HasContents() bool {
	body := v.Page.Body()
	return body != nil && len(body.Headings) >= 3
}

// SourceTitle gives the title of the work that an article sums up, or nil.
func (v *View) SourceTitle() *site.Words {
	work := v.Page.Document.Article.Source
	text, language := work.Title.In(v.L.Code)
	if text == "" {
		return nil
	}
	if work.Language != "" && work.Language != v.L.Code {
		language = work.Language
	}
	if language == v.L.Code {
		language = ""
	}
	return &site.Words{Text: text, Language: language}
}

// Hours writes when an event takes place, with the day of the week.
func (v *View) Hours(e *site.Event) string {
	day := v.L.Weekday(e.Event.Start.Date)
	if !e.Timed {
		return day
	}
	start := v.L.Time(e.Event.Start.Hour, e.Event.Start.Minute)
	if e.Event.End.IsZero() {
		return v.T("event.at", "day", day, "start", start)
	}
	return v.T("event.from-to", "day", day, "start", start, "end", v.L.Time(e.Event.End.Hour, e.Event.End.Minute))
}

// DataFile gives the address of open data.
func (v *View) DataFile(name any, format string) site.Address {
	return site.Address("data/" + name.(string) + "." + format)
}

// RedirectLanguage is the language of the page that has moved.
func (v *View) RedirectLanguage() *site.Language {
	for _, l := range v.Languages() {
		if strings.HasPrefix(string(v.Redirect.To.Address), l.Code+"/") {
			return l
		}
	}
	return v.L
}
