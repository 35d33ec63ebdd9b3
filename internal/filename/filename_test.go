package filename_test

import (
	"html"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tract/internal/filename"
	"tract/internal/golden"
	"tract/internal/limit"
	"tract/internal/locale"
	"tract/internal/payload"
	"tract/internal/promise"
	"tract/internal/schema"
)

// refused are names that some system cannot hold, by the reason.
var refused = map[filename.Fault][]string{
	filename.Nowhere: {"", ".", "..", "/", "/a", "a/", "a//b", "../a", "a/..", "a/../b", "./a", "a/.", "a/./b", "../../etc/passwd"},
	filename.Sign: {
		`a\b`, `..\a`, `C:\a`, "C:/a", "C:", "a:b", "a.html:stream", ".git::$INDEX_ALLOCATION", "a?b", "a*", "a<b", "a>b", "a|b", `a"b`,
		"a\x00b", "a\x01", "a\nb", "a\rb", "a\tb", "a\x1b[31m", "a\x7f", `\\server\share`,
	},
	filename.End:    {"a.", "a ", "a..", "a. .", "fr./a", "fr /a", "a/b.", "... "},
	filename.Device: {"con", "CON", "Con.html", "aux.fr.md", "nul .txt", "NUL.tar.gz", "prn", "com1", "COM0", "LPT9.x.html", "com¹", "lpt².md", "COM³.png", "conin$", "CONOUT$.txt", "a/con/b", "fr/nul.html", "aux  .x"},
	filename.Form:   {"a\xff", "\xc3\x28", "e\u0301.html", "\u1112\u1161\u11ab", "\u212b", "fr/e\u0301/a", "\xed\xa0\x80", "\xf8\x88\x80\x80\x80", "A\u030a", "\u2025", "\uff0e\uff0e/x", "a\uff0fb", "\uff3c", "\u2100"},
	filename.Long:   {strings.Repeat("x", 201), strings.Repeat("é", 101), strings.Repeat("a/", 120) + "a", "a/" + strings.Repeat("م", 101), strings.Repeat("deep/", 48) + "x"},
	filename.Kept:   {".git", ".GIT", ".Git/config", "fr/.git", ".g\u200cit", ".\u200egit", ".g\ufeffit/hooks/x", "git~1", "GIT~1/config", ".tract-manifest", "fr/.TRACT-lock", ".tract-staging/x"},
}

// TestP4PortableNames refuses what some system cannot hold, and nothing that all can.
func TestP4PortableNames(t *testing.T) {
	tried := 0
	for want, names := range refused {
		for _, name := range names {
			tried++
			if got := filename.CheckPath(name); got != want {
				t.Errorf("%q: %q, want %q", name, got, want)
			}
			if strings.Contains(name, "/") {
				continue
			}
			if name != "" && filename.CheckPath("en/guides/"+name) == "" || filename.CheckPath(name+"/index.html") == "" && want != filename.End {
				t.Errorf("%q is refused alone, and not in a path", name)
			}
		}
	}
	for _, name := range []string{
		"a", "été.html", "com10.html", "console.html", "auxiliary", "nullify.md", "lpt.txt", "comm1", "a b.html", "مرحبا.html", "日本.md", "..a", "...a", "a..b",
		".well-known/x", ".nojekyll", ".github", ".gitignore", strings.Repeat("x", 200), strings.Repeat("م", 100), "-", "~a", "a~1b", "$a", "a$", "ß", "İ", "👩\u200d🚒.png",
		strings.Repeat("x", 100) + "/" + strings.Repeat("y", 139),
	} {
		tried++
		if got := filename.CheckPath(name); got != "" {
			t.Errorf("%q: %q", name, got)
		}
	}
	promise.Held(t, tried)
}

// TestManyTwins looks at each folder once, however many paths are in it, and comes to an
// end with paths that begin or go on as none should.
func TestManyTwins(t *testing.T) {
	deep := strings.Repeat("a/", limit.PathBytes/2-4)
	paths := []string{"/", "//", "/a", "", ".", "..", "../a", "a//b", deep + "x"}
	for i := range 100_000 {
		paths = append(paths, deep+strconv.Itoa(i))
	}
	paths = append(paths, deep+"x/y", deep+"x/z")
	var told []string
	golden.Soon(t, 2*time.Second, "many paths in deep folders", func() {
		told = nil
		filename.Twins(paths, func(p, other string) { told = append(told, p+" "+other) })
	})
	if want := deep + "x " + deep + "x/y"; !slices.Contains(told, want) || slices.Contains(told, deep+"x "+deep+"x/z") || len(told) > 4 {
		t.Errorf("%q", told)
	}
}

