package markdown

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tract/internal/diag"
	"tract/internal/limit"
	"tract/internal/schema"
)

// Schemes are the kinds of references that lead to things of the site.
var Schemes = []string{"article", "guide", "event", "page", "org", "term", "demand", "demands", "topic", "figure"}

// webSchemes are the others that a link may have.
var webSchemes = []string{"http", "https", "mailto", "tel"}

// linkAddress checks the address of a link as it is written in the source.
func (c *converter) linkAddress(raw []byte, pos int) (Ref, bool) {
	address, ok := c.decodeString(raw, pos)
	if !ok {
		return Ref{}, false
	}
	return c.checkLink(address, pos)
}

// checkLink checks an address as a browser would get it, and counts it.
func (c *converter) checkLink(address string, pos int) (Ref, bool) {
	if !c.countLink(pos) {
		return Ref{}, false
	}
	ref, fault := CheckAddress(address)
	if fault == nil {
		return ref, true
	}
	c.errorAt(pos, fault.Code, fault.Args...).Hint = fault.Hint
	return Ref{}, false
}

// countLink says whether the page may have one more link.
func (c *converter) countLink(pos int) bool {
	if c.links++; c.links == limit.Links+1 {
		c.errorAt(pos, "markdown.links", limit.Links).WithHint("hint.markdown.links")
	}
	return c.links <= limit.Links
}

// imageAddress checks the address of an image, which is a file of the site.
func (c *converter) imageAddress(raw []byte, pos int) (Ref, bool) {
	ref, ok := c.linkAddress(raw, pos)
	switch {
	case !ok:
		return Ref{}, false
	case ref.Scheme == "http" || ref.Scheme == "https":
		c.errorAt(pos, "markdown.image-offsite", ref.Target).WithHint("hint.markdown.image-offsite")
		return Ref{}, false
	case ref.Scheme != "" || ref.Target == "":
		c.errorAt(pos, "markdown.image-address", string(raw)).WithHint("hint.markdown.image-address")
		return Ref{}, false
	}
	ref.Kind = Image
	return ref, true
}

// AddressFault says why an address is refused.
type AddressFault struct {
	diag.Text
	Hint diag.Text
}

func fault(code string, args ...any) *AddressFault {
	return &AddressFault{Text: diag.Text{Code: code, Args: shorten(args)}}
}

func (f *AddressFault) hint(code string, args ...any) *AddressFault {
	f.Hint = diag.Text{Code: code, Args: shorten(args)}
	return f
}

// CheckAddress checks one address, as it would stand in an attribute, against the
// allowlist: http and https with a host and without a name or password, mailto,
// tel, our own schemes, paths and anchors of the site. It gives Scheme, Target
// and Fragment. Front matter and data use it as well.
func CheckAddress(address string) (Ref, *AddressFault) {
	if address == "" {
		return Ref{}, fault("markdown.address-empty").hint("hint.markdown.address-empty")
	}
	if i := strings.IndexFunc(address, notAddress); i >= 0 {
		r, _ := utf8.DecodeRuneInString(address[i:])
		return Ref{}, fault("markdown.address-character", address, r)
	}
	if trimmed := strings.TrimSpace(address); trimmed != address {
		return Ref{}, fault("markdown.address-space", address)
	}
	scheme, rest, ok := cutScheme(address)
	if !ok {
		return checkPath(address)
	}
	switch {
	case scheme == "http" || scheme == "https":
		return checkWeb(scheme, address)
	case scheme == "mailto":
		return checkMail(rest)
	case scheme == "tel":
		return checkPhone(rest)
	case slices.Contains(Schemes, scheme):
		key, fragment, _ := strings.Cut(rest, "#")
		if key == "" {
			return Ref{}, fault("markdown.address-key", address).hint("hint.markdown.address-key", scheme)
		}
		return Ref{Scheme: scheme, Target: key, Fragment: fragment}, nil
	}
	f := unknownScheme(scheme)
	if near, ok := diag.Nearest(scheme, slices.Concat(Schemes, webSchemes)); ok {
		f.hint("hint.did-you-mean", near+":")
	}
	return Ref{}, f
}

// unknownScheme refuses a scheme and names those that there are.
func unknownScheme(scheme string) *AddressFault {
	f := fault("markdown.address-scheme", scheme+":")
	f.Hint = diag.Text{Code: "hint.markdown.address-scheme", Args: []any{
		strings.Join(webSchemes, ":, ") + ":", strings.Join(Schemes, ":, ") + ":",
	}}
	return f
}

// notAddress says whether a character has no place in any address: those that
// cannot be seen, and the backslash, which browsers take for a slash.
func notAddress(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7f || r == '\\'
	}
	return r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// cutScheme takes what stands before a colon that comes before any path, in
