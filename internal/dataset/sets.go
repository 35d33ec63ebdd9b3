package dataset

import (
	"strings"

	"tract/internal/content"
	"tract/internal/locale"
	"tract/internal/schema"
)

type figure struct {
	Key      string        `json:"key"`
	Label    locale.Text   `json:"label"`
	Format   string        `json:"format"`
	Currency string        `json:"currency,omitempty"`
	Unit     locale.Text   `json:"unit,omitempty"`
	Topics   []string      `json:"topics"`
	Values   []figureValue `json:"values"`
	Note     locale.Text   `json:"note,omitempty"`
}

type figureValue struct {
	Value     *float64    `json:"value,omitempty"`
	Upper     *float64    `json:"upper,omitempty"`
	Text      locale.Text `json:"text,omitempty"`
	Qualifier string      `json:"qualifier,omitempty"`
	Source    source      `json:"source"`
	AsOf      string      `json:"as_of,omitempty"`
	Note      locale.Text `json:"note,omitempty"`
}

func (w *writer) figures() Set {
	set := w.set("figures", row("key", w.columns("label"), "format", "currency", "qualifier", "value", "upper", w.columns("unit"), w.columns("text"), "topics", "source", "as_of", w.columns("note")))
	for _, f := range w.site.Content.Data.Figures {
		out := figure{Key: f.Key, Label: f.Label, Format: f.Format, Currency: w.currency(&f), Unit: f.Unit, Topics: keys(f.Topics), Note: f.Note}
		for _, v := range f.Values {
			value, cells := figureValue{Text: v.Text, Qualifier: v.Qualifier, Source: w.source(v.Source), AsOf: iso(v.AsOf), Note: v.Note}, [2]string{}
			if f.Format != "text" {
				value.Value, cells[0] = &v.Value, number(v.Value)
			}
			if v.Upper != 0 {
				value.Upper, cells[1] = &v.Upper, number(v.Upper)
			}
			out.Values = append(out.Values, value)
			set.rows = append(set.rows, row(f.Key, w.cells(f.Label), f.Format, out.Currency, v.Qualifier, cells[0], cells[1], w.cells(f.Unit), w.cells(v.Text), strings.Join(out.Topics, "; "), cite(value.Source), value.AsOf, w.cells(v.Note)))
		}
		set.entries = append(set.entries, out)
	}
	return set
}

func (w *writer) currency(f *content.Figure) string {
	switch {
	case f.Format != "money":
		return ""
	case f.Currency != "":
		return f.Currency
	}
	return w.site.Settings.Currency
}

func keys(refs []schema.Ref) []string {
	out := []string{}
	for _, r := range refs {
		out = append(out, r.Key)
	}
	return out
}

type moment struct {
	ID       string      `json:"id"`
	Date     string      `json:"date"`
	Inferred bool        `json:"inferred"`
	Text     locale.Text `json:"text"`
	Topics   []string    `json:"topics"`
	Sources  []source    `json:"sources"`
}

