package external

import (
	"maps"
	"slices"
	"time"

	"tract/internal/wire"
)

// form is that of what is remembered: another one is as good as none.
const form = 1

// What is alive is not asked again for a week, less half a day, for a run each week may
// begin earlier than the last. What no link leads to any more is known for a while yet:
// it may be that of a draft.
const (
	lately = 7*24*time.Hour - 12*time.Hour
	longer = 90 * 24 * time.Hour
)

// record is what is known of an address. Times are in seconds; 0 stands for never.
type record struct {
	asked, alive int64
	moved        string // where it is for good; "" for where it was
	failures     int    // times in a row that its server failed, each a while after the last
	failed       int64  // the last of those
}

func (r *record) time(seconds int64) time.Time { return time.Unix(seconds, 0) }

// fresh says whether an address was alive lately.
func (r *record) fresh(now time.Time) bool {
	age := now.Sub(r.time(r.asked))
	return r.alive != 0 && r.alive == r.asked && age >= 0 && age < lately
}

// learn takes in an answer.
func (r *record) learn(a *answer, now time.Time) {
	r.asked = now.Unix()
	switch a.state {
	case alive:
		*r = record{asked: r.asked, alive: r.asked, moved: a.moved}
	case failing:
		if r.failures == 0 || now.Sub(r.time(r.failed)) >= apart {
			r.failures, r.failed = r.failures+1, r.asked
		}
	default:
		r.failures, r.failed = 0, 0
	}
}

// readRecords gives what was remembered, or nothing if that cannot be read.
func readRecords(from string) map[string]record {
	out := map[string]record{}
	r := wire.NewReader(from)
	if r.Uint() != form {
		return out
	}
	for range r.Count(6) {
		address := r.Text()
		out[address] = record{asked: int64(r.Uint()), alive: int64(r.Uint()), moved: r.Text(), failures: r.Int(), failed: int64(r.Uint())}
	}
	if !r.Done() {
		return map[string]record{}
	}
	return out
}

// writeRecords gives what is to be remembered.
func writeRecords(records map[string]record, now time.Time) []byte {
	maps.DeleteFunc(records, func(_ string, r record) bool { return r.asked == 0 || now.Sub(r.time(r.asked)) > longer })
	var w wire.Writer
	w.Uint(form)
	w.Count(len(records))
	for _, address := range slices.Sorted(maps.Keys(records)) {
		r := records[address]
		w.Text(address)
		w.Uint(uint64(r.asked))
		w.Uint(uint64(r.alive))
		w.Text(r.moved)
		w.Int(r.failures)
		w.Uint(uint64(r.failed))
	}
	return w
}
