package asset

import (
	"bytes"
	"errors"
	"path"
	"regexp"
	"slices"
	"strings"

	minify "github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"

	"tract/internal/diag"
)

// Every page has the main script. What the pages of one kind have beside it is joined
// in the same way; the worker, which is no page's, is handed over and not published.
const (
	mainScript   = "js/main.js"
	pageScripts  = "js/pages"
	workerScript = "js/sw.js"
)

// A script keeps to two forms, so that joining needs no bundler: main.js, or that of a
// kind, imports one name a line, and a module exports one function of its own name.
var (
	importForm = regexp.MustCompile(`^import \{ ?([A-Za-z][A-Za-z0-9]*) ?\} from ["'](\.\.?/modules/[a-z0-9-]+\.js)["'];?\s*$`)
	exportForm = regexp.MustCompile(`^export (function ([A-Za-z][A-Za-z0-9]*)\b.*)`)
	moduleWord = regexp.MustCompile(`^\s*(import|export)\b`)
)

// publishScripts publishes main.js and js/pages/*.js, and reads the worker.
func (b *builder) publishScripts() {
	for _, name := range append([]string{mainScript}, b.list(pageScripts)...) {
		if path.Ext(name) == ".js" {
			b.publishScript(name)
		}
	}
	if !isFile(b.fsys, workerScript) {
		return
	}
	if src, ok := b.read(workerScript); ok && b.checkSyntax(workerScript, src) {
		b.set.Worker = b.minifyScript(workerScript, bytes.NewBuffer(enclose(src)))
	}
}

// publishScript joins a script and its modules into one classic script.
//
// It is not type=module, although the sources are modules: a page must also work
// from a USB stick, and there (file://) browsers refuse modules. The function
// around the whole keeps every name out of the page, and each module has one of
// its own, so that two modules may use one name.
func (b *builder) publishScript(script string) {
	src, ok := b.read(script)
	if !ok {
		return
	}
	before := len(b.faults)
	var joined bytes.Buffer
	b.checkSyntax(script, src)
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
			b.faults.Errorf(at(script, src, offset), "asset.js.import").WithHint("hint.asset.js.import")
		case imported[m[2]]:
			b.faults.Errorf(at(script, src, offset), "asset.js.import-twice", m[2])
		default:
			imported[m[2]] = true
			joined.WriteString("const " + m[1] + "=(function(){\n" + b.readModule(m[1], m[2], script, src, offset) + "\nreturn " + m[1] + "})();\n")
		}
	})
	joined.WriteString(body.String())
	if b.faults[before:].HasErrors() {
		return
	}
	if content := b.minifyScript(script, bytes.NewBuffer(enclose(joined.Bytes()))); content != nil {
		b.fingerprint(script, content)
	}
}

// enclose keeps the names of a script to itself.
func enclose(src []byte) []byte {
	return slices.Concat([]byte("(function(){\"use strict\";\n"), src, []byte("\n})();\n"))
}

func (b *builder) minifyScript(name string, src *bytes.Buffer) []byte {
	var out bytes.Buffer
	if err := (&minify.Minifier{}).Minify(nil, &out, src, nil); err != nil {
		// Each file alone was sound; together they can only clash in names.
		b.faults.Errorf(whole(name), "asset.js.clash")
		return nil
	}
	return out.Bytes()
}

// readModule gives the body of a module, without its export.
func (b *builder) readModule(function, address, script string, main []byte, offset int) string {
	name := path.Join(path.Dir(script), address)
	if !isFile(b.fsys, name) {
		d := b.faults.Errorf(at(script, main, offset), "asset.js.missing", address)
		if near, ok := diag.Nearest(name, b.list("js/modules")); ok {
			d.WithHint("hint.did-you-mean", strings.TrimSuffix(address, path.Base(address))+path.Base(near))
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
