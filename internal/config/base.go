package config

import (
	"strings"

	"tract/internal/schema"
)

// ParseBaseURL gives the address of a site with one slash at its end, and whether
// it is the address of a folder on the web.
func ParseBaseURL(address string) (string, bool) {
	if !schema.IsWebAddress(address) || strings.ContainsAny(address, "?#") {
		return "", false
	}
	return strings.TrimRight(address, "/") + "/", true
}
