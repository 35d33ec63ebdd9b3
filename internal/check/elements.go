package check

import (
	"slices"
	"strings"
)

// Everywhere may stand on any element: what says something of it, and does nothing.
var everywhere = strings.Fields(`class dir hidden id lang role tabindex title translate inputmode spellcheck
	itemid itemprop itemref itemscope itemtype`)

// allowed are the elements that pages may hold, with the attributes that each may have
// beside those. What can run, load or send anything by another way than those below is
// not among them, nor what a browser reads otherwise with scripts than without.
var allowed = tableOf(`
	html; head; body; title
	meta charset name property content http-equiv media
	link rel href type hreflang media as crossorigin sizes integrity imagesrcset imagesizes fetchpriority
	script src type defer async crossorigin integrity
	main; header; footer; nav; section; article; aside; search; hgroup; address; div
	h1; h2; h3; h4; h5; h6; p; hr; pre; blockquote cite; figure; figcaption
	ol start reversed type; ul; li value; dl; dt; dd
	a href rel type download hreflang
	abbr; b; bdi; bdo; br; cite; code; data value; del cite datetime; dfn; em; i; ins cite datetime; kbd; mark; q cite
	rp; rt; ruby; s; samp; small; span; strong; sub; sup; time datetime; u; var; wbr
	picture; source srcset sizes type media width height
	img src srcset sizes alt width height loading decoding fetchpriority
	table; caption; colgroup span; col span; thead; tbody; tfoot; tr; td colspan rowspan headers; th colspan rowspan headers scope abbr
	details open name; summary; dialog open
	button type disabled; label for; output for; fieldset disabled; legend; datalist; optgroup label disabled
	input type name value autocapitalize autocomplete enterkeyhint maxlength minlength min max step pattern placeholder readonly required checked disabled list size
	option value label selected disabled; select name multiple size disabled required; textarea name rows cols maxlength minlength placeholder readonly required disabled
	progress value max; meter value min max low high optimum`)

// drawn are those of drawings, in lower case.
var drawn = strings.Fields(`svg g title desc defs symbol use path circle ellipse line polyline polygon rect clippath mask
	lineargradient radialgradient stop`)

// paint may stand on any element of a drawing: on one that has no use for it, it does
// nothing.
var paint = strings.Fields(`viewbox preserveaspectratio width height x y d cx cy r rx ry x1 y1 x2 y2 fx fy points offset
	clippathunits maskunits gradientunits gradienttransform
	fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray
	stroke-opacity clip-rule clip-path mask opacity transform stop-color stop-opacity vector-effect shape-rendering focusable color xmlns`)

// tableOf reads rows of an element and its attributes, which end at a semicolon or with
// the line.
func tableOf(rows string) map[string][]string {
	table := map[string][]string{}
	for row := range strings.FieldsFuncSeq(rows, func(r rune) bool { return r == ';' || r == '\n' }) {
		if words := strings.Fields(row); len(words) > 0 {
			table[words[0]] = words[1:]
		}
	}
	return table
}

// elements finds what no page may hold.
func elements(_ *site, p *page) {
	for i := range p.elements {
		e := &p.elements[i]
		inDrawing := e.parent >= 0 && p.elements[e.parent].space == "svg"
		if !known(e) && !(p.path == editor && e.name == "noscript") || inDrawing && e.space != "svg" { // one that leads back to HTML is read in more than one way
			p.report("check.element", e.name)
			continue
		}
		for _, a := range e.attributes {
			ends := p.path == editor && strings.Contains(strings.ToLower(a.Val), "</noscript") // with scripts, in a value too
			if ends || !mayHave(e, a.Namespace, a.Key, a.Val) {
				p.report("check.attribute", a.Key)
			}
			if a.Val == "ZgotmplZ" || strings.Contains(a.Val, "#ZgotmplZ") { // as html/template writes it, and no text about it
				p.report("check.refused-value", a.Key)
			}
		}
	}
}

func known(e *element) bool {
	_, ofPages := allowed[e.name]
	return e.space == "" && ofPages || e.space == "svg" && slices.Contains(drawn, strings.ToLower(e.name))
}

// asking are the kinds of fields that pages may have: none for a password, a file, or what
// a reader does not see.
var asking = strings.Fields("text search email tel url number range date month week time datetime-local color checkbox radio button")

// mayHave says whether an element may have an attribute of that value.
func mayHave(e *element, space, name, value string) bool {
	if e.name == "input" && name == "type" && !slices.Contains(asking, strings.ToLower(value)) {
		return false
	}
	if e.space == "svg" {
		return mayDraw(space, name, value)
	}
	return space == "" && (slices.Contains(everywhere, name) || slices.Contains(allowed[e.name], name) ||
		strings.HasPrefix(name, "aria-") || strings.HasPrefix(name, "data-"))
}

// mayDraw says so of any element of a drawing: its references stay within the file.
func mayDraw(space, name, value string) bool {
	name = strings.ToLower(name)
	if !local(value) && name != "class" && !strings.HasPrefix(name, "aria-") {
		return false
	}
	switch {
	case name == "href":
		return (space == "" || space == "xlink") && strings.HasPrefix(value, "#")
	case space == "xmlns", name == "xmlns":
		return value == "http://www.w3.org/2000/svg" || value == "http://www.w3.org/1999/xlink"
	}
	return space == "" && (slices.Contains(everywhere, name) || slices.Contains(paint, name) || strings.HasPrefix(name, "aria-"))
}

// local says whether a value of a drawing leads nowhere but to a part of it: it is read
// as CSS, where a name may be written with backslashes.
func local(value string) bool {
	value = strings.ToLower(value)
	if strings.Contains(value, `\`) {
		return false
	}
	for i := strings.IndexByte(value, '('); i >= 0; i = strings.IndexByte(value, '(') {
		name := value[strings.LastIndexFunc(value[:i], func(r rune) bool { return !(r >= 'a' && r <= 'z' || r == '-') })+1 : i]
		value = value[i+1:]
		reference := name == "url" && strings.HasPrefix(value, "#")
		if !reference && !slices.Contains([]string{"rgb", "rgba", "hsl", "hsla", "matrix", "translate", "scale", "rotate", "skewx", "skewy"}, name) {
			return false
		}
	}
	return true
}
