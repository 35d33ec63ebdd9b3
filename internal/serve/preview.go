package serve

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"tract/internal/diag"
)

// Change is the site's folder after something in it changed. It must give the same
// bytes for as long as it is in use.
type Change struct {
	Source fs.FS
	Paths  []string // what is not as it was; none at first
}

// Report is what the person at the terminal is told.
type Report struct {
	Took   time.Duration // from the change to the new site; 0 where only faults are new
	Faults diag.List
	Source fs.FS // the folder that the faults are of
}

// Preview is what browsers are shown.
type Preview struct {
	build  func(fs.FS) State
	stand  func(now, good fs.FS, names []string) fs.FS
	report func(Report)

	good      fs.FS // the last folder without errors
	goodState State // nil where it has to be built again
	before    fs.FS // the good one before that: what is wrong with a template may show late

	failures chan failure

	mu    sync.Mutex
	shown view

	saying sync.Mutex
}

// failure is a page that a state could not make.
type failure struct {
	at     view
	faults diag.List
	done   chan struct{}
}

// NewPreview gives a preview of what build makes. stand gives a folder in which
// files of these names are as they were in good. report is called once at a time.
func NewPreview(build func(fs.FS) State, stand func(now, good fs.FS, names []string) fs.FS, report func(Report)) *Preview {
	first := view{reload: time.Now().UnixMilli(), next: make(chan struct{})}
	return &Preview{build: build, stand: stand, report: report, failures: make(chan failure), shown: first}
}

// lead is how long the work of looking at every page waits for the browsers that
// have been told of a change: it takes all processors, and they would wait for it.
const lead = 25 * time.Millisecond

// verdict is what looking at every page of a state found.
type verdict struct {
	state  State
	source fs.FS
	faults diag.List
}

// Run builds on each change, until there are no more or the context ends. What
// takes a while is asked for aside, so that the next change need not wait.
func (p *Preview) Run(ctx context.Context, changes <-chan Change) {
	var (
		last    Change
		state   State
		began   time.Time
		took    time.Duration
		judged  = make(chan verdict, 1)
		judging bool      // or about to
		settled bool      // what is known of the state is told
		waiting []failure // of pages, until it is
	)
	judge := time.NewTimer(time.Hour)
	defer judge.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case change, ok := <-changes:
			if !ok {
				return
			}
			last, began, settled = change, time.Now(), false
			state = p.build(last.Source)
			p.showEarly(state, last)
			took = time.Since(began)
			if !judging {
				judging = true
				judge.Reset(lead)
			}
		case <-judge.C:
			go func(s State, source fs.FS) { judged <- verdict{s, source, s.Faults()} }(state, last.Source)
		case v := <-judged:
			if v.state != state { // there was a newer change meanwhile
				if !v.faults.HasErrors() {
					p.keep(v.source, v.state)
				}
				judge.Reset(lead)
				continue
			}
			judging = false
			if p.settle(v.state, last.Source, v.faults) {
				took = time.Since(began)
			}
			p.say(Report{took, v.faults, last.Source})
			settled = true
			for _, f := range waiting {
				p.demote(f, last.Source)
			}
			waiting = nil
		case f := <-p.failures:
			if !settled {
				waiting = append(waiting, f)
				continue
			}
			p.demote(f, last.Source)
		}
	}
}

// showEarly shows a new state if no single file has an error. Else the old one
// stays up, with the errors.
func (p *Preview) showEarly(state State, change Change) {
	early := state.Early()
	p.publish(func(v *view) {
		if early.HasErrors() {
			v.tell(early, change.Source)
		}
		if !early.HasErrors() || v.state == nil {
			v.show(state, change.Paths)
		}
		if len(v.faults) == 0 {
			v.source = change.Source // of what making a page will show
		}
	})
}

// settle corrects what is shown by all that is wrong with a state, and says whether
// something else is shown now.
func (p *Preview) settle(state State, source fs.FS, faults diag.List) bool {
	shown := state
	if faults.HasErrors() {
		shown = p.standIn(state, source, faults)
	} else {
		p.keep(source, state)
	}
	var good State
	if shown != p.goodState {
		good = p.lastGood()
	}
	p.publish(func(v *view) {
		if shown != v.state {
			v.show(shown, nil)
		}
		v.good = good
		v.tell(faults, source)
	})
	return shown != state
}

