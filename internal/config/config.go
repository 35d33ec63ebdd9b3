// Package config reads the settings of a site, content/site.yaml.
//
// It takes an [fs.FS] whose root is the site's folder and gives the [Settings],
// every value checked and with its position where others refer to it. It refuses
// what the schema refuses, and settings that contradict each other. It resolves no
// reference: whether the target is an organization that exists is known later.
package config

import (
	"errors"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"tract/internal/diag"
	"tract/internal/limit"
	"tract/internal/locale"
	"tract/internal/schema"
	"tract/internal/yaml"
)

// File is where the settings stand.
const File = "content/site.yaml"

// Settings are what holds for the whole site.
type Settings struct {
	Title        locale.Text
	Tagline      locale.Text
	Description  locale.Text
	Publisher    locale.Text
	Languages    []string // at least one; the first is the default, and those of Partial come last
	Partial      []string // those that only some pages exist in
	BaseURL      string   // https://example.org/ or https://example.org/site/, always with the last slash; "" where not set
	Repository   string   // the same, without the last slash
	Domain       string
	Target       schema.Ref  // organization
	SourcesUntil locale.Date // how far the sources reach; zero where not stated
	Colour       string      // #rrggbb, small letters
	TimeZone     string      // America/Toronto
	Currency     string      // CAD
	Topics       []Topic     // in the order written
	Menu         []MenuItem
	Footer       []MenuItem
	Contacts     []Contact
	Without      []string    // of [Extras]
	QuickHide    locale.Text // the addresses that guides are left for
	Unread       bool        // in part, or all: what is missing may be there

	record schema.Record
}

// Topic is a subject that documents may be about.
type Topic struct {
	Key  string
	Name locale.Text
	Pos  diag.Position
}

// MenuItem is a section of the site, or a page.
type MenuItem struct {
	Section string // one of [Sections], or ""
	Page    string // the key of a page, or ""
	Pos     diag.Position
}

// Contact is a way to reach the group. Its value is empty until the group fills
// it in.
type Contact struct {
	Key   string
	Label locale.Text
	Kind  string // email, phone, address or url
	Value string
	Pos   diag.Position
}

// Pos gives the position of a setting.
func (s *Settings) Pos(name string) diag.Position {
	return s.record.Pos(name)
}

// Has says whether a setting is given.
func (s *Settings) Has(name string) bool {
	return s.record.Has(name)
}

// Topic gives the topic of a key, or nil.
func (s *Settings) Topic(key string) *Topic {
	for i := range s.Topics {
		if s.Topics[i].Key == key {
			return &s.Topics[i]
		}
	}
	return nil
}

// HasLanguage says whether the site is written in a language, be it in part.
func (s *Settings) HasLanguage(code string) bool {
	return slices.Contains(s.Languages, code)
}

// Wants says whether the site has one of the [Extras].
func (s *Settings) Wants(extra string) bool {
	return !slices.Contains(s.Without, extra)
}

// Typeset gives the settings with every text in the typographic form of its
// language. The strings of a language can only be chosen once the settings are
// read, hence the second step.
func (s *Settings) Typeset(locales map[string]*locale.Locale) *Settings {
	set := func(t locale.Text) locale.Text {
		out := maps.Clone(t)
		for code, text := range out {
			if l := locales[code]; l != nil {
				out[code] = l.Typography(text)
			}
		}
		return out
	}
	out := *s
	out.Title, out.Tagline, out.Description, out.Publisher = set(s.Title), set(s.Tagline), set(s.Description), set(s.Publisher)
	out.Topics = slices.Clone(s.Topics)
	for i := range out.Topics {
		out.Topics[i].Name = set(s.Topics[i].Name)
	}
	out.Contacts = slices.Clone(s.Contacts)
	for i := range out.Contacts {
		out.Contacts[i].Label = set(s.Contacts[i].Label)
	}
	return &out
}

// Load reads the settings. They are usable even with faults, so that the faults of
// the content can be shown in the same run. What keeps all of the content from being
// read is told where that is read.
func Load(fsys fs.FS) (*Settings, diag.List) {
	var list diag.List
	src, err := read(fsys)
	if err == nil {
		return Parse(src)
	}
	_, folder := fs.ReadDir(fsys, path.Dir(File))
	at := diag.Position{File: File}
	switch {
	case errors.Is(folder, fs.ErrNotExist), folder == nil && errors.Is(err, fs.ErrNotExist):
		list.Errorf(at, "config.missing").WithHint("hint.config-missing")
	case folder != nil:
	case errors.Is(err, fs.ErrPermission):
		list.Errorf(at, "config.no-permission").WithHint("hint.content-no-permission")
	case errors.Is(err, errLarge):
		list.Errorf(at, "content.too-big", limit.FileBytes>>10)
	default:
		list.Errorf(at, "config.unreadable").WithHint("hint.config-unreadable")
	}
	s := settings(schema.Record{}, &list)
	s.Unread = true
	return s, list
}

// errLarge says that nobody wrote these settings by hand.
var errLarge = errors.New("larger than settings are")

func read(fsys fs.FS) ([]byte, error) {
	info, err := fs.Lstat(fsys, File)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fs.ErrInvalid
	}
	if info.Size() > limit.FileBytes {
		return nil, errLarge
	}
	return fs.ReadFile(fsys, File)
}

