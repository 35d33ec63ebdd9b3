package yaml

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/limit"
	"tract/internal/promise"
)

// TestGolden reads testdata/*.txtar: a file NAME.yaml is a text, and NAME.want
// its tree and its faults, in English and in French.
func TestGolden(t *testing.T) {
	golden.RunCases(t, ".yaml", ".want", func(t *testing.T, _ *txtar.Archive, name string, src []byte) string {
		return describe(t, name, src)
	})
}

func describe(t *testing.T, name string, src []byte) string {
	t.Helper()
	node, list := Parse(name, src, 1)
	var b strings.Builder
	describeNode(&b, node, "")
	for _, language := range diag.Languages() {
		b.WriteString(golden.Printed(t, language, list))
	}
	return b.String()
}

func describeNode(b *strings.Builder, n Node, indent string) {
	fmt.Fprintf(b, "%d:%d ", n.Pos.Line, n.Pos.Column)
	switch n.Kind {
	case Null:
		fmt.Fprintf(b, "null %q\n", n.Value)
	case Scalar:
		if n.Quoted {
			fmt.Fprint(b, "quoted ")
		}
		fmt.Fprintf(b, "%q\n", n.Value)
	case Sequence:
		fmt.Fprintln(b, "sequence")
		for _, item := range n.Items {
			fmt.Fprintf(b, "%s  - ", indent)
			describeNode(b, item, indent+"    ")
		}
	case Mapping:
		fmt.Fprintln(b, "mapping")
		for _, f := range n.Fields {
			fmt.Fprintf(b, "%s  %q %d:%d: ", indent, f.Key, f.KeyPos.Line, f.KeyPos.Column)
			describeNode(b, f.Value, indent+"  ")
		}
	}
}

// codes gives «line:column code» of each fault, by position.
func codes(list diag.List) []string {
	var out []string
	for _, d := range list.Sorted() {
		out = append(out, fmt.Sprintf("%d:%d %s", d.Line, d.Column, d.Message.Code))
	}
	return out
}

// TestOddBytes has what cannot stand in a golden file.
func TestOddBytes(t *testing.T) {
	for _, c := range []struct {
		src  string
		want []string
	}{
		{"a: é\x00b\n", []string{"1:5 yaml.control"}},
		{"a: \xff\xfe\nb: x\x1b[31m\n", []string{"1:4 yaml.not-utf8", "1:5 yaml.not-utf8", "2:5 yaml.control"}},
		{"a: \u2066x\u200b\n", []string{"1:4 yaml.control", "1:6 yaml.control"}},
		{"a: b\u200d\u200d\u200dc\n", []string{"1:6 yaml.control", "1:7 yaml.control"}},
		{"a: x\u2028y\nb: 2 : 3\n", []string{"1:5 yaml.control", "2:6 yaml.colon"}},
		{"a: 1\rb: 2\r\n", []string{"1:5 yaml.control", "1:7 yaml.colon"}},
		{"a: 1\r\nb: é : x\r\n", []string{"2:6 yaml.colon"}},
		{"\ufeffa: 1\na: 2\n", []string{"2:1 yaml.duplicate"}},
		{"a:\n\t- x\nb:\n\tc: 1\n", []string{"2:1 yaml.tab", "4:1 yaml.tab"}},
		{"a: b\n \tc: d\n", []string{"2:2 yaml.tab"}},
		{"a: \"x", []string{"1:4 yaml.unclosed-quote"}},
		{"", nil},
		{"\n\n", nil},
	} {
		_, list := Parse("f", []byte(c.src), 1)
		if diff := cmp.Diff(c.want, codes(list)); diff != "" {
			t.Errorf("%q: %s", c.src, diff)
		}
	}
}

func TestLineBreaksDoNotMatter(t *testing.T) {
	src := "a: |\n  x\n  y\nb: \"p\n  q\"\nc: [1,\n  2]\n"
	lf, _ := Parse("f", []byte(src), 1)
	crlf, list := Parse("f", []byte(strings.ReplaceAll(src, "\n", "\r\n")), 1)
	if diff := cmp.Diff(lf, crlf, cmpopts.IgnoreUnexported(Node{})); diff != "" || len(list) > 0 {
		t.Error(diff, list)
	}
}

