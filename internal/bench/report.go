package main

import (
	"fmt"
	"slices"
	"strings"
)

// What we want: as a share of the floor or of our own full build, or against Hugo.
const (
	goalFloor     = 1.25 // times the floor, for a full build
	goalHugo      = 2.4  // times as fast as Hugo, from 1,000 pairs on
	goalUnchanged = 0.10 // of a full build, at 5,000 pairs
	goalEdited    = 0.15
	goalHugoAgain = 20   // times as fast as Hugo with nothing changed
	goalPeak      = 300  // MiB at 5,000 pairs
	goalGrowth    = 1.3  // time a page at 50,000 pages, against 5,000
	goalLarge     = 1024 // MiB at 50,000 pages
)

// serverGoals are what we want of the development server at one size: milliseconds
// and MiB.
type serverGoals struct{ page, list, start, memory float64 }

func goalsAt(pairs int) serverGoals {
	switch {
	case pairs <= 100:
		return serverGoals{20, 20, 150, 50}
	case pairs <= 1000:
		return serverGoals{20, 40, 400, 100}
	}
	return serverGoals{40, 150, 1500, 400}
}

// judged is a goal in the words of the table, and whether it is met.
func judged(goal string, met bool) string {
	if met {
		return goal + ": met"
	}
	return goal + ": **missed**"
}

func report(m machine, results, growth []result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d × %s, %s, %s. Go %s, tract %s", m.date, m.cores, m.processor, m.system, m.files, m.goVersion, m.tract)
	if m.hugo != "" {
		fmt.Fprintf(&b, ", Hugo %s", m.hugo)
	}
	fmt.Fprintf(&b, ".\nMedians of %d builds and %d edits of each kind: the programs build in turn, and one server runs at a time. Ratios are medians pair by pair.\n", m.runs, m.edits)
	for _, note := range *m.notes {
		fmt.Fprintf(&b, "%s.\n", note)
	}
	reportFull(&b, results)
	reportAgain(&b, results)
	reportServer(&b, results)
	reportGrowth(&b, growth)
	return b.String()
}

// table writes a heading and the rows below it, each a list of cells.
func table(b *strings.Builder, title string, rows ...[]string) {
	fmt.Fprintf(b, "\n%s\n\n", title)
	for i, row := range rows {
		fmt.Fprintf(b, "| %s |\n", strings.Join(row, " | "))
		if i == 0 {
			fmt.Fprintf(b, "|%s\n", strings.Repeat("---|", len(row)))
		}
	}
}

func reportFull(b *strings.Builder, results []result) {
	rows := [][]string{{"pairs", "tract", "floor", "Hugo", "tract ÷ floor", "Hugo ÷ tract", "goals"}}
	for _, r := range results {
		tract, floor, hugo := r.full[tractName], r.full[floorName], r.full[hugoName]
		toFloor, toHugo := ratio(tract, floor), ratio(hugo, tract)
		goals := []string{judged("≤ 1.25 × floor", toFloor <= goalFloor)}
		if r.pairs >= 1000 && hugo != nil {
			goals = append(goals, judged("≥ 2.4 × faster than Hugo", toHugo >= goalHugo))
		}
		if r.pairs >= 5000 {
			goals = append(goals, judged("≤ 300 MiB", medianOf(tract, peak) <= goalPeak))
		}
		rows = append(rows, []string{
			thousands(r.pairs), usageCell(tract), usageCell(floor), usageCell(hugo),
			times(toFloor), times(toHugo), strings.Join(goals, "; "),
		})
	}
	table(b, "Full build into a new folder: wall seconds (CPU seconds, peak MiB).", rows...)
}

func reportAgain(b *strings.Builder, results []result) {
	rows := [][]string{{"pairs", "", "tract", "of its full build", "Hugo", "Hugo ÷ tract", "goals"}}
	for _, r := range results {
		for _, what := range []string{againUnchanged, againBody, againTitle} {
			tract, hugo := r.again[what][tractName], r.again[what][hugoName]
			share := medianOf(tract, wallOf) / medianOf(r.full[tractName], wallOf)
			toHugo := ratio(hugo, tract)
			var goals []string
			switch {
			case r.pairs < 5000:
			case what != againUnchanged:
				goals = append(goals, judged("≤ 15 %", share <= goalEdited))
			default:
				goals = append(goals, judged("≤ 10 %", share <= goalUnchanged))
				if hugo != nil {
					goals = append(goals, judged("≥ 20 × faster than Hugo", toHugo >= goalHugoAgain))
				}
			}
			rows = append(rows, []string{
				thousands(r.pairs), what, usageCell(tract), fmt.Sprintf("%.0f %%", 100*share), usageCell(hugo),
				times(toHugo), strings.Join(goals, "; "),
			})
		}
	}
	table(b, "Second build into the same folder: wall seconds (CPU seconds, peak MiB).", rows...)
}

