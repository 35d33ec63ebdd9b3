package build

import (
	"bytes"
	"image/png"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tract/internal/card"
	"tract/internal/site"
)

// TestCards follows what pages say of their pictures.
func TestCards(t *testing.T) {
	out := mustMake(t, rich(t), Options{Now: now})
	named := regexp.MustCompile(`<meta property="og:image" content="https://example.org/trousse/([^"]+)">`)
	pages := 0
	for path, o := range out {
		m := named.FindStringSubmatch(o.content)
		if !strings.HasSuffix(path, ".html") || m == nil {
			continue
		}
		pages++
		name, err := url.PathUnescape(m[1])
		if err != nil {
			t.Fatal(err)
		}
		src, ok := out[name]
		if !ok {
			t.Errorf("%s has no picture at %s", path, name)
			continue
		}
		img, err := png.DecodeConfig(bytes.NewReader([]byte(src.content)))
		if err != nil || img.Width != site.SocialWidth || img.Height != site.SocialHeight || len(src.content) > 300_000 {
			t.Errorf("%s: the picture of %d bytes is %v, %v", path, len(src.content), img, err)
		}
	}
	if pages < 50 {
		t.Errorf("%d pages have pictures", pages)
	}
	if card.Width != site.SocialWidth || card.Height != site.SocialHeight {
		t.Error("pages say another size than pictures have")
	}
}
