package schema

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/limit"
	"tract/internal/locale"
	"tract/internal/promise"
	"tract/internal/yaml"
)

// every has a field of each type.
var every = []Field{
	{Name: "title", Type: Text, Required: true, Max: 20, Label: Label("Titre", "Title")},
	{Name: "name", Type: Localized, Label: Label("Nom", "Name")},
	{Name: "minutes", Type: Int, Min: 1, Max: 90, Shared: true},
	{Name: "weight", Type: Number},
	{Name: "rank", Type: Int, Min: 2},
	{Name: "draft", Type: Bool, Shared: true},
	{Name: "date", Type: Date, Shared: true},
	{Name: "start", Type: DateTime, Shared: true},
	{Name: "url", Type: URL, Shared: true},
	{Name: "image", Type: Image},
	{Name: "alias", Type: Address},
	{Name: "by", Type: Key, Refers: "organization", Shared: true},
	{Name: "risk", Type: Enum, Values: []string{"none", "low", "legal"}, Shared: true},
	{Name: "menu", Type: Enum, Values: []string{"guides"}, Refers: "page"},
	{Name: "slug", Type: Slug},
	{Name: "language", Type: Language},
	{Name: "zone", Type: Zone},
	{Name: "currency", Type: Currency},
	{Name: "host", Type: Host},
	{Name: "colour", Type: Colour},
	{Name: "address", Type: Text, Shared: true},
	{Name: "materials", Type: List, Of: &Field{Name: "materials", Type: Text}},
	{Name: "topics", Type: List, Shared: true, Of: &Field{Name: "topics", Type: Key, Refers: "topic"}},
	{Name: "items", Type: List, Of: &Field{Name: "items", Type: Group, Fields: []Field{
		{Name: "id", Type: Key, ID: true, Required: true, Max: 40},
		{Name: "text", Type: Text, Required: true},
		{Name: "status", Type: Enum, Values: []string{"open", "won"}, Shared: true},
		Sources(true),
	}}},
	{Name: "entries", Type: Map, Of: &Field{Name: "name", Type: Localized}},
	OneSource(),
}

// forms are those of two languages.
func forms() map[string]*locale.Locale {
	fr, _ := locale.Load("fr", "fr.yaml", []byte("tag: fr\ntypography: {rules: french}"), nil)
	en, _ := locale.Load("en", "en.yaml", []byte("tag: en\ntypography: {rules: english}"), nil)
	return map[string]*locale.Locale{"fr": fr, "en": en}
}

func decode(t *testing.T, file, src string) (Record, diag.List) {
	t.Helper()
	node, list := yaml.Parse(file, []byte(src), 1)
	if len(list) > 0 {
		t.Fatalf("the YAML of the test is wrong: %v", list)
	}
	c := Context{Language: "fr", Languages: []string{"fr", "en"}, Locales: forms()}
	return c.Decode(&node, every)
}

// lines gives the printed list without the closing count.
func lines(t *testing.T, language string, list diag.List) string {
	t.Helper()
	s := strings.TrimRight(golden.Printed(t, language, list), "\n")
	s = s[:max(strings.LastIndexByte(s, '\n'), 0)]
	return strings.ReplaceAll(s, "\n    ", "\n")
}

// wantFaults decodes a text and compares what is said of it.
func wantFaults(t *testing.T, src, want string) {
	t.Helper()
	_, list := decode(t, "f", src)
	if got := lines(t, "en", list); got != want {
		t.Errorf("%s\n got %s\nwant %s", src, got, want)
	}
}

