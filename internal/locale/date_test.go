package locale

import "testing"

func TestParseDate(t *testing.T) {
	for _, s := range []string{"2025-01-22", "2022-02", "2013", "2024-02-29"} {
		d, ok := ParseDate(s)
		if !ok || d.String() != s {
			t.Errorf("ParseDate(%q) = %v, %v", s, d, ok)
		}
	}
	for _, s := range []string{"", "25-01-22", "2025-1-2", "2025-13", "2025-00", "2025-02-29", "2025-01-00", "2025-01-32", "2025-", "2025-01-", "2025-01-22 ", "2025-01-22-1", "0000", "hier", "2025/01/22", "٢٠٢٥"} {
		if d, ok := ParseDate(s); ok {
			t.Errorf("ParseDate(%q) = %v", s, d)
		}
	}
}

func TestDateCompare(t *testing.T) {
	order := []string{"2013", "2022-02", "2022-02-01", "2022-02-02", "2022-03", "2025"}
	for i, a := range order {
		for j, b := range order {
			d, _ := ParseDate(a)
			e, _ := ParseDate(b)
			if got := d.Compare(e); (got < 0) != (i < j) || (got > 0) != (i > j) {
				t.Errorf("Compare(%s, %s) = %d", a, b, got)
			}
		}
	}
}

func TestParseDateTime(t *testing.T) {
	for _, s := range []string{"2024-12-08 09:00", "2024-12-08 00:00", "2024-12-08 24:00"} {
		if d, ok := ParseDateTime(s); !ok || d.String() != s {
			t.Errorf("ParseDateTime(%q) = %v, %v", s, d, ok)
		}
	}
	if d, ok := ParseDateTime("2024-12-08T13:30"); !ok || d != (DateTime{Date{2024, 12, 8}, 13, 30}) {
		t.Errorf("with a T: %v, %v", d, ok)
	}
	for _, s := range []string{"", "2024-12-08", "2024-12-08 9:00", "2024-12-08 24:01", "2024-12-08 12:60", "2024-13-08 12:00", "2024-12-08 12:00Z", "2024-12-08x12:00"} {
		if d, ok := ParseDateTime(s); ok {
			t.Errorf("ParseDateTime(%q) = %v", s, d)
		}
	}
}

func TestDateTimeCompare(t *testing.T) {
	order := []string{"2024-12-07 23:59", "2024-12-08 00:00", "2024-12-08 00:01", "2024-12-08 09:00", "2025-01-01 00:00"}
	for i, a := range order {
		for j, b := range order {
			d, _ := ParseDateTime(a)
			e, _ := ParseDateTime(b)
			if got := d.Compare(e); (got < 0) != (i < j) || (got > 0) != (i > j) {
				t.Errorf("Compare(%s, %s) = %d", a, b, got)
			}
		}
	}
}

func TestTextIn(t *testing.T) {
	x := Text{"fr": "usine", "en": "plant", "es": ""}
	for _, c := range []struct {
		ask            []string
		text, language string
	}{
		{[]string{"fr"}, "usine", "fr"}, {[]string{"es", "fr"}, "usine", "fr"}, {[]string{"ar"}, "plant", "en"}, {nil, "plant", "en"},
	} {
		if text, language := x.In(c.ask...); text != c.text || language != c.language {
			t.Errorf("In(%v) = %q, %q", c.ask, text, language)
		}
	}
	if text, language := Text(nil).In("fr"); text != "" || language != "" {
		t.Errorf("nil: %q, %q", text, language)
	}
}
