package site

import (
	"net/url"
	"path"
	"strings"
)

// Address is the place of an output below the root of the site, with slashes and
// without a leading one: "fr/guides/quitter-prime.html".
//
// Pages are files and not folders with an index, and links name index.html in
// full, so that the same output opens from a web server, from a folder of one
// and from a USB stick, where nothing turns a folder into a page.
type Address string

// To gives the relative link from one output to another: "../index.html".
func (a Address) To(target Address) string {
	from, to := strings.Split(string(a), "/"), strings.Split(string(target), "/")
	shared := 0
	for shared < len(from)-1 && shared < len(to)-1 && from[shared] == to[shared] {
		shared++
	}
	var b strings.Builder
	for range len(from) - 1 - shared {
		b.WriteString("../")
	}
	for i, segment := range to[shared:] {
		if i > 0 {
			b.WriteByte('/')
		}
		b.WriteString(escapeSegment(segment))
	}
	return b.String()
}

// escapeSegment writes a name for an address. A colon would make the part before
// it the scheme of a relative link.
func escapeSegment(name string) string {
	return strings.ReplaceAll(url.PathEscape(name), ":", "%3A")
}

// Root gives the relative link from an output to the folder of the site's root,
// "" or "../../".
func (a Address) Root() string {
	return strings.Repeat("../", strings.Count(string(a), "/"))
}

// On gives the absolute address below a base URL, "" where there is none. The
// index of a folder is addressed as the folder.
func (a Address) On(base string) string {
	if base == "" {
		return ""
	}
	segments := strings.Split(string(a), "/")
	for i, s := range segments {
		segments[i] = escapeSegment(s)
	}
	if last := len(segments) - 1; segments[last] == "index.html" {
		segments[last] = ""
	}
	return strings.TrimSuffix(base, "/") + "/" + strings.Join(segments, "/")
}

// Beside gives the address of another file in the same folder.
func (a Address) Beside(name string) Address {
	return Address(path.Join(path.Dir(string(a)), name))
}

// Folder gives the folder that an output lies in, "." for the root.
func (a Address) Folder() string {
	return path.Dir(string(a))
}