// TestMost gives lists as many entries as they may have, and one more, which is told and
// left out, as is what a file refers to beyond what it may.
func TestMost(t *testing.T) {
	topics := &Field{Name: "topics", Type: Key, Refers: "topic"}
	fields := []Field{
		{Name: "list", Type: List, Max: 2, Of: &Field{Name: "list", Type: Text}},
		{Name: "map", Type: Map, Max: 2, Of: &Field{Name: "map", Type: Text}},
		{Name: "topics", Type: List, Of: topics},
		Sources(false),
	}
	keys := func(form string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, form+", ", i)
		}
		return b.String()
	}
	const many, drawn = `error: “%s” may have at most 2 entries`, "error: a file may name at most 2500 things by their key"
	for _, c := range []struct {
		src, want string
		kept      int
	}{
		{"list: [a, b]\nmap: {a: a, b: b}", "", 4},
		{"list: [a, b, c, d]", "1:14: " + fmt.Sprintf(many, "list") + "\nhint: keep what matters most to readers", 2},
		{"map: {a: a, b: b, c: c, d: d}", "1:19: " + fmt.Sprintf(many, "map") + "\nhint: keep what matters most to readers", 2},
		{"topics: [" + keys("t%d", limit.References) + "]", "", limit.References},
		{"topics: [" + keys("t%d", limit.References-1) + "]\nsources:\n- article:x\n- article:x\n- {article: x}\n", "4:3: " + drawn + "\nhint: keep what matters most to readers", limit.References + 1},
		{"topics: [" + keys("t%d", limit.References-2) + "]\nsources:\n- {article: x}\n- {title: x}\n- article:x\n", "", limit.References + 1},
	} {
		node, list := yaml.Parse("f", []byte(c.src), 1)
		if len(list) > 0 {
			t.Fatalf("%.80s: %v", c.src, list)
		}
		r, list := Context{}.Decode(&node, fields)
		if got := strings.TrimPrefix(lines(t, "en", list), "f:"); got != c.want {
			t.Errorf("%.80s\n got %s\nwant %s", c.src, got, c.want)
		}
		if n := len(r.Texts("list")) + len(r.Items("map")) + len(r.Texts("topics")) + len(r.Items("sources")); n != c.kept {
			t.Errorf("%.80s: %d are kept", c.src, n)
		}
	}
}

// TestAllEntries gives the lists of a file as many entries together as they may have, and one
// more.
func TestAllEntries(t *testing.T) {
	fields := []Field{{Name: "list", Type: List, Of: &Field{Name: "list", Type: Group, Fields: []Field{{Name: "words", Type: List, Of: &Field{Name: "words", Type: Text}}}}}}
	const group = "- words: [a, a, a, a, a, a, a, a, a]\n"
	for more, want := range map[string]string{
		"":               "",
		"- words: [a]\n": fmt.Sprintf("f:%d:3: error: the lists of a file may have at most 5000 entries together\nhint: each entry counts, and so does each of its sources and topics; keep what matters most to readers", limit.FileEntries/10+2),
	} {
		node, list := yaml.ParseData("f", []byte("list:\n"+strings.Repeat(group, limit.FileEntries/10)+more))
		if len(list) > 0 {
			t.Fatal(list)
		}
		r, list := Context{}.Decode(&node, fields)
		if got := lines(t, "en", list); got != want || len(r.Items("list")) != limit.FileEntries/10 {
			t.Errorf("with %q: %d are kept, and %s", more, len(r.Items("list")), got)
		}
	}
}

