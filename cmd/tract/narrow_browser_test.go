package main

import (
	"slices"
	"strconv"
	"testing"

	"tract/internal/browser"
)

// shown gives the titles of the entries of a list that are seen.
const shown = `[...document.querySelectorAll("[data-suits]")].filter((entry) => entry.checkVisibility()).length`

// cut gives the choices of a list that are wider than the field that shows them, whose
// arrow takes some room.
const cut = `[...document.querySelectorAll(".narrow select")].flatMap((select) => [...select.options].filter((option) => {
	const arrow = 20;
	const pen = document.createElement("canvas").getContext("2d");
	select.value = option.value;
	const style = getComputedStyle(select);
	pen.font = style.font;
	return pen.measureText(option.text).width > select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - arrow;
}).map((option) => option.text))`

// choiceRows gives how many choices stand in each row.
const choiceRows = `Object.values(Object.groupBy(document.querySelectorAll(".narrow select"), (select) => Math.round(select.getBoundingClientRect().top))).map((row) => row.length)`

// TestBrowserNarrowWords shows every choice whole, on a phone and at a desk, in rows of
// as many each.
func TestBrowserNarrowWords(t *testing.T) {
	h := newHost(t)
	h.publish("/x/", makeSite(t))
	p := browser.Start(t).Open(t, 360, 740)
	for _, list := range []string{"fr/guides", "en/guides", "fr/revendications", "en/demands"} {
		for _, width := range []int64{320, 360, 768, 1280} {
			p.Resize(width, 800)
			p.Go(h.address + "/x/" + list + "/index.html")
			p.Wait("there is something to pick from", `document.querySelector(".narrow select") !== null`)
			if words := browser.Eval[[]string](p, cut); len(words) > 0 {
				t.Errorf("%s at %d pixels cuts %q", list, width, words)
			}
			p.Go(h.address + "/x/" + list + "/index.html") // nothing picked
			p.Wait("there is something to pick from", `document.querySelector(".narrow select") !== null`)
			if rows := browser.Eval[[]int](p, choiceRows); len(slices.Compact(rows)) > 1 {
				t.Errorf("%s at %d pixels has rows of %d choices", list, width, rows)
			}
		}
	}
}

// TestBrowserNarrow narrows the list of guides as a reader does, and comes back to it.
func TestBrowserNarrow(t *testing.T) {
	h := newHost(t)
	h.publish("/x/", makeSite(t))
	p := browser.Start(t).Open(t, 390, 844)
	pick := func(name, value string) {
		t.Helper()
		browser.Eval[any](p, `{const select = document.querySelector("select[name=`+name+`]"); select.value = "`+value+`"; select.dispatchEvent(new Event("change")); 0}`)
	}
	list := h.address + "/x/en/guides/index.html"
	p.Go(list)
	p.Wait("there is something to pick from", `document.querySelectorAll(".narrow select").length === 4`)
	all := browser.Eval[int](p, shown)
	if shift := p.Shift(); shift.Value > 0.001 {
		t.Errorf("the page moved when the choices came: %+v", shift)
	}

	pick("place", "street")
	p.Wait("a choice shows fewer", shown+` < `+strconv.Itoa(all)+` && `+shown+` > 0`)
	street := browser.Eval[int](p, shown)
	want := strconv.Itoa(street) + " of " + strconv.Itoa(all)
	if got := browser.Eval[string](p, `document.querySelector(".narrow [role=status]").textContent`); got != want {
		t.Errorf("announced %q, want %q", got, want)
	}
	if n := browser.Eval[int](p, `[...document.querySelectorAll("main section")].filter((s) => s.checkVisibility() && ![...s.querySelectorAll("[data-suits]")].some((e) => e.checkVisibility())).length`); n > 0 {
		t.Errorf("%d headings without an entry", n)
	}
	// The page for readers without script shows the same.
	link := browser.Eval[string](p, `[...document.querySelectorAll("select[name=place] option")].find((o) => o.value === "street").text`)
	pick("for", "drivers")
	both := browser.Eval[int](p, shown)
	if both == 0 || both > street {
		t.Errorf("%d suit drivers in the street, of %d", both, street)
	}

	// There and back again.
	p.Click(`[data-suits]:not([hidden]) a`)
	p.Wait("a guide is opened", `document.body.dataset.kind === "guide"`)
	browser.Eval[any](p, `void history.back()`)
	p.Wait("the choice is remembered", `document.querySelector("select[name=for]")?.value === "drivers" && `+shown+` === `+strconv.Itoa(both))

	browser.Eval[any](p, `void document.querySelector(".narrow button").click()`)
	p.Wait("all are shown again", shown+` === `+strconv.Itoa(all)+` && !location.hash.includes("=")`)

	p.Script(false)
	p.Go(list)
	plain := browser.Eval[string](p, `[...document.querySelectorAll("[data-narrow=place] a")].find((a) => a.textContent === "`+link+`").href`)
	p.Go(plain)
	if n := browser.Eval[int](p, `document.querySelectorAll("main .card").length`); n != street {
		t.Errorf("%s shows %d guides, where a choice showed %d", plain, n, street)
	}
}
