package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"tract/internal/promise"
)

// spoken is what a command says while it runs.
type spoken struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *spoken) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *spoken) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// served is a running «tract serve» of a site that may be edited.
type served struct {
	*testing.T
	dir, address string
	stdout       spoken
	stderr       spoken
	stop         func() int
}

func serveSite(t *testing.T, arguments ...string) *served {
	t.Helper()
	s := &served{T: t, dir: t.TempDir()}
	writeExamples(t, s.dir, exampleSite(t, "en"))
	s.start("127.0.0.1:0", arguments...)
	return s
}

// start runs the command, for the first time or again.
func (s *served) start(addr string, arguments ...string) {
	s.Helper()
	said := len(s.stdout.String())
	ctx, cancel := context.WithCancel(context.Background()) // it ends after the pages that show it
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, append([]string{"serve", "--source", s.dir, "--addr", addr}, arguments...), func(string) string { return "" }, &s.stdout, &s.stderr)
	}()
	s.stop = func() int {
		cancel()
		select {
		case code := <-ended:
			ended <- code
			return code
		case <-time.After(time.Minute):
			s.Errorf("the server does not end; said:\n%s%s", s.stdout.String(), s.stderr.String())
			return -1
		}
	}
	stop := s.stop
	s.Cleanup(func() { stop() })
	s.wait("the address", func() bool {
		s.address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(s.stdout.String()[said:])
		return s.address != ""
	})
}

func (s *served) wait(what string, done func() bool) {
	s.Helper()
	for until := time.Now().Add(time.Minute); !done(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(until) {
			s.Fatalf("%s: not after a minute; said:\n%s%s", what, s.stdout.String(), s.stderr.String())
		}
	}
}

func (s *served) get(path string) (int, string) {
	s.Helper()
	response, err := http.Get(s.address + path)
	if err != nil {
		s.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		s.Fatal(err)
	}
	return response.StatusCode, string(body)
}

// edit replaces a text of a file with another.
func (s *served) edit(name, old, text string) {
	s.Helper()
	name = filepath.Join(s.dir, filepath.FromSlash(name))
	src, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(src), old) {
		s.Fatalf("%s: %v, no %q in it", name, err, old)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(src), old, text, 1)), 0o666); err != nil {
		s.Fatal(err)
	}
}

func (s *served) shows(path, text string) {
	s.Helper()
	s.wait(path+" shows "+text, func() bool {
		_, body := s.get(path)
		return strings.Contains(body, text)
	})
}

// TestServe edits a site as a person does: a title, a fault, its mending, an address.
func TestServe(t *testing.T) {
	s := serveSite(t)
	const page, file = "/en/guides/write-owner.html", "content/guides/write-owner.en.md"
	code, body := s.get(page)
	if code != 200 || !strings.Contains(body, `<script src="/_tract/live.js"`) || !strings.Contains(body, s.address+page) {
		t.Fatalf("%d %s", code, body)
	}
	s.edit(file, "\ntitle: ", "\ntitle: Now ")
	s.shows(page, ">Now ")
	s.shows("/en/guides/", "Now ")
	s.edit(file, "\neffort:", "\nefort:")
	s.wait("the fault", func() bool {
		return strings.Contains(s.stderr.String(), "error: there is no field \"efort\" here\n    | efort: ") && strings.Contains(s.stderr.String(), "    hint: did you mean \"effort\"?\n")
	})
	s.edit("content/demands/committee.en.md", "\ntitle: ", "\ntitle: Also ")
	s.shows("/en/demands/committee.html", ">Also ")
	if code, body := s.get(page); code != 200 || !strings.Contains(body, ">Now ") {
		t.Errorf("with a fault: %d", code)
	}
	if _, body := s.get("/_tract/problems"); !strings.Contains(body, `"excerpt":"efort: `) {
		t.Errorf("problems: %s", body)
	}
	s.edit(file, "\nefort:", "\neffort:")
	s.wait("no problem", func() bool {
		_, body := s.get("/_tract/problems")
		return !strings.Contains(body, `"error"`+`,"code"`) && !strings.Contains(body, "efort")
	})
	s.get(page)
	s.edit(file, "\ntitle: ", "\nslug: elsewhere\ntitle: ")
	s.shows("/en/guides/elsewhere.html", ">Now ")
	s.shows(page, ">Now ") // leads there
	if _, err := os.Stat(filepath.Join(s.dir, "public")); !os.IsNotExist(err) {
		t.Errorf("something was written: %v", err)
	}
	if !regexp.MustCompile(`^the site is at http://127\.0\.0\.1:\d+/ \(Ctrl-C ends\)\n$`).MatchString(s.stdout.String()) || !regexp.MustCompile(`(?m)^tract: shown in \d+ ms$`).MatchString(s.stderr.String()) {
		t.Errorf("said %s%s", s.stdout.String(), s.stderr.String())
	}
	began := time.Now()
	if code := s.stop(); code != 0 || time.Since(began) > time.Second {
		t.Errorf("ended with %d after %s", code, time.Since(began))
	}
}

