package locale

import (
	"cmp"
	"fmt"
	"time"
)

// Date is a day, a month or a year: Month and Day are 0 where they are not known.
type Date struct {
	Year, Month, Day int
}

// ParseDate reads 2025-01-22, 2022-02 or 2013.
func ParseDate(s string) (Date, bool) {
	var d Date
	for i, part := range []*int{&d.Year, &d.Month, &d.Day} {
		width := 2
		if i == 0 {
			width = 4
		}
		n, rest, ok := digits(s, width)
		if !ok || n == 0 {
			return Date{}, false
		}
		*part, s = n, rest
		if s == "" {
			break
		}
		if s[0] != '-' || i == 2 {
			return Date{}, false
		}
		s = s[1:]
	}
	return d, s == "" && d.Month <= 12 && d.Day <= daysIn(d.Year, d.Month)
}

// digits reads a number of exactly width digits.
func digits(s string, width int) (n int, rest string, ok bool) {
	if len(s) < width {
		return 0, "", false
	}
	for _, c := range []byte(s[:width]) {
		if c < '0' || c > '9' {
			return 0, "", false
		}
		n = n*10 + int(c-'0')
	}
	return n, s[width:], true
}

func daysIn(year, month int) int {
	if month == 0 {
		return 0
	}
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// String gives the date as it stands in data: 2025-01-22, 2022-02, 2013.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// IsZero says whether there is no date.
func (d Date) IsZero() bool {
	return d == Date{}
}

// Compare orders dates; a month comes before its days.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Over gives the moment at which the day, the month or the year is over, where it is.
func (d Date) Over(zone *time.Location) time.Time {
	switch {
	case d.Month == 0:
		return time.Date(d.Year+1, 1, 1, 0, 0, 0, 0, zone)
	case d.Day == 0:
		return time.Date(d.Year, time.Month(d.Month)+1, 1, 0, 0, 0, 0, zone)
	}
	return time.Date(d.Year, time.Month(d.Month), d.Day+1, 0, 0, 0, 0, zone)
}

// weekday gives the day of the week, Sunday being 0.
func (d Date) weekday() int {
	return int(time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Weekday())
}

// DateTime is a moment on the clock of its place.
type DateTime struct {
	Date
	Hour, Minute int
}

// ParseDateTime reads 2024-12-08 09:00, or the same with a T in the middle. The
// day may end at 24:00.
func ParseDateTime(s string) (DateTime, bool) {
	if len(s) != len("2024-12-08 09:00") || s[10] != ' ' && s[10] != 'T' || s[13] != ':' {
		return DateTime{}, false
	}
	day, ok := ParseDate(s[:10])
	hour, _, okHour := digits(s[11:], 2)
	minute, _, okMinute := digits(s[14:], 2)
	if !ok || !okHour || !okMinute || minute > 59 || hour*60+minute > 24*60 {
		return DateTime{}, false
	}
	return DateTime{day, hour, minute}, true
}

// String gives the moment as it stands in data: 2024-12-08 09:00.
func (t DateTime) String() string {
	if t.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s %02d:%02d", t.Date, t.Hour, t.Minute)
}

// Compare orders moments.
func (t DateTime) Compare(u DateTime) int {
	return cmp.Or(t.Date.Compare(u.Date), cmp.Compare(t.Hour, u.Hour), cmp.Compare(t.Minute, u.Minute))
}
