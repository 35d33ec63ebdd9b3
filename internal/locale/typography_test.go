package locale

import (
	"flag"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"tract/internal/golden"
)

var texts = flag.Int("texts", 20000, "how many random texts typography is tried on")

// visible is the reverse of plainSpaces.
func visible(s string) string {
	return strings.NewReplacer("~", nbsp, "^", thinSpace, "¤", "\uFFFC").Replace(s)
}

// In these tables ~ is U+00A0, ^ is U+202F and ¤ stands for code or an image.
var french = []struct{ in, want string }{
	// ; ! ? without a space, : with one
	{"Grève ! Pourquoi ? Oui ; non", "Grève! Pourquoi? Oui; non"},
	{"Grève~! Pourquoi^? Oui~; non", "Grève! Pourquoi? Oui; non"},
	{"Grève! Pourquoi? Oui; non", "Grève! Pourquoi? Oui; non"},
	{"Voici : un, deux", "Voici~: un, deux"},
	{"Voici: un", "Voici~: un"},
	{"Voici~: un", "Voici~: un"},
	{"Voici^: un", "Voici~: un"},
	{"La fin :", "La fin~:"},
	{"¤ : un", "¤~: un"},
	{"à 10:15, ratio 3:1", "à 10:15, ratio 3:1"},
	{"3 : 1, 3~: 1, en 2025: 3 grèves, 3 : un", "3 : 1, 3~: 1, en 2025~: 3 grèves, 3~: un"},
	{"std::vector et a::b", "std::vector et a::b"},
	{"Bravo :-) :) ;-) ;)", "Bravo :-) :) ;-) ;)"},
	{"Bravo :smile: !", "Bravo :smile:!"},
	{"Vrai (?) ou (!)", "Vrai (?) ou (!)"},
	{"Quoi ?! Quoi ?", "Quoi?! Quoi?"},
	{"Et alors… ?", "Et alors…?"},
	{"Quoi ? !", "Quoi?!"},
	{"http://exemple.org/?a=b;c!d'e et https://x.ca/a--b?q=1 ?", "http://exemple.org/?a=b;c!d'e et https://x.ca/a--b?q=1?"},
	{"(voir https://exemple.org/l'usine)", "(voir https://exemple.org/l'usine)"},
	{"exemple.org/?page=2", "exemple.org/?page=2"},
	{"o'neil@exemple.org et nom.prenom@exemple.org", "o'neil@exemple.org et nom.prenom@exemple.org"},
	{"#JeBoycotte #2025 !", "#JeBoycotte #2025!"},
	{"a := b ; x != y", "a := b; x != y"},
	{": début", ": début"},
	{"! début", "! début"},
	{"mot\n: suite\n! fin", "mot\n: suite\n! fin"},
	// quotation marks
	{`"Grève" et "lockout"`, "«~Grève~» et «~lockout~»"},
	{"“Grève” et “lockout”", "«~Grève~» et «~lockout~»"},
	{"« Grève » et «lockout»", "«~Grève~» et «~lockout~»"},
	{"«~Grève~» et «^lockout^»", "«~Grève~» et «~lockout~»"},
	{`" Grève "`, "«~Grève~»"},
	{`« Il a dit "non" hier »`, "«~Il a dit “non” hier~»"},
	{`"Il a dit “non” hier"`, "«~Il a dit “non” hier~»"},
	{"« Il a dit “non” hier »", "«~Il a dit “non” hier~»"},
	{"“Il a dit “non” hier”", "«~Il a dit “non” hier~»"},
	{`L'"usine" et d’"autres"`, "L’«~usine~» et d’«~autres~»"},
	{"l' « oui », qu’ «non», L’~« an »", "l’«~oui~», qu’«~non~», L’«~an~»"},
	{`jusqu' "ici" et "d' “un” autre"`, "jusqu’«~ici~» et «~d’“un” autre~»"},
	{"le mot ‘l’ « ici », 5' « ici »", "le mot ‘l’ «~ici~», 5' «~ici~»"},
	{`("oui"), "non".`, "(«~oui~»), «~non~»."},
	{`« Un paragraphe, "cité"`, "«~Un paragraphe, “cité”"},
	{`Un écran de 15" et un autre`, `Un écran de 15" et un autre`},
	{`seul " guillemet`, `seul " guillemet`},
	{`Il dit : "Non !"`, "Il dit~: «~Non!~»"},
	{"« Non ! » : fin", "«~Non!~»~: fin"},
	{"“il dit «oui» ici”, « il dit «~oui~» ici »", "«~il dit “oui” ici~», «~il dit “oui” ici~»"},
	{`"un « deux "trois" quatre » cinq"`, "«~un “deux “trois” quatre” cinq~»"},
	{"« un » et « deux », l’« an « deux »", "«~un~» et «~deux~», l’«~an «~deux~»"},
	{"« un « deux » l' « an » »", "«~un “deux” l’“an”~»"},
	{"«»", "«~»"},
	{"«¤»", "«~¤~»"},
	// apostrophes
	{"L'usine d'Amazon, aujourd'hui", "L’usine d’Amazon, aujourd’hui"},
	{"L’usine", "L’usine"},
	{"'tit gars, les années '60", "’tit gars, les années ’60"},
	{"le mot 'grève' ici", "le mot ‘grève’ ici"},
	{"5' de marche", "5' de marche"},
	{"l'¤", "l’¤"},
	{"l' été, qu’ elle, D' Haïti, aujourd' hui, l' Île", "l’été, qu’elle, D’Haïti, aujourd’hui, l’Île"},
	{"les 5' été, le mot ‘l’ est, l' tour, ami' a", "les 5' été, le mot ‘l’ est, l’ tour, ami’ a"},
	{`'"un" deux'`, "‘«~un~» deux’"},
	// ellipsis, dashes
	{"Attendez...", "Attendez…"},
	{"Quoi.... ../a", "Quoi.... ../a"},
	{"Un mot -- un autre", "Un mot – un autre"},
	{"2020--2025", "2020–2025"},
	{"-- Non, dit-elle", "– Non, dit-elle"},
	{"tract --drafts, a---b", "tract --drafts, a---b"},
	// numbers with their signs
	{"37,6 % des achats, 50% + 1", "37,6~% des achats, 50~% + 1"},
	{"37,6~%, 37,6^%", "37,6~%, 37,6~%"},
	{"%20 et 50%20", "%20 et 50%20"},
	{"28 $, 28$, 1,50 $", "28~$, 28~$, 1,50~$"},
	{"28~$", "28~$"},
	{"1 500 $ et 1 500 000 $", "1~500~$ et 1~500~000~$"},
	{"57 000 $ US, 3 $ CA", "57~000~$~US, 3~$~CA"},
	{"145 M$ et 2 G$, 145M$", "145~M$ et 2~G$, 145~M$"},
	{"145 M $, 145M $, 145 M~$, 3,5 k$", "145~M$, 145~M$, 145~M$, 3,5~k$"},
	{"2 000 $CA, 3 $US, 5 $CAN, 1 $X, 145 M $ US", "2~000~$~CA, 3~$~US, 5~$~CAN, 1 $X, 145~M$~US"},
	{"1 million $, 2,5 milliards $ US, 3 millions de $", "1~million~$, 2,5~milliards~$~US, 3 millions de $"},
	{"24 $/h", "24~$/h"},
	{"4 500 emplois, 4^500, 4~500", "4~500 emplois, 4~500, 4~500"},
	{"4500 emplois", "4500 emplois"},
	{"en 2025 100 personnes", "en 2025 100 personnes"},
	{"DXT4 500 personnes", "DXT4 500 personnes"},
	{"H2X 1Y4, J4B 100", "H2X 1Y4, J4B 100"},
	{"514 555-0123, 1 800 555-0123", "514 555-0123, 1 800 555-0123"},
	{"514 555 0123, 1 800 555 0123, 1 800-555-0123.", "514 555 0123, 1 800 555 0123, 1 800-555-0123."},
	{"5 000-6 000 emplois, 15 000-20 000 $", "5~000-6~000 emplois, 15~000-20~000~$"},
	{"0 500", "0 500"},
	{"10 km, 5 kg, 3 m, 20 °C, 90 km/h, 12 m².", "10~km, 5~kg, 3~m, 20~°C, 90~km/h, 12~m²."},
	{"10 kilomètres, les 3 s'en vont", "10 kilomètres, les 3 s’en vont"},
	{"10 à 12 %", "10 à 12~%"},
	// hours
	{"13h30, 13 h 30, 13 h30, 9h, 9 h", "13~h~30, 13~h~30, 13~h~30, 9~h, 9~h"},
	{"13~h~30", "13~h~30"},
	{"8h05, 8 h 05, 8~h~5, 8h5", "8~h~5, 8~h~5, 8~h~5, 8~h~5"},
	{"09h00, 09h, 09 h 05, 9 h 00.", "9~h, 9~h, 9~h~5, 9~h."},
	{"de 8h00-12h00 à 17 h 00, 00h30, 24 h 00", "de 8~h-12~h à 17~h, 0~h~30, 24~h"},
	{"10 h 10, 20 h 20, 7h/7, 07 h/7", "10~h~10, 20~h~20, 7~h/7, 07~h/7"},
	{"8 h 00 500, 8h00:30, 8h005, 2025-02-05, 05:00, 2025-02-05T09:00", "8~h~00 500, 8~h~00:30, 8h005, 2025-02-05, 05:00, 2025-02-05T09:00"},
	{"24h/24, 35 h par semaine, 37,5 h", "24~h/24, 35~h par semaine, 37,5~h"},
	{"10 h/semaine, 10h/semaine, 37,5 h/sem., 5 m/s, 3 kWh/an, 5 hommes/jour", "10~h/semaine, 10~h/semaine, 37,5~h/sem., 5~m/s, 3~kWh/an, 5 hommes/jour"},
	{"5 heures, 5 hommes, 2h30min", "5 heures, 5 hommes, 2h30min"},
	// ordinals and dates stay
	{"1er mars, 1re, 2e, XXIe siècle, le 15 février 2025", "1er mars, 1re, 2e, XXIe siècle, le 15 février 2025"},
	// abbreviations
	{"n° 5, N° 12, nº 3, n°5", "n°~5, N°~12, nº~3, n°~5"},
	{"M. Tremblay, MM. Roy et Côté, Mme Roy, Mmes Roy, Dre Roy", "M.~Tremblay, MM.~Roy et Côté, Mme~Roy, Mmes~Roy, Dre~Roy"},
	{"art. 5, p. 12, chap. 3", "art.~5, p.~12, chap.~3"},
	{"Il aime. Mais M. est là.", "Il aime. Mais M. est là."},
	{"20 ° et 5 º", "20 ° et 5 º"},
	// nothing to do
	{"", ""},
	{"Un texte simple, sans rien.", "Un texte simple, sans rien."},
	{"É À œuvre, C’est l’été.", "É À œuvre, C’est l’été."},
}

