package locale

import "sync"

// rules is the typography of a language. Empty strings and false mean that the
// language does not care.
type rules struct {
	trigger [256]bool // the bytes that a rule looks at

	outer, inner [2]string // quotation marks; none: they stay as they were written
	quoteSpace   string    // inside the outer marks
	curly        bool      // “ ” that stand outside of others become the outer marks
	guillemets   bool      // « » that were written get the space inside
	apostrophes  bool
	punctuation  bool   // spaces before ; ! ? : are ours to decide
	highSpace    string // before ; ! ?
	colonSpace   string
	thousands    string // between groups that were written with a space
	percent      *string
	currency     bool // amounts before their sign: 28 $
	hours        bool // 13 h 30
	titles       bool // M. Mme art. n°
	ordinals     bool // the ending of 1er and XXIe stands above the line
	units        units

	passes sync.Pool // of *pass, for their room
}

// The names of the rule sets, as strings files have them.
const (
	rulesFrench  = "french"
	rulesEnglish = "english"
	rulesArabic  = "arabic"
	rulesNone    = "none"
)

func ruleNames() []string {
	return []string{rulesFrench, rulesEnglish, rulesArabic, rulesNone}
}

// newRules gives a rule set by its name. thin is a French choice: U+202F before
// ; ! and ?, where Quebec's usage has no space.
func newRules(name string, thin bool) *rules {
	r := &rules{}
	space, none := nbsp, ""
	measures := unitSet("km", "m", "cm", "mm", "kg", "g", "mg", "t", "L", "l", "mL", "ml", "km/h", "m²", "km²", "m³", "min", "s", "ms",
		"W", "kW", "MW", "kWh", "GWh", "TWh", "°C", "°F", "dB", "Hz")
	switch name {
	case rulesFrench:
		*r = rules{
			outer: [2]string{"«", "»"}, inner: [2]string{"“", "”"}, quoteSpace: nbsp, curly: true, guillemets: true,
			apostrophes: true, punctuation: true, colonSpace: nbsp, thousands: nbsp, percent: &space, currency: true, hours: true, titles: true, ordinals: true, units: measures,
		}
		measures.add("h", "j", "Go", "Mo", "Ko", "ko", "To")
		if thin {
			r.highSpace = thinSpace
		}
	case rulesEnglish:
		*r = rules{outer: [2]string{"“", "”"}, inner: [2]string{"‘", "’"}, curly: true, apostrophes: true, punctuation: true, percent: &none, units: measures}
		measures.add("h", "hr", "ft", "lb", "GB", "MB", "KB", "kB", "TB", "a.m.", "p.m.", "am", "pm", "AM", "PM")
	case rulesArabic:
		*r = rules{outer: [2]string{"«", "»"}, inner: [2]string{"“", "”"}, units: measures}
	}
	r.setTriggers(name)
	return r
}

type units map[string]bool

func unitSet(names ...string) units {
	u := units{}
	u.add(names...)
	return u
}

func (u units) add(names ...string) {
	for _, n := range names {
		u[n] = true
	}
}

func (r *rules) setTriggers(name string) {
	bytes := ""
	switch name {
	case rulesFrench:
		bytes = "0123456789'\":;!?.-MD\xc2\xe2"
	case rulesEnglish:
		bytes = "0123456789'\":;!?.-\xe2"
	case rulesArabic:
		bytes = "0123456789\":.-\xe2"
	}
	for i := range len(bytes) {
		r.trigger[bytes[i]] = true
	}
}
