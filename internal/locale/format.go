package locale

import (
	"fmt"
	"strings"
)

// dates is how a language writes days and hours; the patterns are as in the
// strings file.
type dates struct {
	months, short, weekdays []string
	firstDay                string // what stands for the first day of a month
	date, month, weekday    template
	at, hours, span         template
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

// Leaf gives a date in three parts, as for a calendar whose days are large: what
// stands before the day, the day, and what follows it.
func (l *Locale) Leaf(d Date) (before, day, after string) {
	const mark = "\x00"
	before, after, ok := strings.Cut(l.fillDate(l.dates.date, d, mark), mark)
	if d.Day == 0 || !ok {
		return l.Date(d), "", ""
	}
	return before, l.day(d), after
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
	return pattern.fill(func(name string) string {
		switch name {
		case "day":
			return day
		case "month":
			return l.dates.months[d.Month-1]
		case "short":
			return l.dates.short[d.Month-1]
		}
		return fmt.Sprint(d.Year)
	})
}

// Weekday gives the name of the day, or "" where only the month is known.
func (l *Locale) Weekday(d Date) string {
	if d.Day == 0 {
		return ""
	}
	return l.dates.weekdays[d.weekday()]
}

// LongDate gives a date with its weekday: samedi 15 février 2025.
func (l *Locale) LongDate(d Date) string {
	if d.Day == 0 {
		return l.Date(d)
	}
	return l.dates.weekday.fill(func(name string) string {
		if name == "weekday" {
			return l.Weekday(d)
		}
		return l.Date(d)
	})
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

// DateTime gives a moment with its weekday: samedi 15 février 2025 à 13 h.
func (l *Locale) DateTime(t DateTime) string {
	return l.dates.at.fill(func(name string) string {
		if name == "date" {
			return l.LongDate(t.Date)
		}
		return l.Time(t.Hour, t.Minute)
	})
}

// Range gives the time from a to b; a zero b means that the end is not known.
func (l *Locale) Range(a, b DateTime) string {
	if b.IsZero() || a == b {
		return l.DateTime(a)
	}
	if a.Date != b.Date {
		return l.between(l.DateTime(a), l.DateTime(b))
	}
	return l.dates.hours.fill(func(name string) string {
		switch name {
		case "date":
			return l.LongDate(a.Date)
		case "start":
			return l.Time(a.Hour, a.Minute)
		}
		return l.Time(b.Hour, b.Minute)
	})
}

// DateRange gives the days from a to b, where no hours are known.
func (l *Locale) DateRange(a, b Date) string {
	if b.IsZero() || a == b {
		return l.LongDate(a)
	}
	return l.between(l.LongDate(a), l.LongDate(b))
}

func (l *Locale) between(start, end string) string {
	return l.dates.span.fill(func(name string) string {
		if name == "start" {
			return start
		}
		return end
	})
}