func TestRecord(t *testing.T) {
	r, list := decode(t, "a.fr.md", `title: "  L'usine
  ferme "
name: {fr: "L'un", en: 'One''s'}
minutes: "15"
weight: 37.6
draft: true
date: 2025-01
start: 2025-02-15 13:00
address: 1, rue de l'Usine
materials: [L'un, 010, no]
topics:
  - closure
items:
  - {id: stay, text: "L'usine", sources: [article:x, {title: "L'une", url: "https://example.org/é"}]}
entries: {rights: Droits}
source: article:y
menu: page:about
`)
	if len(list) > 0 {
		t.Fatal(golden.Printed(t, "en", list))
	}
	item := r.Items("items")[0]
	sources := item.Items("sources")
	entry := r.Items("entries")[0]
	start, timed := r.DateTime("start")
	source := r.Group("source")
	got := []any{
		r.Text("title"), r.Localized("name"), r.Int("minutes"), r.Number("weight"), r.Bool("draft"), r.Date("date"), start, timed,
		r.Text("address"), r.Texts("materials"), r.Refs("topics"), item.Text("text"), sources[0].Ref("article").Key,
		sources[1].Localized("title")["en"], sources[1].Text("url"), entry.Key, entry.Localized("name"), source.Text("article"), r.Text("menu"),
		r.Has("title"), r.Has("rank"), r.Int("rank"), r.Pos("rank"), r.Pos("minutes"),
	}
	want := []any{
		"L’usine ferme",
		locale.Text{"fr": "L’un", "en": "One’s"},
		15, 37.6, true,
		locale.Date{Year: 2025, Month: 1},
		locale.DateTime{Date: locale.Date{Year: 2025, Month: 2, Day: 15}, Hour: 13},
		true,
		"1, rue de l'Usine",
		[]string{"L’un", "010", "no"},
		[]Ref{{"closure", diag.Position{File: "a.fr.md", Line: 12, Column: 5}}},
		"L’usine", "x",
		"L'une", "https://example.org/é", "rights",
		locale.Text{"fr": "Droits", "en": "Droits"},
		"y", "page:about",
		true, false, 0,
		diag.Position{File: "a.fr.md", Line: 1, Column: 1},
		diag.Position{File: "a.fr.md", Line: 4, Column: 10},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestFaults gives each wrong value its exact place and words. Every case has a
// title, on its first line.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"tilte: x", "f:2:1: error: there is no field \"tilte\" here\nhint: did you mean \"title\"?"},
		{"Titre: x", "f:2:1: error: there is no field \"Titre\" here\nhint: did you mean \"title\"?"},
		{"url2x: a", "f:2:1: error: there is no field \"url2x\" here\nhint: the fields here are: " + strings.Join(Names(every), ", ")},
		{"minutes: 91", "f:2:10: error: 91 is out of range (field \"minutes\")\nhint: it goes from 1 to 90"},
		{"minutes: 0x10", "f:2:10: error: \"0x10\" is not a whole number (field \"minutes\")\nhint: write digits only, from 1 to 90"},
		{"minutes: 1e1", "f:2:10: error: \"1e1\" is not a whole number (field \"minutes\")\nhint: write digits only, from 1 to 90"},
		{"minutes: 1.5", "f:2:10: error: \"1.5\" is not a whole number (field \"minutes\")\nhint: write digits only, from 1 to 90"},
		{"minutes: 9999999999999999999", "f:2:10: error: \"9999999999999999999\" is not a whole number (field \"minutes\")\nhint: write digits only, from 1 to 90"},
		{"rank: 1", "f:2:7: error: 1 is out of range (field \"rank\")\nhint: it is at least 2"},
		{"weight: 4 500", "f:2:9: error: \"4 500\" is not a number (field \"weight\")\nhint: write it without spaces, unit or sign of money, with a point for the decimals: 4500 or 37.6"},
		{"weight: .inf", "f:2:9: error: \".inf\" is not a number (field \"weight\")\nhint: write it without spaces, unit or sign of money, with a point for the decimals: 4500 or 37.6"},
		{"draft: oui", "f:2:8: error: \"oui\" is neither true nor false (field \"draft\")\nhint: write true for yes, false for no"},
		{"date: 2025-02-30", "f:2:7: error: \"2025-02-30\" does not exist in the calendar (field \"date\")"},
		{"date: 2025-13", "f:2:7: error: \"2025-13\" does not exist in the calendar (field \"date\")"},
		{"date: 30 février", "f:2:7: error: \"30 février\" is not a date (field \"date\")\nhint: write 2025-01-22, or 2025-01 or 2025 where the day or the month is not known"},
		{"date: 2025-02-15 09:00", "f:2:7: error: \"2025-02-15 09:00\" is not a date (field \"date\")\nhint: write 2025-01-22, or 2025-01 or 2025 where the day or the month is not known"},
		{"start: 2025-02", "f:2:8: error: \"2025-02\" is not a date (field \"start\")\nhint: write 2025-02-15 09:30, or 2025-02-15 where the hour is not known"},
		{"start: 2025-02-15 25:00", "f:2:8: error: \"2025-02-15 25:00\" does not exist in the calendar (field \"start\")"},
		{"start: 2025-02-15 9h30", "f:2:8: error: \"2025-02-15 9h30\" is not a date (field \"start\")\nhint: write 2025-02-15 09:30, or 2025-02-15 where the hour is not known"},
		{"url: javascript:alert(1)", "f:2:6: error: \"javascript:alert(1)\" does not begin with https:// or http:// (field \"url\")\nhint: copy the whole address from the browser: https://example.org/page"},
		{"url: //example.org", "f:2:6: error: \"//example.org\" does not begin with https:// or http:// (field \"url\")\nhint: copy the whole address from the browser: https://example.org/page"},
		{"url: https://me:pw@example.org", "f:2:6: error: \"https://me:pw@example.org\" is not a web address (field \"url\")\nhint: copy the whole address from the browser: https://example.org/page"},
		{"url: https:example.org", "f:2:6: error: \"https:example.org\" is not a web address (field \"url\")\nhint: copy the whole address from the browser: https://example.org/page"},
		{"url: 'https://example.org/\"><script>'", "f:2:6: error: \"https://example.org/\\\"><script>\" is not a web address (field \"url\")\nhint: copy the whole address from the browser: https://example.org/page"},
		{"image: ../secret.jpg", "f:2:8: error: \"../secret.jpg\" is not an image of this site (field \"image\")\nhint: put a .jpg, .png, .webp or .gif file in the folder “images” and write “images/name.jpg”"},
		{"image: images/../../x.jpg", "f:2:8: error: \"images/../../x.jpg\" is not an image of this site (field \"image\")\nhint: put a .jpg, .png, .webp or .gif file in the folder “images” and write “images/name.jpg”"},
		{"image: images/x.svg", "f:2:8: error: \"images/x.svg\" is not an image of this site (field \"image\")\nhint: put a .jpg, .png, .webp or .gif file in the folder “images” and write “images/name.jpg”"},
		{"alias: /fr/../../x", "f:2:8: error: \"/fr/../../x\" is not the address of a page of this site (field \"alias\")\nhint: write it from the first slash on: /fr/guides/old-name.html"},
		{"alias: //evil.example/", "f:2:8: error: \"//evil.example/\" is not the address of a page of this site (field \"alias\")\nhint: write it from the first slash on: /fr/guides/old-name.html"},
		{"alias: /.tract-manifest", "f:2:8: error: \"/.tract-manifest\" cannot be published: a part of it is a name that some computers refuse or hide (field \"alias\")\nhint: no part of it may begin or end with a point, be longer than 200 bytes, or be a name such as con, aux or nul"},
		{"alias: /fr/.git/x.html", "f:2:8: error: \"/fr/.git/x.html\" cannot be published: a part of it is a name that some computers refuse or hide (field \"alias\")\nhint: no part of it may begin or end with a point, be longer than 200 bytes, or be a name such as con, aux or nul"},
		{"alias: /fr/Aux.html", "f:2:8: error: \"/fr/Aux.html\" cannot be published: a part of it is a name that some computers refuse or hide (field \"alias\")\nhint: no part of it may begin or end with a point, be longer than 200 bytes, or be a name such as con, aux or nul"},
		{"alias: /fr/page.", "f:2:8: error: \"/fr/page.\" cannot be published: a part of it is a name that some computers refuse or hide (field \"alias\")\nhint: no part of it may begin or end with a point, be longer than 200 bytes, or be a name such as con, aux or nul"},
		{"alias: /a/b/c/d/e/f/g/h/i/j.html", ""},
		{"alias: /a/b/c/d/e/f/g/h/i/j/k.html", "f:2:8: error: \"/a/b/c/d/e/f/g/h/i/j/k.html\" has too many parts (field \"alias\")\nhint: an address has at most 10 parts between slashes"},
		{"alias: /COM1/", "f:2:8: error: \"/COM1/\" cannot be published: a part of it is a name that some computers refuse or hide (field \"alias\")\nhint: no part of it may begin or end with a point, be longer than 200 bytes, or be a name such as con, aux or nul"},
		{"alias: /fr/e\u0301te\u0301.html", "f:2:8: error: \"/fr/été.html\" cannot be published: a part of it is a name that some computers refuse or hide (field \"alias\")\nhint: no part of it may begin or end with a point, be longer than 200 bytes, or be a name such as con, aux or nul"},
		{"source: article:nul", "f:2:9: error: \"article:nul\" is not a source\nhint: Windows keeps this name for itself, so no key has it"},
		{"source: 'article: art'", "f:2:9: error: \"article: art\" is not a source\nhint: did you mean \"article:art\"?"},
		{"source: 'Article:art'", "f:2:9: error: \"Article:art\" is not a source\nhint: did you mean \"article:art\"?"},
		{"source: article:Art", "f:2:9: error: \"article:Art\" is not a source\nhint: did you mean \"article:art\"?"},
		{"source: article:!", "f:2:9: error: \"article:!\" is not a source\nhint: a key is a short name in small letters from a to z, digits and hyphens, without accents or spaces, such as laid-off-rights; at most 80 characters"},
		{"by: nul", "f:2:5: error: \"nul\" is not a key (field \"by\")\nhint: Windows keeps this name for itself, so no key has it"},
		{"entries: {nul: x}", "f:2:11: error: \"nul\" is not a key (field \"entries\")\nhint: Windows keeps this name for itself, so no key has it"},
		{"by: CSN", "f:2:5: error: \"CSN\" is not a key (field \"by\")\nhint: did you mean \"csn\"?"},
		{"by: '!'", "f:2:5: error: \"!\" is not a key (field \"by\")\nhint: a key is a short name in small letters from a to z, digits and hyphens, without accents or spaces, such as laid-off-rights; at most 80 characters"},
		{"risk: lgal", "f:2:7: error: \"lgal\" is not a value of \"risk\"\nhint: did you mean \"legal\"?"},
		{"risk: grand", "f:2:7: error: \"grand\" is not a value of \"risk\"\nhint: it is one of: none, low, legal"},
		{"menu: org:x", "f:2:7: error: \"org:x\" is not a value of \"menu\"\nhint: it is one of: guides"},
		{"slug: L'été", "f:2:7: error: \"L'été\" is not usable as the end of an address (field \"slug\")\nhint: did you mean \"l-ete\"?"},
		{"slug: '!'", "f:2:7: error: \"!\" is not usable as the end of an address (field \"slug\")\nhint: use letters and digits, with hyphens between words"},
		{"language: français", "f:2:11: error: \"français\" is not the code of a language (field \"language\")\nhint: write the code of two letters: fr, en, es, ar"},
		{"zone: America/Montreuil", "f:2:7: error: \"America/Montreuil\" is not a time zone (field \"zone\")\nhint: write a continent and a city: America/Toronto"},
		{"zone: Local", "f:2:7: error: \"Local\" is not a time zone (field \"zone\")\nhint: write a continent and a city: America/Toronto"},
		{"currency: XXQ", "f:2:11: error: \"XXQ\" is not a currency (field \"currency\")\nhint: write its code of three letters: CAD, USD, EUR"},
		{"currency: cad", "f:2:11: error: \"cad\" is not a currency (field \"currency\")\nhint: write its code of three letters: CAD, USD, EUR"},
		{"currency: $", "f:2:11: error: \"$\" is not a currency (field \"currency\")\nhint: write its code of three letters: CAD, USD, EUR"},
		{"host: https://a.co", "f:2:7: error: \"https://a.co\" is not the name of a site (field \"host\")\nhint: write the name alone, in small letters: example.org"},
		{"colour: rouge", "f:2:9: error: \"rouge\" is not a colour (field \"colour\")\nhint: write it in quotes, with its six digits: \"#b5001e\""},
		{"topics: closure", "f:2:9: error: \"topics\" must be a list\nhint: write it in brackets: [closure]"},
		{"items: {id: x}", "f:2:8: error: \"items\" must be a list\nhint: each item stands on its own line, after a dash"},
		{"items: [stay]", "f:2:9: error: \"items\" needs fields of its own\nhint: below it, indented by two spaces, on a line each: id, text, status, sources"},
		{"items: [{id: a, text: x}, {text: y}, {id: a, text: z}]", "f:2:27: error: the field \"id\" is missing\nf:2:43: error: \"a\" is given to two items; the first is at f:2:14"},
		{"materials: [{a: b}]", "f:2:13: error: \"materials\" must be one value, not a list or fields\nhint: if it is a text, put it in quotes"},
		{"materials: [a, '']", "f:2:16: error: an item of \"materials\" is empty"},
		{"name: [a]", "f:2:7: error: \"name\" must be a text, or one text for each language\nhint: write {fr: \"…\", en: \"…\"}"},
		{"name: {fr: a}", "f:2:7: warning: \"name\" has no text in the language \"en\""},
		{"name: {fr: a, en: '', ht: b}", "f:2:7: warning: \"name\" has no text in the language \"en\""},
		{"name: {fr: a, eng: b}", "f:2:15: error: \"eng\" is not the code of a language\nhint: did you mean \"en\"?"},
		{"name: {fr: [a], en: b}", "f:2:12: error: \"fr\" must be one value, not a list or fields"},
		{"entries: x", "f:2:10: error: \"entries\" needs entries, each under a key\nhint: an entry begins with its key and a colon, “severance-pay:”, and its fields follow, indented by two spaces"},
		{"entries: {Été: x}", "f:2:11: error: \"Été\" is not a key (field \"entries\")\nhint: did you mean \"ete\"?"},
		{"entries: {a: }", "f:2:11: error: the field \"a\" is empty"},
		{"source: union-lessons", "f:2:9: error: \"union-lessons\" is not a source\nhint: write “article:KEY” for a summary of this site, or the fields title, publication, url and date"},
		{"source: {url: https://example.org}", "f:2:9: error: this source has no title"},
		{"address: {fr: x}", "f:2:10: error: \"address\" is in one language here, that of the file (fr)\nhint: write the text alone, without {…}"},
	} {
		wantFaults(t, "title: x\n"+c.src, c.want)
	}
}

