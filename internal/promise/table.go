package promise

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// result is what the table says of a test.
type result struct {
	Package string // its folder
	Tried   int    // cases in each run
	Whole   int    // cases with -whole, where they are more
}

const (
	begin = "<!-- promises: make promises writes this table -->\n"
	end   = "<!-- end of promises -->\n"
)

var (
	testName = regexp.MustCompile(`^Test([XPDRSC][0-9]+)[A-Z]`)
	line     = regexp.MustCompile("(?m)^\\|[^|]*\\|[^|]*\\| `(Test[A-Za-z0-9]+)` in `([a-z/]+)` \\| ([0-9,]*) \\| ([0-9,]*) \\| 0 \\|$")
)

// split gives what stands before the table, the table and what stands after.
func split(text string) (before, table, after string, err error) {
	before, rest, ok := strings.Cut(text, begin)
	table, after, ends := strings.Cut(rest, end)
	if !ok || !ends {
		return "", "", "", fmt.Errorf("SECURITY.md has no place for the table, between %q and %q", begin, end)
	}
	return before, table, after, nil
}

// parse reads the table: what it says of each test, by its name.
func parse(text string) (map[string]result, error) {
	_, table, _, err := split(text)
	if err != nil {
		return nil, err
	}
	results := map[string]result{}
	for _, m := range line.FindAllStringSubmatch(table, -1) {
		results[m[1]] = result{Package: m[2], Tried: number(m[3]), Whole: number(m[4])}
	}
	return results, nil
}

// replace writes the table anew.
func replace(text string, results map[string]result) (string, error) {
	before, _, after, err := split(text)
	if err != nil {
		return "", err
	}
	return before + begin + format(results) + end + after, nil
}

// format writes the table: a line a test, a row without one in a line of its own.
func format(results map[string]result) string {
	var b strings.Builder
	b.WriteString("| | what is promised | held by | cases in each run | in `make promises`, where more | failed |\n|---|---|---|--:|--:|--:|\n")
	for _, row := range Rows {
		var tests []string
		for _, test := range slices.SortedFunc(maps.Keys(results), cmp.Compare[string]) {
			if m := testName.FindStringSubmatch(test); m != nil && m[1] == row.ID {
				tests = append(tests, test)
			}
		}
		id, promise := row.ID, row.Promise
		for _, test := range tests {
			r := results[test]
			fmt.Fprintf(&b, "| %s | %s | `%s` in `%s` | %s | %s | 0 |\n", id, promise, test, r.Package, written(r.Tried), written(r.Whole))
			id, promise = "", ""
		}
		if row.Not != "" || len(tests) == 0 {
			fmt.Fprintf(&b, "| %s | %s | %s | | | |\n", id, promise, cmp.Or(row.Not, "no test yet"))
		}
	}
	return b.String()
}

// written gives a number with commas; none for zero.
func written(n int) string {
	if n == 0 {
		return ""
	}
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// number reads what [written] wrote.
func number(s string) int {
	n, _ := strconv.Atoi(strings.ReplaceAll(s, ",", "")) // none is zero
	return n
}
