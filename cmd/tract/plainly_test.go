package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"tract/internal/promise"
)

// commanding are texts that a terminal, or a machine that runs workflows, may obey.
var commanding = []string{
	"::error::x", "::add-mask::x", "::stop-commands::x", "::set-output name=a::b", " ::warning::x", "\t::notice::x", "::", ":::", "\n::error::x", "\r::error::x", "\r\n::error::x", "a\n  ::error::x", "\u0085::error::x", "\u2028::error::x", "\v::error::x", "\u00a0::error::x", "\u3000 ::error::x", "\u202f\u2003::error::x", "\u00ad::error::x", ":\u00ad:error::x", "\u200d::error::x",
	"##[error]x", "##[stop-commands]x", "a ##[add-matcher]x", "###[group]", "##[add-path]/tmp\n", "%0A::error::x", "%0D%0A", "a,line=9", "a:b", "x::y,z=1::",
	"\x1b[31mx", "\x1b]0;title\x07", "\x1b[2J", "\x1b[1A\x1b[2K", "\x1bc", "\x1b]8;;https://evil.example\x1b\\x\x1b]8;;\x1b\\", "\x1b[6n", "\x1bP$q\x1b\\", "\u009b31m", "\u009d0;x\u009c", "\x07", "\b\b\bx", "\x00", "\x7f", "\x0e", "\x9b31m", "\xff\xfe", "\x1b",
	"\u202efdp.exe", "\u2066x", "\u2069", "\u202a", "\u200bx", "\ufeffx", "\U000e0041x", "section_start:1:a\r\x1b[0K", "a\rb", "$(id)", "`id`", "]]>", "--source", "-h", "x\ny: z",
}

// TestX20Commands says what is wrong with such names, texts and arguments by each command
// and in each format, on the terminal of the preview and in its browser. Of what was
// written nothing is a command.
func TestX20Commands(t *testing.T) {
	dir := t.TempDir()
	source := filepath.Join(dir, "site")
	write := func(name, text string) bool {
		p := filepath.Join(source, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			return false
		}
		return os.WriteFile(p, []byte(text), 0o644) == nil
	}
	write("content/site.yaml", "title: x\nlanguages: [fr, en]\n")
	write("content/pages/sound.fr.md", "---\ntitle: Un\n---\nDeux.\n")
	named := 0
	for i, c := range commanding {
		name := strings.ReplaceAll(c, "/", "-")
		for _, file := range []string{"content/pages/%s.fr.md", "content/images/%s.png", "content/data/%s.yaml", "assets/static/%s.txt", "layouts/%s.html"} {
			if write(fmt.Sprintf(file, name), "---\ntitle: x\n---\n"+c+"\n") {
				named++
			}
		}
		write(fmt.Sprintf("content/guides/t%d.fr.md", i), fmt.Sprintf("---\ntitle: %s\n%s: %s\nminutes: %q\nsources: [{title: x, url: %q}]\n---\n[%s](foo:%s) ![x](%s)\n\n<b>%s\n", c, c, c, c, c, c, c, c, c))
	}
	if named < 50 {
		t.Fatalf("only %d of the names can be written here", named)
	}
	runs := [][]string{
		{"build", "--output", filepath.Join(dir, "out")},
		{"check"},
		{"check", "--format", "json"},
		{"check", "--format", "github"},
		{"check", "--strict", "--ui", "fr"},
		{"status"},
		{"status", "--format", "json"},
		{"status", "--format", "markdown"},
		{"sync", "guide:t1"},
	}
	for i := range runs {
		runs[i] = append(runs[i], "--source", source)
	}
	runs = append(runs, []string{"import", source, filepath.Join(dir, "imported")})
	for _, c := range commanding {
		runs = append(runs, []string{"new", c, "x", "--source", source}, []string{"new", "guide", c, "--source", source}, []string{"init", filepath.Join(dir, "a\x00"), "--name", c}, []string{"check", "--source", c},
			[]string{c}, []string{"check", "--format", c}, []string{"check", "--" + c}, []string{"schema", c}, []string{"sync", c, "--source", source})
	}
	tried := 0
	for _, args := range runs {
		var stdout, stderr bytes.Buffer
		run(t.Context(), args, func(string) string { return "" }, &stdout, &stderr)
		tried++
		if strings.Contains(strings.Join(args, " "), "--format github") {
			annotates(t, args, stdout.String())
		} else {
			commandsNothing(t, args, stdout.String())
		}
		commandsNothing(t, args, stderr.String())
		if stdout.Len()+stderr.Len() == 0 {
			t.Errorf("%q says nothing", args)
		}
	}
	s := &served{T: t, dir: source}
	s.start("127.0.0.1:0")
	s.wait("what is wrong", func() bool { return strings.Contains(s.stdout.String()+s.stderr.String(), " errors") })
	commandsNothing(t, []string{"serve"}, s.stdout.String())
	commandsNothing(t, []string{"serve"}, s.stderr.String())
	_, overlay := s.get("/_tract/problems")
	var shown struct{ Problems []map[string]any }
	if err := json.Unmarshal([]byte(overlay), &shown); err != nil || len(shown.Problems) < named {
		t.Errorf("%d problems are shown in the browser (%v)", len(shown.Problems), err)
	}
	for _, p := range shown.Problems {
		for _, text := range p {
			if text, ok := text.(string); ok && strings.ContainsFunc(text, steers) {
				t.Errorf("the browser is shown %q", text)
			}
		}
	}
	tried += 2
	promise.Held(t, tried)
}

