package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what the scripts and the goldens want")

func TestMain(m *testing.M) {
	testscript.Main(suite{m}, map[string]func(){"tract": main})
}

// TestScripts runs the program as a person does, each script in a folder of its
// own: a site, the commands, and what must and must not come of them.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("LC_ALL", "C")
			repository, err := filepath.Abs("../..")
			e.Setenv("REPOSITORY", repository)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"snapshot": snapshot, "unchanged": unchanged, "exits": exits, "bytes": writeBytes, "picture": picture, "photo": photo, "photos": photos, "await": await,
		},
	})
}

// snapshot keeps what is in a folder, for the command unchanged.
func snapshot(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: snapshot FOLDER NAME")
	}
	tree, err := hashes(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Setenv("SNAPSHOT_"+args[1], fmt.Sprint(tree))
}

// unchanged compares a folder with a snapshot, byte for byte.
func unchanged(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] unchanged FOLDER NAME")
	}
	tree, err := hashes(ts.MkAbs(args[0]))
	ts.Check(err)
	if same := ts.Getenv("SNAPSHOT_"+args[1]) == fmt.Sprint(tree); same == neg {
		ts.Fatalf("%s: unchanged: %v", args[0], same)
	}
}

// exits runs a command that must end with a code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARGUMENT…]")
	}
	code := 0
	var ended *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &ended) {
		code = ended.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("ended with %d, want %s", code, args[0])
	}
}

// await waits until a file holds a text, or no longer does.
func await(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] await FILE TEXT")
	}
	for range 1000 {
		src, _ := os.ReadFile(ts.MkAbs(args[0]))
		if strings.Contains(string(src), args[1]) != neg {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	ts.Fatalf("%s: after ten seconds it is not so: %q", args[0], args[1])
}

// picture writes a picture of 4 × 3 pixels.
func picture(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: picture FILE")
	}
	var b bytes.Buffer
	ts.Check(png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 3))))
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o777))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o666))
}

// writeBytes writes a file of bytes that a script cannot hold, given as a Go
// string without its quotes.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes FILE STRING")
	}
	text := strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\t`, "\t", `\0`, "\x00", `\xff`, "\xff", `\b`, "\ufeff").Replace(args[1])
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o777))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o666))
}

// hashes gives a digest of every file below a folder.
func hashes(dir string) (map[string][32]byte, error) {
	tree := map[string][32]byte{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		src, err := os.ReadFile(name)
		tree[filepath.ToSlash(strings.TrimPrefix(name, dir+string(filepath.Separator)))] = sha256.Sum256(src)
		return err
	})
	return tree, err
}

// differing names the files that two trees do not have in common.
func differing(a, b map[string][32]byte) []string {
	var names []string
	for name := range maps.Keys(a) {
		if a[name] != b[name] {
			names = append(names, name)
		}
	}
	for name := range maps.Keys(b) {
		if _, ok := a[name]; !ok {
			names = append(names, name)
		}
	}
	return names
}
