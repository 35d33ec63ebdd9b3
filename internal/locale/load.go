package locale

import (
	"cmp"
	"crypto/sha256"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"tract/internal/diag"
	"tract/internal/yaml"
)

// Load reads a strings file. reference is the language whose texts the file must
// have, nil for the reference itself: a key that is missing or unknown, a plural
// form that the language needs, a placeholder that one has and the other has not
// are faults. What the file lacks is taken from the reference, so that the rest of
// the site can still be shown. English, which the others follow, may have texts besides,
// for templates of its own.
func Load(code, file string, src []byte, reference *Locale) (*Locale, diag.List) {
	root, list := yaml.ParseData(file, src)
	f := form{list: list, broken: list.HasErrors(), more: code == "en"}
	l := &Locale{Code: code, digest: sha256.Sum256(src), text: map[string]entry{}}
	if reference != nil {
		maps.Copy(l.text, reference.text)
	}
	top := f.record(&root, "", []string{"tag", "name", "dir", "dates", "numbers", "lists", "typography", "sections", "text"})
	f.head(l, top)
	f.dates(l, top["dates"])
	f.numbers(l, top["numbers"])
	f.lists(l, top["lists"])
	f.typography(l, top["typography"])
	f.sections(l, top["sections"], reference)
	f.texts(l, top["text"], reference)
	return l, f.list
}

// form reads the parts of a strings file and reports what does not fit.
type form struct {
	list   diag.List
	broken bool // the file could not be read whole: what is missing says nothing
	more   bool // texts that the reference has not are no fault
}

// record gives the fields of a mapping, all of which must be there.
func (f *form) record(n *yaml.Node, name string, keys []string, optional ...string) map[string]*yaml.Node {
	found := map[string]*yaml.Node{}
	if n == nil {
		return found
	}
	if n.Kind != yaml.Mapping {
		f.list.Errorf(n.Pos, "locale.mapping", name).WithHint("hint.locale-mapping")
		return found
	}
	known := slices.Concat(keys, optional)
	for i := range n.Fields {
		field := &n.Fields[i]
		if !slices.Contains(known, field.Key) {
			f.list.Errorf(field.KeyPos, "locale.unknown-key", field.Key).DidYouMean(field.Key, known)
			continue
		}
		found[field.Key] = &field.Value
	}
	for _, key := range keys {
		if found[key] == nil {
			f.missing(n.Pos, join(name, key))
		}
	}
	return found
}

func (f *form) missing(at diag.Position, key string) {
	if f.broken {
		return
	}
	f.list.Errorf(at, "locale.missing-key", key).WithHint("hint.locale-missing-key")
}

func join(prefix, key string) string {
	if prefix == "" {
		return key
	}
	return prefix + "." + key
}

// line gives a text, "" for nil.
func (f *form) line(n *yaml.Node, name string) string {
	if n == nil {
		return ""
	}
	if n.Kind != yaml.Scalar {
		f.list.Errorf(n.Pos, "locale.text", name).WithHint("hint.locale-text")
		return ""
	}
	return n.Value
}

// pattern gives a text with placeholders, which must be among names.
func (f *form) pattern(n *yaml.Node, name string, names ...string) template {
	t := parseTemplate(f.line(n, name))
	for _, p := range t.names {
		if !slices.Contains(names, p) {
			f.list.Errorf(n.Pos, "locale.placeholder-unknown", "{"+p+"}", name).WithHint("hint.one-of", "{"+strings.Join(names, "}, {")+"}")
		}
	}
	return t
}

// names gives a list of exactly count texts, whatever was written.
func (f *form) names(n *yaml.Node, name string, count int) []string {
	out := make([]string, count)
	if n == nil {
		return out
	}
	if n.Kind != yaml.Sequence || len(n.Items) != count {
		f.list.Errorf(n.Pos, "locale.count", name, count, len(n.Items))
	}
	for i := range min(len(n.Items), count) {
		out[i] = f.line(&n.Items[i], name)
	}
	return out
}

