package review

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"tract/internal/config"
	"tract/internal/diag"
)

// BaselineFile is where a site's baseline stands, beside content/.
const BaselineFile = "check-baseline.txt"

// preamble says what the file is, to whoever meets it in a proposal.
const preamble = `# Ce que « tract check » a trouvé et ne montre plus, une ligne par constat : fichier, règle, empreinte des mots.
# Retirez la ligne de ce qui est réglé, ou écrivez le fichier de nouveau : tract check --write-baseline
# What “tract check” has found and no longer shows, a line each: file, rule, fingerprint of the words.
# Take out the line of what is mended, or write the file again: tract check --write-baseline
`

// Baseline is what a site knows of and does not want to be told: findings by their
// file, their rule and the words at fault, so that lines may move. Only what is a
// rule of [config.Rules] can be in it.
type Baseline struct {
	entries []entry
}

type entry struct {
	file, code, words string
	line              int
}

// ParseBaseline reads [BaselineFile].
func ParseBaseline(src []byte) (*Baseline, diag.List) {
	var list diag.List
	b := &Baseline{}
	number := 0
	for line := range strings.Lines(string(src)) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Fields(line)
		if len(fields) < 3 || !config.IsRule(fields[len(fields)-2]) {
			list.Warnf(diag.Position{File: BaselineFile, Line: number, Column: 1}, "review.baseline-line").WithHint("hint.review.baseline-line")
			continue
		}
		n := len(fields)
		b.entries = append(b.entries, entry{strings.Join(fields[:n-2], " "), fields[n-2], fields[n-1], number})
	}
	return b, list
}

// Hide gives a list without what the baseline knows, and how much that is. What the
// baseline has in vain is told, unless that rule was not looked for in that file.
func (b *Baseline) Hide(list diag.List, source fs.FS, unseen func(file, code string) bool) (rest diag.List, known int) {
	left := map[entry][]int{} // the lines of each entry
	for _, e := range b.entries {
		at := e.line
		e.line = 0
		left[e] = append(left[e], at)
	}
	for _, d := range list.Sorted() {
		if !config.IsRule(d.Message.Code) {
			rest = append(rest, d)
			continue
		}
		e := entry{d.File, d.Message.Code, fingerprint(&d, source), 0}
		if len(left[e]) == 0 {
			rest = append(rest, d)
			continue
		}
		left[e] = left[e][1:]
		known += 1 + d.More
	}
	if rest.HasErrors() {
		return rest, known // what follows from them may only be unread
	}
	for e, lines := range left {
		for _, line := range lines {
			if !unseen(e.file, e.code) {
				rest.Advisef(diag.Position{File: BaselineFile, Line: line, Column: 1}, "review.baseline-stale", e.code, e.file).WithHint("hint.review.baseline-stale")
			}
		}
	}
	return rest.Sorted(), known
}

// WriteBaseline gives a [BaselineFile] that knows what a list says of the rules, and how
// much that is. Of the last one it has what was not looked for this time.
func WriteBaseline(list diag.List, source fs.FS, last *Baseline, unseen func(file, code string) bool) (src []byte, n int) {
	var lines []string
	for _, e := range last.entries {
		if unseen(e.file, e.code) {
			lines = append(lines, fmt.Sprintf("%s %s %s\n", e.file, e.code, e.words))
			n++
		}
	}
	for _, d := range list.Sorted() {
		if config.IsRule(d.Message.Code) {
			lines = append(lines, fmt.Sprintf("%s %s %s\n", d.File, d.Message.Code, fingerprint(&d, source)))
			n += 1 + d.More
		}
	}
	slices.Sort(lines)
	return []byte(preamble + strings.Join(lines, "")), n
}

// fingerprint is of the words that a finding is about: of the line that it points at
// where it names none. Of those that are only counted there are no words, but their
// number, so that another one is told.
func fingerprint(d *diag.Diagnostic, source fs.FS) string {
	var about []string
	for _, a := range d.Message.Args {
		switch a := a.(type) {
		case string:
			about = append(about, words(a))
		case diag.Language:
			about = append(about, a.Code)
		}
	}
	if len(about) == 0 && d.Line > 0 {
		if src, err := fs.ReadFile(source, d.File); err == nil {
			if lines := bytes.Split(src, []byte("\n")); d.Line <= len(lines) {
				about = append(about, words(string(lines[d.Line-1])))
			}
		}
	}
	if d.More > 0 {
		about = append(about, fmt.Sprintf("+%d", d.More))
	}
	sum := sha256.Sum256([]byte(strings.Join(about, "\n")))
	return hex.EncodeToString(sum[:6])
}
