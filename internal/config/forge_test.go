package config

import "testing"

func TestForgeOf(t *testing.T) {
	for repository, want := range map[string]Forge{
		"https://github.com/group/site":          GitHub,
		"https://GitHub.com/group/site":          GitHub,
		"https://github.example.org/group/site":  GitHub,
		"https://gitlab.com/group/sub/site":      GitLab,
		"https://framagit.org/group/site":        GitLab,
		"https://codeberg.org/group/site":        Forgejo,
		"https://forgejo.example.org/group/site": Forgejo,
		"https://gitea.com/group/site":           Forgejo,
		"https://example.org/github/site":        "",
		"https://github.com/":                    "",
		"https://github.com":                     "",
		"":                                       "",
	} {
		if got := ForgeOf(repository); got != want {
			t.Errorf("%s: %q, not %q", repository, got, want)
		}
	}
}
