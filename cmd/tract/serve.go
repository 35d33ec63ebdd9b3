package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"tract/internal/serve"
	"tract/internal/watch"
)

const serveHelp = `usage: tract serve [options]

Show the site in a browser on this computer, and show each change as soon as you
save it. What is wrong is said in the browser and here. Nothing is written.

    --source DIR                the site's folder, which holds content/ (default .)
    --addr HOST:PORT            where to listen on this computer (default 127.0.0.1:1313, or the
                                next port that is free)
    --lan                       show it on a phone too: in the local network, to who has the
                                address or scans the code, for two hours
    --drafts                    show drafts too

Example:
    tract serve --drafts
`

const serveHelpFR = `usage : tract serve [options]

Montre le site dans un navigateur, sur cet ordinateur, et chaque changement dès que
vous l’enregistrez. Ce qui ne va pas s’affiche dans le navigateur et ici. Rien
n’est écrit.

    --source DOSSIER            le dossier du site, qui contient content/ (par défaut : .)
    --addr HÔTE:PORT            où écouter sur cet ordinateur (par défaut : 127.0.0.1:1313, ou le
                                premier port libre qui suit)
    --lan                       montrer aussi le site sur un téléphone : dans le réseau local, à qui
                                a l’adresse ou numérise le code, pendant deux heures
    --drafts                    montrer aussi les brouillons

Exemple :
    tract serve --drafts
`

func serveCommand(u *ui) *cobra.Command {
	var s siteFlags
	o := serve.Options{Catalog: u.catalog}
	c := &cobra.Command{Use: "serve", Args: noArguments, Annotations: help(serveHelp, serveHelpFR)}
	c.Flags().StringVar(&s.source, "source", ".", "")
	c.Flags().StringVar(&o.Addr, "addr", "", "")
	c.Flags().BoolVar(&o.LAN, "lan", false, "")
	c.Flags().BoolVar(&s.drafts, "drafts", false, "")
	c.RunE = func(c *cobra.Command, _ []string) error {
		site, err := s.open(u)
		if err != nil {
			return err
		}
		defer site.close()
		server, err := serve.Listen(o)
		if err != nil {
			return u.listenError(err, o.Addr)
		}
		defer server.Close()
		if err := u.welcome(server, o.Addr); err != nil {
			return err
		}
		watcher, err := watch.New(site.root, folders, watch.Options{Notice: u.polling})
		if err != nil {
			return err
		}
		defer watcher.Close()
		ctx, stop := context.WithCancelCause(c.Context())
		defer stop(nil)
		changes := make(chan serve.Change)
		preview := serve.NewPreview(states(site, server.URL()), standing, (&teller{ui: u}).report)
		go preview.Run(ctx, changes)
		go func() { stop(follow(ctx, site, watcher, changes)) }()
		err = server.Serve(ctx, preview)
		switch {
		case errors.Is(err, serve.ErrExpired):
			u.say("cmd.expired")
			return nil
		case err == nil && c.Context().Err() == nil:
			return context.Cause(ctx)
		}
		return err
	}
	return c
}
