package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// options is what a run of all measurements is told.
type options struct {
	sizes       []int // in pairs
	runs, edits int
	large       bool
	tract, hugo string // the programs; Hugo's is empty where there is none
	self        string
	theme       string // tract's sources, for copies of its base layout and style sheet
	dir, date   string
}

// result is what was measured at one size.
type result struct {
	pairs  int
	full   map[string][]usage // by program, as all below
	again  map[string]map[string][]usage
	starts map[string][]float64 // milliseconds
	saves  map[string]map[string][]latency
	held   map[string]held
}

func parseOptions(args []string) (options, error) {
	var o options
	var sizes string
	flags := flag.NewFlagSet("run", flag.ContinueOnError)
	flags.StringVar(&sizes, "sizes", "100,1000,5000", "the sizes of the corpora, in pairs")
	flags.IntVar(&o.runs, "runs", 5, "how often each build is measured")
	flags.IntVar(&o.edits, "edits", 15, "how many edits of each kind are measured")
	flags.BoolVar(&o.large, "large", false, "also build 25,000 pairs")
	flags.StringVar(&o.tract, "tract", "bin/tract", "the program")
	flags.StringVar(&o.hugo, "hugo", "hugo", "the program to compare with")
	flags.StringVar(&o.theme, "theme", ".", "the sources of tract")
	flags.StringVar(&o.dir, "dir", os.TempDir(), "where to make the sites, in a folder that is removed at the end")
	flags.StringVar(&o.date, "date", time.Now().Format("2 January 2006"), "the date to print")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	for size := range strings.SplitSeq(sizes, ",") {
		pairs, err := strconv.Atoi(size)
		if err != nil || pairs < 5 {
			return o, fmt.Errorf("-sizes: %q is no number of pairs, 5 or more", size)
		}
		o.sizes = append(o.sizes, pairs)
	}
	if o.runs < 1 || o.edits < 1 || flags.NArg() > 0 {
		return o, fmt.Errorf("usage: bench run [-sizes 100,1000] [-runs N] [-edits N], each at least 1")
	}
	var err error
	if o.self, err = os.Executable(); err != nil {
		return o, err
	}
	if o.tract, err = filepath.Abs(o.tract); err != nil {
		return o, err
	}
	if o.hugo, err = exec.LookPath(o.hugo); err != nil {
		o.hugo = "" // its columns stay empty, and the report says so
	}
	return o, nil
}

// measureAll measures everything and writes the report; progress tells how far it is.
func measureAll(w, progress io.Writer, args []string) error {
	o, err := parseOptions(args)
	if err != nil {
		return err
	}
	if o.dir, err = os.MkdirTemp(o.dir, "bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(o.dir)
	m, err := describe(o)
	if err != nil {
		return err
	}
	var results []result
	for _, pairs := range o.sizes {
		r, err := measureSize(o, pairs, func(what string) {
			fmt.Fprintf(progress, "bench: %s pairs: %s\n", thousands(pairs), what)
		}, m.note)
		if err != nil {
			return err
		}
		results = append(results, r)
	}
	var growth []result
	if o.large {
		if growth, err = measureGrowth(o, progress); err != nil {
			return err
		}
	}
	_, err = io.WriteString(w, report(m, results, growth))
	return err
}

func measureSize(o options, pairs int, progress, note func(string)) (result, error) {
	r := result{pairs: pairs}
	dir := filepath.Join(o.dir, strconv.Itoa(pairs))
	progress("sites")
	all, err := programs(o, dir, pairs)
	if err != nil {
		return r, err
	}
	progress("full builds")
	if r.full, err = fullBuilds(dir, all, o.runs); err != nil {
		return r, err
	}
	progress("second builds")
	if r.again, err = rebuilds(dir, all, o.runs, pairs); err != nil {
		return r, err
	}
	progress("starts of servers")
	r.starts, err = starts(all, o.runs, func(name string, err error) {
		progress(name + " does not start: " + err.Error()) // may name folders of this machine, which the report must not
		note(fmt.Sprintf("With %s pairs, the development server of %s does not start", thousands(pairs), name))
	})
	if err != nil {
		return r, err
	}
	progress("saves")
	var serving []*program
	for _, p := range all {
		if r.starts[p.name] != nil {
			serving = append(serving, p)
		}
	}
	if r.saves, r.held, err = saves(serving, o.edits, pairs); err != nil {
		return r, err
	}
	return r, os.RemoveAll(dir)
}

// measureGrowth builds 5,000 pages and 50,000.
func measureGrowth(o options, progress io.Writer) ([]result, error) {
	var results []result
	o.hugo = ""
	for _, pairs := range []int{2_500, 25_000} {
		fmt.Fprintf(progress, "bench: %s pages\n", thousands(2*pairs))
		dir := filepath.Join(o.dir, strconv.Itoa(pairs))
		all, err := programs(o, dir, pairs)
		if err != nil {
			return nil, err
		}
		full, err := fullBuilds(dir, all, min(o.runs, 3))
		if err != nil {
			return nil, err
		}
		results = append(results, result{pairs: pairs, full: full})
		if err := os.RemoveAll(dir); err != nil {
			return nil, err
		}
	}
	return results, nil
}

// machine is what a report says of where it was made.
type machine struct {
	date, processor, system, files string
	cores                          int
	goVersion, tract, hugo         string
	runs, edits                    int
	notes                          *[]string
}

// note keeps a sentence for the report.
func (m machine) note(text string) { *m.notes = append(*m.notes, text) }

func describe(o options) (machine, error) {
	m := machine{
		date: o.date, files: fileSystem(o.dir), cores: runtime.NumCPU(), goVersion: strings.TrimPrefix(runtime.Version(), "go"),
		runs: o.runs, edits: o.edits, notes: new([]string),
	}
	m.processor, m.system = hardware()
	said, err := exec.Command(o.tract, "version").Output()
	if err != nil {
		return m, fmt.Errorf("ask tract for its version: %w", err)
	}
	m.tract = versionIn(string(said))
	if o.hugo == "" {
		m.note("Hugo is not on PATH, so its columns are empty")
		return m, nil
	}
	if said, err = exec.Command(o.hugo, "version").Output(); err != nil {
		return m, fmt.Errorf("ask Hugo for its version: %w", err)
	}
	m.hugo = versionIn(string(said))
	return m, nil
}

// versionIn gives the second word of what a program says of its version.
func versionIn(said string) string {
	words := strings.Fields(said)
	if len(words) < 2 {
		return "unknown"
	}
	return strings.TrimPrefix(words[1], "v")
}
