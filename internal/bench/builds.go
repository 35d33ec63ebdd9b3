package main

import (
	"os"
	"path/filepath"
	"strconv"
)

// What is built again, in the words of the table.
const (
	againUnchanged = "nothing changed"
	againBody      = "a body edited"
	againTitle     = "a title edited"
)

// fullBuilds builds each program's site into new folders, the programs in turn,
// after one build of each that is not counted. Nothing is deleted meanwhile: that
// makes new files dearer for a while.
func fullBuilds(dir string, all []*program, runs int) (map[string][]usage, error) {
	full := map[string][]usage{}
	for run := range runs + 1 {
		for _, p := range all {
			if err := p.forget(); err != nil {
				return nil, err
			}
			u, err := measured(p.build(filepath.Join(dir, "out", p.name+strconv.Itoa(run))))
			if err != nil {
				return nil, err
			}
			if run > 0 {
				full[p.name] = append(full[p.name], u)
			}
		}
	}
	return full, nil
}

// rebuilds builds again into the same folder, the programs in turn: with nothing
// changed, and with one file edited, another one each time. A build that is not
// counted goes before each.
func rebuilds(dir string, all []*program, runs, pairs int) (map[string]map[string][]usage, error) {
	again := map[string]map[string][]usage{}
	edits := map[string]string{againBody: editBody, againTitle: editTitle}
	n := 0
	for _, what := range []string{againUnchanged, againBody, againTitle} {
		again[what] = map[string][]usage{}
		for range runs {
			for _, p := range all {
				if p.name == floorName {
					continue // it knows full builds only
				}
				u, err := rebuild(p, filepath.Join(dir, "out", p.name+"-again"), edits[what], n, pairs)
				if err != nil {
					return nil, err
				}
				again[what][p.name] = append(again[what][p.name], u)
			}
			n++
		}
	}
	return again, nil
}

func rebuild(p *program, output, what string, n, pairs int) (usage, error) {
	if _, err := measured(p.build(output)); err != nil {
		return usage{}, err
	}
	if what != "" {
		e, err := p.edit(what, n, pairs)
		if err != nil {
			return usage{}, err
		}
		if err := os.WriteFile(e.file, e.text, 0o644); err != nil {
			return usage{}, err
		}
	}
	return measured(p.build(output))
}
