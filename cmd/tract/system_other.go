//go:build !windows

package main

import "syscall"

// errDiskFull is what a system says when nothing more fits.
const errDiskFull = syscall.ENOSPC

// systemLanguage gives nothing, since the surroundings say it.
func systemLanguage() string { return "" }
