package serve

import (
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	"tract/internal/diag"
)

// raw sends bytes and gives the answer's code, or 0 where there is none, and all of it.
func (r *running) raw(t *testing.T, text string) (int, string) {
	t.Helper()
	c, err := net.Dial("tcp", r.server.listeners[0].Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := io.WriteString(c, text); err != nil {
		t.Fatal(err)
	}
	if err := c.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
		t.Fatal(err)
	}
	answer, _ := io.ReadAll(c) // what came before the end, however it came
	code := 0
	if _, err := fmt.Sscanf(strings.Replace(string(answer), "HTTP/1.0", "HTTP/1.1", 1), "HTTP/1.1 %d", &code); err != nil {
		return 0, string(answer)
	}
	return code, string(answer)
}

func TestHosts(t *testing.T) {
	r := start(t, Options{})
	r.change(folder("a", "1"))
	port := r.server.listeners[0].Addr().(*net.TCPAddr).Port
	at := func(host string) string { return fmt.Sprintf("GET /a.html HTTP/1.1\r\nHost: %s:%d\r\n", host, port) }
	for _, c := range []struct {
		name, head string
		code       int
	}{
		{"localhost", at("localhost"), 200},
		{"capitals", at("LocalHost"), 200},
		{"four", at("127.0.0.1"), 200},
		{"six", at("[::1]"), 200},
		{"another site", at("evil.example"), 403},
		{"a name that begins so", at("127.0.0.1.evil.example"), 403},
		{"a name that ends so", at("evil.localhost"), 403},
		{"trailing dot", at("localhost."), 403},
		{"no port", "GET /a.html HTTP/1.1\r\nHost: localhost\r\n", 403},
		{"another port", "GET /a.html HTTP/1.1\r\nHost: localhost:1\r\n", 403},
		{"any", at("0.0.0.0"), 403},
		{"another of ours", at("127.0.0.2"), 403},
		{"as a number", at("2130706433"), 403},
		{"empty", "GET /a.html HTTP/1.1\r\nHost:\r\n", 403},
		{"none", "GET /a.html HTTP/1.1\r\n", 400},
		{"none, and old", "GET /a.html HTTP/1.0\r\n", 403},
		{"two", at("localhost") + "Host: evil.example\r\n", 400},
		{"user", at("evil@localhost"), 400},
		{"absolute", fmt.Sprintf("GET http://evil.example/a.html HTTP/1.1\r\nHost: localhost:%d\r\n", port), 403},
		{"absolute and ours", fmt.Sprintf("GET http://localhost:%d/a.html HTTP/1.1\r\nHost: localhost:%[1]d\r\n", port), 200},
	} {
		if code, answer := r.raw(t, c.head+"Connection: close\r\n\r\n"); code != c.code {
			t.Errorf("%s: %d, want %d: %.80q", c.name, code, c.code, answer)
		}
	}
}

func TestForeign(t *testing.T) {
	r := start(t, Options{})
	r.change(folder("a", "1"))
	own := strings.TrimSuffix(r.server.URL(), "/")
	visit := []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}
	for _, c := range []struct {
		name, path string
		headers    []string
		code       int
	}{
		{"an old browser", "/a.html", nil, 200},
		{"typed", "/a.html", []string{"Sec-Fetch-Site", "none"}, 200},
		{"our own script", "/_tract/problems", []string{"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors"}, 200},
		{"a link elsewhere", "/a.html", visit, 200},
		{"a link to what is ours alone", "/_tract/problems", visit, 403},
		{"a script", "/a.html", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "script"}, 403},
		{"a frame", "/a.html", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"}, 403},
		{"another port", "/_tract/live.js", []string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "script"}, 403},
		{"what will be", "/a.html", []string{"Sec-Fetch-Site", "new-kind"}, 403},
		{"our origin", "/_tract/problems", []string{"Origin", own}, 200},
		{"another origin", "/_tract/problems", []string{"Origin", "http://evil.example"}, 403},
		{"another port's origin", "/a.html", []string{"Origin", "http://127.0.0.1:1"}, 403},
		{"no origin", "/a.html", []string{"Origin", "null"}, 403},
		{"the same by another name", "/a.html", []string{"Origin", strings.Replace(own, "127.0.0.1", "localhost", 1)}, 403},
		{"events for another", "/_tract/events", []string{"Origin", "https://evil.example"}, 403},
	} {
		if response, body := r.get(t, c.path, c.headers...); response.StatusCode != c.code {
			t.Errorf("%s: %d, want %d: %.40q", c.name, response.StatusCode, c.code, body)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "PROPFIND"} {
		head := method + " /a.html HTTP/1.1\r\nHost: " + strings.TrimPrefix(own, "http://") + "\r\nContent-Length: 0\r\n\r\n"
		if method == "CONNECT" {
			head = strings.Replace(head, "/a.html", strings.TrimPrefix(own, "http://"), 1)
		}
		if code, answer := r.raw(t, head); code != 405 || !strings.Contains(answer, "Allow: GET, HEAD") {
			t.Errorf("%s: %d %.80q", method, code, answer)
		}
	}
	if code, answer := r.raw(t, "HEAD /a.html HTTP/1.1\r\nHost: "+strings.TrimPrefix(own, "http://")+"\r\nConnection: close\r\n\r\n"); code != 200 || !strings.HasSuffix(answer, "\r\n\r\n") {
		t.Errorf("HEAD: %d %q", code, answer)
	}
}

