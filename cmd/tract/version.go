package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
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

// version names the program's version: the tag or the commit that it was built
// from.
func version() string {
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

// identity adds the digest of the executable to a version that many programs may
// have: that of a commit which was changed since, or may have been, or none.
func identity(version string, executable func() (string, error)) string {
	if strings.HasPrefix(version, "v") && !strings.HasSuffix(version, "+dirty") {
		return version
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
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return ""
	}
	return version + " " + hex.EncodeToString(sum.Sum(nil))
}
