package main

import (
	"fmt"
	"strings"
	"testing"

	"tract/internal/browser"
)

const essay = `---
title: Essai
summary: Un essai.
minutes: 5
place: [home]
---
1. Lisez.
2. Signez.
3. Postez.

` + "```letter to=\"La direction\" subject=\"Bonjour\"\nJe suis [[votre nom]], de [[votre ville]].\n```\n"

// TestBrowserTended edits what scripts of the page look after: boxes beside steps,
// fields of a letter, what a list can be narrowed by. They have to take in what is new,
// and what the author typed and ticked stays with the words that it was typed for.
func TestBrowserTended(t *testing.T) {
	const file = "content/guides/essay.fr.md"
	s := serveSite(t)
	v := &volunteer{served: s, page: browser.Start(t).Open(t, 1280, 720)}
	v.write(file, essay)
	v.shows("/fr/guides/essay.html", "Lisez.")
	v.page.Go(v.address + "/fr/guides/essay.html")
	const fields = `[...document.querySelectorAll(".kit-blanks label")].map((label) => label.textContent + label.querySelector("input").value).join()`
	const ticks = `[...document.querySelectorAll("li:has(> .tick)")].map((step) => step.textContent + (step.querySelector(".tick").checked ? "x" : "")).join("")`
	const done = `document.querySelector(".checklist [role=status]").textContent.replace(/\s/g, " ")`
	holds := func(what, expression, text string) {
		t.Helper()
		v.page.Wait(what, "document.body !== null && ("+expression+") === `"+text+"`")
	}

	holds("the fields", fields, "votre nom ,votre ville ")
	v.edit(file, "[[votre nom]]", "[[ton nom]]")
	holds("the words of a field", fields, "ton nom ,votre ville ")
	v.edit(file, "ville]].", "ville]], le [[date]].")
	holds("a field more", fields, "ton nom ,votre ville ,date ")
	v.edit(file, "3. Postez.", "3. Postez.\n4. Dormez.")
	holds("a box more", ticks, "Lisez.Signez.Postez.Dormez.")
	holds("how many", done, "Fait : 0 sur 4")

	v.page.Click("li:nth-child(2) > .tick")
	v.page.Click(".kit-blanks summary")
	v.page.Type(".kit-blanks label:nth-child(2) input", "Laval")
	v.edit(file, "Je suis", "Le [[jour]], je suis")
	holds("what was typed, in its field", fields, "jour ,ton nom ,votre ville Laval,date ")
	v.edit(file, "1. Lisez.", "1. Ouvrez.\n1. Lisez.")
	holds("the tick, at its step", ticks, "Ouvrez.Lisez.Signez.xPostez.Dormez.")
	v.edit(file, "2. Signez.", "2. Signez-la.")
	holds("the tick of a step with other words", ticks, "Ouvrez.Lisez.Signez-la.xPostez.Dormez.")
	v.page.Wait("what is open and has the focus", `document.querySelector(".kit-blanks").open && document.activeElement.value === "Laval"`)

	for i := range 5 { // shorter lists cannot be narrowed
		v.write(fmt.Sprintf("content/guides/g%d.fr.md", i), strings.Replace(essay, "minutes: 5", "minutes: 2", 1))
	}
	v.page.Go(v.address + "/fr/guides/")
	v.page.Wait("what the list can be narrowed by", `document.querySelector(".narrow select") !== null`)
	v.write("content/guides/short.fr.md", strings.Replace(essay, "Essai", "Geste", 1))
	v.page.Wait("the new guide", `document.querySelector("main")?.innerText.includes("Geste") && document.querySelector(".narrow select") !== null`)
	browser.Eval[any](v.page, `location.hash = "time=2"`)
	holds("how many are short", `document.querySelector(".narrow-state").textContent`, "5 sur 8")
}
