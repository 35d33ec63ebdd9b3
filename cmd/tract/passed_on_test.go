package main

import (
	"strings"
	"testing"

	"tract/internal/browser"
)

// TestShare passes a page on, of a site that knows its address and one that does not.
func TestShare(t *testing.T) {
	for _, base := range []string{"", "https://exemple.org/depot/"} {
		a := act(t, clipped)
		address := a.address + picket
		if base != "" {
			a.build("--base-url", base)
			address = base + "fr/guides/picket.html"
		}
		a.goes(picket + "#step-2")
		const title, summary = "Tenir un piquet\u00a0: l’essentiel & «\u00a0plus\u00a0»", "Une heure, à 100\u00a0%, sans crainte?"
		a.page.Click(".share [data-action=share]")
		a.page.Wait("the share sheet", `window.shared !== undefined`)
		a.wants("what it was given", `Object.values(JSON.parse(shared)).join("|")`, title+"|"+summary+"|"+address)
		a.page.Click(".share [data-action=copy]")
		a.page.Wait("the copied address", `window.clipped === `+quoteJS(address))
		a.links(title, summary, address)
		if base == "" {
			continue
		}
		a.page.Script(false)
		a.goes(picket)
		a.links(title, summary, address)
	}
}

func (a *acting) links(title, summary, address string) {
	a.Helper()
	for selector, want := range map[string]string{
		"sms:?&body=":          title + "\n" + address,
		"https://wa.me/?text=": title + "\n" + address,
		"mailto:?subject=":     title + "&body=" + summary + "\r\n\r\n" + address,
	} {
		const link = `document.querySelector('.share a[href^="%"]')`
		a.wants(selector, `decodeURIComponent(`+strings.Replace(link, "%", selector, 1)+`.getAttribute("href").replace("%26body", "??"))`, selector+want)
		a.wants(selector+" is seen", `String(`+strings.Replace(link, "%", selector, 1)+`.checkVisibility())`, "true")
	}
}

// TestShareWithoutSheet offers no sheet where there is none, and nothing that only
// works with a script without one.
func TestShareWithoutSheet(t *testing.T) {
	a := act(t, `delete Navigator.prototype.share`)
	a.goes(picket)
	const seen = `[...document.querySelectorAll("main .button")].filter((b) => b.checkVisibility({visibilityProperty: true})).map((b) => b.dataset.action ?? b.href.split(":")[0]).join()`
	a.wants("with a script", seen, "mailto,copy,tel,copy,sms,https,copy,mailto,copy,sms,https,mailto,copy")
	a.page.Script(false)
	a.goes(picket)
	a.wants("without", seen, "mailto,tel,sms,https,mailto")
}

// TestQuickHide leaves a guide in a hurry.
func TestQuickHide(t *testing.T) {
	for _, how := range []string{"click", "Escape"} {
		t.Run(how, func(t *testing.T) {
			a := act(t, "")
			a.page.Allow("elsewhere: " + a.harmless)
			a.goes("/one/fr/guides/")
			a.page.Click(`main a[href="rights.html"]`)
			a.page.Wait("the guide", `location.pathname === "`+rights+`"`)
			a.page.Click(".tick")
			a.wants("ticks of the tab", `String(Object.keys(sessionStorage).length)`, "1")
			a.wants("a target", `String(document.querySelector(".quick-hide a").offsetHeight >= 48)`, "true")
			leave := `document.querySelector(".quick-hide a").click()`
			if how == "Escape" {
				a.page.Type(".quick-hide a", "\x1b\x1b")
				a.wants("what is heard", `document.querySelector(".quick-hide [role=status]").textContent`, "Échap\u00a0: encore 1")
				leave = `document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape", bubbles: true}))`
			}
			a.wants("what is left at once", leave+`; document.title + document.body.innerHTML + Object.keys(sessionStorage).length`, "127.0.0.10")
			close(a.let)
			a.page.Wait("the harmless page", `document.title === "Sun"`)
			a.wants("where that is", `location.href`, a.harmless)
			browser.Eval[any](a.page, `history.back()`)
			a.page.Wait("the page before the guide", `location.pathname === "/one/fr/guides/"`)
		})
	}
	t.Run("without script", func(t *testing.T) {
		a := act(t, "")
		close(a.let)
		a.page.Allow("elsewhere: " + a.harmless)
		a.page.Script(false)
		a.goes(rights)
		a.wants("no promise that needs one", `String(document.querySelector(".quick-hide span").checkVisibility())`, "false")
		a.page.Click(".quick-hide a")
		a.page.Wait("the harmless page", `document.title === "Sun"`)
	})
	t.Run("not everywhere", func(t *testing.T) {
		a := act(t, "")
		a.goes(picket)
		a.wants("a way to leave", `String(document.querySelector(".quick-hide"))`, "null")
		a.page.Type(".tick", "\x1b\x1b\x1b")
		a.wants("the page", `location.pathname`, picket)
	})
}
