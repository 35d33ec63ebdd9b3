package browser

import (
	"slices"
	"strings"
	"testing"
)

const wishes = `<!doctype html><meta name=viewport content="width=device-width"><link rel=icon href="data:,"><title>x</title>
<style>
:root { --forced: none; --still: none }
@media (forced-colors: active) { :root { --forced: active } }
@media (prefers-reduced-motion: reduce) { :root { --still: reduce } }
p { font-size: 2rem; margin: 0 }
</style><p>Text</p><noscript>none</noscript><script>document.documentElement.dataset.script = "ran"</script>`

// TestReader holds that a page is shown as its reader's device is.
func TestReader(t *testing.T) {
	address := serve(t, map[string]string{"/": wishes, "/asked": "asked"})
	p := Start(t).Open(t, 390, 844)
	p.Go(address + "/")
	const told = `["--forced", "--still"].map((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()).concat(matchMedia("(prefers-color-scheme: dark)").matches, document.documentElement.dataset.script ?? "", document.querySelector("noscript").checkVisibility(), getComputedStyle(document.querySelector("p")).fontSize, innerWidth).join()`
	says := func(want string) {
		t.Helper()
		if got := Eval[string](p, told); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	says("none,none,false,ran,false,32px,390")
	p.Prefer("forced-colors", "active")
	p.Prefer("prefers-reduced-motion", "reduce")
	p.Dark(true)
	p.TextSize(32)
	p.Resize(1280, 800)
	says("active,reduce,true,ran,false,64px,1280")
	p.Prefer("forced-colors", "")
	p.Prefer("prefers-reduced-motion", "")
	p.Dark(false)
	p.TextSize(16)
	p.Script(false)
	p.Go(address + "/")
	says("none,none,false,,true,32px,1280")
	p.Script(true)
	p.Go(address + "/")
	says("none,none,false,ran,false,32px,1280")
	if all := p.Requests(); len(all) != 3 || all[0] != address+"/" {
		t.Errorf("requests %q", all)
	}
	p.Offline(true)
	const asks = `fetch("/asked").then((answer) => answer.text(), () => "lost").then((text) => text + navigator.onLine)`
	p.Allow("net::ERR_INTERNET_DISCONNECTED")
	if got := Eval[string](p, asks); got != "lostfalse" {
		t.Error(got)
	}
	p.Offline(false)
	if got := Eval[string](p, asks); got != "askedtrue" {
		t.Error(got)
	}
}

// TestShift holds that what moves is seen, and what moved it.
func TestShift(t *testing.T) {
	address := serve(t, map[string]string{
		"/still": clean,
		"/moves": `<!doctype html><meta name=viewport content="width=device-width"><link rel=icon href="data:,"><title>x</title><style>p { font-size: 4rem }</style><p>First</p><p id=second>Second</p>
			<script>setTimeout(() => document.querySelector("p").before(Object.assign(document.createElement("p"), {textContent: "Late"})), 100)</script>`,
	})
	p := Start(t).Open(t, 390, 844)
	p.Go(address + "/still")
	if s := p.Shift(); s.Value != 0 || len(s.Moved) > 0 {
		t.Error(s)
	}
	p.Go(address + "/moves")
	p.Wait("what comes late", `document.querySelectorAll("p").length === 3`)
	if s := p.Shift(); s.Value < 0.01 || !slices.ContainsFunc(s.Moved, func(moved string) bool { return strings.Contains(moved, `<p id="second">`) }) {
		t.Error(s)
	}
}
