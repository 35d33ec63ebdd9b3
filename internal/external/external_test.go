package external

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"tract/internal/diag"
	"tract/internal/limit"
)

var today = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// at gives links, each on a line of its own.
func at(addresses ...string) []Link {
	var links []Link
	for i, a := range addresses {
		links = append(links, Link{a, diag.Position{File: "content/pages/a.fr.md", Line: i + 1, Column: 1}})
	}
	return links
}

// said prints faults in a language, without their hints.
func said(language string, r *Report) string {
	var b bytes.Buffer
	_ = diag.In(language).Print(&b, r.Faults)
	var lines []string
	for line := range strings.Lines(b.String()) {
		if rest, ok := strings.CutPrefix(line, "content/pages/a.fr.md:"); ok {
			lines = append(lines, rest)
		}
	}
	return strings.NewReplacer("\u00a0", " ").Replace(strings.Join(lines, ""))
}

// network is a network of our own: hosts with what they answer, and when they were
// asked what.
type network struct {
	mu     sync.Mutex
	answer func(r *http.Request) (*http.Response, error)
	asked  []string
	busy   map[string]bool
	began  time.Time
	takes  time.Duration
	fault  string
}

func (n *network) RoundTrip(r *http.Request) (*http.Response, error) {
	n.mu.Lock()
	if n.busy == nil {
		n.busy, n.began = map[string]bool{}, time.Now()
	}
	if n.busy[r.URL.Host] {
		n.fault = r.URL.Host + " is asked twice at a time"
	}
	n.busy[r.URL.Host] = true
	n.asked = append(n.asked, fmt.Sprintf("%v %s %s", time.Since(n.began), r.Method, r.URL))
	n.mu.Unlock()
	defer func() {
		n.mu.Lock()
		n.busy[r.URL.Host] = false
		n.mu.Unlock()
	}()
	select {
	case <-time.After(n.takes):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	return n.answer(r)
}

func status(code int, header ...string) (*http.Response, error) {
	h := http.Header{}
	for i := 0; i < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: code, Header: h, Body: io.NopCloser(strings.NewReader(""))}, nil
}

// TestStatuses holds what is said of each kind of answer, in both languages.
func TestStatuses(t *testing.T) {
	for _, c := range []struct {
		code   int
		en, fr string // without the place; "" for nothing
	}{
		{200, "", ""},
		{206, "", ""},
		{416, "", ""},
		{404, `warning: "https://a.quebec/x" leads nowhere any more: the server answers 404 (checked on November 22, 2026)`, `avertissement : "https://a.quebec/x" ne mène plus nulle part : le serveur répond 404 (vérifié le 22 novembre 2026)`},
		{410, `warning: "https://a.quebec/x" leads nowhere any more: the server answers 410 (checked on November 22, 2026)`, `avertissement : "https://a.quebec/x" ne mène plus nulle part : le serveur répond 410 (vérifié le 22 novembre 2026)`},
		{403, `advice: nobody can say whether "https://a.quebec/x" is still there: the server answers 403 (checked on November 22, 2026)`, `conseil : on ne peut pas dire si "https://a.quebec/x" est encore là : le serveur répond 403 (vérifié le 22 novembre 2026)`},
		{429, `advice: nobody can say whether "https://a.quebec/x" is still there: the server asks to come again later (checked on November 22, 2026)`, `conseil : on ne peut pas dire si "https://a.quebec/x" est encore là : le serveur demande qu’on revienne plus tard (vérifié le 22 novembre 2026)`},
		{503, `advice: nobody can say whether "https://a.quebec/x" is still there: the server answers 503 (checked on November 22, 2026)`, `conseil : on ne peut pas dire si "https://a.quebec/x" est encore là : le serveur répond 503 (vérifié le 22 novembre 2026)`},
		{999, `advice: nobody can say whether "https://a.quebec/x" is still there: the server answers 999 (checked on November 22, 2026)`, `conseil : on ne peut pas dire si "https://a.quebec/x" est encore là : le serveur répond 999 (vérifié le 22 novembre 2026)`},
		{304, `advice: nobody can say whether "https://a.quebec/x" is still there: the server answers 304 (checked on November 22, 2026)`, `conseil : on ne peut pas dire si "https://a.quebec/x" est encore là : le serveur répond 304 (vérifié le 22 novembre 2026)`},
	} {
		synctest.Test(t, func(t *testing.T) {
			n := &network{answer: func(*http.Request) (*http.Response, error) { return status(c.code) }}
			r := Check(t.Context(), at("https://a.quebec/x"), "", Options{Now: today, through: n})
			for language, want := range map[string]string{"en": c.en, "fr": c.fr} {
				got := strings.TrimSuffix(strings.TrimPrefix(said(language, r), "1:1: "), "\n")
				if got != want {
					t.Errorf("%d: %q, want %q", c.code, got, want)
				}
			}
			if dead := c.code == 404 || c.code == 410; r.Asked != 1 || (r.Dead == 1) != dead || r.Dead+r.Unjudged > 1 || r.Silent {
				t.Errorf("%d: %+v", c.code, r)
			}
		})
	}
}

