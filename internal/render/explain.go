package render

import (
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tract/internal/diag"
)

// said is a form of what the template packages say of a fault, and the code that
// says it in the reader's language.
type said struct {
	form *regexp.Regexp
	code string
}

// forms are tried in order. Their groups fill the messages. Most builds have no
// fault to explain, so they are compiled for the first.
var forms = sync.OnceValue(func() []said {
	return []said{
		{regexp.MustCompile(`^can't evaluate field (\w+) in type `), "render.no-field"},
		{regexp.MustCompile(`^nil pointer evaluating .*\.(\w+)$`), "render.nothing"},
		{regexp.MustCompile(`^error calling \w+: internal error: \S+: no (?:counted )?text "(.*)"$`), "render.no-text"},
		{regexp.MustCompile(`^error calling \w+: internal error: \S+: nothing for (\{.*\}) of "(.*)"$`), "render.no-filling"},
		{regexp.MustCompile(`^error calling \w+: internal error: no icon (.*)$`), "render.no-icon"},
		{regexp.MustCompile(`^error calling (\w+): the pages of a folder share this$`), "render.shared"},
		{regexp.MustCompile(`^wrong number of args for (\w+): want at least (\d+) got (\d+)$`), "render.arguments-least"},
		{regexp.MustCompile(`^wrong number of args for (\w+): want (\d+) got (\d+)$`), "render.arguments"},
		{regexp.MustCompile(`^(\w+) (?:has arguments but cannot be invoked as function|is not a method but has arguments)$`), "render.not-called"},
		{regexp.MustCompile(`^range can't iterate over `), "render.range"},
		{regexp.MustCompile(`^(?:wrong type for value; |expected (?:bool|string|integer|float)|can't handle \S+ for arg|(?:error calling \w+: )?(?:incompatible types|invalid type) for comparison)`), "render.type"},
		{regexp.MustCompile(`^error calling (?:index|slice): (?:index|invalid slice index|slice index)[ a-z]* out of range`), "render.index"},
		{regexp.MustCompile(`^error calling (\w+): `), "render.refuses"},
		{regexp.MustCompile(`^can't give argument to non-function (.+)$`), "render.not-called"},
		{regexp.MustCompile(`^exceeded maximum template depth`), "render.depth"},
		{regexp.MustCompile(`^(?:(?:bad|illegal) number syntax|integer overflow): (".*")$`), "render.number"},
		{regexp.MustCompile(`^malformed character constant: (.*)$`), "render.character"},
		{regexp.MustCompile(`^(?:non executable command in pipeline stage|nil is not a command)`), "render.pipeline"},
		{regexp.MustCompile(`^predefined escaper "(\w+)" disallowed`), "render.escaper"},
		{regexp.MustCompile(`^\{\{(\w+)\}\} outside `), "render.outside-range"},
		{regexp.MustCompile(`^too many declarations in `), "render.declarations"},
		{regexp.MustCompile(`^invalid syntax$`), "render.escape"},
		{regexp.MustCompile(`multiple definition of template "(.*)"$`), "render.defined-twice"},
		{regexp.MustCompile(`^undefined variable:? "?(\$\w*)"?$`), "render.no-variable"},
		{regexp.MustCompile(`^function "(.*)" not defined$`), "render.no-function"},
		{regexp.MustCompile(`^(?:no such template|template) "(.*?)"(?: not defined)?$`), "render.no-template"},
		{regexp.MustCompile(`^"(.*?)" is an incomplete or empty template$`), "render.no-template"},
		{regexp.MustCompile(`^missing value for (\w+)$`), "render.no-value"},
		{regexp.MustCompile(`^unexpected EOF$`), "render.unclosed-block"},
		{regexp.MustCompile(`^unclosed action`), "render.unclosed-action"},
		{regexp.MustCompile(`^unterminated (?:(?:raw )?quoted string|character constant)`), "render.unclosed-quote"},
		{regexp.MustCompile(`^(?:unclosed comment|comment ends before closing delimiter)`), "render.unclosed-comment"},
		{regexp.MustCompile(`^unclosed left paren`), "render.unclosed-parenthesis"},
		{regexp.MustCompile(`^(?:bad character|unrecognized character in action:) U\+[0-9A-F]+ '(.)'`), "render.unexpected"},
		{regexp.MustCompile(`^(?:expected end; found|unexpected) (\{\{else\}\})`), "render.unexpected"},
		{regexp.MustCompile(`^unexpected (right paren)`), "render.unexpected"},
		{regexp.MustCompile(`^unexpected (.+?)(?: in [a-z ]+)?$`), "render.unexpected"},
		{regexp.MustCompile(`ends in a non-text context`), "render.open-markup"},
		{regexp.MustCompile(`^\{\{(\w+)\}\} branches end in different contexts`), "render.branches"},
		{regexp.MustCompile(` in unquoted attr: `), "render.unquoted"},
		{regexp.MustCompile(` appears in an ambiguous context within a URL$`), "render.ambiguous"},
		{regexp.MustCompile(` in attribute name: `), "render.attribute-name"},
	}
})

