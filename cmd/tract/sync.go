package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tract/internal/build"
	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/disk"
	"tract/internal/site"
	"tract/internal/translation"
	"tract/internal/tree"
)

const syncHelp = `usage: tract sync KEY… [options]

Say that the translations of a document are current: that somebody has held them
against the text that they are made from, as it is now. The files' front matter
then says so (translated_from), and nothing else in them changes.

    --lang LANG                 mark the translation into this language alone
    --from LANG                 the language that it is made from (default: what the file says, or else the
                                language of the original)
    --source DIR                the site's folder, which holds content/ (default .)

KEY is the name of the files without language: leave-prime, or guides/leave-prime
where two documents have the same.

Example:
    tract sync leave-prime --lang en
`

const syncHelpFR = `usage : tract sync CLÉ… [options]

Dit que les traductions d’un document sont à jour : quelqu’un les a comparées
avec le texte dont elles sont tirées, tel qu’il est maintenant. L’en-tête des
fichiers le dit alors (translated_from), et rien d’autre n’y change.

    --lang LANGUE               ne marquer que la traduction dans cette langue
    --from LANGUE               la langue dont elle est tirée (par défaut : celle que nomme le fichier, sinon
                                celle de l’original)
    --source DOSSIER            le dossier du site, qui contient content/ (par défaut : .)

CLÉ est le nom des fichiers, sans la langue : leave-prime, ou guides/leave-prime
si deux documents portent le même.

Exemple :
    tract sync leave-prime --lang en
`

func syncCommand(u *ui) *cobra.Command {
	var s siteFlags
	var m marker
	c := &cobra.Command{Use: "sync", Args: cobra.ArbitraryArgs, Annotations: help(syncHelp, syncHelpFR)}
	c.Flags().StringVar(&s.source, "source", ".", "")
	c.Flags().StringVar(&m.language, "lang", "", "")
	c.Flags().StringVar(&m.from, "from", "", "")
	c.RunE = func(_ *cobra.Command, keys []string) error {
		if len(keys) == 0 {
			return &usageError{code: "cmd.no-key", hint: diag.Text{Code: "hint.cmd.no-key"}}
		}
		opened, result, err := u.model(&s)
		if err != nil {
			return err
		}
		defer opened.close()
		m.model, m.root, m.faults = result.Site, tree.Plain{Root: opened.root}, result.Faults()
		markings, err := m.plan(keys)
		if err != nil {
			return err
		}
		if m.list.HasErrors() {
			if err := u.catalog.Print(u.stderr, m.list); err != nil {
				return err
			}
			return siteError{}
		}
		for _, marking := range markings {
			if err := marking.write(disk.On(opened.root, nil)); err != nil {
				return err
			}
			code := "cmd.marked"
			if marking.idle() {
				code = "cmd.marked-before"
			}
			if _, err := fmt.Fprintln(u.stdout, u.text(code, marking.file, marking.source)); err != nil {
				return err
			}
		}
		return nil
	}
	return c
}

// model reads a site with its drafts. The folder must be closed.
func (u *ui) model(s *siteFlags) (*opened, *build.Result, error) {
	s.drafts = true
	o, err := s.open(u)
	if err != nil {
		return nil, nil, err
	}
	t, err := o.list()
	if err != nil {
		o.close()
		return nil, nil, err
	}
	result, err := o.build(t, build.ReadMemory("", nil))
	if err != nil {
		o.close()
		return nil, nil, err
	}
	if result.Site == nil || len(result.Site.Pages) == 0 {
		err = u.catalog.Print(u.stderr, result.Faults())
		if err == nil {
			err = siteError{}
		}
		o.close()
		return nil, nil, err
	}
	return o, result, nil
}

// marker finds the files to mark.
type marker struct {
	language, from string
	model          *site.Site
	root           reader
	faults         diag.List // of the site
	list           diag.List // why nothing is marked
}

