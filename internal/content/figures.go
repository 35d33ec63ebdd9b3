package content

import "tract/internal/schema"

// figures reads the ledger of numbers.
func (r *reader) figures(d *Data, file *dataFile) {
	for i := range file.entries {
		record := &file.entries[i]
		f := Figure{
			Key: record.Key, Label: record.Localized("label"), Format: or(record.Text("format"), "count"), Unit: record.Localized("unit"),
			Topics: record.Refs("topics"), Note: record.Localized("note"), Pos: record.Start,
		}
		switch {
		case f.Format == "money":
			f.Currency = or(record.Text("currency"), r.currency)
		case record.Has("currency"):
			r.list.Errorf(record.Pos("currency"), "content.figure-currency", f.Format).WithHint("hint.content-figure-currency")
		}
		for _, v := range record.Items("values") {
			f.Values = append(f.Values, r.figureValue(&f, v, file.whole))
		}
		d.Figures = append(d.Figures, f)
	}
}

// figureValue reads what one source says. Whole says that what is missing is indeed
// missing.
func (r *reader) figureValue(f *Figure, v schema.Record, whole bool) FigureValue {
	out := FigureValue{
		Value: v.Number("value"), Upper: v.Number("upper"), Text: v.Localized("text"), Qualifier: v.Text("qualifier"),
		Source: r.source(v.Group("source"), ""), AsOf: v.Date("as_of"), Note: v.Localized("note"), Pos: v.Start,
	}
	if !whole {
		return out
	}
	switch {
	case f.Format == "text" && !v.Wrote("text"):
		r.list.Errorf(v.Start, "content.figure-text", f.Key)
	case f.Format == "text" && v.Has("value"):
		r.list.Errorf(v.Pos("value"), "content.figure-both", f.Key).WithHint("hint.content-figure-both")
	case f.Format != "text" && v.Has("text"):
		r.list.Errorf(v.Pos("text"), "content.figure-both", f.Key).WithHint("hint.content-figure-both")
	case f.Format != "text" && !v.Wrote("value"):
		r.list.Errorf(v.Start, "content.figure-value", f.Key)
	case v.Has("upper") && v.Has("value") && out.Upper <= out.Value:
		r.list.Errorf(v.Pos("upper"), "content.figure-range", v.Text("upper"), v.Text("value"))
	}
	return out
}
