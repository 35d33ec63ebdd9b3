//go:build !linux

package main

import (
	"errors"
	"os"
	"runtime"
)

// Memory is measured on Linux only.

func peakOf(*os.ProcessState) float64 { return 0 }

func memoryOf(int) (now, most float64, err error) { return 0, 0, errors.ErrUnsupported }

func fileSystem(string) string { return "unknown file system" }

func hardware() (processor, system string) { return runtime.GOARCH, runtime.GOOS }
