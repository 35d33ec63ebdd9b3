package check

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"tract/internal/diag"
)

// shown are files that a browser shows as a picture or a text, downloads or hands to
// something else, whatever is in them; scripts are the site's own.
var shown = strings.Fields(".js .json .txt .csv .ics .pdf .woff2 .png .jpg .jpeg .webp .gif .ico")

// file judges a file that is no page.
func (s *site) file(name string, list *diag.List) {
	src := s.files[name]
	switch ext := strings.ToLower(path.Ext(name)); {
	case ext == ".css":
		style(name, src, list)
	case ext == ".svg":
		drawing(name, src, list)
	case ext == ".xml":
		document(name, src, list)
	case ext == ".webmanifest":
		manifest(name, src, list)
	case ext == ".zip":
		s.archive(name, src, list)
	case slices.Contains(shown, ext), name == ".nojekyll", name == "CNAME", ext == "" && strings.HasPrefix(name, ".well-known/"):
	default:
		list.Errorf(diag.Position{File: name}, "check.kind", ext)
	}
}

// drawing judges a drawing by itself, where a browser runs what is active in it.
func drawing(path string, src []byte, list *diag.List) {
	refuse := func(what string) { list.Errorf(diag.Position{File: path}, "check.drawing", what) }
	tokens(path, src, list, func(e xml.StartElement) {
		element := strings.ToLower(e.Name.Local)
		if _, ok := drawn[element]; !ok || e.Name.Space != "http://www.w3.org/2000/svg" {
			refuse(e.Name.Local)
			return
		}
		for _, a := range e.Attr {
			space := a.Name.Space
			if space == "http://www.w3.org/1999/xlink" {
				space = "xlink"
			}
			if !mayDraw(element, space, a.Name.Local, a.Value) {
				refuse(a.Name.Local)
			}
		}
	})
}

// document judges a feed or a sitemap: data, with nothing of a page in it.
func document(path string, src []byte, list *diag.List) {
	tokens(path, src, list, func(e xml.StartElement) {
		name := e.Name.Space + " " + e.Name.Local
		if e.Name.Space != "http://www.w3.org/2005/Atom" && e.Name.Space != "http://www.sitemaps.org/schemas/sitemap/0.9" && name != "http://www.w3.org/1999/xhtml link" {
			list.Errorf(diag.Position{File: path}, "check.drawing", e.Name.Local)
		}
	})
}

// tokens reads XML that has elements and text and nothing else.
func tokens(path string, src []byte, list *diag.List, element func(xml.StartElement)) {
	d := xml.NewDecoder(bytes.NewReader(src))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			list.Errorf(diag.Position{File: path}, "check.unreadable")
			return
		}
		switch token := token.(type) {
		case xml.StartElement:
			element(token)
		case xml.Directive:
			list.Errorf(diag.Position{File: path}, "check.drawing", "<!…>")
		case xml.ProcInst:
			if token.Target != "xml" {
				list.Errorf(diag.Position{File: path}, "check.drawing", "<?"+token.Target+"?>")
			}
		}
	}
}

// manifest finds the addresses elsewhere of what a browser may install.
func manifest(path string, src []byte, list *diag.List) {
	var all any
	if json.Unmarshal(src, &all) != nil {
		list.Errorf(diag.Position{File: path}, "check.unreadable")
		return
	}
	var look func(name string, value any)
	look = func(name string, value any) {
		switch value := value.(type) {
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(value)) {
				look(name, value[name])
			}
		case []any:
			for _, one := range value {
				look(name, one)
			}
		case string:
			if slices.Contains([]string{"src", "start_url", "scope", "url", "action", "id"}, name) && !within(value) {
				list.Errorf(diag.Position{File: path}, "check.offsite", value)
			}
		}
	}
	look("", all)
}

// archive judges what is to be unpacked as a site of its own, whose pages are those of
// this one.
func (s *site) archive(name string, src []byte, list *diag.List) {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		list.Errorf(diag.Position{File: name}, "check.unreadable")
		return
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		content, err := unpack(f)
		if err != nil || path.Clean(f.Name) != f.Name || path.IsAbs(f.Name) || strings.HasPrefix(f.Name, "..") || strings.Contains(f.Name, `\`) {
			list.Errorf(diag.Position{File: name}, "check.unreadable")
			return
		}
		files[f.Name] = content
	}
	for _, d := range Outputs(files, s.outlined) {
		d.File = name + "/" + d.File
		*list = append(*list, d)
	}
}

func unpack(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}
