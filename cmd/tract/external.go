package main

import (
	"context"
	"strings"

	"tract/internal/diag"
	"tract/internal/external"
	"tract/internal/limit"
	"tract/internal/memory"
	"tract/internal/review"
)

// linksNote is the name under which it is remembered what other sites answered.
const linksNote = "links"

// askOthers asks other sites about the links that lead there, and adds what they say to
// what is known of a site. The error says that they were not asked to the end.
func (u *ui) askOthers(ctx context.Context, site *opened, c *checked) error {
	model := c.result.Site
	if model == nil {
		return nil // the settings cannot be read, which is told
	}
	now, err := site.clock()
	if err != nil {
		return err
	}
	var links []external.Link
	for _, l := range review.Links(model, c.source) {
		links = append(links, external.Link(l))
	}
	kept := memory.Open(site.root, site.options.Version)
	known, _ := kept.Noted(linksNote)
	told, stop := u.progress("cmd.asking")
	timed, cancel := context.WithTimeout(ctx, limit.ExternalAllTime)
	defer cancel()
	r := external.Check(timed, links, known, external.Options{
		Now: now, Own: model.Settings.BaseURL, Told: told, Allowed: u.allowed,
		Program: "tract/" + strings.Fields(version())[0], Contacts: []string{model.Settings.Repository, model.Settings.BaseURL},
	})
	stop()
	if err := kept.Note(linksNote, r.Memory); err != nil {
		u.say("cmd.external-memory", err)
	}
	if ctx.Err() != nil {
		u.say("cmd.external-cut")
		return siteError{}
	}
	c.list.Add(judged(c.result, r.Faults, diag.Error))
	c.asked = r.Left == 0 && !r.Silent
	u.say("cmd.external", diag.DayOf(now), r.Asked, r.Remembered, r.Dead, r.Unjudged)
	if r.Left > 0 {
		u.say("cmd.external-left", r.Left)
	}
	if r.Silent {
		u.say("cmd.external-silent")
		return siteError{}
	}
	return nil
}
