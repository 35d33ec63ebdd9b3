package serve

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tract/internal/browser"
	"tract/internal/promise"
)

// ways are what a page can do to read what another server has, in a list: functions of an
// address, which wait for patience milliseconds. Each gives what it got to know, or "" if that is nothing.
const ways = `(() => {
	const element = (name, set, parent = document.body, get = () => "loaded") => new Promise((done) => {
		const e = document.createElement(name);
		e.onload = e.onloadeddata = () => done(get(e));
		e.onerror = () => done("");
		setTimeout(() => done(""), patience);
		Object.assign(e, set);
		parent.append(e);
	});
	const within = (frame) => { try { return frame.contentDocument?.body?.textContent || (frame.contentWindow?.length || "") } catch { return "" } };
	const socket = (s, name) => new Promise((done) => {
		s.addEventListener(name, (e) => { s.close(); done("opened " + (e.data ?? "")) });
		s.onerror = () => { s.close(); done("") };
		setTimeout(() => { s.close(); done("") }, patience);
	});
	const framed = (name, set) => element(name, set, document.body, within);
	return Object.entries({
		fetch: async (u) => (await fetch(u)).text(),
		fetchBlind: async (u) => { const r = await fetch(u, {mode: "no-cors"}); return (await r.text()) + (r.status || "") },
		fetchWithCookies: async (u) => (await fetch(u, {credentials: "include"})).text(),
		fetchAsked: async (u) => (await fetch(u, {headers: {"X-A": "b"}})).text(),
		post: async (u) => (await fetch(u, {method: "POST", body: "x"})).text(),
		request: (u) => new Promise((done) => { const x = new XMLHttpRequest(); x.onload = () => done(x.responseText); x.onerror = () => done(""); x.open("GET", u); x.send() }),
		script: (u) => element("script", {src: u}),
		module: async (u) => { await import(u); return "loaded" },
		picture: (u) => element("img", {src: u}),
		style: (u) => element("link", {rel: "stylesheet", href: u}, document.head),
		sound: (u) => element("audio", {src: u, preload: "auto"}),
		object: (u) => framed("object", {data: u}),
		embed: (u) => framed("embed", {src: u}),
		frame: (u) => framed("iframe", {src: u}),
		frameAlone: (u) => framed("iframe", {src: u, sandbox: "allow-same-origin allow-scripts"}),
		preload: (u) => element("link", {rel: "preload", as: "script", href: u}, document.head),
		prefetch: (u) => element("link", {rel: "prefetch", href: u}, document.head),
		manifest: (u) => element("link", {rel: "manifest", href: u}, document.head),
		font: async (u) => { await new FontFace("x", "url(" + u + ")").load(); return "loaded" },
		worker: (u) => new Promise((done, fail) => { const w = new Worker(u); w.onerror = fail; w.onmessage = () => done("heard"); setTimeout(fail, patience) }),
		serviceWorker: async (u) => { await navigator.serviceWorker.register(u); return "registered" },
		events: (u) => socket(new EventSource(u), "open"),
		webSocket: (u) => socket(new WebSocket(u.replace("http", "ws")), "open"),
		form: async (u) => {
			const frame = document.createElement("iframe");
			frame.name = "f" + Math.random();
			const form = Object.assign(document.createElement("form"), {action: u, method: "post", target: frame.name});
			document.body.append(frame, form);
			const loaded = new Promise((done) => { frame.onload = done; setTimeout(done, patience) });
			form.submit();
			await loaded;
			return within(frame);
		},
		window: async (u) => {
			const w = open(u);
			if (!w) return "no window could be opened";
			let got = "";
			for (let i = 0; i < 200 && !w.closed; i++) {
				await new Promise((done) => setTimeout(done, 100));
				try { got ||= w.document.body.textContent } catch { }
				try { got ||= w.length ? "frames " + w.length : "" } catch { }
			}
			if (!got && !w.closed) got = "the window is still held";
			w.close();
			return got;
		},
		sizes: async (u) => performance.getEntriesByType("resource").filter((e) => e.name.startsWith(new URL(u).origin) && (e.decodedBodySize || e.transferSize || e.responseStatus === 200)).map((e) => e.name).join(),
	});
})()`

