package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"reflect"
	"runtime"
	"slices"
	"sync"

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

// position is left out: no output says where in a file something was written, and
// a line more in a file is no other output.
var position = reflect.TypeFor[diag.Position]()

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
		if v.Type() == position {
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
	case languages: // the rest is in [Common.Key]
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
		key := at[Page](v).Key
		*w = append(*w, key[:]...)
	default:
		w.value(v.Elem())
	}
}

// at gives what a pointer points to, in fields that are not exported too.
func at[T any](v reflect.Value) *T {
	return (*T)(v.UnsafePointer())
}

// seal gives what all pages share, and every page, its key. Cards were sealed
// when they were made.
func (a *assembly) seal() {
	common := []any{a.Common}
	for _, l := range a.Languages {
		common = append(common, *l)
	}
	a.Common.Key = DigestOf(common...)
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(a.Pages); i += workers {
				a.Pages[i].Key = DigestOf(*a.Pages[i], a.Common.Key)
			}
		})
	}
	wg.Wait()
}