func (f *form) head(l *Locale, top map[string]*yaml.Node) {
	l.Tag = f.line(top["tag"], "tag")
	l.Name = f.line(top["name"], "name")
	l.Dir = f.line(top["dir"], "dir")
	tag, err := language.Parse(l.Tag)
	if n := top["tag"]; n != nil && (err != nil || !strings.HasPrefix(l.Tag, l.Code)) {
		f.list.Errorf(n.Pos, "locale.tag", l.Tag, l.Code).WithHint("hint.locale-tag")
		tag = language.Make(l.Code)
	} else if n != nil {
		l.tagAt = n.Pos
	}
	l.tag = tag
	if n := top["name"]; n != nil && l.Name != "" {
		l.nameAt = n.Pos
	}
	if n := top["dir"]; n != nil && l.Dir != "ltr" && l.Dir != "rtl" {
		f.list.Errorf(n.Pos, "locale.dir", l.Dir).WithHint("hint.locale-dir")
	}
	if l.Dir != "rtl" {
		l.Dir = "ltr"
	}
}

func (f *form) dates(l *Locale, n *yaml.Node) {
	r := f.record(n, "dates", []string{"months", "months_short", "weekdays", "date", "month", "weekday", "at", "hours", "range", "zone", "time", "hour"},
		"first_day", "am", "pm", "noon", "midnight")
	l.dates = dates{
		months:   f.names(r["months"], "dates.months", 12),
		short:    f.names(r["months_short"], "dates.months_short", 12),
		weekdays: f.names(r["weekdays"], "dates.weekdays", 7),
		firstDay: f.line(r["first_day"], "dates.first_day"),
		date:     f.pattern(r["date"], "dates.date", "day", "month", "short", "year"),
		month:    f.pattern(r["month"], "dates.month", "month", "short", "year"),
		weekday:  f.pattern(r["weekday"], "dates.weekday", "weekday", "date"),
		at:       f.pattern(r["at"], "dates.at", "date", "time"),
		hours:    f.pattern(r["hours"], "dates.hours", "date", "start", "end"),
		span:     f.pattern(r["range"], "dates.range", "start", "end"),
		zone:     f.pattern(r["zone"], "dates.zone", "time", "place"),
		time:     f.pattern(r["time"], "dates.time", "h", "m", "mm", "half"),
		hour:     f.pattern(r["hour"], "dates.hour", "h", "half"),
		am:       f.line(r["am"], "dates.am"),
		pm:       f.line(r["pm"], "dates.pm"),
		noon:     f.line(r["noon"], "dates.noon"),
		midnight: f.line(r["midnight"], "dates.midnight"),
	}
}

func (f *form) numbers(l *Locale, n *yaml.Node) {
	r := f.record(n, "numbers", []string{"group", "decimal", "percent", "scales", "words", "money"}, "spelled", "between")
	l.numbers = numbers{
		group:   f.line(r["group"], "numbers.group"),
		decimal: f.line(r["decimal"], "numbers.decimal"),
		percent: f.pattern(r["percent"], "numbers.percent", "n"),
		money:   map[string]amounts{},
		words:   f.powers(r["words"], "numbers.words"),
		spelled: f.powers(r["spelled"], "numbers.spelled"),
		between: f.line(r["between"], "numbers.between"),
	}
	if s := r["scales"]; s != nil {
		for i := range s.Items {
			l.numbers.scales = append(l.numbers.scales, f.scale(l, &s.Items[i]))
		}
		slices.SortFunc(l.numbers.scales, func(a, b scale) int { return cmp.Compare(a.from, b.from) })
	}
	if m := r["money"]; m != nil {
		for i := range m.Fields {
			name := "numbers.money." + m.Fields[i].Key
			a := f.record(&m.Fields[i].Value, name, []string{"small", "large"})
			l.numbers.money[m.Fields[i].Key] = amounts{f.pattern(a["small"], name, "n"), f.pattern(a["large"], name, "n")}
		}
	}
}