// TestS2OtherSites has pages of other sites in a browser try all that a page can do to
// read what the server has: those of another host, and those of another server on this
// machine. The server's own page, for which most of that works, shows that it is tried
// rightly.
func TestS2OtherSites(t *testing.T) {
	r := start(t, Options{})
	r.change(folder("a", "<p>secret</p><iframe srcdoc=x></iframe>", "static/s.css", "body { color: red }", "static/s.js", "1", "static/s.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="3" height="3"/>`))
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<!doctype html><title>x</title><link rel="icon" href="data:,"><body>`)
	}))
	t.Cleanup(elsewhere.Close)
	b, own, tried := browser.Start(t), strings.TrimSuffix(r.server.URL(), "/"), 0
	const all = "/a.html /s.css /s.js /s.svg /_tract/problems /_tract/events"
	for _, c := range []struct {
		name, from string
		paths      string
		works      string // what has to work there, so that it is known to be tried
	}{
		{"our own page, listening", own + "/a.html", "/_tract/events", "events"},
		{"our own page", own + "/a.html", "/a.html /s.css /s.js /s.svg", "fetch fetchBlind fetchWithCookies fetchAsked request script module picture style frame object preload window sizes"},
		{"another host", strings.Replace(elsewhere.URL, "127.0.0.1", "localhost", 1), all, ""},
		{"another port", elsewhere.URL, all, ""},
	} {
		patience := 3000 // with what may never end
		if c.works != "" {
			patience = 25_000
		}
		p := b.Open(t, 800, 600)
		p.Allow("") // it complains of all that fails
		p.Go(c.from)
		got := browser.Eval[map[string]string](p, fmt.Sprintf(`const patience = %[5]d; Promise.all(%[1]s.filter(([name]) => !%[2]q || %[2]q.split(" ").includes(name)).flatMap(([name, way]) => %[3]q.split(" ").map(async (path) => {
			const late = new Promise((done) => setTimeout(() => done(""), 30000));
			try { return [name + " " + path, String(await Promise.race([late, way(%[4]q + path)]) ?? "")] } catch { return [name + " " + path, ""] }
		}))).then(Object.fromEntries)`, ways, c.works, c.paths, own, patience))
		worked := map[string]bool{}
		for way, known := range got {
			name, _, _ := strings.Cut(way, " ")
			worked[name] = worked[name] || known != ""
			if c.works != "" {
				continue
			}
			tried++
			if known != "" {
				t.Errorf("%s: by %s it reads %q", c.name, way, known)
			}
		}
		for _, name := range strings.Fields(c.works) {
			if !worked[name] {
				t.Errorf("%s: %s does not work where it may, so nothing is known of it", c.name, name)
			}
		}
	}
	promise.Held(t, tried)
}

// TestR8Hostile shows problems in files whose names and texts are markup, to a browser: all
// of it is text.
func TestR8Hostile(t *testing.T) {
	r := start(t, Options{})
	p, tried := browser.Start(t).Open(t, 800, 600), 0
	p.Allow("/favicon.ico")
	for _, text := range []string{
		`<img src=x onerror=hacked()>`, `</pre><script>hacked()</script>`, `"><svg onload=hacked()>`, `&lt;img src=x onerror=hacked()&gt;`, "`${hacked()}`", `</style><script>hacked()</script>`,
		`<template shadowrootmode=open><script>hacked()</script></template>`, `javascript:hacked()`, `<iframe srcdoc="<script>parent.hacked()</script>">`, `{{hacked()}}`,
	} {
		for _, site := range []bool{true, false} { // the last good page, or one of problems only
			tried++
			good := folder("index", "home")
			bad := folder("index", "home", "x "+strings.ReplaceAll(text, "/", "∕"), text+" bad")
			if !site {
				delete(bad, "content/site.yaml")
				good = bad
			}
			r.change(good)
			r.change(bad)
			if !site {
				p.Allow("503 (Service Unavailable)")
			}
			p.Go(r.server.URL())
			p.Wait("the problems", `document.querySelector("tract-problems")?.shadowRoot.textContent.includes("bad")`)
			if found := browser.Eval[string](p, `(() => {
				const all = document.querySelector("tract-problems").shadowRoot;
				const odd = [...all.querySelectorAll("*"), ...document.querySelectorAll("*")].filter((e) => e.matches("img, svg, iframe, template, a, script:not([src^='/_tract/']), [onerror], [onload]"));
				return odd.map((e) => e.outerHTML).join() + (all.textContent.includes(`+fmt.Sprintf("%q", text)+`) ? "" : "not all is shown: " + all.textContent);
			})()`); found != "" {
				t.Errorf("%s: %s", text, found)
			}
		}
	}
	promise.Held(t, tried)
}
