package content

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// dump writes a content as text that a person can read in a diff: what is empty
// is left out, a position is file:line:column, a body is its plain text.
func dump(t *testing.T, c *Content) string {
	t.Helper()
	var b strings.Builder
	for _, d := range c.Documents {
		fmt.Fprintf(&b, "== %s %s %s, body on line %d\n", d.Kind, d.Key, d.Language, d.BodyLine)
		writeValue(&b, "", generic(t, map[string]any{
			"title": d.Title, "summary": d.Summary, "date": d.Date, "checked": d.Checked, "topics": d.Topics, "sources": d.Sources, "slug": d.Slug, "aliases": d.Aliases,
			"draft": d.Draft, "image": d.Image, "order": d.Order,
			"article": d.Article, "demands": d.Demands, "guide": d.Guide, "event": d.Event, "contacts": d.Contacts, "body": string(d.Body.HTML),
		}))
	}
	if v := generic(t, c.Data); v != nil {
		b.WriteString("== data\n")
		writeValue(&b, "", v)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Images)) {
		fmt.Fprintf(&b, "== %s: %d bytes\n", name, c.Images[name].Size)
	}
	return b.String()
}

// generic turns a value into maps, lists and plain values, without the empty ones.
func generic(t *testing.T, v any) any {
	t.Helper()
	src, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(src, &out); err != nil {
		t.Fatal(err)
	}
	return prune(out)
}

func prune(v any) any {
	switch v := v.(type) {
	case string:
		if v != "" {
			return strings.TrimRight(v, "\n")
		}
	case float64:
		if v != 0 {
			return v
		}
	case bool:
		if v {
			return v
		}
	case []any:
		if len(v) > 0 {
			for i := range v {
				v[i] = prune(v[i])
			}
			return v
		}
	case map[string]any:
		if file, ok := v["File"].(string); ok && len(v) == 3 {
			if file == "" {
				return nil
			}
			return fmt.Sprintf("%s:%v:%v", file, v["Line"], v["Column"])
		}
		if year, ok := v["Year"]; ok {
			return date(v, year)
		}
		for k := range v {
			if v[k] = prune(v[k]); v[k] == nil {
				delete(v, k)
			}
		}
		if key, pos := v["Key"], v["Pos"]; key != nil && pos != nil && len(v) == 2 {
			return fmt.Sprintf("%s (%s)", key, pos)
		}
		if len(v) > 0 {
			return v
		}
	}
	return nil
}

func date(v map[string]any, year any) any {
	if year == 0.0 {
		return nil
	}
	s := fmt.Sprintf("%04v-%02v-%02v", year, v["Month"], v["Day"])
	if hour, ok := v["Hour"]; ok {
		s += fmt.Sprintf(" %02v:%02v", hour, v["Minute"])
	}
	return s
}

func writeValue(b *strings.Builder, indent string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			writeEntry(b, indent, k+":", v[k])
		}
	case []any:
		for _, item := range v {
			writeEntry(b, indent, "-", item)
		}
	}
}

func writeEntry(b *strings.Builder, indent, label string, v any) {
	if _, plain := v.(string); plain || !nested(v) {
		fmt.Fprintf(b, "%s%s %v\n", indent, label, strings.ReplaceAll(fmt.Sprint(v), "\n", " ⏎ "))
		return
	}
	fmt.Fprintf(b, "%s%s\n", indent, label)
	writeValue(b, indent+"  ", v)
}

func nested(v any) bool {
	switch v.(type) {
	case map[string]any, []any:
		return true
	}
	return false
}