// TestP3Twins finds what one of the usual systems takes for the same, and nothing else.
func TestP3Twins(t *testing.T) {
	twins := func(paths ...string) (found [][2]string) {
		filename.Twins(paths, func(p, other string) { found = append(found, [2]string{p, other}) })
		return found
	}
	tried := 0
	for _, c := range [][2]string{
		{"a.html", "a.html"},
		{"fr/Case.html", "fr/case.html"},
		{"FR/a.html", "fr/a.html"},
		{"\u00c9T\u00c9.html", "\u00e9t\u00e9.html"},
		{"\u03c3", "\u03c2"},
		{"\u03a3", "\u03c2"},
		{"stra\u00dfe", "strasse"},
		{"STRASSE", "stra\u1e9ee"},
		{"\ufb01n", "fin"},
		{"\u212a", "k"},
		{"\u017f", "s"},
		{"\u0131", "I"},
		{"i\u0307", "\u0130"},
		{"e\u0301", "\u00e9"},
		{"\u1e9b\u0323", "\u1e9b\u0323"},
		{"\u1112\u1161\u11ab", "\ud55c"},
		{"a\u200cb", "ab"},
		{"a\ufeffb", "AB"},
		{"\u0587", "\u0565\u0582"},
		{"\u13a0", "\uab70"},
		{"\u10d0", "\u1c90"},
		{"\u01c5", "\u01c6"},
		{"\u1f80", "\u1f88"},
		{"\uff21", "\uff41"},
		{"\u0426", "\u0446"},
		{"\u0531", "\u0561"},
		{"fr", "fr/a.html"},
		{"FR", "fr/x/a.html"},
		{"a/b", "a/b/c/d"},
		{"a/\u00c9", "a/\u00e9/x"},
		{"robots.txt", "Robots.TXT"},
		{"en/feed.xml", "en/Feed.xml"},
	} {
		tried++
		if found := twins(c[0], c[1]); len(found) != 1 || found[0] != [2]string{c[1], c[0]} && found[0] != c {
			t.Errorf("%q: %q", c, found)
		}
		if found := twins("z", c[1], "y/x", c[0], "x"); len(found) != 1 {
			t.Errorf("%q among others: %q", c, found)
		}
	}
	for _, c := range [][2]string{{"a", "b"}, {"a.html", "a.htm"}, {"fr/a", "en/a"}, {"a/b", "ab"}, {"e", "\u00e9"}, {"a", "a/"[:1] + "b/c"}, {"i", "l"}, {"\u0435", "e"}, {"a-b", "a_b"}} {
		tried++
		if found := twins(c[0], c[1]); len(found) > 0 {
			t.Errorf("%q are no twins: %q", c, found)
		}
	}
	promise.Held(t, tried)
}

// FuzzName holds any name to what its users rely on: what is accepted can be held by
// every system and leads nowhere else; what some system takes for it is its twin; and a
// slug of it, where it may be a key, is accepted.
func FuzzName(f *testing.F) {
	for _, names := range refused {
		for _, name := range names {
			f.Add(name)
		}
	}
	for _, name := range []string{"Stra\u00dfe", "\u0130\u0131", "fr/Guides/\u00c9t\u00e9.html", "\u03a3\u03c2", "\u200d\u200c", "con.d", "\u0345\u03b1"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if len(name) > 4096 {
			return
		}
		golden.Bounded(t, time.Second, 16*len(name)+100, func() int {
			return len(locale.Slug(name)) + len(filename.Fold(name)) + len(filename.CheckPath(name))
		})
		if key := locale.Slug(name); key != "" {
			if locale.Slug(key) != key {
				t.Errorf("the slug of %q is %q, whose slug is another", name, key)
			}
			if schema.IsKey(key) && filename.CheckPath("en/guides/"+key+".html") != "" {
				t.Errorf("the slug of %q is %q: %s", name, key, filename.CheckPath(key+".html"))
			}
		}
		fault := filename.CheckPath(name)
		if fault == "" {
			accepted(t, name)
			for _, active := range payload.Active([]byte("<a href=\"" + html.EscapeString(name) + "\">")) {
				t.Errorf("%q is accepted, and has %s", name, active)
			}
		}
		composed := norm.NFC.String(name) // any other is refused, and its capitals may come in another order
		for _, twin := range []string{strings.ToUpper(composed), strings.ToLower(composed), norm.NFD.String(name), norm.NFC.String(strings.ToUpper(composed)), filename.Fold(name), strings.ReplaceAll(name, "e", "e\u200d")} {
			if utf8.ValidString(name) && filename.Fold(twin) != filename.Fold(name) {
				t.Errorf("%q is no twin of %q: %q, %q", twin, name, filename.Fold(twin), filename.Fold(name))
			}
		}
	})
}

// accepted judges a path that was accepted by rules written apart from those of the code.
func accepted(t *testing.T, p string) {
	t.Helper()
	if !filepath.IsLocal(p) || path.Clean(p) != p || !utf8.ValidString(p) || !norm.NFC.IsNormalString(p) || len(p) > limit.PathBytes {
		t.Errorf("%q is accepted", p)
	}
	for name := range strings.SplitSeq(p, "/") {
		stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
		stem = strings.TrimRight(stem, " ")
		device := slices.Contains([]string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}, stem)
		if head, ok := strings.CutPrefix(stem, "COM"); ok || strings.HasPrefix(stem, "LPT") {
			number := strings.TrimPrefix(head, "LPT")
			device = device || utf8.RuneCountInString(number) == 1 && strings.ContainsAny(number, "0123456789¹²³")
		}
		if device || len(name) == 0 || len(name) > limit.NameBytes || strings.TrimRight(name, ". ") != name || strings.ContainsFunc(name, unicode.IsControl) && !strings.ContainsFunc(name, func(r rune) bool { return r >= 0x80 && r < 0xa0 }) || strings.ContainsAny(name, "\x00\\:*?\"<>|") {
			t.Errorf("%q is accepted, with %q in it", p, name)
		}
	}
}
