package asset

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"io"
	"slices"
	"strings"

	"tract/internal/limit"
)

// A colour profile says how the colours of a picture are meant, and often also which
// screen, camera or program it is of, with its number, and when it was made. What is
// published is written anew, and has what colours are computed from.

// Of the parts of a profile, those that colours are computed from, and what they hold.
var (
	profileParts = strings.Fields("wtpt bkpt chad cicp rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC A2B0 A2B1 A2B2 B2A0 B2A1 B2A2")
	profileTypes = strings.Fields("XYZ sf32 curv para cicp mft1 mft2 mAB mBA")
)

// nameless is the text of the two parts that every profile must have: its name and its owner.
const nameless = "mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS\x00\x00\x00\x02\x00\x00\x00\x1c\x00-\x00\x00"

// plainProfile gives a profile with nothing but what colours are computed from, or
// nothing if it cannot be understood: then the colours are those of most screens.
func plainProfile(src []byte) []byte {
	const head, entry = 128, 12
	number := func(at int) int { return int(binary.BigEndian.Uint32(src[at:])) }
	if len(src) < head+4 || string(src[36:40]) != "acsp" || number(head) > (len(src)-head-4)/entry {
		return nil
	}
	type part struct {
		name string
		data []byte
	}
	parts := []part{{"desc", []byte(nameless)}, {"cprt", []byte(nameless)}}
	for i := range number(head) {
		at := head + 4 + i*entry
		name, from, size := string(src[at:at+4]), number(at+4), number(at+8)
		if !slices.Contains(profileParts, name) || slices.ContainsFunc(parts, func(p part) bool { return p.name == name }) {
			continue
		}
		if from+size > len(src) || size < 8 || !slices.Contains(profileTypes, strings.TrimRight(string(src[from:from+4]), " ")) {
			return nil
		}
		parts = append(parts, part{name, src[from : from+size]})
	}
	out := make([]byte, head+4, len(src))
	copy(out[8:24], src[8:24])                   // the form, and what it is of
	copy(out[24:30], "\x07\xd0\x00\x01\x00\x01") // a day, which must be one
	copy(out[36:40], "acsp")
	copy(out[64:80], src[64:80]) // how colours outside of it are meant, and its white
	binary.BigEndian.PutUint32(out[head:], uint32(len(parts)))
	out = append(out, make([]byte, len(parts)*entry)...)
	for i, p := range parts {
		at := len(out)
		if k := slices.IndexFunc(parts[:i], func(o part) bool { return bytes.Equal(o.data, p.data) }); k >= 0 { // as the curves of grey colours
			at = int(binary.BigEndian.Uint32(out[head+4+k*entry+4:]))
		} else if out = append(out, p.data...); len(out) > len(src) {
			return nil // parts that lie in one another, or less than a profile has
		}
		out = append(out, make([]byte, -len(out)&3)...)
		e := out[head+4+i*entry:]
		copy(e, p.name)
		binary.BigEndian.PutUint32(e[4:], uint32(at))
		binary.BigEndian.PutUint32(e[8:], uint32(len(p.data)))
	}
	binary.BigEndian.PutUint32(out, uint32(len(out)))
	return out
}

// joined puts the profile of a JPEG together from its parts, each of which begins with
// its number and with how many there are.
func joined(parts [][]byte) []byte {
	slices.SortStableFunc(parts, func(a, b []byte) int { return cmp.Compare(a[0], b[0]) })
	for i, p := range parts {
		if int(p[0]) != i+1 || int(p[1]) != len(parts) {
			return nil
		}
		parts[i] = p[2:]
	}
	return slices.Concat(parts...)
}

// segmented gives the segments of a JPEG that hold a profile.
func segmented(profile []byte) (out []byte) {
	const room = 0xffff - 2 - len(iccSignature) - 2
	n, i := byte((len(profile)+room-1)/room), byte(0) // no more than the parts that it was in
	for part := range slices.Chunk(profile, room) {
		i++
		out = binary.BigEndian.AppendUint16(append(out, 0xff, 0xe2), uint16(2+len(iccSignature)+2+len(part)))
		out = append(append(append(out, iccSignature...), i, n), part...)
	}
	return out
}

// profileChunk gives the chunk of a PNG that holds the profile of another, without its
// name; nothing if that has none.
func profileChunk(payload []byte) []byte {
	_, packed, _ := bytes.Cut(payload, []byte{0})
	r, err := zlib.NewReader(bytes.NewReader(packed[min(1, len(packed)):])) // behind the way in which it is packed: there is one
	if err != nil {
		return nil
	}
	src, err := io.ReadAll(io.LimitReader(r, limit.FileBytes))
	profile := plainProfile(src)
	if err != nil || profile == nil {
		return nil
	}
	b := bytes.NewBufferString("\x00\x00\x00\x00iCCP-\x00\x00")
	w := zlib.NewWriter(b)
	_, _ = w.Write(profile) // a buffer takes everything
	_ = w.Close()
	chunk := b.Bytes()
	binary.BigEndian.PutUint32(chunk, uint32(len(chunk)-8))
	return binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
}
