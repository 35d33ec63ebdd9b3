package review

import (
	"tract/internal/diag"
	"tract/internal/locale"
)

// pastDate finds events and actions that are over and that nobody has read again
// since: they may still invite people. Whoever has, writes «checked».
var pastDate = rule{"review.past-date", func(c *campaign, t *text) {
	if t.document == nil || c.pages[t.document] == nil || !c.pages[t.document].Card.Past {
		return
	}
	var at diag.Position
	var end locale.Date
	switch d := t.document; {
	case d.Guide != nil:
		at, end = d.Pos("until"), d.Guide.Until
	case d.Event != nil && d.Event.Cancelled:
		return
	case d.Event != nil && !d.Event.End.IsZero():
		at, end = d.Pos("end"), d.Event.End.Date
	case d.Event != nil:
		at, end = d.Pos("start"), d.Event.Start.Date
	}
	if at.File == t.file && c.pages[t.document].Card.Updated().Compare(end) <= 0 {
		t.tell(at, end.String())
	}
}}
