package feed

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"tract/internal/locale"
	"tract/internal/site"
)

// Calendar writes events as RFC 5545 has it. Its dates come from content alone, so
// that the same events give the same bytes. base is the address of the site, or "".
func Calendar(base string, d *site.Diary) []byte {
	c := &calendar{base: base, language: d.Language}
	c.line("BEGIN", "VCALENDAR")
	c.line("VERSION", "2.0")
	c.line("PRODID", "-//tract//"+escape(d.Title)+"//"+strings.ToUpper(d.Language.Code))
	c.line("CALSCALE", "GREGORIAN")
	c.line("METHOD", "PUBLISH")
	c.line("X-WR-CALNAME", escape(d.Title))
	for _, z := range zonesOf(d.Pages) {
		c.zone(z)
	}
	for _, p := range d.Pages {
		c.event(p)
	}
	c.line("END", "VCALENDAR")
	return []byte(c.String())
}

// zone is a time zone with the years that events take place in.
type zone struct {
	name        string
	first, last int
}

// zonesOf gives the time zones of events, in the order that they come in.
func zonesOf(events []*site.Page) []zone {
	var zones []zone
	for _, p := range events {
		if !p.Event.Timed {
			continue
		}
		first := p.Event.Event.Start.Year
		last := max(first, p.Event.Event.End.Year)
		i := slices.IndexFunc(zones, func(z zone) bool { return z.name == p.Event.TimeZone })
		if i < 0 {
			zones = append(zones, zone{p.Event.TimeZone, first, last})
			continue
		}
		zones[i].first, zones[i].last = min(zones[i].first, first), max(zones[i].last, last)
	}
	return zones
}

type calendar struct {
	strings.Builder
	base     string
	language *site.Language
}

// line writes one property, and nothing that would end it early. No line is longer
// than 75 octets: the rest goes on the next ones, never in the middle of a character.
func (c *calendar) line(name, value string) {
	rest := strings.ReplaceAll(plain(name+":"+value), "\n", "")
	for limit := 75; len(rest) > limit; limit = 74 {
		cut := limit
		for !utf8.RuneStart(rest[cut]) {
			cut--
		}
		c.WriteString(rest[:cut] + "\r\n ")
		rest = rest[cut:]
	}
	c.WriteString(rest + "\r\n")
}

// escape makes a text a value that ends where it should.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(s)
}

func (c *calendar) event(p *site.Page) {
	e := p.Event
	c.line("BEGIN", "VEVENT")
	c.line("UID", p.Document.Key+"."+c.language.Code+"@"+hostOf(c.base))
	c.line("DTSTAMP", stamp(p))
	c.line("SEQUENCE", fmt.Sprint(days(p.Document.Checked)))
	language := ";LANGUAGE=" + c.language.Tag
	c.line("SUMMARY"+language, escape(p.Title))
	c.line("DESCRIPTION"+language, escape(p.Summary))
	if e.Timed {
		zone := ";TZID=" + e.TimeZone
		c.line("DTSTART"+zone, local(e.Event.Start))
		if !e.Event.End.IsZero() {
			c.line("DTEND"+zone, local(e.Event.End))
		}
	} else {
		c.line("DTSTART;VALUE=DATE", compact(e.Event.Start.Date))
		if !e.Event.End.IsZero() {
			c.line("DTEND;VALUE=DATE", compact(following(e.Event.End.Date)))
		}
	}
	if where := strings.Trim(e.Place+", "+e.Address, ", "); where != "" {
		c.line("LOCATION"+language, escape(where))
	}
	if address := p.Address.On(c.base); address != "" {
		c.line("URL", address)
	}
	c.line("STATUS", map[bool]string{true: "CANCELLED", false: "CONFIRMED"}[e.Cancelled])
	c.line("END", "VEVENT")
}

func hostOf(base string) string {
	_, rest, ok := strings.Cut(base, "://")
	if !ok {
		return "tract.invalid"
	}
	host, _, _ := strings.Cut(rest, "/")
	return host
}

// stamp is when the event was last written down: its page's own dates.
func stamp(p *site.Page) string {
	d := p.Document.Checked
	if d.IsZero() {
		d = p.Date
	}
	if d.IsZero() {
		d = p.Event.Event.Start.Date
	}
	return compact(d) + "T000000Z"
}

// days counts from 1970, so that a page that was looked at again has a greater
// number in its sequence.
func days(d locale.Date) int {
	if d.IsZero() {
		return 0
	}
	return int(day(d).Unix() / 86400)
}

func day(d locale.Date) time.Time {
	return time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

func compact(d locale.Date) string { return day(d).Format("20060102") }

func following(d locale.Date) locale.Date {
	next := day(d).AddDate(0, 0, 1)
	return locale.Date{Year: next.Year(), Month: int(next.Month()), Day: next.Day()}
}

func local(t locale.DateTime) string {
	return day(t.Date).Add(time.Duration(t.Hour*60+t.Minute) * time.Minute).Format("20060102T150405") // 24:00 is the next day's 00:00
}

// zone writes what a time zone does in the years that it is needed for: the
// offset that they begin with, and each change of it.
func (c *calendar) zone(z zone) {
	location, err := time.LoadLocation(z.name)
	if err != nil {
		return // settings and front matter name zones that exist
	}
	c.line("BEGIN", "VTIMEZONE")
	c.line("TZID", z.name)
	clocks := site.Clocks(location, z.first, z.last)
	before := clocks[0].Offset
	for _, clock := range clocks {
		c.observance(clock, before)
		before = clock.Offset
	}
	c.line("END", "VTIMEZONE")
}

// observance writes the offset that holds from a moment on. A start is given in
// the local time that held until then.
func (c *calendar) observance(clock site.Clock, before int) {
	kind := "STANDARD"
	if clock.Summer {
		kind = "DAYLIGHT"
	}
	c.line("BEGIN", kind)
	c.line("DTSTART", time.Unix(clock.From+int64(before), 0).UTC().Format("20060102T150405"))
	c.line("TZOFFSETFROM", hours(before))
	c.line("TZOFFSETTO", hours(clock.Offset))
	c.line("TZNAME", escape(clock.Name))
	c.line("END", kind)
}

func hours(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	return fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
}
