package serve

import (
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tract/internal/diag"
	"tract/internal/limit"
	"tract/internal/promise"
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
		t.Logf("not all is taken: %v", err)
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

// TestS1Hosts asks by every name that could lead here.
func TestS1Hosts(t *testing.T) {
	r := start(t, Options{})
	r.change(folder("a", "1"))
	port := r.server.listeners[0].Addr().(*net.TCPAddr).Port
	tried := 0
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
		{"a name that leads here", at("127.0.0.1.nip.io"), 403},
		{"a name that begins so", at("127.0.0.1.evil.example"), 403},
		{"a name that begins like ours", at("localhost.evil.example"), 403},
		{"a name that ends so", at("evil.localhost"), 403},
		{"a longer name", at("evillocalhost"), 403},
		{"trailing dot", at("localhost."), 403},
		{"trailing dot of a number", at("127.0.0.1."), 403},
		{"no port", "GET /a.html HTTP/1.1\r\nHost: localhost\r\n", 403},
		{"no port, of a number", "GET /a.html HTTP/1.1\r\nHost: 127.0.0.1\r\n", 403},
		{"an empty port", "GET /a.html HTTP/1.1\r\nHost: localhost:\r\n", 403},
		{"another port", "GET /a.html HTTP/1.1\r\nHost: localhost:1\r\n", 403},
		{"the port with a zero", fmt.Sprintf("GET /a.html HTTP/1.1\r\nHost: localhost:0%d\r\n", port), 403},
		{"the port twice", at(fmt.Sprintf("localhost:%d", port)), 403},
		{"any", at("0.0.0.0"), 403},
		{"any, of the new kind", at("[::]"), 403},
		{"another of ours", at("127.0.0.2"), 403},
		{"as a number", at("2130706433"), 403},
		{"as a number of sixteen", at("0x7f000001"), 403},
		{"as a number of eight", at("0177.0.0.1"), 403},
		{"short", at("127.1"), 403},
		{"with a zone", at("[::1%25lo]"), 403},
		{"the old in the new", at("[::ffff:127.0.0.1]"), 403},
		{"six, at length", at("[0:0:0:0:0:0:0:1]"), 403},
		{"six, bare", at("::1"), 403},
		{"wide letters", at("ｌocalhost"), 400},
		{"with a space", at("localhost evil.example"), 400},
		{"with a comma", at("localhost,evil.example"), 403},
		{"with a path", at("localhost/evil.example"), 400},
		{"user", at("evil@localhost"), 400},
		{"empty", "GET /a.html HTTP/1.1\r\nHost:\r\n", 403},
		{"none", "GET /a.html HTTP/1.1\r\n", 400},
		{"none, and old", "GET /a.html HTTP/1.0\r\n", 403},
		{"two", at("localhost") + "Host: evil.example\r\n", 400},
		{"two, ours last", "GET /a.html HTTP/1.1\r\nHost: evil.example\r\n" + strings.SplitAfterN(at("localhost"), "\r\n", 2)[1], 400},
		{"forwarded", at("evil.example") + fmt.Sprintf("X-Forwarded-Host: localhost:%d\r\nForwarded: host=localhost:%[1]d\r\n", port), 403},
		{"folded", fmt.Sprintf("GET /a.html HTTP/1.1\r\nHost: evil.example\r\n localhost:%d\r\n", port), 400},
		{"absolute", fmt.Sprintf("GET http://evil.example/a.html HTTP/1.1\r\nHost: localhost:%d\r\n", port), 403},
		{"absolute and ours", fmt.Sprintf("GET http://localhost:%d/a.html HTTP/1.1\r\nHost: localhost:%[1]d\r\n", port), 200},
		{"absolute and secure", fmt.Sprintf("GET https://localhost:%d/a.html HTTP/1.1\r\nHost: localhost:%[1]d\r\n", port), 400},
		{"absolute, without a name", fmt.Sprintf("GET http:///a.html HTTP/1.1\r\nHost: evil.example:%d\r\n", port), 403},
		{"absolute, with a user", fmt.Sprintf("GET http://localhost:%d@evil.example/a.html HTTP/1.1\r\nHost: localhost:%[1]d\r\n", port), 403},
	} {
		tried++
		if code, answer := r.raw(t, c.head+"Connection: close\r\n\r\n"); code != c.code || code != 200 && strings.Contains(answer, "<body>") {
			t.Errorf("%s: %d, want %d: %.80q", c.name, code, c.code, answer)
		}
	}
	// One that was told to listen elsewhere on this machine has that name too.
	other := start(t, Options{Addr: "127.0.0.2:0"})
	other.change(folder("a", "1"))
	for host, code := range map[string]int{"127.0.0.2": 200, "127.0.0.3": 403} {
		tried++
		at := fmt.Sprintf("%s:%d", host, other.server.listeners[0].Addr().(*net.TCPAddr).Port)
		if got, answer := other.raw(t, "GET /a.html HTTP/1.1\r\nHost: "+at+"\r\nConnection: close\r\n\r\n"); got != code {
			t.Errorf("%s: %d, want %d: %.80q", at, got, code, answer)
		}
	}
	promise.Held(t, tried)
}

