package main

import (
	"io/fs"
	"math"
	"os"
	"path"
	"runtime"
	"runtime/debug"
	"strings"
)

// A build is short, and most of what it reads lives to its end: the garbage
// collector, as often as it runs by default, takes a tenth of its time. It runs a
// quarter as often here, within a limit of memory that grows with the site: what
// lives is about 2.6 times the documents' bytes.
const (
	collectAt    = 400 // percent of what lives, as GOGC
	leastMemory  = 100 << 20
	memoryTenths = 40 // for each byte of documents
)

// collectAtIdle is for a server, which keeps all that it has read and builds when
// somebody saves a file: then nobody should wait for the collector.
const collectAtIdle = 50

// collectBetween tunes the collector of a server, at first after its first build and
// then after each, when nobody waits.
func collectBetween(first bool) {
	if first && !tuned() {
		debug.SetGCPercent(collectAtIdle)
		debug.SetMemoryLimit(math.MaxInt64)
		debug.FreeOSMemory() // of which the first build has taken more than is needed from now on
		return
	}
	runtime.GC()
}

// tuned says whether somebody has tuned the collector with the environment, as the tests
// do: their process holds hundreds of sites, of which none knows of the others.
func tuned() bool { return os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" }

// largeSite is how many bytes of documents a site has whose markup waits outside of
// memory for its page to be made: some 2,000 pages.
const largeSite = 8 << 20

// collectSeldom tunes the collector to the site's size, the bytes of its documents,
// which it gives. What cannot be read is reported by those who need it.
func collectSeldom(source fs.FS) (size int64) {
	folders, _ := fs.ReadDir(source, "content")
	for _, folder := range folders {
		files, _ := fs.ReadDir(source, path.Join("content", folder.Name()))
		for _, f := range files {
			if info, err := f.Info(); err == nil && strings.HasSuffix(f.Name(), ".md") {
				size += info.Size()
			}
		}
	}
	if !tuned() {
		debug.SetGCPercent(collectAt)
		debug.SetMemoryLimit(leastMemory + size*memoryTenths/10)
	}
	return size
}
