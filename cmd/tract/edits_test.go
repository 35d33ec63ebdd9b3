package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tract/assets"
	"tract/layouts"
)

// edits are the ways in which a site changes, and how often.
var edits = []struct {
	name   string
	weight int
	do     func(e *editor)
}{
	{"body", 6, (*editor).body},
	{"title", 3, func(e *editor) { e.field(e.pick("content/*/*.md"), "title") }},
	{"summary", 2, func(e *editor) { e.field(e.pick("content/*/*.md"), "summary") }},
	{"date", 3, func(e *editor) { e.field(e.pick("content/*/*.fr.md"), "date") }},
	{"slug", 3, (*editor).slug},
	{"old address", 2, func(e *editor) {
		e.replace(e.pick("content/*/*.??.md"), "---\n", "---\naliases: [/fr/vieux-"+e.number()+".html, /en/old.html]\n")
	}},
	{"shared field", 3, func(e *editor) {
		e.field(e.pick("content/*/*.fr.md"), one(e, []string{"minutes", "effort", "topics", "stance", "checked", "risk", "image", "place", "start", "order", "by", "offline", "quick_hide"}))
	}},
	{"any field", 5, func(e *editor) { e.field(e.pick("content/*/*"), "") }},
	{"settings", 4, func(e *editor) { e.field("content/site.yaml", "") }},
	{"what the site goes without", 2, (*editor).without},
	{"figure", 4, func(e *editor) { e.field("content/data/figures.yaml", "value") }},
	{"add a row", 3, (*editor).addRow},
	{"remove a row", 2, (*editor).removeRow},
	{"add a page", 4, (*editor).addPage},
	{"remove a page", 2, func(e *editor) { e.page(func(name string) { e.remove(name) }) }},
	{"rename a page", 3, (*editor).renamePage},
	{"add a language to a page", 3, (*editor).addLanguage},
	{"remove a language from a page", 3, func(e *editor) { e.remove(e.pick("content/*/*.??.md")) }},
	{"languages of the site", 3, (*editor).languages},
	{"break front matter", 2, func(e *editor) {
		e.replace(e.pick("content/*/*.md"), "---\n", one(e, []string{"---\nno: field\n", "---\ntitle: [\n", "", "---\n\ttitle: x\n", "---\ndate: yesterday\n"}))
	}},
	{"break data", 2, func(e *editor) {
		e.replace(e.pick("content/data/*.yaml"), ": ", one(e, []string{":: ", ": {", ": &a "}))
	}},
	{"break body", 2, func(e *editor) {
		e.append(e.pick("content/*/*.md"), one(e, []string{"\n[](guide:nowhere)\n", "\n<script>x</script>\n", "\n[x](javascript:x)\n", "\n![x](../images/none.png)\n", "\n[](figure:none)\n", "\n```call\n"}))
	}},
	{"break settings", 1, func(e *editor) {
		e.replace("content/site.yaml", "\n", one(e, []string{"\ncolor: red\n", "\nlanguages: [xx]\n", "\n\t- x\n", "\ncolour: \"#ffffff\"\n"}))
	}},
	{"a line above the settings", 3, func(e *editor) {
		e.write("content/site.yaml", one(e, []string{"# a line\n", "# a line\n", "\n", "a line\n"})+e.seen["content/site.yaml"])
	}},
	{"break a template", 2, (*editor).breakTemplate},
	{"break a style", 1, func(e *editor) { e.theme("assets", "css/base.css", "}", "}}{") }},
	{"break strings", 1, func(e *editor) {
		e.theme("layouts", "strings/fr.yaml", "tag:", one(e, []string{"tog:", "tag: [", "tag:\ntag:"}))
	}},
	{"folder that has no place", 1, func(e *editor) { e.write("content/guide/x.fr.md", "---\ntitle: x\n---\n") }},
	{"template", 3, func(e *editor) {
		e.theme("layouts", one(e, []string{"guide.html", "article.html", "list.html", "home.html", "redirect.html", "404.html", "base.html"}), "<", fmt.Sprintf("<p>%d</p><", e.random.IntN(9)))
	}},
	{"partial", 2, func(e *editor) { e.theme("layouts", "partials/footer.html", "<footer", "<footer data-x="+e.number()) }},
	{"string", 3, (*editor).words},
	{"style", 3, func(e *editor) { e.theme("assets", "css/tokens.css", "}", " --x"+e.number()+": 1px; }") }},
	{"style of a kind", 1, func(e *editor) { e.write("assets/css/pages/guide.css", "main { padding: "+e.number()+"px }\n") }},
	{"script", 1, func(e *editor) { e.theme("assets", "js/main.js", "\n", "\nwindow.x = "+e.number()+";\n") }},
	{"worker", 1, func(e *editor) { e.theme("assets", "js/sw.js", "\n", "\nself.x = "+e.number()+";\n") }},
	{"static file", 2, func(e *editor) {
		e.write("assets/static/"+one(e, []string{"icon-192.png", "icon-512.png", "other.png"}), picturePixels(false, 1+e.random.IntN(6), 2, 3, 0))
	}},
	{"theme as it was", 3, func(e *editor) { e.remove(e.pick(one(e, []string{"layouts/*", "layouts/*/*", "assets/*/*"}))) }},
	{"photo", 4, (*editor).photo},
	{"photo removed", 2, func(e *editor) { e.remove(e.pick("content/images/*")) }},
	{"drafts", 3, func(e *editor) { e.drafts = !e.drafts }},
	{"a draft", 2, func(e *editor) {
		e.replace(e.pick("content/*/*.md"), "---\n", one(e, []string{"---\ndraft: true\n", "---\ndraft: false\n"}))
	}},
	{"clock", 8, (*editor).clock},
	{"another program", 1, func(e *editor) { e.version = "test " + e.number() }},
	{"same length", 5, (*editor).sameLength},
	{"a line", 3, (*editor).line},
	{"file as a folder", 1, func(e *editor) {
		name := e.pick("content/*/*")
		e.remove(name)
		e.write(name+"/x", "text")
	}},
	{"link", 1, func(e *editor) {
		name := e.pick("content/*/*")
		e.remove(name)
		e.do(os.Symlink("/etc/hostname", e.at(name)))
	}},
	{"droppings", 3, (*editor).droppings},
	{"touch", 2, func(e *editor) {
		name := e.pick("content/*/*")
		e.touched = append(e.touched, name)
		e.do(os.Chtimes(e.at(name), time.Time{}, time.Unix(e.random.Int64N(4e9), 0)))
	}},
	{"as it began", 2, func(e *editor) {
		name := one(e, slices.Sorted(maps.Keys(e.good)))
		e.write(name, e.good[name])
	}},
	{"memory deleted", 2, func(e *editor) { e.do(os.RemoveAll(e.at(".tract"))) }},
	{"memory damaged", 6, (*editor).damage},
	{"memory of an earlier run", 3, (*editor).remember},
	{"public touched", 6, (*editor).touchPublic},
	{"public deleted", 1, func(e *editor) { e.do(os.RemoveAll(one(e, e.publics))) }},
}

