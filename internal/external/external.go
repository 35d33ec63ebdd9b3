// Package external asks other sites whether the pages that a site leads to are still
// there. It is the only package of the program that asks the network.
//
// [Check] takes links with their places, what the last run remembered, and a clock.
// It gives what is to be said, each thing at its place, and what to remember. An
// address is asked for once, however many links there are to it.
//
// It asks as a guest: who it is stands in each request; one host is asked one thing at
// a time, with a pause; where a HEAD is refused, the beginning of the page will do; a
// host that says it is too much is left alone for this run. It sends no cookies and no
// passwords. The file robots.txt is not read: it is for programs that wander from link
// to link, and these are addresses that a person wrote down, each asked for about once
// a week; to read it would double the requests.
//
// It trusts nobody: an address may lead anywhere, and so may what a server answers.
// Nothing is asked of a private network, whatever a name resolves to, and nothing that
// comes back is executed, kept or shown, but for the address that a page moved to.
//
// What is dead is what its own server calls gone, or has no name any more; a server
// that fails is believed dead once it failed on [failures] days. What a server does not
// tell programs (a 403, a 429, a 503) is never dead: a person has to look.
package external

import (
	"cmp"
	"context"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"tract/internal/diag"
)

// How much is asked, and how fast.
const (
	pause = time.Second // between two requests to a host
	hosts = 8           // that are asked at the same time
)

// Link is an address, and where it stands.
type Link struct {
	Address string
	At      diag.Position
}

// Options are what a check depends on, beside its links.
type Options struct {
	Now      time.Time                 // what is remembered, and told, as the date
	Program  string                    // who asks
	Contacts []string                  // addresses for whoever is asked to know us by: the first that is not empty, or an example
	Own      string                    // addresses that begin with it are the site's own; may be empty
	Allowed  func(netip.AddrPort) bool // what may be asked; nil stands for the public network
	Told     func(all int)             // called for each address that is done, from anywhere; may be nil

	through http.RoundTripper // in place of the network, for tests
}

// Report is what came of a check.
type Report struct {
	Faults     diag.List
	Memory     []byte // for the next run
	Asked      int    // addresses that were asked for
	Remembered int    // those that were alive lately
	Dead       int
	Unjudged   int
	Left       int  // those for which there was no time
	Silent     bool // nobody answered, so that nothing can be told of those that were asked
}

// page is an address with all links to it.
type page struct {
	*url.URL
	address string
	links   []Link
	record  record
	answer  *answer // nil if it was not asked
}

// Check asks for the links that are not remembered, until the context ends.
func Check(ctx context.Context, links []Link, known string, o Options) *Report {
	past := readRecords(known)
	var todo, fresh []*page
	pages := gather(links, o.Own)
	for _, p := range pages {
		p.record = past[p.address]
		if p.record.fresh(o.Now) {
			fresh = append(fresh, p)
		} else {
			todo = append(todo, p)
		}
	}
	a := newAsker(o)
	defer a.close()
	slices.SortStableFunc(todo, func(a, b *page) int { // so that whom there was no time for is next
		return cmp.Or(strings.Compare(a.Host, b.Host), cmp.Compare(a.record.asked, b.record.asked))
	})
	a.askAll(ctx, todo, o.Told)
	r := &Report{Remembered: len(fresh), Silent: silent(ctx, a, todo, fresh)}
	for _, p := range pages {
		switch {
		case p.answer != nil && !r.Silent:
			p.record.learn(p.answer, o.Now)
			r.Asked++
		case p.answer == nil && !p.record.fresh(o.Now):
			r.Left++
			continue
		case r.Silent && p.answer != nil:
			r.Asked++
			continue
		}
		past[p.address] = p.record
		r.tell(p, o.Now.Location())
	}
	r.Memory = writeRecords(past, o.Now)
	r.Faults = r.Faults.Sorted()
	return r
}

// silent says whether none of those that were asked answered, nor one that is known to
// be alive: then it is us who have no network.
func silent(ctx context.Context, a *asker, asked, alive []*page) bool {
	n := 0
	for _, p := range asked {
		if p.answer != nil {
			n++
			if p.answer.heard() {
				return false
			}
		}
	}
	if n == 0 || ctx.Err() != nil {
		return n > 0
	}
	if len(alive) == 0 {
		return true
	}
	answered := a.ask(ctx, alive[0].URL)
	return !answered.heard()
}

// gather gives the addresses that can be asked for.
func gather(links []Link, own string) []*page {
	byAddress := map[string]*page{}
	var pages []*page
	for _, l := range links {
		u, err := url.Parse(l.Address)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || reserved(u.Hostname()) || own != "" && strings.HasPrefix(l.Address, own) {
			continue
		}
		u.Fragment, u.RawFragment, u.User, u.Host = "", "", nil, strings.ToLower(u.Host)
		if u.Path == "" {
			u.Path = "/"
		}
		p := byAddress[u.String()]
		if p == nil {
			p = &page{URL: u, address: u.String()}
			byAddress[p.address] = p
			pages = append(pages, p)
		}
		p.links = append(p.links, l)
	}
	return pages
}

// reserved says whether a host is one that examples are written with.
func reserved(host string) bool {
	labels := strings.Split(strings.ToLower(strings.TrimSuffix(host, ".")), ".")
	last := labels[len(labels)-1]
	return last == "example" || last == "invalid" || last == "test" ||
		len(labels) > 1 && labels[len(labels)-2] == "example" && (last == "org" || last == "com" || last == "net")
}

// agent says who asks, and for whom.
func (o *Options) agent() string {
	for _, address := range o.Contacts {
		if u, err := url.Parse(address); err == nil && u.Hostname() != "" && !reserved(u.Hostname()) {
			return o.Program + " (link check; +" + u.Redacted() + ")"
		}
	}
	return o.Program + " (link check)"
}

// askAll asks for pages, which are in the order of their hosts: those of a host one
// after the other, a few hosts at once.
func (a *asker) askAll(ctx context.Context, pages []*page, told func(int)) {
	all := len(pages)
	turns := make(chan struct{}, hosts)
	var wg sync.WaitGroup
	for len(pages) > 0 {
		n := slices.IndexFunc(pages, func(p *page) bool { return p.Host != pages[0].Host })
		if n < 0 {
			n = len(pages)
		}
		host := pages[:n]
		pages = pages[n:]
		wg.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			for _, p := range host {
				if ctx.Err() != nil {
					return
				}
				answer := a.ask(ctx, p.URL)
				if ctx.Err() != nil {
					return // whatever it says, it was cut off
				}
				p.answer = &answer
				if told != nil {
					told(all)
				}
			}
		})
	}
	wg.Wait()
}
