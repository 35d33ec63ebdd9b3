package build

import (
	"net/url"
	"slices"

	"tract/internal/asset"
	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/forms"
)

// hasAdmin says whether the site's owner has put the editor for browsers into it.
func hasAdmin(files []asset.File) bool {
	return slices.ContainsFunc(files, func(f asset.File) bool { return f.Path == asset.Admin })
}

// admin adds the page in which the content is edited in a browser. It is no page of the
// site: nothing leads to it, and no search engine or worker is told of it.
func (w *works) admin() {
	if settings := forms.Admin(w.site.Settings); hasAdmin(w.files) && settings != nil {
		w.list = append(w.list, bytesAt("admin/config.json", settings), bytesAt("admin/forms.js", forms.AdminScript(w.site.Settings)), bytesAt("admin/index.html", forms.AdminPage(w.site.Settings)))
	}
}

// wantRepository warns of an editor that cannot know what it should edit.
func wantRepository(files []asset.File, settings *config.Settings) diag.List {
	var list diag.List
	if hasAdmin(files) && forms.Admin(settings) == nil {
		list.Warnf(settings.Pos("repository"), "build.admin-no-repository").WithHint("hint.build.admin-no-repository")
	}
	return list
}

// disallowed asks robots to leave the editor alone, for those who find it.
func (w *works) disallowed() string {
	if !hasAdmin(w.files) {
		return ""
	}
	base, err := url.Parse(w.site.Base)
	if err != nil || base.Path == "" {
		return "Disallow: /admin/\n"
	}
	return "Disallow: " + base.EscapedPath() + "admin/\n"
}
