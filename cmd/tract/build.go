package main

import (
	"github.com/spf13/cobra"
)

const buildHelp = `usage: tract build [options]

Make the site of a folder and put it into public/. If the content has an error,
public/ stays as it is.

    --source DIR                the site's folder, which holds content/ (default .)
    --output DIR                where to put the site (default public)
    --base-url URL              the address that the site is published at
    --drafts                    make pages of drafts too
    --now TIME                  build as if it were then: 2025-02-15 or 2025-02-15T13:00:00Z
                                (default: SOURCE_DATE_EPOCH, or the clock)
    --page-timeout TIME         how long it may be at one page (default 2s)
    --timeout TIME              how long a build may take (default 10m)
    --watch                     go on, and build again at each change

Example:
    tract build --base-url https://example.org/trousse/
`

const buildHelpFR = `usage : tract build [options]

Produit le site d’un dossier et le place dans public/. Si le contenu comporte une
erreur, public/ reste tel quel.

    --source DOSSIER            le dossier du site, qui contient content/ (par défaut : .)
    --output DOSSIER            où placer le site (par défaut : public)
    --base-url ADRESSE          l’adresse où le site est publié
    --drafts                    publier aussi les brouillons
    --now MOMENT                faire comme à ce moment : 2025-02-15 ou 2025-02-15T13:00:00Z
                                (par défaut : SOURCE_DATE_EPOCH, sinon l’horloge)
    --page-timeout DURÉE        le temps permis pour une page (par défaut : 2s)
    --timeout DURÉE             le temps permis pour une production (par défaut : 10m)
    --watch                     continuer, et reconstruire à chaque changement

Exemple :
    tract build --base-url https://example.org/trousse/
`

func buildCommand(u *ui) *cobra.Command {
	var s siteFlags
	var output string
	var watching bool
	c := &cobra.Command{Use: "build", Args: noArguments, Annotations: help(buildHelp, buildHelpFR)}
	s.define(c)
	c.Flags().StringVar(&output, "output", "public", "")
	c.Flags().BoolVar(&watching, "watch", false, "")
	c.RunE = func(c *cobra.Command, _ []string) error {
		site, err := s.open(u)
		if err != nil {
			return err
		}
		defer site.close()
		p := newPublisher(u, site, output)
		if watching {
			return p.watch(c.Context())
		}
		t, err := site.list()
		if err != nil {
			return err
		}
		err = p.run(c.Context(), t)
		p.remember()
		return err
	}
	return c
}
