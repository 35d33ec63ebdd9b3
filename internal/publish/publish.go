// Package publish writes the finished site to a directory, safely.
//
// It takes files, each a path with its content or with a function that makes it,
// and leaves the directory holding those files and no other that an earlier
// build of ours put there. It refuses paths that are not safe on every system,
// directories that are not ours to write to, and links in the way.
//
// # What is promised
//
// Who looks at the directory finds the old site or the new one, wholly, at every
// moment, and also where the program is killed. Until every file has been made and
// written aside, into .tract-staging in the same directory, with the manifest, nothing
// that is published changes. If then one file is to change, it is moved. If more are, a
// veil is raised: .tract-aside-NAME, beside the directory, is filled with all that the
// new site has, as second names of the files (hard links), so that no byte is copied.
// It is exchanged with the directory, in one step of the system. Behind it the files are
// moved to their places, one by one; then the two are exchanged back, and the veil goes.
// The directory stays the same one, so that its owner, its rights, what is mounted from
// it and who stands in it keep it; those see the files change one by one.
//
// Where the directory was not there before this build, nobody stands in it, and the veil is
// what was written aside: it is exchanged with the new, empty directory, which goes.
//
// A killed build leaves the veil, or the directory behind it, under the veil's name,
// with the empty lock in it, by which the next build knows it as ours and removes it. If
// the machine fails behind the veil, the veil is the new site, and stays.
//
// What somebody else writes by the directory's name in that moment comes to be in the veil,
// and the files are moved to the directory before the veil goes; an empty folder, and a
// second name of a file, go with it.
//
// There is no veil on Windows, on a file system without hard links, where the directory
// is a mount point or holds one, or a file of somebody else's that the system lets only
// its owner give names to, where nothing may be made beside it, and where something of
// somebody's has the veil's name. There the files are moved without: whole directories
// where there was none, else file by file, what pages show before the pages; what is stale
// goes last. A kill in that moment leaves every file whole, and the next build finishes the
// work. A folder that we may not write in, or that something else is mounted on, is found
// before.
//
// Beside what has the names of our own above, only what .tract-manifest lists is ever removed
// or written over. Without a veil it is made to list, before files are moved, what is about
// to come as well as what is there, so that a killed build leaves nothing that the next one
// does not know. It lists path, size, digest and key, without times, so that equal sites have
// equal manifests.
//
// A file whose content stays the same is left alone, but gets the mode that ours have.
// Reading ten thousand files to find that out takes longer than anything else in a build
// that changes nothing, so each file carries a proof that it is as we left it: the
// fraction of a second in its modification time is made from its digest. A file of the
// listed size whose fraction agrees with the listed digest was not touched; any other
// program that writes it, or puts an older copy of it back, sets another fraction but once
// in ten million times, unless it forges the time on purpose. A clock that jumps does not
// matter, and where a file system or a copy drops the fraction, the file is read and
// compared, which is slower and just as right. On that proof, a file with the key that is
// listed is not even made.
//
// Two builds at once wait for each other; the lock is the system's, so that it
// ends with its process. Nothing is flushed to the medium: after a power cut the
// site may have to be built again.
package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"tract/internal/disk"
	"tract/internal/limit"
)

// File is one file of the site.
type File struct {
	// Path is slash-separated and relative to the published directory.
	Path string
	// Key is a digest, in letters and digits, of everything that the content
	// depends on. A file whose key did not change is not made again. Empty: it is.
	Key string
	// Content is the file's content, unless Make is set.
	Content []byte
	// Make writes the content to an empty buffer, which is used again for other
	// files. It is called at most once, by one of several goroutines.
	Make func(*bytes.Buffer) error
	// Work is what files have in common of which the first takes long to make, and
	// then the others do not: one goroutine makes them, in the order of their paths.
	// "" for a file that is quick to make.
	Work string
}

