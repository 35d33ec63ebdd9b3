package leaflet

import (
	"fmt"
	"strings"
	"testing"

	"tract/internal/locale"
	"tract/internal/markdown"
	"tract/internal/site"
)

// converted gives a page of a guide with a text, whose references lead to themselves.
func converted(l *locale.Locale, text string) (*site.Page, *markdown.Document) {
	body, _ := new(markdown.Converter).ConvertGuide("guide.md", []byte(text), 1, l)
	p := &site.Page{Language: &site.Language{Locale: l}, Targets: make([]site.Target, len(body.Refs))}
	for i, ref := range body.Refs {
		p.Targets[i] = site.Target{Text: ref.Scheme + " " + ref.Target}
		if ref.Scheme == "http" || ref.Scheme == "https" {
			p.Targets[i].URL = ref.Target
		}
	}
	return p, body
}

// TestBody reads what the converter writes, in each of its forms.
func TestBody(t *testing.T) {
	french := localeOf(t, "fr")
	for _, c := range []struct{ text, want string }{
		{"Un *texte* et **un autre**.\n\nLe 1er mars.", "p: Un texte et +un autre+. p: Le 1^er^ mars."},
		{"## Titre\n\n### Sous-titre", "h: Titre m: Sous-titre"},
		{"1. Venir.\n\n   Encore.\n2. Rester.\n\n1. Autre.", "1(p: Venir. p: Encore.) 2(p: Rester.) 3(p: Autre.)"},
		{"1. Venir.\n\n## Puis\n\n3. Rester.", "1(p: Venir.) h: Puis 3.(p: Rester.)"},
		{"- un\n  - deux\n- trois", "•(p: un •(p: deux)) •(p: trois)"},
		{"- [ ] à faire\n- [x] fait", "☐(p: à faire) ☑(p: fait)"},
		{"> Citation", "q(p: Citation)"},
		{"> [!WARNING]\n> Attention.", "n[Attention](p: Attention.)"},
		{"| | À qui |\n|---|---|\n| Question | Députée |\n| Autre | |", "•(p: +Question+| À qui – Députée) •(p: +Autre+)"},
		{"```\nun\n  deux\n```", "q(p: un|   deux)"},
		{"```call to=\"514 555-0123\"\nBonjour, [[nom]].\nOui.\n\nMerci.\n```", "f[Texte pour un appel](p: +À\u00a0: +514 555-0123 p: Bonjour, _nom_.| Oui. p: Merci.)"},
		{"a\\\nb\n\n---\n\nc ~~d~~", "p: a|  b r p: c =d="},
		{"Le [site](https://www.assnat.qc.ca/) et [](guide:picket), [assnat.qc.ca](https://www.assnat.qc.ca/).", "p: Le site (assnat.qc.ca) et guide picket, assnat.qc.ca."},
		{"[Long](https://example.org/" + strings.Repeat("x", 40) + ")", "p: Long"},
		{"Note[^1].\n\n[^1]: Suite.", "p: Note^1^. r 1.(p: Suite.)"},
		{"Avant.\n\n![Une photo](images/x.png)\n\nAprès ![autre](images/x.png).", "p: Avant. p: Après ."},
	} {
		p, body := converted(french, c.text)
		if got := dump(Body(p, body)); got != c.want {
			t.Errorf("%q\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

// dump writes blocks in a line.
func dump(blocks []Block) string {
	var list []string
	for _, b := range blocks {
		name := map[Kind]string{Paragraph: "p", Heading: "h", Minor: "m", Quote: "q", Frame: "f", Notice: "n", Rule: "r"}[b.Kind] + b.Mark
		switch text := spelled(b.Text); {
		case b.Within == nil && text != "":
			name += ": " + text
		case text != "":
			name += "[" + text + "]"
		}
		if b.Within != nil {
			name += "(" + dump(b.Within) + ")"
		}
		list = append(list, name)
	}
	return strings.Join(list, " ")
}

func spelled(spans []Span) string {
	text := ""
	for _, s := range spans {
		mark := map[Style]string{0: "", Bold: "+", Raised: "^", Struck: "=", Blank: "_"}[s.Style]
		if s.Style == Break {
			text += "| "
			continue
		}
		text += fmt.Sprint(mark, s.Text, mark)
	}
	return text
}
