package importer

import (
	"maps"
	"slices"
	"strings"

	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/limit"
	"tract/internal/locale"
	"tract/internal/schema"
)

// topic is a tag of the old site that our settings have no topic for.
type topic struct {
	key   string
	names map[string]string // by language, as it was first written
	files []string          // of the new site that want it
}

// topicsOf puts the topics of a pair, which its files share, into the first file.
func (s *session) topicsOf(d, first *document, put func(name, value, comment string)) {
	if d != first {
		return
	}
	var keys []string
	for _, other := range d.pair.docs {
		for _, name := range other.tags(s.Generator) {
			if key := s.topic(name); key == "" {
				s.unknownTopic(other, name)
			} else if !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	if len(keys) > limit.TopicsOfOne {
		tell(&d.notes, d.src.at(0), diag.Warning, strings.Join(keys[limit.TopicsOfOne:], ", "), "importer.topics-of-one", limit.TopicsOfOne)
		keys = keys[:limit.TopicsOfOne]
	}
	if len(keys) > 0 {
		put("topics", "["+strings.Join(keys, ", ")+"]", "")
	}
}

// tags gives what a text is filed under.
func (d *document) tags(generator string) []string {
	var names []string
	for _, field := range []string{"topics", "tags", "tag", "categories", "category", "themes"} {
		texts := d.front.texts(field)
		if len(texts) == 1 && generator == "jekyll" && (field == "tags" || field == "categories") && d.front.node.Field(field) != nil && len(d.front.node.Field(field).Value.Items) == 0 {
			texts = strings.Fields(texts[0]) // a text of several words is several tags there
		}
		names = append(names, texts...)
	}
	return names
}

// topic gives the key of the topic of our settings that has a name, or "".
func (s *session) topic(name string) string {
	slug := locale.Slug(name)
	for _, t := range s.Settings.Topics {
		if t.Key == slug {
			return t.Key
		}
	}
	for _, t := range s.Settings.Topics {
		for _, in := range slices.Sorted(maps.Keys(t.Name)) {
			if locale.Slug(t.Name[in]) == slug {
				return t.Key
			}
		}
	}
	return ""
}

func (s *session) unknownTopic(d *document, name string) {
	key := locale.Slug(name)
	if s.topics == nil {
		s.topics = map[string]*topic{}
	}
	t := s.topics[key]
	if t == nil {
		t = &topic{key: key, names: map[string]string{}}
		s.topics[key] = t
	}
	if t.names[d.language] == "" {
		t.names[d.language] = name
	}
	if !slices.Contains(t.files, d.target) {
		t.files = append(t.files, d.target)
	}
}

// wanted tells which topics our settings lack, and gives the lines that add them.
func (s *session) wanted() (lines string) {
	for i, slug := range s.affordable() {
		t := s.topics[slug]
		tell(&s.notes, diag.Position{File: config.File}, diag.Advice, "", "importer.topic", anyName(t), len(t.files)).WithHint("hint.importer.topic")
		if !schema.IsKey(t.key) {
			t.key = "topic-" + itoa(i+1)
		}
		var names []string
		for _, code := range s.Settings.Languages {
			if name := t.names[code]; name != "" {
				names = append(names, code+": "+quoted(name))
			} else if !slices.Contains(s.Settings.Partial, code) {
				names = append(names, code+": "+quoted(anyName(t)))
			}
		}
		lines += "  " + t.key + ": {" + strings.Join(names, ", ") + "}\n"
	}
	return lines
}

// affordable gives the names of the topics that our settings have room for: those that
// most pages want.
func (s *session) affordable() []string {
	slugs := slices.Sorted(maps.Keys(s.topics))
	room := limit.Topics - len(s.Settings.Topics)
	if len(slugs) <= room {
		return slugs
	}
	tell(&s.notes, diag.Position{File: config.File}, diag.Warning, "", "importer.topics", limit.Topics, len(slugs)-room)
	slices.SortStableFunc(slugs, func(a, b string) int { return len(s.topics[b].files) - len(s.topics[a].files) })
	return slices.Sorted(slices.Values(slugs[:room]))
}

func anyName(t *topic) string {
	return t.names[slices.Sorted(maps.Keys(t.names))[0]]
}

// quoted writes a text as a value of YAML that may stand anywhere.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(strings.Join(strings.Fields(text), " ")) + `"`
}