// powers gives the number that each word stands for.
func (f *form) powers(n *yaml.Node, name string) map[string]float64 {
	m := map[string]float64{}
	if n != nil {
		for i := range n.Fields {
			m[n.Fields[i].Key] = f.power(&n.Fields[i].Value, name)
		}
	}
	return m
}

// power gives a number of 1 or more.
func (f *form) power(n *yaml.Node, name string) float64 {
	v, err := strconv.ParseFloat(f.line(n, name), 64)
	if err != nil || v < 1 || v > 1e18 {
		f.list.Errorf(n.Pos, "locale.number", n.Value).WithHint("hint.locale-number")
		return 1
	}
	return v
}

func (f *form) scale(l *Locale, n *yaml.Node) scale {
	r := f.record(n, "numbers.scales", []string{"from"}, formNames...)
	s := scale{from: 1}
	if r["from"] != nil {
		s.from = f.power(r["from"], "numbers.scales")
	}
	counted := yaml.Node{Kind: yaml.Mapping, Pos: n.Pos}
	for _, field := range n.Fields {
		if field.Key != "from" {
			counted.Fields = append(counted.Fields, field)
		}
	}
	s.forms = f.counted(l, &counted, "numbers.scales", false)
	return s
}

func (f *form) lists(l *Locale, n *yaml.Node) {
	r := f.record(n, "lists", []string{"comma", "last"})
	l.comma = f.line(r["comma"], "lists.comma")
	l.last = f.pattern(r["last"], "lists.last", "a", "word", "b")
}

func (f *form) typography(l *Locale, n *yaml.Node) {
	r := f.record(n, "typography", []string{"rules"}, "thin")
	name := f.line(r["rules"], "typography.rules")
	if r["rules"] != nil && !slices.Contains(ruleNames(), name) {
		f.list.Errorf(r["rules"].Pos, "locale.rules", name).DidYouMean(name, ruleNames())
	}
	thin := f.line(r["thin"], "typography.thin")
	if thin != "" && thin != "true" && thin != "false" {
		f.list.Errorf(r["thin"].Pos, "locale.thin", thin).WithHint("hint.one-of", "true, false")
	}
	l.rules = newRules(name, thin == "true")
}

// sections reads the addresses of the sections, which are texts too, though no
// translator may write anything there.
func (f *form) sections(l *Locale, n *yaml.Node, reference *Locale) {
	if n == nil {
		return
	}
	if reference != nil {
		var keys []string
		for _, key := range slices.Sorted(maps.Keys(reference.text)) {
			if name, ok := strings.CutPrefix(key, sectionPrefix); ok {
				keys = append(keys, name)
			}
		}
		f.record(n, "sections", keys)
	}
	seen := map[string]string{}
	for i := range n.Fields {
		key, value := n.Fields[i].Key, &n.Fields[i].Value
		address := f.line(value, sectionPrefix+key)
		switch slug := Slug(address); {
		case slug == "" || slug != address:
			d := f.list.Errorf(value.Pos, "locale.section", address)
			if slug != "" {
				d.WithHint("hint.did-you-mean", slug)
			}
		case seen[address] != "":
			f.list.Errorf(value.Pos, "locale.section-twice", address, seen[address])
		default:
			seen[address] = key
			var e entry
			e.forms[plural.Other] = parseTemplate(address)
			l.text[sectionPrefix+key] = e
		}
	}
}

const sectionPrefix = "sections."

// The plural forms, by the name that strings files give them.
var (
	formNames = []string{"zero", "one", "two", "few", "many", "other"}
	formKinds = []plural.Form{plural.Zero, plural.One, plural.Two, plural.Few, plural.Many, plural.Other}
)

// needed gives the plural forms that a language has for whole numbers.
func (l *Locale) needed() []bool {
	needed := make([]bool, len(formNames))
	needed[slices.Index(formKinds, plural.Other)] = true
	for n := range 300 {
		needed[slices.Index(formKinds, l.cardinal(n, 0, 0))] = true
	}
	return needed
}
