package main

import (
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"
)

// progressLine is the last line of a terminal, which says how far something is and
// goes again. Whatever else is written there is written in its place. A nil one shows
// nothing.
type progressLine struct {
	mu    sync.Mutex
	out   io.Writer
	shown string
}

// Write writes what stays.
func (l *progressLine) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.replace("")
	return l.out.Write(p)
}

// show writes what is written over again.
func (l *progressLine) show(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.replace(text)
}

// replace writes over what is shown, with spaces where that is longer: every terminal
// knows how to go back to the start of a line.
func (l *progressLine) replace(text string) {
	if text == l.shown {
		return
	}
	n := utf8.RuneCountInString(text)
	line := "\r" + text + strings.Repeat(" ", max(utf8.RuneCountInString(l.shown)-n, 0))
	if n == 0 {
		line += "\r"
	}
	_, _ = io.WriteString(l.out, line) // whoever reads it is gone, or will see the next
	l.shown = text
}

// Nothing is said of what is done within a second, and then ten times a second.
const (
	progressAfter = time.Second
	progressEvery = time.Second / 10
)

// progress begins to say how far something is that takes long: the sentence of a code,
// with how many are done and how many there are. tell is called each time that one is
// done, from anywhere; stop takes the line away. On what is no terminal nothing is
// said.
func (u *ui) progress(code string) (tell func(all int), stop func()) {
	if u.line == nil {
		return func(int) {}, func() {}
	}
	var done, all atomic.Int64
	ended := make(chan struct{})
	var showing sync.WaitGroup
	showing.Go(func() {
		for wait := progressAfter; ; wait = progressEvery {
			select {
			case <-ended:
				u.line.show("")
				return
			case <-time.After(wait):
			}
			if n := all.Load(); n > 0 {
				u.line.show(u.text(code, done.Load(), n))
			}
		}
	})
	tell = func(n int) {
		all.Store(int64(n))
		done.Add(1)
	}
	return tell, func() {
		close(ended)
		showing.Wait()
	}
}

// isTerminal says whether somebody sees what is written, as it is written.
func isTerminal(w io.Writer, getenv func(string) string) bool {
	f, ok := w.(*os.File)
	if !ok || getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&fs.ModeCharDevice != 0
}
