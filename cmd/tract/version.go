package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

const versionHelp = `usage: tract version

Print the program's version.
`

const versionHelpFR = `usage : tract version

Donne la version du programme.
`

func versionCommand(u *ui) *cobra.Command {
	return &cobra.Command{
		Use: "version", Args: noArguments, Annotations: help(versionHelp, versionHelpFR),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(u.stdout, "tract", version())
			return err
		},
	}
}

// tagged is the version of a release, which is written into the program as it is made
// (internal/release).
var tagged string

// version names the program's version: the tag or the commit that it was built
// from.
func version() string {
	if tagged != "" {
		return tagged
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && (v == "" || v == "(devel)") {
			return s.Value
		}
	}
	return v
}

// program identifies the program to what one run remembers for the next, and to
// the keys of outputs. It is empty where one program cannot be told from the next.
func program() string {
	return identity(version(), os.Executable)
}

// identity adds the compiler to a version, since much of a program is its library. To
// a version that many may have, that of a commit which was changed since, or may have
// been, or none, it adds what tells one executable from another.
func identity(version string, executable func() (string, error)) string {
	if strings.HasPrefix(version, "v") && !strings.HasSuffix(version, "+dirty") {
		return version + " " + runtime.Version()
	}
	name, err := executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	start := make([]byte, 64<<10)
	n, err := io.ReadFull(f, start)
	if id, ok := buildID(start[:n]); ok {
		return version + " " + id
	}
	sum := sha256.New()
	sum.Write(start[:n])
	if _, copyErr := io.Copy(sum, f); copyErr != nil || n == 0 && err != io.EOF {
		return ""
	}
	return version + " " + hex.EncodeToString(sum.Sum(nil))
}

// buildID finds the id that the Go linker writes near the start of an executable:
// a digest of all that it is made of. Reading it takes no time, where the digest of
// the file would take a fifth of a small build. Linux and its kin have it in a note
// (four-byte lengths of name and content, a type, both), the others in text.
func buildID(start []byte) (string, bool) {
	const name = "\x04\x00\x00\x00Go\x00\x00" // of the type that holds the id
	if i := bytes.Index(start, []byte(name)); i >= 4 {
		id := start[i+len(name):]
		if size := binary.LittleEndian.Uint32(start[i-4:]); size > 0 && uint64(size) <= uint64(len(id)) {
			return string(id[:size]), true
		}
	}
	_, rest, ok := bytes.Cut(start, []byte("\xff Go build ID: \""))
	id, _, end := bytes.Cut(rest, []byte("\"\n \xff"))
	return string(id), ok && end && len(id) > 0
}
