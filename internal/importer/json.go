package importer

import (
	"encoding/json"
	"strings"

	"tract/internal/diag"
	"tract/internal/yaml"
)

// parseJSON reads an object into the tree that YAML is read into, with the place of
// every key.
func parseJSON(s *source, text string) (yaml.Node, diag.List) {
	var list diag.List
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	node, err := jsonValue(d, s, 1)
	if err != nil {
		list.Warnf(s.at(int(d.InputOffset())), "importer.json").WithHint("hint.importer.json")
	}
	return node, list
}

func jsonValue(d *json.Decoder, s *source, depth int) (yaml.Node, error) {
	node := yaml.Node{Pos: s.at(int(d.InputOffset()))}
	token, err := d.Token()
	if err != nil || depth > deepest {
		return node, err
	}
	switch t := token.(type) {
	case string:
		node.Kind, node.Quoted, node.Value = yaml.Scalar, true, t
	case json.Number:
		node.Kind, node.Value = yaml.Scalar, t.String()
	case bool:
		node.Kind, node.Value = yaml.Scalar, map[bool]string{true: "true", false: "false"}[t]
	case json.Delim:
		return jsonItems(d, s, node, t == '{', depth)
	}
	return node, nil
}

// jsonItems reads what a list or an object holds.
func jsonItems(d *json.Decoder, s *source, node yaml.Node, object bool, depth int) (yaml.Node, error) {
	node.Kind = yaml.Sequence
	if object {
		node.Kind = yaml.Mapping
	}
	for d.More() {
		field := yaml.Field{}
		if object {
			key, err := d.Token()
			if err != nil {
				return node, err
			}
			field.Key, _ = key.(string)
			field.KeyPos = s.at(int(d.InputOffset()))
			field.KeyPos.Column = max(field.KeyPos.Column-len([]rune(field.Key))-2, 1)
		}
		value, err := jsonValue(d, s, depth+1)
		if err != nil {
			return node, err
		}
		if field.Value = value; object {
			node.Fields = append(node.Fields, field)
		} else {
			node.Items = append(node.Items, value)
		}
	}
	_, err := d.Token()
	return node, err
}
