package site

// Tally counts demands by their status.
type Tally struct {
	Won, Partly, Open, Refused, Overtaken int
}

// Statuses are those a demand may have, the best first.
func Statuses() []string {
	return []string{"won", "partly", "open", "refused", "overtaken"}
}

// Of gives the count of a status.
func (t Tally) Of(status string) int {
	return map[string]int{"won": t.Won, "partly": t.Partly, "open": t.Open, "refused": t.Refused, "overtaken": t.Overtaken}[status]
}

// Total counts all demands.
func (t Tally) Total() int {
	return t.Won + t.Partly + t.Open + t.Refused + t.Overtaken
}

func (t *Tally) count(status string) {
	switch status {
	case "won":
		t.Won++
	case "partly":
		t.Partly++
	case "refused":
		t.Refused++
	case "overtaken":
		t.Overtaken++
	default:
		t.Open++
	}
}

// Plus adds two tallies.
func (t Tally) Plus(o Tally) Tally {
	return Tally{t.Won + o.Won, t.Partly + o.Partly, t.Open + o.Open, t.Refused + o.Refused, t.Overtaken + o.Overtaken}
}
