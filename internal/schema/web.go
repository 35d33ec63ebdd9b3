package schema

import (
	"net/url"
	"strings"
	"unicode"
)

// IsWebAddress says whether a reader may follow a text as an address of the web: http or
// https and a host, without a name or password before it, which serve to disguise the host.
// Content, data and settings are all judged by it.
func IsWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Opaque == "" && u.User == nil &&
		u.Hostname() != "" && !strings.ContainsFunc(u.Hostname(), notHost) && !strings.Contains("."+u.Hostname(), "..") &&
		!strings.ContainsAny(s, "\"<>`\\") && !strings.ContainsFunc(s, unicode.IsSpace)
}

// notHost says whether a character may not stand in a host. Letters of any script may;
// whether they deceive is for the rules for editors to say.
func notHost(r rune) bool {
	return r < 0x80 && !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-._:", r))
}
