package main

import (
	"bytes"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tract/internal/diag"
)

// screen gives what stands on a terminal after what was written to it.
func screen(written string) string {
	var lines []string
	for line := range strings.SplitSeq(written, "\n") {
		var cells []rune
		for part := range strings.SplitSeq(line, "\r") {
			for i, r := range []rune(part) {
				if i < len(cells) {
					cells[i] = r
				} else {
					cells = append(cells, r)
				}
			}
		}
		lines = append(lines, strings.TrimRight(string(cells), " "))
	}
	return strings.Join(lines, "\n")
}

// TestProgress says after a second how far long work is, in one line that others write
// over and that is gone in the end.
func TestProgress(t *testing.T) {
	for language, want := range map[string]string{"en": "made 3 of 12 files", "fr": "fichiers produits : 3 sur 12"} {
		synctest.Test(t, func(t *testing.T) {
			var out bytes.Buffer
			line := &progressLine{out: &out}
			u := &ui{catalog: diag.In(language), stderr: line, line: line}
			done, stop := u.progress("cmd.making")
			for range 3 {
				done(12)
			}
			time.Sleep(900 * time.Millisecond)
			synctest.Wait()
			if out.Len() > 0 {
				t.Errorf("%q within a second", out.String())
			}
			time.Sleep(200 * time.Millisecond)
			synctest.Wait()
			if got := strings.ReplaceAll(screen(out.String()), "\u00a0", " "); got != want {
				t.Errorf("%q, want %q", got, want)
			}
			u.say("cmd.watching")
			if got := screen(out.String()); strings.Contains(got, "12") || !strings.HasPrefix(got, "tract: ") {
				t.Errorf("%q after another message", got)
			}
			done(12)
			time.Sleep(200 * time.Millisecond)
			synctest.Wait()
			if got := screen(out.String()); !strings.Contains(got, "4") {
				t.Errorf("%q after the next file", got)
			}
			stop()
			if got := screen(out.String()); strings.Contains(got, "12") || !strings.HasSuffix(got, "\n") {
				t.Errorf("%q in the end", got)
			}
		})
	}
}

// TestNoProgress writes nothing where nobody looks on, or where a line cannot be
// written over.
func TestNoProgress(t *testing.T) {
	var out bytes.Buffer
	u := newUI(nil, func(string) string { return "" }, &out, &out)
	done, stop := u.progress("cmd.making")
	done(12)
	stop()
	if u.line != nil || out.Len() > 0 {
		t.Errorf("%q", out.String())
	}
}
