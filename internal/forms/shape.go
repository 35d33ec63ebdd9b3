package forms

import "tract/internal/schema"

// shape is how values of a type look, and what the program says to who writes another.
type shape struct{ pattern, advice string }

// shapes are those of the types that are written as one word. Browsers and Go read these
// patterns alike. A test tries them beside the program.
var shapes = map[schema.Type]shape{
	schema.Int:      {`-?[0-9]+`, "hint.schema-bad-int"},
	schema.Number:   {`-?([0-9]+(\.[0-9]*)?|\.[0-9]+)`, "hint.schema-bad-number"},
	schema.Bool:     {`(true|false)`, "hint.schema-bool"},
	schema.Date:     {`[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?`, "hint.schema-date"},
	schema.DateTime: {`[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2})?`, "hint.schema-date-time"},
	schema.URL:      {`[hH][tT][tT][pP][sS]?://[^:/?#@ "<>\\^\x60{|}][^/?#@ "<>\\^\x60{|}]*([/?#][^ "<>\\^\x60{|}]*)?`, "hint.schema-url"},
	schema.Image:    {`images/[^\\?#%]+\.([jJ][pP][eE]?[gG]|[pP][nN][gG]|[wW][eE][bB][pP]|[gG][iI][fF])`, "hint.schema-image"},
	schema.Address:  {`/([^/\\?#%"<>:|* ][^\\?#%"<>:|* ]*)?`, "hint.schema-address"},
	schema.Key:      {`[a-z0-9]+(-[a-z0-9]+)*`, "hint.schema-key"},
	schema.Slug:     {`[^A-Z _./\\'’:;!?,]+`, "hint.schema-slug"},
	schema.Language: {`[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?`, "hint.schema-language"},
	schema.Zone:     {`[A-Za-z][A-Za-z0-9_+/-]*`, "hint.schema-zone"},
	schema.Currency: {`[A-Z]{3}`, "hint.schema-currency"},
	schema.Host:     {`([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]`, "hint.schema-host"},
	schema.Colour:   {`#[0-9a-fA-F]{6}`, "hint.schema-colour"},
}

// word describes a value that is written as one word.
func word(t schema.Type, wanted bool) *node {
	s := shapes[t]
	n := &node{Type: []string{"string"}, Pattern: `^\s*(` + s.pattern + `)?\s*$`, Advice: advice(s.advice)}
	if wanted {
		n.Pattern = `^\s*(` + s.pattern + `)\s*$`
	}
	return n
}
