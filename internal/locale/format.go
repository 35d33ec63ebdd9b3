package locale

import (
	"fmt"
	"slices"
	"unicode"
)

// dates is how a language writes days and hours; the patterns are as in the
// strings file.
type dates struct {
	months, short, weekdays []string
	firstDay                string // what stands for the first day of a month
	date, month, weekday    template
	at, hours, span, zone   template
	time, hour              template
	am, pm, noon, midnight  string // am: the clock has twelve hours
}

// Date gives a date without its weekday: 15 février 2025, 1er mars 2025, février
// 2022, 2013.
func (l *Locale) Date(d Date) string {
	pattern := l.dates.date
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprint(d.Year)
	case d.Day == 0:
		pattern = l.dates.month
	}
	return l.fillDate(pattern, d, l.day(d))
}

// Leaf gives the parts of a date one by one, in the order of the language, as for the
// leaf of a calendar: March, 15, 2025. day is the place of the day among them, -1 where
// none is known.
func (l *Locale) Leaf(d Date) (parts []string, day int) {
	if d.Day == 0 {
		return []string{l.Date(d)}, -1
	}
	day = -1
	l.dates.date.fill(func(name string) string {
		if name == "day" {
			day = len(parts)
		}
		parts = append(parts, l.datePart(name, d, l.day(d)))
		return ""
	})
	return parts, day
}

func (l *Locale) day(d Date) string {
	if d.Day == 1 && l.dates.firstDay != "" {
		return l.dates.firstDay
	}
	return fmt.Sprint(d.Day)
}

// fillDate fills a pattern with the parts of a date, whose day is given as it is
// to be written.
func (l *Locale) fillDate(pattern template, d Date, day string) string {
	return pattern.fill(func(name string) string { return l.datePart(name, d, day) })
}

// datePart gives the part of a date that has a name in patterns.
func (l *Locale) datePart(name string, d Date, day string) string {
	switch name {
	case "day":
		return day
	case "month":
		return l.dates.months[d.Month-1]
	case "short":
		return l.dates.short[d.Month-1]
	}
	return fmt.Sprint(d.Year)
}

func (l *Locale) weekday(d Date) string {
	return l.dates.weekdays[d.weekday()]
}

// longDate gives a day with its weekday: samedi 15 février 2025.
func (l *Locale) longDate(d Date) string {
	return l.dates.weekday.pairs("weekday", l.weekday(d), "date", l.Date(d))
}

// Time gives an hour of the day: 13 h 30, 1:30 p.m.
func (l *Locale) Time(h, m int) string {
	if m == 0 {
		switch {
		case h == 12 && l.dates.noon != "":
			return l.dates.noon
		case (h == 0 || h == 24) && l.dates.midnight != "":
			return l.dates.midnight
		}
	}
	half := ""
	if l.dates.am != "" {
		half = l.dates.am
		if h >= 12 && h < 24 {
			half = l.dates.pm
		}
		h = (h+11)%12 + 1
	}
	pattern := l.dates.time
	if m == 0 {
		pattern = l.dates.hour
	}
	return pattern.fill(func(name string) string {
		switch name {
		case "h":
			return fmt.Sprint(h)
		case "m":
			return fmt.Sprint(m)
		case "mm":
			return fmt.Sprintf("%02d", m)
		}
		return half
	})
}

// Duration gives a stretch of time in minutes: 45 min, 2 h, 1 h 30.
func (l *Locale) Duration(minutes int) string {
	switch {
	case minutes < 60:
		return l.T("duration.minutes", "n", minutes)
	case minutes%60 == 0:
		return l.T("duration.hours", "n", minutes/60)
	}
	return l.T("duration.hours-minutes", "hours", minutes/60, "minutes", minutes%60)
}

// Range gives the time from a to b, with hours if it is timed; a zero b means
// that the end is not known. It stands beside the date of a, which it repeats only
// where b is another day: samedi, de 13 h à 15 h; du samedi 1er mars 2025 au
// lundi 3 mars 2025. place is whose hours they are, "" where no reader could ask.
func (l *Locale) Range(a, b DateTime, timed bool, place string) string {
	text := ""
	switch {
	case !b.IsZero() && a.Date != b.Date:
		text = l.dates.span.pairs("start", l.moment(l.longDate(a.Date), a, timed), "end", l.moment(l.longDate(b.Date), b, timed))
	case b.IsZero() || a == b || !timed:
		text = l.moment(l.weekday(a.Date), a, timed)
	default:
		text = l.dates.hours.pairs("date", l.weekday(a.Date), "start", l.Time(a.Hour, a.Minute), "end", l.Time(b.Hour, b.Minute))
	}
	if timed && place != "" {
		text = l.dates.zone.pairs("time", text, "place", place)
	}
	return text
}

// moment gives a day, and its hour if that is known: samedi à 13 h.
func (l *Locale) moment(day string, t DateTime, timed bool) string {
	if !timed {
		return day
	}
	return l.dates.at.pairs("date", day, "time", l.Time(t.Hour, t.Minute))
}

// pairs fills a pattern from names and values, one after the other.
func (t template) pairs(list ...string) string {
	return t.fill(func(name string) string { return list[slices.Index(list, name)+1] })
}

// Initial gives the letter that a month is known by in a row of twelve: J for janvier.
func (l *Locale) Initial(month int) string {
	for _, r := range l.dates.months[month-1] {
		return string(unicode.ToUpper(r))
	}
	return ""
}