// Options is how a site is published. The zero value is ready to use.
type Options struct {
	Source  string        // the site's source, which the output must not be or hold
	Inputs  []string      // folders of the source that the output must not be in
	Wait    time.Duration // how long to wait for another build; 30 s if zero
	Workers int           // how many goroutines make and write; as many as there are cores if zero
	// Done is called, by any goroutine, each time that a file is as it should be,
	// though not yet in its place, with how many there are in all. It may be nil.
	Done func(all int)

	fault disk.Fault // of tests
}

// Report counts what a build did to the published files.
type Report struct {
	Written, Unchanged, Removed int
	Bytes                       int64 // of all files
	// Manifest is a digest of all that stands there now, for [Intact].
	Manifest [sha256.Size]byte
}

// Names of our own in the published directory.
const (
	manifestName = ".tract-manifest"
	lockName     = ".tract-lock"
	stagingName  = ".tract-staging"
	claimName    = ".tract-claim" // among what is staged
	asidePrefix  = ".tract-aside-"
	ownPrefix    = ".tract-"
)

// Reasons to refuse a directory or a path. The command chooses its hint by them.
var (
	ErrLocked     = errors.New("another build is writing there")
	ErrRoot       = errors.New("it is the root of the file system")
	ErrHome       = errors.New("it is the home directory")
	ErrSource     = errors.New("it is the site's source, or holds it")
	ErrInside     = errors.New("it is in a folder that the site is made from, or in a hidden one")
	ErrRepository = errors.New("it is the root of a repository")
	ErrForeign    = errors.New("it was not written by tract")
	ErrSymlink    = errors.New("it is a link, and links are not followed")
	ErrBlocked    = errors.New("something that is no file is in its place")
	ErrName       = errors.New("the name is not safe on every system")
	ErrTwice      = errors.New("two files have one path")
	ErrManifest   = errors.New("its " + manifestName + " is not one that this version of tract wrote")
)

// DirError says why nothing is published in a directory.
type DirError struct {
	Dir string
	Err error
}

// Error gives the directory and the reason.
func (e *DirError) Error() string { return fmt.Sprintf("publish in %q: %v", e.Dir, e.Err) }

// Unwrap gives the reason.
func (e *DirError) Unwrap() error { return e.Err }

// PathError says why a file cannot be published.
type PathError struct {
	Path  string
	Other string // the other path, for ErrTwice
	Err   error
}

// Error gives the path and the reason.
func (e *PathError) Error() string {
	if e.Other != "" {
		return fmt.Sprintf("publish %q and %q: %v", e.Path, e.Other, e.Err)
	}
	return fmt.Sprintf("publish %q: %v", e.Path, e.Err)
}

// Unwrap gives the reason.
func (e *PathError) Unwrap() error { return e.Err }

// Publish makes dir hold the files, and none that an earlier build left there.
// It creates dir if need be. After an error what was published is as it was, but for
// an error of the machine while files are moved without a veil, where every file is
// still whole, or while what is no longer needed is removed, when the new site stands.
func Publish(ctx context.Context, dir string, files []File, o Options) (report Report, err error) {
	sorted, err := checkFiles(files)
	if err != nil {
		return Report{}, err
	}
	t, err := openTarget(ctx, dir, o)
	if err != nil {
		return Report{}, err
	}
	defer func() {
		if closeErr := t.close(err != nil); err == nil {
			err = closeErr
		}
	}()
	results, err := t.stageAll(ctx, sorted, o)
	if err != nil {
		return Report{}, err
	}
	for _, r := range results {
		report.Bytes += r.entry.size
		if r.staged {
			report.Written++
		} else {
			report.Unchanged++
		}
	}
	c := newChange(t, sorted, results)
	if report.Removed, err = c.make(); err != nil {
		return Report{}, err
	}
	report.Manifest = sha256.Sum256(t.written)
	return report, nil
}

// target is an output directory, locked.
type target struct {
	dir     string
	fault   disk.Fault
	workers int
	root    *disk.Root
	release func(root *disk.Root) error
	listed  manifest // what earlier builds wrote
	written []byte   // the manifest, as it stands on disk or is about to
	staging bool     // .tract-staging is there
	exact   bool     // the system gives files the very modes that we ask for
	created string   // the topmost directory that was made for us, or empty
}

