package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tract/internal/diag"
	"tract/internal/scaffold"
)

const initHelp = `usage: tract init DIR [options]

Begin a site in a new or empty folder: settings, an example of each kind of page,
data files, and what a forge needs to publish it. On a terminal it asks for what no
option says.

    --languages CODES           the site's languages, the first by default (default fr,en)
    --name NAME                 the campaign's name; fr=NAME gives that of a language
    --target NAME               the company that the campaign is about
    --colour COLOUR             the campaign's colour (default #b5001e)
    --repository URL            the address of the site's public repository
    --forge NAME                what publishes it: github, gitlab, forgejo or none (default: by its address)
    --contact ADDRESS           the group's e-mail address, which will be public
    --program OWNER/NAME        the repository on GitHub that you have tract from; another forge takes any address
    --yes                       ask nothing

Example:
    tract init site --name fr="Gardons le dépôt" --name en="Keep the Depot"
`

const initHelpFR = `usage : tract init DOSSIER [options]

Commence un site dans un dossier nouveau ou vide : des réglages, un exemple de
chaque sorte de page, des fichiers de données et ce qu’il faut à une forge pour
le publier. Dans un terminal, la commande demande ce qu’aucune option ne dit.

    --languages CODES           les langues du site, la première par défaut (par défaut : fr,en)
    --name NOM                  le nom de la campagne; fr=NOM donne celui d’une langue
    --target NOM                l’entreprise visée
    --colour COULEUR            la couleur de la campagne (par défaut : #b5001e)
    --repository ADRESSE        l’adresse du dépôt public du site
    --forge NOM                 ce qui le publie : github, gitlab, forgejo ou none (par défaut : selon cette adresse)
    --contact ADRESSE           le courriel du groupe, qui sera public
    --program PROPRIÉTAIRE/NOM  le dépôt sur GitHub d’où vous tenez tract; une autre forge accepte toute adresse
    --yes                       ne rien demander

Exemple :
    tract init site --name fr="Gardons le dépôt" --name en="Keep the Depot"
`

func initCommand(u *ui) *cobra.Command {
	var names []string
	var yes bool
	c := &cobra.Command{Use: "init", Args: cobra.ArbitraryArgs, Annotations: help(initHelp, initHelpFR)}
	for _, name := range []string{scaffold.AskLanguages, scaffold.AskTarget, scaffold.AskColour, scaffold.AskRepository, scaffold.AskForge, scaffold.AskContact, scaffold.AskProgram} {
		c.Flags().String(name, "", "")
	}
	c.Flags().StringArrayVar(&names, scaffold.AskName, nil, "")
	c.Flags().BoolVar(&yes, "yes", false, "")
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) != 1 || args[0] == "" {
			return &usageError{code: "cmd.one-folder", hint: diag.Text{Code: "hint.cmd.help"}}
		}
		if err := refusal(args[0], scaffold.CanBegin(args[0])); err != nil {
			return err
		}
		now, err := (&siteFlags{}).clock(u)
		if err != nil {
			return err
		}
		i := interview{ui: u, given: func(q scaffold.Question) (string, bool) {
			if q.Name == scaffold.AskName {
				return nameFor(q.Language, names)
			}
			return c.Flags().Lookup(q.Name).Value.String(), c.Flags().Changed(q.Name)
		}}
		if in := c.InOrStdin(); !yes && isKeyboard(in) {
			i.lines = linesOf(in)
		}
		answers, err := i.hold(c.Context())
		if err != nil {
			return err
		}
		files := append(answers.Files(u.language, now), schemaFiles()...)
		if err := refusal(args[0], scaffold.Begin(args[0], files)); err != nil {
			return err
		}
		return u.begun(args[0], len(files), answers)
	}
	return c
}

// begun says what was written, and what is still to be done.
func (u *ui) begun(dir string, files int, a *scaffold.Answers) error {
	said := u.text("cmd.begun", files, dir) + "\n" + u.text("cmd.begun-next", a.Readme(u.language)) + "\n"
	var blanks string
	for _, blank := range []struct{ value, name, file string }{
		{a.Target, scaffold.AskTarget, "content/data/organizations.yaml"},
		{a.Repository, scaffold.AskRepository, "content/site.yaml"},
		{a.Contact, scaffold.AskContact, "content/site.yaml"},
		{a.Program, scaffold.AskProgram, a.ProgramFile()},
	} {
		if blank.value == "" && blank.file != "" {
			blanks += "    " + u.text("cmd.begun-blank", blank.file, u.text("scaffold.ask."+blank.name)) + "\n"
		}
	}
	if blanks != "" {
		said += u.text("cmd.begun-blanks") + "\n" + blanks
	}
	_, err := io.WriteString(u.stdout, said)
	return err
}

