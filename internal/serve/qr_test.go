package serve

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestQR has a reader of its own look at a code, drawn as a terminal draws it:
// characters twice as high as wide, in the colours that it is told or in its own.
func TestQR(t *testing.T) {
	const address = "http://192.168.1.23:1313/?k=abcdefghijklmnopqrstuv"
	black, white := color.Gray{0}, color.Gray{255}
	for name, c := range map[string]struct {
		colour      bool
		front, back color.Gray
	}{
		"colours": {true, black, white},                        // set by the code
		"plain":   {false, color.Gray{0xcc}, color.Gray{0x18}}, // as dark terminals have them
	} {
		t.Run(name, func(t *testing.T) {
			code, err := QR(address, c.colour)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(code, "\x1b") != c.colour {
				t.Errorf("%.40q", code)
			}
			file := filepath.Join(t.TempDir(), "code.png")
			draw(t, file, code, c.front, c.back)
			reader, err := exec.LookPath("zbarimg")
			if err != nil {
				t.Fatal("zbarimg is missing; its package is called zbar-tools")
			}
			read, err := exec.Command(reader, "--quiet", "--raw", "--nodbus", file).Output()
			if got := strings.TrimSpace(string(read)); err != nil || got != address {
				t.Errorf("reads %q: %v", got, err)
			}
		})
	}
	if _, err := QR(strings.Repeat("x", 5000), true); err == nil {
		t.Error("a text without end has a code")
	}
}

// draw writes a picture of the lines, half a character as a square.
func draw(t *testing.T, file, code string, front, back color.Gray) {
	t.Helper()
	code = strings.NewReplacer("\x1b[38;5;16;48;5;231m", "", "\x1b[0m", "").Replace(code)
	lines := strings.Split(strings.TrimSuffix(code, "\n"), "\n")
	const side = 8
	width := utf8.RuneCountInString(lines[0])
	picture := image.NewGray(image.Rect(0, 0, width*side, 2*len(lines)*side))
	for y, line := range lines {
		if n := utf8.RuneCountInString(line); n != width {
			t.Errorf("line %d has %d characters, the first %d", y, n, width)
		}
		x := 0
		for _, r := range line {
			for half, filled := range []string{"▀█", "▄█"} {
				shade := back
				if strings.ContainsRune(filled, r) {
					shade = front
				}
				for i := range side * side {
					picture.SetGray(x*side+i%side, (2*y+half)*side+i/side, shade)
				}
			}
			x++
		}
	}
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, picture); err != nil {
		t.Fatal(err)
	}
}