// TestTraversal asks for what is not of the site in every way that was ever tried
// on a server: nothing but the site's own page, or nothing at all, comes back.
func TestTraversal(t *testing.T) {
	r := start(t, Options{})
	r.change(folder("a", "1", "sub/index", "2"))
	host := strings.TrimSuffix(strings.TrimPrefix(r.server.URL(), "http://"), "/")
	deep := strings.Repeat("../", 12) + "etc/passwd"
	paths := []string{
		"/" + deep, "//" + deep, "/a/" + deep, "/./" + deep, "/../a.html", "/sub/../a.html", "/a.html/../../a.html",
		"/..", "/../", "/.", "/./", "/...", "/.../", "/..;/", "/..;/etc/passwd", "/a.html/..", "/%2e%2e/a.html", "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
		"/%2E%2E/%2E%2E/etc/passwd", "/.%2e/a.html", "/%2e./a.html", "/..%2f..%2fetc%2fpasswd", "/%252e%252e%252fetc%252fpasswd", "/..%255c..%255cetc",
		"/..%5c..%5cetc%5cpasswd", "/..\\..\\etc\\passwd", "/\\..\\..\\etc", "/a.html%5c", "/%5c%5chost%5cshare", "/C:/Windows/win.ini", "/C:%5cWindows",
		"//etc/passwd", "///etc/passwd", "//a.html", "/sub//index.html", "/a.html//", "//evil.example/..", "/%2f%2fevil.example", "/%2fetc%2fpasswd",
		"/etc/passwd", "/a.html%00", "/a.html%00.css", "/%00", "/%00/../etc/passwd", "/a%0d%0aSet-Cookie:x", "/content/a.md", "/content/site.yaml", "/static/",
		"/.git/config", "/.tract/memory", "/go.mod", "/a.html?raw", "/a.html?raw??", "/@fs/etc/passwd", "/@fs/etc/passwd?import&raw??", "/a.html?/../../etc/passwd",
		"/a.html#/../etc/passwd", "/%c0%ae%c0%ae/etc/passwd", "/%c0%af..%c0%afetc", "/%e0%80%ae%e0%80%ae/etc", "/%ff%fe", "/%u002e%u002e/etc", "/%", "/%2", "/%zz",
		"/~root/", "/proc/self/environ", "/file:///etc/passwd", "/sub/%2e%2e/a.html", "/_tract/../a.html", "/_tract/%2e%2e/a.html", "/_tract/live.js/../../go.mod",
		"/" + strings.Repeat("a", 4000), "/" + strings.Repeat("a/", 2000), "/" + strings.Repeat("../", 2000), "*", "", "a.html", "file:///etc/passwd", "/" + strings.Repeat("b", 40_000),
	}
	if len(paths) < 60 {
		t.Fatalf("only %d paths", len(paths))
	}
	for _, path := range paths {
		code, answer := r.raw(t, "GET "+path+" HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\n\r\n")
		switch {
		case strings.HasPrefix(path, "/a.html?"), strings.HasPrefix(path, "/a.html#"):
			if strings.Contains(answer, "root:") || code != 200 && code != 400 {
				t.Errorf("%.60q: %d %.80q", path, code, answer)
			}
		case code != 400 && code != 403 && code != 404 && code != 431:
			t.Errorf("%.60q: %d %.80q", path, code, answer)
		}
		for _, secret := range []string{"root:", "module ", "title: x", "<pre>", "Set-Cookie"} {
			if strings.Contains(answer, secret) {
				t.Errorf("%.60q: %.200q", path, answer)
			}
		}
	}
}

