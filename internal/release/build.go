package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// A module is one that some program of the release is made from.
type module struct {
	Path, Version, Dir string
	Sum                string // what go.sum has of it
	Main               bool
	packages           []string // the folders of those that are linked
}

// command runs Go with nothing from outside that would change what it makes. Which Go it
// is, go.mod says: without a name, the go command takes a newer one where it is one itself.
func command(target string, args ...string) *exec.Cmd {
	c := exec.Command("go", args...)
	system, processor, _ := strings.Cut(target, "/")
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+processor,
		"GOFLAGS=-mod=readonly", "GOWORK=off", "GOENV=off", "GOEXPERIMENT=", "GOAMD64=v1", "GOARM64=v8.0", "GOFIPS140=off")
	if golang, err := toolchain(); err == nil { // where it fails, run has said so
		c.Env = append(c.Env, "GOTOOLCHAIN="+golang)
	}
	c.Stderr = os.Stderr
	return c
}

var toolchainLine = regexp.MustCompile(`(?m)^toolchain (go[0-9.]+)$`)

// toolchain gives the Go that go.mod names, and no other gives the same bytes.
func toolchain() (string, error) {
	src, err := os.ReadFile("go.mod")
	if err != nil {
		return "", err
	}
	m := toolchainLine.FindSubmatch(src)
	if m == nil {
		return "", errors.New("go.mod has no line toolchain")
	}
	return string(m[1]), nil
}

// flags are those that every program of the release is built with.
func (r *release) flags() []string {
	return []string{"-trimpath", "-buildvcs=false", "-ldflags", "-s -w -X main.tagged=" + r.version}
}

// build makes the program for a system.
func (r *release) build(work, target string) (file, error) {
	name := "tract"
	if strings.HasPrefix(target, "windows/") {
		name += ".exe"
	}
	out := filepath.Join(work, strings.ReplaceAll(target, "/", "_"))
	c := command(target, append(append([]string{"build"}, r.flags()...), "-o", out, "./cmd/tract")...)
	if err := c.Run(); err != nil {
		return file{}, fmt.Errorf("build for %s: %w", target, err)
	}
	content, err := os.ReadFile(out)
	return file{name: name, content: content, program: true}, err
}

// completions gives the scripts that complete what one types, as the program writes them.
func (r *release) completions(work string) ([]file, error) {
	host := runtime.GOOS + "/" + runtime.GOARCH
	program, err := r.build(work, host)
	if err != nil {
		return nil, err
	}
	tract := filepath.Join(work, program.name)
	if err := os.WriteFile(tract, program.content, 0o777); err != nil {
		return nil, err
	}
	var files []file
	for _, s := range [][2]string{{"bash", "tract.bash"}, {"zsh", "_tract"}, {"fish", "tract.fish"}, {"powershell", "tract.ps1"}} {
		script, err := exec.Command(tract, "completion", s[0], "--ui", "en").Output()
		if err != nil {
			return nil, fmt.Errorf("completion for %s: %w", s[0], err)
		}
		files = append(files, file{name: "completions/" + s[1], content: script})
	}
	return files, nil
}

// linked gives the modules that the program is made from on any of the systems.
func linked(targets []string) ([]module, error) {
	sums, err := os.ReadFile("go.sum")
	if err != nil {
		return nil, err
	}
	var modules []module
	for _, target := range targets {
		listed, err := command(target, "list", "-deps", "-json=Module,CgoFiles,ImportPath,Dir", "./cmd/tract").Output()
		if err != nil {
			return nil, fmt.Errorf("list the packages for %s: %w", target, err)
		}
		for d := json.NewDecoder(bytes.NewReader(listed)); ; {
			var p struct {
				ImportPath, Dir string
				CgoFiles        []string
				Module          *module
			}
			if err := d.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, err
			}
			if len(p.CgoFiles) > 0 {
				return nil, fmt.Errorf("%s needs a C compiler for %s", p.ImportPath, target)
			}
			if p.Module == nil {
				continue
			}
			if at := slices.IndexFunc(modules, func(m module) bool { return m.Path == p.Module.Path }); at >= 0 {
				modules[at].packages = append(modules[at].packages, p.Dir)
				continue
			}
			m := *p.Module
			m.packages = []string{p.Dir}
			for line := range strings.Lines(string(sums)) {
				if sum, ok := strings.CutPrefix(line, m.Path+" "+m.Version+" "); ok {
					m.Sum = strings.TrimSpace(sum)
				}
			}
			if m.Sum == "" && !m.Main {
				return nil, fmt.Errorf("go.sum has no digest of %s %s", m.Path, m.Version)
			}
			modules = append(modules, m)
		}
	}
	slices.SortFunc(modules, func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	return modules, nil
}
