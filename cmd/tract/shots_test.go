package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var shots = flag.String("shots", "", "a folder for pictures of every template, in all languages, widths and schemes")

// TestShots keeps pictures of a page of every template, to be looked at. «make shots»
// runs it.
func TestShots(t *testing.T) {
	if *shots == "" {
		t.Skip("it is no test without -shots")
	}
	g := openGallery(t)
	g.visit(t, g.exhibits, func(v *visitor, e exhibit) {
		v.show(e)
		for _, width := range []int64{360, 768, 1280} {
			v.Resize(width, 800)
			for _, dark := range []bool{false, true} {
				v.Dark(dark)
				name := strings.TrimSuffix(e.layout, ".html") + " " + strings.ReplaceAll(strings.TrimSuffix(e.path, ".html"), "/", " ")
				file := filepath.Join(*shots, fmt.Sprint(width), map[bool]string{false: "light", true: "dark"}[dark], name+".png")
				if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, v.Drawn(), 0o666)); err != nil {
					v.Fatal(err)
				}
			}
		}
		v.Complaints() // are judged elsewhere
	})
}
