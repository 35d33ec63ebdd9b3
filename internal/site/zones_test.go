package site

import (
	"encoding/binary"
	"slices"
	"testing"
	"time"
)

// TestZoneRules tells zones apart that differ in one month of the past.
func TestZoneRules(t *testing.T) {
	toronto := ZoneRules([]string{"America/Toronto"})
	if toronto != ZoneRules([]string{"America/Toronto"}) {
		t.Error("two runs differ")
	}
	for _, other := range [][]string{nil, {"America/New_York"}, {"America/Detroit"}, {"America/Toronto", "Europe/Paris"}} {
		if ZoneRules(other) == toronto {
			t.Errorf("%v: the same rules", other)
		}
	}
}

// lasting gives a zone that has had one rule for ever.
func lasting(t *testing.T, rule string) *time.Location {
	t.Helper()
	head := func(types, letters uint32) []byte {
		b := append([]byte("TZif2"), make([]byte, 15+4*4)...)
		return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(b, types), letters)
	}
	data := append(head(0, 0), head(1, 4)...)
	data = append(binary.BigEndian.AppendUint32(data, 1<<32-5*3600), 0, 0)
	zone, err := time.LoadLocationFromTZData("Somewhere", append(data, "EST\x00\n"+rule+"\n"...))
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// TestClocks follows a rule through leap years, whose last day time.ZoneBounds does not
// leave, and tells rules apart that differ by a week.
func TestClocks(t *testing.T) {
	second, third := Clocks(lasting(t, "EST5EDT,M3.2.0,M11.1.0"), 1970, 2099), Clocks(lasting(t, "EST5EDT,M3.3.0,M11.1.0"), 1970, 2099)
	if len(second) != 1+2*130 || len(third) != len(second) || slices.Equal(second, third) {
		t.Errorf("%d and %d changes", len(second), len(third))
	}
	for i, c := range second {
		if c.Summer != (i%2 == 1) || c.Name != map[bool]string{true: "EDT", false: "EST"}[c.Summer] || c.Offset != map[bool]int{true: -4, false: -5}[c.Summer]*3600 {
			t.Errorf("change %d: %+v", i, c)
		}
	}
	if all := Clocks(time.UTC, 2040, 2044); len(all) != 1 {
		t.Errorf("UTC changes: %+v", all)
	}
}