func reportServer(b *strings.Builder, results []result) {
	rows := [][]string{{"pairs", "", "tract", "floor", "Hugo", "goal"}}
	names := []string{tractName, floorName, hugoName}
	for _, r := range results {
		goals := goalsAt(r.pairs)
		for _, what := range savesMeasured {
			limit := goals.page
			if what == editList {
				limit = goals.list
			}
			row := []string{thousands(r.pairs), what}
			for _, name := range names {
				row = append(row, latencyCell(r.saves[what][name]))
			}
			served := medianOf(r.saves[what][tractName], func(l latency) float64 { return l.Served })
			rows = append(rows, append(row, serverGoal(limit, served, "ms", what != editStyle)))
		}
		row := []string{thousands(r.pairs), "start to first page"}
		for _, name := range names {
			row = append(row, number(median(r.starts[name])))
		}
		rows = append(rows, append(row, serverGoal(goals.start, median(r.starts[tractName]), "ms", true)))
		row = []string{thousands(r.pairs), fmt.Sprintf("MiB after %d edits (most)", r.held[floorName].Edits)}
		for _, name := range names {
			row = append(row, heldCell(r.held[name]))
		}
		rows = append(rows, append(row, serverGoal(goals.memory, r.held[tractName].Now, "MiB", true)))
	}
	table(b, "Development server: milliseconds from the save to the new text served (to browsers told).", rows...)
}

// serverGoal judges a figure; there may be no such goal, or no figure.
func serverGoal(limit, value float64, unit string, goal bool) string {
	switch {
	case !goal:
		return ""
	case value == 0:
		return fmt.Sprintf("≤ %s %s", thousands(int(limit)), unit)
	}
	return judged(fmt.Sprintf("≤ %s %s", thousands(int(limit)), unit), value <= limit)
}

func reportGrowth(b *strings.Builder, growth []result) {
	if len(growth) == 0 {
		return
	}
	rows := [][]string{{"pages", "tract", "floor", "tract, µs a page", "goals"}}
	var first float64
	for i, r := range growth {
		tract := r.full[tractName]
		page := 1e6 * medianOf(tract, wallOf) / float64(2*r.pairs)
		var goals []string
		if i == 0 {
			first = page
		} else {
			goals = append(goals, judged(fmt.Sprintf("≤ 1.3 × the first (%s)", times(page/first)), page <= goalGrowth*first),
				judged("≤ 1 GiB", medianOf(tract, peak) <= goalLarge))
		}
		rows = append(rows, []string{thousands(2 * r.pairs), usageCell(tract), usageCell(r.full[floorName]), number(page), strings.Join(goals, "; ")})
	}
	table(b, "Growth: full builds, wall seconds (CPU seconds, peak MiB).", rows...)
}

func usageCell(runs []usage) string {
	if len(runs) == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f (%.2f, %.0f)", medianOf(runs, wallOf), medianOf(runs, cpuOf), medianOf(runs, peak))
}

func latencyCell(all []latency) string {
	if len(all) == 0 {
		return ""
	}
	cell := number(medianOf(all, func(l latency) float64 { return l.Served }))
	if told := medianOf(all, func(l latency) float64 { return l.Told }); told > 0 {
		cell += " (" + number(told) + ")"
	}
	return cell
}

func heldCell(h held) string {
	if h.Edits == 0 {
		return ""
	}
	return fmt.Sprintf("%.0f (%.0f)", h.Now, h.Most)
}

// times writes a ratio, or nothing where there is none.
func times(ratio float64) string {
	switch {
	case ratio == 0:
		return ""
	case ratio < 10:
		return fmt.Sprintf("%.2f", ratio)
	}
	return fmt.Sprintf("%.0f", ratio)
}

// number writes a figure with as many digits as it is worth.
func number(value float64) string {
	switch {
	case value == 0:
		return ""
	case value < 10:
		return fmt.Sprintf("%.1f", value)
	}
	return thousands(int(value + 0.5))
}

// thousands writes a number with commas.
func thousands(n int) string {
	digits := fmt.Sprint(n)
	var groups []string
	for len(digits) > 3 {
		groups = append(groups, digits[len(digits)-3:])
		digits = digits[:len(digits)-3]
	}
	groups = append(groups, digits)
	slices.Reverse(groups)
	return strings.Join(groups, ",")
}
