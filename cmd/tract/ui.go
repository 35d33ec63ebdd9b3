package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/pflag"

	"tract/internal/build"
	"tract/internal/diag"
	"tract/internal/disk"
	"tract/internal/limit"
	"tract/internal/publish"
	"tract/internal/watch"
)

// This file is the only one that says anything. Messages are in the language of
// the person at the terminal, not in that of the site; they begin with the
// program's name, in small letters, without a full stop.

// ui is how the program talks.
type ui struct {
	language string
	catalog  diag.Catalog
	getenv   func(string) string
	stdout   io.Writer
	stderr   io.Writer
	screen   io.Writer     // stdout, for what is made of signs of ours alone
	line     *progressLine // of stderr; nil where nobody would see it
	over     chan error    // what took too long

	allowed func(netip.AddrPort) bool // the places that other sites may be at; nil for the public network
}

func newUI(args []string, getenv func(string) string, stdout, stderr io.Writer) *ui {
	language := uiLanguage(args, getenv)
	u := &ui{language: language, catalog: diag.In(language), getenv: getenv, stdout: &plainly{out: stdout}, stderr: &plainly{out: stderr}, screen: stdout, over: make(chan error, 1)}
	if isTerminal(stderr, getenv) {
		u.line = &progressLine{out: stderr}
		u.stderr = &plainly{out: u.line}
	}
	return u
}

// uiLanguage is known before flags are parsed, because help and faults of flags
// are in it too. What the option says is taken if there are messages in it, then what
// the surroundings say, then the language that Windows talks to people in.
func uiLanguage(args []string, getenv func(string) string) string {
	choice := ""
	for i, a := range args {
		if value, ok := strings.CutPrefix(a, "--ui="); ok {
			choice = value
		} else if a == "--ui" && i+1 < len(args) {
			choice = args[i+1]
		}
	}
	chosen := messagesIn(choice)
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(name); chosen == "" && value != "" {
			return cmp.Or(messagesIn(value), "en")
		}
	}
	return cmp.Or(chosen, messagesIn(systemLanguage()), "en")
}

// messagesIn gives the language of fr, fr_CA.UTF-8, fr-CA or fr.UTF-8, or nothing if there
// are no messages in it.
func messagesIn(value string) string {
	code := strings.ToLower(value)
	if i := strings.IndexAny(code, "_-.@"); i >= 0 {
		code = code[:i]
	}
	if slices.Contains(diag.Languages(), code) {
		return code
	}
	return ""
}

// say writes a message of the catalogue to standard error.
func (u *ui) say(code string, args ...any) {
	fmt.Fprintf(u.stderr, "tract: %s\n", u.text(code, args...))
}

// hint writes what may help after a message.
func (u *ui) hint(code string, args ...any) {
	fmt.Fprintf(u.stderr, "    %s\n", u.text("print.hint", diag.Text{Code: code, Args: args}))
}

func (u *ui) text(code string, args ...any) string {
	return u.catalog.Sentence(diag.Text{Code: code, Args: args})
}

// lasted says how long something lasted.
func lasted(d time.Duration) diag.Text {
	if d < time.Second {
		return diag.Text{Code: "cmd.milliseconds", Args: []any{max(d.Milliseconds(), 1)}}
	}
	tenths := d.Round(time.Second/10).Milliseconds() / 100
	return diag.Text{Code: "cmd.seconds", Args: []any{tenths / 10, tenths % 10}}
}

// usageError is wrong use of the command line.
type usageError struct {
	code string
	args []any
	hint diag.Text
}

// Error gives the code; the sentence is made where it is shown.
func (e *usageError) Error() string { return e.code }

// siteError says that the site has faults, which have been shown.
type siteError struct{}

// Error is never shown.
func (siteError) Error() string { return "the site has errors" }

// exitCode shows an error, if it has not been shown, and gives the exit code.
func (u *ui) exitCode(err error) int {
	var usage *usageError
	var fault *build.Fault
	var over *limit.Overrun
	switch {
	case err == nil:
		return 0
	case errors.As(err, &siteError{}):
		return 1
	case errors.As(err, &usage):
		u.say(usage.code, usage.args...)
		if usage.hint.Code != "" {
			u.hint(usage.hint.Code, usage.hint.Args...)
		}
		return 2
	case errors.As(err, &fault):
		if err := u.catalog.Print(u.stderr, fault.Diagnostics); err != nil {
			return 1
		}
		return 1
	case errors.As(err, &over):
		u.overrun(over)
		return 1
	case errors.Is(err, build.ErrChanged):
		u.say("cmd.changed")
		return 1
	case errors.Is(err, errGivenUp):
		u.say("cmd.given-up")
		return 1
	case errors.Is(err, publish.ErrLocked):
		u.say("cmd.locked")
		return 3
	}
	u.machineError(err)
	return 1
}

