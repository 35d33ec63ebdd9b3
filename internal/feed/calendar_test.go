package feed

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"tract/internal/content"
	"tract/internal/golden"
	"tract/internal/locale"
	"tract/internal/promise"
	"tract/internal/site"
)

var french = &site.Language{Locale: &locale.Locale{Code: "fr", Tag: "fr-CA"}, Title: "Le site", Tagline: "Une ligne", Publisher: "Le comité"}

func at(year, month, day, hour, minute int) locale.DateTime {
	return locale.DateTime{Date: locale.Date{Year: year, Month: month, Day: day}, Hour: hour, Minute: minute}
}

// event makes the page of an event.
func event(key, title string, e content.Event) *site.Page {
	if e.TimeZone == "" {
		e.TimeZone = "America/Toronto"
	}
	return &site.Page{
		Title: title, Address: site.Address("fr/evenements/" + key + ".html"), Document: &content.Document{Common: content.Common{Key: key}},
		Event: &site.Event{Event: &e},
	}
}

func diary(pages ...*site.Page) *site.Diary {
	return &site.Diary{Calendar: site.Calendar{Title: "Événements"}, Language: french, Pages: pages}
}

// component is a parsed calendar component: this reader shares nothing with the
// writer, and is as strict as RFC 5545 lets it be.
type component struct {
	name       string
	properties []property
	parts      []*component
}

type property struct {
	name, value string
	parameters  map[string]string
}

func (c *component) get(name string) string {
	for _, p := range c.properties {
		if p.name == name {
			return p.value
		}
	}
	return ""
}

func (c *component) all(name string) []*component {
	var all []*component
	for _, p := range c.parts {
		if p.name == name {
			all = append(all, p)
		}
	}
	return all
}

func parse(t *testing.T, src []byte) *component {
	t.Helper()
	text := string(src)
	if !utf8.ValidString(text) || !strings.HasSuffix(text, "\r\n") {
		t.Fatalf("no text in lines: %q", text)
	}
	lines := strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n")
	for _, line := range lines {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
		if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
			t.Errorf("a control in %q", line)
		}
	}
	unfolded := strings.Split(strings.ReplaceAll(strings.TrimSuffix(text, "\r\n"), "\r\n ", ""), "\r\n")
	root := &component{}
	stack := []*component{root}
	for _, line := range unfolded {
		p := parseLine(t, line)
		top := stack[len(stack)-1]
		switch p.name {
		case "BEGIN":
			c := &component{name: p.value}
			top.parts = append(top.parts, c)
			stack = append(stack, c)
		case "END":
			if top.name != p.value {
				t.Fatalf("END:%s in %s", p.value, top.name)
			}
			stack = stack[:len(stack)-1]
		default:
			top.properties = append(top.properties, p)
		}
	}
	if len(stack) != 1 || len(root.parts) != 1 || root.parts[0].name != "VCALENDAR" {
		t.Fatalf("not one calendar: %s", text)
	}
	return root.parts[0]
}

func parseLine(t *testing.T, line string) property {
	t.Helper()
	head, value, ok := strings.Cut(line, ":")
	if !ok {
		t.Fatalf("no property: %q", line)
	}
	parts := strings.Split(head, ";")
	p := property{name: parts[0], parameters: map[string]string{}}
	for _, parameter := range parts[1:] {
		name, v, _ := strings.Cut(parameter, "=")
		p.parameters[name] = v
	}
	if !slices.Contains([]string{"SUMMARY", "DESCRIPTION", "LOCATION", "TZNAME", "X-WR-CALNAME"}, p.name) {
		p.value = value
		return p
	}
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		switch {
		case strings.IndexByte(`;,`, value[i]) >= 0:
			t.Errorf("%q is not escaped in %q", value[i], line)
		case value[i] == '\\' && i+1 < len(value) && strings.IndexByte(`\;,nN`, value[i+1]) >= 0:
			i++
			b.WriteByte(map[bool]byte{true: '\n', false: value[i]}[value[i] == 'n'])
			continue
		case value[i] == '\\':
			t.Errorf("a lone backslash in %q", line)
		}
		b.WriteByte(value[i])
	}
	p.value = b.String()
	return p
}

