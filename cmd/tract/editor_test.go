package main

import (
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// editor changes a site's folder as people and programs do.
type editor struct {
	dir     string
	random  *rand.Rand
	seen    map[string]string // the folder before the edit
	good    map[string]string // the folder as it last was without errors
	touched []string          // what the edit changed
	err     error

	drafts  bool
	now     time.Time
	version string
	publics []string // directories that the site is published in
	earlier map[string]string
}

// odd stands for what is neither a file nor a folder.
const odd = "\x00odd"

// snapshot gives the files of some folders, by path.
func (e *editor) snapshot(folders ...string) map[string]string {
	files := map[string]string{}
	for _, folder := range folders {
		e.do(filepath.WalkDir(e.at(folder), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				if errors.Is(err, fs.ErrNotExist) {
					return nil
				}
				return err
			}
			rel, err := filepath.Rel(e.dir, name)
			if err != nil {
				return err
			}
			if rel = filepath.ToSlash(rel); !d.Type().IsRegular() {
				files[rel] = odd
				return nil
			}
			src, err := os.ReadFile(name)
			files[rel] = string(src)
			return err
		}))
	}
	return files
}

func (e *editor) at(name string) string { return filepath.Join(e.dir, filepath.FromSlash(name)) }

func (e *editor) do(err error) {
	e.err = errors.Join(e.err, err)
}

// pick gives one of the files whose path has this form, or "".
func (e *editor) pick(pattern string) string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(e.seen)) {
		if ok, err := filepath.Match(pattern, name); ok && err == nil && e.seen[name] != odd {
			names = append(names, name)
		}
	}
	return one(e, names)
}

// one gives one of some values, or none of no values.
func one[T any](e *editor, values []T) (value T) {
	if len(values) == 0 {
		return value
	}
	return values[e.random.IntN(len(values))]
}

// write saves a file in one of the ways in which editors do.
func (e *editor) write(name, text string) {
	if name == "" { // there was none to pick
		return
	}
	e.touched = append(e.touched, name)
	file := e.at(name)
	e.do(os.MkdirAll(filepath.Dir(file), 0o755))
	if info, err := os.Lstat(file); err == nil && !info.Mode().IsRegular() {
		e.do(os.RemoveAll(file))
	}
	switch e.random.IntN(3) {
	case 0:
		aside := file + ".aside"
		e.do(os.WriteFile(aside, []byte(text), 0o644))
		e.do(os.Rename(aside, file))
	case 1:
		if err := os.Rename(file, file+"~"); err == nil {
			e.touched = append(e.touched, name+"~")
			defer func() { e.do(os.Remove(file + "~")) }()
		}
		fallthrough
	default:
		e.do(os.WriteFile(file, []byte(text), 0o644))
	}
}

func (e *editor) remove(name string) {
	if name == "" {
		return
	}
	e.touched = append(e.touched, name)
	e.do(os.RemoveAll(e.at(name)))
}

// replace changes a text in a file, once, if it is there.
func (e *editor) replace(name, old, text string) {
	if was, ok := e.seen[name]; ok && was != odd {
		e.write(name, strings.Replace(was, old, text, 1))
	}
}

// restore makes the folder what it was, down to what is no file.
func (e *editor) restore(files map[string]string) {
	for _, name := range slices.Sorted(maps.Keys(e.seen)) {
		if _, ok := files[name]; !ok {
			e.remove(name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if files[name] != e.seen[name] {
			e.write(name, files[name])
		}
	}
	e.do(filepath.WalkDir(e.at("content"), func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && os.Remove(name) == nil { // only those that are empty
			rel, err := filepath.Rel(e.dir, name)
			e.do(err)
			e.touched = append(e.touched, filepath.ToSlash(rel))
			return fs.SkipDir
		}
		return err
	}))
}

// siteFolders are those that a site is made from.
var siteFolders = []string{"content", "layouts", "assets"}

// edit makes one edit, and gives its name.
func (e *editor) edit(random *rand.Rand, broken bool) string {
	e.random, e.touched, e.seen = random, nil, e.snapshot(siteFolders...)
	if broken && e.random.IntN(4) > 0 {
		e.restore(e.good)
		return "mend"
	}
	total := 0
	for _, k := range edits {
		total += k.weight
	}
	n := e.random.IntN(total)
	for _, k := range edits {
		if n -= k.weight; n < 0 {
			k.do(e)
			return k.name + " " + strings.Join(e.touched, " ")
		}
	}
	panic("unreachable")
}
