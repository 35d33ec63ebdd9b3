package content

import (
	"strings"
	"time"

	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/schema"
)

// common reads what every kind has.
func (r *reader) common(p *parsed, record schema.Record) Common {
	c := Common{
		Kind: p.kind, Key: p.key, Language: p.language,
		Title: or(record.Text("title"), p.key), Summary: record.Text("summary"),
		Date: record.Date("date"), Checked: r.checked(record),
		Topics: record.Refs("topics"), Sources: r.sources(record.Items("sources"), p.language),
		Slug: record.Text("slug"), Aliases: record.Refs("aliases"), Draft: record.Bool("draft"), NeedsReview: record.Bool("needs_review"),
		Image: Picture{Image: record.Ref("image"), Alt: record.Text("image_alt"), Credit: record.Text("image_credit")},
		Order: record.Int("order"), From: r.from(p, record),
		record: record,
	}
	if name := c.Image.Image.Key; name != "" && !record.Wrote("image_alt") && p.whole {
		r.list.Errorf(own(p.path, c.Image.Image.Pos), "content.image-alt", name).WithHint("hint.content-image-alt")
	}
	if name := c.Image.Image.Key; name != "" && !record.Has("image_people") && p.whole {
		r.list.Advisef(c.Image.Image.Pos, "content.image-people", name).WithHint("hint.content-image-people")
	}
	if c.NeedsReview && p.language == r.usual.language {
		r.list.Errorf(record.Pos("needs_review"), "content.review-first", p.language).WithHint("hint.content-review-first")
	}
	return c
}

// checked reads the day that something was checked on, which cannot be to come. But
// the clock may be the one that is wrong, so this is advice.
func (r *reader) checked(record schema.Record) locale.Date {
	d := record.Date("checked")
	if d.Compare(r.latest) > 0 && !r.latest.IsZero() {
		r.list.Advisef(record.Pos("checked"), "content.checked-later", record.Text("checked")).WithHint("hint.content-checked-later")
	}
	return d
}

// own gives the place of a value that asks for another in the same file: where it
// stands, or the file's beginning if the pair's other file holds it.
func own(file string, at diag.Position) diag.Position {
	if at.File != file {
		return diag.Position{File: file, Line: 1, Column: 1}
	}
	return at
}

func (r *reader) article(d *Document, record schema.Record) *Article {
	return &Article{
		Stance: record.Text("stance"), Source: r.work(record.Group("source"), d.Language),
		KeyPoints: record.Texts("key_points"), Method: record.Text("method"),
	}
}

func (r *reader) demands(d *Document, record schema.Record) *Demands {
	out := &Demands{By: record.Ref("by"), To: record.Refs("to"), Adopted: record.Date("adopted"), Opinion: record.Bool("opinion"), Apart: record.Text("tally") == "false"}
	for _, item := range record.Items("demands") {
		if out.Opinion && item.Has("status") {
			r.list.Errorf(item.Pos("status"), "content.opinion-status").WithHint("hint.content-opinion-status")
		}
		out.Items = append(out.Items, Demand{
			ID: item.Text("id"), Text: item.Text("text"), To: item.Refs("to"), Status: or(item.Text("status"), "open"),
			Since: item.Date("since"), Evidence: item.Text("evidence"), Sources: r.sources(item.Items("sources"), d.Language), Pos: item.Start,
		})
	}
	return out
}

func (r *reader) guide(d *Document, record schema.Record, whole bool) *Guide {
	g := &Guide{
		Minutes: record.Int("minutes"), Effort: record.Int("effort"), Cost: record.Text("cost"), Risk: record.Text("risk"), RiskNote: record.Text("risk_note"),
		QuickHide: record.Bool("quick_hide") || record.Text("risk") == "legal" && !record.Has("quick_hide"),
		For:       record.Texts("for"), Place: record.Texts("place"), Demands: record.Refs("demands"), Materials: record.Texts("materials"),
		Offline: record.Bool("offline"), Until: record.Date("until"),
	}
	if g.Risk == "legal" && !record.Wrote("risk_note") && whole {
		r.list.Errorf(own(d.File, d.Pos("risk")), "content.risk-note", d.Pos("risk")).WithHint("hint.content-risk-note")
	}
	return g
}