// openTarget creates and locks the directory, unless it must not be written to,
// and clears what a killed build left.
func openTarget(ctx context.Context, dir string, o Options) (*target, error) {
	resolved, err := checkTarget(dir, o)
	if err != nil {
		return nil, err
	}
	t := &target{dir: resolved, created: firstMissing(resolved), fault: o.fault, workers: o.workers()}
	if err := t.lock(ctx, o.Wait); err != nil {
		removeEmpty(t.dir, t.created)
		return nil, err
	}
	if err := t.prepare(); err != nil {
		return nil, errors.Join(err, t.close(true))
	}
	return t, nil
}

// prepare reads the manifest, and refuses a directory that is somebody else's.
func (t *target) prepare() error {
	info, err := ownFile(t.root, manifestName)
	if err != nil {
		return err
	}
	if info != nil && info.Size() > limit.ManifestBytes {
		return &DirError{t.dir, ErrManifest}
	}
	written, err := t.root.ReadFile(manifestName)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := t.checkOwn(); err != nil {
			return err
		}
	case err != nil:
		return disk.Named("read", manifestName, err)
	}
	t.written = written
	if t.listed, err = parseManifest(written); err != nil {
		return &DirError{t.dir, err}
	}
	if err := t.root.RemoveAll(stagingName); err != nil {
		return disk.Named("remove", stagingName, err)
	}
	return t.clearVeil()
}

// checkOwn refuses a directory without a manifest that holds what is somebody else's.
func (t *target) checkOwn() error {
	entries, err := t.root.ReadDir(".")
	if err != nil {
		return disk.Named("read", t.dir, err)
	}
	if name := foreign(entries); name != "" {
		return &DirError{t.dir, fmt.Errorf("it holds %q: %w", name, ErrForeign)}
	}
	return nil
}

// close removes what was staged and gives the directory free.
func (t *target) close(failed bool) error {
	var err error
	if t.staging {
		err = t.root.RemoveAll(stagingName)
	}
	err = errors.Join(err, t.release(t.root), t.root.Close())
	if failed {
		removeEmpty(t.dir, t.created)
	}
	if err != nil {
		return fmt.Errorf("finish publishing: %w", err)
	}
	return nil
}

// startStaging makes the directory for what is not yet published.
func (t *target) startStaging() error {
	if t.staging {
		return nil
	}
	if err := t.root.Mkdir(stagingName, 0o755); err != nil {
		return disk.Named("mkdir", stagingName, err)
	}
	t.staging = true
	// What a directory keeps of 0755 a file keeps of 0644, so asking once spares
	// a call a file.
	info, err := t.root.Lstat(stagingName)
	if t.exact = err == nil && info.Mode().Perm() == 0o755; t.exact || !modesAreKept {
		return nil
	}
	return disk.Named("chmod", stagingName, t.root.Chmod(stagingName, 0o755))
}

// stageManifest writes a manifest aside, under a name.
func (t *target) stageManifest(name string, content []byte) error {
	if err := t.startStaging(); err != nil {
		return err
	}
	if err := writeFile(t.root, stagingName+"/"+name, content, stamp(sha256.Sum256(content)), t.exact); err != nil {
		return disk.Named("write", manifestName, err)
	}
	return nil
}

// placeManifest puts a manifest that was written aside in its place.
func (t *target) placeManifest(name string) error {
	if err := t.root.Rename(stagingName+"/"+name, manifestName); err != nil {
		return disk.Named("write", manifestName, err)
	}
	return nil
}

// writeFile creates a file with the mode 0644 whatever the umask, and gives its
// modification time the fraction of a second that stands for its content.
func writeFile(dir *disk.Root, name string, content []byte, fraction time.Duration, exact bool) error {
	f, err := dir.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil && !exact {
		err = f.Chmod(0o644)
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	// The whole second before, so that no file is from the future.
	now := time.Now().Add(-time.Second).Truncate(time.Second)
	return dir.Chtimes(name, time.Time{}, now.Add(fraction))
}
