package external

import (
	"net/http"
	"time"

	"tract/internal/diag"
)

// state is what an answer says of an address.
type state uint8

// Nothing can be said; it is there; it is gone; its server fails, and it may be gone.
const (
	unclear state = iota
	alive
	dead
	failing
)

// answer is what came of asking for an address.
type answer struct {
	state
	reason string // the code of a message; "" where it is alive
	status int    // of the server, where that is the reason
	moved  string // where it is for good
}

// heard says whether somebody answered, or nobody had to.
func (a *answer) heard() bool {
	return a.reason != "external.no-name" && a.reason != "external.timeout" && a.reason != "external.unreachable"
}

// judged says what a status means. What a server does not tell programs may well be
// there for people, and 503 is how the largest shops say so.
func judged(status int) answer {
	switch {
	case status >= 200 && status < 300, status == http.StatusRequestedRangeNotSatisfiable:
		return answer{state: alive}
	case status == http.StatusNotFound, status == http.StatusGone:
		return answer{state: dead, reason: "external.status", status: status}
	case status == http.StatusTooManyRequests:
		return answer{reason: "external.later"}
	case status >= 500 && status < 600 && status != http.StatusServiceUnavailable:
		return answer{state: failing, reason: "external.status", status: status}
	}
	return answer{reason: "external.status", status: status}
}

// tell adds what is to be said of a page, at each link to it.
func (r *Report) tell(p *page, zone *time.Location) {
	day := diag.DayOf(p.record.time(p.record.asked).In(zone))
	if p.answer == nil || p.answer.state == alive {
		for _, l := range p.links {
			if p.record.moved != "" {
				r.Faults.Advisef(l.At, "external.moved", l.Address, p.record.moved, day).WithHint("hint.external.moved")
			}
		}
		return
	}
	why := diag.Text{Code: p.answer.reason}
	if p.answer.status > 0 {
		why.Args = []any{p.answer.status}
	}
	if p.answer.state == dead || p.answer.state == failing && p.record.failures >= failures {
		seen := diag.Text{}
		if p.record.alive != 0 {
			seen = diag.Text{Code: "external.seen", Args: []any{diag.DayOf(p.record.time(p.record.alive).In(zone))}}
		}
		r.Dead++
		for _, l := range p.links {
			r.Faults.Warnf(l.At, "external.dead", l.Address, why, day, seen).WithHint("hint.external.dead")
		}
		return
	}
	r.Unjudged++
	for _, l := range p.links {
		r.Faults.Advisef(l.At, "external.unjudged", l.Address, why, day).WithHint("hint.external.unjudged")
	}
}

// failures is how often a server must have failed, and apart how long after the last
// time it counts, until what it had is taken for dead.
const (
	failures = 3
	apart    = 48 * time.Hour
)
