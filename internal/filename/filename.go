// Package filename knows which names every system can hold, and which of them some
// system takes for the same.
//
// It takes the name of a file or a folder, or a path of such names, and gives what is
// wrong with it, or what it has in common with those that it may be taken for. Names
// come from everybody who contributes, and go to everybody's disk: into a repository, an
// archive, a USB stick, a site. So what one of these systems refuses or reads otherwise
// is refused on all of them.
package filename

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"tract/internal/limit"
)

// Fault is what is wrong with a name; empty if nothing is.
type Fault string

// What may be wrong with a name.
const (
	Nowhere Fault = "it leads out of its folder, or nowhere"
	Form    Fault = "its characters are not in the usual form"
	Sign    Fault = "it holds a character that Windows refuses"
	End     Fault = "Windows drops the dot or space at its end"
	Long    Fault = "it is too long for some systems"
	Device  Fault = "Windows keeps it for a device"
	Kept    Fault = "it is kept for tract and git"
)

// devices are names that Windows keeps, with any ending and in any case.
var devices = regexp.MustCompile(`(?i)^((con|prn|aux|nul)|(com|lpt)[0-9¹²³]|con(in|out)\$) *(\.|$)`)

// Check says what is wrong with the name of a file or a folder.
func Check(name string) Fault {
	switch {
	case name == "" || name == "." || name == ".." || strings.Contains(name, "/"):
		return Nowhere
	case len(name) > limit.NameBytes:
		return Long
	case !utf8.ValidString(name) || !norm.NFC.IsNormalString(name):
		return Form
	case strings.ContainsAny(name, `<>:"\|?*`) || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return Sign
	case leadsAway(norm.NFKC.String(name)):
		return Form
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " "):
		return End
	case devices.MatchString(name):
		return Device
	}
	if lower := Fold(name); strings.HasPrefix(lower, ".tract-") || lower == ".git" || lower == "git~1" {
		return Kept
	}
	return ""
}

// leadsAway says whether a name would lead elsewhere once its characters were replaced by
// the plain ones that they stand for, as some systems do.
func leadsAway(name string) bool {
	return name == "." || name == ".." || strings.ContainsAny(name, `/\`)
}

// CheckPath says what is wrong with a path of such names, with slashes between them.
func CheckPath(p string) Fault {
	if len(p) > limit.PathBytes {
		return Long
	}
	for element := range strings.SplitSeq(p, "/") {
		if fault := Check(element); fault != "" {
			return fault
		}
	}
	return ""
}

// Fold gives what paths have in common that one of the usual systems takes for the same:
// those that know no case, those that write accents in another way, and those that pass
// over characters which nobody sees.
func Fold(p string) string {
	for i := range len(p) {
		if c := p[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			p = strings.ToLower(strings.ToUpper(norm.NFC.String(strings.Map(unless, p))))
			p = cases.Fold().String(norm.NFD.String(p))
			return norm.NFC.String(strings.ReplaceAll(p, "i\u0307", "i")) // as which the capital with a dot is read, or not
		}
	}
	return p
}

// unless drops what the file system of older Macs passes over.
func unless(r rune) rune {
	if r >= 0x200c && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x206a && r <= 0x206f || r == 0xfeff {
		return -1
	}
	return r
}

// Twins calls tell for each path that is another one's twin, or that stands where another
// one has a folder, with that other one. What comes first in paths is never told.
func Twins(paths []string, tell func(path, other string)) {
	files := make(map[string]string, len(paths))
	keys := make([]string, len(paths))
	for i, p := range paths {
		keys[i] = Fold(p)
		if other, taken := files[keys[i]]; taken {
			tell(p, other)
			continue
		}
		files[keys[i]] = p
	}
	looked := map[string]bool{} // at these folders, and at those that they are in
	for i, key := range keys {
		for end := strings.LastIndexByte(key, '/'); end >= 0 && !looked[key[:end]]; end = strings.LastIndexByte(key[:end], '/') {
			looked[key[:end]] = true
			if other, isFile := files[key[:end]]; isFile {
				tell(other, paths[i])
			}
		}
	}
}
