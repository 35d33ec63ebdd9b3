package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tract/internal/browser"
	"tract/internal/yaml"
)

// adminSite makes the repository's own site with the editor for browsers, which .ci/admin
// fetches from npm, and gives the folders of its source and of its pages.
func adminSite(t *testing.T) (source, public string) {
	t.Helper()
	source, public = t.TempDir(), filepath.Join(t.TempDir(), "public")
	if err := os.CopyFS(filepath.Join(source, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(source, "content/site.yaml")
	src, err := os.ReadFile(settings)
	if err != nil {
		t.Fatal(err)
	}
	src = []byte(strings.NewReplacer("\nrepository: \"\"", "\nrepository: "+repository, "\nwithout: []", "\nwithout: [cards, leaflets]").Replace(string(src)))
	if err := os.WriteFile(settings, src, 0o666); err != nil {
		t.Fatal(err)
	}
	told(t, "../../.ci/admin", filepath.Join(source, "assets/admin"))
	told(t, "tract", "build", "--source", source, "--output", public, "--base-url", "https://example.org/x/")
	return source, public
}

// told runs a command that must succeed.
func told(t *testing.T, command ...string) {
	t.Helper()
	if said, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%q: %v\n%s", command, err, said)
	}
}

// ownFolder has the editor work in a folder of the browser's own, as it does in one of the
// computer's that somebody chooses, so that it need not ask a forge.
const ownFolder = `Object.defineProperty(navigator, "languages", {get: () => ["fr-CA", "fr"]});
Object.defineProperty(navigator, "language", {get: () => "fr-CA"});
window.showDirectoryPicker = () => navigator.storage.getDirectory();
for (const name of ["queryPermission", "requestPermission"]) FileSystemHandle.prototype[name] = async () => "granted";`

// TestAdmin opens the editor as a volunteer does, with no network but this computer: its
// words are French, it asks nobody for anything, and a file that is saved differs in what
// was edited and in nothing else: comments, order and its twin are as they were.
func TestAdmin(t *testing.T) {
	source, public := adminSite(t)
	h := newHost(t)
	h.publish("/x/", public)
	p := browser.Start(t).Open(t, 1200, 900)
	p.Begin(ownFolder)
	p.Go(h.address + "/x/admin/")
	p.Wait("the sign-in", `document.body.innerText.includes("Se connecter avec un jeton d’accès")`)
	p.Picture("sign-in")
	fill(p, siteFiles(t, source))
	press(p, "Travailler avec un dépôt local")
	p.Wait("the collections", `document.body.innerText.includes("Données / Data")`)
	shown := browser.Eval[string](p, `document.body.innerText`)
	for _, collection := range []string{"Article", "Revendications / Demands", "Guide", "Événement / Event", "Page", "Données / Data", "Réglages / Settings"} {
		if !strings.Contains(shown, collection) {
			t.Errorf("there is no collection %q", collection)
		}
	}
	p.Picture("collections")

	was := siteFiles(t, source)
	for _, page := range []string{"guides/hold-picket", "demands/alliance-ouvriere", "articles/defeating-amazon", "events/congress-2024", "pages/press"} {
		rename(t, p, source, page)
		name := "content/" + page + ".fr.md"
		was[name] = retitled(t, page, was[name])
	}
	for name, c := range map[string]struct{ hash, input, old string }{
		"content/data/figures.yaml":       {"data/entries/figures", "Entrepôts fermés", `"Entrepôts fermés"`},
		"content/data/organizations.yaml": {"data/entries/organizations", "Confédération des syndicats nationaux", "Confédération des syndicats nationaux"},
		"content/site.yaml":               {"settings/entries/site", "Sept entrepôts", "Sept entrepôts"},
	} {
		edit(p, c.hash, c.input)
		was[name] = strings.Replace(was[name], c.old, strings.Replace(c.old, c.input, c.input+" bis", 1), 1)
	}
	saved := contents(p)
	for name, text := range was {
		if diff := cmp.Diff(strings.TrimSpace(text), strings.TrimSpace(saved[name])); diff != "" && strings.HasPrefix(name, "content/") {
			t.Errorf("%s (-wanted +saved):\n%s", name, diff)
		}
	}
	p.Picture("saved")
	for name, text := range saved {
		if err := os.WriteFile(filepath.Join(source, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	told(t, "tract", "check", "--source", source, "--base-url", "https://example.org/x/", "--strict")
}

// TestAdminServed edits the folder that tract serve shows, as one does on a computer
// without a token: what is saved changes the site, and the editor stays as it was.
func TestAdminServed(t *testing.T) {
	source, _ := adminSite(t)
	s := &served{T: t, dir: source}
	s.start("127.0.0.1:0")
	p := browser.Start(t).Open(t, 1200, 900)
	p.Begin(ownFolder)
	p.Go(s.address + "/admin/index.html")
	p.Wait("the sign-in", `document.body.innerText.includes("Travailler avec un dépôt local")`)
	fill(p, siteFiles(t, source))
	press(p, "Travailler avec un dépôt local")
	p.Wait("the collections", `document.body.innerText.includes("Données / Data")`)
	browser.Eval[any](p, `void (window.marked = true)`)
	for _, page := range []string{"pages/press", "pages/faq"} {
		rename(t, p, source, page)
		name := "content/" + page + ".fr.md"
		if err := os.WriteFile(filepath.Join(source, name), []byte(contents(p)[name]), 0o666); err != nil {
			t.Fatal(err)
		}
		s.wait(page+" is shown with its new title", func() bool {
			_, shown := s.get("/fr/index.html")
			return strings.Count(shown, " bis") > 0
		})
	}
	if !browser.Eval[bool](p, `window.marked === true && document.body.innerText.includes("Données / Data")`) {
		t.Error("the editor was loaded again")
	}
}

// TestAdminIsApart looks for the editor where readers and programs are told of pages.
func TestAdminIsApart(t *testing.T) {
	_, public := adminSite(t)
	for _, ending := range []string{".html", ".js", ".json", ".xml"} {
		for name, src := range readTree(t, public, ending) {
			if !strings.HasPrefix(name, "admin/") && strings.Contains(string(src), "admin/") {
				t.Errorf("%s tells of the editor", name)
			}
		}
	}
	if robots := readTree(t, public, "robots.txt")["robots.txt"]; !strings.Contains(string(robots), "\nDisallow: /x/admin/\n") {
		t.Errorf("robots.txt says\n%s", robots)
	}
}

func press(p *browser.Page, button string) {
	browser.Eval[any](p, fmt.Sprintf(`void [...document.querySelectorAll("button")].find((b) => b.textContent.includes(%q)).click()`, button))
}

// rename writes another title for a page, in French, and saves it.
func rename(t *testing.T, p *browser.Page, source, page string) {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(source, "content", filepath.FromSlash(page)+".fr.md"))
	if err != nil {
		t.Fatal(err)
	}
	folder, key, _ := strings.Cut(page, "/")
	edit(p, folder+"/entries/"+key, titleOf(t, page, string(src)))
}

// edit writes a word behind what a field holds, and saves the file. The editor draws
// what is in sight, so a field that is not there yet is scrolled for.
func edit(p *browser.Page, place, value string) {
	browser.Eval[any](p, fmt.Sprintf(`void (location.hash = "#/collections/%s")`, place))
	p.Wait(place+" is edited", fmt.Sprintf(`(() => {
		const inputs = [...document.querySelectorAll("input, textarea")];
		const input = inputs.find((i) => i.value === %[1]q);
		const save = [...document.querySelectorAll("button")].find((b) => b.textContent.includes("Enregistrer"));
		if (!inputs.some((i) => i.value.startsWith(%[1]q))) {
			[...document.querySelectorAll(".header .start button[aria-expanded=false]")].find((b) => b.closest(".header").parentElement.innerText.includes(%[1]q))?.click();
			if (!(performance.now() < window.scrolled + 100)) {
				window.scrolled = performance.now();
				for (const pane of [...document.querySelectorAll("*")].filter((e) => e.scrollHeight > e.clientHeight)) {
					const at = pane.scrollTop;
					pane.scrollTop += 150;
					if (pane.scrollTop === at) pane.scrollTop = 0;
				}
			}
		}
		if (input) {
			input.value += " bis";
			input.dispatchEvent(new InputEvent("input", {bubbles: true}));
		}
		return inputs.some((i) => i.value === %[1]q + " bis") && save && !save.disabled && save.getAttribute("aria-disabled") !== "true";
	})()`, value))
	p.Picture(strings.ReplaceAll(place, "/", "-"))
	press(p, "Enregistrer")
	p.Wait(place+" is saved", `!location.hash.includes("/entries/")`)
}

func titleOf(t *testing.T, page, src string) string {
	t.Helper()
	fields, _ := taken(t, page, src)
	title, _ := fields["title"].(string)
	return title
}

// retitled gives a page's text as rename leaves it.
func retitled(t *testing.T, page, src string) string {
	t.Helper()
	title := titleOf(t, page, src)
	return strings.Replace(src, title, title+" bis", 1)
}

// siteFiles gives the content by path, and what the editor knows a repository by.
func siteFiles(t *testing.T, source string) map[string]string {
	t.Helper()
	files := map[string]string{".git/HEAD": "ref: refs/heads/main\n"}
	for _, ending := range []string{".md", ".yaml"} {
		for name, src := range readTree(t, filepath.Join(source, "content"), ending) {
			files["content/"+name] = string(src)
		}
	}
	return files
}

// fill puts files into the browser's folder.
func fill(p *browser.Page, files map[string]string) {
	all, err := json.Marshal(files)
	if err != nil {
		panic(err) // texts can always be written
	}
	browser.Eval[any](p, `(async () => {
		for (const [path, text] of Object.entries(`+string(all)+`)) {
			let folder = await navigator.storage.getDirectory();
			const names = path.split("/");
			for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, {create: true});
			const writer = await (await folder.getFileHandle(names.at(-1), {create: true})).createWritable();
			await writer.write(text);
			await writer.close();
		}
		return 0;
	})()`)
}

// contents gives the content that is in the browser's folder.
func contents(p *browser.Page) map[string]string {
	files := browser.Eval[map[string]string](p, `(async () => {
		const files = {};
		const walk = async (folder, path) => {
			for await (const [name, handle] of folder) {
				if (handle.kind === "directory") await walk(handle, path + name + "/");
				else files[path + name] = await (await handle.getFile()).text();
			}
		};
		await walk(await navigator.storage.getDirectory(), "");
		return files;
	})()`)
	maps.DeleteFunc(files, func(name, _ string) bool { return !strings.HasPrefix(name, "content/") })
	return files
}

// taken gives the fields of a page's front matter by name, and its text.
func taken(t *testing.T, name, src string) (map[string]any, string) {
	t.Helper()
	front, body, ok := strings.Cut(strings.TrimPrefix(src, "---\n"), "\n---\n")
	node, list := yaml.ParseData(name, []byte(front))
	if !ok || len(list) > 0 {
		t.Fatalf("%s: %v\n%s", name, list, src)
	}
	fields, _ := plainValue(&node).(map[string]any)
	return fields, body
}

// plainValue gives a value without its place and its form.
func plainValue(n *yaml.Node) any {
	switch n.Kind {
	case yaml.Mapping:
		m := map[string]any{}
		for i := range n.Fields {
			m[n.Fields[i].Key] = plainValue(&n.Fields[i].Value)
		}
		return m
	case yaml.Sequence:
		var items []any
		for i := range n.Items {
			items = append(items, plainValue(&n.Items[i]))
		}
		return items
	}
	return n.Value
}
