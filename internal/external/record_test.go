package external

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
)

// TestMemory goes from run to run: what is alive is not asked for a week, what is dead
// is each time, and what fails is dead on the third day.
func TestMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		code, known := 200, ""
		n := &network{answer: func(r *http.Request) (*http.Response, error) {
			if r.URL.Host == "well.quebec" {
				return status(200)
			}
			return status(code, "Location", "https://a.quebec/new")
		}}
		for _, c := range []struct {
			day, code, asked int
			want             string // of the sentence
		}{
			{0, 200, 2, ""},
			{6, 404, 0, ""},
			{7, 404, 2, "the server answers 404 (checked on November 29, 2026; it still answered on November 22, 2026)"},
			{8, 404, 1, "the server answers 404 (checked on November 30, 2026; it still answered on November 22, 2026)"},
			{9, 200, 1, ""},
			{20, 500, 2, "nobody can say"},
			{20, 500, 1, "nobody can say"}, // the same day counts once
			{21, 500, 1, "nobody can say"},
			{22, 500, 1, "nobody can say"},
			{24, 403, 1, "the server answers 403"}, // it lives
			{25, 500, 1, "nobody can say"},
			{27, 502, 2, "nobody can say"},
			{29, 500, 1, "leads nowhere any more: the server answers 500 (checked on December 21, 2026; it still answered on December 1, 2026)"},
			{30, 200, 1, ""},
			{200, 200, 2, ""},
		} {
			code = c.code
			r := Check(t.Context(), at("https://a.quebec/", "https://well.quebec/"), known, Options{Now: today.AddDate(0, 0, c.day), through: n})
			if r.Asked != c.asked || r.Remembered != 2-c.asked || !strings.Contains(said("en", r), c.want) || (c.want == "") != (len(r.Faults) == 0) {
				t.Errorf("day %d: %+v\n%s", c.day, r, said("en", r))
			}
			known = string(r.Memory)
		}
		// A clock that went back, and what no link leads to any more.
		if r := Check(t.Context(), at("https://a.quebec/"), known, Options{Now: today, through: n}); r.Asked != 1 {
			t.Errorf("of a time to come: %+v", r)
		}
		if r := Check(t.Context(), nil, known, Options{Now: today.AddDate(1, 0, 0), through: n}); len(readRecords(string(r.Memory))) > 0 {
			t.Error("nothing is ever forgotten")
		}
		// Whatever is damaged is none.
		for i := range known {
			readRecords(known[:i])
			Check(t.Context(), nil, known[:i]+"\xff"+known[i:], Options{Now: today, through: n})
		}
	})
}

// TestMovedIsRemembered tells of a page that moved with the day that it was seen.
func TestMovedIsRemembered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &network{answer: func(r *http.Request) (*http.Response, error) {
			if r.URL.Path == "/new" {
				return status(200)
			}
			return status(301, "Location", "/new")
		}}
		r := Check(t.Context(), at("https://a.quebec/"), "", Options{Now: today, through: n})
		again := Check(t.Context(), at("https://a.quebec/"), string(r.Memory), Options{Now: today.AddDate(0, 0, 3), through: n})
		if again.Asked != 0 || said("fr", again) != said("fr", r) || !strings.Contains(said("fr", r), "a déménagé pour de bon : https://a.quebec/new (vérifié le 22 novembre 2026)") {
			t.Errorf("%+v\n%s", again, said("fr", again))
		}
	})
}
