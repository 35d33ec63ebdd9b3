package main

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tract/internal/browser"
)

// volunteer edits a site and looks at it in a browser.
type volunteer struct {
	*served
	page  *browser.Page
	other *browser.Page // a second tab
}

const (
	letter = "content/guides/write-owner.fr.md"
	// open is the panel of problems, where it is seen.
	open = `[...document.querySelectorAll("tract-problems")].map((host) => host.shadowRoot.querySelector(".panel")).find((panel) => panel?.checkVisibility())`
)

// TestBrowser is a volunteer's afternoon, in Chromium: on a phone with messages in
// French, then at a desk. No page may complain of anything but what a step allows.
func TestBrowser(t *testing.T) {
	b := browser.Start(t)
	for _, c := range []struct {
		name, ui      string
		width, height int64
	}{{"phone", "fr", 390, 844}, {"desk", "en", 1280, 720}} {
		t.Run(c.name, func(t *testing.T) {
			s := serveSite(t, "--ui", c.ui)
			v := &volunteer{s, b.Open(t, c.width, c.height), b.Open(t, c.width, c.height)}
			v.editText()
			v.breakAndMend(c.ui)
			v.rename()
			v.editStyle()
			v.deletePage()
			v.restart(c.ui)
		})
	}
}

// mark marks the document, to tell later whether it was loaded anew.
func (v *volunteer) mark() {
	browser.Eval[any](v.page, `void (window.marked = true)`)
}

func (v *volunteer) same() {
	v.Helper()
	if !browser.Eval[bool](v.page, `window.marked === true`) {
		v.Error("the page was loaded again")
	}
}

// sees waits for a text on the page.
func (v *volunteer) sees(text string) {
	v.Helper()
	v.page.Wait("the page shows "+text, `document.querySelector("main").innerText.includes("`+text+`")`)
}

// editText edits what is read while a letter is being filled in.
func (v *volunteer) editText() {
	v.page.Go(v.address + "/fr/guides/")
	v.page.Click(`main a[href*="ecrire-au-proprietaire"]`)
	v.page.Wait("that the fields are there", `document.querySelector(".kit-blanks input") !== null`)
	v.page.Click(".kit-blanks summary")
	v.page.Type(".kit-blanks input", "Mme Untel")
	const kept = `JSON.stringify([scrollY, document.querySelector(".kit-blanks").open, document.querySelector(".kit-blanks input").value,
		document.activeElement === document.querySelector(".kit-blanks input"), document.querySelector(".kit-text [data-blank]").textContent])`
	browser.Eval[any](v.page, `scrollTo({top: 240, behavior: "instant"})`)
	v.page.Wait("scrolled", "scrollY === 240")
	before := browser.Eval[string](v.page, kept)
	v.mark()
	var took []time.Duration
	text := "par la poste"
	for _, next := range []string{"par avion", "par bateau", "à la main", "par la poste", "par pigeon"} {
		v.edit(letter, text, next)
		began := time.Now()
		v.sees("arrive " + next)
		took, text = append(took, time.Since(began)), next
	}
	v.same()
	if after := browser.Eval[string](v.page, kept); after != before || !strings.Contains(after, `[240,true,"Mme Untel",true,"Mme Untel"]`) {
		v.Errorf("after edits %s, before %s", after, before)
	}
	v.Logf("from the save to the new text on the page: %v", took)
	if slices.Min(took) > 500*time.Millisecond { // the others may have been held up by other tests
		v.Errorf("a change shows after %s at best", slices.Min(took))
	}
	v.edit(letter, "J’habite à", "Je vis à") // within what a script of the page works on: it is loaded again
	v.sees("Je vis à")
	v.page.Wait("what was done to the page", kept+` === '`+before+`'`)
}

