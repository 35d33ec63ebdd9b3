package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// asking is a site whose links lead to a server of this computer, checked as a person does.
type asking struct {
	t      *testing.T
	dir    string
	server *httptest.Server
	mu     sync.Mutex
	asked  map[string]int
	stdout string
	stderr string
}

func newAsking(t *testing.T) *asking {
	a := &asking{t: t, dir: t.TempDir(), asked: map[string]int{}}
	a.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.mu.Lock()
		a.asked[r.URL.Path]++
		a.mu.Unlock()
		switch r.URL.Path {
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/old":
			http.Redirect(w, r, "/new", http.StatusMovedPermanently)
		case "/closed":
			w.WriteHeader(http.StatusForbidden)
		}
	}))
	t.Cleanup(a.server.Close)
	a.write("content/site.yaml", "title: {fr: Liens, en: Links}\nlanguages: [fr, en]\nbase_url: https://liens.example.org/\nrules: {review.odd-host: off} # the server has no name\n")
	a.write("content/pages/about.fr.md", "---\ntitle: À propos\nsources:\n  - title: Le registre\n    url: SERVER/gone\n    date: 2026-01-02\n---\nVoyez [la page disparue](SERVER/gone#ici), [la page déménagée](SERVER/old) et [la page fermée](SERVER/closed).\n")
	a.write("content/pages/about.en.md", "---\ntitle: About\nslug: about-us\ntranslated_from: none\n---\nSee [the page that is well](SERVER/well).\n")
	return a
}

func (a *asking) write(name, text string) {
	a.t.Helper()
	file := filepath.Join(a.dir, filepath.FromSlash(name))
	err := os.MkdirAll(filepath.Dir(file), 0o777)
	if err == nil {
		err = os.WriteFile(file, []byte(strings.ReplaceAll(text, "SERVER", a.server.URL)), 0o666)
	}
	if err != nil {
		a.t.Fatal(err)
	}
}

// check runs tract check, and forgets what was asked before.
func (a *asking) check(ctx context.Context, args ...string) int {
	a.mu.Lock()
	clear(a.asked)
	a.mu.Unlock()
	var stdout, stderr bytes.Buffer
	args = append([]string{"check", "--source", a.dir}, args...)
	u := newUI(args, func(string) string { return "" }, &stdout, &stderr)
	u.allowed = func(netip.AddrPort) bool { return true }
	root := rootCommand(u)
	root.SetArgs(args)
	code := u.exitCode(root.ExecuteContext(ctx))
	a.stdout, a.stderr = strings.ReplaceAll(strings.ReplaceAll(stdout.String(), a.server.URL, "SERVER"), "\u00a0", " "), strings.ReplaceAll(stderr.String(), "\u00a0", " ")
	return code
}

func (a *asking) wants(where, text string, wanted bool) {
	a.t.Helper()
	if strings.Contains(where, text) != wanted {
		a.t.Errorf("%q is there: %v\n%s%s", text, !wanted, a.stdout, a.stderr)
	}
}

