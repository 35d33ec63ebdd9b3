package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"sync"
	"testing"
)

// suite runs the tests, and removes what they made for each other.
type suite struct {
	*testing.M
}

// made is the repository's own site as it was built with some options, for tests
// that only read it. Its cards and leaflets take seconds.
var made struct {
	sync.Mutex
	dir   string
	sites map[string]string // folders, by options
}

func (s suite) Run() int {
	if err := os.Setenv("GOMEMLIMIT", "off"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	debug.SetGCPercent(collectAt)
	code := s.M.Run()
	if made.dir != "" {
		if err := os.RemoveAll(made.dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	return code
}

// repository is where a group keeps its site, which each page of it then links to.
const repository = "https://github.com/sept-entrepots/sept-entrepots"

// makeSite gives the folder of the repository's own site as a group publishes it, which is
// not to be changed.
func makeSite(t *testing.T, arguments ...string) string {
	t.Helper()
	made.Lock()
	defer made.Unlock()
	if made.dir == "" {
		dir, err := os.MkdirTemp("", "tract-made-")
		if err != nil {
			t.Fatal(err)
		}
		made.dir, made.sites = dir, map[string]string{}
		if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../../content")); err != nil {
			t.Fatal(err)
		}
		settings := filepath.Join(dir, "content", "site.yaml")
		src, err := os.ReadFile(settings)
		if err != nil {
			t.Fatal(err)
		}
		src = bytes.Replace(src, []byte("\nrepository: \"\"\n"), []byte("\nrepository: "+repository+"\n"), 1)
		if err := os.WriteFile(settings, src, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	options := fmt.Sprint(arguments)
	if site, ok := made.sites[options]; ok {
		return site
	}
	site := filepath.Join(made.dir, "public"+strconv.Itoa(len(made.sites)))
	c := exec.Command("tract", append([]string{"build", "--source", made.dir, "--output", site, "--now", "2025-03-01"}, arguments...)...)
	if said, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	made.sites[options] = site
	return site
}
