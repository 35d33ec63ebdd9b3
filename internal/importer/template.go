package importer

import (
	"regexp"
	"strings"
)

// code is a piece of a template in a text: a shortcode of Hugo, or a tag or a value of
// Jekyll's Liquid.
type code struct {
	start, end int
	name       string // of a shortcode or a tag; "" for a value
	arguments  string
	raw        string
}

// template reads the template that begins at i.
func (b *body) template(i int) (code, bool) {
	rest := b.src[i:]
	for _, form := range b.forms() {
		if !strings.HasPrefix(rest, form[0]) {
			continue
		}
		end := b.next(form[1], i+len(form[0]))
		if end < 0 {
			return code{}, false
		}
		end += len(form[0])
		inner := strings.Trim(rest[len(form[0]):end], "- \t\n")
		c := code{start: i, end: i + end + len(form[1]), raw: rest[:end+len(form[1])]}
		if form[0] != "{{" {
			c.name, c.arguments, _ = strings.Cut(strings.ReplaceAll(inner, "\n", " "), " ")
		}
		return c, true
	}
	return code{}, false
}

func (b *body) forms() [][2]string {
	if b.Generator == "jekyll" {
		return [][2]string{{"{%", "%}"}, {"{{", "}}"}}
	}
	return [][2]string{{"{{<", ">}}"}, {"{{%", "%}}"}}
}

// until gives what stands between a tag and the one that ends it.
func (b *body) until(c code, name string) (inner string, end int, ok bool) {
	if b.next(name, c.end) < 0 {
		return "", 0, false
	}
	for i := c.end; i < len(b.src); i++ {
		if b.src[i] != '{' {
			continue
		}
		if t, found := b.template(i); found && t.name == name {
			return b.src[c.end:i], t.end, true
		}
	}
	return "", 0, false
}

// templateBlock writes a template that has lines of its own.
func (b *body) templateBlock(line string, next int) bool {
	start := b.i + len(line) - len(strings.TrimLeft(line, " \t"))
	c, ok := b.template(start)
	if !ok {
		return false
	}
	if done := b.known(c, true); done > 0 {
		b.i = done
		if rest, after := b.line(b.i); strings.TrimSpace(rest) == "" {
			b.i = after
		}
		return true
	}
	rest, after := b.line(c.end)
	if strings.TrimSpace(rest) != "" || siteCode.MatchString(c.raw) {
		return false
	}
	b.fenced(start, c.raw, "text", "importer.template", cut(strings.Join(strings.Fields(c.raw), " "), 60))
	b.i = after
	return true
}

// startsBlock says whether a line ends a paragraph, although no empty line is
// between them.
func (b *body) startsBlock(line string) bool {
	return b.ownLine(line) || blockTag.MatchString(line) && blockElement(line)
}

// ownLine says whether a line holds nothing but a template.
func (b *body) ownLine(line string) bool {
	line = strings.TrimSpace(line)
	for _, form := range b.forms() {
		if strings.HasPrefix(line, form[0]) && strings.HasSuffix(line, form[1]) && strings.Count(line, form[0]) == 1 {
			return !siteCode.MatchString(line)
		}
	}
	return false
}

// templateInline writes a template within a line.
func (b *body) templateInline(c code) {
	if siteCode.MatchString(c.raw) {
		b.inform(c.start, c.raw, "importer.dropped", c.raw)
		return
	}
	b.hand(c.start, c.raw, "importer.template", cut(strings.Join(strings.Fields(c.raw), " "), 60))
	b.code(c.raw)
}

// known writes those templates that Markdown can say as exactly, and gives where they
// end, or 0.
func (b *body) known(c code, block bool) int {
	switch c.name {
	case "highlight":
		end := map[string]string{"jekyll": "endhighlight", "hugo": "/highlight"}[b.Generator]
		if inner, after, ok := b.until(c, end); ok && block {
			language, _, _ := strings.Cut(strings.TrimSpace(c.arguments), " ")
			fence := "```"
			for strings.Contains(inner, fence) {
				fence += "`"
			}
			b.inform(c.start, c.raw, "importer.dropped", c.raw)
			b.write(fence + strings.Trim(language, `"'`) + "\n" + strings.Trim(inner, "\n") + "\n" + fence + "\n")
			return after
		}
	case "raw":
		if inner, after, ok := b.until(c, "endraw"); ok && b.Generator == "jekyll" && block {
			b.inform(c.start, c.raw, "importer.dropped", c.raw)
			b.write(strings.Trim(inner, "\n") + "\n")
			return after
		}
	case "comment":
		if _, after, ok := b.until(c, "endcomment"); ok && b.Generator == "jekyll" {
			b.inform(c.start, b.src[c.start:after], "importer.comment")
			return after
		}
	case "figure":
		if b.Generator == "hugo" && block {
			a := arguments(c.arguments)
			alt, caption := a["alt"], a["caption"]
			if title := a["title"]; title != "" {
				caption = strings.TrimSuffix(title+" – "+caption, " – ")
			}
			if alt == "" {
				alt = caption
			}
			if a["link"] == "" && a["attr"] == "" && a["src"] != "" {
				b.image(c.start, alt, a["src"], caption)
				b.write("\n")
				return c.end
			}
		}
	}
	return 0
}

var argument = regexp.MustCompile(`([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|` + "`([^`]*)`" + `|([^\s"']+))`)

// arguments reads name="value" pairs.
func arguments(s string) map[string]string {
	out := map[string]string{}
	for _, m := range argument.FindAllStringSubmatch(s, -1) {
		out[m[1]] = m[2] + m[3] + m[4] + m[5]
	}
	return out
}
