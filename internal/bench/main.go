// Bench makes what tract is measured with: a corpus of translation pairs of any
// size, and the floor, which is the least work that any generator must do on it.
//
//	go run ./internal/bench corpus -pairs 1000 DIR
//	go run ./internal/bench floor SOURCE OUTPUT
//
// The corpus is a complete site: 60 % article summaries of 500–900 words, 20 %
// demand lists of 80–200, 20 % guides of 300–500, each in French and in English.
// Every run of the same size gives the same bytes.
//
// The floor reads every file on all cores, parses its front matter, converts it
// with goldmark (GFM, footnotes, chroma for fences), executes one html/template
// with a page's skeleton and writes the page. It checks nothing, links nothing
// and lists nothing: a ratio to it says what everything else costs.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("usage: bench corpus|floor …")
	}
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	pairs := flags.Int("pairs", 100, "how many translation pairs the corpus has")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	switch {
	case args[0] == "corpus" && flags.NArg() == 1:
		return writeCorpus(flags.Arg(0), *pairs)
	case args[0] == "floor" && flags.NArg() == 2:
		return floor(flags.Arg(0), flags.Arg(1))
	}
	return fmt.Errorf("usage: bench corpus [-pairs N] DIR, or bench floor SOURCE OUTPUT")
}
