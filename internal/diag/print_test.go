package diag

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestPrintLeavesOutWhatIsMany has advice, and warnings of one kind and of one file, that
// would fill all that is shown: what is graver, rarer, or of another file is shown first.
func TestPrintLeavesOutWhatIsMany(t *testing.T) {
	var l List
	for i := range Most {
		at := Position{"a.md", i + 1, 1}
		l.Advisef(at, "review.abbreviation", "ABC")
		l.Warnf(at, "review.figures-differ", "12", "fr", "b.md:1")
		l.Warnf(at, "review.misleading-link", "un.example", "https://deux.example/")
	}
	l.Warnf(Position{"z.md", 1, 1}, "review.odd-host", "desjard1ns.com", "")
	l.Warnf(Position{"z.md", 2, 1}, "review.misleading-link", "desjardins.com", "https://evil.example/")
	l.Advisef(Position{"z.md", 3, 1}, "review.past-date", "2020-01-01")
	shown := l.Sorted().foremost()
	told, last := map[string]int{}, map[string]bool{}
	for _, d := range shown {
		told[d.Message.Code]++
		last[d.Message.Code] = last[d.Message.Code] || d.File == "z.md"
	}
	if len(shown) != Most || !last["review.odd-host"] || !last["review.misleading-link"] {
		t.Errorf("%d are shown, of z.md %v", len(shown), last)
	}
	if n := told["review.misleading-link"] - told["review.figures-differ"]; n < 0 || n > 1 || told["review.abbreviation"] != 0 {
		t.Errorf("of each kind are shown %v", told)
	}
	for i, d := range shown[1:] {
		if d.File < shown[i].File || d.File == shown[i].File && d.Line < shown[i].Line {
			t.Fatalf("%s stands behind %s", d.Position, shown[i].Position)
		}
	}
}

// TestMostIsDocumented finds in the documents how much is shown.
func TestMostIsDocumented(t *testing.T) {
	for file, in := range map[string]string{"check.md": " in all", "limits.md": " in all", "check.fr.md": " en tout", "limits.fr.md": " en tout"} {
		src, err := os.ReadFile("../../docs/" + file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(src), " "+strconv.Itoa(Most)+in) {
			t.Errorf("%s does not say that %d are shown", file, Most)
		}
	}
}