// breakAndMend misspells a field. The pages of the example that lack a translation
// stay folded beside that error.
func (v *volunteer) breakAndMend(ui string) {
	v.mark()
	v.edit(letter, "\nsummary: ", "\nsumary: ")
	v.page.Wait("the problems", `Boolean(`+open+`)`)
	const items = `[...` + open + `.querySelectorAll("li")].map((li) => [".place", ".message", "pre", ".hint"].map((part) => li.querySelector(part)?.textContent ?? "").join("\n")).join("\n\n")`
	want := map[string]string{
		"fr": "content/guides/write-owner.fr.md:4:1\nerreur il n’y a pas de champ \"sumary\" ici\nsumary: Une lettre, en dix minutes.\n^\nPiste : vouliez-vous dire \"summary\"?",
		"en": "content/guides/write-owner.fr.md:4:1\nerror there is no field \"sumary\" here\nsumary: Une lettre, en dix minutes.\n^\nHint: did you mean \"summary\"?",
	}
	if got := browser.Eval[string](v.page, items); !strings.Contains(got, want[ui]) {
		v.Errorf("problems:\n%s\nwant\n%s", got, want[ui])
	}
	v.page.Wait("what else is said, once every page was looked at", `Boolean(`+open+`?.querySelector("details"))`)
	const folds = `(() => { const others = ` + open + `.querySelector("details"); return [others.open, others.querySelector("summary").textContent, others.querySelectorAll("li").length, ` + open + `.querySelectorAll(":scope > ol > li").length].join() })()`
	if got := browser.Eval[string](v.page, folds); got != map[string]string{"fr": "false,5 avertissements,5,1", "en": "false,5 warnings,5,1"}[ui] {
		v.Errorf("beside the error %s", got)
	}
	v.sees("Une lettre, en dix minutes.") // as it was
	v.page.Picture("problems")
	v.page.Dark(true)
	v.page.Picture("problems-dark")
	v.page.Dark(false)
	v.same()

	v.other.Go(v.address + "/en/demands/committee.html")
	v.other.Wait("the problems on another page", `Boolean(`+open+`)`)
	v.edit("content/demands/committee.en.md", "Keep the depot open.", "Keep every depot open.")
	v.other.Wait("the edit of another file", `document.querySelector("main").innerText.includes("Keep every depot open.")`)

	v.edit(letter, "\nsumary: ", "\nsummary: ")
	v.page.Wait("no problems", `!`+open)
	v.other.Wait("no problems on the other page", `!`+open)
	v.same()
}

// rename gives the page another address while it is open.
func (v *volunteer) rename() {
	v.edit(letter, "slug: ecrire-au-proprietaire", "slug: lettre-au-proprietaire")
	const there = `location.pathname === "/fr/guides/lettre-au-proprietaire.html"`
	v.page.Wait("the new address", there)
	v.sees("arrive par pigeon")
	browser.Eval[any](v.page, "history.back()")
	v.page.Wait("back in the list", `location.pathname === "/fr/guides/" && document.querySelector("main a[href*='lettre-au-proprietaire']") !== null`)
	browser.Eval[any](v.page, "history.forward()")
	v.page.Wait("the new address again", there)
	v.sees("arrive par pigeon")
}

// editStyle puts a style sheet in the place of one of ours, and edits it. No frame
// is drawn without styles, or in another font.
func (v *volunteer) editStyle() {
	sheet, err := os.ReadFile("../../assets/css/tokens.css")
	if err != nil {
		v.Fatal(err)
	}
	v.mark()
	browser.Eval[any](v.page, `{
		const text = document.createRange();
		text.selectNodeContents(document.querySelector(".prose p"));
		const frames = window.drawn = new Set();
		(function look() {
			const sheets = [...document.styleSheets].filter((sheet) => sheet.href).length;
			frames.add((sheets > 0 ? "styled, " : "bare, ") + text.getBoundingClientRect().width);
			requestAnimationFrame(look);
		})();
	}`)
	const spacing = `getComputedStyle(document.querySelector("h2")).letterSpacing === `
	v.write("assets/css/tokens.css", string(sheet)+"\n:root { --tracking: 3px }\n")
	v.page.Wait("the style", spacing+`"3px"`)
	v.edit("assets/css/tokens.css", "--tracking: 3px", "--tracking: 5px")
	began := time.Now()
	v.page.Wait("the edited style", spacing+`"5px"`)
	v.Logf("from the save to the new style: %s", time.Since(began))
	v.same()
	frames := browser.Eval[[]string](v.page, `new Promise((done) => requestAnimationFrame(() => done([...drawn])))`)
	if len(frames) != 1 || !strings.HasPrefix(frames[0], "styled") {
		v.Errorf("a page was drawn without its styles or its fonts: %q", frames)
	}
	v.editStyleBelow()
	v.same()
}

// editStyleBelow does the same with the sheet that pages link in their body.
func (v *volunteer) editStyleBelow() {
	const name, size = "assets/css/below.css", `getComputedStyle(document.querySelector("footer")).outlineWidth === `
	sheet, err := os.ReadFile("../../" + name)
	if err != nil {
		v.Fatal(err)
	}
	v.write(name, string(sheet)+"\n@layer blocks { footer { outline: 1px solid } }\n")
	v.page.Wait("the style of what is below", size+`"1px"`)
	v.edit(name, "1px", "2px")
	v.page.Wait("the edited style of what is below", size+`"2px"`)
	v.edit(letter, "par pigeon", "par chameau")
	v.sees("arrive par chameau")
	v.edit(letter, "par chameau", "par pigeon")
}

func (v *volunteer) write(name, text string) {
	v.Helper()
	name = filepath.Join(v.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		v.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		v.Fatal(err)
	}
}

