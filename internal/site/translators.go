package site

import (
	"tract/internal/config"
	"tract/internal/content"
)

// Translation is what the page for those who translate shows.
type Translation struct {
	Waiting []Waiting // that wait for somebody; none: all is current
	Current int       // how many are
}

// Waiting is what waits for the same thing.
type Waiting struct {
	State    State
	Versions []Version
	Total    int // of them, more than are shown where there are very many
}

// Rest is how many are not shown.
func (w Waiting) Rest() int { return w.Total - len(w.Versions) }

// mostWaiting is how many versions of one state the page shows, so that it opens on a
// telephone. The command status shows them all.
const mostWaiting = 50

// addTranslation makes the page for those who translate into a language.
func (a *assembly) addTranslation(l *Language) {
	if a.Settings.Wants(config.Translation) && len(a.Languages) > 1 {
		a.collect(l, KindTranslation, KindTranslation, l.section(KindTranslation)+".html")
	}
}

func (a *assembly) fillTranslation(p *Page) {
	l := p.Language
	of := map[State]*Waiting{}
	p.Translation = &Translation{}
	for _, k := range content.Kinds() {
		for _, key := range a.keys[k.Kind] {
			v, ok := a.version(l, id{k.Kind, key, l.Code})
			switch {
			case !ok || v.State == Original:
				continue
			case v.State == Current:
				p.Translation.Current++
				continue
			case of[v.State] == nil:
				of[v.State] = &Waiting{State: v.State}
			}
			w := of[v.State]
			if w.Total++; w.Total <= mostWaiting {
				a.detail(l, &v)
				a.sentences(&v)
				w.Versions = append(w.Versions, v)
			}
		}
	}
	for _, s := range []State{Stale, Missing, Unmarked} {
		if of[s] != nil {
			p.Translation.Waiting = append(p.Translation.Waiting, *of[s])
		}
	}
}
