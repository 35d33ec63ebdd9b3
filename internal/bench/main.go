// Bench measures tract: full builds, second builds and the development server,
// against the least work that any generator must do and, where it is on PATH,
// against Hugo on an equal site.
//
//	bench run [-sizes 100,1000,5000] [-runs N] [-edits N] [-large] [-dir DIR]
//	bench corpus -pairs 1000 DIR
//	bench floor SOURCE OUTPUT
//	bench floor-serve SOURCE
//	bench hugo CORPUS DIR
//
// The first measures everything, the programs in turn, and prints Markdown. The
// others are its parts. Beside DIR nothing is written, and nothing is left in it.
//
// The corpus is a complete site: 60 % article summaries of 500–900 words, 20 %
// demand lists of 80–200, 20 % guides of 300–500, each in French and in English,
// with topics and with references to each other. It goes without cards, leaflets
// and what is kept offline, which are made once and kept: they are no part of a
// race with Hugo. Search it has, although Hugo's site has none. Every run of the
// same size gives the same bytes.
//
// The floor reads every file on all cores, parses its front matter, converts it
// with goldmark (GFM, footnotes, chroma for fences), executes one html/template
// with a page's skeleton and writes the page. It checks nothing, links nothing
// and lists nothing: a ratio to it says what everything else costs. Its server keeps
// the pages, reads a file that changes again, and makes a page when it is asked for.
//
// Hugo's site has the corpus's pages at Hugo's own addresses: a base layout with
// header, navigation and language switch, pages, lists, topics, a home and a feed a
// language, a sitemap with alternates, highlighting with classes. References are
// resolved, and refused where they lead nowhere, by a render hook for links.
package main

import (
	"errors"
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

const usageText = "usage: bench run|corpus|floor|floor-serve|hugo …; go doc ./internal/bench says more"

func run(args []string) error {
	if len(args) == 0 {
		return errors.New(usageText)
	}
	if args[0] == "run" {
		return measureAll(os.Stdout, os.Stderr, args[1:])
	}
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	pairs := flags.Int("pairs", 100, "how many translation pairs the corpus has")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	switch {
	case args[0] == "corpus" && flags.NArg() == 1:
		return writeCorpus(flags.Arg(0), *pairs)
	case args[0] == "hugo" && flags.NArg() == 2:
		return writeHugo(flags.Arg(0), flags.Arg(1))
	case args[0] == "floor" && flags.NArg() == 2:
		return floor(flags.Arg(0), flags.Arg(1))
	case args[0] == "floor-serve" && flags.NArg() == 1:
		return floorServe(flags.Arg(0))
	case args[0] == "measure" && flags.NArg() > 0:
		return measure(os.Stdout, flags.Args())
	}
	return errors.New(usageText)
}
