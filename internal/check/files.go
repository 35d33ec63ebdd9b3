package check

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"regexp"
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
		if !slices.Contains(drawn, strings.ToLower(e.Name.Local)) || e.Name.Space != "http://www.w3.org/2000/svg" {
			refuse(e.Name.Local)
			return
		}
		for _, a := range e.Attr {
			space := a.Name.Space
			if space == "http://www.w3.org/1999/xlink" {
				space = "xlink"
			}
			if !mayDraw(space, a.Name.Local, a.Value) {
				refuse(a.Name.Local)
			}
		}
	})
}

// fed are the elements of feeds and sitemaps, by their space: texts, and addresses on
// the Web. What a reader would take for markup or load is not among them.
var fed = map[string][]string{
	"http://www.w3.org/2005/Atom":                 strings.Fields("feed title subtitle id updated author name link entry published summary"),
	"http://www.sitemaps.org/schemas/sitemap/0.9": strings.Fields("urlset url loc lastmod"),
	"http://www.w3.org/1999/xhtml":                {"link"},
}

// document judges a feed or a sitemap: data, with nothing of a page in it. A link of HTML
// there is one, and may do no more than name another language.
func document(path string, src []byte, list *diag.List) {
	refuse := func(what string) { list.Errorf(diag.Position{File: path}, "check.drawing", what) }
	tokens(path, src, list, func(e xml.StartElement) {
		if !slices.Contains(fed[e.Name.Space], e.Name.Local) {
			refuse(e.Name.Local)
			return
		}
		rel := ""
		for _, a := range e.Attr {
			switch name := a.Name.Local; {
			case a.Name.Space == "xmlns", name == "xmlns", name == "lang":
			case a.Name.Space != "" || e.Name.Local != "link":
				refuse(name)
			case name == "rel":
				rel = a.Value
			case name == "href" && !strings.HasPrefix(a.Value, "https://") && !strings.HasPrefix(a.Value, "http://"):
				refuse(a.Value)
			case !slices.Contains([]string{"href", "hreflang", "type"}, name):
				refuse(name)
			}
		}
		if e.Name.Local == "link" && rel != "alternate" && (rel != "self" || e.Name.Space == "http://www.w3.org/1999/xhtml") {
			refuse("link " + rel)
		}
	})
}

// declared is what an XML file may say of itself: in another encoding it could be another
// document, and not all ways to name one are known to the reader that we have.
var declared = regexp.MustCompile(`^version=["\']1\.0["\']( encoding=["\'](?i:utf-8)["\'])?( standalone=["\'](yes|no)["\'])?\s*$`)

// tokens reads XML that has elements and text and nothing else.
func tokens(path string, src []byte, list *diag.List, element func(xml.StartElement)) {
	if !isText(src) {
		list.Errorf(diag.Position{File: path}, "check.unreadable")
		return
	}
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
			if token.Target != "xml" || !declared.Match(token.Inst) {
				list.Errorf(diag.Position{File: path}, "check.drawing", "<?"+token.Target+"?>")
			}
		}
	}
}

// prose are what a manifest says to people; all else in it is, or could be, an address.
var prose = []string{"name", "short_name", "description", "label"}

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
			if !slices.Contains(prose, name) && !within(value) {
				list.Errorf(diag.Position{File: path}, "check.offsite", value)
			}
		}
	}
	look("", all)
}

// archive judges what is to be unpacked as a site of its own, whose pages are those of
// this one. It holds files, each once, under names that every system takes for the same,
// and no archive.
func (s *site) archive(name string, src []byte, list *diag.List) {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		list.Errorf(diag.Position{File: name}, "check.unreadable")
		return
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		content, err := unpack(f)
		_, twice := files[f.Name]
		if err != nil || twice || !f.Mode().IsRegular() || !fs.ValidPath(f.Name) || strings.ContainsAny(f.Name, `\:`) || strings.EqualFold(path.Ext(f.Name), ".zip") {
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
