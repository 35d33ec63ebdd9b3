package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tract/internal/build"
	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/disk"
	"tract/internal/importer"
	"tract/internal/memory"
	"tract/internal/tree"
)

const importHelp = `usage: tract import hugo|jekyll DIR [options]

Bring the texts of a site that was made with Hugo or Jekyll, and their pictures, into
a site of tract. What has a date becomes an article, everything else a page; what
needs a hand becomes a draft. import-report.md says what became of each file, and what
is still to be done. No file is written over, and nothing in DIR is changed.

    --source DIR                the site that the texts go to, which holds content/ (default .)
    --lang CODE                 the language of texts that do not say theirs
    --dry-run                   print the report, and write nothing

Example:
    tract import hugo ../old-site --dry-run
`

const importHelpFR = `usage : tract import hugo|jekyll DOSSIER [options]

Fait entrer dans un site de tract les textes d’un site fait avec Hugo ou Jekyll, et
leurs images. Ce qui a une date devient un article, tout le reste une page; ce qui
demande une intervention devient un brouillon. import-report.md dit ce que chaque
fichier est devenu et ce qui reste à faire. Aucun fichier n’est remplacé, et rien ne
change dans DOSSIER.

    --source DOSSIER            le site où vont les textes, qui contient content/ (par défaut : .)
    --lang CODE                 la langue des textes qui n’indiquent pas la leur
    --dry-run                   donner le rapport sans rien écrire

Exemple :
    tract import jekyll ../ancien-site --dry-run
`

func importCommand(u *ui) *cobra.Command {
	var s siteFlags
	var language string
	var dry bool
	c := &cobra.Command{Use: "import", Args: cobra.ArbitraryArgs, Annotations: help(importHelp, importHelpFR)}
	c.Flags().StringVar(&s.source, "source", ".", "")
	c.Flags().StringVar(&language, "lang", "", "")
	c.Flags().BoolVar(&dry, "dry-run", false, "")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if len(args) != 2 || !slices.Contains(importer.Generators, args[0]) {
			return &usageError{code: "cmd.import-what", hint: diag.Text{Code: "hint.cmd.import-what"}}
		}
		site, err := s.open(u)
		if err != nil {
			return err
		}
		defer site.close()
		old, err := openOld(args[1], s.source)
		if err != nil {
			return err
		}
		defer old.Close()
		settings, faults := config.Load(tree.Plain{Root: site.root})
		if faults.HasErrors() {
			return errors.Join(u.catalog.Print(u.stderr, faults), siteError{})
		}
		if language != "" && !settings.HasLanguage(language) {
			return &usageError{code: "cmd.invalid-value", args: []any{language, "--lang"}, hint: diag.Text{Code: "hint.one-of", Args: []any{strings.Join(settings.Languages, ", ")}}}
		}
		addresses, err := site.addresses()
		if err != nil {
			return err
		}
		result := importer.Import(tree.Plain{Root: old}, importer.Options{
			Generator: args[0], Language: language, Settings: settings, Addresses: addresses,
			Taken: func(name string) bool {
				_, err := site.root.Lstat(filepath.FromSlash(name))
				return err == nil // where it cannot be known, writing will tell
			},
		})
		return u.imported(result, site.root, old, args[1], s.source, dry)
	}
	return c
}

// openOld opens the folder of the old site, which has to be apart from that of ours:
// else the one would be read as part of the other.
func openOld(dir, source string) (*os.Root, error) {
	if info, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return nil, &usageError{code: "cmd.no-source", args: []any{dir}}
	}
	var full [2]string
	for i, name := range []string{dir, source} {
		real, err := filepath.EvalSymlinks(name)
		if err != nil {
			return nil, err
		}
		if full[i], err = filepath.Abs(real); err != nil {
			return nil, err
		}
		full[i] = strings.TrimSuffix(full[i], string(filepath.Separator)) + string(filepath.Separator)
	}
	if strings.HasPrefix(full[0], full[1]) || strings.HasPrefix(full[1], full[0]) {
		return nil, &usageError{code: "cmd.import-inside", args: []any{dir, source}, hint: diag.Text{Code: "hint.cmd.import-inside"}}
	}
	return os.OpenRoot(dir)
}

// addresses gives those of the pages that the site has now, if it can be built.
func (o *opened) addresses() ([]string, error) {
	t, err := o.list()
	if err != nil {
		return nil, err
	}
	result, err := o.build(t, build.ReadMemory("", newShelf(memory.Open(o.root, o.options.Version))))
	if err != nil {
		return nil, err
	}
	var addresses []string
	for _, output := range result.Outputs() {
		if strings.HasSuffix(output.Path, ".html") {
			addresses = append(addresses, output.Path)
		}
	}
	return addresses, nil
}

// imported writes what came of an import, and says what it is.
func (u *ui) imported(r *importer.Result, site, old *os.Root, dir, source string, dry bool) error {
	report := r.Report(u.catalog)
	if dry {
		if _, err := u.stdout.Write(report); err != nil {
			return err
		}
	} else {
		name, err := place(disk.On(site, nil), tree.Plain{Root: old}, r.Files, report)
		if err != nil {
			return err
		}
		fmt.Fprintln(u.stdout, u.text("cmd.imported", r.Documents, r.Drafts, len(r.Files)-r.Documents, filepath.Join(source, name)))
	}
	var list diag.List
	for _, d := range r.Faults {
		if d.Severity > diag.Advice {
			d.File = filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(d.File)))
			list = append(list, d)
		}
	}
	if err := u.catalog.Print(u.stderr, list); err != nil {
		return err
	}
	if list.HasErrors() {
		return siteError{}
	}
	return nil
}