// TestFind looks for words of a value in the forms that values have.
func TestFind(t *testing.T) {
	node, list := Parse("f.md", []byte("été: un mot, mot\na: \"un\n  mot\"\nb: >\n  deux\n\n  é mot\nc: [x, {y: mot}]\nd: \"m\\x6ft\"\n"), 2)
	if len(list) > 0 {
		t.Fatal(list)
	}
	c := &node.Field("c").Value
	for want, n := range map[string]*Node{
		"f.md:2:9": &node.Field("été").Value, "f.md:4:3": &node.Field("a").Value, "f.md:8:5": &node.Field("b").Value,
		"f.md:9:12": &c.Items[1].Fields[0].Value, "f.md:10:4": &node.Field("d").Value,
	} {
		if got := n.Find("mot", n.Pos).String(); got != want {
			t.Errorf("%q: %s, want %s", n.Value, got, want)
		}
	}
	n := &node.Field("été").Value
	if got := n.Find("mot", diag.Position{File: "f.md", Line: 2, Column: 10}).String(); got != "f.md:2:14" {
		t.Errorf("the second word is at %s", got)
	}
}

func TestPositionsStartAtLine(t *testing.T) {
	node, list := Parse("f.md", []byte("title: x\nbad: a: b\ntitle: y\n"), 2)
	want := []string{"3:7 yaml.colon", "4:1 yaml.duplicate"}
	if diff := cmp.Diff(want, codes(list)); diff != "" {
		t.Error(diff)
	}
	if f := node.Field("title"); f == nil || f.Value.Value != "x" || f.KeyPos != (diag.Position{File: "f.md", Line: 2, Column: 1}) {
		t.Errorf("title = %+v", f)
	}
	if node.Field("bad") != nil {
		t.Error("the entry with a fault is there")
	}
}

// bombs are texts of any size that a reader of YAML may choke on, or that it would
// take for less, or more, than they are.
var bombs = map[string]func(size int) string{
	"laughs":            chain("a0: &a0 [x, x]\n", "a%[1]d: &a%[1]d [*a%[2]d, *a%[2]d]\n"),
	"merges":            chain("a0: &a0 {x: 1}\n", "a%[1]d: &a%[1]d {<<: [*a%[2]d, *a%[2]d], k%[1]d: 1}\n"),
	"many keys":         chain("k0: 0\nk: 0\nk: 1\n", "k%d: %d\n"),
	"faulty keys":       chain("", "k%d: b: %d\n"),
	"anchors":           fill("", "- &a x\n"),
	"aliases":           fill("a: &a x\nb:\n", "- *a\n"),
	"an alias":          fill("a: &a x\nb: *a\n", "# x\n"),
	"alias of itself":   fill("", "a: &a [*a]\n"),
	"alias of none":     fill("a: ", "*"),
	"anchored fields":   fill("", "a: &a\n  b: 1\n"),
	"anchors only":      fill("", "&"),
	"merge keys":        fill("", "- {<<: {a: 1}}\n"),
	"a merge key":       fill("<<: {a: b}\n", "# x\n"),
	"tags":              fill("", "- !!str x\n"),
	"own tags":          fill("", "- !x y\n"),
	"binary":            fill("", "- !!binary aGk=\n"),
	"numbers by tag":    fill("", "a: !!float 1\n"),
	"verbatim tags":     fill("", "- !<tag:x> y\n"),
	"tag directive":     fill("%TAG ! tag:x,2000:\n---\na: !x y\n", "# x\n"),
	"a long tag":        fill("a: !", "x"),
	"signs of tags":     fill("", "!"),
	"directives":        fill("", "%\n"),
	"documents":         fill("", "---\na: 1\n"),
	"ends of documents": fill("", "a: 1\n...\n"),
	"brackets":          fill("", "["),
	"closed brackets":   fill("a: [[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]\n", "# x\n"),
	"braces":            fill("", "{"),
	"fields in braces":  fill("", "{a: "),
	"dashes":            fill("", "- "),
	"question marks":    fill("", "? "),
	"keys of lists":     fill("", "? [a]\n: b\n"),
	"the same key":      fill("", "a: 1\n"),
	"keys in braces":    fill("a: {", "b: 1, "),
	"quotes":            fill("", "\""),
	"an open quote":     fill("a: \"", "x\n  "),
	"escapes":           fill("a: \"", `\q`),
	"escaped controls":  fill("a: \"", `\x1b`),
	"colons":            fill("", "a: "),
	"commas":            fill("a: [", ","),
	"blocks":            fill("", "a: |9x\n"),
	"tabs":              fill("", "a:\n\tb: 1\n"),
	"controls":          fill("", "\x01"),
	"no text":           fill("", "a: \xff\n"),
}

// fill repeats a piece behind what begins a text.
func fill(begin, piece string) func(size int) string {
	return func(size int) string { return begin + strings.Repeat(piece, (size-len(begin))/len(piece)) }
}

// chain writes lines that refer to the ones before.
func chain(begin, line string) func(size int) string {
	return func(size int) string {
		b := []byte(begin)
		for i := 1; len(b) < size-len(line)-10; i++ {
			b = fmt.Appendf(b, line, i, i-1)
		}
		return string(b)
	}
}