// keep remembers a folder without errors, and its state.
func (p *Preview) keep(source fs.FS, state State) {
	p.before, p.good, p.goodState = p.good, source, state
}

// lastGood gives the state of the last folder without errors, if there was one.
func (p *Preview) lastGood() State {
	if p.goodState == nil && p.good != nil {
		p.goodState = p.build(p.good)
	}
	return p.goodState
}

// rounds is how often files are put back for the errors that putting back others
// made. The last good state is shown if that does not end.
const rounds = 8

// standIn gives a state in which the files that have errors are as they last were
// without. Texts that never were stay as they are.
func (p *Preview) standIn(state State, source fs.FS, faults diag.List) State {
	var names []string
	for range rounds {
		before := len(names)
		for _, d := range faults {
			if d.Severity == diag.Error && !slices.Contains(names, d.File) && (p.wasGood(d.File) || p.replaces(d.File)) {
				names = append(names, d.File)
			}
		}
		if len(names) == before {
			return state
		}
		standing := p.stand(source, p.good, names)
		state = p.build(standing)
		if faults = state.Faults(); !faults.HasErrors() {
			p.good, p.goodState = standing, state // with what is new and good elsewhere
			return state
		}
	}
	return p.lastGood()
}

// wasGood says whether a file was in the last folder without errors.
func (p *Preview) wasGood(name string) bool {
	if p.good == nil {
		return false
	}
	info, err := fs.Stat(p.good, name)
	return err == nil && !info.IsDir()
}

// replaces says whether a new file stands in the place of one of the program's own,
// which is as good as what was there before.
func (p *Preview) replaces(name string) bool {
	return p.good != nil && (strings.HasPrefix(name, "layouts/") || strings.HasPrefix(name, "assets/"))
}

// mend waits until a page that could not be made is told of, and the files at fault
// are as they last were good. It gives what is shown then.
func (p *Preview) mend(ctx context.Context, at view, faults diag.List) view {
	f := failure{at, faults, make(chan struct{})}
	select {
	case p.failures <- f:
		select {
		case <-f.done:
		case <-ctx.Done():
		}
	case <-ctx.Done():
	}
	return p.view()
}

// demote takes back that the state was good which could not make a page.
func (p *Preview) demote(f failure, source fs.FS) {
	defer close(f.done)
	v := p.view()
	if v.state != f.at.state || v.state != p.goodState || p.before == nil {
		p.meet(f.at, f.faults)
		return
	}
	p.good, p.goodState, p.before = p.before, nil, nil
	p.settle(v.state, source, append(v.all(), f.faults...))
	p.say(Report{Faults: f.faults, Source: source})
}

// meet adds faults that were met when a page was made.
func (p *Preview) meet(at view, faults diag.List) {
	fresh := false
	p.publish(func(v *view) {
		if v.state != at.state {
			return
		}
		known := len(v.all())
		met := append(slices.Clone(v.met), faults...)
		if len(view{faults: v.faults, met: met}.all()) == known {
			return
		}
		v.met, v.problems, fresh = met, v.version()+1, true
	})
	if fresh {
		p.say(Report{Faults: faults, Source: at.source})
	}
}

func (p *Preview) say(r Report) {
	p.saying.Lock()
	defer p.saying.Unlock()
	p.report(r)
}

// publish changes what is shown, and wakes those who wait for that.
func (p *Preview) publish(change func(*view)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	before := p.shown
	change(&p.shown)
	if p.shown.version() == before.version() {
		return
	}
	p.shown.next = make(chan struct{})
	close(before.next)
}

// view gives what is shown now.
func (p *Preview) view() view {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.shown
}

// first gives what is shown, and waits until there is something: a state, or faults.
func (p *Preview) first(ctx context.Context) (view, bool) {
	for {
		v := p.view()
		if v.state != nil || len(v.faults) > 0 {
			return v, true
		}
		select {
		case <-v.next:
		case <-ctx.Done():
			return v, false
		}
	}
}
