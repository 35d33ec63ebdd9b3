package importer

import (
	"bytes"
	"cmp"
	"image"
	_ "image/gif" // the kinds of pictures that a page may show
	_ "image/jpeg"
	_ "image/png"
	"net/url"
	"path"
	"strings"

	"tract/internal/diag"
	"tract/internal/limit"
	"tract/internal/locale"
	"tract/internal/schema"
)

// photo is the picture that a page says it has.
type photo struct{ old, alt, credit string }

// photoOf reads what the front matter says of the page's picture.
func photoOf(d *document) photo {
	p := photo{
		old:    d.front.text("image", "featured_image", "featuredImage", "feature_image", "cover_image", "thumbnail", "banner", "hero", "cover", "photo"),
		alt:    d.front.text("image_alt", "imageAlt", "featured_image_alt", "featuredImageAlt", "thumbnail_alt"),
		credit: d.front.text("image_credit", "image_caption"),
	}
	for _, outer := range []string{"image", "cover", "header", "featured"} {
		for _, inner := range []string{"path", "image", "src", "overlay_image", "teaser"} {
			if in := d.front.within(outer, inner); in != "" && p.old == "" {
				p.old = in
				p.alt = cmp.Or(p.alt, d.front.within(outer, "alt"))
			}
		}
	}
	if images := d.front.peek("images"); p.old == "" && len(images) == 1 {
		p.old = d.front.texts("images")[0]
	}
	return p
}

// image puts the picture of a page into its front matter. It is the same in all
// languages, and needs a description in each: without these it waits in a comment.
func (s *session) image(d, first *document, put func(name, value, comment string)) {
	p := d.photo
	described := true
	for _, other := range d.pair.docs {
		described = described && other.photo.alt != "" && other.photo.old != ""
	}
	name, ok := "", false
	if p.old != "" {
		name, ok = s.picture(d, p.old)
	}
	switch {
	case p == photo{}:
	case p.old == "":
		tell(&d.notes, diag.Position{File: d.file}, diag.Advice, p.alt+"\n"+p.credit, "importer.alone")
	case !ok:
		tell(&d.notes, diag.Position{File: d.file}, diag.Warning, p.old+"\n"+p.alt+"\n"+p.credit, "importer.no-picture", p.old)
	case !described:
		lines := "# image: " + name + "\n# image_alt: " + scalar(p.alt) + "\n"
		d.entries = append(d.entries, entry{"", lines})
		tell(&d.notes, diag.Position{File: d.file}, diag.Warning, p.old+"\n"+p.credit, "importer.image-alt", p.old).WithHint("hint.importer.image-alt")
	default:
		s.shared(d, first, "image", name, put)
		put("image_alt", scalar(cut(p.alt, 400)), "")
		put("image_credit", scalar(cut(p.credit, 200)), "")
	}
}

// picture finds the picture that a text names, and gives its name in the new site,
// below content/. ok is false if there is none that a page can show.
func (s *session) picture(d *document, written string) (name string, ok bool) {
	if address, err := url.PathUnescape(written); err == nil {
		written = address
	}
	written = s.local(strings.SplitN(written, "?", 2)[0])
	if written == "" || strings.Contains(written, "://") {
		return "", false
	}
	for _, old := range []string{
		path.Join(d.folder, written), path.Join("static", written), path.Join("assets", written), path.Join(".", written),
		path.Join("assets/images", written), path.Join("images", written), path.Join("static", d.address, written), path.Join("static/images", written),
	} {
		if strings.HasPrefix(written, "/") && old == path.Join(d.folder, written) {
			continue
		}
		if s.known[old] {
			return s.copyOf(old)
		}
	}
	return "", false
}

// copyOf gives the name of the copy of a picture, which is made if there is none.
func (s *session) copyOf(old string) (name string, ok bool) {
	if name, seen := s.pictures[old]; seen {
		return name, name != ""
	}
	s.pictures[old] = ""
	if !schema.IsImage(old) || !s.shows(old) {
		return "", false
	}
	ending := path.Ext(old)
	stem := locale.Slug(strings.TrimSuffix(path.Base(old), ending))
	if parent := locale.Slug(path.Base(path.Dir(old))); stem == "" || s.used["content/images/"+stem+strings.ToLower(ending)] {
		stem = strings.Trim(parent+"-"+stem, "-")
	}
	if stem == "" {
		stem = "image"
	}
	file := s.free("content/images", stem, strings.ToLower(ending))
	s.copies = append(s.copies, File{Path: file, Copies: old})
	s.pictures[old] = strings.TrimPrefix(file, "content/")
	return s.pictures[old], true
}

// shows says whether a file is the picture that its name says, of a size that a site
// takes.
func (s *session) shows(old string) bool {
	src, ok := s.read(old, limit.ImageBytes)
	if !ok {
		return false
	}
	ending := strings.ToLower(path.Ext(old))
	if ending == ".webp" {
		ok = len(src) > 30 && bytes.HasPrefix(src, []byte("RIFF")) && string(src[8:12]) == "WEBP"
	} else {
		c, format, err := image.DecodeConfig(bytes.NewReader(src))
		ok = err == nil && c.Width > 0 && c.Height > 0 && c.Width <= limit.ImagePixels/c.Height && strings.HasPrefix(strings.Replace(ending, "jpg", "jpeg", 1), "."+format)
		if ok { // a build refuses one that ends too early
			_, _, err = image.Decode(bytes.NewReader(src))
			ok = err == nil
		}
	}
	if !ok {
		tell(&s.notes, diag.Position{File: old}, diag.Warning, "", "importer.not-picture")
	}
	return ok
}

// local gives the part of an address below the old site's own, as it stands after the
// host and the folder that the site was at; and another address as it is.
func (s *session) local(address string) string {
	if base := s.site.baseURL; base != "" {
		if rest, ok := strings.CutPrefix(address, base); ok && (rest == "" || rest[0] == '/' || rest[0] == '#') {
			return "/" + strings.TrimPrefix(rest, "/")
		}
		if u, err := url.Parse(base); err == nil && len(u.Path) > 1 {
			if rest, ok := strings.CutPrefix(address, strings.TrimSuffix(u.Path, "/")); ok && (rest == "" || rest[0] == '/') {
				return "/" + strings.TrimPrefix(rest, "/")
			}
		}
	}
	return address
}
