package review

import (
	"slices"

	"tract/internal/diag"
	"tract/internal/site"
	"tract/internal/yaml"
)

// voice is what a text of the settings or of data says in one language.
type voice struct {
	language *site.Language
	at       diag.Position
	facts    *facts
}

// twinsOf gives the texts of the settings or of a data file that stand there in several
// languages: each with the one of the site's first language that it has.
func (c *campaign) twinsOf(t *text) [][2]voice {
	if t.document != nil || t.twins != nil {
		return t.twins
	}
	t.twins = [][2]voice{}
	root := t.parsed()
	c.findTwins(t, &root)
	return t.twins
}

func (c *campaign) findTwins(t *text, n *yaml.Node) {
	for i := range n.Items {
		c.findTwins(t, &n.Items[i])
	}
	if first, others := c.sayings(n); first != nil {
		for _, other := range others {
			t.twins = append(t.twins, [2]voice{*first, other})
		}
		return
	}
	for i := range n.Fields {
		c.findTwins(t, &n.Fields[i].Value)
	}
}

// sayings gives what a node says in each language, nothing if it is no such text.
func (c *campaign) sayings(n *yaml.Node) (first *voice, others []voice) {
	for _, f := range n.Fields {
		if f.Value.Kind != yaml.Scalar || !slices.ContainsFunc(c.Languages, func(l *site.Language) bool { return l.Code == f.Key }) {
			return nil, nil
		}
	}
	for _, l := range c.Languages {
		f := n.Field(l.Code)
		if f == nil {
			continue
		}
		said := []byte(f.Value.Value)
		for _, m := range unread.FindAllIndex(said, -1) {
			blankOut(said, span{m[0], m[1]})
		}
		s := voice{l, f.Value.Pos, factsIn(l, said, telephones(said))}
		if first == nil {
			first = &s
		} else {
			others = append(others, s)
		}
	}
	return first, others
}