// Parse reads the settings from the text of [File].
func Parse(src []byte) (*Settings, diag.List) {
	node, list := yaml.ParseData(File, src)
	if node.Kind == yaml.Null && !list.HasErrors() {
		list.Errorf(diag.Position{File: File, Line: 1, Column: 1}, "config.empty").WithHint("hint.config-empty")
		return settings(schema.Record{}, &list), list
	}
	partial := codes(&node, "partial_languages")
	c := schema.Context{Languages: append(codes(&node, "languages"), partial...), Optional: partial, Partial: list.HasErrors()}
	record, faults := c.Decode(&node, fields)
	list.Add(faults)
	s := settings(record, &list)
	s.Unread = list.HasErrors()
	return s, list
}

// codes reads languages of the site ahead of the rest, whose texts depend on them.
func codes(node *yaml.Node, field string) []string {
	f := node.Field(field)
	if f == nil {
		return nil
	}
	var codes []string
	for i, item := range f.Value.Items {
		if i < limit.Languages && schema.IsLanguage(item.Value) {
			codes = append(codes, item.Value)
		}
	}
	return codes
}

// settings turns the record into settings, and checks what needs more than one
// field to be checked.
func settings(r schema.Record, list *diag.List) *Settings {
	all, partial := languages(&r, list)
	s := &Settings{
		Title: r.Localized("title"), Tagline: r.Localized("tagline"), Description: r.Localized("description"), Publisher: r.Localized("publisher"),
		Languages: all, Partial: partial, Domain: r.Text("domain"), Target: r.Ref("target"), SourcesUntil: r.Date("sources_until"),
		BaseURL: base(&r, list), Repository: strings.TrimSuffix(r.Text("repository"), "/"),
		Colour: strings.ToLower(or(r.Text("colour"), "#b5001e")), TimeZone: or(r.Text("time_zone"), "America/Toronto"), Currency: or(r.Text("currency"), "CAD"),
		Menu: menu(&r, "menu"), Footer: menu(&r, "footer"), Contacts: contacts(&r, list), Without: r.Texts("without"), QuickHide: quickHide(&r, list),
		record: r,
	}
	for _, topic := range r.Items("topics") {
		s.Topics = append(s.Topics, Topic{Key: topic.Key, Name: topic.Localized("name"), Pos: topic.Start})
	}
	if u, err := url.Parse(s.BaseURL); s.Domain != "" && s.BaseURL != "" && err == nil && u.Hostname() != s.Domain {
		list.Warnf(r.Pos("domain"), "config.domain-differs", s.Domain, u.Hostname(), r.Pos("base_url"))
	}
	return s
}

func or(given, usual string) string {
	if given == "" {
		return usual
	}
	return given
}

// languages gives all of the site's languages, and those of them that only some
// pages exist in.
func languages(r *schema.Record, list *diag.List) (all, partial []string) {
	all = r.Texts("languages")
	if len(all) == 0 {
		all = []string{"fr", "en"} // so that the rest can be read; the schema has reported it
	}
	for _, ref := range r.Refs("partial_languages") {
		if slices.Contains(all, ref.Key) {
			list.Errorf(ref.Pos, "config.language-twice", ref.Key).WithHint("hint.config-language-twice")
			continue
		}
		partial = append(partial, ref.Key)
	}
	return append(all, partial...), partial
}

// base gives the address that the site is published at, with one slash at its end.
func base(r *schema.Record, list *diag.List) string {
	s := r.Text("base_url")
	if s == "" {
		return ""
	}
	address, ok := ParseBaseURL(s)
	if !ok {
		list.Errorf(r.Pos("base_url"), "config.base-url", s).WithHint("hint.config-base-url")
	}
	return address
}

func menu(r *schema.Record, field string) []MenuItem {
	var items []MenuItem
	for _, ref := range r.Refs(field) {
		item := MenuItem{Pos: ref.Pos}
		if page, ok := strings.CutPrefix(ref.Key, "page:"); ok {
			item.Page = page
		} else {
			item.Section = ref.Key
		}
		items = append(items, item)
	}
	return items
}

func contacts(r *schema.Record, list *diag.List) []Contact {
	var out []Contact
	for _, item := range r.Items("contacts") {
		c := Contact{Key: item.Text("key"), Label: item.Localized("label"), Kind: item.Text("kind"), Value: item.Text("value"), Pos: item.Start}
		if c.Value != "" && !reachable(c) {
			list.Errorf(item.Pos("value"), "config.contact-"+c.Kind, c.Value).WithHint("hint.config-contact-" + c.Kind)
			continue
		}
		out = append(out, c)
	}
	return out
}

// quickHide gives the addresses that guides are left for: unless the settings say
// otherwise the weather, which anybody may be found looking at.
func quickHide(r *schema.Record, list *diag.List) locale.Text {
	weather := locale.Text{"fr": "https://meteo.gc.ca/", "en": "https://weather.gc.ca/"}
	addresses := r.Localized("quick_hide_url")
	if addresses == nil {
		return weather
	}
	for _, code := range slices.Sorted(maps.Keys(addresses)) {
		if !schema.IsWebAddress(addresses[code]) {
			list.Errorf(r.Pos("quick_hide_url"), "config.contact-url", addresses[code]).WithHint("hint.config-contact-url")
			return weather
		}
	}
	return addresses
}

// reachable says whether a contact's value has the form of its kind.
func reachable(c Contact) bool {
	switch c.Kind {
	case "email":
		name, host, ok := strings.Cut(c.Value, "@")
		return ok && name != "" && strings.Contains(host, ".") && !strings.ContainsAny(c.Value, " <>\"(),:;\\[]?&%/") && !strings.Contains(host, "@")
	case "phone":
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, c.Value)
		return len(digits) >= 3 && strings.Trim(c.Value, "0123456789+-.() \u00a0") == ""
	case "url":
		return schema.IsWebAddress(c.Value)
	}
	return true
}
