package yaml

import (
	"bytes"

	"go.yaml.in/yaml/v4"

	"tract/internal/limit"
)

// secondDocument reports what the library reads as a document of its own, from the
// line on that parts it from the first.
func (r *reader) secondDocument(line int) {
	for i := min(line, len(r.text)); i > 1; i-- {
		for _, sign := range []string{"---", "..."} {
			if bytes.HasPrefix(r.text[i-1], []byte(sign)) {
				r.list.Errorf(r.at(i, 1), "yaml.second-document", sign).WithHint("hint.yaml-second-document", sign)
				return
			}
		}
	}
	r.list.Errorf(r.at(line, 1), "yaml.second-document", "---").WithHint("hint.yaml-second-document", "---")
}

// joined reports the lines «title:text» of a text that is nothing but one plain
// value: the library is content with it.
func (r *reader) joined() bool {
	f := finder{reader: r, LoadError: new(yaml.LoadError)}
	found := false
	for i, line := range r.text {
		line = bytes.TrimSpace(line)
		if colon := bytes.IndexByte(line, ':'); colon > 0 && !bytes.ContainsAny(line[:colon], " \t\"'#") && len(r.list) < limit.YAMLFaults {
			found = f.lacksColon(i + 1)
		}
	}
	return found
}
