package asset

import (
	"bytes"
	"errors"
	"path"
	"slices"
	"strings"

	"tract/internal/diag"
)

// Image is a picture that may be published: what its name says, of a sane size,
// upright, and without any metadata.
type Image struct {
	Name          string // among the content: images/picket.jpg
	Path          string // published: assets/images/picket.3f2a91c07b.jpg
	Width, Height int
	Content       []byte // where [Images] gives the picture, it gives this on demand

	file string // content/images/picket.jpg
}

// The largest picture that is read. A phone's photo is 12 megapixels and 5 MB; a
// header may claim any size, and a decoder would set the memory aside.
const (
	maxImageBytes  = 20 << 20
	maxImagePixels = 50_000_000
)

// Reasons why a picture is refused, each the code of a message.
var (
	errImageDamaged     = errors.New("asset.image.damaged")
	errImageTooLarge    = errors.New("asset.image.pixels")
	errImageOrientation = errors.New("asset.image.orientation")
)

// imageKind is a format that we publish.
type imageKind struct {
	name       string
	extensions []string
	matches    func(src []byte) bool
	// clean gives the picture without metadata, with its size. It copies, and
	// leaves src as it is.
	clean func(src []byte) (content []byte, width, height int, err error)
}

func imageKinds() []imageKind {
	return []imageKind{
		{"JPEG", []string{".jpg", ".jpeg"}, func(s []byte) bool { return bytes.HasPrefix(s, []byte("\xff\xd8\xff")) }, cleanJPEG},
		{"PNG", []string{".png"}, func(s []byte) bool { return bytes.HasPrefix(s, []byte(pngSignature)) }, cleanPNG},
		{"WebP", []string{".webp"}, func(s []byte) bool { return len(s) >= 12 && string(s[:4])+string(s[8:12]) == "RIFFWEBP" }, cleanWebP},
		{"GIF", []string{".gif"}, func(s []byte) bool { return bytes.HasPrefix(s, []byte("GIF8")) }, cleanGIF},
	}
}

// ReadImage makes one picture safe to publish. file is where it stands in the
// site; the image's Name is the file's. It is a pure function of its arguments,
// so its result may be kept for as long as the file does not change.
func ReadImage(file string, src []byte) (Image, diag.List) {
	var faults diag.List
	p := diag.Position{File: file}
	ext := strings.ToLower(path.Ext(file))
	kind, known := imageKind{}, false
	for _, k := range imageKinds() {
		if slices.Contains(k.extensions, ext) {
			kind, known = k, true
		}
	}
	switch {
	case ext == ".svg":
		faults.Errorf(p, "asset.image.svg").WithHint("hint.asset.image.svg")
	case ext == ".heic" || ext == ".heif" || ext == ".avif":
		faults.Errorf(p, "asset.image.heic", ext).WithHint("hint.asset.image.heic")
	case !known:
		refuseKind(&faults, p, ext).WithHint("hint.one-of", ".jpg, .jpeg, .png, .webp, .gif")
	case len(src) > maxImageBytes:
		faults.Errorf(p, "asset.image.bytes", len(src)>>20, maxImageBytes>>20).WithHint("hint.asset.image.smaller")
	case !kind.matches(src):
		faults.Errorf(p, "asset.signature", ext).WithHint("hint.asset.image.save-as", kind.name)
	}
	if len(faults) > 0 {
		return Image{}, faults
	}
	content, width, height, err := kind.clean(src)
	switch {
	case errors.Is(err, errImageTooLarge):
		faults.Errorf(p, errImageTooLarge.Error(), width, height, maxImagePixels/1_000_000).WithHint("hint.asset.image.smaller")
	case errors.Is(err, errImageOrientation):
		faults.Errorf(p, errImageOrientation.Error()).WithHint("hint.asset.image.upright")
	case err != nil:
		faults.Errorf(p, errImageDamaged.Error()).WithHint("hint.asset.image.save-as", kind.name)
	}
	if err != nil {
		return Image{}, faults
	}
	// The file's name is part of the fingerprint, so that two files never share an
	// address, were they equal and their names alike in small letters.
	sum := digest([]byte(file + "\x00" + digest(content)))[:10]
	stem, ending := plainName(path.Base(file))
	return Image{
		Name: file, Path: "assets/images/" + stem + "." + sum + ending,
		Width: width, Height: height, Content: content, file: file,
	}, faults
}

// checkSize refuses a picture without an area, or with too large a one.
func checkSize(width, height int) error {
	if width <= 0 || height <= 0 {
		return errImageDamaged
	}
	if width > maxImagePixels/height {
		return errImageTooLarge
	}
	return nil
}

// plainName gives a file name in small letters, digits and hyphens, and its
// ending. Names come from anybody.
func plainName(base string) (stem, ending string) {
	ending = path.Ext(base)
	var name strings.Builder
	for _, r := range strings.ToLower(strings.TrimSuffix(base, ending)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			name.WriteRune(r)
		case name.Len() > 0 && !strings.HasSuffix(name.String(), "-"):
			name.WriteByte('-')
		}
	}
	stem = name.String()
	stem = strings.Trim(stem[:min(len(stem), 60)], "-")
	if stem == "" {
		stem = "image"
	}
	return stem, strings.ToLower(ending)
}
