package site

import (
	"maps"
	"slices"
	"time"
)

// Zones gives the time zones of the site's events, sorted.
func (s *Site) Zones() []string {
	return zonesOf(s.Pages)
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

// ZoneRules stands for what the system knows of time zones: governments change them,
// and systems learn of it. It is their distance from UTC at the start of each month.
func ZoneRules(zones []string) Digest {
	offsets := make([]int, 0, len(zones)*12*130)
	for _, name := range zones {
		zone, err := time.LoadLocation(name)
		if err != nil {
			continue // which has been told
		}
		for month := range 12 * 130 {
			_, offset := time.Date(1970, time.Month(1+month), 1, 0, 0, 0, 0, time.UTC).In(zone).Zone()
			offsets = append(offsets, offset)
		}
	}
	return DigestOf(zones, offsets)
}
