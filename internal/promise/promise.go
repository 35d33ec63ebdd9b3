// Package promise holds the table of SECURITY.md to the tests: what is promised,
// which test holds it, and how many cases that test tried. Only tests import it.
//
// A test of a promise is called after its row, TestX1ActiveContent, and ends with
// [Held], which compares the number of cases with the one that the table has, or,
// with -promises, writes it there. A test that cannot try all its cases each time
// asks [Whole] whether it should: make promises says yes.
package promise

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

var (
	update = flag.Bool("promises", false, "write what was tried into the table of SECURITY.md")
	whole  = flag.Bool("whole", false, "try all cases of a promise, not a part of them")
)

// Whole says whether tests should try all their cases, however long it takes.
func Whole() bool { return *whole }

// Held says that the test ends, and that it tried so many cases. A test that has
// failed says nothing, nor does one of which only parts are run.
func Held(t *testing.T, tried int) {
	t.Helper()
	if t.Failed() || strings.Contains(flag.Lookup("test.run").Value.String(), "/") {
		return
	}
	_, file, _, _ := runtime.Caller(1)
	root, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	found, err := packageOf(root, file)
	if err != nil {
		t.Fatal(err)
	}
	if err := record(filepath.Join(root, "SECURITY.md"), found, t.Name(), tried); err != nil {
		t.Error(err)
	}
}

// packageOf gives the package of a test: where it runs, since what the compiler
// knows of a file's path may be cut short.
func packageOf(root, file string) (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(dir, filepath.Base(file))); err != nil {
		return "", fmt.Errorf("the test must call Held in the folder of its package: %w", err)
	}
	rel, err := filepath.Rel(root, dir)
	return filepath.ToSlash(rel), err
}

// Root gives the folder of the module.
func Root() (string, error) {
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	return "", err
}

// record compares a number with the table's, or writes it there.
func record(file, in, test string, tried int) error {
	if *update {
		release, err := lock(file)
		if err != nil {
			return err
		}
		defer release()
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	results, err := parse(string(text))
	if err != nil {
		return err
	}
	was, listed := results[test]
	now := was
	now.Package = in
	switch {
	case !Whole():
		now.Tried = tried
	case tried == was.Tried:
		now.Whole = 0
	default:
		now.Whole = tried
	}
	switch {
	case was == now && listed:
		return nil
	case !*update:
		return fmt.Errorf("%s tried %d cases, and SECURITY.md says otherwise: make promises", test, tried)
	}
	results[test] = now
	changed, err := replace(string(text), results)
	if err != nil {
		return err
	}
	return os.WriteFile(file, []byte(changed), 0o666)
}

// lock keeps the tests of other packages from the file, which run beside this one.
func lock(file string) (release func(), err error) {
	name := file + ".lock"
	for range 600 {
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL, 0o666)
		if err == nil {
			_ = f.Close() // it is empty
			return func() { _ = os.Remove(name) }, nil
		}
		if !errors.Is(err, os.ErrExist) {
			return nil, err
		}
		time.Sleep(100 * time.Millisecond)
	}
	return nil, fmt.Errorf("%s is there for a minute: remove it", name)
}
