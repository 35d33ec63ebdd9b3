package serve

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"

	"tract/internal/diag"
	"tract/internal/limit"
)

const (
	heartbeat = 20 * time.Second // less than what routers and phones take for dead
)

// events tells a browser what is new, for as long as it listens. An event has a
// kind and a number, nothing of the site. What came while the browser did not read
// is told once; so nothing is kept for it.
func (s *site) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	send := func(text string) bool {
		if control.SetWriteDeadline(time.Now().Add(limit.ServePatience)) != nil {
			return false
		}
		_, err := fmt.Fprint(w, text)
		return err == nil && control.Flush() == nil
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	told := view{problems: -1} // that there are none is told too: there may have been some before a restart
	text := "retry: 500\n\n"
	for {
		v := s.preview.view()
		for _, e := range []struct {
			kind      string
			told, now int64
		}{{"reload", told.reload, v.reload}, {"css", told.css, v.css}, {"problems", told.problems, v.problems}} {
			if e.now > e.told {
				text += fmt.Sprintf("event: %s\ndata: %d\n\n", e.kind, e.now)
			}
		}
		if !send(text) {
			return
		}
		told, text = v, ""
		select {
		case <-v.next:
		case <-beat.C:
			text = ":\n\n"
		case <-r.Context().Done():
			return
		}
	}
}

// problems gives what is wrong with the site, in the language of the terminal.
func (s *site) problems(w http.ResponseWriter, _ *http.Request) {
	v := s.preview.view()
	faults := v.all()
	others := slices.DeleteFunc(slices.Clone(faults), func(d diag.Diagnostic) bool { return d.Severity == diag.Error })
	content, err := json.Marshal(map[string]any{
		"version":  v.problems,
		"language": s.catalog.Language,
		"counts":   s.catalog.Counts(faults),
		"others":   s.catalog.Counts(others), // than errors
		"problems": s.catalog.Entries(faults, v.source),
		"words": map[string]string{
			"error": s.text("severity.error"), "warning": s.text("severity.warning"), "advice": s.text("severity.advice"),
			"hint": s.text("serve.hint"), "title": s.text("serve.problems"), "close": s.text("serve.close"), "stale": s.text("serve.stale"),
		},
	})
	if err != nil {
		panic("internal error: " + err.Error()) // texts and numbers can always be written
	}
	w.Header().Set("Content-Type", contentType("problems.json"))
	write(w, http.StatusOK, content)
}

func (s *site) text(code string) string {
	return s.catalog.Sentence(diag.Text{Code: code})
}
