package content

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/limit"
)

// TestHostileData reads large data files with a fault, or something to advise on, wherever
// there may be one. Each takes a fraction of the time that it may; others may have the
// processors too.
func TestHostileData(t *testing.T) {
	ordinals := strings.Repeat("2ème ", 15)
	escaped := strings.Repeat(`2\u00e8me `, 15)
	for name, entry := range map[string]string{
		"ordinals":       "#: {definition: {fr: \"" + ordinals + "\"}}",
		"ordinals far":   "#: {definition: {fr: \"" + escaped + "\"}}",
		"unknown fields": "#: {trem: {fr: x}, defintion: {fr: x}, zzzzzzzzzzzzzzzzzzzzzzzz: x}",
		"languages":      "#: {term: {xx: x, zz: x, fr1: x, frr: x}}",
		"references":     "#: {term: {fr: x}, definition: {fr: x}, sources: [article:x, guide:y, z, 'https://', 'http://a b']}",
		"keys":           "É#: {term: {fr: x}}",
		"long texts":     "#: {term: {fr: \"" + strings.Repeat("x ", 1000) + "\"}}",
	} {
		for form, line := range map[string]string{"on lines": "\n", "in brackets": ","} {
			var b strings.Builder
			width := 0
			for i := 0; b.Len() < limit.FileBytes/2 && i < limit.DataEntries; i++ {
				n, _ := b.WriteString(strings.ReplaceAll(entry, "#", fmt.Sprint("k", i)) + line)
				if width += n; width > limit.DataLine/2 && line == "," {
					width = 0
					b.WriteString("\n ")
				}
			}
			src := b.String()
			if line == "," {
				src = "{" + src + "}\n"
			}
			fsys := fstest.MapFS{config.File: {Data: []byte(siteYAML)}, "content/data/glossary.yaml": {Data: []byte(src)}}
			var list diag.List
			took := golden.Soon(t, 2*limit.PageTime, name+" "+form, func() { _, list = load(t, fsys) })
			t.Logf("%s %s: %d bytes, %d told in %v", name, form, len(src), len(list), took)
			if len(list) == 0 || strings.HasPrefix(name, "ordinals") && list.Count(diag.Advice) < 15*limit.DataEntries {
				t.Errorf("%s %s: %d told, %d counted", name, form, len(list), list.Count(diag.Advice))
			}
		}
	}
}
