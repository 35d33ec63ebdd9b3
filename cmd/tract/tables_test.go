package main

import (
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCommandsAreListed holds the tables of commands and options that the documents have,
// in each language, to what the commands say of themselves; -update writes them.
func TestCommandsAreListed(t *testing.T) {
	for _, c := range []struct{ language, commands, options, every string }{
		{"en", "README.md", "docs/commands.md", "every command"},
		{"fr", "README.fr.md", "docs/commands.fr.md", "toutes les commandes"},
	} {
		root := rootCommand(newUI(nil, func(string) string { return "" }, io.Discard, io.Discard))
		commands, options := helpRows(c.every, root.Annotations[c.language])
		for _, line := range commands {
			for _, of := range root.Commands() {
				if name := "`tract " + of.Name(); strings.HasPrefix(line, "| "+name+" ") || strings.HasPrefix(line, "| "+name+"`") {
					_, of := helpRows(name+"`", of.Annotations[c.language])
					options = append(options, of...)
				}
			}
		}
		holdRows(t, c.commands, commands)
		holdRows(t, c.options, options)
	}
}

// helpRows reads the indented lines of a help text as rows of a table: those of commands,
// and those of options, which have first what they belong to.
func helpRows(of, text string) (commands, options []string) {
	columns := regexp.MustCompile(`^    (\S.*?) {2,}(\S.*)$`)
	more := regexp.MustCompile(`^ {8,}(\S.*)$`)
	var rows [][]string
	for line := range strings.Lines(exampleTitle.Split(text, 2)[0]) {
		line = strings.ReplaceAll(strings.TrimSuffix(line, "\n"), "|", `\|`)
		if m := columns.FindStringSubmatch(line); m != nil {
			rows = append(rows, m[1:])
		} else if m := more.FindStringSubmatch(line); m != nil && len(rows) > 0 {
			rows[len(rows)-1][1] += " " + m[1]
		}
	}
	for _, row := range rows {
		if strings.HasPrefix(row[0], "--") {
			options = append(options, "| "+of+" | `"+row[0]+"` | "+row[1]+" |")
		} else {
			commands = append(commands, "| `"+row[0]+"` | "+row[1]+" |")
		}
	}
	return commands, options
}

var exampleTitle = regexp.MustCompile(`\nEx[ea]mple ?:`)

// holdRows holds the first table of a document to its rows.
func holdRows(t *testing.T, name string, want []string) {
	t.Helper()
	before, after, found := strings.Cut(readText(t, "../../"+name), "|---|\n")
	rows, rest, ends := strings.Cut(after, "\n\n")
	if !found || !ends {
		t.Fatalf("%s has no table", name)
	}
	if *update {
		if err := os.WriteFile("../../"+name, []byte(before+"|---|\n"+strings.Join(want, "\n")+"\n\n"+rest), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, strings.Split(rows, "\n")); diff != "" {
		t.Errorf("%s and the program differ (-program +%s); -update writes it:\n%s", name, name, diff)
	}
}