// TestD3Gate refuses them at two sizes, each soon and in few words. A front matter of
// the greatest size takes 5 to 20 ms, most of it the library's.
func TestD3Gate(t *testing.T) {
	tried := 0
	for name, bomb := range bombs {
		for _, size := range []int{6 << 10, 63 << 10} {
			src := []byte(bomb(size))
			if len(src) > frontMatter.bytes || len(src) < size/2 {
				t.Fatalf("%s has %d bytes", name, len(src))
			}
			var list diag.List
			golden.Soon(t, time.Duration(size>>10)*8*time.Millisecond+400*time.Millisecond, name, func() { _, list = Parse("f", src, 2) })
			if !list.HasErrors() || len(list) > 2*50 {
				t.Errorf("%s: %d faults told, %d counted", name, len(list), list.Count(diag.Error))
			}
			tried++
		}
	}
	for _, c := range []struct{ src, want string }{
		{strings.Repeat("a: 1\n", 20000), "13108:2 yaml.too-long"},
		{strings.Repeat("[", 60000), "1:201 yaml.depth"},
		{strings.Repeat("{a: ", 15000), "1:801 yaml.depth"},
		{strings.Repeat("- ", 30000), "1:401 yaml.depth"},
		{"a: [[[[[[[[1]]]]]]]]", "1:11 yaml.depth"},
		{"a: &a [1]\nb: &b [*a,*a]\nc: [*b,*b]\n", "1:4 yaml.sign"},
		{"a: &a [*a]\n", "1:4 yaml.sign"},
		{"a: {<<: &a {<<: *a, b: 1}}\n", "1:5 yaml.merge"},
		{strings.Repeat("a: ", 20000), "1:5 yaml.colon"},
		{strings.Repeat("\x01", 60000), "1:1 yaml.control"},
		{"a: \"x\\u202Ey\"\n", "1:4 yaml.control"},
		{"\"a\\x00\": x\n", "1:1 yaml.control"},
		{"a: x\nb: \"\\u2067x\"\n", "2:4 yaml.control"},
		{"a: 1 # \u202e\n", "1:8 yaml.control"},
	} {
		_, list := Parse("f", []byte(c.src), 1)
		if got := codes(list); len(got) == 0 || got[0] != c.want {
			t.Errorf("%.20q: %d faults, the first %q, want %q", c.src, len(got), got[:min(len(got), 1)], c.want)
		}
		tried++
	}
	for _, entry := range []string{"%05d: {a: b, c: d, e: f}\n", "%05d: [a,a,a,a,a,a,a,a,a,a]\n"} {
		for _, fault := range []string{"z%05d: 'x\n", "z%05d: @\n", "z%05d: a: b\n"} {
			var b strings.Builder
			for i := range 20_000 {
				fmt.Fprintf(&b, entry, i)
			}
			for i := range limit.YAMLFaults {
				fmt.Fprintf(&b, fault, i)
			}
			var list diag.List
			golden.Soon(t, 2*limit.PageTime, "the faults of "+fault, func() { _, list = ParseData("f", []byte(b.String())) })
			if n := list.Count(diag.Error); n == 0 || n > limit.YAMLFaults {
				t.Errorf("%q behind %q: %d faults", fault, entry, n)
			}
			tried++
		}
	}
	// Each key stands twice, the first one on another line.
	long := strings.Repeat("{a: é,\n"+strings.Repeat("a: é,", limit.DataEntries-1)+"\n},\n", limit.FileBytes/7/limit.DataEntries)
	var list diag.List
	golden.Soon(t, 2*limit.PageTime, "keys given twice", func() { _, list = ParseData("f", []byte("k: [\n"+long+"]\n")) })
	if n := list.Count(diag.Error); n < 100_000 || len(list) != limit.YAMLTold {
		t.Errorf("%d faults, %d told", n, len(list))
	}
	tried++
	for _, entry := range []string{"- abcdefghijklmnopq\n", "%05d: abcdefghijkl\n"} {
		for more, want := range []string{"", "1:1 yaml.entries"} {
			var b strings.Builder
			for i := range limit.DataEntries + more {
				b.WriteString(strings.ReplaceAll(entry, "%05d", fmt.Sprintf("k%05d", i)))
			}
			if _, list := ParseData("f", []byte(b.String())); strings.Join(codes(list), " ") != want {
				t.Errorf("%d entries like %q: %v, want %q", limit.DataEntries+more, entry, codes(list), want)
			}
		}
	}
	if _, list := ParseData("f", make([]byte, 1<<20+1)); len(list) != 1 {
		t.Error("data of more than 1 MB is taken")
	}
	promise.Held(t, tried)
}

// size counts the bytes of what a text says: its keys and values, and one for each node.
func size(n *Node) int {
	bytes := 1 + len(n.Value)
	for i := range n.Items {
		bytes += size(&n.Items[i])
	}
	for i := range n.Fields {
		bytes += len(n.Fields[i].Key) + size(&n.Fields[i].Value)
	}
	return bytes
}