// machineError shows that something failed that is not the site's fault, and what
// to do about it where that is known.
func (u *ui) machineError(err error) {
	var dir *publish.DirError
	var file *publish.PathError
	switch {
	case errors.As(err, &dir):
		u.say("cmd.refused", dir.Dir, diag.Text{Code: reason(dir.Err)})
		u.hint("hint.cmd.other-output")
	case errors.As(err, &file):
		u.say("cmd.refused-path", file.Path, diag.Text{Code: reason(file.Err)})
	case errors.Is(err, watch.ErrMoved):
		u.say("cmd.moved")
	default:
		u.failed(err)
	}
}

// failed says what the system refused.
func (u *ui) failed(err error) {
	var file *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &file) && slices.Contains([]string{"open", "openat", "read", "stat", "statat", "lstat", "readdirent"}, file.Op):
		u.say("cmd.unreadable", file.Path, because(file.Err))
	case errors.As(err, &file):
		u.say("cmd.unwritable", file.Path, because(file.Err))
	case errors.As(err, &link):
		u.say("cmd.unwritable", link.New, because(link.Err))
	default:
		u.say("cmd.failed", err)
	}
	switch {
	case !errors.Is(err, fs.ErrPermission):
	case file != nil && filepath.Base(file.Path) == ".tract-lock":
		u.hint("hint.cmd.rights-lock")
	default:
		u.hint("hint.cmd.rights")
	}
}

// because says in words of ours what people meet; of the rest it quotes the system, whose
// words are in English.
func because(err error) any {
	for _, b := range []struct {
		err  error
		code string
	}{
		{errMeanwhile, "because.meanwhile"},
		{disk.ErrNoFolder, "because.no-folder"},
		{syscall.ENOTDIR, "because.no-folder"},
		{errDiskFull, "because.full"},
		{syscall.EADDRINUSE, "because.taken"},
		{syscall.EADDRNOTAVAIL, "because.no-address"},
		{errTooLarge, "because.too-large"},
		{errLink, "refuse.link"},
		{errNoFile, "refuse.blocked"},
		{fs.ErrPermission, "because.permission"},
		{fs.ErrNotExist, "because.absent"},
		{fs.ErrExist, "because.exists"},
	} {
		if errors.Is(err, b.err) {
			return diag.Text{Code: b.code}
		}
	}
	return err
}

// reason finds the message for a reason to refuse an output.
func reason(err error) string {
	for _, r := range []struct {
		err  error
		code string
	}{
		{publish.ErrRoot, "refuse.root"},
		{publish.ErrHome, "refuse.home"},
		{publish.ErrSource, "refuse.source"},
		{publish.ErrInside, "refuse.inside"},
		{publish.ErrRepository, "refuse.repository"},
		{publish.ErrForeign, "refuse.foreign"},
		{publish.ErrSymlink, "refuse.link"},
		{publish.ErrBlocked, "refuse.blocked"},
		{publish.ErrName, "refuse.name"},
		{publish.ErrTwice, "refuse.twice"},
		{publish.ErrManifest, "refuse.manifest"},
	} {
		if errors.Is(err, r.err) {
			return r.code
		}
	}
	return "refuse.unknown"
}

// flagError puts what is wrong with a flag into words.
func flagError(err error, known []string) error {
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	var missing *pflag.ValueRequiredError
	switch {
	case errors.As(err, &unknown):
		name := "--" + unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() != "" {
			name = "-" + unknown.GetSpecifiedName()
		}
		e := &usageError{code: "cmd.unknown-flag", args: []any{name}}
		if near, ok := diag.Nearest(unknown.GetSpecifiedName(), known); ok {
			e.hint = diag.Text{Code: "hint.did-you-mean", Args: []any{"--" + near}}
		}
		return e
	case errors.As(err, &invalid):
		return &usageError{code: "cmd.invalid-value", args: []any{invalid.GetValue(), "--" + invalid.GetFlag().Name}}
	case errors.As(err, &missing):
		return &usageError{code: "cmd.missing-value", args: []any{"--" + missing.GetSpecifiedName()}}
	}
	return &usageError{code: "cmd.bad-flags"}
}
