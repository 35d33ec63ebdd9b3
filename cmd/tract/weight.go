package main

import (
	"tract/internal/diag"
	"tract/internal/limit"
)

// weighed warns of a site that is about to be too large for those who show it for
// nothing: GitHub Pages takes 1 GB.
func weighed(bytes int64) diag.List {
	var list diag.List
	if bytes > limit.SiteBytes {
		list.Warnf(diag.Position{File: "content"}, "cmd.site-weight", bytes>>20, limit.SiteBytes>>20).WithHint("hint.cmd.site-weight")
	}
	return list
}