// commandsNothing reads what was written as terminals do, and as the runners of workflows:
// past spaces, and past signs that count for nothing.
func commandsNothing(t *testing.T, args []string, said string) {
	t.Helper()
	for line := range strings.Lines(said) {
		seen := strings.Map(func(r rune) rune {
			if unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me) {
				return -1
			}
			return r
		}, line)
		if strings.HasPrefix(strings.TrimLeftFunc(seen, unicode.IsSpace), "::") || strings.Contains(seen, "##[") || strings.ContainsFunc(strings.TrimSuffix(line, "\n"), steers) {
			t.Errorf("%q writes %q", args, line)
		}
	}
}

// annotates holds what is written for GitHub to one whole command a line.
func annotates(t *testing.T, args []string, said string) {
	t.Helper()
	for line := range strings.Lines(said) {
		if !strings.HasPrefix(line, "::error file=") && !strings.HasPrefix(line, "::warning file=") && !strings.HasPrefix(line, "::notice file=") || strings.Count(line, "::") < 2 || strings.Count(strings.SplitN(line, "::", 3)[1], ",title=") != 1 || strings.ContainsFunc(strings.TrimSuffix(line, "\n"), steers) {
			t.Errorf("%q writes %q", args, line)
		}
	}
}

// steers says whether a sign may steer a terminal, or turn text around.
func steers(r rune) bool {
	return unicode.IsControl(r) && r != '\t' || unicode.Is(unicode.Bidi_Control, r) && r != 0x200e && r != 0x200f && r != 0x061c || r == 0xfeff || r >= 0xe0000 && r < 0xe0080
}

// TestPlainly has texts written in one piece and sign by sign.
func TestPlainly(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "été\n\ta: b\n": "été\n\ta: b\n", "a::b\n": "a::b\n", "::a\n": ":\ufffd:a\n", "x\n \t::a": "x\n \t:\ufffd:a", ": :a": ": :a", ":": ":", "x\n:": "x\n:",
		"\u00a0\u3000::a": "\u00a0\u3000:\ufffd:a", "\u00ad:\u200d:a": "\u00ad:\u200d\ufffd:a", ": :\u00a0::": ": :\u00a0::", "##[a]": "##\ufffd[a]", "#\u00ad#[a]": "#\u00ad#\ufffd[a]", "# [a]": "# [a]", "#[a]": "#[a]", "## [a]": "## [a]", "\x1b[31m\r\n": "\ufffd[31m\ufffd\n", "👩\u200d🏭": "👩\u200d🏭", "a\xffb": "a\ufffdb", "a\u202eb": "a\ufffdb",
	} {
		var whole, pieces bytes.Buffer
		w, p := &plainly{out: &whole}, &plainly{out: &pieces}
		if n, err := w.Write([]byte(text)); n != len(text) || err != nil {
			t.Errorf("%q: %d, %v", text, n, err)
		}
		for i := range len(text) {
			if _, err := p.Write([]byte{text[i]}); err != nil {
				t.Error(err)
			}
		}
		if whole.String() != want || pieces.String() != want {
			t.Errorf("%q gives %q, and in pieces %q, want %q", text, whole.String(), pieces.String(), want)
		}
	}
}
