package main

import (
	"context"
	"fmt"
	"io/fs"
	"slices"

	"github.com/spf13/cobra"

	"tract/internal/build"
	"tract/internal/check"
	"tract/internal/diag"
	"tract/internal/memory"
	"tract/internal/review"
)

const checkHelp = `usage: tract check [options]

Show what is wrong with the content, and with the pages that it makes. Nothing
is written, but for what --external learns, which is kept in .tract/ for a week.

    --source DIR                the site's folder, which holds content/ (default .)
    --format text|json|github   how to show it (default text)
    --strict                    warnings fail as errors do
    --external                  ask other sites too whether their pages that links lead to are still there
    --since COMMIT              show, and nothing else, the sites that links lead to now and did not in that commit
    --write-baseline            keep what the rules find now in check-baseline.txt, and tell it no more
    --base-url URL              the address that the site is published at
    --drafts                    check drafts too
    --now TIME                  check as if it were then: 2025-02-15
    --page-timeout TIME         how long it may be at one page (default 2s)
    --timeout TIME              how long it may take (default 10m)

Example:
    tract check --strict
`

const checkHelpFR = `usage : tract check [options]

Montre ce qui ne va pas dans le contenu et dans les pages qu’il produit. Rien
n’est écrit, sauf ce que --external apprend, gardé une semaine dans .tract/.

    --source DOSSIER            le dossier du site, qui contient content/ (par défaut : .)
    --format text|json|github   la forme du rapport (par défaut : text)
    --strict                    les avertissements comptent comme des erreurs
    --external                  demander aussi aux autres sites si les pages où mènent les liens y sont encore
    --since COMMIT              ne montrer que les sites où mènent des liens, et où rien ne menait à ce commit
    --write-baseline            noter dans check-baseline.txt ce que les règles trouvent, et ne plus le dire
    --base-url ADRESSE          l’adresse où le site est publié
    --drafts                    vérifier aussi les brouillons
    --now MOMENT                faire comme à ce moment : 2025-02-15
    --page-timeout DURÉE        le temps permis pour une page (par défaut : 2s)
    --timeout DURÉE             le temps permis en tout (par défaut : 10m)

Exemple :
    tract check --strict
`

// checkFlags is what check is told.
type checkFlags struct {
	siteFlags
	format, since           string
	strict, write, external bool
}

func checkCommand(u *ui) *cobra.Command {
	var f checkFlags
	c := &cobra.Command{Use: "check", Args: noArguments, Annotations: help(checkHelp, checkHelpFR)}
	f.define(c)
	c.Flags().StringVar(&f.format, "format", "text", "")
	c.Flags().BoolVar(&f.strict, "strict", false, "")
	c.Flags().StringVar(&f.since, "since", "", "")
	c.Flags().BoolVar(&f.write, "write-baseline", false, "")
	c.Flags().BoolVar(&f.external, "external", false, "")
	c.RunE = func(c *cobra.Command, _ []string) error {
		show, err := u.shower(f.format)
		if err != nil {
			return err
		}
		site, err := f.open(u)
		if err != nil {
			return err
		}
		defer site.close()
		if c.Flags().Changed("since") {
			return u.checkSince(c.Context(), site, f, show)
		}
		return u.checkAll(c.Context(), site, f, show)
	}
	return c
}

// shower gives what writes a report in a format.
func (u *ui) shower(format string) (func(diag.List) error, error) {
	out, show := u.stdout, u.catalog.Print
	switch format {
	case "text":
	case "json":
		show = u.catalog.PrintJSON
	case "github":
		out, show = u.screen, u.catalog.PrintGitHub // whose commands are ours
	default:
		return nil, &usageError{code: "cmd.invalid-value", args: []any{format, "--format"}, hint: diag.Text{Code: "hint.one-of", Args: []any{"text, json, github"}}}
	}
	return func(list diag.List) error { return show(out, list) }, nil
}

// checkSince shows the sites that links lead to and did not in a commit.
func (u *ui) checkSince(ctx context.Context, site *opened, f checkFlags, show func(diag.List) error) error {
	list, err := u.newHosts(ctx, site, f.source, f.since)
	if err != nil {
		return err
	}
	if f.format == "text" && len(list) == 0 {
		u.say("cmd.since-none")
	}
	return show(list)
}

// checkAll shows all that is wrong.
func (u *ui) checkAll(ctx context.Context, site *opened, f checkFlags, show func(diag.List) error) error {
	checked, err := u.check(site)
	if err != nil {
		return err
	}
	var cut error
	if f.external {
		cut = u.askOthers(ctx, site, checked)
	}
	if cut != nil && ctx.Err() != nil {
		return cut // at once: somebody has had enough
	}
	list, known, err := u.known(site, checked, f.write)
	if err != nil {
		return err
	}
	if err := show(list); err != nil {
		return err
	}
	if known > 0 {
		u.say("cmd.known", known, review.BaselineFile)
	}
	if list.HasErrors() || f.strict && list.Count(diag.Warning) > 0 {
		return siteError{}
	}
	if cut != nil {
		return cut
	}
	if f.format == "text" && len(list) == 0 {
		_, err = fmt.Fprintln(u.stdout, u.text("cmd.all-well", len(checked.result.Outputs())))
	}
	return err
}

// checked is a site with all that is to be said of it.
type checked struct {
	result *build.Result
	source fs.FS
	list   diag.List
	asked  bool // other sites were asked, about all links to them
}

// check builds a site and judges its content and its pages, by the severities of its
// settings.
func (u *ui) check(site *opened) (*checked, error) {
	defer site.options.Guard.ForBuild().End()
	t, err := site.list()
	if err != nil {
		return nil, err
	}
	result, err := site.build(t, build.ReadMemory("", newShelf(memory.Open(site.root, site.options.Version))))
	if err != nil {
		return nil, err
	}
	list := slices.Clone(result.Faults())
	files, faults, err := u.makeAll(result)
	if err != nil {
		return nil, err
	}
	if !faults.HasErrors() { // else links would lead to pages that are not there
		faults = check.Outputs(files, outlined(result, list))
	}
	list.Add(faults)
	var size int64
	for _, content := range files {
		size += int64(len(content))
	}
	list.Add(weighed(size))
	if result.Site != nil {
		list.Add(review.Content(result.Site, t))
	}
	return &checked{result: result, source: t, list: judged(result, list, diag.Error)}, nil
}

// judged gives a list by the severities of the site's settings, none above gravest.
func judged(result *build.Result, list diag.List, gravest diag.Severity) diag.List {
	if result.Site == nil {
		return list
	}
	return result.Site.Settings.Judged(list, gravest)
}

// outlined gives the pages of texts that were told to skip a level of headings.
func outlined(result *build.Result, told diag.List) map[string]bool {
	files, pages := map[string]bool{}, map[string]bool{}
	for _, d := range told {
		if d.Message.Code == "markdown.heading-skip" {
			files[d.File] = true
		}
	}
	if result.Site == nil {
		return pages
	}
	for _, p := range result.Site.Pages {
		if p.Document != nil && files[p.Document.File] {
			pages[string(p.Address)] = true
		}
	}
	return pages
}