var english = []struct{ in, want string }{
	{`"Strike" and "lockout"`, "“Strike” and “lockout”"},
	{"“Strike”", "“Strike”"},
	{`She said "the 'right' time"`, "She said “the ‘right’ time”"},
	{`"He said "no" again"`, "“He said ‘no’ again”"},
	{"“He said “no” again”", "“He said ‘no’ again”"},
	{`" word "`, "“word”"},
	{"Don't stop the workers' strike", "Don’t stop the workers’ strike"},
	{"'Tis the '90s, rock 'n' roll", "’Tis the ’90s, rock ’n’ roll"},
	{"'yes' and 'no'", "‘yes’ and ‘no’"},
	{`6'2" tall`, `6'2" tall`},
	{`'"a" b' and 'c "d"' e`, "‘“a” b’ and ‘c “d”’ e"},
	{"Wait...", "Wait…"},
	{"one -- two, 2020--2025", "one – two, 2020–2025"},
	{"10 km, 5 lb, 9 a.m., 1:30 p.m. today, 3 ft.", "10~km, 5~lb, 9~a.m., 1:30~p.m. today, 3~ft."},
	{"6 pm, 11 AM, 6pm, 6 ampere", "6~pm, 11~AM, 6pm, 6 ampere"},
	{"37.6 % and 50%", "37.6% and 50%"},
	{"$28, $1.50, $145 million, 4,500 jobs", "$28, $1.50, $145 million, 4,500 jobs"},
	{"Really ? Yes ! No ; maybe : so", "Really? Yes! No; maybe: so"},
	{"Really~? Yes^!", "Really? Yes!"},
	{"10:15 :-) a::b https://x.ca/?a='b' (?)", "10:15 :-) a::b https://x.ca/?a='b' (?)"},
	{"the title «Grève» stays", "the title «Grève» stays"},
	{"DXT4 closed, 514 555-0123", "DXT4 closed, 514 555-0123"},
	{"4 500 in a quotation", "4 500 in a quotation"},
	{"13h30 stays", "13h30 stays"},
	{"M. Tremblay, art. 5", "M. Tremblay, art. 5"},
}

