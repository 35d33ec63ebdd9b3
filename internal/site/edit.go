package site

import (
	"path"
	"slices"
	"strings"

	"tract/internal/config"
)

// The languages that the forms for reports and proposals exist in, and their names
// without them. A test looks for the files.
var (
	formLanguages = []string{"fr", "en"}
	reportForm    = "report-error"
	proposalForm  = "propose-action"
)

// Edit is where a file of the content is edited in a browser, "" where the forge of the
// repository is not known.
func (c *Common) Edit(file string) string {
	switch config.ForgeOf(c.Repository) {
	case config.GitHub:
		return c.repository() + "/edit/" + config.Branch + "/" + file
	case config.GitLab:
		return c.repository() + "/-/edit/" + config.Branch + "/" + file
	case config.Forgejo:
		return c.repository() + "/_edit/" + config.Branch + "/" + file
	}
	return ""
}

// Create is where a file of the content that is not there yet is written in a browser, ""
// where the forge of the repository is not known.
func (c *Common) Create(file string) string {
	folder, name := path.Split(file)
	switch folder = strings.TrimSuffix(folder, "/"); config.ForgeOf(c.Repository) {
	case config.GitHub:
		return c.repository() + "/new/" + config.Branch + "/" + folder + "?filename=" + name
	case config.GitLab:
		return c.repository() + "/-/new/" + config.Branch + "/" + folder + "?file_name=" + name
	case config.Forgejo:
		return c.repository() + "/_new/" + config.Branch + "/" + folder
	}
	return ""
}

// Report is where an error of a file is reported: where there is a form, it says which file.
func (c *Common) Report(l *Language, file string) string {
	address := c.issue(l, reportForm)
	switch config.ForgeOf(c.Repository) {
	case config.GitHub:
		return address + "&page=" + file
	case config.GitLab:
		return address + "?issue%5Bdescription%5D=" + file
	case config.Forgejo:
		return address + "&field:page=" + file
	}
	return address
}

// Propose is where an action is proposed.
func (c *Common) Propose(l *Language) string {
	return c.issue(l, proposalForm)
}

// issue is where people write to those who look after the repository: by a form, or freely
// on GitLab.
func (c *Common) issue(l *Language, form string) string {
	switch config.ForgeOf(c.Repository) {
	case config.GitHub:
		return c.repository() + "/issues/new?template=" + form + "." + c.formLanguage(l) + ".yml"
	case config.GitLab:
		return c.repository() + "/-/issues/new"
	case config.Forgejo: // a form that is not there is left out
		return c.repository() + "/issues/new?template=.forgejo/ISSUE_TEMPLATE/" + form + "." + c.formLanguage(l) + ".yml"
	}
	return ""
}

// repository is the address that the others begin with.
func (c *Common) repository() string {
	return strings.TrimSuffix(c.Repository, ".git")
}

// formLanguage chooses the form for readers of a language: theirs, or the first of the
// site that there is one in.
func (c *Common) formLanguage(l *Language) string {
	for _, one := range append([]*Language{l}, c.Languages...) {
		if code, _, _ := strings.Cut(one.Code, "-"); slices.Contains(formLanguages, code) {
			return code
		}
	}
	return formLanguages[len(formLanguages)-1]
}