// TestErrors holds what is said where nothing comes back, and that one host alone does
// not mean that there is no network.
func TestErrors(t *testing.T) {
	for _, c := range []struct {
		err    error
		want   string
		silent bool
	}{
		{&net.DNSError{Err: "no such host", IsNotFound: true}, "warning: %q leads nowhere any more: no server has that name", true},
		{&net.DNSError{Err: "server misbehaving", IsTemporary: true}, "advice: nobody can say whether %q is still there: the server does not answer", true},
		{&net.DNSError{Err: "i/o timeout", IsTimeout: true}, "advice: nobody can say whether %q is still there: the server does not answer in time", true},
		{context.DeadlineExceeded, "advice: nobody can say whether %q is still there: the server does not answer in time", true},
		{io.ErrUnexpectedEOF, "advice: nobody can say whether %q is still there: the server does not answer", true},
		{&net.OpError{Op: "dial", Err: errPrivate}, "advice: nobody can say whether %q is still there: it is an address of a private network", false},
	} {
		synctest.Test(t, func(t *testing.T) {
			n := &network{answer: func(r *http.Request) (*http.Response, error) {
				if r.URL.Host == "well.quebec" {
					return status(200)
				}
				return nil, c.err
			}}
			r := Check(t.Context(), at("https://a.quebec/x", "https://well.quebec/"), "", Options{Now: today, through: n})
			want := "1:1: " + fmt.Sprintf(c.want, "https://a.quebec/x") + " (checked on November 22, 2026)\n"
			if got := said("en", r); got != want || r.Silent {
				t.Errorf("%v: %q, want %q", c.err, got, want)
			}
			alone := Check(t.Context(), at("https://a.quebec/x"), "", Options{Now: today, through: n})
			if alone.Silent != c.silent || c.silent && (len(alone.Faults) > 0 || len(readRecords(string(alone.Memory))) > 0) {
				t.Errorf("%v, alone: %+v", c.err, alone)
			}
			later := Check(t.Context(), at("https://a.quebec/x", "https://well.quebec/"), string(r.Memory), Options{Now: today, through: n})
			if later.Silent || said("en", later) != want {
				t.Errorf("%v: once more: %+v", c.err, later)
			}
		})
	}
}

// TestRedirects follows where addresses lead, and refuses to be led astray.
func TestRedirects(t *testing.T) {
	for _, c := range []struct{ name, first, want string }{
		{"for good", "301 https://b.quebec/new", `advice: "https://a.quebec/" has moved for good: https://b.quebec/new`},
		{"for a time", "302 https://b.quebec/new", ""},
		{"relative", "308 /new", `advice: "https://a.quebec/" has moved for good: https://a.quebec/new`},
		{"to a dead page", "301 /gone", `warning: "https://a.quebec/" leads nowhere any more: the server answers 404`},
		{"in a circle", "301 /", `advice: nobody can say whether "https://a.quebec/" is still there: the address leads from page to page without end`},
		{"script", "301 javascript:alert(1)", "astray"},
		{"file", "302 file:///etc/passwd", "astray"},
		{"no address", "302 http://%zz/", "astray"},
		{"long", "301 https://b.quebec/" + strings.Repeat("x", limit.ExternalAddress), "astray"},
		{"port", "302 https://b.quebec:22/", "astray"},
		{"private", "302 http://192.168.0.1/admin", "private"},
		{"this computer", "301 http://127.0.0.1/", "private"},
		{"of a cloud", "302 http://169.254.169.254/latest/meta-data", "private"},
		{"by name", "302 http://localhost/", "private"},
		{"a name without a dot", "302 http://router/", "private"},
		{"sixth", "302 http://[::ffff:10.0.0.1]/", "private"},
		{"password", "301 https://me:secret@b.quebec/new", `advice: "https://a.quebec/" has moved for good: https://b.quebec/new`},
		{"nowhere", "302 ", `advice: nobody can say whether "https://a.quebec/" is still there: the server answers 302`},
	} {
		synctest.Test(t, func(t *testing.T) {
			n := &network{answer: func(r *http.Request) (*http.Response, error) {
				if r.URL.User != nil || r.Header.Get("Authorization") != "" || r.Header.Get("Cookie") != "" {
					t.Errorf("%s: credentials were sent", c.name)
				}
				switch r.URL.Path {
				case "/":
					var code int
					var location string
					fmt.Sscanf(c.first, "%d", &code)
					_, location, _ = strings.Cut(c.first, " ")
					return status(code, "Location", location, "Set-Cookie", "a=b")
				case "/new":
					return status(200)
				}
				return status(404)
			}}
			r := Check(t.Context(), at("https://a.quebec/"), "", Options{Now: today, through: n})
			want := map[string]string{
				"astray":  `advice: nobody can say whether "https://a.quebec/" is still there: the address leads to where tract does not go`,
				"private": `advice: nobody can say whether "https://a.quebec/" is still there: it is an address of a private network`,
			}[c.want]
			if want == "" {
				want = c.want
			}
			if want != "" {
				want = "1:1: " + want + " (checked on November 22, 2026)\n"
			}
			if got := said("en", r); got != want {
				t.Errorf("%s: %q, want %q", c.name, got, want)
			}
			if (c.want == "astray" || c.want == "private") && slices.ContainsFunc(n.asked, func(s string) bool { return !strings.Contains(s, "a.quebec/") }) {
				t.Errorf("%s: it was asked: %q", c.name, n.asked)
			}
		})
	}
}

