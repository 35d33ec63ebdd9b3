package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestCommandsInManual holds the pages for man to the help of the commands, from which -update
// writes them, and lets man read them without a complaint.
func TestCommandsInManual(t *testing.T) {
	root := rootCommand(newUI(nil, func(string) string { return "" }, io.Discard, io.Discard))
	for language, name := range map[string]string{"en": "../../docs/man/tract.1", "fr": "../../docs/man/fr/tract.1"} {
		want := manualPage(root, language)
		if *update {
			if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(want), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if readText(t, name) != want {
			t.Errorf("%s is not what the help says; -update writes it", name)
		}
		for _, c := range root.Commands() {
			if c.Name() != "help" && !strings.Contains(want, "\n.SS tract "+c.Name()+"\n") {
				t.Errorf("%s: no section for %s", name, c.Name())
			}
		}
		groff := exec.Command("groff", "-man", "-Kutf8", "-Tutf8", "-ww", name)
		var complaints strings.Builder
		groff.Stderr = &complaints
		text, err := groff.Output()
		if err != nil || complaints.Len() > 0 || !strings.Contains(string(text), "--base-url") {
			t.Errorf("%s: %v\n%s", name, err, complaints.String())
		}
	}
}

// manualPage gives the page for man(1) in a language: what the help of each command says.
func manualPage(root *cobra.Command, language string) string {
	title := map[string][4]string{
		"en": {"General Commands Manual", "NAME", "DESCRIPTION", "COMMANDS"},
		"fr": {"Manuel des commandes", "NOM", "DESCRIPTION", "COMMANDES"},
	}[language]
	name, rest, _ := strings.Cut(root.Annotations[language], "\n")
	purpose := strings.TrimSuffix(strings.TrimPrefix(name, "tract "), ".")
	var b strings.Builder
	b.WriteString(".TH TRACT 1 \"\" tract \"" + title[0] + "\"\n.SH " + title[1] + "\ntract \\- " + troff(purpose) + "\n.SH " + title[2] + "\n")
	b.WriteString(paragraphs(rest))
	b.WriteString(".SH " + title[3] + "\n")
	for _, c := range root.Commands() {
		if c.Name() == "help" { // which shows the program's
			continue
		}
		b.WriteString(".SS tract " + c.Name() + "\n" + paragraphs(c.Annotations[language]))
	}
	return b.String()
}

var columnsLine = regexp.MustCompile(`^    (\S.*?) {2,}(\S.*)$`)

// paragraphs sets a help text: lines of two columns as what is explained and its
// explanation, other indented lines as they are, the rest as running text.
func paragraphs(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		columns := columnsLine.FindStringSubmatch(line)
		switch {
		case line == "":
			b.WriteString(".PP\n")
		case columns != nil:
			b.WriteString(".TP\n\\fB" + troff(columns[1]) + "\\fR\n" + troff(columns[2]) + "\n")
		case strings.HasPrefix(line, "            "):
			b.WriteString(troff(strings.TrimSpace(line)) + "\n")
		case strings.HasPrefix(line, "    "):
			b.WriteString(".RS 4\n.nf\n" + troff(strings.TrimSpace(line)) + "\n.fi\n.RE\n")
		default:
			b.WriteString(troff(line) + "\n")
		}
	}
	return b.String()
}

// troff escapes a line of text.
func troff(line string) string {
	line = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(line)
	if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
		line = `\&` + line
	}
	return line
}
