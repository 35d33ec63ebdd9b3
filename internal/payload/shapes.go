package payload

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Shape makes a text of a size whose form costs a parser more than its length.
type Shape struct {
	Name string
	Make func(n int) string
}

func repeat(unit string) func(n int) string {
	return func(n int) string { return strings.Repeat(unit, n/len(unit)+1)[:n] }
}

// lines repeats a unit within paragraphs of about a kilobyte.
func lines(unit string) func(n int) string {
	return repeat(strings.Repeat(unit, 1000/len(unit)+1) + "\n\n")
}

// paragraphs repeats a unit within paragraphs that are nearly as long as they may be.
func paragraphs(unit string) func(n int) string {
	return repeat(strings.Repeat(unit, 32_000/len(unit)) + "\n\n")
}

// Numbered repeats a text, each # in it a number that is another each time.
func Numbered(format string) func(n int) string {
	return func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.ReplaceAll(format, "#", strconv.Itoa(i)))
		}
		return b.String()[:n]
	}
}

// around puts a text of half the size on either side of a middle.
func around(before, middle, after string) func(n int) string {
	return func(n int) string { return repeat(before)(n/2) + middle + repeat(after)(n/2) }
}

// headed puts a text behind a beginning.
func headed(beginning, unit string) func(n int) string {
	return func(n int) string { return beginning + repeat(unit)(n) }
}

// growing makes lines, each with one unit more before it.
func growing(unit, line string) func(n int) string {
	return func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat(unit, i) + line)
		}
		return b.String()
	}
}

// MarkdownShapes are those that cost goldmark most, those that cmark is tested with,
// and some for what we add to it.
func MarkdownShapes() []Shape {
	return slices.Concat(tableShapes(), markShapes(), blockShapes(), codeShapes(), textShapes())
}

// tableShapes are of tables, and of what is defined in one place and used in others.
func tableShapes() []Shape {
	return []Shape{
		{"table columns", func(n int) string {
			k := 1
			for k*k*2+4*k < n {
				k++
			}
			return strings.Repeat("|a", k) + "|\n" + strings.Repeat("|-", k) + "|\n" + repeat("|\n")(max(n-4*k, 0))
		}},
		{"table rows", headed("|a|b|\n|-|-|\n", "|x|\n")},
		{"table wide", headed(strings.Repeat("|a", 64)+"|\n"+strings.Repeat("|-", 64)+"|\n", "|\n")},
		{"table pipes", headed("|a|b|\n|-|-|\n", "|`\\|`|\n")},
		{"tables", repeat("|a|b|\n|-|-|\n|`\\|`|\n\n")},
		{"bars", repeat("|")},
		{"reference", func(n int) string { return "[a]: " + strings.Repeat("u", n/2) + "\n\n" + lines("[a] ")(n/2) }},
		{"reference title", func(n int) string { return "[a]: u '" + strings.Repeat("t", n/2) + "'\n\n" + lines("[a] ")(n/2) }},
		{"definitions", Numbered("[a#]: b\n")},
		{"definitions used", func(n int) string { return Numbered("[a#]: b\n")(n/2) + "\n\n" + lines("[a1] ")(n/2) }},
		{"definitions open", repeat("[a]: <b\n")},
		{"labels unknown", Numbered("[a#][b#] ")},
	}
}

// markShapes are of links, emphasis and brackets.
func markShapes() []Shape {
	return []Shape{
		{"thematic list", repeat("- ")},
		{"stars", repeat("* ")},
		{"link open", repeat("[a](b")},
		{"link angle", repeat("[a](<b")},
		{"link title", repeat("[a](b \"")},
		{"links in links", around("[", "a", "](b)")},
		{"links", lines("[a](b) ")},
		{"images", repeat("![[]()")},
		{"images in images", around("![", "a", "](b.png)")},
		{"mixed containers", func(n int) string { return repeat("> - ")(n/2) + "\n" + repeat("> - ")(n/2) }},
		{"strong", headed("a**b", "c* ")},
		{"emphasis", repeat("*a_ ")},
		{"emphasis mixed", repeat("**a *b ***c __d ")},
		{"emphasis nested", around("*a ", "", "a*")},
		{"emphasis empty", repeat("**")},
		{"tildes", repeat("~a")},
		{"tildes nested", around("~~a ", "", "a~~")},
		{"quotes", repeat("> ")},
		{"quotes on lines", lines("> > > > > > > > > > > > > > > > > > a\n")},
		{"quotes growing", growing("> ", "a\n")},
		{"brackets", around("[", "a", "]")},
		{"brackets short", lines("[")},
	}
}

