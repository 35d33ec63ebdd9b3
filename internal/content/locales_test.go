package content

import (
	"testing"

	"tract/internal/locale"
)

// words are the few that converting a body takes; the tests are not about them.
const words = `
text:
  alert: {note: Note, tip: Tip, important: Important, warning: Warning, caution: Caution}
  footnotes: {title: Notes, ref: "{n}", back: "{n}"}
  table: {label: "{n}"}
`

// locales gives the typography of two languages. The rest that a strings file has
// is left out, and the faults which that makes with it.
func locales(t testing.TB) map[string]*locale.Locale {
	t.Helper()
	out := map[string]*locale.Locale{}
	for code, rules := range map[string]string{"fr": "french", "en": "english"} {
		out[code], _ = locale.Load(code, code+".yaml", []byte("tag: "+code+"\ntypography: {rules: "+rules+"}"+words), nil)
	}
	return out
}
