package site

import "testing"

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