// blockShapes are of footnotes, headings and lists.
func blockShapes() []Shape {
	return []Shape{
		{"footnotes", func(n int) string { return Numbered("[^#]: x\n")(n/2) + "\n" + Numbered("[^#] ")(n/2) }},
		{"footnote one", func(n int) string { return "[^1]: x\n\n" + lines("[^1] ")(n) }},
		{"footnotes nested", repeat("[^a]: ")},
		{"footnotes in each other", Numbered("[^#]: [^#][^1]\n\n")},
		{"headings", repeat("## a\n")},
		{"headings numbered", Numbered("## a-#\n## a\n")},
		{"heading long", headed("## ", "*a_ ")},
		{"heading marks", headed("# ", "#")},
		{"setext", repeat("a\n-\n")},
		{"setext long", func(n int) string { return repeat("a\n")(n) + "\n===\n" }},
		{"items", repeat("- a\n")},
		{"items deep", growing("  ", "- a\n")},
		{"items loose", repeat("- a\n\n")},
		{"ordered", repeat("1. a\n")},
		{"ordered deep", growing("   ", "1. a\n")},
		{"tasks", repeat("- [ ] a\n")},
	}
}

// codeShapes are of code, HTML and addresses.
func codeShapes() []Shape {
	return []Shape{
		{"backticks", func(n int) string {
			var b strings.Builder
			for i := 1; b.Len() < n; i++ {
				b.WriteString("e" + strings.Repeat("`", i))
			}
			return b.String()
		}},
		{"backticks open", repeat("`a ``")},
		{"comments", repeat("a <!-- ")},
		{"tags", repeat("<a ")},
		{"tag attributes", headed("<a", " a=''")},
		{"processing", repeat("a <? ")},
		{"cdata", repeat("a <![CDATA[ <!A ")},
		{"html blocks", repeat("<div>\n\n")},
		{"entities", repeat("&lt;")},
		{"entities open", repeat("&#x")},
		{"ampersands", repeat("&")},
		{"backslashes", repeat("\\")},
		{"at signs", repeat("a@b.")},
		{"underscores", func(n int) string { return strings.Repeat("_a", n/2) + "@b.ca" }},
		{"addresses", repeat("https://a.b")},
		{"dots", repeat("www.")},
		{"autolinks", lines("<a:b>")},
		{"bare hosts", paragraphs("www.a.ca ")},
		{"bare hosts on lines", lines("www.a.ca\n")},
		{"bare hosts of their own", Numbered("www.a#.ca www.b#.ca www.c#.ca\n\n")},
		{"bare addresses", paragraphs("https://a.ca ")},
		{"bare addresses of their own", Numbered("https://a.ca/# http://b#.ca\n\n")},
		{"bare mail", paragraphs("a@b.ca ")},
		{"bare mail of its own", Numbered("a#@b.ca b@c#.ca\n\n")},
		{"bare signs", paragraphs("www. :// @ ")},
	}
}

// textShapes are of paragraphs, of what we add, and of letters.
func textShapes() []Shape {
	return []Shape{
		{"paragraphs", repeat("a\n\n")},
		{"lines", lines("a\n")},
		{"one line", repeat("word ")},
		{"hard breaks", lines("a\\\n")},
		{"spaces", repeat(" ")},
		{"tabs", repeat("\t> ")},
		{"fences", repeat("```\n```\n")},
		{"fences growing", growing("`", "```\n")},
		{"code fences", repeat("```yaml\na: b\n```\n")},
		{"kits", repeat("```post\na\n```\n")},
		{"blanks", func(n int) string { return "```post\n" + repeat("[[a]]")(n) + "\n```" }},
		{"blanks of their own", func(n int) string { return "```letter\n" + Numbered("[[a#]]")(n) + "\n```" }},
		{"alerts", repeat("> [!NOTE]\n> a\n\n")},
		{"our own links", lines("[a](page:b) ")},
		{"figures", repeat("![a](b.png)\n\n")},
		{"arabic", repeat("إغلاق ")},
		{"bidi", repeat("\u2067a")},
		{"marks of letters", headed("a", "\u0301")},
		{"emoji", repeat("👩‍👩‍👧‍👦")},
		{"invalid", repeat("\xff")},
		{"zeros", repeat("\x00")},
	}
}

