// Tract turns a folder of Markdown into a static site in several languages.
//
// Each command is one file, which sets options and calls a package. What was
// asked for goes to standard output, everything else to standard error. The exit
// code is 0 if all is well, 1 if the site has errors or the machine failed, 2 for
// wrong use, 3 if another build holds the output.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the program without its surroundings.
func run(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer) int {
	u := newUI(args, getenv, stdout, stderr)
	root := rootCommand(u)
	root.SetArgs(args)
	done := make(chan error, 1)
	go func() { done <- root.ExecuteContext(ctx) }()
	select {
	case err := <-done:
		return u.exitCode(err)
	case err := <-u.over:
		return u.exitCode(err) // what takes too long cannot be stopped, and ends with the process
	}
}
