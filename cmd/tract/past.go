package main

import (
	"context"
	"iter"
	"sync"

	"tract/internal/build"
	"tract/internal/history"
)

// pastOf gives what git knows of the files in a site's folder. It is opened when
// somebody asks: most sites have no translation that is behind. An interruption ends
// git by itself.
func pastOf(dir string) build.Past {
	open := sync.OnceValues(func() (*history.History, error) { return history.Open(context.Background(), dir) })
	return func(file string) iter.Seq[[]byte] {
		h, err := open()
		if err != nil {
			return func(func([]byte) bool) {}
		}
		return h.Versions(context.Background(), file)
	}
}