// TestS4Drafts holds that drafts are shown to who asks for them, and no page to the network.
func TestS4Drafts(t *testing.T) {
	tried := 0
	for _, arguments := range [][]string{nil, {"--drafts"}} {
		tried++
		s := serveSite(t, arguments...)
		s.edit("content/guides/write-owner.en.md", "\ntitle: ", "\ndraft: true\ntitle: ")
		want := 404
		if arguments != nil {
			want = 200
			s.shows("/en/guides/write-owner.html", `data-kind="draft"`)
		}
		s.wait("the draft", func() bool {
			code, _ := s.get("/en/guides/write-owner.html")
			return code == want
		})
		if out := s.stdout.String(); strings.Count(out, "http://") != 1 || strings.Contains(out, "?") {
			t.Errorf("said %s", out)
		}
	}
	promise.Held(t, tried)
}

// TestS5Published builds a site and looks for what the server adds to pages.
func TestS5Published(t *testing.T) {
	dir, tried := t.TempDir(), 0
	writeExamples(t, dir, exampleSite(t, "en"))
	for _, arguments := range [][]string{nil, {"--drafts"}} {
		tried++
		var said bytes.Buffer
		if code := run(t.Context(), append([]string{"build", "--source", dir, "--output", filepath.Join(dir, "public")}, arguments...), func(string) string { return "" }, &said, &said); code != 0 {
			t.Fatal(said.String())
		}
		pages := 0
		if err := filepath.WalkDir(filepath.Join(dir, "public"), func(name string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			src, err := os.ReadFile(name)
			if bytes.Contains(src, []byte("_tract/live")) || bytes.Contains(src, []byte("_tract/events")) || strings.Contains(name, "_tract") {
				t.Errorf("%s has something of the server", name)
			}
			if strings.HasSuffix(name, ".html") {
				pages++
			}
			return err
		}); err != nil || pages < 10 {
			t.Errorf("%d pages, %v", pages, err)
		}
	}
	promise.Held(t, tried)
}

// TestServeWithoutSite begins where there is no site yet.
func TestServeWithoutSite(t *testing.T) {
	s := serveSite(t, "--ui", "fr")
	s.get("/") // it is good now
	if err := os.Rename(filepath.Join(s.dir, "content", "site.yaml"), filepath.Join(s.dir, "content", "other.txt")); err != nil {
		t.Fatal(err)
	}
	s.wait("the fault", func() bool { return strings.Contains(s.stderr.String(), "content/site.yaml: erreur") })
	if code, _ := s.get("/"); code != 200 {
		t.Errorf("the last good site: %d", code)
	}
	dir := t.TempDir()
	inTheWay := filepath.Join(dir, "content")
	if err := os.WriteFile(inTheWay, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr spoken
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int)
	go func() {
		ended <- run(ctx, []string{"serve", "--source", dir, "--addr", "127.0.0.1:0"}, func(string) string { return "" }, &stdout, &stderr)
	}()
	s.wait("the fault of the other", func() bool { return strings.Contains(stderr.String(), "content: error") })
	s.address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(stdout.String())
	if code, body := s.get("/"); code != 503 || !strings.Contains(body, "content: error") {
		t.Errorf("%d %s", code, body)
	}
	if err := os.Remove(inTheWay); err != nil {
		t.Fatal(err)
	}
	s.wait("the next fault", func() bool { return strings.Contains(stderr.String(), "content/site.yaml: error") })
	if code, body := s.get("/"); code != 503 || !strings.Contains(body, "content/site.yaml: error") {
		t.Errorf("%d %s", code, body)
	}
	s.dir = dir
	writeExamples(t, dir, readExamples(t, "README.md")[:2])
	s.shows("/en/", "Bolt Parcel")
	stop()
	if code := <-ended; code != 0 {
		t.Errorf("ended with %d", code)
	}
}

