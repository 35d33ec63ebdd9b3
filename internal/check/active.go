package check

import (
	"encoding/json"
	"strings"
)

// The scripts that may stand in a page are data.
const linkedData = "application/ld+json"

// active finds scripts that stand in the page, and data there that is none.
func active(_ *site, p *page) {
	for i := range p.elements {
		e := &p.elements[i]
		if e.name != "script" || strings.TrimSpace(e.text) == "" {
			continue
		}
		switch kind, _ := e.get("type"); {
		case kind != linkedData:
			p.report("check.inline-script")
		case !json.Valid([]byte(e.text)) || strings.ContainsAny(e.text, "<>&\u2028\u2029"):
			p.report("check.linked-data")
		}
	}
}