func (e *editor) number() string { return strconv.Itoa(e.random.IntN(100)) }

func (e *editor) append(name, text string) {
	if was, ok := e.seen[name]; ok {
		e.write(name, was+text)
	}
}

func (e *editor) body() {
	name := e.pick("content/*/*.md")
	if i := strings.LastIndex(e.seen[name], "---\n") + 4; i > 4 && e.random.IntN(3) == 0 {
		e.write(name, e.seen[name][:i]+"\nTexte "+e.number()+".\n\n"+e.seen[name][i:])
		return
	}
	e.append(name, one(e, []string{
		"\nEncore " + e.number() + ".\n", "\n## Partie " + e.number() + "\n\nTexte.\n", "\n[](figure:jobs), [](guide:picket).\n", "\n[](term:salting), [](topic:rights), [](org:csn)\n",
		"\n![x](../images/picket.png)\n", "\n[](event:march), [](demand:keep-jobs)\n", "\n- a\n- b\n",
	}))
}

// field finds what a line of YAML gives a value to, within braces too.
var field = regexp.MustCompile(`([a-z_]+): ("[^"\n]*"|\[[^\]\n]*\]|[^,{}\[\]\n]+)`)

// field changes the value of a field, of any if it has no name.
func (e *editor) field(name, key string) {
	text := e.seen[name]
	yaml := text
	if strings.HasSuffix(name, ".md") && len(text) > 4 {
		yaml = text[:4+max(0, strings.Index(text[4:], "\n---"))]
	}
	var found [][]int
	for _, m := range field.FindAllStringSubmatchIndex(yaml, -1) {
		if key == "" || yaml[m[2]:m[3]] == key {
			found = append(found, m)
		}
	}
	if m := one(e, found); m != nil {
		e.write(name, text[:m[4]]+e.other(yaml[m[2]:m[3]], yaml[m[4]:m[5]])+text[m[5]:])
	}
}