var arabic = []struct{ in, want string }{
	{"لماذا؟ نعم، لا؛ ربما!", "لماذا؟ نعم، لا؛ ربما!"},
	{"قال \"لا\" أمس", "قال «لا» أمس"},
	{"قال «لا» و“نعم”", "قال «لا» و“نعم”"},
	{"انتظر...", "انتظر…"},
	{"10 km و DXT4: 4,500", "10~km و DXT4: 4,500"},
	{"it's 'x' : y ; z", "it's 'x' : y ; z"},
}

func TestTypography(t *testing.T) {
	for code, table := range map[string][]struct{ in, want string }{"fr": french, "en": english, "ar": arabic} {
		l := languages()[code]
		for _, c := range table {
			in, want := visible(c.in), visible(c.want)
			got := l.Typography(in)
			if got != want {
				t.Errorf("%s: %q\n got %q\nwant %q", code, c.in, plainSpaces(got), c.want)
			}
			if again := l.Typography(got); again != got {
				t.Errorf("%s: %q: twice %q", code, plainSpaces(got), plainSpaces(again))
			}
			checkSpans(t, l, in)
		}
	}
}

// typeset gives the spans of a block in their form.
func typeset(l *Locale, spans []string) []string {
	ends := make([]int, len(spans))
	end := 0
	for i, s := range spans {
		end += len(s)
		ends[i] = end
	}
	text := l.TypographySpans(strings.Join(spans, ""), ends)
	set := make([]string, len(spans))
	from := 0
	for i, end := range ends {
		set[i] = text[from:end]
		from = end
	}
	return set
}