// FuzzFrontMatter holds the gate to this, whatever the bytes: it ends soon, and makes no
// more of a text than the text says; every place
// is in the text, and every fault has its sentence; and what it took is the same when it
// is written out and read again.
func FuzzFrontMatter(f *testing.F) {
	for _, name := range []string{"testdata/values.txtar", "testdata/faults.txtar"} {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".yaml") {
				f.Add(file.Data)
			}
		}
	}
	for _, bomb := range bombs {
		f.Add([]byte(bomb(500)))
	}
	catalog := diag.In("fr")
	f.Fuzz(func(t *testing.T, src []byte) {
		const first = 3
		var node Node
		var list diag.List
		soon, most := 100*time.Millisecond+time.Duration(len(src))*10*time.Microsecond, 6*len(src)+1000
		golden.Bounded(t, soon, most, func() int {
			node, list = Parse("f", src, first)
			return size(&node)
		})
		lines := strings.Split(string(src), "\n")
		check := func(p diag.Position, what string) {
			if p.Line < first || p.Line >= first+len(lines) || p.Column < 1 || p.Column > len([]rune(lines[p.Line-first]))+1 {
				t.Errorf("%s at %v is outside %q", what, p, src)
			}
		}
		walk(&node, check)
		for _, d := range list {
			check(d.Position, d.Message.Code)
			_ = catalog.Sentence(d.Message) + catalog.Sentence(d.Hint) // panics where there is no sentence
		}
		if list.HasErrors() {
			return
		}
		var b strings.Builder
		write(&b, &node)
		again, faults := ParseData("f", []byte(b.String()))
		if len(faults) > 0 {
			t.Fatalf("%q was taken, and as %q is refused: %s", src, b.String(), golden.Printed(t, "en", faults))
		}
		if diff := cmp.Diff(node, again, cmpopts.IgnoreUnexported(Node{}), cmpopts.IgnoreFields(Node{}, "Pos", "Quoted"), cmpopts.IgnoreFields(Field{}, "KeyPos")); diff != "" {
			t.Errorf("%q as %q: %s", src, b.String(), diff)
		}
	})
}

// walk goes through all places of a value.
func walk(n *Node, check func(diag.Position, string)) {
	check(n.Pos, "value")
	for i := range n.Items {
		walk(&n.Items[i], check)
	}
	for i := range n.Fields {
		check(n.Fields[i].KeyPos, "key")
		walk(&n.Fields[i].Value, check)
	}
}

// write writes a value in brackets, with all texts in quotes.
func write(b *strings.Builder, n *Node) {
	quoted := func(s string) string {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(s) + `"`
	}
	switch n.Kind {
	case Null:
		n.Value = "null" // it may have been written in another way
		b.WriteString(n.Value)
	case Scalar:
		b.WriteString(quoted(n.Value))
	case Sequence:
		b.WriteString("[")
		for i := range n.Items {
			write(b, &n.Items[i])
			b.WriteString(", ")
		}
		b.WriteString("]")
	case Mapping:
		b.WriteString("{")
		for i := range n.Fields {
			b.WriteString("? " + quoted(n.Fields[i].Key) + " : ") // a key may be long
			write(b, &n.Fields[i].Value)
			b.WriteString(", ")
		}
		b.WriteString("}")
	}
}

func BenchmarkParse(b *testing.B) {
	src := []byte("title: Quitter Amazon Prime\nsummary: Comment résilier son abonnement en dix minutes, et quoi dire.\ndate: 2025-02-01\nminutes: 10\neffort: 1\ncost: free\nrisk: none\nfor: [everyone]\nplace: [home]\ndemands: [boycott-at-home]\nsources: [article:defeating-amazon]\n")
	b.ReportAllocs()
	for b.Loop() {
		Parse("f", src, 2)
	}
}

// TestLongLine reads a text of one line, which takes no longer than one of many.
func TestLongLine(t *testing.T) {
	const n = limit.DataEntries - 1
	var node Node
	var list diag.List
	golden.Soon(t, 2*time.Second, "a long line", func() { node, list = ParseData("a.yaml", []byte("a: ["+strings.Repeat("é,", n)+"!b]\n")) })
	if len(list) != 1 || list[0].Column != 2*n+5 || len(node.Fields[0].Value.Items) != n {
		t.Errorf("%+v", list)
	}
	for more, want := range []string{"", "2:1 yaml.long-line"} {
		_, list = ParseData("a.yaml", []byte("a: b\nc: "+strings.Repeat("d", limit.DataLine-len("c: \n")+more)+"\n"))
		if got := strings.Join(codes(list), " "); got != want {
			t.Errorf("%d bytes more than a line may have: %q, want %q", more, got, want)
		}
	}
}
