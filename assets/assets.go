// Package assets holds the theme's styles, scripts, fonts, icons and static
// files. What they may be is stated in package asset, which makes the published
// files from them; a site's own file of the same name wins over the one here.
package assets

import "embed"

// FS is the theme: css, js, fonts, icons and static.
//
//go:embed all:css all:js all:fonts all:icons all:static
var FS embed.FS
