package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tract/internal/diag"
)

const rootHelp = `tract makes a website in several languages from a folder of texts (Markdown).

    tract init DIR              begin a site in a new folder
    tract new KIND KEY          begin a page, in each language of the site
    tract import GENERATOR DIR  bring in the texts of a site made with Hugo or Jekyll
    tract build                 make the site in public/
    tract serve                 show it in a browser, and each change as you save it
    tract check                 show what is wrong with the content
    tract schema [NAME]         print what an editor needs to complete and check what you type
    tract status                show which translations are missing or have fallen behind
    tract sync KEY…             say that the translations of a document are current
    tract completion SHELL      print a script that completes what you type in a terminal
    tract version               print the program's version
    tract help COMMAND          say more about a command

Options of every command:
    --ui en|fr                  the language of messages (default: the system's, LC_ALL or LANG)

Example:
    tract build --base-url https://example.org/
`

const rootHelpFR = `tract fait un site Web en plusieurs langues à partir d’un dossier de textes (Markdown).

    tract init DOSSIER          commencer un site dans un nouveau dossier
    tract new SORTE CLÉ         commencer une page, dans chaque langue du site
    tract import OUTIL DOSSIER  faire entrer les textes d’un site fait avec Hugo ou Jekyll
    tract build                 produire le site dans public/
    tract serve                 le montrer dans un navigateur, avec chaque changement enregistré
    tract check                 montrer ce qui ne va pas dans le contenu
    tract schema [NOM]          donner ce qu’il faut à un éditeur pour compléter et vérifier ce que vous tapez
    tract status                montrer quelles traductions manquent ou sont en retard
    tract sync CLÉ…             dire que les traductions d’un document sont à jour
    tract completion SHELL      donner un script qui complète ce que vous tapez dans un terminal
    tract version               donner la version du programme
    tract help COMMANDE         en dire plus sur une commande

Option commune à toutes les commandes :
    --ui en|fr                  la langue des messages (par défaut : celle du système, LC_ALL ou LANG)

Exemple :
    tract build --base-url https://example.org/
`

// rootCommand is the program. cobra parses; every word it would say is ours.
func rootCommand(u *ui) *cobra.Command {
	root := &cobra.Command{
		Use:               "tract",
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:              cobra.ArbitraryArgs,
		Annotations:       help(rootHelp, rootHelpFR),
	}
	root.RunE = func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(c, args[0])
		}
		return c.Help()
	}
	root.PersistentFlags().String("ui", u.language, "")
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error {
		if c.Name() == cobra.ShellCompRequestCmd {
			complete(root, u.language)
		}
		if choice := root.PersistentFlags().Lookup("ui").Value.String(); !slices.Contains(diag.Languages(), choice) {
			return &usageError{code: "cmd.invalid-value", args: []any{choice, "--ui"}, hint: diag.Text{Code: "hint.one-of", Args: []any{strings.Join(diag.Languages(), ", ")}}}
		}
		return nil
	}
	root.SetHelpFunc(func(c *cobra.Command, _ []string) {
		fmt.Fprint(u.stdout, u.catalog.Typeset(c.Annotations[u.language]))
	})
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		return flagError(err, names)
	})
	root.SetOut(u.stdout)
	root.SetErr(u.stderr)
	root.AddCommand(initCommand(u), newCommand(u), importCommand(u), buildCommand(u), serveCommand(u), checkCommand(u), schemaCommand(u), statusCommand(u), syncCommand(u), completionCommand(u), versionCommand(u))
	root.SetHelpCommand(helpCommand(root))
	return root
}

// help keeps a command's help in both languages.
func help(en, fr string) map[string]string {
	return map[string]string{"en": en, "fr": fr}
}

func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:               "help",
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: argumentsOf("help"),
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err != nil || c == root && len(rest) > 0 {
				return unknownCommand(root, args[0])
			}
			if len(rest) > 0 {
				return noArguments(c, rest)
			}
			return c.Help()
		},
		Annotations: help(rootHelp, rootHelpFR),
	}
}

func unknownCommand(root *cobra.Command, name string) error {
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	e := &usageError{code: "cmd.unknown-command", args: []any{name}, hint: diag.Text{Code: "hint.cmd.help"}}
	if near, ok := diag.Nearest(name, slices.Sorted(slices.Values(names))); ok {
		e.hint = diag.Text{Code: "hint.did-you-mean", Args: []any{"tract " + near}}
	}
	return e
}

// noArguments refuses what stands after a command's flags.
func noArguments(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return &usageError{code: "cmd.unknown-argument", args: []any{args[0]}, hint: diag.Text{Code: "hint.cmd.help"}}
}
