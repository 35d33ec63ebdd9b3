package main

import (
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"tract/internal/browser"
)

// TestReaders shows a page of every template in every language that it has to all
// kinds of readers, in Chromium: on a phone and at a desk, in the dark, without
// scripts, with large text, with a keyboard, on a slow line.
func TestReaders(t *testing.T) {
	g := openGallery(t)
	g.coversLayouts(t)
	tools := examination(t)
	own := slices.DeleteFunc(slices.Clone(g.exhibits), func(e exhibit) bool { return !e.own() })
	for _, test := range []struct {
		name     string
		exhibits []exhibit
		look     func(*visitor, exhibit)
	}{
		{"rules", g.exhibits, func(v *visitor, e exhibit) { v.rules(e, tools) }},
		{"room", g.exhibits, func(v *visitor, e exhibit) { v.room(e, tools) }},
		{"still", own, (*visitor).still},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			g.visit(t, test.exhibits, test.look)
		})
	}
}

// coversLayouts fails where a template has no page.
func (g *gallery) coversLayouts(t *testing.T) {
	t.Helper()
	entries, err := os.ReadDir("../../layouts")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		name := entry.Name()
		if path.Ext(name) == ".html" && name != "base.html" && !slices.ContainsFunc(g.exhibits, func(e exhibit) bool { return e.layout == name }) {
			t.Errorf("no page is made by layouts/%s: give the site in internal/build/testdata/rich.txtar one", name)
		}
	}
}

// shownByOwn says whether a page of the other site has a template and a language that
// one of the repository's own has.
func (g *gallery) shownByOwn(e exhibit) bool {
	return !e.own() && slices.ContainsFunc(g.exhibits, func(o exhibit) bool { return o.own() && o.layout == e.layout && o.language == e.language })
}

// examination gives the scripts that tests evaluate in pages: axe-core, and ours.
func examination(t *testing.T) string {
	t.Helper()
	axe, err := os.ReadFile("../../.ci/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("this test needs axe-core, which .ci/tools installs where npm can: %v", err)
	}
	own, err := os.ReadFile("testdata/examine.js")
	if err != nil {
		t.Fatal(err)
	}
	return string(axe) + ";" + string(own) + ";0"
}

// rules holds every rule of axe-core, narrow and wide, light and dark, with scripts;
// without, narrow and light, wide and dark. What the page complains of by itself fails
// the test too.
func (v *visitor) rules(e exhibit, tools string) {
	for _, script := range []bool{true, false} {
		if !script && v.gallery.shownByOwn(e) {
			continue
		}
		v.Script(script)
		v.Resize(360, 740)
		v.show(e)
		for _, complaint := range v.Complaints() {
			v.add(e, fmt.Sprintf("the page complains (script: %v): %s", script, complaint))
		}
		v.Script(true) // for what examines it
		browser.Eval[int](v.Page, tools)
		browser.Eval[any](v.Page, "examine.unfold()")
		for _, width := range []int64{360, 1280} {
			v.Resize(width, 800)
			for _, dark := range []bool{false, true} {
				if !script && dark == (width == 360) {
					continue // what only scripts change is seen once, and so are its colours
				}
				v.Dark(dark)
				v.ask(e, fmt.Sprintf("at %d pixels, dark: %v, script: %v", width, dark, script), fmt.Sprintf("rules(document, %v)", dark))
			}
		}
		v.Dark(false)
	}
	v.Resize(360, 740)
	if browser.Eval[bool](v.Page, `Boolean(document.querySelector("details.menu"))`) {
		browser.Eval[any](v.Page, `void (document.querySelector("details.menu").open = true)`)
		for _, dark := range []bool{false, true} {
			v.Dark(dark)
			v.ask(e, fmt.Sprintf("with its menu open, dark: %v", dark), `rules(".site-header", false)`)
		}
		v.Dark(false)
	}
	v.Complaints() // what axe-core itself is refused
}

// room holds that nothing has to be hunted for: the page is no wider than the screen
// and no text is cut, be the text large or far apart; what acts is as large as a
// thumb, and the keyboard reaches it.
func (v *visitor) room(e exhibit, tools string) {
	v.Resize(320, 640)
	v.show(e)
	browser.Eval[int](v.Page, tools)
	browser.Eval[any](v.Page, "examine.unfold()")
	v.ask(e, "at 320 pixels", "overflow()")
	v.Resize(360, 740)
	v.ask(e, "with a keyboard, narrow", "focus()")
	v.Resize(1280, 800)
	v.ask(e, "with a keyboard, wide", "focus()")
	for _, width := range []int64{360, 1280} {
		v.Resize(width, 800)
		v.TextSize(32)
		v.ask(e, fmt.Sprintf("at %d pixels with text of 200 %%", width), "overflow()")
		v.TextSize(16)
	}
	v.Resize(360, 740)
	v.ask(e, "on a phone", "targets()")
	browser.Eval[any](v.Page, "examine.spaced()")
	v.ask(e, "with text far apart", "overflow()")
	if strings.HasPrefix(e.language, "ar") {
		v.ask(e, "from right to left", "rightToLeft()")
	}
	v.Complaints() // are judged elsewhere
}

// still holds that nothing that has been painted moves while fonts, scripts and
// pictures come late.
func (v *visitor) still(e exhibit) {
	for _, width := range []int64{360, 1280} {
		v.Resize(width, 800)
		v.Go(v.gallery.address + strings.Replace(e.path, "repo/", "slow/", 1))
		moved := v.Shift()
		if moved.Value > 0.001 { // a machine may be so busy that fonts come in time, a moment after the first frame
			v.Go(v.gallery.address + strings.Replace(e.path, "repo/", "slow/", 1))
			moved = v.Shift()
		}
		if moved.Value > 0.001 {
			v.add(e, fmt.Sprintf("at %d pixels it moves by %.4f: %s", width, moved.Value, strings.Join(moved.Moved[:min(6, len(moved.Moved))], "\n\t")))
		}
	}
	v.Complaints() // are judged elsewhere
}