// checkSpans holds a text that is cut anywhere to what it gives whole.
func checkSpans(t *testing.T, l *Locale, in string) {
	t.Helper()
	whole := l.Typography(in)
	for i := range in {
		if i == 0 {
			continue
		}
		spans := []string{in[:i], in[i:]}
		got := typeset(l, spans)
		if len(got) != 2 || got[0]+got[1] != whole {
			t.Errorf("cut %q: %q, want %q", spans, got, whole)
		}
	}
	runes := strings.Split(in, "")
	if got := strings.Join(typeset(l, runes), ""); got != whole {
		t.Errorf("in single characters: %q, want %q", got, whole)
	}
}

func TestTypographySpans(t *testing.T) {
	for _, c := range []struct {
		code     string
		in, want []string
	}{
		{"fr", []string{"«", " mot »"}, []string{"«", "~mot~»"}},
		{"fr", []string{"«", "mot", "»"}, []string{"«~", "mot", "~»"}},
		{"fr", []string{`"`, "mot", `" : fin`}, []string{"«~", "mot", "~»~: fin"}},
		{"fr", []string{`"mot`, "¤", `"`}, []string{"«~mot", "¤", "~»"}},
		{"fr", []string{"mot", " ?"}, []string{"mot", "?"}},
		{"fr", []string{"mot ", "?"}, []string{"mot", "?"}},
		{"fr", []string{"mot ", " ", " ?"}, []string{"mot", "", "?"}},
		{"fr", []string{"mot ", " ", " : x"}, []string{"mot~", "", ": x"}},
		{"fr", []string{"50", "%"}, []string{"50", "~%"}},
		{"fr", []string{"1", " 500 ", "$"}, []string{"1", "~500~", "$"}},
		{"fr", []string{"l'", "usine"}, []string{"l’", "usine"}},
		{"fr", []string{"l", "'", "usine"}, []string{"l", "’", "usine"}},
		{"fr", []string{"voir ", "¤", " : x"}, []string{"voir ", "¤", "~: x"}},
		{"fr", []string{"", "a ", "", "!", ""}, []string{"", "a", "", "!", ""}},
		{"fr", []string{"a :", "\n", "b !"}, []string{"a~:", "\n", "b!"}},
		{"en", []string{`"`, "word", `"`}, []string{"“", "word", "”"}},
		{"en", []string{"don", "'t"}, []string{"don", "’t"}},
	} {
		in := make([]string, len(c.in))
		for i, s := range c.in {
			in[i] = visible(s)
		}
		got := typeset(languages()[c.code], in)
		shown := make([]string, len(got))
		for i, s := range got {
			shown[i] = strings.ReplaceAll(plainSpaces(s), "\uFFFC", "¤")
		}
		if diff := cmp.Diff(c.want, shown); diff != "" {
			t.Errorf("%q: %s", c.in, diff)
		}
	}
	if got := languages()["fr"].TypographySpans("", nil); got != "" {
		t.Errorf("no spans: %q", got)
	}
}