// TestS2Foreign asks with what browsers say of who asks.
func TestS2Foreign(t *testing.T) {
	r := start(t, Options{})
	r.change(folder("a", "1"))
	own := strings.TrimSuffix(r.server.URL(), "/")
	tried := 0
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
		{"another port's frame", "/a.html", []string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"}, 403},
		{"a link on another port", "/a.html", []string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, 200},
		{"an embedded page", "/a.html", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "embed"}, 403},
		{"an object", "/a.html", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "object"}, 403},
		{"a picture", "/i.png", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image"}, 403},
		{"a font", "/f.woff2", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "font"}, 403},
		{"what is fetched before it is wanted", "/a.html", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "empty", "Sec-Purpose", "prefetch"}, 403},
		{"a visit that is none", "/a.html", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}, 403},
		{"a worker", "/_tract/live.js", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "same-origin", "Sec-Fetch-Dest", "serviceworker", "Service-Worker", "script"}, 403},
		{"what will be", "/a.html", []string{"Sec-Fetch-Site", "new-kind"}, 403},
		{"our origin", "/_tract/problems", []string{"Origin", own}, 200},
		{"another origin", "/_tract/problems", []string{"Origin", "http://evil.example"}, 403},
		{"another port's origin", "/a.html", []string{"Origin", "http://127.0.0.1:1"}, 403},
		{"no origin", "/a.html", []string{"Origin", "null"}, 403},
		{"the same by another name", "/a.html", []string{"Origin", strings.Replace(own, "127.0.0.1", "localhost", 1)}, 403},
		{"an origin that ends like ours", "/a.html", []string{"Origin", strings.Replace(own, "127.0.0.1", "x127.0.0.1", 1)}, 403},
		{"an origin that ends like ours, below ours", "/a.html", []string{"Origin", strings.Replace(own, "127.0.0.1", "x.127.0.0.1", 1)}, 403},
		{"an origin that begins like ours", "/a.html", []string{"Origin", own + ".evil.example"}, 403},
		{"an origin that begins like ours, and goes on", "/a.html", []string{"Origin", own + "0"}, 403},
		{"an origin with ours for a user", "/a.html", []string{"Origin", strings.Replace(own, "http://", "http://evil@", 1)}, 403},
		{"our origin, secure", "/a.html", []string{"Origin", strings.Replace(own, "http", "https", 1)}, 403},
		{"our origin, of another kind", "/a.html", []string{"Origin", strings.Replace(own, "http", "ftp", 1)}, 403},
		{"our origin without its port", "/a.html", []string{"Origin", own[:strings.LastIndex(own, ":")]}, 403},
		{"our origin without its kind", "/a.html", []string{"Origin", strings.TrimPrefix(own, "http://")}, 403},
		{"our origin and another", "/a.html", []string{"Origin", own + ", http://evil.example"}, 403},
		{"events for another", "/_tract/events", []string{"Origin", "https://evil.example"}, 403},
	} {
		tried++
		response, body := r.get(t, c.path, c.headers...)
		if response.StatusCode != c.code || c.code == 403 && body != "403\n" {
			t.Errorf("%s: %d, want %d: %.40q", c.name, response.StatusCode, c.code, body)
		}
		shut(t, c.name, response.Header)
	}
	host := strings.TrimPrefix(own, "http://")
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "PROPFIND", "OPTIONS *", "PRI *"} {
		method, path, all := strings.Cut(method, " ")
		switch {
		case method == "CONNECT":
			path = host
		case !all:
			path = "/a.html"
		}
		tried++
		if code, answer := r.raw(t, method+" "+path+" HTTP/1.1\r\nHost: "+host+"\r\nContent-Length: 0\r\n\r\n"); code != 405 || !strings.Contains(answer, "Allow: GET, HEAD") {
			t.Errorf("%s: %d %.80q", method, code, answer)
		}
	}
	for _, more := range []string{
		"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
		"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
		"Content-Length: 1\r\n\r\nh", "Content-Length: 5\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "Content-Length: 1000000000000\r\n\r\n",
	} {
		tried++
		if code, answer := r.raw(t, "GET /a.html HTTP/1.1\r\nHost: "+host+"\r\n"+more); code != 400 || strings.Contains(answer, "<body>") {
			t.Errorf("%.60q: %d %.80q", more, code, answer)
		}
	}
	if code, answer := r.raw(t, "HEAD /a.html HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\n\r\n"); code != 200 || !strings.HasSuffix(answer, "\r\n\r\n") {
		t.Errorf("HEAD: %d %q", code, answer)
	}
	promise.Held(t, tried)
}

