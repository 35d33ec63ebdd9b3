package main

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// held is the memory of a development server after so many edits, in MiB.
type held struct {
	Now, Most float64
	Edits     int
}

// heldAfter is how many edits a server has had when its memory is read.
const heldAfter = 50

// firstSave numbers the first edit of a server, so that its marker is not one of
// those that builds were measured with.
const firstSave = 1000

var savesMeasured = []string{editBody, editTitle, editList, editLayout, editStyle}

// starts starts each program's development server, the programs in turn, and gives
// how many milliseconds each took to its first page. Nothing is remembered from a
// run before. A server that does not start is noted once and left out.
func starts(all []*program, runs int, note func(name string, err error)) (map[string][]float64, error) {
	times, broken := map[string][]float64{}, map[string]bool{}
	for range runs {
		for _, p := range all {
			if broken[p.name] {
				continue
			}
			if err := p.forget(); err != nil {
				return nil, err
			}
			s, took, err := start(p, firstPage(p))
			if err != nil {
				broken[p.name] = true
				note(p.name, err)
				continue
			}
			s.stop()
			times[p.name] = append(times[p.name], took)
		}
	}
	return times, nil
}

func firstPage(p *program) string { return "en/" + p.page("articles/article-0") }

// saves edits a file of each site, with its server running: every kind of edit so
// many times, in the two ways of saving by turns. One server runs at a time, as
// with an author; beside another, what that one does after an edit would be measured
// too, such as to collect the garbage of gigabytes.
func saves(all []*program, edits, pairs int) (map[string]map[string][]latency, map[string]held, error) {
	saved, memory := map[string]map[string][]latency{}, map[string]held{}
	for _, what := range savesMeasured {
		saved[what] = map[string][]latency{}
	}
	for _, p := range all {
		if err := savesOf(p, edits, pairs, saved, memory); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return saved, memory, nil
}

func savesOf(p *program, edits, pairs int, saved map[string]map[string][]latency, memory map[string]held) error {
	s, _, err := start(p, firstPage(p))
	if err != nil {
		return err
	}
	defer s.stop()
	if p.events {
		if err := s.listen(); err != nil {
			return err
		}
	}
	pause, n := rand.New(rand.NewPCG(1, 1)), 0
	for _, what := range savesMeasured {
		for range edits {
			n++
			// Long enough to settle, and never in step with a ticker.
			time.Sleep(time.Duration(50+pause.IntN(500)) * time.Millisecond)
			l, err := s.edit(what, firstSave+n, pairs)
			if err != nil {
				return fmt.Errorf("%s: %w", what, err)
			}
			saved[what][p.name] = append(saved[what][p.name], l)
			if n <= heldAfter {
				now, most, err := memoryOf(s.command.Process.Pid)
				if err != nil {
					return err
				}
				memory[p.name] = held{now, most, n}
			}
		}
	}
	return nil
}

// edit makes the n-th edit and waits until it is served. The server has been asked
// for the page before, as by a browser that shows it.
func (s *server) edit(what string, n, pairs int) (latency, error) {
	e, err := s.program.edit(what, n, pairs)
	if err != nil {
		return latency{}, err
	}
	if there, err := s.shows(e); err != nil || there {
		return latency{}, cmp.Or(err, errors.New("the new text is there before it is written"))
	}
	return s.save(e, n%2 == 1)
}
