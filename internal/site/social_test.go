package site

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/golden"
)

// everything gives the model of the site that has something of each kind, its
// settings changed.
func everything(t *testing.T, old, new string) *Site {
	t.Helper()
	a, err := txtar.ParseFile("testdata/everything.txtar")
	if err != nil {
		t.Fatal(err)
	}
	folder := golden.FS(a.Files)
	settings := folder["content/site.yaml"]
	if !strings.Contains(string(settings.Data), old) {
		t.Fatalf("the settings have no %q", old)
	}
	settings.Data = []byte(strings.Replace(string(settings.Data), old, new, 1))
	model, list := load(t, folder, a.Comment)
	if list.HasErrors() {
		t.Fatal(list)
	}
	return model
}

func TestSocial(t *testing.T) {
	model := everything(t, "base_url", "base_url")
	got := map[Address]string{}
	for _, p := range model.Pages {
		s, ok := model.Social(p)
		if ok == (p.Kind == KindTranslation) {
			t.Errorf("%s has a picture: %v", p.Address, ok)
		}
		if !ok {
			continue
		}
		if model.PageAt(s.Address) != nil || got[s.Address] != "" {
			t.Errorf("%s is taken", s.Address)
		}
		got[s.Address] = s.Alt()
	}
	for address, want := range map[Address]string{
		"fr/index.png":                   "La trousse – Sept entrepôts fermés – 1 à gagner – Sept entrepôts",
		"en/guides/picket.png":           "Action guide – Hold a picket – 45\u00a0min · Legal risk – Seven warehouses",
		"fr/guides/leave.png":            "Guide d’action – Quitter le service – 4\u00a0min – Sept entrepôts",
		"fr/articles/lecons.png":         "Analyse – Les leçons – example.org – Sept entrepôts",
		"fr/revendications/assembly.png": "Revendications – L’assemblée – 1 à gagner – Sept entrepôts",
		"fr/revendications/author.png":   "Opinion – Les propositions d’un auteur – example.org – Sept entrepôts",
		"fr/revendications/index.png":    "La trousse – Revendications – 1 à gagner – Sept entrepôts",
		"fr/evenements/march.png":        "Événement – La marche – 15 février 2025 · 13\u00a0h – Sept entrepôts",
		"fr/evenements/supper.png":       "Annulé – Le souper – 1er mars 2027 · 18\u00a0h – Sept entrepôts",
		"fr/sujets/les-droits.png":       "Sujet – Les droits – example.org – Sept entrepôts",
		"en/organizations.png":           "The kit – Organizations – example.org – Seven warehouses",
	} {
		if got[address] != want {
			t.Errorf("%s: %s\nwant %s", address, got[address], want)
		}
	}
}

func TestSocialIsNotForAll(t *testing.T) {
	for name, change := range map[string][2]string{
		"no address":   {`base_url: "https://example.org/trousse/"`, ""},
		"goes without": {"currency: CAD", "currency: CAD\nwithout: [cards]"},
	} {
		model := everything(t, change[0], change[1])
		for _, p := range model.Pages {
			if s, ok := model.Social(p); ok {
				t.Fatalf("%s: %s has a picture at %s", name, p.Address, s.Address)
			}
		}
	}
	model := everything(t, "base_url", "base_url")
	for title, want := range map[string]bool{"Grève № 5!": true, "مطالب DXT4": true, "Забастовка": false, "罷工": false} {
		p := Page{Kind: KindList, Language: model.Languages[0], Address: "fr/x.html"}
		p.Title = title
		if _, ok := model.Social(&p); ok != want {
			t.Errorf("%s has a picture: %v", title, ok)
		}
	}
}
