//go:build !windows

package publish

// modesAreKept says whether the system has modes like 0644.
const modesAreKept = true
