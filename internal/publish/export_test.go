package publish

import "tract/internal/disk"

// Failing has operations fail as told.
func (o Options) Failing(fault disk.Fault) Options {
	o.fault = fault
	return o
}
