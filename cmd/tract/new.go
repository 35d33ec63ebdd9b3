package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tract/internal/diag"
	"tract/internal/scaffold"
	"tract/internal/tree"
)

const newHelp = `usage: tract new KIND KEY [options]

Begin a page: a draft in each language of the site, with every field explained. The
key names its files. No file is written over.

    --source DIR                the site's folder, which holds content/ (default .)
    --lang CODES                in these languages only: fr,en
    --list                      name the kinds of pages

Example:
    tract new guide write-minister
`

const newHelpFR = `usage : tract new SORTE CLÉ [options]

Commence une page : un brouillon dans chaque langue du site, avec tous les champs
expliqués. La clé est le nom de ses fichiers. Aucun fichier n’est remplacé.

    --source DOSSIER            le dossier du site, qui contient content/ (par défaut : .)
    --lang CODES                dans ces langues seulement : fr,en
    --list                      nommer les sortes de pages

Exemple :
    tract new guide lettre-deputee
`

func newCommand(u *ui) *cobra.Command {
	var source, languages string
	var list bool
	c := &cobra.Command{Use: "new", Args: cobra.ArbitraryArgs, Annotations: help(newHelp, newHelpFR)}
	c.Flags().StringVar(&source, "source", ".", "")
	c.Flags().StringVar(&languages, "lang", "", "")
	c.Flags().BoolVar(&list, "list", false, "")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if list {
			return u.listKinds()
		}
		if len(args) != 2 {
			return &usageError{code: "cmd.kind-and-key", hint: diag.Text{Code: "hint.cmd.kinds", Args: []any{strings.Join(scaffold.Kinds(), ", ")}}}
		}
		kind, problem := scaffold.KindNamed(args[0])
		if problem == nil {
			problem = scaffold.CheckKey(args[1])
		}
		if problem != nil {
			return misused(problem)
		}
		s := siteFlags{source: source}
		now, err := s.clock(u)
		if err != nil {
			return err
		}
		site, err := s.open(u)
		if err != nil {
			return err
		}
		defer site.close()
		page := scaffold.Page{Kind: kind, Key: args[1], Languages: parts(languages), UI: u.language, Day: now}
		files, problem := page.Files(tree.Plain{Root: site.root})
		if problem != nil {
			return misused(problem)
		}
		if err := scaffold.Add(site.root, files); err != nil {
			return err
		}
		for _, f := range files {
			if _, err := fmt.Fprintln(u.stdout, u.text("cmd.wrote", filepath.Join(source, filepath.FromSlash(f.Path)))); err != nil {
				return err
			}
		}
		return nil
	}
	return c
}

// listKinds names the kinds of pages, with what people call them.
func (u *ui) listKinds() error {
	for _, name := range scaffold.Kinds() {
		kind, problem := scaffold.KindNamed(name)
		if problem != nil {
			return misused(problem)
		}
		if _, err := fmt.Fprintf(u.stdout, "%-10s %s\n", name, kind.Label[u.language]); err != nil {
			return err
		}
	}
	return nil
}

// misused is a problem with what stands on the command line.
func misused(p *scaffold.Problem) error {
	return &usageError{code: p.Message.Code, args: p.Message.Args, hint: p.Hint}
}

// parts gives the codes of languages that stand in a text.
func parts(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}
