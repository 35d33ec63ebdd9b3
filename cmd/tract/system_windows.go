package main

import "syscall"

// errDiskFull is ERROR_DISK_FULL.
const errDiskFull = syscall.Errno(112)

// systemLanguage gives the language that Windows talks to this person in, which no
// variable of the surroundings says there.
func systemLanguage() string {
	ask := syscall.NewLazyDLL("kernel32.dll").NewProc("GetUserDefaultUILanguage")
	if ask.Find() != nil {
		return ""
	}
	language, _, _ := ask.Call()
	if language&0x3ff == 0x0c { // LANG_FRENCH; the other bits say of which country
		return "fr"
	}
	return ""
}
