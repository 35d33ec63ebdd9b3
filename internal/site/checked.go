package site

import (
	"slices"

	"tract/internal/content"
	"tract/internal/locale"
)

// checked gives the day that a document was checked on: none for a translation
// that nobody has read, for then only the original was.
func checked(d *content.Document) locale.Date {
	if d.NeedsReview {
		return locale.Date{}
	}
	return d.Checked
}

// oldest gives the first of the days that a person checked something on: none
// where one thing never was, or where there is nothing.
func oldest(days []locale.Date) locale.Date {
	if len(days) == 0 || slices.ContainsFunc(days, locale.Date.IsZero) {
		return locale.Date{}
	}
	return slices.MinFunc(days, locale.Date.Compare)
}

// since gives the day that all the pages of cards were checked on or after.
func since(cards []*Card) locale.Date {
	days := make([]locale.Date, len(cards))
	for i, c := range cards {
		days[i] = c.Checked
	}
	return oldest(days)
}

// sinceTopics is since for all that has a topic.
func (a *assembly) sinceTopics(l *Language) locale.Date {
	var cards []*Card
	for _, k := range content.Kinds() {
		cards = append(cards, a.cards(l, k.Kind)...)
	}
	return since(slices.DeleteFunc(cards, func(c *Card) bool { return len(c.topics) == 0 }))
}

// checkedAlternatives is for a page that is made from two files, either of which
// may have nothing to show.
func (a *assembly) checkedAlternatives() locale.Date {
	data := &a.Content.Data
	var days []locale.Date
	if len(data.Needs)+len(data.Objections) > 0 {
		days = append(days, data.Checked["alternatives.yaml"])
	}
	if len(data.Brands) > 0 {
		days = append(days, data.Checked["boycott.yaml"])
	}
	return oldest(days)
}
