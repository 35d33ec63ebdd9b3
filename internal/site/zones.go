package site

import (
	"maps"
	"slices"
	"time"
)

// Zones gives the time zones that the site's events and dates are in, sorted.
func (s *Site) Zones() []string {
	zones := zonesOf(s.Pages)
	dated := func(p *Page) bool {
		return p.Document != nil && p.Document.Guide != nil && !p.Document.Guide.Until.IsZero()
	}
	if slices.ContainsFunc(s.Pages, dated) && !slices.Contains(zones, s.Settings.TimeZone) {
		zones = append(zones, s.Settings.TimeZone)
		slices.Sort(zones)
	}
	return zones
}

// loadZones reads the rules of each zone once: the system has them in files.
func (a *assembly) loadZones() {
	a.zones = map[string]*time.Location{}
	for _, name := range a.Zones() {
		zone, err := time.LoadLocation(name)
		if err != nil {
			zone = time.UTC // it has been told
		}
		a.zones[name] = zone
	}
}

// Zones gives the time zones of a calendar's events, sorted.
func (d *Diary) Zones() []string {
	return zonesOf(d.Pages)
}

func zonesOf(pages []*Page) []string {
	zones := map[string]bool{}
	for _, p := range pages {
		if p.Document != nil && p.Document.Event != nil {
			zones[p.Document.Event.TimeZone] = true
		}
	}
	return slices.Sorted(maps.Keys(zones))
}

// Clock is what the clocks of a zone show from a moment on.
type Clock struct {
	From   int64 // in seconds since 1970
	Offset int   // from UTC, in seconds
	Name   string
	Summer bool
}

// Clocks gives what the clocks of a zone show when some years begin, and from each change
// on in them.
func Clocks(zone *time.Location, first, last int) []Clock {
	var all []Clock
	for at := time.Date(first, 1, 1, 0, 0, 0, 0, zone); at.Year() <= last; {
		name, offset := at.Zone()
		c := Clock{at.Unix(), offset, name, at.IsDST()}
		if n := len(all); n == 0 || all[n-1] != (Clock{all[n-1].From, c.Offset, c.Name, c.Summer}) {
			all = append(all, c)
		}
		_, end := at.ZoneBounds()
		if end.IsZero() {
			break
		}
		// Where rules hold for ever, a year of theirs has 365 days: on the last day of a leap
		// year what holds is said to have ended when it began.
		if !end.After(at) {
			end = at.Add(time.Hour)
		}
		at = end
	}
	return all
}

// ZoneRules stands for what the system knows of time zones: governments change them,
// and systems learn of it.
func ZoneRules(zones []string) Digest {
	var rules [][]Clock
	for _, name := range zones {
		if zone, err := time.LoadLocation(name); err == nil { // else it has been told
			rules = append(rules, Clocks(zone, 1970, 2099))
		}
	}
	return DigestOf(zones, rules)
}