func TestCalendar(t *testing.T) {
	march := event("march", "La marche", content.Event{Start: at(2025, 2, 15, 13, 0), End: at(2025, 2, 15, 15, 30), Timed: true, Place: "Le parc", Address: "1, rue du Parc"})
	march.Summary, march.Document.Checked = "On marche;\non revient.", locale.Date{Year: 2025, Month: 3, Day: 1}
	days := event("days", "Deux jours", content.Event{Start: at(2024, 12, 31, 0, 0), End: at(2025, 1, 1, 0, 0), Cancelled: true})
	c := parse(t, Calendar("https://example.org/t/", diary(march, days)))
	if c.get("VERSION") != "2.0" || c.get("PRODID") == "" || c.get("X-WR-CALNAME") != "Événements" {
		t.Errorf("%+v", c.properties)
	}
	events := c.all("VEVENT")
	for i, want := range []map[string]string{
		{
			"UID": "march.fr@example.org", "DTSTAMP": "20250301T000000Z", "SUMMARY": "La marche", "DESCRIPTION": "On marche;\non revient.", "LOCATION": "Le parc, 1, rue du Parc",
			"DTSTART": "20250215T130000", "DTEND": "20250215T153000", "STATUS": "CONFIRMED", "URL": "https://example.org/t/fr/evenements/march.html", "SEQUENCE": "20148",
		},
		// The end of days is the day after the last.
		{"UID": "days.fr@example.org", "DTSTART": "20241231", "DTEND": "20250102", "STATUS": "CANCELLED", "LOCATION": "", "SEQUENCE": "0"},
	} {
		for name, value := range want {
			if got := events[i].get(name); got != value {
				t.Errorf("event %d, %s: %q, want %q", i, name, got, value)
			}
		}
	}
	if p := events[0].properties[slices.IndexFunc(events[0].properties, func(p property) bool { return p.name == "DTSTART" })]; p.parameters["TZID"] != "America/Toronto" {
		t.Errorf("%+v", p)
	}
	without := parse(t, Calendar("", diary(march))).all("VEVENT")[0]
	if without.get("URL") != "" || without.get("UID") != "march.fr@tract.invalid" {
		t.Errorf("without an address: %+v", without.properties)
	}
}

// TestTimeZones holds what a calendar says of time zones to what the zones do, at
// each event and in all its years.
func TestTimeZones(t *testing.T) {
	zones := map[string]int{"America/Toronto": 1, "Europe/Paris": 1, "America/St_Johns": 1, "Africa/Casablanca": 1, "Asia/Kolkata": 1, "Australia/Lord_Howe": 1}
	for zone := range zones {
		var pages []*site.Page
		for year := 2023; year <= 2027; year++ {
			for month := 1; month <= 12; month++ {
				pages = append(pages, event(fmt.Sprint("e", year, "-", month), "x", content.Event{Start: at(year, month, 20, 18, 0), Timed: true, TimeZone: zone}))
			}
		}
		c := parse(t, Calendar("", diary(pages...)))
		if n := len(c.all("VTIMEZONE")); n != 1 {
			t.Fatalf("%s: %d zones", zone, n)
		}
		described := c.all("VTIMEZONE")[0]
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range c.all("VEVENT") {
			start, err := time.ParseInLocation("20060102T150405", e.get("DTSTART"), location)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := offsetAt(described, e.get("DTSTART")), start.Format("-0700"); got != want {
				t.Errorf("%s at %s: %s, want %s", zone, e.get("DTSTART"), got, want)
			}
		}
	}
}

// offsetAt gives the offset of the observance that began last before a local
// time, as a calendar program finds it.
func offsetAt(zone *component, local string) string {
	onset, offset := "", ""
	for _, o := range zone.parts {
		if begins := o.get("DTSTART"); begins <= local && begins >= onset {
			onset, offset = begins, o.get("TZOFFSETTO")
		}
	}
	return offset
}

// TestZonesAreDescribed names each zone once, and none for days alone.
func TestZonesAreDescribed(t *testing.T) {
	c := parse(t, Calendar("", diary(
		event("a", "a", content.Event{Start: at(2025, 1, 1, 9, 0), Timed: true}),
		event("b", "b", content.Event{Start: at(2025, 1, 1, 9, 0), End: at(2027, 1, 1, 9, 0), Timed: true, TimeZone: "Europe/Paris"}),
		event("c", "c", content.Event{Start: at(2023, 1, 1, 9, 0), Timed: true}),
		event("d", "d", content.Event{Start: at(2025, 1, 1, 0, 0), TimeZone: "Asia/Tokyo"}),
	)))
	var names []string
	for _, z := range c.all("VTIMEZONE") {
		names = append(names, z.get("TZID"))
	}
	if got := strings.Join(names, " "); got != "America/Toronto Europe/Paris" {
		t.Errorf("zones %s", got)
	}
}

