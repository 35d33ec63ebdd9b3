// Package layouts holds the templates and the interface strings that are built
// into the program. A file of the same name under a site's own layouts/ wins.
package layouts

import "embed"

// FS is layouts/.
//
//go:embed *.html partials strings
var FS embed.FS