func TestThinSpace(t *testing.T) {
	l := &Locale{rules: newRules(rulesFrench, true)}
	for _, c := range []struct{ in, want string }{
		{"Grève ! Quoi? Oui ; non", "Grève^! Quoi^? Oui^; non"},
		{"Quoi ?! Et… ? (?) :-) ;) ?", "Quoi^?! Et…? (?) :-) ;)^?"},
		{"https://x.ca/?a ?", "https://x.ca/?a^?"},
		{"« Non ! »", "«~Non^!~»"},
	} {
		got := l.Typography(visible(c.in))
		if plainSpaces(got) != c.want {
			t.Errorf("%q: %q, want %q", c.in, plainSpaces(got), c.want)
		}
		if again := l.Typography(got); again != got {
			t.Errorf("%q: twice %q", c.in, plainSpaces(again))
		}
	}
}

func TestNoRules(t *testing.T) {
	l := &Locale{rules: newRules(rulesNone, false)}
	in := `"a" : 5 % ... 'b' ! 1 500 $`
	if got := l.Typography(in); got != in {
		t.Errorf("%q", got)
	}
}

func TestNothingToDoCostsNothing(t *testing.T) {
	for _, l := range languages() {
		s := "Un texte sans rien de particulier, comme il y en a beaucoup, et qui continue encore un peu"
		ends := []int{10, len(s)}
		if n := testing.AllocsPerRun(100, func() { l.Typography(s); l.TypographySpans(s, ends) }); n > 0 {
			t.Errorf("%s: %v allocations", l.Code, n)
		}
	}
}

// TestAnyText puts signs together as no author would: the result must be stable,
// whole and the same however the text is cut.
func TestAnyText(t *testing.T) {
	pieces := strings.Split(visible(`"|"|'|«|»|“|”|‘|’| | | |~|^|:|;|!|?|.|...|…|-|--|%|$|M$| US|1|12|0|05|500|000|30|h|a|mot|l|M|Mme|É|n°|km|l'|k|CA|million|/|555|0123|«a|b»|@|#|(|)|¤|://|,|/|~ | ~`), "|")
	pieces = append(pieces, "\n", "|")
	random := rand.New(rand.NewPCG(1, 2))
	all := []*Locale{{Code: "fr", rules: newRules(rulesFrench, false)}, {Code: "thin", rules: newRules(rulesFrench, true)}, {Code: "en", rules: newRules(rulesEnglish, false)}, {Code: "ar", rules: newRules(rulesArabic, false)}}
	for range *texts {
		var b strings.Builder
		for range 1 + random.IntN(12) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		s, spans := b.String(), split(b.String(), 1+random.IntN(5))
		for _, l := range all {
			once := l.Typography(s)
			if twice := l.Typography(once); twice != once {
				t.Fatalf("%s: %q: once %q, twice %q", l.Code, plainSpaces(s), plainSpaces(once), plainSpaces(twice))
			}
			if l.rules.kept(once) != l.rules.kept(s) {
				t.Fatalf("%s: %q lost letters: %q", l.Code, s, once)
			}
			if cut := strings.Join(typeset(l, spans), ""); cut != once {
				t.Fatalf("%s: %q: whole %q, in spans %q", l.Code, spans, once, cut)
			}
		}
	}
}

