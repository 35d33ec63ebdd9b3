package lettering

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
)

// The layout of WOFF (https://www.w3.org/TR/WOFF/) and of the file that it packs.
const (
	woffHeader, woffEntry = 44, 20
	sfntHeader, sfntEntry = 12, 16
)

// unpack undoes the packing of a WOFF file of ours, with another table in place of one.
func unpack(woff []byte, tag string, instead []byte) []byte {
	at := func(offset int) int { return int(binary.BigEndian.Uint32(woff[offset:])) }
	n := int(binary.BigEndian.Uint16(woff[12:]))
	power := 0 // 2^power is the largest that n has room for
	for 2<<power <= n {
		power++
	}
	out := append([]byte(nil), woff[4:8]...) // the flavour
	for _, v := range []int{n, 16 << power, power, 16*n - 16<<power} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	out = append(out, make([]byte, sfntEntry*n)...)
	for i := range n {
		entry := woffHeader + woffEntry*i
		offset, packed, length := at(entry+4), at(entry+8), at(entry+12)
		table := woff[offset : offset+packed]
		if packed < length {
			table = inflate(table)
		}
		if string(woff[entry:entry+4]) == tag {
			table, length = instead, len(instead)
		}
		place := out[sfntHeader+sfntEntry*i:]
		copy(place, woff[entry:entry+4])         // the tag
		copy(place[4:], woff[entry+16:entry+20]) // the checksum
		binary.BigEndian.PutUint32(place[8:], uint32(len(out)))
		binary.BigEndian.PutUint32(place[12:], uint32(length))
		out = append(out, table...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	return out
}

func inflate(packed []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic("internal error: " + err.Error())
	}
	out, err := io.ReadAll(r)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return out
}