// TestMovedWhileWatching ends, and says why, once the site's folder is another.
func TestMovedWhileWatching(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		arguments []string
		said      string
	}{
		{[]string{"serve", "--addr", "127.0.0.1:0"}, "tract: the site's folder was moved or replaced; start the command again\n"},
		{[]string{"build", "--watch", "--ui", "fr", "--output", filepath.Join(t.TempDir(), "public")}, "tract: le dossier du site a été déplacé ou remplacé; relancez la commande\n"},
	} {
		dir := filepath.Join(t.TempDir(), "site")
		writeExamples(t, dir, exampleSite(t, "en"))
		s := &served{T: t}
		ended := make(chan int, 1)
		go func() {
			ended <- run(t.Context(), append(c.arguments, "--source", dir), func(string) string { return "" }, &s.stdout, &s.stderr)
		}()
		s.wait("the site", func() bool { return strings.Contains(s.stdout.String()+s.stderr.String(), "Ctrl-C") })
		if err := errors.Join(os.Rename(dir, dir+"-2"), os.CopyFS(dir, os.DirFS(dir+"-2"))); err != nil {
			t.Fatal(err)
		}
		s.wait("the end", func() bool { return strings.Contains(s.stderr.String(), c.said) })
		if code := <-ended; code != 1 {
			t.Errorf("%v: ended with %d", c.arguments, code)
		}
	}
}

// TestServeRefuses is told where it cannot listen.
func TestServeRefuses(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, c := range []struct {
		arguments []string
		code      int
		said      string
	}{
		{[]string{"--addr", l.Addr().String()}, 1, "tract: nothing can be shown at " + l.Addr().String() + " (another program uses it)\n    hint: "},
		{[]string{"--addr", "0.0.0.0:8000"}, 2, "tract: \"0.0.0.0:8000\" is not an address of this computer alone\n    hint: write 127.0.0.1:8000"},
		{[]string{"--addr", "8000"}, 2, "tract: \"8000\" is not of the form HOST:PORT, with a port up to 65535\n    hint: write 127.0.0.1:8000"},
		{[]string{"--addr", "127.0.0.1:99999", "--ui", "fr"}, 2, "tract: \"127.0.0.1:99999\" n’est pas de la forme HÔTE:PORT, avec un port d’au plus 65535\n"},
		{[]string{"--addr", strings.Replace(l.Addr().String(), "127.0.0.1", "localhost", 1)}, 1, "tract: nothing can be shown at " + l.Addr().String() + " (another program uses it)\n    hint: "},
		{[]string{"--source", "nowhere"}, 2, "tract: there is no folder \"nowhere\"\n"},
		{[]string{"site"}, 2, "tract: the command does not take \"site\"\n"},
		{[]string{"--output", "x"}, 2, "tract: there is no option --output\n"},
	} {
		var stdout, stderr bytes.Buffer
		code := run(t.Context(), append([]string{"serve"}, c.arguments...), func(string) string { return "" }, &stdout, &stderr)
		if code != c.code || !strings.HasPrefix(stderr.String(), c.said) || stdout.Len() > 0 {
			t.Errorf("%v: %d %s%s", c.arguments, code, stdout.String(), stderr.String())
		}
	}
}