// TestCheckExternal asks for the links of a site, and again.
func TestCheckExternal(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	if code := a.check(t.Context(), "--now", "2026-11-22"); code != 0 || len(a.asked) > 0 {
		t.Fatalf("without --external: %d, %v\n%s", code, a.asked, a.stdout)
	}
	if _, err := os.Stat(filepath.Join(a.dir, ".tract")); err == nil {
		t.Error("a check alone writes")
	}
	if code := a.check(t.Context(), "--external", "--now", "2026-11-22", "--ui", "fr"); code != 0 {
		t.Errorf("a dead link is a warning: %d", code)
	}
	for _, want := range []string{
		`content/pages/about.fr.md:5:10: avertissement : "SERVER/gone" ne mène plus nulle part : le serveur répond 410 (vérifié le 22 novembre 2026)`,
		`content/pages/about.fr.md:8:7: avertissement : "SERVER/gone#ici" ne mène plus nulle part`,
		`conseil : "SERVER/old" a déménagé pour de bon : SERVER/new (vérifié le 22 novembre 2026)`,
		`conseil : on ne peut pas dire si "SERVER/closed" est encore là : le serveur répond 403`,
	} {
		a.wants(a.stdout, want, true)
	}
	a.wants(a.stdout, "/well", false)
	a.wants(a.stderr, "tract: liens vers d’autres sites, le 22 novembre 2026 : adresses demandées, 4; demandées il y a moins d’une semaine, 0; mortes, 1; sans réponse claire, 1\n", true)
	if a.asked["/well"] != 1 || a.asked["/gone"] != 2 || a.asked["/new"] != 1 {
		t.Errorf("asked: %v", a.asked)
	}
	if code := a.check(t.Context(), "--external", "--strict", "--now", "2026-11-24"); code != 1 || a.asked["/well"] > 0 || a.asked["/old"] > 0 || a.asked["/gone"] != 2 {
		t.Errorf("again: %d, %v", code, a.asked)
	}
	a.wants(a.stdout, `"SERVER/old" has moved for good: SERVER/new (checked on November 22, 2026)`, true)
	a.wants(a.stdout, `leads nowhere any more: the server answers 410 (checked on November 24, 2026)`, true)
	a.wants(a.stderr, "on November 24, 2026: addresses asked for, 2; asked for less than a week ago, 2; dead, 1; without a clear answer, 1\n", true)
}

// TestExternalRules has the settings and a baseline see it otherwise.
func TestExternalRules(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	day := []string{"--external", "--now", "2026-11-22"}
	a.check(t.Context(), append(day, "--write-baseline")...)
	a.wants(a.stderr, "findings known from now on: 4 (check-baseline.txt)", true)
	a.wants(a.stdout, "gone", false)
	if code := a.check(t.Context(), "--external", "--strict", "--now", "2026-11-25"); code != 0 {
		t.Errorf("what is known fails: %d\n%s", code, a.stdout)
	}
	// What was not looked for is neither stale nor forgotten.
	a.check(t.Context(), "--now", "2026-11-22", "--write-baseline")
	a.wants(a.stdout, "baseline", false)
	if src, err := os.ReadFile(filepath.Join(a.dir, "check-baseline.txt")); err != nil || strings.Count(string(src), " external.") != 4 {
		t.Errorf("the baseline is now: %v\n%s", err, src)
	}
	a.write("content/site.yaml", "title: {fr: Liens, en: Links}\nlanguages: [fr, en]\nbase_url: https://liens.example.org/\nrules: {review.odd-host: off, external.dead: error, external.moved: off, external.unjudged: off}\n")
	if err := os.Remove(filepath.Join(a.dir, "check-baseline.txt")); err != nil {
		t.Fatal(err)
	}
	if code := a.check(t.Context(), day...); code != 1 {
		t.Errorf("an error does not fail: %d", code)
	}
	a.wants(a.stdout, "2 errors\n", true)
}

// TestExternalCut keeps what is known when somebody has had enough, and says so when
// nobody answers.
func TestExternalCut(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	a.check(t.Context(), "--external", "--now", "2026-11-22")
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if code := a.check(stopped, "--external", "--now", "2026-11-22"); code != 1 || a.stdout != "" || len(a.asked) > 0 {
		t.Errorf("%d, %v\n%s", code, a.asked, a.stdout)
	}
	a.wants(a.stderr, "tract: the check of links was interrupted; what is known is kept\n", true)
	a.server.Close()
	if code := a.check(t.Context(), "--external", "--now", "2027-11-22", "--ui", "fr"); code != 1 {
		t.Errorf("nobody answers: %d", code)
	}
	a.wants(a.stderr, "tract: aucun site ne répond; cet ordinateur a-t-il accès à Internet?\n", true)
	a.wants(a.stdout, "SERVER", false)
}
