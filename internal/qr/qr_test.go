package qr

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadBack has codes of addresses short and long read.
func TestReadBack(t *testing.T) {
	for _, text := range []string{
		"https://example.org/",
		"https://sept-entrepots.github.io/sept-entrepots/fr/guides/tenir-un-piquet.html",
		"https://example.org/ar/" + strings.Repeat("%D8%AA", 60) + ".html",
	} {
		code, err := Of(text)
		if err != nil {
			t.Fatal(err)
		}
		const scale = 4
		side := (code.Size + 2*Quiet) * scale
		picture := image.NewGray(image.Rect(0, 0, side, side))
		for i := range picture.Pix {
			picture.Pix[i] = 255
		}
		code.Runs(func(x, y, length int) {
			for i := range length * scale * scale {
				picture.SetGray((x+Quiet)*scale+i%(length*scale), (y+Quiet)*scale+i/(length*scale), color.Gray{})
			}
		})
		if got := read(t, picture); got != text {
			t.Errorf("read %q, want %q", got, text)
		}
	}
	if _, err := Of(strings.Repeat("x", 5000)); err == nil {
		t.Error("a text without end has a code")
	}
}

// TestRuns compares the stretches with the modules, and the drawing with both.
func TestRuns(t *testing.T) {
	code, err := Of("tract")
	if err != nil {
		t.Fatal(err)
	}
	dark, runs := map[[2]int]bool{}, 0
	code.Runs(func(x, y, length int) {
		runs++
		for i := range length {
			dark[[2]int{x + i, y}] = true
		}
	})
	for y := range code.Size {
		for x := range code.Size {
			if dark[[2]int{x, y}] != code.Dark(x, y) {
				t.Errorf("module %d, %d", x, y)
			}
		}
	}
	svg := string(code.SVG())
	if strings.Count(svg[strings.Index(svg, "stroke"):], "h") != runs || !strings.HasPrefix(svg, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29"`) {
		t.Error(svg)
	}
}

func read(t *testing.T, picture image.Image) string {
	t.Helper()
	reader, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Fatal("zbarimg is missing; its package is called zbar-tools")
	}
	name := filepath.Join(t.TempDir(), "code.png")
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, picture); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(reader, "--quiet", "--raw", "--nodbus", name).Output()
	if err != nil {
		t.Fatalf("read the code: %v", err)
	}
	return strings.TrimSpace(string(out))
}
