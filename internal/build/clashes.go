package build

import (
	"cmp"
	"io/fs"
	"path"
	"slices"

	"tract/internal/diag"
	"tract/internal/filename"
	"tract/internal/site"
)

// clashes finds outputs that some system cannot hold, or cannot tell apart. The model
// finds pages that are in the way of each other; here are old addresses and the site's
// own files. Publishing would refuse them too, but cannot say who asked for them.
func clashes(source fs.FS, redirects []site.Redirect, outputs []output) diag.List {
	from := map[string]diag.Position{} // what somebody chose the path of
	for _, r := range redirects {
		from[string(r.From)] = r.Pos
	}
	for _, dir := range []string{"assets/static", "assets/admin"} {
		below := sub(source, dir)
		_ = fs.WalkDir(below, ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				file := path.Join(dir, name)
				if dir == "assets/admin" {
					name = path.Join("admin", name)
				}
				if _, taken := from[name]; !taken {
					from[name] = diag.Position{File: file}
				}
			}
			return nil // what cannot be read is told elsewhere
		})
	}
	if len(from) == 0 {
		return nil
	}
	var list diag.List
	paths := make([]string, len(outputs))
	for i, o := range outputs {
		paths[i] = string(o.path)
		if at, ok := from[paths[i]]; ok && filename.CheckPath(paths[i]) != "" {
			list.Errorf(at, "content.not-portable", path.Base(paths[i])).WithHint("hint.content-not-portable")
		}
	}
	slices.SortStableFunc(paths, func(a, b string) int { // what nobody chose comes first, and is never told
		return cmp.Or(rankOf(from, a)-rankOf(from, b), cmp.Compare(a, b))
	})
	filename.Twins(paths, func(p, other string) {
		if _, chosen := from[p]; !chosen {
			p = other
		}
		if at := from[p]; at.Line > 0 {
			list.Errorf(at, "build.alias-taken", p).WithHint("hint.build.alias-taken")
		} else {
			list.Errorf(at, "build.file-taken", p).WithHint("hint.build.file-taken")
		}
	})
	return list
}

func rankOf(from map[string]diag.Position, p string) int {
	if _, chosen := from[p]; chosen {
		return 1
	}
	return 0
}