// nameFor gives the name that the options give the campaign in a language: the one that
// is said to be of that language, or else one that is of none.
func nameFor(language string, names []string) (name string, given bool) {
	for _, n := range names {
		code, rest, ok := strings.Cut(n, "=")
		switch {
		case ok && code == language:
			return rest, true
		case !ok || !slices.Contains(scaffold.Languages(), code):
			name, given = n, true
		}
	}
	return name, given
}

// refusal says why no site is begun in a folder.
func refusal(dir string, err error) error {
	for _, r := range []struct {
		err  error
		code string
	}{{scaffold.ErrNotEmpty, "refuse.not-empty"}, {scaffold.ErrNotFolder, "refuse.no-folder"}, {scaffold.ErrLink, "refuse.link"}} {
		if errors.Is(err, r.err) {
			return &usageError{code: "cmd.refused", args: []any{dir, diag.Text{Code: r.code}}, hint: diag.Text{Code: "hint.cmd.new-folder"}}
		}
	}
	if errors.Is(err, scaffold.ErrNoParent) {
		return &usageError{code: "cmd.no-source", args: []any{filepath.Dir(filepath.Clean(dir))}}
	}
	return err
}

// interview takes answers from the options, and else from whoever is at the terminal.
type interview struct {
	*ui
	given func(scaffold.Question) (string, bool)
	lines <-chan string // nil where nobody can be asked
}

// errGivenUp says that whoever was asked went away.
var errGivenUp = errors.New("the questions were not answered")

func (i *interview) hold(ctx context.Context) (*scaffold.Answers, error) {
	a := &scaffold.Answers{}
	if i.lines != nil {
		fmt.Fprintln(i.stderr, i.text("scaffold.ask.how"))
	}
	if err := i.settle(ctx, a, scaffold.Question{Name: scaffold.AskLanguages}); err != nil {
		return nil, err
	}
	for n := 1; n < len(a.Questions()); n++ { // one answer may make another question needless
		if err := i.settle(ctx, a, a.Questions()[n]); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// settle has one question answered.
func (i *interview) settle(ctx context.Context, a *scaffold.Answers, q scaffold.Question) error {
	text, given := i.given(q)
	if given || i.lines == nil {
		if p := a.Answer(q, text); p != nil {
			return &usageError{code: "cmd.bad-answer", args: []any{"--" + q.Name, p.Message}, hint: p.Hint}
		}
		return nil
	}
	fmt.Fprintln(i.stderr, i.question(q))
	usual := a.Usual(q)
	for {
		shown := usual
		if shown == "" {
			shown = i.text("scaffold.later")
		}
		fmt.Fprintf(i.stderr, "  [%s] > ", shown)
		var ok bool
		select {
		case text, ok = <-i.lines:
		case <-ctx.Done():
		}
		if !ok {
			fmt.Fprintln(i.stderr)
			return errGivenUp
		}
		if strings.TrimSpace(text) == "" {
			text = usual
		}
		p := a.Answer(q, text)
		if p == nil {
			return nil
		}
		fmt.Fprintf(i.stderr, "  %s\n", i.catalog.Sentence(p.Message))
		if p.Hint.Code != "" {
			fmt.Fprintf(i.stderr, "  %s\n", i.text("print.hint", p.Hint))
		}
		if p.Instead != "" {
			usual = p.Instead
		}
	}
}

func (i *interview) question(q scaffold.Question) string {
	switch q.Name {
	case scaffold.AskLanguages:
		return i.text("scaffold.ask.languages", strings.Join(scaffold.Languages(), ", "))
	case scaffold.AskForge:
		return i.text("scaffold.ask.forge", strings.Join(scaffold.Forges(), ", "))
	case scaffold.AskName:
		return i.text("scaffold.ask.name", diag.Language{Code: q.Language})
	}
	return i.text("scaffold.ask." + q.Name)
}

// isKeyboard says whether somebody can be asked: the null device, which stands in for a
// terminal where there is none, answers nothing.
func isKeyboard(in io.Reader) bool {
	f, ok := in.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&fs.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// linesOf gives the lines that are typed, as they are. Reading cannot be interrupted, and
// Ctrl-C must be heard meanwhile.
func linesOf(in io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(in); s.Scan(); {
			lines <- s.Text()
		}
	}()
	return lines
}
