package main

import (
	"strings"
	"testing"

	"tract/internal/diag"
	"tract/internal/limit"
	"tract/internal/promise"
)

// TestP7Weight warns of a site that hosts do not take, and of no other.
func TestP7Weight(t *testing.T) {
	tried := 0
	for bytes, want := range map[int64]string{
		0: "", 1 << 20: "", limit.SiteBytes - 1: "", limit.SiteBytes: "",
		limit.SiteBytes + 1: "content: warning: the site takes 1024 MB, and hosts such as GitHub Pages show no more than 1024 MB\n",
		3 << 30:             "content: warning: the site takes 3072 MB, and hosts such as GitHub Pages show no more than 1024 MB\n",
	} {
		tried++
		var b strings.Builder
		if err := diag.In("en").Print(&b, weighed(bytes)); err != nil || !strings.HasPrefix(b.String(), want) || (b.Len() > 0) != (want != "") {
			t.Errorf("%d: %q, %v", bytes, b.String(), err)
		}
	}
	promise.Held(t, tried)
}
