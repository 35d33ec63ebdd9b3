package markdown_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"tract/internal/golden"
	"tract/internal/markdown"
	"tract/internal/payload"
)

// follow says where a browser on a page of a site goes by an address, the way the URL
// standard reads one: «site» for a place of the site itself, a scheme, or «host» for
// another host without one. It knows nothing of what allows addresses.
func follow(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return r <= ' ' })
	s = strings.Map(func(r rune) rune {
		switch r {
		case '\t', '\n', '\r':
			return -1
		}
		return r
	}, s)
	scheme := 0
	for scheme < len(s) && (isLetter(s[scheme]) || scheme > 0 && (s[scheme] >= '0' && s[scheme] <= '9' || strings.IndexByte("+-.", s[scheme]) >= 0)) {
		scheme++
	}
	if scheme > 0 && scheme < len(s) && s[scheme] == ':' {
		return strings.ToLower(s[:scheme])
	}
	if slashes := strings.ReplaceAll(s, `\`, "/"); strings.HasPrefix(slashes, "//") {
		return "host"
	}
	return "site"
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// FuzzAddress holds the judgement of addresses to three others: how browsers read them,
// what net/url makes of what is allowed, and whether a link to it does anything.
func FuzzAddress(f *testing.F) {
	for _, text := range payload.Texts(f, 40) {
		f.Add(text)
		f.Add("https://example.org/" + text)
		f.Add("mailto:a@example.org?subject=" + text)
	}
	for _, address := range []string{"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:a", "//evil.example/", `https://a.example/"onclick="alert(1)`, "/a\" onclick=alert(1)"} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		var ref markdown.Ref
		var fault *markdown.AddressFault
		var link []byte
		golden.Bounded(t, time.Second, 5*len(address)+100, func() int {
			ref, fault = markdown.CheckAddress(address)
			link = append(markdown.AppendAttribute([]byte("<a"), "href", written(ref)), ">x</a>"...)
			return len(link)
		})
		if fault != nil {
			if fault.Code == "" {
				t.Error("a fault without words")
			}
			return
		}
		for _, active := range payload.Active(link) {
			t.Errorf("%s has %s", link, active)
		}
		if !utf8.ValidString(address) {
			t.Error("what is no text is allowed")
		}
		goes := follow(address)
		switch ref.Scheme {
		case "":
			if goes != "site" || strings.HasPrefix(ref.Target, "//") || follow(ref.Target) != "site" && ref.Target != "" {
				t.Errorf("a path that leads to %s: %+v", goes, ref)
			}
		case "http", "https":
			web(t, ref)
			fallthrough
		case "mailto", "tel":
			if goes != ref.Scheme || follow(ref.Target) != ref.Scheme {
				t.Errorf("%s: leads to %s by %q", ref.Scheme, goes, ref.Target)
			}
			if strings.ContainsAny(ref.Target, " \t\r\n\"<>\\") && ref.Scheme != "mailto" || strings.ContainsAny(ref.Target, "\r\n\t\\") {
				t.Errorf("%q goes into an attribute", ref.Target)
			}
		default:
			if !slices.Contains(markdown.Schemes, ref.Scheme) || goes != ref.Scheme {
				t.Errorf("the scheme %q is allowed", ref.Scheme)
			}
		}
		if ref.Scheme == "mailto" {
			mail(t, ref.Target)
		}
	})
}

// web holds an address of the web to net/url.
func web(t *testing.T, ref markdown.Ref) {
	u, err := url.Parse(ref.Target)
	if err != nil || u.Scheme != ref.Scheme || u.User != nil || u.Hostname() == "" || u.Opaque != "" {
		t.Errorf("%q is no address of the web: %v", ref.Target, err)
		return
	}
	after := strings.TrimPrefix(ref.Target, ref.Scheme+"://")
	if end := strings.IndexAny(after, "/?#"); end >= 0 {
		after = after[:end]
	}
	if strings.ContainsAny(after, "@%\\") || after != u.Host {
		t.Errorf("%q: the host is %q to one and %q to another", ref.Target, after, u.Host)
	}
}

// mail holds a mailto to one recipient, a subject and a text of one line.
func mail(t *testing.T, target string) {
	to, query, _ := strings.Cut(strings.TrimPrefix(target, "mailto:"), "?")
	if strings.ContainsAny(to, ",;% ") || strings.Count(to, "@") > 1 {
		t.Errorf("%q: the recipient is %q", target, to)
	}
	for part := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(part, "=")
		text, err := url.PathUnescape(value)
		if query != "" && name != "subject" && name != "body" || err != nil || strings.ContainsAny(text, "\r\n\x00") {
			t.Errorf("%q has %q", target, part)
		}
	}
}