func (r *reader) event(record schema.Record) *Event {
	start, timed := record.DateTime("start")
	end, endTimed := record.DateTime("end")
	e := &Event{
		Start: start, End: end, Timed: timed, TimeZone: or(record.Text("time_zone"), r.zone),
		Place: record.Text("place"), Address: r.typeset(written(record.Pos("address")), record.Text("address")), Organizer: record.Ref("organizer"),
		Cancelled: record.Bool("cancelled"), URL: record.Text("url"),
	}
	if r.elsewhere(e) {
		e.OwnZone = e.TimeZone
	}
	if start.Hour == 24 {
		next := time.Date(start.Year, time.Month(start.Month), start.Day+1, 0, 0, 0, 0, time.UTC)
		r.list.Errorf(record.Pos("start"), "content.start-at-24", record.Text("start")).WithHint("hint.content-start-at-24", next.Format("2006-01-02 15:04"))
		return e
	}
	if r.skipped(record, "start", start, e.TimeZone) || r.skipped(record, "end", end, e.TimeZone) {
		return e
	}
	switch {
	case !record.Has("start") || !record.Has("end"):
	case timed != endTimed:
		r.list.Errorf(record.Pos("end"), "content.end-form").WithHint("hint.content-end-form")
	case end.Compare(start) < 0:
		r.list.Errorf(record.Pos("end"), "content.end-before-start", record.Text("end"), record.Text("start"))
	}
	return e
}

// elsewhere says whether the clocks of an event show another hour than those of the
// site: nobody in Montréal asks whose hours America/Toronto's are.
func (r *reader) elsewhere(e *Event) bool {
	if e.TimeZone == r.zone {
		return false
	}
	place, err := time.LoadLocation(e.TimeZone)
	usual, errUsual := time.LoadLocation(r.zone)
	if err != nil || errUsual != nil {
		return true // which has been told
	}
	for _, t := range []locale.DateTime{e.Start, e.End} {
		at := time.Date(t.Year, time.Month(t.Month), t.Day, t.Hour, t.Minute, 0, 0, place)
		if here := at.In(usual); !t.IsZero() && (here.Hour() != at.Hour() || here.Minute() != at.Minute()) {
			return true
		}
	}
	return false
}

// skipped reports an hour that no clock showed: the one that summer time leaves
// out.
func (r *reader) skipped(record schema.Record, field string, t locale.DateTime, zone string) bool {
	if t.Hour == 24 {
		return false // of no day's clock
	}
	place, err := time.LoadLocation(zone)
	if err != nil {
		return false // which has been told
	}
	at := time.Date(t.Year, time.Month(t.Month), t.Day, t.Hour, t.Minute, 0, 0, place)
	if !record.Has(field) || at.Hour() == t.Hour && at.Minute() == t.Minute {
		return false
	}
	if asked := time.Date(t.Year, time.Month(t.Month), t.Day, t.Hour, t.Minute, 0, 0, time.UTC).Sub(time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), 0, 0, time.UTC)); asked > 0 {
		at = at.Add(asked) // the same moment as the clocks of summer show it
	}
	r.list.Errorf(record.Pos(field), "content.no-such-hour", record.Text(field), zone).WithHint("hint.content-no-such-hour", at.Format("2006-01-02 15:04"))
	return true
}

// written gives the language of the file that a value stands in. A shared text is
// set once, in the language that it was written in.
func written(at diag.Position) string {
	stem := strings.TrimSuffix(at.File, ".md")
	return stem[strings.LastIndexByte(stem, '.')+1:]
}

func or(given, usual string) string {
	if given == "" {
		return usual
	}
	return given
}
