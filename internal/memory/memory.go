// Package memory keeps on disk what one run of the program remembers for the
// next, in the folder .tract of the site.
//
// It takes the site's folder and the identity of the program. It gives back what
// the same program wrote, whole, or says that there is nothing: a file that is
// cut, damaged, of another program or of another form of this package is as good
// as none, and so is one that came with a stranger's commit. It knows nothing of what
// is remembered. Nothing in the folder is of value: it may be deleted at any time, in
// the midst of a run too, and git ignores it, which the folder itself sees to. Where it
// cannot be read nothing is remembered, and where it cannot be written that is an error
// which a build need not mind. A link, or a file, in its place is refused and never
// followed.
//
// [Memory.Write] and [Memory.Read] are for the few files that a whole run is
// remembered in, such as all that was read of the content. Outputs that are costly
// to make are kept each under its key, by [Memory.Keep] and [Memory.Made].
//
// [Memory.Note] and [Memory.Noted] are for what is true whichever program wrote it, and
// took long to learn.
//
// Every file is written aside and renamed, so that another run at the same time
// sees the old or the new one whole. Nothing is flushed to the medium: what a
// power cut leaves does not agree with its digest.
package memory

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"strings"
	"time"

	"tract/internal/disk"
)

// Folder is where the memory is, below the site's folder.
const Folder = ".tract"

// ErrPlace says that something that is no directory is in the folder's place.
var ErrPlace = errors.New("it is a link or no directory")

// Names of our own in the folder.
const (
	ignoreName = ".gitignore"
	madeName   = "made"
)

// What every file of ours begins with, behind the length of that text, and what one
// does that a run is remembered in. The number is that of its form.
const (
	magic   = "tract memory "
	runForm = magic + "1"
	// noteForm begins what any program may read.
	noteForm = magic + "note 1"
)

// abandoned is the age at which what was written aside is taken for what a killed
// run left.
const abandoned = time.Hour

// Memory is what runs remember of one site. It is safe for concurrent use.
type Memory struct {
	source  *disk.Root
	program string
}

// Open gives the memory of a site's folder, which stays open as long as the memory
// is used. program identifies the program: nothing that another one wrote is read.
// Without a folder or an identity nothing is remembered.
func Open(source *os.Root, program string) *Memory {
	return open(source, program, nil)
}

func open(source *os.Root, program string, fault disk.Fault) *Memory {
	m := &Memory{program: program}
	if source != nil {
		m.source = disk.On(source, fault)
	}
	return m
}

// Read gives the payload that the same program wrote under the name, if it is
// there and whole.
func (m *Memory) Read(name string) (payload string, ok bool) {
	dir, err := m.open()
	if err != nil || !plain(name) {
		return "", false
	}
	defer dir.Close()
	return m.run(name).text(dir)
}

// Noted gives what some program noted under the name, if it is there and whole.
func (m *Memory) Noted(name string) (payload string, ok bool) {
	dir, err := m.open()
	if err != nil || !plain(name) {
		return "", false
	}
	defer dir.Close()
	return note(name).text(dir)
}

// text gives the payload as a text.
func (s sealed) text(dir *disk.Root) (string, bool) {
	var b strings.Builder
	if !s.read(dir, &b) {
		return "", false
	}
	return b.String(), true
}

// Write remembers a payload, which may come in parts, under a name of lower-case
// letters, and forgets what was remembered under it. It also removes what other
// programs and killed runs left.
func (m *Memory) Write(name string, payload ...[]byte) error {
	return m.write(m.run(name), payload...)
}

// Note remembers a payload as Write does, for every program. What is noted has a name
// that nothing else has, and says itself what form it has.
func (m *Memory) Note(name string, payload []byte) error {
	return m.write(note(name), payload)
}

func (m *Memory) write(to sealed, payload ...[]byte) error {
	name := to.name
	if !plain(name) {
		return fmt.Errorf("remember %q: it is no name", name)
	}
	dir, err := m.create()
	if err != nil {
		return fmt.Errorf("remember %s: %w", name, err)
	}
	defer dir.Close()
	m.tidy(dir)
	if err := to.write(dir, payload...); err != nil {
		return fmt.Errorf("remember %s: %w", name, err)
	}
	return nil
}

