package scaffold

import (
	"slices"
	"strings"

	"tract/internal/config"
	"tract/internal/diag"
)

// What can publish a site: a forge, or somebody by hand.
const (
	gitHub  = string(config.GitHub)
	gitLab  = string(config.GitLab)
	forgejo = string(config.Forgejo)
	none    = "none"
)

// Forges names what can publish a site.
func Forges() []string { return []string{gitHub, gitLab, forgejo, none} }

// publishedBy takes a forge by its name.
func (a *Answers) publishedBy(name string) *Problem {
	name = strings.ToLower(name)
	if !slices.Contains(Forges(), name) {
		return &Problem{Message: diag.Text{Code: "scaffold.forge", Args: []any{name}}, Hint: diag.Text{Code: "hint.one-of", Args: []any{strings.Join(Forges(), ", ")}}}
	}
	a.Forge = name
	return nil
}

// forge gives what publishes the site: what was said, or else what has its repository.
func (a *Answers) forge() string {
	if a.Forge != "" {
		return a.Forge
	}
	if forge := config.ForgeOf(a.Repository); forge != "" {
		return string(forge)
	}
	return gitHub
}

// forms are the issue forms, which two forges can show.
const forms = "/ISSUE_TEMPLATE/"

// onForge gives the path that a file has for the site's forge, and whether it has a use
// there.
func (a *Answers) onForge(name string) (to string, wanted bool) {
	forge := a.forge()
	top, rest, _ := strings.Cut(name, "/")
	switch {
	case top == ".github" && forge == forgejo && strings.HasPrefix("/"+rest, forms):
		return ".forgejo/" + rest, true
	case top == ".github":
		return name, forge == gitHub
	case top == ".forgejo":
		return name, forge == forgejo
	case top == ".gitlab-ci.yml":
		return name, forge == gitLab
	}
	return name, true
}

// publishing says, in a language, how the site is put online.
func (a *Answers) publishing(code string) string {
	src, err := publishing.ReadFile("publish/" + a.forge() + "." + code + ".md")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return strings.TrimSuffix(string(src), "\n")
}

// ProgramFile names the file that says where the program is; "" where none needs to.
func (a *Answers) ProgramFile() string {
	return map[string]string{
		gitHub: ".github/actions/tract/action.yml", forgejo: ".forgejo/actions/tract/action.yml", gitLab: ".gitlab-ci.yml",
	}[a.forge()]
}

// programAddress gives the address of the program's repository, as git takes it.
func (a *Answers) programAddress() string {
	if a.Program == "" || strings.HasPrefix(a.Program, "https://") {
		return a.Program
	}
	return "https://github.com/" + a.Program
}
