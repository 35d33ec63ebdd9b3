package publish

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxElement is the longest name of a file or directory, in bytes. Systems allow
// 255, archives and sync tools add to it.
const maxElement = 200

// checkFiles gives the files sorted by path, or says which cannot be published.
func checkFiles(files []File) ([]File, error) {
	sorted := slices.SortedFunc(slices.Values(files), func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	folded := make(map[string]int, len(sorted))
	for i, f := range sorted {
		if err := checkPath(f.Path); err != nil {
			return nil, &PathError{Path: f.Path, Err: err}
		}
		if strings.ContainsAny(f.Key, " \n\r\x00") || f.Key == "-" {
			panic("internal error: key " + f.Key)
		}
		key := fold(f.Path)
		if other, taken := folded[key]; taken {
			return nil, &PathError{Path: sorted[other].Path, Other: f.Path, Err: ErrTwice}
		}
		folded[key] = i
	}
	for key, i := range folded {
		for dir := path.Dir(key); dir != "."; dir = path.Dir(dir) {
			if other, isFile := folded[dir]; isFile {
				return nil, &PathError{Path: sorted[other].Path, Other: sorted[i].Path, Err: ErrTwice}
			}
		}
	}
	return sorted, nil
}

// fold gives what two paths have in common that one of the usual file systems
// takes for the same.
func fold(p string) string {
	for i := range len(p) {
		if c := p[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return strings.ToLower(strings.ToUpper(norm.NFC.String(p)))
		}
	}
	return p
}

// checkPath refuses a path that leads out of the directory, or that some system
// would refuse or read otherwise.
func checkPath(p string) error {
	switch {
	case p == "" || !filepath.IsLocal(p) || path.Clean(p) != p || p == ".":
		return fmt.Errorf("it leads out of the site, or nowhere: %w", ErrName)
	case !utf8.ValidString(p) || !norm.NFC.IsNormalString(p):
		return fmt.Errorf("its characters are not in the usual form: %w", ErrName)
	}
	for element := range strings.SplitSeq(p, "/") {
		if reason := refuseElement(element); reason != "" {
			return fmt.Errorf("%s: %w", reason, ErrName)
		}
	}
	return nil
}

// refuseElement gives the reason why a file or directory cannot have a name.
func refuseElement(name string) string {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	stem = strings.TrimRight(stem, " ")
	number := strings.TrimPrefix(strings.TrimPrefix(stem, "COM"), "LPT")
	lower := strings.ToLower(name)
	switch {
	case strings.ContainsAny(name, `<>:"\|?*`) || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return "it holds a character that Windows refuses"
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " "):
		return "Windows drops the dot or space at its end"
	case len(name) > maxElement:
		return fmt.Sprintf("it takes more than %d bytes", maxElement)
	case slices.Contains([]string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}, stem),
		len(stem) > 3 && stem != number && slices.Contains(strings.Fields("0 1 2 3 4 5 6 7 8 9 ¹ ² ³"), number):
		return "Windows keeps it for a device"
	case strings.HasPrefix(lower, ownPrefix) || lower == ".git":
		return "it is kept for tract and git"
	}
	return ""
}