// shut holds that an answer has what keeps other sites from it.
func shut(t testing.TB, what string, header http.Header) {
	t.Helper()
	for name, value := range map[string]string{
		"Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin-allow-popups", "Content-Security-Policy": "frame-ancestors 'self'",
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Access-Control-Allow-Origin": "", "Set-Cookie": "", "ETag": "", "Last-Modified": "",
	} {
		if got := header.Get(name); got != value {
			t.Errorf("%s: %s: %q", what, name, got)
		}
	}
}

// TestS3Paths asks for what is not of the site in every way that was ever tried
// on a server: nothing but the site's own page, or nothing at all, comes back.
func TestS3Paths(t *testing.T) {
	r := start(t, Options{})
	r.change(folder("a", "1", "sub/index", "2"))
	host := strings.TrimSuffix(strings.TrimPrefix(r.server.URL(), "http://"), "/")
	tried := 0
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
		"file:/etc/passwd", "file://" + host + "/etc/passwd", "http:a.html", "mailto:x", "javascript:1", "ftp://" + host + "/a.html", "?", "?x", "#",
		"/_tract", "/_tract/", "/_tract/..", "/_TRACT/live.js", "/_tract/live.js/", "/_tract//live.js", "/_tract/live.js%00", "/_tract/worker.js", "/_tract/guard.go",
		"/a.html%20", "/a.html.", "/A.HTML", "/a.html::$DATA", "/a%2ehtml%2f", "/ａ.html", "/a.html%ef%bc%8f", "/%e2%80%a6/etc", "/index.html%3f", "/%3cscript%3e", "/<script>",
		"/sub%2findex.html/..%2f..", "/sub/index.html;x", "/sub;/index.html", "http://" + host + "/../etc/passwd", "http://" + host + "//etc/passwd", "http://" + host + "/%2e%2e/etc/passwd",
	}
	for _, path := range paths {
		tried++
		code, answer := r.raw(t, "GET "+path+" HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\n\r\n")
		switch {
		case strings.HasPrefix(path, "/a.html?"), strings.HasPrefix(path, "/a.html#"):
			if strings.Contains(answer, "root:") || code != 200 && code != 400 {
				t.Errorf("%.60q: %d %.80q", path, code, answer)
			}
		case code != 400 && code != 403 && code != 404 && code != 431:
			t.Errorf("%.60q: %d %.80q", path, code, answer)
		}
		for _, secret := range []string{"root:", "module ", "title: x", "<pre>", "<script>", "Set-Cookie", "package serve"} {
			if strings.Contains(answer, secret) {
				t.Errorf("%.60q: %.200q", path, answer)
			}
		}
	}
	promise.Held(t, tried)
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
	server.doors = append(server.doors, newDoor(l.Addr().String()))
	return startServer(t, server)
}

