package site

import (
	"path"
	"slices"
	"strings"

	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/filename"
	"tract/internal/markdown"
	"tract/internal/schema"
)

// targets resolves every reference of a page's body.
func (a *assembly) targets(p *Page) {
	body := p.Body()
	if body == nil {
		return
	}
	p.Targets = make([]Target, len(body.Refs))
	for i, ref := range body.Refs {
		p.Targets[i] = a.target(p, ref)
	}
}

// target resolves one reference. A reference that leads nowhere is reported and
// leads to the page itself.
func (a *assembly) target(p *Page, ref markdown.Ref) Target {
	if ref.Kind == markdown.Image {
		return a.imageTarget(p, ref)
	}
	switch ref.Scheme {
	case "":
		return a.pathTarget(p, ref)
	case "http", "https", "mailto", "tel":
		return Target{URL: ref.Target}
	case "figure":
		return a.figureTarget(p, ref)
	case "org":
		return a.organizationTarget(p, ref)
	case "term":
		return a.termTarget(p, ref)
	case "topic":
		return a.topicTarget(p, ref)
	case "demand":
		return a.demandTarget(p, ref)
	}
	kind, _ := content.KindNamed(ref.Scheme)
	q := a.inAnyLanguage(id{kind, ref.Target, p.Language.Code})
	if q == nil && kind == content.KindPage {
		q = a.collection(p.Language, ref.Target) // page:alternatives, page:figures
	}
	if q == nil {
		a.unknownDocument(schemaRef(ref), kind, func() []string { return a.sections(p.Language, kind) })
		return Target{}
	}
	return a.pageTarget(p, q, ref)
}

// pageTarget leads to a page, at the anchor that the reference names.
func (a *assembly) pageTarget(p, q *Page, ref markdown.Ref) Target {
	link := a.link(p.Language, q)
	if ref.Fragment != "" {
		link.Fragment = a.anchor(q, ref)
	}
	return Target{Link: link, Text: q.Title}
}

// anchor gives the id that a fragment means on a page, which may be a heading's
// as the author reads it or an id in full.
func (a *assembly) anchor(q *Page, ref markdown.Ref) string {
	if q.Document == nil {
		return ref.Fragment
	}
	ids := a.idsOf(q)
	if anchor, ok := markdown.Anchor(ref.Fragment, func(id string) bool { return ids[id] }); ok {
		return anchor
	}
	if q.Document.Demands != nil {
		if key, ok := strings.CutPrefix(ref.Fragment, "d-"); ok && itemOf(q.Document, key) != nil {
			return ref.Fragment
		}
	}
	a.guess(a.diags.Errorf(ref.Pos, "site.unknown-anchor", "#"+ref.Fragment, q.Document.File), ref.Fragment, func() []string {
		var names []string
		for _, h := range q.Body().Headings {
			names = append(names, strings.TrimPrefix(h.ID, "s-"))
		}
		return names
	})
	return ""
}

// idsOf gives the ids of a page's text, which many references may lead to.
func (a *assembly) idsOf(p *Page) map[string]bool {
	if ids, ok := a.ids[p]; ok {
		return ids
	}
	if a.ids == nil {
		a.ids = map[*Page]map[string]bool{}
	}
	ids := map[string]bool{}
	for _, id := range p.Body().IDs {
		ids[id] = true
	}
	a.ids[p] = ids
	return ids
}

// pathTarget resolves a link that is written as a path or an anchor, as it works
// on GitHub: another content file, or an address of this site.
func (a *assembly) pathTarget(p *Page, ref markdown.Ref) Target {
	switch {
	case ref.Target == "":
		return a.pageTarget(p, p, ref)
	case strings.HasPrefix(ref.Target, "/"):
		if q := a.routes[filename.Fold(strings.TrimPrefix(ref.Target, "/"))]; q != nil {
			return a.pageTarget(p, q, ref)
		}
		if len(a.Content.Unread) == 0 { // else it may be that of a page there
			a.diags.Errorf(ref.Pos, "site.unknown-address", ref.Target).WithHint("hint.site.use-reference")
		}
	case strings.HasSuffix(ref.Target, ".md"):
		return a.fileTarget(p, ref)
	case schema.IsImage(ref.Target):
		a.diags.Errorf(ref.Pos, "site.unknown-path", ref.Target).WithHint("hint.site.show-image", ref.Target)
	default:
		fault := a.diags.Errorf(ref.Pos, "site.unknown-path", ref.Target)
		if meant := elsewhere(ref.Target); meant != "" {
			fault.WithHint("hint.did-you-mean", meant)
		} else {
			fault.WithHint("hint.site.use-reference")
		}
	}
	return Target{}
}

