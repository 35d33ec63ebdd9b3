package main

import (
	"cmp"
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"tract/internal/promise"
)

var (
	sequences = flag.Int("sequences", 0, "how many sequences TestR6RandomEdits makes: 6 unless told, 500 with -soak")
	firstSeed = flag.Uint64("seed", 1, "of the first sequence of TestR6RandomEdits")
	onlySteps = flag.String("steps", "", "the edits of the one sequence -seed that are made, as TestR6RandomEdits prints them")
)

// perSequence is how many edits a sequence has.
const perSequence = 12

// TestR6RandomEdits edits a site at random, and holds after each edit or two that
//
//   - «tract build», run again, and «tract build --watch» leave in public/ what a clean
//     build makes in an empty folder, byte for byte, and say the same of the site; with an
//     error in the site they leave public/ as it was;
//   - what «tract serve» shows is what a clean build makes, and what it says is the same;
//     with one error it still has every page of the site that was good before.
//
// A sequence that fails is made again with fewer edits, as long as it fails. What is
// left can be run by itself:
//
//	go test ./cmd/tract -run TestR6RandomEdits -seed 17 -steps 0,3,4
//
// «make soak» makes 500 sequences, and writes that into SECURITY.md; make promises, which
// has no hour for it, leaves the number as it is. Each 25th is of a site with cards and leaflets, which
// take most of the time of a build; others go without, until an edit brings them.
func TestR6RandomEdits(t *testing.T) {
	if *onlySteps != "" {
		var steps []int
		for s := range strings.SplitSeq(*onlySteps, ",") {
			n, err := strconv.Atoi(s)
			if err != nil {
				t.Fatal(err)
			}
			steps = append(steps, n)
		}
		names, err := sequence(t, *firstSeed, steps)
		t.Logf("%s", strings.Join(names, "\n"))
		if err != nil {
			t.Error(err)
		}
		return
	}
	var tried atomic.Int64
	t.Run("sequences", func(t *testing.T) {
		for i := range cmp.Or(*sequences, map[bool]int{true: 500, false: 6}[*soak]) {
			seed := *firstSeed + uint64(i)
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				steps := make([]int, perSequence)
				for i := range steps {
					steps[i] = i
				}
				if names, err := sequence(t, seed, steps); err != nil {
					shrink(t, seed, steps[:len(names)], names, err)
				}
				tried.Add(1)
			})
		}
	})
	if *sequences == 0 && *soak == promise.Whole() {
		promise.Held(t, int(tried.Load()))
	}
}

// shrink takes edits out of a sequence that failed, as long as it fails, and reports
// the rest.
func shrink(t *testing.T, seed uint64, steps []int, names []string, err error) {
	for i := len(steps) - 2; i >= 0; i-- {
		fewer := slices.Delete(slices.Clone(steps), i, i+1)
		if n, e := sequence(t, seed, fewer); e != nil {
			steps, names, err = fewer[:len(n)], n, e
			i = min(i, len(steps)-1)
		}
	}
	list := strings.Trim(strings.ReplaceAll(fmt.Sprint(steps), " ", ","), "[]")
	t.Errorf("-seed %d -steps %s\n%s\n%v", seed, list, strings.Join(names, "\n"), err)
}

// sequence makes the edits of a sequence that have these numbers, and gives their
// names up to the first after which something is wrong.
func sequence(t *testing.T, seed uint64, steps []int) (names []string, err error) {
	s := newSoaked(t, seed)
	defer s.end()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	if err := s.check(); err != nil {
		return nil, fmt.Errorf("at first: %w", err)
	}
	for i, step := range steps {
		random := rand.New(rand.NewPCG(seed, uint64(step)))
		often := random.IntN(4) > 0
		names = append(names, s.edit(random, s.broken))
		s.paths = append(s.paths, s.touched...)
		s.edits++
		if s.err != nil {
			return names, fmt.Errorf("the edit itself: %w", s.err)
		}
		if often || i == len(steps)-1 {
			if err := s.check(); err != nil {
				return names, err
			}
		}
	}
	return names, nil
}
