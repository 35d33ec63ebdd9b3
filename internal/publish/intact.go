package publish

import (
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"sync"
	"sync/atomic"
)

// Intact says whether a directory still holds what a build left there, whose report
// had this manifest, down to every file and its mode. It reads no file but the
// manifest, and changes nothing. Its error is that of a directory which may not be
// published in, or which another build holds.
func Intact(ctx context.Context, dir string, manifest [sha256.Size]byte, o Options) (intact bool, err error) {
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	t, err := openTarget(ctx, dir, o)
	if err != nil {
		return false, err
	}
	defer func() {
		if closeErr := t.close(true); err == nil {
			err = closeErr
		}
	}()
	if sha256.Sum256(t.written) != manifest {
		return false, nil
	}
	return t.allIntact(ctx, slices.Sorted(maps.Keys(t.listed))), ctx.Err()
}

// allIntact looks at every file that the manifest lists.
func (t *target) allIntact(ctx context.Context, paths []string) bool {
	var next atomic.Int64
	var touched atomic.Bool
	var wg sync.WaitGroup
	for range t.workers {
		wg.Go(func() {
			w := worker{target: t}
			defer w.close()
			for !touched.Load() && ctx.Err() == nil {
				first := int(next.Add(batch)) - batch
				if first >= len(paths) {
					return
				}
				for _, p := range paths[first:min(first+batch, len(paths))] {
					if !w.untouched(p) {
						touched.Store(true)
						return
					}
				}
			}
		})
	}
	wg.Wait()
	return !touched.Load()
}

// untouched says whether a file is certainly as we left it.
func (w *worker) untouched(p string) bool {
	if err := w.enter(path.Dir(p)); err != nil {
		return false
	}
	info, intact, err := w.look(p)
	return err == nil && intact && (info.Mode().Perm() == 0o644 || !modesAreKept)
}
