package asset

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"tract/internal/diag"
	"tract/internal/limit"
)

// Image is a picture that may be published: what its name says, of a sane size, and
// known without having been decoded. [Image.Make] makes it: upright, no wider than
// anybody needs it, and without any metadata.
type Image struct {
	Name   string // among the content: images/picket.jpg
	Sizes  []Size // one at least, from the narrowest to the widest
	Digest string // of the file
	// Memory is about how many bytes are needed to make it; 0 for a picture that is
	// published as it is, but for its metadata.
	Memory int

	file string // content/images/picket.jpg
}

// Size is a picture in one width.
type Size struct {
	Path          string // published: assets/images/picket.3f2a91c07b-960.jpg
	Width, Height int
}

// heavyBytes is from where on an image that everybody gets whole is a burden for those
// who pay for each megabyte.
const heavyBytes = 500 << 10

// recipe changes when a file's bytes are made into others than before. It is part of
// all addresses, since browsers keep for ever what they got from one. A test says when.
const recipe = "2"

// Reasons why a picture is refused, each the code of a message.
var (
	errImageDamaged     = errors.New("asset.image.damaged")
	errImageOrientation = errors.New("asset.image.orientation")
)

// sizeError says that a picture has too many pixels.
type sizeError struct{ width, height, most int }

// Error gives the code of the message.
func (*sizeError) Error() string { return "asset.image.pixels" }

// imageKind is a format that we publish.
type imageKind struct {
	name       string
	extensions []string
	matches    func(src []byte) bool
	// clean gives the picture without metadata. It copies, and leaves src as it is.
	clean func(src []byte) (cleaned, error)
	// decode and encode are for a picture that takes memory.
	decode func(io.Reader) (image.Image, error)
	encode func(m image.Image, profile []byte) ([]byte, error)
}

// cleaned is a picture without metadata, and what that said.
type cleaned struct {
	noted
	content       []byte
	width, height int    // as they are stored
	profile       []byte // of its colours, as it stands in the file
	memory        int    // as in [Image]
}

func imageKinds() []imageKind {
	return []imageKind{
		{"JPEG", []string{".jpg", ".jpeg"}, func(s []byte) bool { return bytes.HasPrefix(s, []byte("\xff\xd8\xff")) }, cleanJPEG, jpeg.Decode, encodeJPEG},
		{"PNG", []string{".png"}, func(s []byte) bool { return bytes.HasPrefix(s, []byte(pngSignature)) }, cleanPNG, png.Decode, encodePNG},
		{name: "WebP", extensions: []string{".webp"}, matches: func(s []byte) bool { return len(s) >= 12 && string(s[:4])+string(s[8:12]) == "RIFFWEBP" }, clean: cleanWebP},
		{name: "GIF", extensions: []string{".gif"}, matches: isGIF, clean: cleanGIF},
	}
}

// isGIF says whether a file begins as a GIF does, and not as a script whose comment is
// what would be the size.
func isGIF(s []byte) bool {
	return bytes.HasPrefix(s, []byte("GIF8")) && !bytes.HasPrefix(s[min(6, len(s)):], []byte("/*"))
}

// kindOf gives the format that a file's name says.
func kindOf(file string) (kind imageKind, ok bool) {
	ext := strings.ToLower(path.Ext(file))
	for _, k := range imageKinds() {
		if slices.Contains(k.extensions, ext) {
			return k, true
		}
	}
	return imageKind{}, false
}

// ReadImage looks at a picture, without decoding it. file is where it stands in the
// site; the image's Name is the file's. It is a pure function of its arguments.
func ReadImage(file string, src []byte) (Image, diag.List) {
	l, faults := look(file, src)
	if faults.HasErrors() {
		return Image{}, faults
	}
	i, said := l.image(file)
	if l.placed {
		said.Add(places([]string{file}))
	}
	return i, said
}

// places says which photos hold the place where they were taken: once for all, since
// it is said each time.
func places(files []string) diag.List {
	var said diag.List
	first := diag.Position{File: files[0]}
	if n := len(files) - 1; n > 0 {
		said.Advisef(first, "asset.image.places", n).WithHint("hint.asset.image.place")
	} else {
		said.Advisef(first, "asset.image.place").WithHint("hint.asset.image.place")
	}
	return said
}

// looked is what is found of a picture without decoding it: all that an [Image], and
// what is said of it, are made from.
type looked struct {
	digest        string
	width, height int // upright
	memory        int
	placed        bool
	bytes         int // about how many everybody gets; of a photo, 0
}

