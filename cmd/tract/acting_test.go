package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/browser"
)

// acting is a reader at a site of testdata/acting.txtar, which stands in two folders
// of one host.
type acting struct {
	*testing.T
	page     *browser.Page
	address  string        // of the host
	harmless string        // where guides are left for
	let      chan struct{} // lets the harmless page answer
	source   string
	output   string
}

const picket, rights = "/one/fr/guides/picket.html", "/one/fr/guides/rights.html"

// act builds the site and opens a telephone. begin runs at the start of each page.
func act(t *testing.T, begin string) *acting {
	t.Helper()
	a := &acting{T: t, let: make(chan struct{}), source: t.TempDir(), output: filepath.Join(t.TempDir(), "public")}
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		select {
		case <-a.let:
		case <-t.Context().Done():
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<!doctype html><link rel=icon href="data:,"><title>Sun</title><p>Sun`)) // the browser may be gone
	}))
	t.Cleanup(elsewhere.Close)
	a.harmless = elsewhere.URL + "/"
	archive, err := txtar.ParseFile("testdata/acting.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		a.write(f.Name, strings.Replace(string(f.Data), "HARMLESS", a.harmless, 1))
	}
	a.build()
	mux := http.NewServeMux()
	for _, below := range []string{"/one/", "/two/"} {
		mux.Handle(below, http.StripPrefix(strings.TrimSuffix(below, "/"), http.FileServer(http.Dir(a.output))))
	}
	host := httptest.NewServer(mux)
	t.Cleanup(host.Close)
	a.address = host.URL
	a.page = browser.Start(t).Open(t, 360, 740)
	a.page.Prefer("prefers-reduced-motion", "reduce") // a click does not wait for a page that scrolls
	if begin != "" {
		a.page.Begin(begin)
	}
	return a
}

func (a *acting) write(name, text string) {
	a.Helper()
	name = filepath.Join(a.source, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		a.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		a.Fatal(err)
	}
}

func (a *acting) build(arguments ...string) {
	a.Helper()
	var said spoken
	arguments = append([]string{"build", "--source", a.source, "--output", a.output}, arguments...)
	if code := run(a.Context(), arguments, func(string) string { return "" }, &said, &said); code != 0 {
		a.Fatal(said.String())
	}
}

func (a *acting) goes(path string) {
	a.Helper()
	if code := a.page.Go(a.address + path); code != 200 {
		a.Fatalf("%s: %d", path, code)
	}
	a.page.Wait("fonts", `document.fonts.status === "loaded"`)
}

// wants holds what an expression is in the page to what it should be.
func (a *acting) wants(what, expression, want string) {
	a.Helper()
	if got := browser.Eval[string](a.page, expression); got != want {
		a.Errorf("%s: %q, want %q", what, got, want)
	}
}

const (
	ticked = `[...document.querySelectorAll(".tick")].map((box) => Number(box.checked)).join("")`
	said   = `document.querySelector(".checklist [role=status]").textContent`
	kept   = `Object.keys(localStorage).filter((key) => key.includes(":steps:")).sort().join(" ")`
)

// TestChecklist ticks steps, comes back, and starts again.
func TestChecklist(t *testing.T) {
	a := act(t, "")
	a.goes(picket)
	a.wants("ticks", ticked, "000")
	a.wants("progress", said, "Fait\u00a0: 0 sur 3")
	a.wants("stored before the first tick", `JSON.stringify([{...localStorage}, {...sessionStorage}])`, "[{},{}]")
	a.wants("a target", `JSON.stringify([...document.querySelectorAll(".tick")].every((box) => Math.min(box.offsetWidth, box.offsetHeight) >= 48))`, "true")
	a.wants("names", `[...document.querySelectorAll(".tick")].map((box) => box.ariaLabel).join()`, "Étape 1,Étape 2,Étape 3")
	a.page.Click("#step-2 .tick")
	a.wants("ticks", ticked, "010")
	a.wants("progress", said, "Fait\u00a0: 1 sur 3")
	a.wants("the bar", `String([document.querySelector(".checklist progress").value, document.querySelector(".checklist progress").max])`, "1,3")
	a.wants("keys", kept, "tract:/one/:steps:fr/picket")
	a.goes(picket)
	a.wants("ticks of somebody who comes back", ticked, "010")
	for _, other := range []string{rights, "/one/en/guides/picket.html", "/two/fr/guides/picket.html"} {
		a.goes(other)
		if got := browser.Eval[string](a.page, ticked); strings.Trim(got, "0") != "" || got == "" {
			a.Errorf("%s has the ticks %q", other, got)
		}
	}

	text, err := os.ReadFile(filepath.Join(a.source, "content/guides/picket.fr.md"))
	if err != nil {
		a.Fatal(err)
	}
	a.write("content/guides/picket.fr.md", strings.Replace(string(text), "1. **Lire** le", "1. Dormir.\n2. **Relire** le", 1))
	a.build()
	a.goes(picket)
	a.wants("ticks after an edit of other steps", ticked, "0010")

	a.page.Click(".checklist button")
	a.wants("ticks after starting again", ticked, "0000")
	a.wants("keys after starting again", kept, "")
	a.wants("the focus", `document.activeElement.ariaLabel`, "Étape 1")
	a.page.Click("#step-2 a")
	a.page.Wait("the step's link", `location.pathname === "`+rights+`"`)

	a.page.Click(".tick")
	a.wants("keys of a guide that is better left", kept, "")
	a.goes(rights)
	a.wants("ticks within the tab", ticked, "10")
	other := *a
	other.page = browser.Start(t).Open(t, 360, 740)
	other.goes(rights)
	other.wants("ticks in another tab", ticked, "00")

	a.page.Script(false)
	a.goes(picket)
	a.wants("without script", `String([document.querySelectorAll(".tick").length, document.querySelector(".checklist").checkVisibility(), document.querySelectorAll(".steps > li").length])`, "0,false,4")
}

// kitOf gives a kit of the guide, by its kind.
func kitOf(kind string) string { return `.kit[data-kind="` + kind + `"] ` }

// sent gives the fields of a kit's link whose address has a beginning.
func (a *acting) sent(kind, scheme string) url.Values {
	a.Helper()
	link, err := url.Parse(browser.Eval[string](a.page, `document.querySelector('`+kitOf(kind)+`a[href^="`+scheme+`"]').getAttribute("href")`))
	if err != nil {
		a.Fatal(err)
	}
	return link.Query()
}

// clipped stands in for the clipboard and for the share sheet of a telephone.
const clipped = `
	navigator.clipboard.writeText = async (text) => { window.clipped = text };
	navigator.share = async (data) => { window.shared = JSON.stringify(data) };`

// TestKits fills blanks and sends what comes of them.
func TestKits(t *testing.T) {
	a := act(t, clipped)
	a.goes(picket)
	const letter = "Bonjour,\r\n\r\nJe suis [votre nom], de [votre ville].\r\n[votre nom]"
	if got := a.sent("letter", "mailto:").Get("body"); got != letter {
		t.Errorf("the letter at first: %q", got)
	}
	a.page.Click(kitOf("letter") + "[data-blank='1']")
	a.page.Wait("the field of a blank that was touched", `document.activeElement === document.querySelectorAll('`+kitOf("letter")+`input')[1]`)
	a.page.Type(kitOf("letter")+"label:nth-child(1) input", "Ève & « Léa » #1 +100 % ?=é 🙂")
	filled := strings.ReplaceAll(letter, "[votre nom]", "Ève & « Léa » #1 +100 % ?=é 🙂")
	if got := a.sent("letter", "mailto:"); got.Get("body") != filled || got.Get("subject") != "Une demande & «\u00a0deux\u00a0»" || len(got) != 2 {
		t.Errorf("the letter: %q", got)
	}
	a.page.Click(kitOf("letter") + "[data-action=copy]")
	a.page.Wait("what was copied", `window.clipped === `+quoteJS(strings.ReplaceAll(filled, "\r\n", "\n")))
	a.page.Wait("that it was", `document.querySelector('`+kitOf("letter")+`.kit-state').textContent === "Le texte est copié"`)
	a.wants("other kits", `document.querySelector('`+kitOf("call")+`[data-blank]').textContent`, "votre nom")
	a.wants("autocomplete", `[...new Set([...document.querySelectorAll(".kit input")].map((f) => f.autocomplete))].join()`, "off")
	a.tooLong()

	a.page.Click(kitOf("letter") + ".kit-blanks .button")
	if got := a.sent("letter", "mailto:").Get("body"); got != letter {
		t.Errorf("the letter once it was emptied: %q", got)
	}
	a.wants("nothing stored", `JSON.stringify([{...localStorage}, {...sessionStorage}])`, "[{},{}]")
	a.wants("the call", `document.querySelector('`+kitOf("call")+`a').getAttribute("href")`, "tel:+15145550123")
	a.post()
	a.wants("the motion's link", `decodeURIComponent(document.querySelector('`+kitOf("motion")+`a').getAttribute("href"))`, "mailto:?subject=Proposition&body=Que [l’assemblée] appuie la grève.")
}

func quoteJS(s string) string {
	return "decodeURIComponent('" + strings.ReplaceAll(url.QueryEscape(s), "+", "%20") + "')"
}

// tooLong writes more into a letter than a link can hold.
func (a *acting) tooLong() {
	a.Helper()
	const parts = `['a[href^="mailto:"]', "[data-action=copy-subject]", ".kit-note"].map((s) => document.querySelector('.kit[data-kind="letter"] ' + s).checkVisibility()).join()`
	a.wants("link, button for the subject, note", parts, "true,false,false")
	a.page.Type(kitOf("letter")+"label:nth-child(2) input", strings.Repeat("é", 250))
	a.wants("the same of a long letter", parts, "false,true,true")
	a.page.Click(kitOf("letter") + "[data-action=copy-subject]")
	a.page.Wait("the copied subject", `window.clipped === `+quoteJS("Une demande & «\u00a0deux\u00a0»"))
	a.page.Type(kitOf("letter")+"label:nth-child(2) input", strings.Repeat("\b", 100))
	a.wants("the same of one that is shorter again", parts, "true,false,false")
}

// post sends a post in each way, and makes it too long.
func (a *acting) post() {
	a.Helper()
	a.page.Click(kitOf("post") + "summary")
	a.page.Type(kitOf("post")+"input", "À l’hôtel de ville")
	const text = "Venez! À l’hôtel de ville ✊🏽\nhttps://exemple.org/une/tres/longue/adresse/qui/ne/compte/que/pour/vingt-trois"
	if sms, whatsapp := a.sent("post", "sms:?&body="), a.sent("post", "https://wa.me/?text="); sms.Get("body") != text || whatsapp.Get("text") != text {
		a.Errorf("sent: %q and %q", sms, whatsapp)
	}
	a.page.Click(kitOf("post") + "[data-action=share]")
	a.page.Wait("the share sheet", `window.shared !== undefined`)
	a.wants("what it was given", `JSON.parse(shared).text`, text)
	const length = `document.querySelector(".kit-length").textContent + document.querySelector(".kit-over").textContent.replace(/[\u2066\u2069]/g, "")`
	a.wants("the length", length, "Caractères\u00a0: 106. Textos\u00a0: 2.")
	a.page.Type(kitOf("post")+"input", strings.Repeat("x", 250))
	a.wants("the length of a long one", length, "Caractères\u00a0: 356. Textos\u00a0: 6.Trop long pour Bluesky (356/300), X (302/280).")
}

// TestLengths has the script measure what the program has measured.
func TestLengths(t *testing.T) {
	a := act(t, "")
	a.goes("/one/fr/posts.html")
	const lengths = `[...document.querySelectorAll(".kit")].map((kit) => kit.querySelector(".kit-length").textContent + " " + kit.querySelector(".kit-over").textContent).join("\n")`
	before := browser.Eval[string](a.page, lengths)
	browser.Eval[any](a.page, `for (const p of document.querySelectorAll(".kit-length, .kit-over")) p.textContent = "";
		for (const input of document.querySelectorAll(".kit input")) input.dispatchEvent(new Event("input"))`)
	a.wants("lengths", lengths, before)
	if strings.Count(before, "Trop long") != 2 || strings.Count(before, "Caractères") != 4 {
		t.Errorf("the program's: %s", before)
	}
}

// TestCopyWithoutClipboard copies where browsers have no clipboard: away from https.
func TestCopyWithoutClipboard(t *testing.T) {
	a := act(t, `Object.defineProperty(navigator, "clipboard", {value: undefined});
		addEventListener("copy", (event) => { window.clipped = event.target.value })`)
	a.goes(picket)
	a.page.Click(kitOf("motion") + "[data-action=copy]")
	a.page.Wait("that it was copied", `document.querySelector('`+kitOf("motion")+`.kit-state').textContent === "Le texte est copié"`)
	a.wants("what was", `window.clipped`, "Que [l’assemblée] appuie la grève.")
	a.wants("the focus, and what was in its way", `document.activeElement.dataset.action + document.querySelectorAll("textarea").length`, "copy0")
}
