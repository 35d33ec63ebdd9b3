package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"tract/internal/limit"
)

func (c *converter) list(n *ast.List) {
	tag := "ul"
	if n.IsOrdered() {
		tag = "ol"
	}
	steps := c.steps && n.IsOrdered() && n.Parent().Kind() == ast.KindDocument
	if steps {
		c.hole(StepsHead, 0)
	}
	c.write("<" + tag)
	switch {
	case steps:
		c.steps = false
		c.write(` class="steps"`)
	case hasTask(n):
		c.write(` class="tasks"`)
	}
	if n.IsOrdered() && n.Start != 1 {
		c.attribute("start", itoa(n.Start))
	}
	c.write(">\n")
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		if steps && len(c.doc.Steps) == limit.Steps {
			c.errorAt(item.Pos(), "markdown.steps", limit.Steps)
			break
		}
		if steps {
			c.step(item, n.Start+len(c.doc.Steps))
		} else {
			c.item(item)
		}
	}
	c.write("</" + tag + ">\n")
}

func (c *converter) item(n ast.Node) {
	if isTask(n) {
		c.write(`<li class="task">`)
	} else {
		c.write("<li>")
	}
	c.itemBody(n)
}

func (c *converter) itemBody(n ast.Node) {
	if first := n.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
		c.write("\n")
	}
	c.blocks(n)
	c.write("</li>\n")
}

// step writes an item of a guide's steps, which has an address of its own
// by the number that readers see.
func (c *converter) step(n ast.Node, number int) {
	id := "step-" + itoa(number)
	c.write("<li")
	c.id(id)
	c.write(">")
	from := len(c.plain)
	index := len(c.doc.Steps)
	c.doc.Steps = append(c.doc.Steps, Step{ID: id, Pos: c.at(n.Pos())})
	c.itemBody(n)
	text, _, _ := strings.Cut(string(c.plain[from:]), "\n")
	c.doc.Steps[index].Text = text
}

func hasTask(list ast.Node) bool {
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		if isTask(item) {
			return true
		}
	}
	return false
}

func isTask(item ast.Node) bool {
	block := item.FirstChild()
	if block == nil || block.FirstChild() == nil {
		return false
	}
	return block.FirstChild().Kind() == east.KindTaskCheckBox
}

// checkBox is goldmark's parser of tasks, which would take the link [x](…) for one
// and drop its text.
type checkBox struct{ parser.InlineParser }

func (p checkBox) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if line, _ := block.PeekLine(); len(line) > 3 && !util.IsSpace(line[3]) {
		return nil
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// checkBox is only a sign: readers cannot tick it. Its state is also said in
// words, for those who do not see it.
func (c *converter) checkBox(n *east.TaskCheckBox) {
	c.write(`<input type="checkbox" disabled`)
	key := "task.todo"
	if n.IsChecked {
		c.write(" checked")
		key = "task.done"
	}
	c.attribute("aria-label", c.lang.T(key))
	c.write("> ")
}
