package review

import (
	"net/url"
	"strings"

	"tract/internal/diag"
)

// NewHosts tells, at its first place, of each site that the links of now lead to and those
// of before did not. It is for whoever judges a change, and never a fault.
func NewHosts(now, before []Link) diag.List {
	known := map[string]bool{}
	for _, l := range before {
		known[hostOf(l.Address)] = true
	}
	var list diag.List
	told := map[string]int{}
	for _, l := range now {
		host := hostOf(l.Address)
		if known[host] {
			continue
		}
		if i, again := told[host]; again {
			list[i].More++
			continue
		}
		told[host] = len(list)
		list.Advisef(l.At, "review.new-host", host).WithHint("hint.review.new-host")
	}
	return list
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return strings.TrimPrefix(plainHost(u.Host), "www.")
}
