package build

import (
	"bytes"
	"errors"
	"sync"
	"testing"

	"tract/internal/site"
)

// shelf is a store in memory.
type shelf struct{ sync.Map }

func (s *shelf) Made(key string) ([]byte, bool) {
	content, ok := s.Load(key)
	if !ok {
		return nil, false
	}
	return []byte(content.(string)), true
}

func (s *shelf) Keep(key string, content []byte) error {
	s.Store(key, string(content))
	return nil
}

func TestCostlyIsMadeOnce(t *testing.T) {
	made := &shelf{}
	times := 0
	run := func(version, depends string, err error) (key, content string, kept *costly) {
		t.Helper()
		kept = &costly{made: made}
		w := &works{kept: kept, version: version, site: new(site.Site)}
		w.costly("a.png", depends, func() {}, func() ([]byte, error) {
			times++
			return []byte("of " + depends), err
		})
		var b bytes.Buffer
		if got := w.list[0].make(&b); !errors.Is(got, err) {
			t.Errorf("error %v, want %v", got, err)
		}
		return w.list[0].key(), b.String(), kept
	}
	failure := errors.New("no ink")
	for _, step := range []struct {
		version, depends string
		err              error
		times            int
	}{
		{"1", "x", failure, 1},
		{"1", "x", nil, 2}, // what failed is not kept
		{"1", "x", nil, 2},
		{"1", "y", nil, 3},
		{"2", "y", nil, 4},
		{"1", "x", nil, 4},
	} {
		key, content, kept := run(step.version, step.depends, step.err)
		if content != "of "+step.depends || times != step.times {
			t.Errorf("%+v: %q, made %d times", step, content, times)
		}
		if !kept.uses(key) {
			t.Errorf("%+v: the key is not in use", step)
		}
		made.Range(func(other, _ any) bool {
			if other != key && kept.uses(other.(string)) {
				t.Errorf("%+v: a key of another run is in use", step)
			}
			return true
		})
	}
}
