package publish

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"

	"tract/internal/disk"
)

// veil stands in for the directory while it changes: it is beside it, holds from the
// first moment all that the directory is about to hold, under second names, and takes
// its name for as long as files are moved one by one behind it.
type veil struct {
	*change
	parent *disk.Root
	base   string // of the directory
	aside  string // of the veil, until they are exchanged
	root   *disk.Root
}

// makeVeiled makes the change behind a veil, if there can be one.
func (c *change) makeVeiled() (done bool, removed int, err error) {
	v, err := c.raise()
	if v == nil {
		return false, 0, err
	}
	defer v.parent.Close()
	if err := v.exchange(); err != nil {
		return false, 0, errors.Join(cannot(err), v.drop(""))
	}
	removed, err = c.move()
	if err == nil {
		err = v.exchange()
	}
	if err != nil {
		// The veil is the new site, whole, and stays. What could not be finished goes.
		c.root, v.root = v.root, c.root
		return true, len(c.stale), v.drop("")
	}
	return true, removed, v.drop(v.base)
}

// cannot gives an error, unless it says that there can be no veil in that place.
func cannot(err error) error {
	if disk.Cannot(err) {
		return nil
	}
	return err
}

// asideName is what the veil of a directory is called.
func (t *target) asideName() string { return asidePrefix + filepath.Base(t.dir) }

func (v *veil) asidePath() string { return filepath.Join(filepath.Dir(v.dir), v.aside) }

// raise makes the veil. There is none after an error, nor where there can be none.
func (c *change) raise() (*veil, error) {
	parent, err := disk.Open(filepath.Dir(c.dir), c.fault)
	if err != nil {
		return nil, cannot(err)
	}
	v := &veil{change: c, parent: parent, base: filepath.Base(c.dir), aside: c.asideName()}
	if err := v.make(); err != nil {
		return nil, errors.Join(cannot(err), v.drop(""), parent.Close())
	}
	return v, nil
}

// make makes a folder like the directory, with the lock of the directory in it, which
// says whose it is, and fills it.
func (v *veil) make() error {
	err := v.parent.Mkdir(v.aside, 0o700)
	if err != nil {
		return disk.Named("mkdir", v.asidePath(), err)
	}
	if v.root, err = v.parent.OpenRoot(v.aside); err != nil {
		return errors.Join(disk.Named("write", v.asidePath(), err), v.parent.Remove(v.aside))
	}
	if err := disk.LinkAll(v.change.root, v.root, []string{lockName}); err != nil {
		return disk.Named("link", v.asidePath(), err)
	}
	return v.fill()
}

// exchange gives the veil and the directory each other's names.
func (v *veil) exchange() error {
	if err := v.parent.Exchange(v.aside, v.base); err != nil {
		return disk.Named("rename", v.dir, err)
	}
	return nil
}

// fill gives the veil all files that the directory is about to hold.
func (v *veil) fill() error {
	p := plan{veil: v, kept: map[string][]string{}, staged: map[string][]string{}, skip: map[string]bool{}}
	for _, file := range v.stale {
		p.skip[file] = true
	}
	for _, file := range v.change.staged {
		p.skip[file] = true
		dir := path.Dir(file)
		p.staged[dir] = append(p.staged[dir], path.Base(file))
	}
	p.staged["."] = append(p.staged["."], manifestName)
	if err := p.walk(".", false); err != nil {
		return err
	}
	dirs := maps.Clone(p.kept)
	maps.Copy(dirs, p.staged)
	sorted := slices.Sorted(maps.Keys(dirs))
	made := map[string]bool{".": true}
	for _, dir := range sorted {
		if err := p.makeDir(dir, made); err != nil {
			return err
		}
	}
	if err := each(len(sorted), v.workers, func(i int) error { return p.link(sorted[i]) }); err != nil {
		return err
	}
	for _, dir := range slices.Backward(slices.Sorted(maps.Keys(made))) { // one that nobody may write in is full by now
		if err := p.likeness(dir); err != nil {
			return err
		}
	}
	return nil
}

// plan is what a veil is to hold, by folder.
type plan struct {
	*veil
	kept, staged map[string][]string
	skip         map[string]bool // paths of ours that go, or are exchanged for what is staged
}

// walk finds what stays of a published folder: all that an earlier build wrote and this
// one did not write anew, which staging has looked at, and what is somebody's. goes says that
// a file comes in the place of the folder, so that nothing is kept of it for being empty.
func (p *plan) walk(dir string, goes bool) error {
	at, err := p.change.root.OpenRoot(dir)
	if err != nil {
		return p.named("read", dir, err)
	}
	defer at.Close()
	names, err := at.Names(".")
	if err != nil {
		return p.named("read", dir, err)
	}
	kept := make([]string, 0, len(names))
	for _, base := range names {
		name := path.Join(dir, base)
		if _, stays := p.next[name]; stays && !p.skip[name] {
			kept = append(kept, base)
			continue
		}
		if slices.Contains([]string{lockName, manifestName, stagingName}, name) {
			continue
		}
		info, err := at.Lstat(base)
		switch {
		case err != nil:
			return p.named("read", name, err)
		case info.IsDir():
			_, file := p.next[name]
			if err := p.walk(name, goes || file); err != nil {
				return err
			}
		case !p.skip[name] || !info.Mode().IsRegular():
			kept = append(kept, base)
		}
	}
	empty := len(names) == 0 && !goes
	if len(kept) > 0 || empty {
		p.kept[dir] = kept
	}
	if empty { // something else may be mounted on it; where files are, they get no second names then
		return p.named("look", dir, at.Within(p.place))
	}
	return nil
}

// makeDir makes a folder in the veil and those above it.
func (p *plan) makeDir(dir string, made map[string]bool) error {
	if made[dir] {
		return nil
	}
	if err := p.makeDir(path.Dir(dir), made); err != nil {
		return err
	}
	made[dir] = true
	return p.named("mkdir", dir, p.root.Mkdir(dir, 0o755))
}

// likeness gives a folder of the veil the mode of the one that it stands for.
func (p *plan) likeness(dir string) error {
	like, err := p.change.root.Lstat(dir)
	switch {
	case err == nil && like.IsDir():
		err = p.root.Like(dir, like)
	case err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR): // new, maybe where a file was
		err = p.root.Chmod(dir, 0o755)
	}
	return p.named("chmod", dir, err)
}

// named gives an error the name of the folder that it is about.
func (p *plan) named(op, dir string, err error) error {
	return disk.Named(op, path.Join(p.dir, dir), err)
}

// link gives the files of a folder their second names.
func (p *plan) link(dir string) error {
	to, err := p.root.OpenRoot(dir)
	if err != nil {
		return p.named("open", dir, err)
	}
	defer to.Close()
	for from, names := range map[string][]string{dir: p.kept[dir], path.Join(stagingName, dir): p.staged[dir]} {
		if names == nil {
			continue
		}
		if err := p.linkAll(from, to, names); err != nil {
			return p.named("link", dir, err)
		}
	}
	return nil
}

func (p *plan) linkAll(dir string, to *disk.Root, names []string) error {
	from, err := p.change.root.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer from.Close()
	return disk.LinkAll(from, to, names)
}

// each does n things, a few at once, and gives the first error in their order.
func each(n, workers int, do func(i int) error) error {
	errs := make([]error, n)
	var next atomic.Int64
	var failed atomic.Bool
	var wg sync.WaitGroup
	for range min(n, workers) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && !failed.Load(); i = int(next.Add(1)) - 1 {
				if errs[i] = do(i); errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}
