package build

import (
	"bytes"
	"strings"
	"testing"

	"tract/internal/golden"
)

// TestAllFaultsAtOnce tells the faults of content, of a template that fails halfway
// and of an old address that is in the way in one run.
func TestAllFaultsAtOnce(t *testing.T) {
	site := rich(t)
	site = with(site, "content/guides/leave.fr.md", append([]byte("---\nsumary: x\n"), bytes.TrimPrefix(site["content/guides/leave.fr.md"].Data, []byte("---\n"))...))
	site = with(site, "content/articles/lessons.fr.md", bytes.Replace(site["content/articles/lessons.fr.md"].Data, []byte("[/fr/vieux.html]"), []byte("[/404.html]"), 1))
	site = with(site, "layouts/page.html", []byte(`{{define "main"}}{{.Page.Titel}}{{end}}`))
	site = with(site, "layouts/guide.html", []byte(`{{define "main"}}{{.Rien}}{{end}}`))
	site = with(site, "layouts/404.html", []byte(`{{.Rien}}`))
	result, list := Build(site, Options{Now: now})
	if len(result.Outputs()) > 0 {
		t.Errorf("%d outputs", len(result.Outputs()))
	}
	got := golden.Printed(t, "en", list)
	for _, want := range []string{
		`content/guides/leave.fr.md:2:1: error: there is no field "sumary" here`,
		`error: the old address /404.html is in the way of another file of the site`,
		`layouts/404.html:1:3: error: there is no "Rien" here`,
		`layouts/guide.html:1:20: error: there is no "Rien" here`,
		`layouts/page.html:1:25: error: there is no "Titel" here`,
		"5 errors",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nlacks %q", got, want)
		}
	}
}

// TestTrialIsOfSoundPages makes no page of a file that has a fault: its template
// would be blamed for what the file lacks.
func TestTrialIsOfSoundPages(t *testing.T) {
	site := rich(t)
	site = with(site, "content/pages/about.fr.md", []byte("---\ntitle: [\n---\n"))
	site = with(site, "content/pages/about.en.md", []byte("---\ntitle: x\nimage: images/none.png\n---\n"))
	site = with(site, "layouts/page.html", []byte(`{{define "main"}}{{.Rien}}{{end}}`))
	if _, list := Build(site, Options{Now: now}); !list.HasErrors() || strings.Contains(golden.Printed(t, "en", list), "layouts/") {
		t.Error(golden.Printed(t, "en", list))
	}
}