// elsewhere gives the address that somebody meant who wrote it as people say it:
// without https:// or mailto:.
func elsewhere(target string) string {
	for _, prefix := range []string{"https://", "mailto:"} {
		if strings.HasPrefix(target, "www.") != (prefix == "https://") {
			continue
		}
		if _, fault := markdown.CheckAddress(prefix + target); fault == nil {
			return prefix + target
		}
	}
	return ""
}

// fileTarget resolves a relative link to a content file.
func (a *assembly) fileTarget(p *Page, ref markdown.Ref) Target {
	wanted := relativePath(p.Document.File, ref.Target)
	if q := a.files[wanted]; q != nil {
		return a.pageTarget(p, q, ref)
	}
	if slices.ContainsFunc(a.Content.Drafts, func(d content.Draft) bool { return d.File == wanted }) {
		a.draft(ref.Pos, ref.Target)
		return Target{}
	}
	if a.shut(wanted) {
		return Target{}
	}
	a.guess(a.diags.Errorf(ref.Pos, "site.unknown-file", ref.Target), ref.Target, func() []string {
		var names []string
		for _, d := range a.Content.Documents {
			if path.Dir(d.File) == path.Dir(wanted) {
				names = append(names, strings.TrimSuffix(ref.Target, path.Base(wanted))+path.Base(d.File))
			}
		}
		return names
	})
	return Target{}
}

func (a *assembly) imageTarget(p *Page, ref markdown.Ref) Target {
	name := strings.TrimPrefix(relativePath(p.Document.File, ref.Target), "content/")
	if _, ok := a.Content.Images[name]; !ok {
		if a.shut("content/" + name) {
			return Target{}
		}
		fault := a.diags.Errorf(ref.Pos, "site.unknown-image", ref.Target)
		fault.WithHint("hint.site.unknown-image", path.Base(ref.Target))
		if a.guesses++; a.guesses > mostGuesses {
			return Target{}
		}
		names := sortedKeys(a.Content.Images)
		for i := range names {
			names[i] = "../" + names[i] // as documents write them, which all lie in a folder
		}
		if near, ok := diag.Nearest(ref.Target, names); ok {
			fault.WithHint("hint.did-you-mean", near)
		}
		return Target{}
	}
	return Target{Image: a.pictures[name]}
}

func (a *assembly) organizationTarget(p *Page, ref markdown.Ref) Target {
	if !a.require(schemaRef(ref), a.organizations, "site.unknown-org") {
		return Target{}
	}
	link := a.organization(p.Language, schemaRef(ref))
	return Target{Link: link, Text: link.Title}
}

func (a *assembly) termTarget(p *Page, ref markdown.Ref) Target {
	t := a.terms[ref.Target]
	if t == nil {
		a.unknownTarget(ref, keysOf(a.terms))
		return Target{}
	}
	word := a.words(p.Language, t.Term)
	link := a.entryLink(p.Language, KindGlossary, termID(t.Key), word)
	link.Kind = "term"
	return Target{Link: link, Text: word.Text}
}

func (a *assembly) topicTarget(p *Page, ref markdown.Ref) Target {
	q := a.collection(p.Language, "topics/"+ref.Target)
	if q == nil {
		a.unknownTarget(ref, a.topicKeys)
		return Target{}
	}
	return a.pageTarget(p, q, markdown.Ref{})
}

func (a *assembly) demandTarget(p *Page, ref markdown.Ref) Target {
	link, _, ok := a.demand(p.Language, ref.Target)
	if !ok {
		a.unknownTarget(ref, keysOf(a.demands))
		return Target{}
	}
	return Target{Link: link, Text: link.Title}
}

func schemaRef(ref markdown.Ref) schema.Ref {
	return schema.Ref{Key: ref.Target, Pos: ref.Pos}
}
