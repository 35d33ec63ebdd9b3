// Release makes what people download: the program for each system, packed with its
// documents and the licences of all that it holds, the list of what it is made from,
// and a digest of each file.
//
//	release -version v1.2.3 [-targets linux/amd64,…] OUTPUT
//
// It runs in the folder of the repository and takes the sources as they stand there.
// The same sources and the same Go give the same bytes: on any machine that Go runs on,
// in any folder, at any time. What stands for the time is SOURCE_DATE_EPOCH. OUTPUT
// must not exist, or be empty.
package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// everywhere are the systems that a release is for.
const everywhere = "linux/amd64,linux/arm64,darwin/amd64,darwin/arm64,windows/amd64,windows/arm64"

var versionForm = regexp.MustCompile(`^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$`)

// A release is what all its files have in common.
type release struct {
	version string
	golang  string // which Go makes it: go1.26.8
	date    time.Time
	output  string
	parts   []part
	shared  []file // what every archive holds beside the program
}

// A file is what it is called and what it holds.
type file struct {
	name    string
	content []byte
	program bool // it can be run
}

func run(args []string) error {
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	version := flags.String("version", "", "the version, as its tag is called: v1.2.3")
	targets := flags.String("targets", everywhere, "the systems, each as GOOS/GOARCH")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if !versionForm.MatchString(*version) || flags.NArg() != 1 {
		return errors.New("usage: release -version v1.2.3 [-targets linux/amd64,…] OUTPUT")
	}
	seconds, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64)
	if err != nil {
		return fmt.Errorf("SOURCE_DATE_EPOCH says the time of the release, in seconds: %w", err)
	}
	golang, err := toolchain()
	if err != nil {
		return err
	}
	r := &release{version: *version, golang: golang, date: time.Unix(seconds, 0).UTC(), output: flags.Arg(0)}
	return r.make(strings.Split(*targets, ","))
}

// make writes everything, and the digests last.
func (r *release) make(targets []string) error {
	if err := os.MkdirAll(r.output, 0o777); err != nil {
		return err
	}
	if left, err := os.ReadDir(r.output); err != nil || len(left) > 0 {
		return errors.Join(err, fmt.Errorf("%s is not empty", r.output))
	}
	work, err := os.MkdirTemp("", "release")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	modules, err := linked(targets)
	if err != nil {
		return err
	}
	if r.parts, err = r.partsOf(modules); err != nil {
		return err
	}
	if r.shared, err = r.documents(work); err != nil {
		return err
	}
	var made, programs []file
	for _, target := range targets {
		program, err := r.build(work, target)
		if err != nil {
			return err
		}
		archive, err := r.pack(target, program)
		if err != nil {
			return err
		}
		program.name = strings.ReplaceAll(target, "/", "_") + "/" + program.name
		made, programs = append(made, archive), append(programs, program)
	}
	bom, err := r.bom(programs)
	if err != nil {
		return err
	}
	return r.write(append(made, bom))
}

// write puts the files of a release into its folder, and their digests beside them.
func (r *release) write(files []file) error {
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	var sums bytes.Buffer
	for _, f := range files {
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(f.content), f.name)
	}
	for _, f := range append(files, file{name: "SHA256SUMS", content: sums.Bytes()}) {
		if err := os.WriteFile(filepath.Join(r.output, f.name), f.content, 0o666); err != nil {
			return err
		}
	}
	return nil
}
