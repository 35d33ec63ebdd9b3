package config

import (
	"net/url"
	"strings"
)

// Forge is a program that hosts repositories, by how its addresses look.
type Forge string

// The forges whose addresses are known.
const (
	GitHub  Forge = "github"
	GitLab  Forge = "gitlab"
	Forgejo Forge = "forgejo" // and Gitea, which it comes from
)

// Branch is the one that is published: what every forge calls the first branch, and what
// the workflows of this repository publish.
const Branch = "main"

// ForgeOf tells the forge of a repository by the name of its host, "" where that says
// nothing: a link that leads nowhere is worse than none.
func ForgeOf(repository string) Forge {
	u, err := url.Parse(repository)
	if err != nil || strings.Trim(u.Path, "/") == "" {
		return ""
	}
	for _, known := range []struct {
		name  string
		forge Forge
	}{{"github", GitHub}, {"gitlab", GitLab}, {"framagit", GitLab}, {"codeberg", Forgejo}, {"forgejo", Forgejo}, {"gitea", Forgejo}} {
		if strings.Contains(strings.ToLower(u.Hostname()), known.name) {
			return known.forge
		}
	}
	return ""
}