// TestFarEvents describes a zone in years that no table of the system's reaches.
func TestFarEvents(t *testing.T) {
	made := parse(t, Calendar(base, diary(event("a", "A", content.Event{Start: at(2036, 5, 1, 10, 0), Timed: true}), event("b", "B", content.Event{Start: at(2044, 5, 1, 10, 0), Timed: true}))))
	zones := made.all("VTIMEZONE")
	if len(zones) != 1 || len(zones[0].parts) != 1+2*9 {
		t.Errorf("%d zones, with %d changes", len(zones), len(zones[0].parts))
	}
}

// TestX16Calendars puts texts that would be properties or events into every field.
// None becomes one, to a strict reader and to another program's, and what can be shown
// comes back.
func TestX16Calendars(t *testing.T) {
	cases := 0
	for _, text := range hostile {
		for _, long := range []string{"", strings.Repeat("é", 90), strings.Repeat("🏴‍☠️", 40)} {
			judgeCalendar(t, text+long)
			judgeCalendar(t, long+text)
			cases += 2
		}
	}
	for _, text := range texts(t) {
		judgeCalendar(t, text)
		cases++
	}
	promise.Held(t, cases)
}

// FuzzCalendar does so with any text.
func FuzzCalendar(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		golden.Bounded(t, 2*time.Second, 20*len(text)+3000, func() int { return judgeCalendar(t, text) })
	})
}

// plainEvent is what an event says where no text is hostile.
var plainEvent = []string{"DESCRIPTION", "DTSTAMP", "DTSTART", "LOCATION", "SEQUENCE", "STATUS", "SUMMARY", "UID", "URL"}

// judgeCalendar holds a calendar to its text, and gives its size.
func judgeCalendar(t *testing.T, text string) int {
	t.Helper()
	page := event("a", text, content.Event{Start: at(2025, 1, 1, 9, 0), Timed: true, Place: "P" + text, Address: text})
	page.Summary = text
	d := diary(page)
	d.Title = text
	src := Calendar("https://example.org/", d)
	want := visible(text)
	c := parse(t, src)
	events := c.all("VEVENT")
	if len(events) != 1 || len(c.parts) != 2 || len(events[0].parts) != 0 || len(c.properties) != 5 || !slices.Equal(names(events[0]), plainEvent) {
		t.Fatalf("%q adds something: %+v", text, events)
	}
	if e := events[0]; e.get("SUMMARY") != want || e.get("DESCRIPTION") != want || !strings.HasPrefix(e.get("LOCATION"), "P"+strings.TrimRight(want, ", ")) {
		t.Errorf("%q came back as %q, %q, %q", text, e.get("SUMMARY"), e.get("DESCRIPTION"), e.get("LOCATION"))
	}
	if to := events[0].get("URL"); to != "https://example.org/fr/evenements/a.html" {
		t.Errorf("%q leads to %q", text, to)
	}
	other, err := ics.ParseCalendar(bytes.NewReader(src))
	if err != nil {
		t.Fatalf("%q: another program does not read it: %v", text, err)
	}
	if len(other.Events()) != 1 || len(other.Events()[0].Properties) != len(plainEvent) || len(other.Events()[0].Components) != 0 {
		t.Fatalf("%q adds something for another program: %s", text, src)
	}
	if got := other.Events()[0].GetProperty(ics.ComponentPropertySummary).Value; got != want {
		t.Errorf("%q came back from another program as %q", text, got)
	}
	return len(src)
}

// names gives the properties of a component, sorted.
func names(c *component) []string {
	var names []string
	for _, p := range c.properties {
		names = append(names, p.name)
	}
	slices.Sort(names)
	return names
}

// TestZoneUnknown writes an event in a zone that this system does not know: its local
// time and the zone's name stand, and nothing is invented about the zone.
func TestZoneUnknown(t *testing.T) {
	c := parse(t, Calendar("", diary(
		event("a", "a", content.Event{Start: at(2025, 1, 1, 9, 0), Timed: true, TimeZone: "America/Nowhere"}),
		event("b", "b", content.Event{Start: at(2025, 1, 1, 9, 0), Timed: true}),
	)))
	zones := c.all("VTIMEZONE")
	if len(zones) != 1 || zones[0].get("TZID") != "America/Toronto" {
		t.Errorf("%d zones: %+v", len(zones), zones)
	}
	for _, p := range c.all("VEVENT")[0].properties {
		if p.name == "DTSTART" && (p.value != "20250101T090000" || p.parameters["TZID"] != "America/Nowhere") {
			t.Errorf("%+v", p)
		}
	}
	if n := len(c.all("VEVENT")); n != 2 {
		t.Errorf("%d events", n)
	}
}
