package review

import "tract/internal/config"

// reachable are the ways to reach people that are published on purpose: the group's
// contacts, and what organizations.yaml holds.
type reachable struct {
	mails    map[string]bool
	phones   map[string]bool
	accounts map[string]bool
}

// organizationsFile is where an organization's own telephone and address stand.
const organizationsFile = "content/data/organizations.yaml"

func newReachable(s *config.Settings, texts []*text) reachable {
	r := reachable{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	add := func(words []byte) {
		for _, m := range mails(words) {
			r.mails[m.address] = true
		}
		for _, p := range phones(words) {
			r.phones[p.number] = true
		}
		for _, a := range accounts(words) {
			r.accounts[a.number] = true
		}
	}
	for _, c := range s.Contacts {
		add([]byte(c.Value))
		add([]byte(afterAddress(c.Value)))
	}
	for _, t := range texts {
		if t.file == organizationsFile {
			add(t.prose)
		}
	}
	return r
}
