package review

import (
	"path"
	"regexp"

	"tract/internal/diag"
	"tract/internal/locale"
)

// fresh is for how many months a check is believed. Shops close and sites are sold
// within a year or two.
const fresh = 12

// ofFile finds the date at the margin of a data file, which is of the whole file.
var ofFile = regexp.MustCompile(`(?m)^checked:[ \t]*`)

// agedCheck finds alternatives, addresses of organizations and brands whose check is
// too long ago to send people there, and files of these that nobody has read since.
// Facts with a source do not age.
var agedCheck = rule{"review.aged-check", func(c *campaign, t *text) {
	if t.document != nil {
		return
	}
	today := c.today()
	look := func(file string, at diag.Position, checked locale.Date) {
		if file == t.file && !checked.IsZero() && !checked.Over(today.Location()).AddDate(0, fresh, 0).After(today) && !t.more(t.file) {
			t.tell(t.seek(at, checked.String()), checked.String(), fresh)
		}
	}
	data := &c.Content.Data
	switch name := path.Base(t.file); name {
	case "alternatives.yaml", "boycott.yaml", "organizations.yaml":
		if m := ofFile.FindIndex(t.src); m != nil {
			look(t.file, t.at(m[1]), data.Checked[name])
		}
	}
	for _, need := range data.Needs {
		for _, o := range need.Options {
			look(o.Pos.File, o.Pos, o.Checked)
		}
	}
	for _, o := range data.Organizations {
		look(o.Pos.File, o.Pos, o.Checked)
	}
	for _, b := range data.Brands {
		look(b.Pos.File, b.Pos, b.Checked)
	}
}}