// TestS4Token comes from a phone: with the token, without one, with others.
func TestS4Token(t *testing.T) {
	r := openToLAN(t)
	r.change(folder("a", "1"))
	phone, err := url.Parse(r.server.PhoneURL())
	if err != nil {
		t.Fatal(err)
	}
	token, name := phone.Query().Get(tokenField), r.server.doors[1].cookie
	if bits, err := base64.RawURLEncoding.DecodeString(token); err != nil || len(bits)*8 != 128 || token == newToken() {
		t.Fatalf("%s: %v", r.server.PhoneURL(), err)
	}
	tried := 0
	at := "http://" + phone.Host
	response, body := fetch(t, at+"/a.html?x=1&"+tokenField+"="+token)
	if response.StatusCode != 200 || response.Header.Get("Refresh") != "0; url=/a.html?x=1" || strings.Contains(body, token) || !strings.Contains(body, `<a href="/a.html?x=1">`) {
		t.Fatalf("%d %v %s", response.StatusCode, response.Header, body)
	}
	cookie, properties, _ := strings.Cut(response.Header.Get("Set-Cookie"), ";")
	if cookie != name+"="+token || properties != " Path=/; Max-Age=7200; HttpOnly; SameSite=Strict" {
		t.Errorf("cookie %s; %s", cookie, properties)
	}
	for _, c := range []struct {
		name, path string
		headers    []string
		code       int
	}{
		{"with the cookie", "/a.html", []string{"Cookie", cookie}, 200},
		{"with the cookie and the address", "/a.html?" + tokenField + "=" + token, []string{"Cookie", cookie}, 200},
		{"with the cookie and an old address", "/a.html?" + tokenField + "=" + newToken(), []string{"Cookie", cookie}, 200},
		{"with the cookie among others", "/a.html", []string{"Cookie", "a=b; " + cookie}, 200},
		{"without", "/a.html", nil, 403},
		{"without, our own", "/_tract/live.js", nil, 403},
		{"without, events", "/_tract/events", nil, 403},
		{"empty", "/?" + tokenField + "=", nil, 403},
		{"wrong", "/?" + tokenField + "=" + newToken(), nil, 403},
		{"longer", "/?" + tokenField + "=" + token + "a", nil, 403},
		{"shorter", "/?" + tokenField + "=" + token[1:], nil, 403},
		{"wrong cookie", "/a.html", []string{"Cookie", name + "=" + newToken()}, 403},
		{"empty cookie", "/a.html", []string{"Cookie", name + "="}, 403},
		{"another's cookie", "/a.html", []string{"Cookie", "tract-1=" + token}, 403},
		{"an older run's cookie", "/a.html", []string{"Cookie", "tract-" + newToken() + "=" + newToken()}, 403},
		{"in capitals", "/?" + tokenField + "=" + strings.ToUpper(token), nil, 403},
		{"twice, wrong first", "/?" + tokenField + "=x&" + tokenField + "=" + token, nil, 403},
		{"in another field", "/?K=" + token, nil, 403},
		{"in the path", "/" + token, nil, 403},
		{"as a password", "/a.html", []string{"Authorization", "Bearer " + token}, 403},
		{"with the cookie for another site", "/a.html", []string{"Cookie", cookie, "Origin", "http://evil.example"}, 403},
	} {
		tried++
		response, body := fetch(t, at+c.path, c.headers...)
		if shown := strings.HasPrefix(body, "<body>1"); response.StatusCode != c.code || shown != (c.code == 200 && !strings.Contains(c.path, "?")) {
			t.Errorf("%s: %d %s", c.name, response.StatusCode, body)
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
	if response, _ := fetch(t, at+"//evil.example/?"+tokenField+"="+token); response.Header.Get("Refresh") != "0; url=/evil.example/" {
		t.Errorf("leads to %s", response.Header.Get("Refresh"))
	}
	for range limit.ServeGuesses {
		tried++
		if response, _ := fetch(t, at+"/?"+tokenField+"="+newToken()); response.StatusCode != 403 {
			t.Errorf("a guess: %d", response.StatusCode)
		}
	}
	for _, c := range []struct {
		name, path string
		headers    []string
		code       int
	}{
		{"the token after many guesses", "/?" + tokenField + "=" + token, nil, 403},
		{"the cookie after many guesses", "/a.html", []string{"Cookie", cookie}, 200},
	} {
		tried++
		if response, _ := fetch(t, at+c.path, c.headers...); response.StatusCode != c.code {
			t.Errorf("%s: %d", c.name, response.StatusCode)
		}
	}
	promise.Held(t, tried)
}

// TestGuesses bounds them by address and in all.
func TestGuesses(t *testing.T) {
	is := func(token string) bool { return token == "right" }
	g := newDoor("x").guesses
	for range limit.ServeGuesses {
		if g.right("[::ffff:10.0.0.1]:1", "wrong", is) || g.right("10.0.0.1:2", "", is) {
			t.Error("a wrong one is right")
		}
	}
	if g.right("10.0.0.1:3", "right", is) || !g.right("10.0.0.2:1", "right", is) {
		t.Error("not by address")
	}
	for i := range limit.ServeAllGuesses {
		g.right(fmt.Sprintf("[fd00::%x]:1", i), "wrong", is)
	}
	if g.right("10.0.0.2:1", "right", is) || g.all != limit.ServeAllGuesses || len(g.wrong) > limit.ServeAllGuesses {
		t.Errorf("%d guesses of %d", g.all, len(g.wrong))
	}
}
