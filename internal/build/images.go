package build

import (
	"bytes"
	"sync"

	"tract/internal/asset"
	"tract/internal/site"
)

// pictureIndex gives what the model needs of images, by the name that content gives
// them.
func pictureIndex(images []asset.Image) map[string]*site.Picture {
	index := make(map[string]*site.Picture, len(images))
	for _, i := range images {
		p := &site.Picture{}
		for _, s := range i.Sizes {
			p.Sizes = append(p.Sizes, site.Size{Address: site.Address(s.Path), Width: s.Width, Height: s.Height})
		}
		index[i.Name] = p
	}
	return index
}

// pictures adds the pictures of the content.
func (w *works) pictures() {
	for _, i := range w.images {
		if i.Memory > 0 {
			w.photo(i)
		} else {
			w.picture(i)
		}
	}
}

// picture adds one that is published as it is, but for its metadata. Its address is of
// its content.
func (w *works) picture(i asset.Image) {
	path := site.Address(i.Sizes[0].Path)
	w.list = append(w.list, output{
		path: path,
		key:  func() string { return hexadecimal(site.DigestOf(path, w.version)) },
		make: func(b *bytes.Buffer) error {
			made, err := w.made(i)
			if err == nil {
				b.Write(made[0])
			}
			return err
		},
	})
}

// photo adds the widths of one that must be decoded. That takes longest, so whoever
// wants the first width makes all, and puts the others where they are looked for.
func (w *works) photo(i asset.Image) {
	var making sync.Mutex
	key := func(n int) string { return w.costlyKey(site.Address(i.Sizes[n].Path), i.Digest) }
	for n, size := range i.Sizes {
		w.costly(site.Address(size.Path), i.Digest, func() {}, func() ([]byte, error) {
			making.Lock()
			defer making.Unlock()
			if content, ok := w.kept.find(key(n)); ok {
				return content, nil // made meanwhile
			}
			defer w.room.enter(i.Memory)()
			made, err := w.made(i)
			if err != nil {
				return nil, err
			}
			for other, content := range made {
				if other != n {
					w.kept.keep(key(other), content)
				}
			}
			return made[n], nil
		})
		w.list[len(w.list)-1].work = i.Digest
	}
}

// made gives the bytes of all sizes of a picture.
func (w *works) made(i asset.Image) ([][]byte, error) {
	made, faults, err := i.Make(w.source)
	if err != nil {
		return nil, changed(err)
	}
	return made, fault(faults)
}

// gate lets work in whose memory is not too much together. What needs more than that
// is done alone.
type gate struct {
	entering sync.Mutex
	taken    chan struct{} // one for each share of memory
}

// A photo of 12 megapixels needs two or three shares, and twelve if it is progressive.
const (
	shareBytes = 16 << 20
	shares     = 10
)

func newGate() *gate { return &gate{taken: make(chan struct{}, shares)} }

// enter waits until there is so much memory, and gives what leaves it again.
func (g *gate) enter(memory int) (leave func()) {
	n := min(1+memory/shareBytes, shares)
	g.entering.Lock()
	defer g.entering.Unlock()
	for range n {
		g.taken <- struct{}{}
	}
	return func() {
		for range n {
			<-g.taken
		}
	}
}
