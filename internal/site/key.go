package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"reflect"
	"slices"

	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/locale"
)

// Digest stands for all that a value depends on: equal digests, equal bytes.
type Digest [sha256.Size]byte

// DigestOf takes the digest of all that can be reached from values, in whatever
// field it is, so that a field that is added later is in it too. A value of a
// type that has a digest of its own, or is in one that every output depends on,
// is stood for by that. Equal values give equal digests in every run.
func DigestOf(values ...any) Digest {
	w := reach(make([]byte, 0, 512))
	for _, v := range values {
		w.value(reflect.ValueOf(v))
	}
	return sha256.Sum256(w)
}

// reach is the bytes that stand for values.
type reach []byte

func (w *reach) number(n uint64) {
	*w = binary.AppendUvarint(*w, n)
}

// text is parted from what follows it by its length.
func (w *reach) text(s string) {
	w.number(uint64(len(s)))
	*w = append(*w, s...)
}

// What is left out: no output says where in a file something was written, so that a
// line more in a file is no other output; nor how far the model is worked out.
var (
	position = reflect.TypeFor[diag.Position]()
	worked   = reflect.TypeFor[progress]()
)

func (w *reach) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		w.text(v.String())
	case reflect.Bool:
		w.number(map[bool]uint64{true: 1}[v.Bool()])
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		w.number(uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		w.number(v.Uint())
	case reflect.Float32, reflect.Float64:
		w.number(math.Float64bits(v.Float()))
	case reflect.Slice, reflect.Array:
		w.list(v)
	case reflect.Map:
		w.entries(v)
	case reflect.Struct:
		if t := v.Type(); t == position || t == worked {
			return
		}
		for i := range v.NumField() {
			w.value(v.Field(i))
		}
	case reflect.Pointer, reflect.Interface:
		w.pointer(v)
	default:
		panic("internal error: no digest of a " + v.Kind().String())
	}
}

func (w *reach) list(v reflect.Value) {
	w.number(uint64(v.Len()))
	if v.Type().Elem().Kind() == reflect.Uint8 && (v.Kind() == reflect.Slice || v.CanAddr()) {
		*w = append(*w, v.Bytes()...)
		return
	}
	for i := range v.Len() {
		w.value(v.Index(i))
	}
}

// entries writes a map in the order of its keys, which are texts.
func (w *reach) entries(v reflect.Value) {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
	w.number(uint64(len(keys)))
	for _, k := range keys {
		w.text(k.String())
		w.value(v.MapIndex(k))
	}
}

// The types that something else stands for.
var (
	languages = reflect.TypeFor[*Language]()
	locales   = reflect.TypeFor[*locale.Locale]()
	documents = reflect.TypeFor[*content.Document]()
	cards     = reflect.TypeFor[*Card]()
	pages     = reflect.TypeFor[*Page]()
)

func (w *reach) pointer(v reflect.Value) {
	if v.IsNil() {
		w.number(0)
		return
	}
	w.number(1)
	switch v.Type() {
	case languages: // the rest is in [Site.Common]
		w.text(at[Language](v).Code)
	case locales:
		digest := at[locale.Locale](v).Digest()
		*w = append(*w, digest[:]...)
	case documents:
		d := at[content.Document](v)
		w.text(d.File)
		*w = append(*w, d.Digest[:]...)
	case cards:
		c := at[Card](v)
		w.text(c.Language)
		*w = append(*w, c.digest[:]...)
	case pages:
		key := at[Page](v).progress.key
		*w = append(*w, key[:]...)
	default:
		w.value(v.Elem())
	}
}

// at gives what a pointer points to, in fields that are not exported too.
func at[T any](v reflect.Value) *T {
	return (*T)(v.UnsafePointer())
}

// KeyOf gives the key of a page, which stands for all that it shows.
func (s *Site) KeyOf(p *Page) Digest {
	s.Complete(p)
	common := s.CommonKey()
	p.progress.sealed.Do(func() {
		w, _ := s.index.room.Get().(*reach)
		if w == nil {
			w = new(reach)
		}
		*w = (*w)[:0]
		defer s.index.room.Put(w)
		w.value(reflect.ValueOf(p).Elem())
		*w = append(*w, common[:]...)
		p.progress.key = sha256.Sum256(*w)
	})
	return p.progress.key
}

// CommonKey stands for what every page may show, and seals the model: from then on
// cards have their digests.
func (s *Site) CommonKey() Digest {
	s.index.sealed.Do(func() {
		common := []any{s.Common}
		for _, l := range s.Languages {
			common = append(common, *l)
		}
		s.index.common = DigestOf(common...)
		parallel(len(s.Pages), func(i int) {
			if c := s.Pages[i].Card; c != nil {
				*c.digest = DigestOf(*c)
			}
		})
	})
	return s.index.common
}