// other gives another value for a field: one that some file has, or one like it.
func (e *editor) other(key, value string) string {
	if e.random.IntN(2) == 0 {
		var values []string
		for _, name := range slices.Sorted(maps.Keys(e.seen)) {
			for _, m := range field.FindAllStringSubmatch(e.seen[name], -1) {
				if m[1] == key {
					values = append(values, m[2])
				}
			}
		}
		return one(e, values)
	}
	bare := strings.Trim(value, `"`)
	if n, err := strconv.ParseFloat(bare, 64); err == nil {
		return strconv.FormatFloat(n+1, 'f', -1, 64)
	}
	switch {
	case bare == "true", bare == "false":
		return map[string]string{"true": "false", "false": "true"}[bare]
	case strings.HasPrefix(value, "["):
		items := strings.Split(strings.Trim(value, "[]"), ", ")
		i := e.random.IntN(len(items))
		return "[" + strings.Join(slices.Delete(items, i, i+1), ", ") + "]"
	case regexp.MustCompile(`^\d{4}-\d\d-\d\d`).MatchString(bare):
		return fmt.Sprintf("%d-%02d-%02d%s", 2024+e.random.IntN(3), 1+e.random.IntN(12), 1+e.random.IntN(28), bare[10:])
	case strings.HasPrefix(bare, "http"):
		return `"` + bare + `/x` + e.number() + `"`
	case regexp.MustCompile(`^[a-z#][a-z0-9-]*$`).MatchString(bare):
		return bare + "-" + e.number()
	}
	return `"` + bare + " " + e.number() + `"`
}

func (e *editor) slug() {
	name := e.pick("content/*/*.md")
	if strings.Contains(e.seen[name], "\nslug: ") {
		e.field(name, "slug")
		return
	}
	e.replace(name, "---\n", "---\nslug: adresse-"+e.number()+"\n")
}

// rows are what may be added to data files. %s is a number.
var rows = map[string]string{
	"glossary.yaml":      "word-%s:\n  term: {fr: mot %[1]s, en: word %[1]s}\n  definition: {fr: Un mot., en: A word.}\n  sources: [article:lessons]\n",
	"organizations.yaml": "group-%s:\n  name: {fr: Groupe %[1]s, en: Group %[1]s}\n  type: campaign\n  role: {fr: Un groupe., en: A group.}\n",
	"figures.yaml":       "figure-%s:\n  label: {fr: Chiffre, en: Figure}\n  format: count\n  topics: [rights]\n  values:\n    - {value: %[1]s, source: article:talks}\n",
	"timeline.yaml":      "- {id: moment-%s, date: 2025-02, text: {fr: Un moment., en: A moment.}, sources: [article:talks]}\n",
	"boycott.yaml":       "  - {name: Marque %s, domains: [brand%[1]s.example], text: {fr: Une marque., en: A brand.}, checked: 2025-04-02}\n",
}

func (e *editor) addRow() {
	name := e.pick("content/data/*.yaml")
	row := fmt.Sprintf(rows[path.Base(name)], e.number())
	switch path.Base(name) {
	case "alternatives.yaml":
	case "boycott.yaml":
		e.replace(name, "shorteners", row+"shorteners")
	default:
		e.append(name, row)
	}
}

func (e *editor) removeRow() {
	name := e.pick("content/data/*.yaml")
	starts := regexp.MustCompile(`(?m)^(- |[a-z0-9-]+:\n)`).FindAllStringIndex(e.seen[name], -1)
	if len(starts) < 2 {
		return
	}
	i := e.random.IntN(len(starts))
	end := len(e.seen[name])
	if i+1 < len(starts) {
		end = starts[i+1][0]
	}
	e.write(name, e.seen[name][:starts[i][0]]+e.seen[name][end:])
}

