package publish

import (
	"sync"

	"tract/internal/disk"
)

// Failing has operations fail as told. They are told one at a time.
func (o Options) Failing(fault disk.Fault) Options {
	var one sync.Mutex
	o.fault = func(op, name string) error {
		one.Lock()
		defer one.Unlock()
		return fault(op, name)
	}
	return o
}
