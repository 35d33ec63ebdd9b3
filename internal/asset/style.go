package asset

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	minify "github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/parse/v2/css"

	"tract/internal/diag"
)

// Property is a custom property that the site's settings give to the styles.
type Property struct {
	Name  string        // --campaign
	Value string        // a colour: #b5001e
	Pos   diag.Position // of the value in the settings
}

// Nothing else may come from the settings into the styles: what a property may
// be is stated here and not where it is used, so that no setting can close the
// rule and open another.
var (
	propertyName   = regexp.MustCompile(`^--[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	propertyColour = regexp.MustCompile(`^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$`)
)

// settingsLayer holds the properties from the settings. It stands right after
// the layer of tokens unless main.css gives it another place.
const settingsLayer, tokensLayer = "settings", "tokens"

// The sheet for paper stands alone unless main.css imports it, so that a screen
// need not wait for it. It is in the last layer.
const mainStyle, printStyle = "css/main.css", "css/print.css"

// Sheets for the pages of one kind stand alone too, so that no other page waits
// for them; so do the one for what is below the first screen of any page, and the
// one with the faces of pages written from right to left. Each begins with imports
// of what a few share, if anything, and names the layer of its own rules, for
// main.css does not.
const pageStyles, belowStyle, arabicStyle = "css/pages", "css/below.css", "css/arabic.css"

// publishStyles joins the sheets that main.css imports, in its order, each in
// its layer, and publishes the one sheet; and those that stand alone.
func (b *builder) publishStyles(properties []Property) {
	src, ok := b.read(mainStyle)
	if !ok {
		return
	}
	before := len(b.faults)
	order, imports := b.readMain(src)
	if !slices.Contains(order, settingsLayer) {
		order = slices.Insert(order, slices.Index(order, tokensLayer)+1, settingsLayer)
	}
	var joined bytes.Buffer
	joined.WriteString("@layer " + strings.Join(order, ",") + ";\n")
	b.join(&joined, imports)
	b.writeProperties(&joined, properties)
	if len(b.faults) > before && b.faults[before:].HasErrors() {
		return
	}
	b.publishStyle(mainStyle, &joined)
	imported := func(name string) bool {
		return slices.ContainsFunc(imports, func(i importLine) bool { return i.name == name })
	}
	for _, name := range append(b.list(pageStyles), belowStyle, arabicStyle) {
		if path.Ext(name) == ".css" && !imported(name) && isFile(b.fsys, name) {
			b.publishPageStyle(name, order, imports)
		}
	}
	if !isFile(b.fsys, printStyle) || imported(printStyle) {
		return
	}
	var print bytes.Buffer
	b.join(&print, []importLine{{name: printStyle, layer: order[len(order)-1]}})
	b.publishStyle(printStyle, &print)
}

// publishPageStyle publishes a sheet for the pages of one kind. What every page has
// from main.css it may not import again.
func (b *builder) publishPageStyle(name string, order []string, shared []importLine) {
	src, ok := b.read(name)
	if !ok {
		return
	}
	tokens := cssTokens(src)
	var imports []importLine
	rules := len(tokens) // where they begin
	for _, s := range splitStatements(tokens) {
		if s.shape() != "@import" {
			rules = slices.IndexFunc(tokens, func(t token) bool { return t.offset == s[0].offset })
			break
		}
		if i, ok := b.readImport(name, src, s, order, slices.Concat(shared, imports)); ok {
			imports = append(imports, i)
		}
	}
	var joined bytes.Buffer
	b.join(&joined, imports)
	joined.Write(b.resolve(name, src, tokens[rules:]))
	b.publishStyle(name, &joined)
}

// join writes sheets that are imported, each in its layer.
func (b *builder) join(joined *bytes.Buffer, imports []importLine) {
	open := ""
	for _, i := range imports {
		sheet, ok := b.readSheet(i)
		if !ok {
			continue
		}
		if i.layer != open { // sheets of one layer mostly follow each other
			if open != "" {
				joined.WriteString("}\n")
			}
			joined.WriteString("@layer " + i.layer + "{\n")
			open = i.layer
		}
		joined.Write(append(sheet, '\n'))
	}
	if open != "" {
		joined.WriteString("}\n")
	}
}

// publishStyle minifies a sheet and publishes it.
func (b *builder) publishStyle(name string, sheet *bytes.Buffer) {
	var out bytes.Buffer
	if err := (&minify.Minifier{}).Minify(nil, &out, sheet, nil); err != nil {
		b.faults.Errorf(whole(name), "asset.css.syntax")
		return
	}
	b.fingerprint(name, out.Bytes())
}

// writeProperties writes the properties of the settings into their layer.
func (b *builder) writeProperties(joined *bytes.Buffer, properties []Property) {
	if len(properties) == 0 {
		return
	}
	joined.WriteString("@layer " + settingsLayer + "{:root{")
	for _, p := range properties {
		if !propertyName.MatchString(p.Name) {
			panic("internal error: custom property " + p.Name)
		}
		if !propertyColour.MatchString(p.Value) {
			b.faults.Errorf(p.Pos, "asset.css.colour", p.Value).WithHint("hint.asset.colour")
			continue
		}
		joined.WriteString(p.Name + ":" + p.Value + ";")
	}
	joined.WriteString("}}\n")
}

// importLine is one @import of main.css or of a sheet for the pages of a kind.
type importLine struct {
	written string // blocks/card.css
	name    string // css/blocks/card.css
	layer   string
	pos     diag.Position // of the string
}

// readMain reads main.css, which holds one @layer line and then imports.
func (b *builder) readMain(src []byte) (order []string, imports []importLine) {
	for _, s := range splitStatements(cssTokens(src)) {
		switch line := s.shape(); {
		case line == "@layer" && order == nil:
			order = s.idents()
		case line == "@import":
			if i, ok := b.readImport(mainStyle, src, s, order, imports); ok {
				imports = append(imports, i)
			}
		default:
			b.faults.Errorf(at(mainStyle, src, s[0].offset), "asset.css.main-only").WithHint("hint.asset.css.main")
		}
	}
	return order, imports
}

// readImport reads an @import of a sheet that comes after those before.
func (b *builder) readImport(sheet string, src []byte, s statement, order []string, before []importLine) (importLine, bool) {
	i := importLine{written: unquote(s[1].text), layer: s[3].text, pos: at(sheet, src, s[1].offset)}
	i.name = path.Join(path.Dir(sheet), i.written)
	if !slices.Contains(order, i.layer) {
		b.faults.Errorf(at(sheet, src, s[3].offset), "asset.css.layer", i.layer).DidYouMean(i.layer, order)
		return i, false
	}
	if slices.ContainsFunc(before, func(o importLine) bool { return o.name == i.name }) {
		b.faults.Errorf(i.pos, "asset.css.import-twice", i.written)
		return i, false
	}
	return i, true
}

// readSheet gives an imported sheet with its addresses turned into published
// ones.
func (b *builder) readSheet(i importLine) ([]byte, bool) {
	if !strings.HasPrefix(i.name, "css/") || path.Ext(i.name) != ".css" || !isFile(b.fsys, i.name) {
		d := b.faults.Errorf(i.pos, "asset.css.import-missing", i.written)
		if near, ok := diag.Nearest(i.name, b.list("css")); ok && near != mainStyle {
			d.WithHint("hint.did-you-mean", strings.TrimPrefix(near, "css/"))
		}
		return nil, false
	}
	src, ok := b.read(i.name)
	if !ok {
		return nil, false
	}
	return b.resolve(i.name, src, cssTokens(src)), true
}

// resolve gives the tokens of a sheet with its addresses turned into published ones.
func (b *builder) resolve(name string, src []byte, tokens []token) []byte {
	b.checkBrackets(name, src, tokens)
	var out bytes.Buffer
	for n, t := range tokens {
		switch {
		case t.kind == css.AtKeywordToken && strings.EqualFold(t.text, "@import"):
			b.faults.Errorf(at(name, src, t.offset), "asset.css.import-here", t.text).WithHint("hint.asset.css.import-here")
		case t.kind == css.FunctionToken && strings.HasSuffix(strings.ToLower(t.text), "image-set("):
			b.faults.Errorf(at(name, src, t.offset), "asset.css.image-set", t.text+")").WithHint("hint.asset.css.image-set")
		case t.kind == css.URLToken:
			out.WriteString("url(" + b.resolveURL(name, src, t.offset, unquote(t.text[len("url("):len(t.text)-1])) + ")")
			continue
		case t.kind == css.StringToken && n > 0 && insideURL(tokens[:n]):
			out.WriteString(`"` + b.resolveURL(name, src, t.offset, unquote(t.text)) + `"`)
			continue
		}
		out.WriteString(t.text)
	}
	return out.Bytes()
}

// resolveURL gives the published address, relative to the published sheet, of
// what a sheet refers to.
func (b *builder) resolveURL(sheet string, src []byte, offset int, address string) string {
	if strings.Contains(address, ":") || strings.HasPrefix(address, "//") {
		b.faults.Errorf(at(sheet, src, offset), "asset.css.url-outside", address).WithHint("hint.asset.css.url-outside")
		return address
	}
	name := path.Join(path.Dir(sheet), address)
	published := b.set.paths[name]
	if published == "" && strings.HasPrefix(name, "icons/") && isFile(b.fsys, name) {
		if content, ok := b.readDrawing(b.fsys, name); ok {
			published = b.fingerprint(name, []byte(content))
		}
	}
	if !strings.HasPrefix(published, "assets/") {
		d := b.faults.Errorf(at(sheet, src, offset), "asset.css.url-missing", address)
		if near, ok := diag.Nearest(name, slices.Concat(b.list("fonts"), b.list("icons"))); ok {
			d.WithHint("hint.did-you-mean", near)
		}
		return address
	}
	return strings.TrimPrefix(published, "assets/")
}
