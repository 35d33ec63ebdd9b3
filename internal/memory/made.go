package memory

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"tract/internal/disk"
)

// madeForm is what the file of an output begins with.
const madeForm = magic + "made 1"

// Unused is how long an output is kept that no build used. A week lets people go
// back and forth between branches, drafts and trials without making photos anew. A
// memory that a CI carries from run to run holds what the site uses, and what it
// used in the last week.
const Unused = 7 * 24 * time.Hour

// touched is the age at which the time of a file that is used is set anew, so that
// a build need not do it for each.
const touched = 24 * time.Hour

// Made gives the output that was kept under a key, if it is there and whole. The
// key says all that the output depends on, the program among it.
func (m *Memory) Made(key string) (content []byte, ok bool) {
	dir, err := m.open()
	if err != nil || !isKey(key) {
		return nil, false
	}
	defer dir.Close()
	var b bytes.Buffer
	if !output(key).read(dir, &b) {
		return nil, false
	}
	return b.Bytes(), true
}

// Keep keeps an output under its key, of 16 to 128 hexadecimal digits in lower
// case.
func (m *Memory) Keep(key string, content []byte) error {
	if !isKey(key) {
		return fmt.Errorf("keep %q: it is no key", key)
	}
	dir, err := m.create()
	if err != nil {
		return fmt.Errorf("keep %s: %w", key, err)
	}
	defer dir.Close()
	if err := dir.Mkdir(madeName, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("keep %s: %w", key, err)
	}
	if err := output(key).write(dir, content); err != nil {
		return fmt.Errorf("keep %s: %w", key, err)
	}
	return nil
}

// Sweep forgets the outputs that no build used for the time of [Unused]. used says
// whether this one did, made or not.
func (m *Memory) Sweep(used func(key string) bool) error {
	dir, err := m.open()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("sweep: %w", err)
	}
	defer dir.Close()
	m.tidy(dir)
	entries, err := dir.ReadDir(madeName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("sweep: %w", err)
	}
	var failed error
	for _, e := range entries {
		info, err := e.Info()
		switch {
		case err != nil || !info.Mode().IsRegular():
		case isKey(e.Name()):
			failed = errors.Join(failed, sweep(dir, info, used(e.Name())))
		case isAbandoned(info):
			failed = errors.Join(failed, dir.Remove(madeName+"/"+e.Name()))
		}
	}
	return failed
}

// sweep sets the time of a file that is used, or removes it if none used it for
// long. A time to come is that of a clock which was wrong.
func sweep(dir *disk.Root, info fs.FileInfo, used bool) error {
	name, now := madeName+"/"+info.Name(), time.Now()
	age := now.Sub(info.ModTime())
	var err error
	switch {
	case used && (age > touched || age < -touched):
		err = dir.Chtimes(name, time.Time{}, now)
	case !used && (age > Unused || age < -touched):
		err = dir.Remove(name)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("sweep: %w", err)
	}
	return nil
}

// output describes the file of an output. It is published as it is, so its digest
// leaves nothing to chance.
func output(key string) sealed {
	return sealed{name: madeName + "/" + key, head: head(madeForm, key), digest: sha256.New()}
}

// isKey says whether a key is a digest that names a file on every system.
func isKey(key string) bool {
	return len(key) >= 16 && len(key) <= 128 && strings.Trim(key, "0123456789abcdef") == ""
}
