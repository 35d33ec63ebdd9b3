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

func TestLimits(t *testing.T) {
	long := strings.Repeat("a: 1\n", 20000)
	for _, c := range []struct {
		name, src string
		want      string
	}{
		{"front matter", long, "13108:2 yaml.too-long"},
		{"brackets", strings.Repeat("[", 60000), "1:201 yaml.depth"},
		{"braces", strings.Repeat("{a: ", 15000), "1:801 yaml.depth"},
		{"dashes", strings.Repeat("- ", 30000), "1:401 yaml.depth"},
		{"nine levels", "a: [[[[[[[[1]]]]]]]]", "1:11 yaml.depth"},
		{"bomb", "a: &a [1]\nb: &b [*a,*a]\nc: [*b,*b]\n", "1:4 yaml.sign"},
		{"self", "a: &a [*a]\n", "1:4 yaml.sign"},
		{"merge bomb", "a: {<<: &a {<<: *a, b: 1}}\n", "1:5 yaml.merge"},
		{"quotes", strings.Repeat("\"", 60001), ""},
		{"colons", strings.Repeat("a: ", 20000), "1:5 yaml.colon"},
		{"control characters", strings.Repeat("\x01", 60000), "1:1 yaml.control"},
		{"keys", strings.Repeat("? ", 30000), ""},
	} {
		var list diag.List
		golden.Soon(t, 2*time.Second, c.name, func() { _, list = Parse("f", []byte(c.src), 1) })
		if got := codes(list); len(got) == 0 || c.want != "" && got[0] != c.want {
			t.Errorf("%s: %d faults, the first %q, want %q", c.name, len(got), got[:min(len(got), 1)], c.want)
		}
	}
	if _, list := ParseData("f", []byte(strings.Repeat("- a\n", 100000))); len(list) > 0 {
		t.Error("data of 400 KB is refused:", codes(list))
	}
	if _, list := ParseData("f", make([]byte, 1<<20+1)); len(list) != 1 {
		t.Error("data of more than 1 MB is taken")
	}
}

func FuzzParse(f *testing.F) {
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
	f.Fuzz(func(t *testing.T, src []byte) {
		const first = 3
		node, list := Parse("f", src, first)
		lines := strings.Split(string(src), "\n")
		check := func(p diag.Position, what string) {
			if p.Line < first || p.Line >= first+len(lines) || p.Column < 1 || p.Column > len([]rune(lines[p.Line-first]))+1 {
				t.Errorf("%s at %v is outside %q", what, p, src)
			}
		}
		var walk func(n *Node)
		walk = func(n *Node) {
			check(n.Pos, "value")
			for i := range n.Items {
				walk(&n.Items[i])
			}
			for i := range n.Fields {
				check(n.Fields[i].KeyPos, "key")
				walk(&n.Fields[i].Value)
			}
		}
		walk(&node)
		for _, d := range list {
			check(d.Position, d.Message.Code)
			_ = diag.In("fr").Sentence(d.Message) + diag.In("fr").Sentence(d.Hint)
		}
	})
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
	const n = 100_000
	var node Node
	var list diag.List
	golden.Soon(t, 2*time.Second, "a long line", func() { node, list = ParseData("a.yaml", []byte("a: ["+strings.Repeat("é,", n)+"!b]\n")) })
	if len(list) != 1 || list[0].Column != 2*n+5 || len(node.Fields[0].Value.Items) != n {
		t.Errorf("%+v", list)
	}
}
