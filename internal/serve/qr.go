package serve

import (
	"strings"

	"tract/internal/qr"
)

// QR draws a text as a QR code for a terminal, two modules to a character. With
// colour, it is black on white whatever the terminal's colours are. Without, light
// is what a character fills, as on the usual dark terminal.
func QR(text string, colour bool) (string, error) {
	code, err := qr.Of(text)
	if err != nil {
		return "", err
	}
	before, after, blocks := "", "", []string{" ", "▄", "▀", "█"}
	if colour { // of the 256, these two are no theme's to choose
		before, after = "\x1b[38;5;16;48;5;231m", "\x1b[0m"
	} else {
		blocks = []string{"█", "▀", "▄", " "}
	}
	var b strings.Builder
	for y := -qr.Quiet; y < code.Size+qr.Quiet; y += 2 {
		b.WriteString(before)
		for x := -qr.Quiet; x < code.Size+qr.Quiet; x++ {
			block := 0
			if code.Dark(x, y) {
				block += 2
			}
			if code.Dark(x, y+1) {
				block++
			}
			b.WriteString(blocks[block])
		}
		b.WriteString(after + "\n")
	}
	return b.String(), nil
}