func TestFaultsInFrench(t *testing.T) {
	_, list := decode(t, "f", "titre: x\ndate: 2025-02-30\nrisk: lgal\nurl: 'data:x'\nname: {fr: Nom}\nitems: [{id: a}]\n")
	want := `f:1:1: erreur : il n’y a pas de champ "titre" ici
piste : vouliez-vous dire "title"?
f:2:7: erreur : "2025-02-30" n’existe pas au calendrier (champ "date")
f:3:7: erreur : "lgal" n’est pas une valeur de "risk"
piste : vouliez-vous dire "legal"?
f:4:6: erreur : "data:x" ne commence pas par https:// ou http:// (champ "url")
piste : copiez toute l’adresse à partir du navigateur : https://exemple.org/page
f:5:7: avertissement : "name" n’a pas de texte dans la langue "en"
f:6:9: erreur : il manque le champ "text"`
	if diff := cmp.Diff(strings.ReplaceAll(want, " : ", "\u00a0: "), lines(t, "fr", list)); diff != "" {
		t.Error(diff)
	}
}

// TestOrdinals advises on a text in the language that it is in, at its place, and
// leaves the words of others alone.
func TestOrdinals(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"title: Le 2ème et la 1ère\n", "f:1:11: advice: \"2ème\" has a longer ending than an ordinal takes\nhint: write 2e\nf:1:22: advice: \"1ère\" has a longer ending than an ordinal takes\nhint: write 1re"},
		{"title: x\nname: {fr: La 1ère, en: The 2ème}\n", "f:2:15: advice: \"1ère\" has a longer ending than an ordinal takes\nhint: write 1re"},
		{"title: x\nname: La 1ère\n", "f:2:10: advice: \"1ère\" has a longer ending than an ordinal takes\nhint: write 1re"},
		{"title: x\naddress: 1, 2ème Rue\n", "f:2:13: advice: \"2ème\" has a longer ending than an ordinal takes\nhint: write 2e"},
		{"title: x\nmaterials:\n  - |\n    Le\n    3ème\n", "f:5:5: advice: \"3ème\" has a longer ending than an ordinal takes\nhint: write 3e"},
		{"title: x\nsource: {title: Le 2ème, url: 'https://example.org/'}\n", ""},
	} {
		wantFaults(t, c.src, c.want)
	}
}

