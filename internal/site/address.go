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
	from, to := string(a), string(target)
	shared := 0 // bytes of the folders that hold both
	for i := 0; i < min(len(from), len(to)) && from[i] == to[i]; i++ {
		if from[i] == '/' {
			shared = i + 1
		}
	}
	return strings.Repeat("../", strings.Count(from[shared:], "/")) + escapePath(to[shared:])
}

// escapePath writes the names of a path for an address. Few have anything to escape.
func escapePath(names string) string {
	if !strings.ContainsFunc(names, isEscaped) {
		return names
	}
	segments := strings.Split(names, "/")
	for i, s := range segments {
		segments[i] = escapeSegment(s)
	}
	return strings.Join(segments, "/")
}

// isEscaped says whether a character may be written otherwise in an address.
func isEscaped(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-./_~", r)
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
	name := string(a)
	if folder, ok := strings.CutSuffix(name, "index.html"); ok && (folder == "" || strings.HasSuffix(folder, "/")) {
		name = folder
	}
	return strings.TrimSuffix(base, "/") + "/" + escapePath(name)
}

// Beside gives the address of another file in the same folder.
func (a Address) Beside(name string) Address {
	return Address(path.Join(path.Dir(string(a)), name))
}

// Folder gives the folder that an output lies in, "." for the root.
func (a Address) Folder() string {
	return path.Dir(string(a))
}
