package asset

import (
	"bytes"
	"encoding/binary"
)

// noted is what the metadata of a picture says that concerns us.
type noted struct {
	orientation int  // 1 to 8; 0 where it is not stated
	placed      bool // the place is in it where the picture was taken
}

// add takes over what further metadata says.
func (n *noted) add(m noted) {
	if n.orientation == 0 {
		n.orientation = m.orientation
	}
	n.placed = n.placed || m.placed
}

// lies says whether the picture is to be turned or mirrored.
func (n noted) lies() bool { return n.orientation > 1 }

// The entries of EXIF that we read, and those of the table of the place.
const (
	tagOrientation = 0x0112
	tagGPS         = 0x8825
	tagLatitude    = 0x0002
)

// readEXIF reads the TIFF structure that EXIF is. What is cut off or lies says
// nothing.
func readEXIF(tiff []byte) noted {
	var n noted
	if len(tiff) < 8 {
		return n
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	led := false
	for tag, value := range table(tiff, order, order.Uint32(tiff[4:])) {
		if o := int(order.Uint16(value)); tag == tagOrientation && o >= 1 && o <= 8 && n.orientation == 0 {
			n.orientation = o
		}
		if tag != tagGPS || led {
			continue
		}
		led = true // once: each entry of a long table could lead to one as long
		for tag := range table(tiff, order, order.Uint32(value)) {
			n.placed = n.placed || tag == tagLatitude // phones that know no place write a table without one
		}
	}
	return n
}

// table goes through the entries of a table: a tag, and four bytes that are its value
// or say where that is.
func table(tiff []byte, order binary.ByteOrder, offset uint32) func(yield func(tag uint16, value []byte) bool) {
	return func(yield func(uint16, []byte) bool) {
		at := uint64(offset)
		if at+2 > uint64(len(tiff)) {
			return
		}
		entries := tiff[at+2:]
		for range order.Uint16(tiff[at:]) {
			if len(entries) < 12 || !yield(order.Uint16(entries), entries[8:12]) {
				return
			}
			entries = entries[12:]
		}
	}
}

// readXMP looks for a place in XMP, which is text.
func readXMP(xmp []byte) noted {
	return noted{placed: bytes.Contains(xmp, []byte("GPSLatitude"))}
}
