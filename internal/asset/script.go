package asset

import (
	"bytes"
	"errors"
	"path"
	"regexp"
	"strings"

	minify "github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"

	"tract/internal/diag"
)

const mainScript = "js/main.js"

// A script keeps to two forms, so that joining needs no bundler: main.js imports
// one name a line, and a module exports one function of its own name.
var (
	importForm = regexp.MustCompile(`^import \{ ?([A-Za-z][A-Za-z0-9]*) ?\} from ["'](\./modules/[a-z0-9-]+\.js)["'];?\s*$`)
	exportForm = regexp.MustCompile(`^export (function ([A-Za-z][A-Za-z0-9]*)\b.*)`)
	moduleWord = regexp.MustCompile(`^\s*(import|export)\b`)
)

// publishScript joins main.js and its modules into one classic script.
//
// It is not type=module, although the sources are modules: a page must also work
// from a USB stick, and there (file://) browsers refuse modules. The function
// around the whole keeps every name out of the page, and each module has one of
// its own, so that two modules may use one name.
func (b *builder) publishScript() {
	src, ok := b.read(mainScript)
	if !ok {
		return
	}
	before := len(b.faults)
	var joined bytes.Buffer
	joined.WriteString("(function(){\"use strict\";\n")
	b.checkSyntax(mainScript, src)
	var body strings.Builder
	imported := map[string]bool{}
	eachLine(src, func(offset int, line string) {
		if !moduleWord.MatchString(line) {
			body.WriteString(line)
			return
		}
		m := importForm.FindStringSubmatch(strings.TrimRight(line, "\r\n"))
		switch {
		case m == nil:
			b.faults.Errorf(at(mainScript, src, offset), "asset.js.import").WithHint("hint.asset.js.import")
		case imported[m[2]]:
			b.faults.Errorf(at(mainScript, src, offset), "asset.js.import-twice", m[2])
		default:
			imported[m[2]] = true
			joined.WriteString("const " + m[1] + "=(function(){\n" + b.readModule(m[1], m[2], src, offset) + "\nreturn " + m[1] + "})();\n")
		}
	})
	joined.WriteString(body.String() + "\n})();\n")
	if b.faults[before:].HasErrors() {
		return
	}
	var out bytes.Buffer
	if err := (&minify.Minifier{}).Minify(nil, &out, &joined, nil); err != nil {
		// Each file alone was sound; together they can only clash in names.
		b.faults.Errorf(whole(mainScript), "asset.js.clash")
		return
	}
	b.fingerprint(mainScript, out.Bytes())
}

// readModule gives the body of a module, without its export.
func (b *builder) readModule(function, address string, main []byte, offset int) string {
	name := path.Join("js", address)
	if !isFile(b.fsys, name) {
		d := b.faults.Errorf(at(mainScript, main, offset), "asset.js.missing", address)
		if near, ok := diag.Nearest(name, b.list("js/modules")); ok {
			d.WithHint("hint.did-you-mean", "./"+strings.TrimPrefix(near, "js/"))
		}
		return ""
	}
	src, ok := b.read(name)
	if !ok || !b.checkSyntax(name, src) {
		return ""
	}
	var body strings.Builder
	exports := 0
	eachLine(src, func(offset int, line string) {
		if !moduleWord.MatchString(line) {
			body.WriteString(line)
			return
		}
		m := exportForm.FindStringSubmatch(strings.TrimRight(line, "\r\n"))
		if m == nil || m[2] != function || exports > 0 {
			b.faults.Errorf(at(name, src, offset), "asset.js.export", function).WithHint("hint.asset.js.export", function)
			return
		}
		exports++
		body.WriteString(m[1] + "\n")
	})
	if exports == 0 {
		b.faults.Errorf(whole(name), "asset.js.no-export", function).WithHint("hint.asset.js.export", function)
	}
	return body.String()
}

// checkSyntax says where a script cannot be read.
func (b *builder) checkSyntax(name string, src []byte) bool {
	_, err := js.Parse(parse.NewInputString(string(src)), js.Options{})
	if err == nil {
		return true
	}
	p := whole(name)
	if e := (*parse.Error)(nil); errors.As(err, &e) {
		p.Line, p.Column = e.Line, e.Column
	}
	b.faults.Errorf(p, "asset.js.syntax")
	return false
}

// eachLine gives every line with its end and its offset.
func eachLine(src []byte, do func(offset int, line string)) {
	offset := 0
	for line := range strings.Lines(string(src)) {
		do(offset, line)
		offset += len(line)
	}
}