func (w *writer) timeline() Set {
	set := w.set("timeline", row("id", "date", "inferred", w.columns("text"), "topics", "sources"))
	for _, m := range w.site.Content.Data.Timeline {
		out := moment{m.ID, iso(m.Date), m.Inferred, m.Text, keys(m.Topics), w.sources(m.Sources)}
		set.entries = append(set.entries, out)
		set.rows = append(set.rows, row(m.ID, out.Date, yes(m.Inferred), w.cells(m.Text), strings.Join(out.Topics, "; "), cite(out.Sources...)))
	}
	return set
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

type organization struct {
	Key      string      `json:"key"`
	Name     locale.Text `json:"name"`
	Short    locale.Text `json:"short,omitempty"`
	Type     string      `json:"type"`
	Role     locale.Text `json:"role"`
	Link     string      `json:"link,omitempty"`
	Checked  string      `json:"checked,omitempty"`
	Endorses []string    `json:"endorses"`
	Sources  []source    `json:"sources"`
}

func (w *writer) organizations() Set {
	set := w.set("organizations", row("key", w.columns("name"), w.columns("short"), "type", w.columns("role"), "link", "checked", "endorses", "sources"))
	for _, o := range w.site.Content.Data.Organizations {
		out := organization{o.Key, o.Name, o.Short, o.Type, o.Role, o.Link, iso(o.Checked), keys(o.Endorses), w.sources(o.Sources)}
		set.entries = append(set.entries, out)
		set.rows = append(set.rows, row(o.Key, w.cells(o.Name), w.cells(o.Short), o.Type, w.cells(o.Role), o.Link, out.Checked, strings.Join(out.Endorses, "; "), cite(out.Sources...)))
	}
	return set
}

type demand struct {
	ID       string      `json:"id"`
	List     string      `json:"list"`
	By       string      `json:"by"`
	To       []string    `json:"to"`
	Opinion  bool        `json:"opinion"`
	Tally    bool        `json:"tally"` // counts among the campaigns' demands
	Text     locale.Text `json:"text"`
	Status   string      `json:"status,omitempty"` // none of an opinion
	Since    string      `json:"since,omitempty"`
	Evidence locale.Text `json:"evidence,omitempty"`
	Checked  string      `json:"checked,omitempty"` // the list
	Sources  []source    `json:"sources"`
}

func (w *writer) demands() Set {
	set := Set{Name: "demands", header: row("id", "list", "by", "to", "opinion", "tally", w.columns("text"), "status", "since", w.columns("evidence"), "checked", "sources")}
	seen := map[string]demand{}
	for _, d := range w.site.Content.Documents {
		if d.Demands == nil {
			continue
		}
		for _, item := range d.Demands.Items {
			out, ok := seen[item.ID]
			if !ok {
				out = w.demand(d, &item)
				seen[item.ID] = out
				set.entries = append(set.entries, out)
			}
			out.Text[d.Language] = item.Text
			if item.Evidence != "" {
				out.Evidence[d.Language] = item.Evidence
			}
		}
	}
	for _, e := range set.entries {
		out := e.(demand)
		set.rows = append(set.rows, row(out.ID, out.List, out.By, strings.Join(out.To, "; "), yes(out.Opinion), yes(out.Tally), w.cells(out.Text), out.Status, out.Since, w.cells(out.Evidence), out.Checked, cite(out.Sources...)))
	}
	return set
}

func (w *writer) demand(d *content.Document, item *content.Demand) demand {
	out := demand{
		ID: item.ID, List: d.Key, By: d.Demands.By.Key, To: keys(item.To), Opinion: d.Demands.Opinion, Tally: !d.Demands.Opinion && !d.Demands.Apart, Text: locale.Text{},
		Status: item.Status, Since: iso(item.Since), Evidence: locale.Text{}, Checked: iso(d.Checked), Sources: w.sources(item.Sources),
	}
	switch {
	case out.Opinion:
		out.Status = ""
	case out.Status == "":
		out.Status = "open"
	}
	if len(item.To) == 0 {
		out.To = keys(d.Demands.To)
	}
	if len(item.Sources) == 0 {
		out.Sources = w.sources(d.Sources)
	}
	return out
}

type option struct {
	Need    string      `json:"need"`
	Name    locale.Text `json:"name"`
	Text    locale.Text `json:"text"`
	Link    string      `json:"link,omitempty"`
	Checked string      `json:"checked,omitempty"`
}

func (w *writer) alternatives() Set {
	set := w.set("alternatives", row("need", w.columns("name"), w.columns("text"), "link", "checked"))
	for _, n := range w.site.Content.Data.Needs {
		for _, o := range n.Options {
			out := option{n.ID, o.Name, o.Text, o.Link, iso(o.Checked)}
			set.entries = append(set.entries, out)
			set.rows = append(set.rows, row(n.ID, w.cells(o.Name), w.cells(o.Text), o.Link, out.Checked))
		}
	}
	return set
}

type objection struct {
	Say     locale.Text `json:"say"`
	Answer  locale.Text `json:"answer"`
	Sources []source    `json:"sources"`
}

func (w *writer) objections() Set {
	set := w.set("objections", row(w.columns("say"), w.columns("answer"), "sources"))
	set.checked = w.site.Content.Data.Checked["alternatives.yaml"] // where they stand
	for _, o := range w.site.Content.Data.Objections {
		out := objection{o.Say, o.Answer, w.sources(o.Sources)}
		set.entries = append(set.entries, out)
		set.rows = append(set.rows, row(w.cells(o.Say), w.cells(o.Answer), cite(out.Sources...)))
	}
	return set
}

type brand struct {
	Kind    string      `json:"kind"` // brand, or shortener of any addresses
	Name    locale.Text `json:"name,omitempty"`
	Domains []string    `json:"domains"`
	Text    locale.Text `json:"text,omitempty"`
	Checked string      `json:"checked,omitempty"`
}

func (w *writer) boycott() Set {
	set := w.set("boycott", row("kind", w.columns("name"), "domains", w.columns("text"), "checked"))
	data := &w.site.Content.Data
	brands := make([]brand, 0, len(data.Brands)+len(data.Shorteners))
	for _, b := range data.Brands {
		brands = append(brands, brand{"brand", b.Name, keys(b.Domains), b.Text, iso(b.Checked)})
	}
	for _, s := range data.Shorteners {
		brands = append(brands, brand{Kind: "shortener", Domains: []string{s.Key}})
	}
	for _, b := range brands {
		set.entries = append(set.entries, b)
		set.rows = append(set.rows, row(b.Kind, w.cells(b.Name), strings.Join(b.Domains, "; "), w.cells(b.Text), b.Checked))
	}
	return set
}

type term struct {
	Key        string      `json:"key"`
	Term       locale.Text `json:"term"`
	Definition locale.Text `json:"definition"`
	Sources    []source    `json:"sources"`
}

func (w *writer) glossary() Set {
	set := w.set("glossary", row("key", w.columns("term"), w.columns("definition"), "sources"))
	for _, t := range w.site.Content.Data.Glossary {
		out := term{t.Key, t.Term, t.Definition, w.sources(t.Sources)}
		set.entries = append(set.entries, out)
		set.rows = append(set.rows, row(t.Key, w.cells(t.Term), w.cells(t.Definition), cite(out.Sources...)))
	}
	return set
}
