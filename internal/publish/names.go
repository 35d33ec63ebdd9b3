package publish

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tract/internal/filename"
)

// checkFiles gives the files sorted by path, or says which cannot be published.
func checkFiles(files []File) ([]File, error) {
	sorted := slices.SortedFunc(slices.Values(files), func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	paths := make([]string, len(sorted))
	for i, f := range sorted {
		if fault := filename.CheckPath(f.Path); fault != "" {
			return nil, &PathError{Path: f.Path, Err: fmt.Errorf("%s: %w", fault, ErrName)}
		}
		if strings.ContainsAny(f.Key, " \n\r\x00") || f.Key == "-" {
			panic("internal error: key " + f.Key)
		}
		paths[i] = f.Path
	}
	var twins error
	filename.Twins(paths, func(path, other string) {
		if twins == nil {
			twins = &PathError{Path: other, Other: path, Err: ErrTwice}
		}
	})
	return sorted, twins
}