// TestGuest holds how hosts are asked: one thing at a time, with a pause, hosts beside
// each other, an address once.
func TestGuest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &network{takes: 300 * time.Millisecond, answer: func(r *http.Request) (*http.Response, error) {
			switch {
			case r.URL.Path == "/head" && r.Method == http.MethodHead:
				return status(405)
			case r.URL.Path == "/away":
				return status(302, "Location", "https://b.quebec/3")
			}
			return status(200)
		}}
		links := at("https://a.quebec/1", "https://b.quebec/1", "https://a.quebec/head#x", "https://a.quebec/head", "https://A.quebec/1#2", "https://b.quebec/2", "https://c.quebec/away",
			"https://example.org/", "https://nous.example/", "mailto:a@b.quebec", "https://own.quebec/site/x")
		var told atomic.Int64
		r := Check(t.Context(), links, "", Options{Now: today, Own: "https://own.quebec/site/", Told: func(int) { told.Add(1) }, through: n})
		if n.fault != "" || r.Asked != 5 || told.Load() != 5 || len(r.Faults) > 0 {
			t.Errorf("%s, %+v, told %d", n.fault, r, told.Load())
		}
		slices.Sort(n.asked)
		want := []string{
			"0s HEAD https://a.quebec/1", "0s HEAD https://b.quebec/1", "0s HEAD https://c.quebec/away",
			"1.3s HEAD https://a.quebec/head", "1.3s HEAD https://b.quebec/2", "2.6s GET https://a.quebec/head", "2.6s HEAD https://b.quebec/3",
		}
		// Which of the two asks b.quebec first is left to chance.
		for i := range n.asked {
			n.asked[i] = strings.ReplaceAll(n.asked[i], "https://b.quebec/2", "https://b.quebec/3")
		}
		for i := range want {
			want[i] = strings.ReplaceAll(want[i], "https://b.quebec/2", "https://b.quebec/3")
		}
		slices.Sort(want)
		if diff := cmp.Diff(want, n.asked); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

// TestLater leaves a host alone that asks for it, comes again where that is soon, and
// gives up one that is down.
func TestLater(t *testing.T) {
	for _, c := range []struct {
		name, after string
		codes       []int // one a request
		err         error
		requests    int
		unjudged    int
	}{
		{"soon", "5", []int{429, 200, 200, 200, 200, 200}, nil, 6, 0},
		{"not soon", "3600", []int{429}, nil, 1, 5},
		{"never said", "", []int{429}, nil, 1, 5},
		{"again and again", "1", []int{429, 429}, nil, 2, 5},
		{"a date to come", today.Add(time.Hour).Format(http.TimeFormat), []int{429}, nil, 1, 5},
		{"down", "", nil, io.ErrUnexpectedEOF, 3, 5},
	} {
		synctest.Test(t, func(t *testing.T) {
			i := 0
			n := &network{answer: func(r *http.Request) (*http.Response, error) {
				if r.URL.Host != "a.quebec" {
					return status(200)
				}
				if i++; c.err != nil {
					return nil, c.err
				}
				return status(c.codes[i-1], "Retry-After", c.after)
			}}
			r := Check(t.Context(), at("https://a.quebec/1", "https://a.quebec/2", "https://a.quebec/3", "https://a.quebec/4", "https://a.quebec/5", "https://b.quebec/"), "", Options{Now: today, through: n})
			if i != c.requests || r.Unjudged != c.unjudged || r.Dead > 0 {
				t.Errorf("%s: %d requests, %+v", c.name, i, r)
			}
		})
	}
}

// TestInterrupted keeps what is known when somebody has had enough, at once.
func TestInterrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer stop()
		n := &network{takes: time.Second, answer: func(*http.Request) (*http.Response, error) { return status(200) }}
		begin := time.Now()
		r := Check(ctx, at("https://a.quebec/1", "https://a.quebec/2", "https://a.quebec/3"), "", Options{Now: today, through: n})
		if time.Since(begin) != 1500*time.Millisecond || r.Asked != 1 || r.Left != 2 || len(readRecords(string(r.Memory))) != 1 || len(r.Faults) > 0 {
			t.Errorf("after %v: %+v", time.Since(begin), r)
		}
	})
}

// TestGoesOn begins a run with what the last one had no time for.
func TestGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &network{answer: func(*http.Request) (*http.Response, error) { return status(404) }}
		known := ""
		for range 3 {
			ctx, stop := context.WithTimeout(t.Context(), 1500*time.Millisecond) // for one, asked for twice
			known = string(Check(ctx, at("https://a.quebec/1", "https://a.quebec/2", "https://a.quebec/3"), known, Options{Now: today, through: n}).Memory)
			stop()
		}
		if got := readRecords(known); len(got) != 3 {
			t.Errorf("after three runs: %v", got)
		}
	})
}