func TestMissing(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"draft: true", "f:1:1: error: the field \"title\" is missing"},
		{"title:", "f:1:1: error: the field \"title\" is empty"},
		{"draft: true\ntitle: \"\"", "f:2:1: error: the field \"title\" is empty"},
		{"title: [x]", "f:1:8: error: \"title\" must be one value, not a list or fields"}, // and not «missing» as well
		{"title: " + strings.Repeat("é", 21), "f:1:8: error: \"title\" may have at most 20 characters and has 21"},
		{"- x", "f:1:1: error: fields are expected here, each on a line “name: value”\nhint: a value that spans lines is indented by two spaces"},
		{"", "f:1:1: error: the field \"title\" is missing"},
		{"title: x\nslug: ~\ndate:\ntopics: []", ""},
	} {
		wantFaults(t, c.src, c.want)
	}
}

// TestD8Scalars holds plain values to what people write: each means what it says, or
// is refused with its place, a sentence and what to write in its stead.
func TestD8Scalars(t *testing.T) {
	tried := 0
	for _, s := range []string{
		"N", "no", "on", "yes", "True", "01234", "1.10", "+15145550123", "+49 30 901820", "1e3", "0x1F", "0o17", "0b1", "12:30", "1:2:3", "2025-01-22",
		"2013", ".5", "1_000", "=", "<<x", "100\u00a0%", "infinity", ".inf", ".nan", "NULL", "nil", "-", "--", "---x", "a:b", "{}", "[]",
	} {
		src, want := "title: "+s, s
		switch s {
		case "NULL": // YAML's own word for nothing, however it is written
			want = ""
		case "-", "--", "{}", "[]":
			src = "title: '" + s + "'"
		}
		r, list := decode(t, "f", src)
		if got := r.Text("title"); got != want || (want == "") != list.HasErrors() {
			t.Errorf("%s gives %q, %v", src, got, list)
		}
		tried++
	}
	for _, c := range []struct{ field, written, want string }{ // want is the code of a fault where it has a full stop in front
		{"draft", "true", "true"},
		{"draft", "false", "false"},
		{"draft", "no", ".bad-bool"},
		{"draft", "N", ".bad-bool"},
		{"draft", "yes", ".bad-bool"},
		{"draft", "on", ".bad-bool"},
		{"draft", "True", ".bad-bool"},
		{"draft", "1", ".bad-bool"},
		{"draft", "oui", ".bad-bool"},
		{"minutes", "10", "10"},
		{"minutes", "010", ".bad-int"},
		{"minutes", "0x10", ".bad-int"},
		{"minutes", "0o10", ".bad-int"},
		{"minutes", "1e1", ".bad-int"},
		{"minutes", "1_0", ".bad-int"},
		{"minutes", "1:30", ".bad-int"},
		{"minutes", "+10", ".bad-int"},
		{"minutes", "10.0", ".bad-int"},
		{"minutes", "1O", ".bad-int"},
		{"minutes", "0", ".out-of-range"},
		{"minutes", "91", ".out-of-range"},
		{"minutes", "-5", ".out-of-range"},
		{"minutes", "1-5", ".bad-int"},
		{"minutes", "٣", ".bad-int"},
		{"minutes", "99999999999999999999", ".bad-int"},
		{"weight", ".5", ".5"},
		{"weight", "-1.5", "-1.5"},
		{"weight", "1,5", ".bad-number"},
		{"weight", "1e3", ".bad-number"},
		{"weight", "infinity", ".bad-number"},
		{"weight", ".inf", ".bad-number"},
		{"weight", ".nan", ".bad-number"},
		{"weight", "1 000", ".bad-number"},
		{"weight", "1'000", ".bad-number"},
		{"weight", "00.5", ".bad-number"},
		{"weight", "~", ""},
		{"weight", "null", ""},
		{"date", "2025-01-01", "2025-01-01"},
		{"date", "2025", "2025"},
		{"date", "2025-1-1", ".bad-date"},
		{"date", "2025-02-30", ".no-such-date"},
		{"date", "01/02/2025", ".bad-date"},
		{"date", "2025-01-01T00:00:00Z", ".bad-date"},
		{"date", "20250101", ".bad-date"},
		{"date", "notadate", ".bad-date"},
		{"date", "1735689600", ".bad-date"},
		{"start", "2025-02-15 13:00", "2025-02-15 13:00"},
		{"start", "2025-02-15 25:00", ".no-such-date"},
		{"start", "13:00", ".bad-date"},
		{"risk", "none", "none"},
		{"risk", "None", ".bad-value"},
		{"by", "2025", "2025"},
		{"by", "no", "no"},
		{"language", "no", "no"},
		{"slug", "1e3", "1e3"},
		{"address", "H1A 0A1", "H1A 0A1"},
		{"address", "00501", "00501"},
	} {
		r, list := decode(t, "f", "title: x\n"+c.field+": "+c.written)
		code, bad := strings.CutPrefix(c.want, ".")
		bad = bad && code != "5"
		switch {
		case bad && (len(list) != 1 || list[0].Message.Code != "schema."+code || list[0].Line != 2 || list[0].Column != len(c.field)+3):
			t.Errorf("%s: %s gives %v, want %s", c.field, c.written, list, c.want)
		case bad:
			for _, language := range diag.Languages() {
				if s := diag.In(language).Sentence(list[0].Message); !strings.Contains(s, c.written) {
					t.Errorf("%s: %s: the sentence does not say it: %s", c.field, c.written, s)
				}
			}
		case !bad && (r.Text(c.field) != c.want || len(list) > 0):
			t.Errorf("%s: %s gives %q, %v", c.field, c.written, r.Text(c.field), list)
		}
		tried++
	}
	promise.Held(t, tried)
}

func TestIsKey(t *testing.T) {
	for s, want := range map[string]bool{
		"a": true, "leave-prime": true, "yul2": true, "2025-02-15": true, strings.Repeat("a", 80): true,
		"": false, "-a": false, "a-": false, "a--b": false, "A": false, "é": false, "a_b": false, "a.b": false, "con": false, "com1": false, "console": true, strings.Repeat("a", 81): false,
	} {
		if IsKey(s) != want {
			t.Errorf("IsKey(%q) = %v", s, !want)
		}
	}
}
