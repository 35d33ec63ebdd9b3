package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"tract/internal/build"
	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/history"
	"tract/internal/site"
	"tract/internal/translation"
	"tract/internal/tree"
)

const statusHelp = `usage: tract status [options]

Show which translations are missing, which have fallen behind the text that they
are made from, and which were never marked. Nothing is written.

    --source DIR                the site's folder, which holds content/ (default .)
    --format FORMAT             how to show it: text, json or markdown (default text)

Of a translation that has fallen behind, the sentences that changed are shown, if
git still has the text that it was made from. tract sync says that it is current.

Example:
    tract status --format markdown
`

const statusHelpFR = `usage : tract status [options]

Montre quelles traductions manquent, lesquelles sont en retard sur le texte dont
elles sont tirées et lesquelles n’ont jamais été marquées. Rien n’est écrit.

    --source DOSSIER            le dossier du site, qui contient content/ (par défaut : .)
    --format FORME              la forme du rapport : text, json ou markdown (par défaut : text)

D’une traduction en retard, on voit les phrases qui ont changé, si git a encore
le texte dont elle est tirée. tract sync dit qu’elle est à jour.

Exemple :
    tract status --format markdown
`

func statusCommand(u *ui) *cobra.Command {
	var s siteFlags
	var format string
	c := &cobra.Command{Use: "status", Args: noArguments, Annotations: help(statusHelp, statusHelpFR)}
	c.Flags().StringVar(&s.source, "source", ".", "")
	c.Flags().StringVar(&format, "format", "text", "")
	c.RunE = func(c *cobra.Command, _ []string) error {
		show, ok := map[string]func(*ui, io.Writer, *status) error{
			"text": (*ui).statusText, "json": (*ui).statusJSON, "markdown": (*ui).statusMarkdown,
		}[format]
		if !ok {
			return &usageError{code: "cmd.invalid-value", args: []any{format, "--format"}, hint: diag.Text{Code: "hint.one-of", Args: []any{"text, json, markdown"}}}
		}
		o, result, err := u.model(&s)
		if err != nil {
			return err
		}
		defer o.close()
		st, err := newStatus(c.Context(), result, tree.Plain{Root: o.root}, s.source)
		if err != nil {
			return err
		}
		if err := show(u, u.stdout, st); err != nil {
			return err
		}
		if st.unknown != "" {
			u.say(st.unknown)
		}
		if st.faults.HasErrors() {
			if err := u.catalog.Print(u.stderr, st.faults); err != nil {
				return err
			}
			return siteError{}
		}
		return nil
	}
	return c
}

// status is what there is to say of the translations of a site.
type status struct {
	Languages []*site.Language
	Waiting   []waiting // that are not current, by document
	Totals    map[site.State]int
	unknown   string    // the code of why some sentences are not known, "" if all are
	faults    diag.List // of files that could not be read whole
}

// waiting is a version that somebody has to look at.
type waiting struct {
	site.Version
	Changes []change
}

// change is a section that changed. Its sentences are there if git has the older text.
type change struct {
	Heading        string
	Line           int // of the source; 0 for a section that was taken out
	Removed, Added []string
}

func newStatus(ctx context.Context, result *build.Result, root reader, dir string) (*status, error) {
	model := result.Site
	st := &status{Languages: model.Languages, Totals: map[site.State]int{}}
	past := &past{root: root}
	past.history, past.err = history.Open(ctx, dir)
	for _, v := range model.Versions() {
		st.Totals[v.State]++
		if v.State == site.Original || v.State == site.Current {
			continue
		}
		w := waiting{Version: v}
		if v.State == site.Stale {
			w.Changes = past.changes(ctx, model, &v)
			if w.Changes == nil {
				w.Changes = sectionsOf(&v)
				st.unknown = "cmd.past-unknown"
				if errors.Is(past.err, history.ErrNone) {
					st.unknown = "cmd.no-past"
				}
			}
		}
		st.Waiting = append(st.Waiting, w)
	}
	partial := map[string]bool{}
	for _, d := range model.Content.Documents {
		partial[d.File] = d.Partial
	}
	for _, d := range result.Faults() {
		if partial[d.File] && d.Severity == diag.Error {
			st.faults = append(st.faults, d)
		}
	}
	return st, ctx.Err()
}

// sectionsOf gives what changed without its sentences.
func sectionsOf(v *site.Version) []change {
	var changes []change
	for _, p := range v.Changed {
		changes = append(changes, change{Heading: p.Title, Line: p.Pos.Line})
	}
	for range v.Gone {
		changes = append(changes, change{})
	}
	return changes
}

// past looks up what a text said when a translation was made from it.
type past struct {
	root    reader
	history *history.History
	err     error // of its opening
}

// changes gives what changed since the text had the digests of a version's mark, nil
// if it is not known what it said.
func (p *past) changes(ctx context.Context, model *site.Site, v *site.Version) []change {
	if p.err != nil {
		return nil
	}
	src, err := p.root.ReadFile(v.SourceFile)
	now, _, ok := content.Parts(v.Kind, v.SourceFile, src)
	if err != nil || !ok {
		return nil
	}
	old, ok := content.Before(v.Kind, v.SourceFile, markOf(model, v.File), p.history.Versions(ctx, v.SourceFile))
	if !ok {
		return nil
	}
	changes := []change{}
	for _, c := range translation.Changes(old, now) {
		out := change{Removed: c.Removed, Added: c.Added}
		if c.New >= 0 {
			out.Heading, out.Line = now[c.New].Heading, now[c.New].Line
		} else {
			out.Heading = old[c.Old].Heading
		}
		changes = append(changes, out)
	}
	return changes
}

func markOf(model *site.Site, file string) translation.Mark {
	for _, d := range model.Content.Documents {
		if d.File == file {
			return d.From
		}
	}
	return translation.Mark{}
}