// plan gives what is to be written for some keys. With a fault of one, none is written.
func (m *marker) plan(keys []string) ([]*marking, error) {
	for _, f := range []struct{ code, flag string }{{m.language, "--lang"}, {m.from, "--from"}} {
		if codes := m.model.Settings.Languages; f.code != "" && !slices.Contains(codes, f.code) {
			return nil, &usageError{code: "cmd.invalid-value", args: []any{f.code, f.flag}, hint: diag.Text{Code: "hint.one-of", Args: []any{strings.Join(codes, ", ")}}}
		}
	}
	var markings []*marking
	for _, key := range keys {
		versions, err := m.find(key)
		if err != nil {
			return nil, err
		}
		found := false
		for _, v := range versions {
			if m.language != "" && v.Language.Code != m.language {
				continue
			}
			if v.Page.Address == "" {
				found = m.unread(v.File) || found
				continue
			}
			source := m.sourceOf(v, versions)
			if source == nil {
				continue
			}
			found = true
			if marking := m.marking(v, source); marking != nil {
				markings = append(markings, marking)
			}
		}
		if !found {
			return nil, &usageError{code: "cmd.no-translation", args: []any{key}, hint: diag.Text{Code: "hint.cmd.no-translation"}}
		}
	}
	return markings, nil
}

// unread tells why a file is no part of the site, if it is there.
func (m *marker) unread(file string) bool {
	before := len(m.list)
	for _, d := range m.faults {
		if d.File == file && d.Severity == diag.Error {
			m.list = append(m.list, d)
		}
	}
	return len(m.list) > before
}

// find gives the versions of the one document that a key names.
func (m *marker) find(key string) ([]site.Version, error) {
	var found []site.Version
	var known, names []string
	kind, short, narrowed := strings.Cut(key, "/")
	for _, v := range m.model.Versions() {
		k := v.Kind.Describe()
		if !slices.Contains(known, v.Key) {
			known = append(known, v.Key)
		}
		if v.Key == key || narrowed && v.Key == short && (kind == k.Folder || kind == k.Name) {
			found = append(found, v)
			if !slices.Contains(names, v.Name()) {
				names = append(names, v.Name())
			}
		}
	}
	switch {
	case len(names) > 1:
		return nil, &usageError{code: "cmd.ambiguous-key", args: []any{key}, hint: diag.Text{Code: "hint.one-of", Args: []any{strings.Join(names, ", ")}}}
	case len(names) == 1:
		return found, nil
	}
	e := &usageError{code: "cmd.unknown-key", args: []any{key}, hint: diag.Text{Code: "hint.cmd.no-key"}}
	if near, ok := diag.Nearest(key, known); ok {
		e.hint = diag.Text{Code: "hint.did-you-mean", Args: []any{near}}
	}
	return nil, e
}

// sourceOf gives the document that a version is to be marked as made from, nil for one
// that is no translation.
func (m *marker) sourceOf(v site.Version, all []site.Version) *content.Document {
	file := v.SourceFile
	if m.from != "" {
		file = ""
		for _, other := range all {
			if other.Language.Code == m.from && other.File != v.File && other.Page.Address != "" {
				file = other.File
			}
		}
	}
	return m.document(file)
}

func (m *marker) document(file string) *content.Document {
	for _, d := range m.model.Content.Documents {
		if d.File == file {
			return d
		}
	}
	return nil
}

// marking gives what is to be written into a version's file, nil with a fault.
func (m *marker) marking(v site.Version, source *content.Document) *marking {
	d := m.document(v.File)
	mark := translation.MarkOf(source.Language, source.Sections()).String()
	if source.From.Language == d.Language {
		m.list.Errorf(diag.Position{File: d.File}, "cmd.mark-circle", source.File).WithHint("hint.cmd.mark-circle")
		return nil
	}
	out := &marking{file: d.File, source: source.File}
	for _, doc := range []*content.Document{source, d} {
		src, info, ok := m.read(doc)
		if !ok {
			return nil
		}
		out.before, out.info = src, info
	}
	after, ok := translation.Put(out.before, mark)
	if !ok || !sound(d, out.before, after, mark) {
		m.list.Errorf(diag.Position{File: d.File}, "cmd.unmarkable").WithHint("hint.cmd.unmarkable", translation.Field+": "+mark)
		return nil
	}
	out.after = after
	return out
}

// sound says whether a file that was marked says what it said before, and the mark.
func sound(d *content.Document, before, after []byte, mark string) bool {
	old, _, ok := content.Parts(d.Kind, d.File, before)
	now, got, whole := content.Parts(d.Kind, d.File, after)
	return ok && whole && got == mark && slices.EqualFunc(old, now, func(a, b translation.Part) bool { return a.Digest == b.Digest && slices.Equal(a.Texts, b.Texts) })
}