// typeName finds the name of a type of the program, which means nothing to who
// writes templates.
var typeName = regexp.MustCompile(`(?: (?:in|of) type )?[*\[\]]*\b(?:asset|config|content|diag|locale|markdown|reflect|render|schema|site|template|time)\.[A-Z]\w*`)

// explain reports what the template packages say in words of ours, with a guess at
// what was meant. What has no form of its own is quoted in a hint, as theirs.
func explain(list *diag.List, at diag.Position, says string, sources map[string]string) {
	for _, f := range forms() {
		m := f.form.FindStringSubmatch(says)
		if m == nil {
			continue
		}
		args := make([]any, len(m)-1)
		for i, s := range m[1:] {
			args[i] = bare(s)
		}
		guess(list.Errorf(at, f.code, args...), f.code, m, says, sources)
		return
	}
	says, _, _ = strings.Cut(says, ": {state")
	list.Errorf(at, "render.template").WithHint("hint.render.template", typeName.ReplaceAllString(says, ""))
}

// bare takes off what the template packages put around a token.
func bare(token string) string {
	if s, err := strconv.Unquote(token); err == nil {
		return s
	}
	if token == "right paren" {
		return ")"
	}
	if inner, ok := strings.CutPrefix(token, "<"); ok && strings.HasSuffix(inner, ">") {
		return strings.TrimSuffix(inner, ">")
	}
	return token
}

// guess hints at what was meant.
func guess(d *diag.Diagnostic, code string, m []string, says string, sources map[string]string) {
	switch code {
	case "render.no-field":
		d.DidYouMean(m[1], members(strings.TrimPrefix(says, m[0])))
	case "render.no-function":
		d.DidYouMean(m[1], functions())
	case "render.no-template":
		d.DidYouMean(m[1], definitions(sources))
	case "render.nothing":
		d.WithHint("hint.render.nothing")
	case "render.shared":
		d.WithHint("hint.render.shared")
	case "render.unexpected":
		d.WithHint("hint.render.unexpected")
	}
}

// functions are those that templates know beside the methods of what they take.
func functions() []string {
	ours := slices.Sorted(maps.Keys(new(words).functions()))
	return append(ours, strings.Fields("and call else end eq ge gt html if index js le len lt ne not or print printf println range slice template urlquery with")...)
}

// defined finds the templates that a file defines.
var defined = regexp.MustCompile(`\{\{(?:- )?\s*define\s+"([^"]+)"`)

// definitions gives the names of all templates of partials.
func definitions(sources map[string]string) []string {
	var names []string
	for _, file := range slices.Sorted(maps.Keys(sources)) {
		names = append(names, definitionsOf(sources[file])...)
	}
	return slices.DeleteFunc(names, func(name string) bool { return name == "main" })
}

// definitionsOf gives the names of the templates that a file defines.
func definitionsOf(src string) []string {
	var names []string
	for _, m := range defined.FindAllStringSubmatch(src, -1) {
		names = append(names, m[1])
	}
	return names
}

// members gives the fields and methods that templates may use of a value, by the
// name that reflection has for its type.
func members(name string) []string {
	types := map[string]reflect.Type{}
	reach(types, reflect.TypeFor[*View]())
	reach(types, reflect.TypeFor[Part]())
	t, ok := types[strings.TrimLeft(name, "*")]
	if !ok {
		return nil
	}
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() {
			names = append(names, f.Name)
		}
	}
	for m := range reflect.PointerTo(t).Methods() {
		names = append(names, m.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// reach collects the types of structures that a template can come to from a value.
func reach(types map[string]reflect.Type, t reflect.Type) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || types[t.String()] != nil {
		return
	}
	types[t.String()] = t
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() {
			reach(types, f.Type)
		}
	}
	for m := range reflect.PointerTo(t).Methods() {
		for out := range m.Type.Outs() {
			reach(types, out)
		}
	}
}