func look(file string, src []byte) (looked, diag.List) {
	var faults diag.List
	p := diag.Position{File: file}
	ext := strings.ToLower(path.Ext(file))
	kind, known := kindOf(file)
	switch {
	case !known: // which content has said better
		refuseKind(&faults, p, ext).WithHint("hint.one-of", ".jpg, .jpeg, .png, .webp, .gif")
	case len(src) > limit.ImageBytes:
		faults.Errorf(p, "asset.image.bytes", len(src)>>20, limit.ImageBytes>>20).WithHint("hint.asset.image.smaller")
	case !kind.matches(src):
		faults.Errorf(p, "asset.signature", ext).WithHint("hint.asset.image.save-as", kind.name)
	}
	if len(faults) > 0 {
		return looked{}, faults
	}
	c, err := kind.clean(src)
	var size *sizeError
	switch {
	case errors.As(err, &size):
		faults.Errorf(p, size.Error(), size.width, size.height, size.most/1_000_000).WithHint("hint.asset.image.smaller")
	case errors.Is(err, errImageOrientation):
		faults.Errorf(p, errImageOrientation.Error()).WithHint("hint.asset.image.upright")
	case err != nil:
		faults.Errorf(p, errImageDamaged.Error()).WithHint("hint.asset.image.save-as", kind.name)
	}
	l := looked{digest: digest(src), memory: c.memory, placed: c.placed}
	l.width, l.height = turnedSize(c.width, c.height, c.orientation)
	if kind.name != "JPEG" && err == nil { // which is published in widths
		published := widths(c.width, true)[0]
		l.bytes = len(c.content) / c.width * published / c.width * published
	}
	return l, faults
}

// image gives the picture, and what is said of it without being refused.
func (l looked) image(file string) (Image, diag.List) {
	var said diag.List
	if l.bytes > heavyBytes {
		said.Warnf(diag.Position{File: file}, "asset.image.heavy", l.bytes>>10, heavyBytes>>10).WithHint("hint.asset.image.heavy")
	}
	// The file's name is part of the fingerprint, so that two files never share an
	// address, were they equal and their names alike in small letters.
	sum := digest([]byte(recipe + "\x00" + file + "\x00" + l.digest))[:10]
	stem, ending := plainName(path.Base(file))
	stem = "assets/images/" + stem + "." + sum
	i := Image{Name: file, Digest: l.digest, Memory: l.memory, file: file}
	if l.memory == 0 {
		i.Sizes = []Size{{stem + ending, l.width, l.height}}
		return i, said
	}
	for _, width := range widths(l.width, ending == ".png") {
		height := max((l.height*width+l.width/2)/l.width, 1)
		i.Sizes = append(i.Sizes, Size{stem + "-" + strconv.Itoa(width) + ending, width, height})
	}
	return i, said
}

// widths are those that a picture is published in: for phones held upright, for
// tablets and phones with fine screens, and for all else. None is wider than the
// picture; one that is nearly as wide as the next is of no use to anybody.
//
// A PNG gets one. It is for flat colours and letters, of which a smaller copy has
// more colours and often more bytes; photos belong into a JPEG.
func widths(width int, single bool) []int {
	const widest = 1600
	width = min(width, widest)
	var all []int
	for _, step := range []int{480, 960} {
		if step*5/4 <= width && !single {
			all = append(all, step)
		}
	}
	return append(all, width)
}

// ErrChanged says that a picture is another than the one that was looked at.
var ErrChanged = errors.New("it was changed meanwhile")

// Make gives the bytes of each size, from the site that the picture was found in. It
// may be called from anywhere.
func (i Image) Make(site fs.FS) ([][]byte, diag.List, error) {
	src, err := fs.ReadFile(site, i.file)
	if err != nil {
		return nil, nil, err
	}
	if digest(src) != i.Digest {
		return nil, nil, fmt.Errorf("read %s: %w", i.file, ErrChanged)
	}
	made, faults := i.make(src)
	return made, faults, nil
}

// widest gives a picture in the one size that a file under its own name has.
func widest(file string, src []byte) ([]byte, diag.List) {
	i, faults := ReadImage(file, src)
	if faults.HasErrors() {
		return nil, faults
	}
	made, damaged := i.make(src)
	faults.Add(damaged)
	if faults.HasErrors() {
		return nil, faults
	}
	return made[len(made)-1], faults
}

func (i Image) make(src []byte) ([][]byte, diag.List) {
	kind, _ := kindOf(i.file)
	made, err := i.sizes(kind, src)
	var faults diag.List
	if err != nil {
		faults.Errorf(diag.Position{File: i.file}, errImageDamaged.Error()).WithHint("hint.asset.image.save-as", kind.name)
	}
	return made, faults
}

// sizes gives the bytes of each size, the widest one made from the file and each other
// one from the next.
func (i Image) sizes(kind imageKind, src []byte) ([][]byte, error) {
	c, err := kind.clean(src)
	if err != nil || i.Memory == 0 {
		return [][]byte{c.content}, err
	}
	m, err := kind.decode(bytes.NewReader(c.content))
	if err != nil {
		return nil, err
	}
	made := make([][]byte, len(i.Sizes))
	for n, size := range slices.Backward(i.Sizes) {
		width, height := turnedSize(size.Width, size.Height, c.orientation)
		m = scaled(m, width, height)
		if made[n], err = kind.encode(turn(m, c.orientation), c.profile); err != nil {
			return nil, err
		}
		if width == c.width && !c.lies() && len(c.content) < len(made[n]) {
			made[n] = c.content // somebody made it small already
		}
	}
	return made, nil
}

// checkSize refuses a picture without an area, or with too large a one.
func checkSize(width, height, most int) error {
	if width <= 0 || height <= 0 {
		return errImageDamaged
	}
	if width > most/height {
		return &sizeError{width, height, most}
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