func (e *editor) addPage() {
	folder := one(e, []string{"guides", "articles", "pages", "events"})
	front := "title: Une page " + e.number() + "\nsummary: Un texte.\n"
	switch folder {
	case "articles":
		front += "date: 2025-05-0" + strconv.Itoa(1+e.random.IntN(9)) + "\ntopics: [rights]\nstance: news\nsource: {title: Talks, publication: The Globe, language: en}\n"
	case "guides":
		front += "minutes: 5\neffort: 1\ndemands: [severance]\n"
	case "events":
		front += "start: 2025-0" + strconv.Itoa(1+e.random.IntN(9)) + "-11 18:00\n"
	}
	key := "page-" + e.number()
	for _, language := range one(e, [][]string{{"fr"}, {"en"}, {"fr", "en"}, {"ar"}}) {
		e.write("content/"+folder+"/"+key+"."+language+".md", "---\n"+front+"---\nVoir [](guide:picket).\n")
	}
}

// page calls for each file of a page.
func (e *editor) page(do func(name string)) {
	file := e.pick("content/*/*.??.md")
	key, _, _ := strings.Cut(path.Base(file), ".")
	for _, name := range slices.Sorted(maps.Keys(e.seen)) {
		if strings.HasPrefix(name, path.Dir(file)+"/"+key+".") {
			do(name)
		}
	}
}

func (e *editor) renamePage() {
	number := e.number()
	e.page(func(name string) {
		key, rest, _ := strings.Cut(path.Base(name), ".")
		to := path.Dir(name) + "/" + key + "-" + number + "." + rest
		e.do(os.Rename(e.at(name), e.at(to)))
		e.touched = append(e.touched, name, to)
	})
}

func (e *editor) addLanguage() {
	name := e.pick("content/*/*.??.md")
	if base, ok := strings.CutSuffix(name, ".md"); ok {
		e.write(strings.TrimSuffix(base, path.Ext(base))+"."+one(e, []string{"fr", "en", "ar", "es"})+".md", e.seen[name])
	}
}

func (e *editor) languages() {
	lines := one(e, []string{
		"languages: [fr, en]\npartial_languages: [ar]\n", "languages: [en, fr]\npartial_languages: [ar]\n", "languages: [fr]\npartial_languages: [en, ar]\n",
		"languages: [fr, en]\npartial_languages: [ar, es]\n", "languages: [fr, en]\n", "languages: [fr, en, ar]\n", "languages: [en]\n",
	})
	e.write("content/site.yaml", regexp.MustCompile(`(?m)^languages: .*\n(partial_languages: .*\n)?`).ReplaceAllString(e.seen["content/site.yaml"], lines))
}

// theme lays a changed file of the program's own over it, or changes what lies there.
func (e *editor) theme(folder, name, old, text string) {
	e.write(folder+"/"+name, strings.Replace(e.themed(folder, name), old, text, 1))
}

// themed gives a file of the theme: the site's own, or the program's.
func (e *editor) themed(folder, name string) string {
	if text, ok := e.seen[folder+"/"+name]; ok {
		return text
	}
	var fsys fs.FS = layouts.FS
	if folder == "assets" {
		fsys = assets.FS
	}
	src, err := fs.ReadFile(fsys, name)
	e.do(err)
	return string(src)
}

func (e *editor) without() {
	parts := []string{"cards", "leaflets", "offline", "search"}
	e.random.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	e.write("content/site.yaml", regexp.MustCompile(`(?m)^without: .*\n`).ReplaceAllString(e.seen["content/site.yaml"], "without: ["+strings.Join(parts[:2+e.random.IntN(2)], ", ")+"]\n"))
}

func (e *editor) breakTemplate() {
	name := one(e, []string{"guide.html", "article.html", "list.html", "partials/footer.html", "home.html", "404.html", "redirect.html"})
	e.theme("layouts", name, "{{", one(e, []string{"{{.Nothing}}{{", "{{end}}{{", "{{index .Title 5}}{{", "<div {{", "{{if}}{{"}))
}

func (e *editor) words() {
	language := one(e, []string{"fr", "en", "ar"})
	text := e.themed("layouts", "strings/"+language+".yaml")
	found := regexp.MustCompile(`(?m)^ *[a-z-]+: [^ \n"'{\[|>].*[a-z]$`).FindAllStringIndex(text, -1)
	if m := one(e, found); m != nil {
		e.write("layouts/strings/"+language+".yaml", text[:m[1]]+" "+e.number()+text[m[1]:])
	}
}