// run describes a file that a whole run is remembered in. Its digest finds
// accidents and is no proof against people, who would write a right one. It is the
// one that processors compute themselves: the file is read at the start of every
// run, and SHA-256 would take longer than reading it.
func (m *Memory) run(name string) sealed {
	return sealed{name: name, head: head(runForm, m.program, name), digest: crc32.New(crc32.MakeTable(crc32.Castagnoli))}
}

// note describes a file that every program may read.
func note(name string) sealed {
	return sealed{name: name, head: head(noteForm, name), digest: crc32.New(crc32.MakeTable(crc32.Castagnoli))}
}

// plain says whether a name is one that every system has, and none of our own.
func plain(name string) bool {
	return name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz") == "" && name != madeName
}

// open opens the folder for reading.
func (m *Memory) open() (*disk.Root, error) {
	if m.source == nil || m.program == "" {
		return nil, fs.ErrNotExist
	}
	found, err := m.source.Lstat(Folder)
	if err != nil {
		return nil, err
	}
	if !found.IsDir() {
		return nil, fmt.Errorf("open %s: %w", Folder, ErrPlace)
	}
	dir, err := m.source.OpenRoot(Folder + "/.") // a pipe is not waited for
	if err != nil {
		return nil, err
	}
	opened, err := dir.Lstat(".")
	if err == nil && !os.SameFile(found, opened) {
		err = fmt.Errorf("open %s: %w", Folder, ErrPlace) // exchanged in between
	}
	if err != nil {
		return nil, errors.Join(err, dir.Close())
	}
	return dir, nil
}

// create opens the folder for writing, and makes it if need be.
func (m *Memory) create() (*disk.Root, error) {
	if m.source == nil || m.program == "" {
		return nil, errors.New("there is no place, or no program, to remember for")
	}
	if err := m.source.Mkdir(Folder, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	dir, err := m.open()
	if err != nil {
		return nil, err
	}
	if !isIgnored(dir) {
		err = dir.Replace(ignoreName, 0o644, nil, []byte(ignored))
	}
	if err != nil {
		return nil, errors.Join(err, dir.Close())
	}
	return dir, nil
}

// ignored has git ignore the folder; else what is remembered of drafts may be committed.
const ignored = "*\n"

// isIgnored says whether git ignores the folder. It does not read a link, and what is no
// file may keep whoever reads it waiting.
func isIgnored(dir *disk.Root) bool {
	info, err := dir.Lstat(ignoreName)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(ignored)) {
		return false
	}
	text, err := dir.ReadFile(ignoreName)
	return err == nil && string(text) == ignored
}

// tidy removes what killed runs wrote aside, and what this program would not read.
// A file that is none of ours stays. What cannot be removed does no harm.
func (m *Memory) tidy(dir *disk.Root) {
	entries, err := dir.ReadDir(".")
	if err != nil {
		return
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		name := e.Name()
		if isAbandoned(info) || plain(name) && m.foreign(dir, name) {
			_ = dir.Remove(name)
		}
	}
}

// isAbandoned says whether a file is what a killed run wrote aside.
func isAbandoned(info fs.FileInfo) bool {
	return disk.IsAside(info.Name()) && time.Since(info.ModTime()) > abandoned
}

// foreign says whether a file is one of ours that another program wrote, for itself.
func (m *Memory) foreign(dir *disk.Root, name string) bool {
	want, noted := m.run(name).head, note(name).head
	f, err := dir.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	begins := make([]byte, max(len(want), len(noted)))
	n, _ := f.ReadAt(begins, 0)
	begins = begins[:n]
	ours := n > 0 && bytes.HasPrefix(begins[1:], []byte(magic)) // behind a length
	return ours && !bytes.HasPrefix(begins, want) && !bytes.HasPrefix(begins, noted)
}
