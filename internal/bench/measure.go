package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"time"
)

// usage is what one run of a program took.
type usage struct {
	Wall, CPU float64 // seconds
	Peak      float64 // MiB
}

// measure runs a command to its end and writes its usage as JSON. It is a process
// of its own because a child's peak begins with that of its parent: this one has
// never held more than a program's start.
func measure(w io.Writer, args []string) error {
	command := exec.Command(args[0], args[1:]...)
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	began := time.Now()
	err := command.Run()
	wall := time.Since(began)
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", args[0], err, said.Bytes())
	}
	state := command.ProcessState
	return json.NewEncoder(w).Encode(usage{
		Wall: wall.Seconds(), CPU: (state.UserTime() + state.SystemTime()).Seconds(), Peak: peakOf(state),
	})
}

// measured runs a command through measure.
func measured(args []string) (usage, error) {
	var u usage
	out, err := itself(append([]string{"measure", "--"}, args...)...)
	if err != nil {
		return u, err
	}
	return u, json.Unmarshal(out, &u)
}

// itself runs another command of this program and gives what it writes.
func itself(args ...string) ([]byte, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	command := exec.Command(self, args...)
	command.Stderr = os.Stderr
	return command.Output()
}

// median gives the middle value, or 0 of none.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// medianOf gives the median of one figure of each run.
func medianOf[T any](runs []T, figure func(T) float64) float64 {
	values := make([]float64, len(runs))
	for i, r := range runs {
		values[i] = figure(r)
	}
	return median(values)
}

// ratio gives the median of a's times by b's, pair by pair: the machine may drift
// between pairs, and less within one.
func ratio(a, b []usage) float64 {
	ratios := make([]float64, min(len(a), len(b)))
	for i := range ratios {
		ratios[i] = a[i].Wall / b[i].Wall
	}
	return median(ratios)
}

func wallOf(u usage) float64 { return u.Wall }

func cpuOf(u usage) float64 { return u.CPU }

func peak(u usage) float64 { return u.Peak }