// lower case. Whatever has such a colon is a scheme to somebody.
func cutScheme(address string) (scheme, rest string, ok bool) {
	i := strings.IndexAny(address, ":/?#")
	if i < 0 || address[i] != ':' {
		return "", "", false
	}
	return strings.ToLower(address[:i]), address[i+1:], true
}

func checkPath(address string) (Ref, *AddressFault) {
	if strings.HasPrefix(address, "//") {
		return Ref{}, fault("markdown.address-host", address).hint("hint.markdown.address-host", "https:"+address)
	}
	path, fragment, _ := strings.Cut(address, "#")
	decoded, err := url.PathUnescape(path)
	if err != nil {
		return Ref{}, fault("markdown.address-percent", address)
	}
	if i := strings.IndexFunc(decoded, notAddress); i >= 0 {
		r, _ := utf8.DecodeRuneInString(decoded[i:])
		return Ref{}, fault("markdown.address-character", address, r)
	}
	if strings.ContainsAny(decoded, "?#") {
		return Ref{}, fault("markdown.address-query", address).hint("hint.markdown.address-query")
	}
	if strings.HasPrefix(decoded, "//") {
		return Ref{}, fault("markdown.address-host", address).hint("hint.markdown.address-host", "https:"+decoded)
	}
	if scheme, _, ok := cutScheme(decoded); ok { // %3a: nobody who puts the path together may find a scheme there
		return Ref{}, unknownScheme(scheme)
	}
	return Ref{Target: decoded, Fragment: fragment}, nil
}

func checkWeb(scheme, address string) (Ref, *AddressFault) {
	if strings.ContainsFunc(address, unicode.IsSpace) {
		return Ref{}, fault("markdown.address-space", address).hint("hint.markdown.address-space")
	}
	if !schema.IsWebAddress(address) {
		if u, err := url.Parse(address); err == nil && u.User != nil {
			return Ref{}, fault("markdown.address-user", address).hint("hint.markdown.address-user")
		}
		return Ref{}, fault("markdown.address-malformed", address).hint("hint.schema-url")
	}
	// The scheme in lower case, the rest as it was written: parsing and printing
	// again would change addresses that work.
	return Ref{Scheme: scheme, Target: scheme + address[len(scheme):]}, nil
}

// checkMail allows one recipient, a subject and a text without line breaks: with
// those, an address could write other headers in a careless mail program, and
// copies to people whom nobody sees.
func checkMail(rest string) (Ref, *AddressFault) {
	to, query, _ := strings.Cut(rest, "?")
	if strings.ContainsRune(rest, '#') || to != "" && !isMailbox(to) || to == "" && query == "" {
		return Ref{}, fault("markdown.mail-address", rest).hint("hint.markdown.mail-address")
	}
	for part := range strings.SplitSeq(query, "&") {
		if query == "" {
			break
		}
		name, value, _ := strings.Cut(part, "=")
		if name != "subject" && name != "body" {
			return Ref{}, fault("markdown.mail-parameter", name).hint("hint.markdown.mail-parameter")
		}
		decoded, err := url.PathUnescape(value)
		if err != nil {
			return Ref{}, fault("markdown.address-percent", "mailto:"+rest)
		}
		if strings.ContainsFunc(decoded, func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp) }) {
			return Ref{}, fault("markdown.mail-line-break", name).hint("hint.markdown.mail-line-break")
		}
		if what, found := diag.UnseenIn(decoded); found {
			return Ref{}, fault("markdown.invisible", what).hint("hint.markdown.invisible")
		}
	}
	return Ref{Scheme: "mailto", Target: "mailto:" + strings.ReplaceAll(rest, " ", "%20")}, nil
}

func isMailbox(s string) bool {
	local, host, ok := strings.Cut(s, "@")
	if !ok || local == "" || !strings.Contains(host, ".") || strings.Contains("."+host+".", "..") {
		return false
	}
	return !strings.ContainsFunc(local, func(r rune) bool { return notPlain(r) && !strings.ContainsRune("!#$*+=^{}|~'", r) }) &&
		!strings.ContainsFunc(host, notPlain)
}

// notPlain says whether a character is one of ASCII that stands in no name of a host.
func notPlain(r rune) bool {
	return r < 0x80 && !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-._", r))
}

// checkPhone allows digits and what people set between them. Codes with * and #
// make some phones do things.
func checkPhone(rest string) (Ref, *AddressFault) {
	number, extension, _ := strings.Cut(rest, ";ext=")
	digits := func(r rune) bool { return r >= '0' && r <= '9' }
	bad := func(r rune) bool { return !digits(r) && !strings.ContainsRune("+-.() ", r) }
	if !strings.ContainsFunc(number, digits) || strings.ContainsFunc(number, bad) || strings.ContainsFunc(extension, func(r rune) bool { return !digits(r) }) {
		return Ref{}, fault("markdown.phone", rest).hint("hint.markdown.phone")
	}
	return Ref{Scheme: "tel", Target: "tel:" + strings.ReplaceAll(rest, " ", "-")}, nil
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