// WellFormed is what people write, of any length.
func WellFormed(n int) string {
	return Numbered("## Section #\n\nA paragraph with *words*, a [link](https://example.org/#), `code` and an e\u0301.\n\n- one\n- two\n\n" +
		"> A quotation.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n" + strings.Repeat("Some more text of the kind that fills pages. ", 12) + "\n\n")(n)
}

// YAMLShapes are texts that cost parsers of YAML most.
func YAMLShapes() []Shape {
	bomb := func(form string) func(n int) string {
		return func(n int) string {
			var b strings.Builder
			b.WriteString("a0: &a0 {x: y}\n")
			for i := 1; b.Len() < n; i++ {
				fmt.Fprintf(&b, form, i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
			}
			return b.String()
		}
	}
	return []Shape{
		{"aliases", bomb("a%d: &a%d [%s]\n")},
		{"merges", bomb("a%d: &a%d\n  <<: [%s]\n")},
		{"alias of itself", repeat("&a [*a]\n")},
		{"aliases unknown", repeat("*a ")},
		{"anchors", Numbered("a#: &b# c\n")},
		{"tags", Numbered("a#: !!binary b\n")},
		{"tags unknown", repeat("!<a> ")},
		{"lists open", repeat("[")},
		{"maps open", repeat("{")},
		{"maps of lists", repeat("{a: [")},
		{"lists closed", around("[", "", "]")},
		{"maps closed", around("{a: ", "b", "}")},
		{"items", repeat("- ")},
		{"items on lines", repeat("- a\n")},
		{"items deep", growing(" ", "-\n")},
		{"keys", Numbered("a#: b\n")},
		{"keys equal", repeat("a: b\n")},
		{"keys deep", growing(" ", "a:\n")},
		{"keys asked", repeat("? ")},
		{"keys long", func(n int) string { return strings.Repeat("a", n) + ": b\n" }},
		{"quoted", func(n int) string { return "title: \"" + strings.Repeat("a\\n", n/3) + "\"\n" }},
		{"quoted open", headed("title: \"", "a")},
		{"quoted unicode", func(n int) string { return "title: \"" + strings.Repeat("\\u00e9", n/6) + "\"\n" }},
		{"single", func(n int) string { return "title: '" + strings.Repeat("''", n/2) + "'\n" }},
		{"plain", func(n int) string { return "title: " + strings.Repeat("a ", n/2) + "\n" }},
		{"block", headed("title: |\n", "  a\n")},
		{"folded", headed("title: >\n", "  a\n\n")},
		{"documents", repeat("---\na: b\n")},
		{"comments", repeat("# a\n")},
		{"directives", repeat("%YAML 1.2\n")},
		{"colons", repeat(": ")},
		{"tabs", repeat("\ta: b\n")},
		{"flow", func(n int) string { return "topics: [" + strings.Repeat("a, ", n/3) + "]\n" }},
		{"numbers", func(n int) string { return "order: " + strings.Repeat("9", n) + "\n" }},
		{"spaces", repeat(" ")},
		{"invalid", headed("title: ", "\xff")},
	}
}

// CodeUnits are what a lexer is given again and again.
func CodeUnits() []string {
	plain := strings.Fields(`a 1 0x . , ; : - + * / | \ ( ) [ ] { } < > = == ! ? @ # $ % ^ & ~ " ' \" '' ''' """ /* */ /*/* // -- <!-- --> <? ?> <a> </a> ${ #{ {{ {% %} é <<E r#" @"`)
	return append(plain, "`", "\u2019", "\n", "\n\n", "\t\n", "a ", "a\n", "a: ", "- ", "  - a\n", "<a ", " \t")
}
