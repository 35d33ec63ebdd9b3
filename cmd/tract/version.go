package main

import (
	"fmt"
	"runtime/debug"

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
