package main

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"tract/internal/diag"
	"tract/internal/forms"
	"tract/internal/scaffold"
)

const schemaHelp = `usage: tract schema [NAME]

Print the JSON Schema of the settings, of a data file or of the fields of a kind
of page: with it, an editor completes and checks what you type. Without a name,
list them.

Example:
    tract schema figures > figures.json

The first line of the data file then tells editors where it is:
    # yaml-language-server: $schema=figures.json
`

const schemaHelpFR = `usage : tract schema [NOM]

Donne le schéma JSON des réglages, d’un fichier de données ou des champs d’une
sorte de page : avec lui, un éditeur de texte complète et vérifie ce que vous
tapez. Sans nom, donne la liste des schémas.

Exemple :
    tract schema figures > figures.json

La première ligne du fichier de données dit ensuite aux éditeurs où il se trouve :
    # yaml-language-server: $schema=figures.json
`

func schemaCommand(u *ui) *cobra.Command {
	c := &cobra.Command{Use: "schema", Args: oneName, Annotations: help(schemaHelp, schemaHelpFR)}
	c.RunE = func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			_, err := u.stdout.Write(forms.Named(args[0]).Schema())
			return err
		}
		w := tabwriter.NewWriter(u.stdout, 0, 0, 2, ' ', 0)
		for _, f := range forms.All() {
			fmt.Fprintf(w, "%s\t%s\t%s\n", f.Name, f.Label[u.language], f.File)
		}
		return w.Flush()
	}
	return c
}

// oneName takes the name of a form, or nothing.
func oneName(c *cobra.Command, args []string) error {
	if len(args) == 0 || forms.Named(args[0]) != nil {
		return noArguments(c, args[min(1, len(args)):])
	}
	e := &usageError{code: "cmd.unknown-argument", args: []any{args[0]}, hint: diag.Text{Code: "hint.cmd.schema"}}
	var names []string
	for _, f := range forms.All() {
		names = append(names, f.Name)
	}
	if near, ok := diag.Nearest(args[0], names); ok {
		e.hint = diag.Text{Code: "hint.did-you-mean", Args: []any{near}}
	}
	return e
}

// schemaFiles gives a new site the schemas of its settings and data files, and tells the
// editor VS Code where they are; others can be told.
func schemaFiles() []scaffold.File {
	const dir = ".vscode"
	var files []scaffold.File
	var settings struct {
		Schemas map[string]string `json:"yaml.schemas"`
	}
	settings.Schemas = map[string]string{}
	for _, f := range forms.All() {
		if strings.HasSuffix(f.File, ".md") {
			continue
		}
		name := path.Join("schema", f.Name+".json")
		files = append(files, scaffold.File{Path: path.Join(dir, name), Content: f.Schema()})
		settings.Schemas["./"+path.Join(dir, name)] = f.File
	}
	src, err := json.MarshalIndent(settings, "", "  ")
	if err != nil {
		panic("internal error: " + err.Error()) // texts can always be written
	}
	return append(files, scaffold.File{Path: dir + "/settings.json", Content: append(src, '\n')})
}
