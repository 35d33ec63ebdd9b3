package tree

import (
	"testing"
	"time"
)

// TestYoung knows a file that may still change without a trace from one that may not.
func TestYoung(t *testing.T) {
	root := site(t)
	then := time.Now().Add(-time.Hour)
	tree := read(t, root)
	if !tree.Young("content/guides/a.md") || tree.Young("content/guides") || tree.Young("content/none.md") {
		t.Error("a file that was just written is not young, or something else is")
	}
	check(t, root.Chtimes("content/guides/a.md", then, then))
	time.Sleep(100 * time.Millisecond) // its other time changed
	if read(t, root).Young("content/guides/a.md") {
		t.Error("a file of an hour ago is young")
	}
}
