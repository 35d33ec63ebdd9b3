package build

import (
	"slices"
	"sync"

	"tract/internal/asset"
	"tract/internal/card"
	"tract/internal/site"
)

// cards adds the pictures of pages for social networks. Their keys hold what a picture
// says and no more, so that an edit to a page's text makes none again.
func (w *works) cards() {
	colours, ok := asset.PaletteOf(w.site.Settings.Colour)
	if !ok {
		return // which has been told
	}
	for _, p := range w.site.Pages {
		social, ok := w.site.Social(p)
		if !ok {
			continue
		}
		c := &card.Card{Language: p.Language.Tag, RTL: p.Language.Dir == "rtl", Colours: card.Colours(colours)}
		complete := sync.OnceFunc(func() {
			w.site.Complete(p)
			social, _ = w.site.Social(p)
			c.Kicker, c.Title, c.Facts, c.Site, c.Tally = social.Kicker, social.Title, social.Facts, social.Site, marks(social.Tally)
		})
		w.costly(social.Address, c, complete, func() ([]byte, error) { return c.PNG(w.letters()) })
	}
}

// marks gives what stands on a card for each demand.
func marks(t site.Tally) []card.Mark {
	var all []card.Mark
	for i, mark := range []card.Mark{card.Won, card.Partly, card.Open, card.Refused, card.Overtaken} {
		all = append(all, slices.Repeat([]card.Mark{mark}, t.Of(site.Statuses()[i]))...)
	}
	return all
}