// TestHostileText holds long nonsense to a time that grows with its length only.
func TestHostileText(t *testing.T) {
	const size = 1 << 17
	for _, piece := range []string{`"`, `" `, `a"`, "'", "'a", " '", "«", "»", `"»`, `«"`, "“", "1 ", "111 ", "1 500 x", ":", " :", "a:", " ", " !", ".", "-", "--", "n°", "h ", "9 h ", "://", "a://", "M. ", "@'", "é'", "¤", "50 % "} {
		s := strings.Repeat(visible(piece), size/len(piece))
		for code, l := range languages() {
			golden.Soon(t, 2*time.Second, code+": "+piece, func() { l.Typography(s) })
		}
	}
}

// kept gives what typography may never change. Zeros may go where there are hours.
func (r *rules) kept(s string) string {
	hours := r.hours && strings.Contains(s, "h")
	return strings.Map(func(c rune) rune {
		if c == '0' && hours {
			return -1
		}
		if unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) || c == '\n' || c == '\uFFFC' {
			return c
		}
		return -1
	}, s)
}

func FuzzTypography(f *testing.F) {
	for _, table := range [][]struct{ in, want string }{french, english, arabic} {
		for _, c := range table {
			f.Add(visible(c.in), uint8(3))
		}
	}
	all := []*Locale{{rules: newRules(rulesFrench, false)}, {rules: newRules(rulesFrench, true)}, {rules: newRules(rulesEnglish, false)}, {rules: newRules(rulesArabic, false)}}
	f.Fuzz(func(t *testing.T, s string, cut uint8) {
		if !utf8.ValidString(s) {
			return
		}
		spans := split(s, int(cut)%7+1)
		for i, l := range all {
			got := typeset(l, spans)
			whole := strings.Join(got, "")
			switch {
			case len(got) != len(spans):
				t.Fatalf("%d: %d spans of %d", i, len(got), len(spans))
			case l.rules.kept(whole) != l.rules.kept(s):
				t.Errorf("%d: %q lost letters: %q", i, s, whole)
			case l.Typography(s) != whole:
				t.Errorf("%d: %q: whole %q, in spans %q", i, s, l.Typography(s), whole)
			}
			if again := strings.Join(typeset(l, got), ""); again != whole {
				t.Errorf("%d: %q: once %q, twice %q", i, s, whole, again)
			}
			for k, span := range spans {
				if span == "\uFFFC" && got[k] != span {
					t.Errorf("%d: %q: the opaque span became %q", i, s, got[k])
				}
			}
		}
	})
}

// split cuts a text into pieces of size characters, each opaque one for itself.
func split(s string, size int) []string {
	var spans []string
	n := size
	for _, c := range s {
		if n == size || c == '\uFFFC' {
			spans, n = append(spans, ""), 0
		}
		spans[len(spans)-1] += string(c)
		n++
		if c == '\uFFFC' {
			n = size
		}
	}
	if spans == nil {
		return []string{""}
	}
	return spans
}

func BenchmarkTypography(b *testing.B) {
	text := map[string]string{
		"fr": strings.Repeat("La compagnie a fermé ses sept entrepôts, et c'est plus de 4 500 personnes qui ont perdu leur emploi : « Du jamais vu », dit Marie. Qui paiera ? ", 10),
		"en": strings.Repeat("The company closed its seven warehouses, and over 4,500 people lost their jobs: \"We have never seen that\", says Marie. Who's going to pay? ", 10),
	}
	for _, code := range []string{"fr", "en"} {
		b.Run(code, func(b *testing.B) {
			l := languages()[code]
			right := l.Typography(text[code])
			b.Run("written", func(b *testing.B) {
				b.SetBytes(int64(len(text[code])))
				b.ReportAllocs()
				for b.Loop() {
					l.Typography(text[code])
				}
			})
			b.Run("right", func(b *testing.B) {
				b.SetBytes(int64(len(right)))
				b.ReportAllocs()
				for b.Loop() {
					l.Typography(right)
				}
			})
		})
	}
}
