package main

import (
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tract/internal/diag"
	"tract/internal/forms"
	"tract/internal/importer"
	"tract/internal/scaffold"
)

const completionHelp = `usage: tract completion SHELL

Print a script for bash, zsh, fish or powershell, with which the key Tab completes
commands, options, kinds of pages and keys. The archives of a release have these
scripts too.

Example:
    tract completion bash > ~/.local/share/bash-completion/completions/tract

The others:
    zsh          a file _tract in a folder of $fpath
    fish         ~/.config/fish/completions/tract.fish
    powershell   tract completion powershell | Out-String | Invoke-Expression, in $PROFILE
`

const completionHelpFR = `usage : tract completion SHELL

Donne un script pour bash, zsh, fish ou powershell, avec lequel la touche Tab
complète les commandes, les options, les sortes de pages et les clés. Les archives
de chaque version contiennent aussi ces scripts.

Exemple :
    tract completion bash > ~/.local/share/bash-completion/completions/tract

Les autres :
    zsh          un fichier _tract dans un dossier de $fpath
    fish         ~/.config/fish/completions/tract.fish
    powershell   tract completion powershell | Out-String | Invoke-Expression, dans $PROFILE
`

// shells are those that cobra writes a script for.
var shells = []string{"bash", "zsh", "fish", "powershell"}

func completionCommand(u *ui) *cobra.Command {
	c := &cobra.Command{Use: "completion", Args: cobra.ArbitraryArgs, Annotations: help(completionHelp, completionHelpFR)}
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) != 1 || !slices.Contains(shells, args[0]) {
			return &usageError{code: "cmd.which-shell", hint: diag.Text{Code: "hint.one-of", Args: []any{strings.Join(shells, ", ")}}}
		}
		root := c.Root()
		return map[string]func(io.Writer) error{
			"bash":       func(w io.Writer) error { return root.GenBashCompletionV2(w, true) },
			"zsh":        root.GenZshCompletion,
			"fish":       func(w io.Writer) error { return root.GenFishCompletion(w, true) },
			"powershell": root.GenPowerShellCompletionWithDesc,
		}[args[0]](u.stdout)
	}
	return c
}

// complete, when a shell asks, says what may stand where, and what it means: commands and options are
// described by the first line that the help has of them.
func complete(root *cobra.Command, language string) {
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	described := helpLines(root.Annotations[language])
	root.PersistentFlags().VisitAll(func(f *pflag.Flag) { f.Usage = described["--"+f.Name] })
	for _, c := range root.Commands() {
		c.Short = described["tract "+c.Name()]
		options := helpLines(c.Annotations[language])
		c.Flags().VisitAll(func(f *pflag.Flag) {
			f.Usage = options["--"+f.Name]
			if choices := choicesOf(c.Name(), f.Name); choices != nil {
				mustComplete(c.RegisterFlagCompletionFunc(f.Name, cobra.FixedCompletions(choices, cobra.ShellCompDirectiveNoFileComp)))
			} else if f.Name == "source" || f.Name == "output" {
				mustComplete(c.MarkFlagDirname(f.Name))
			}
		})
		c.ValidArgsFunction = argumentsOf(c.Name())
	}
	mustComplete(root.RegisterFlagCompletionFunc("ui", cobra.FixedCompletions(diag.Languages(), cobra.ShellCompDirectiveNoFileComp)))
}

// mustComplete is for what fails only where an option is not there.
func mustComplete(err error) {
	if err != nil {
		panic("internal error: " + err.Error())
	}
}

var helpLine = regexp.MustCompile(`(?m)^    (--[a-z-]+|tract [a-z]+).*? {2,}(\S.*)$`)

// helpLines gives what a help text says of a command or an option.
func helpLines(text string) map[string]string {
	lines := map[string]string{}
	for _, m := range helpLine.FindAllStringSubmatch(text, -1) {
		lines[m[1]] = m[2]
	}
	return lines
}

// choicesOf gives what an option may say, where that is one of a few words.
func choicesOf(command, option string) []string {
	switch command + " " + option {
	case "check format":
		return []string{"text", "json", "github"}
	case "status format":
		return []string{"text", "json", "markdown"}
	case "init forge":
		return scaffold.Forges()
	}
	return nil
}

// argumentsOf gives what may stand behind a command.
func argumentsOf(command string) cobra.CompletionFunc {
	first := func(choices []string) cobra.CompletionFunc {
		return func(_ *cobra.Command, before []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(before) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return choices, cobra.ShellCompDirectiveNoFileComp
		}
	}
	switch command {
	case "completion":
		return first(shells)
	case "new":
		return first(scaffold.Kinds())
	case "schema":
		return func(c *cobra.Command, before []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			var names []string
			for _, f := range forms.All() {
				names = append(names, f.Name)
			}
			return first(names)(c, before, "")
		}
	case "help":
		return func(c *cobra.Command, before []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			var names []string
			for _, c := range c.Root().Commands() {
				names = append(names, c.Name()+"\t"+c.Short)
			}
			return first(names)(c, before, "")
		}
	case "sync":
		return func(c *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return keysIn(c.Flag("source").Value.String()), cobra.ShellCompDirectiveNoFileComp
		}
	case "init":
		return oneFolder
	case "import":
		return func(c *cobra.Command, before []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(before) == 1 {
				return oneFolder(c, nil, typed)
			}
			return first(importer.Generators)(c, before, typed)
		}
	}
	return cobra.NoFileCompletions
}

// oneFolder lets the shell complete the first argument, a folder.
func oneFolder(_ *cobra.Command, before []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(before) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return nil, cobra.ShellCompDirectiveFilterDirs
}

var documentName = regexp.MustCompile(`^([a-z0-9-]+)\.[a-z-]+\.md$`)

// keysIn gives the keys of the documents in a folder, without reading any. What cannot
// be a key, such as a name made to trouble a terminal, is left out.
func keysIn(source string) []string {
	root, err := os.OpenRoot(source)
	if err != nil {
		return nil
	}
	defer root.Close()
	names, err := fs.Glob(root.FS(), "content/*/*.md")
	if err != nil {
		return nil
	}
	var keys []string
	for _, name := range names {
		if m := documentName.FindStringSubmatch(path.Base(name)); m != nil {
			keys = append(keys, m[1])
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
