// Package serve is the development server: it shows a site as it would be
// published, and shows it anew when a file changes.
//
// It takes builds of the site, made by a function that it is handed, and gives
// answers to browsers. It knows no stage of a build, reads no disk and writes
// none: a page is made in memory when somebody asks for it. It has two parts.
//
// A [Preview] takes each change of the site's folder, has the site built, and
// holds what browsers are shown. The last good site stays up: files that have
// errors are shown as they were when they had none, and the rest as it is now. The
// errors that are told are those of the files as they are.
//
// A [Server] answers. Beside the site's own pages it has four addresses:
//
//	/_tract/events     server-sent events: that the page, the styles or the problems are new, and their number
//	/_tract/problems   what is wrong with the site, for the site's own pages only
//	/_tract/live.js    the script that keeps a page up to date; it is added to answers, never to the site
//	/_tract/live.css   how the script shows problems
//
// A browser that asks for a worker, since it has one of a finished site, gets one that
// ends itself.
//
// It refuses what a web site that the author visits at the same time could ask of
// it: a foreign name of the host, another site's scripts, pictures and frames. It
// listens on this machine only, or with a token on one address of the local
// network.
package serve

import (
	"bytes"

	"tract/internal/diag"
)

// State is one build of the site. It is not changed once made, and is safe for
// concurrent use.
type State interface {
	// Make writes the file at a path of the site, such as fr/guides/x.html, as it
	// would be published. Where there is none, found is false.
	Make(b *bytes.Buffer, path string) (found bool, faults diag.List)
	// Early gives what was wrong with single files, which is known at once.
	Early() diag.List
	// Faults gives all that is wrong with the site, what Early gave included. It may
	// take a while, the first time.
	Faults() diag.List
	// Document names the source of the page at a path, and Address the path of a
	// document's page; "" where there is none.
	Document(path string) string
	Address(document string) string
}