// deletePage deletes a page that is open, and brings it back.
func (v *volunteer) deletePage() {
	const name, path, text = "content/guides/stamps.fr.md", "/fr/guides/stamps.html", "---\ntitle: Trouver des timbres\nsummary: En dix minutes.\n---\n1. Cherchez.\n"
	v.page.Allow("404 (Not Found) " + v.address + path)
	v.write(name, text)
	v.shows(path, "Trouver des timbres")
	if code := v.page.Go(v.address + path); code != 200 {
		v.Errorf("the new page: %d", code)
	}
	if err := os.Remove(filepath.Join(v.dir, name)); err != nil {
		v.Fatal(err)
	}
	v.sees("404")
	v.page.Picture("404")
	v.write(name, text)
	v.sees("Trouver des timbres")
	v.page.Wait("that it is loaded", `document.readyState === "complete"`)
}

// restart ends the server, edits, and starts it again, which both pages notice. They
// may complain of the network meanwhile.
func (v *volunteer) restart(ui string) {
	for _, p := range []*browser.Page{v.page, v.other} {
		p.Allow("Failed to load resource: net::")
	}
	v.stop()
	address := strings.TrimPrefix(v.address, "http://")
	nobody, err := net.Listen("tcp", address)
	if err != nil {
		v.Fatal(err)
	}
	c, err := nobody.Accept() // a page asks in vain
	if err != nil {
		v.Fatal(err)
	}
	c.Close()
	nobody.Close()
	v.edit("content/guides/stamps.fr.md", "Cherchez.", "Cherchez encore.")
	v.edit("content/demands/committee.en.md", "Keep every depot open.", "Keep them all open.")
	v.start(address, "--ui", ui)
	v.sees("Cherchez encore.")
	v.other.Wait("the edit in the other page", `document.querySelector("main").innerText.includes("Keep them all open.")`)
}

// TestBrowserLAN comes from a phone. Whether this machine has a private address in
// a network decides what has to happen; without one the command has to refuse.
func TestBrowserLAN(t *testing.T) {
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(addrs, func(a net.Addr) bool {
		prefix, err := netip.ParsePrefix(a.String())
		return err == nil && prefix.Addr().IsPrivate()
	}) {
		var said spoken
		if code := run(t.Context(), []string{"serve", "--source", t.TempDir(), "--lan"}, func(string) string { return "" }, &said, &said); code != 1 {
			t.Errorf("without a private address: %d %s", code, said.String())
		}
		t.Log("this machine has no private address, and the command said so")
		return
	}
	v := &volunteer{served: serveSite(t, "--lan")}
	var address []string
	v.wait("the phone's address", func() bool {
		address = regexp.MustCompile(`(http://\S+)(/\?k=\S+)`).FindStringSubmatch(v.stdout.String())
		return address != nil
	})
	v.page = browser.Start(t).Open(t, 390, 844)
	const guide = "/fr/guides/ecrire-au-proprietaire.html"
	v.page.Allow("403 (Forbidden) " + address[1] + guide)
	if code := v.page.Go(address[1] + guide); code != 403 {
		t.Errorf("without the token: %d", code)
	}
	v.page.Picture("403")
	mail := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><link rel="icon" href="data:,"><a href="%s">look</a>`, address[1]+address[2])
	}))
	defer mail.Close()
	v.page.Go(mail.URL)
	v.page.Click("a") // the address may come in a message
	v.page.Wait("the site, without the token in the address", `location.href === "`+address[1]+`/" && document.querySelector("[data-language]") !== null`)
	if code := v.page.Go(address[1] + address[2]); code != 200 {
		t.Errorf("with the token once more: %d", code)
	}
	v.page.Wait("that it leads on", `location.search === "" && document.querySelector("[data-language]") !== null`)
	if at := browser.Eval[string](v.page, `location.href + document.cookie`); strings.Contains(at, address[2][4:]) {
		t.Errorf("the token shows in the page: %s", at)
	}
	if code := v.page.Go(address[1] + guide); code != 200 {
		t.Errorf("the second time: %d", code)
	}
	v.edit(letter, "par la poste", "par pigeon")
	v.sees("arrive par pigeon")
}

// TestBrowserWithoutSite begins in an empty folder, with a page of problems that
// gives way to the site.
func TestBrowserWithoutSite(t *testing.T) {
	v := &volunteer{served: &served{T: t, dir: t.TempDir()}}
	v.start("127.0.0.1:0", "--ui", "fr")
	v.page = browser.Start(t).Open(t, 390, 844)
	v.page.Allow(v.address + "/fr/") // is not there, and then not yet
	if code := v.page.Go(v.address + "/fr/"); code != 503 {
		t.Errorf("without a site: %d", code)
	}
	v.page.Wait("the problems", open+`?.innerText.includes("content/site.yaml")`)
	v.page.Picture("503")
	writeExamples(t, v.dir, exampleSite(t, "en"))
	v.page.Wait("the site", `document.title.includes("Gardons le dépôt ouvert")`)
}
