package asset

import (
	"bytes"
	"path"
	"slices"
	"strings"
)

// secret says whether a file of that name is one that opens something: a private key, a
// store of passwords, the settings of a program that signs in somewhere. Where files are
// published it lies by mistake, and whoever put it there has to know.
func secret(name string) bool {
	lower := strings.ToLower(name)
	stem, _, _ := strings.Cut(strings.TrimPrefix(lower, "."), ".")
	switch {
	case strings.HasPrefix(lower, "id_"):
		_, picture := kindOf(name)
		return !picture && path.Ext(lower) != ".svg"
	case strings.HasPrefix(lower, "."):
		return slices.Contains([]string{"env", "netrc", "pgpass", "htpasswd", "npmrc", "pypirc", "git-credentials"}, stem)
	}
	return slices.Contains([]string{".pem", ".key", ".p12", ".pfx", ".p8", ".ppk", ".jks", ".keystore", ".kdbx"}, path.Ext(lower))
}

// holdsKey says whether a text has a private key in it, whatever its file is called.
func holdsKey(text []byte) bool {
	return bytes.Contains(text, []byte("PRIVATE KEY-----")) || bytes.Contains(text, []byte("PRIVATE KEY BLOCK-----"))
}