// openToLAN is a server that takes 127.0.0.2 for an address of the local network.
func openToLAN(t *testing.T) *running {
	t.Helper()
	server, err := Listen(Options{Addr: "127.0.0.1:0", Catalog: diag.In("en")})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		t.Fatalf("a second address of this machine is needed, as Linux has it: %v", err)
	}
	server.listeners = append(server.listeners, l)
	server.doors = append(server.doors, door{hosts: []string{l.Addr().String()}, token: newToken(), cookie: "tract-1"})
	return startServer(t, server)
}

func TestToken(t *testing.T) {
	r := openToLAN(t)
	r.change(folder("a", "1"))
	phone, err := url.Parse(r.server.PhoneURL())
	if err != nil || len(phone.Query().Get(tokenField)) != 22 {
		t.Fatalf("%s: %v", r.server.PhoneURL(), err)
	}
	token := phone.Query().Get(tokenField)
	at := "http://" + phone.Host
	response, body := fetch(t, at+"/a.html?x=1&"+tokenField+"="+token)
	if response.StatusCode != 303 || response.Header.Get("Location") != "/a.html?x=1" || body != "" {
		t.Fatalf("%d %v", response.StatusCode, response.Header)
	}
	cookie := response.Header.Get("Set-Cookie")
	if !strings.Contains(cookie, "; HttpOnly") || !strings.Contains(cookie, "; SameSite=Lax") || !strings.Contains(cookie, "; Path=/") {
		t.Errorf("cookie %s", cookie)
	}
	cookie, _, _ = strings.Cut(cookie, ";")
	for _, c := range []struct {
		name, path string
		headers    []string
		code       int
	}{
		{"with the cookie", "/a.html", []string{"Cookie", cookie}, 200},
		{"with the cookie and the address", "/a.html?" + tokenField + "=" + token, []string{"Cookie", cookie}, 303},
		{"with the cookie and an old address", "/a.html?" + tokenField + "=" + newToken(), []string{"Cookie", cookie}, 303},
		{"with the cookie among others", "/a.html", []string{"Cookie", "a=b; " + cookie}, 200},
		{"without", "/a.html", nil, 403},
		{"without, our own", "/_tract/live.js", nil, 403},
		{"without, events", "/_tract/events", nil, 403},
		{"empty", "/?" + tokenField + "=", nil, 403},
		{"wrong", "/?" + tokenField + "=" + newToken(), nil, 403},
		{"longer", "/?" + tokenField + "=" + token + "a", nil, 403},
		{"shorter", "/?" + tokenField + "=" + token[1:], nil, 403},
		{"wrong cookie", "/a.html", []string{"Cookie", "tract-1=" + newToken()}, 403},
		{"empty cookie", "/a.html", []string{"Cookie", "tract-1="}, 403},
		{"another's cookie", "/a.html", []string{"Cookie", "tract-2=" + token}, 403},
		{"with the cookie for another site", "/a.html", []string{"Cookie", cookie, "Origin", "http://evil.example"}, 403},
	} {
		response, body := fetch(t, at+c.path, c.headers...)
		if response.StatusCode != c.code {
			t.Errorf("%s: %d", c.name, response.StatusCode)
		}
		if c.code == 403 && (strings.Contains(body, token) || response.Header.Get("Set-Cookie") != "") {
			t.Errorf("%s: %s", c.name, body)
		}
	}
	_, body = fetch(t, at)
	for _, part := range []string{`<section lang="fr"><h1>Cette page`, "<p>Prenez l’adresse", `<section lang="en"><h1>This page`, "<p>Take the address", "not public", "pas publique"} {
		if !strings.Contains(body, part) {
			t.Errorf("the page does not say %q: %s", part, body)
		}
	}
	if code, _ := r.raw(t, "GET /a.html HTTP/1.1\r\nHost: "+phone.Host+"\r\nConnection: close\r\n\r\n"); code != 403 {
		t.Errorf("by the other name, without a token: %d", code)
	}
	if response, _ := r.get(t, "/a.html"); response.StatusCode != 200 {
		t.Errorf("on this machine: %d", response.StatusCode)
	}
	if response, _ := fetch(t, at+"//evil.example/?"+tokenField+"="+token); strings.HasPrefix(response.Header.Get("Location"), "//") {
		t.Errorf("leads to %s", response.Header.Get("Location"))
	}
}
