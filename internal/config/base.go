package config

import (
	"net/url"
	"strings"
)

// ParseBaseURL gives the address of a site with one slash at its end, and whether
// it is the address of a folder on the web.
func ParseBaseURL(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || strings.ContainsAny(address, "?#") {
		return "", false
	}
	return strings.TrimRight(address, "/") + "/", true
}
