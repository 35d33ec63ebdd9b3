package payload

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// active are elements that run, load, send or change how the rest is read.
var active = strings.Fields(`script style iframe frame frameset object embed applet form input button textarea select
	base meta svg math template noscript img audio video source track marquee portal`)

// Active reads markup as a browser would that takes it for a page, and says what in it
// does something. It is for what has no element of that kind of its own; pages have, and
// an oracle of their own.
func Active(markup []byte) (faults []string) {
	root, err := html.Parse(bytes.NewReader(markup))
	if err != nil {
		return []string{err.Error()}
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if slices.Contains(active, n.Data) {
			faults = append(faults, fmt.Sprintf("the element <%s>", n.Data))
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || slices.Contains([]string{"style", "srcdoc", "srcset", "ping"}, a.Key) {
				faults = append(faults, fmt.Sprintf("the attribute %s=%q", a.Key, a.Val))
			}
			if slices.Contains([]string{"href", "xlink:href", "src", "action", "formaction", "data", "cite", "background"}, a.Key) && !leads(a.Val) {
				faults = append(faults, fmt.Sprintf("the address %q", a.Val))
			}
		}
	}
	return faults
}

// leads says whether an address only leads somewhere, the way browsers read it: they drop
// line ends and tabs, and take a backslash for a slash.
func leads(address string) bool {
	address = strings.TrimFunc(address, func(r rune) bool { return r <= ' ' })
	address = strings.NewReplacer("\t", "", "\n", "", "\r", "", "\\", "/").Replace(address)
	end := strings.IndexAny(address, ":/?#")
	if end < 0 || address[end] != ':' {
		return !strings.HasPrefix(address, "//")
	}
	return slices.Contains([]string{"http", "https", "mailto", "tel"}, strings.ToLower(address[:end]))
}
