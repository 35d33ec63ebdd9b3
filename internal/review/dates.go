package review

import "tract/internal/locale"

// datesDiffer finds dates that one language states and the other does not.
var datesDiffer = rule{"review.dates-differ", func(c *campaign, t *text) { c.eachLacking(t, (*facts).datesLacking) }}

func (f *facts) datesLacking(other *facts) (lacking []span) {
	if len(f.dates) == 0 {
		return nil
	}
	told, stated := map[locale.Date]bool{}, datesStated(other.dates)
	for _, d := range f.dates {
		if !told[d.Date] && !stated.has(d.Date) {
			told[d.Date] = true
			lacking = append(lacking, span{d.Start, d.End})
		}
	}
	return lacking
}

// stated are dates, and what others of a text may leave out of them: the year, which is
// anyYear then, and the day, which is 0.
type stated map[locale.Date]bool

const anyYear = -1

func datesStated(dates []locale.StatedDate) stated {
	all := stated{}
	for _, s := range dates {
		d := s.Date
		for _, year := range []int{d.Year, anyYear} {
			all[locale.Date{Year: year, Month: d.Month, Day: d.Day}] = true
			all[locale.Date{Year: year, Month: d.Month}] = true
		}
	}
	return all
}

// has says whether a date is among others. One of the two may leave out the year, and a
// day says its month.
func (s stated) has(d locale.Date) bool {
	if d.Year == 0 {
		d.Year = anyYear
		return s[d]
	}
	return s[d] || s[locale.Date{Month: d.Month, Day: d.Day}]
}
