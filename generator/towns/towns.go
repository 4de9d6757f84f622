// Package towns writes invented towns of any size in the data format, for
// tests and benchmarks: a plan, years of figures, actions, evidence, and
// comments in Japanese and English of the length that real ones have. Every
// printed achievement is right and every translation up to date, so that a
// town opens without a problem.
//
// Options says how large and which town. The same options give the same bytes
// everywhere. One initiative is in memory at a
// time, so that a town of any size takes little.
//
//	err := towns.Write(dir, towns.Options{Indicators: 300, Years: 2, Seed: 1, Comments: true})
//
// Files and Messages read what tests of several packages look at. Nothing but tests and benchmarks may import it.
package towns

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Options is the size of a town and which one it is.
type Options struct {
	Indicators int    // at least 1; ten of them make an initiative
	Years      int    // published years up to FY2024, 1 to 30
	Seed       uint64 // another seed gives other figures and words
	Comments   bool   // write the evaluation comments in both languages
	Tree       bool   // put two levels above the initiatives: ten make a policy, four policies a goal
}

// lastYear is the latest year of every town.
const lastYear = 2024

// perSheet is how many indicators an initiative has.
const perSheet = 10

// maxYears keeps to the eras that the periods are written in.
const maxYears = 30

// maxSheets keeps the order of folders and the time that tests take in bounds.
const maxSheets = 100_000

// Write writes a town into dir, which it makes where it is missing. It refuses
// a folder that holds anything, and options out of range; other errors are
// those of the disk, and leave what was written so far.
func Write(dir string, o Options) error {
	switch {
	case o.Indicators < 1 || o.Indicators > maxSheets*perSheet:
		return fmt.Errorf("towns: %d indicators: want 1 to %d", o.Indicators, maxSheets*perSheet)
	case o.Years < 1 || o.Years > maxYears:
		return fmt.Errorf("towns: %d years: want 1 to %d", o.Years, maxYears)
	}
	held, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(held) > 0 {
		return fmt.Errorf("towns: %s is not empty", dir)
	}
	w := &writer{root: dir, made: map[string]bool{}}
	t := town{Options: o, sheets: (o.Indicators + perSheet - 1) / perSheet}
	t.city(w)
	for i := range t.sheets {
		t.sheet(w, i)
	}
	return w.err
}

type town struct {
	Options
	sheets int
}

// years lists the fiscal years, the earliest first.
func (t *town) years() []int {
	years := make([]int, t.Years)
	for i := range years {
		years[i] = lastYear - t.Years + 1 + i
	}
	return years
}

// city writes all that belongs to no initiative.
func (t *town) city(w *writer) {
	w.file("data/city.toml", cityFile+t.levels(w))
	w.file("data/accessibility.toml", accessibilityFile)
	w.file("data/glossary.toml", glossaryFile)
	var b strings.Builder
	b.WriteString("# 担当課の一覧\n")
	// A section that nobody names would be reported, so only those in use.
	for i := range min(t.sheets, len(themes)) {
		fmt.Fprintf(&b, "\n[[section]]\nid   = %q\nname = %s\n", sectionID(i), themes[i].section)
	}
	w.file("data/sections.toml", b.String())
	for _, y := range t.years() {
		w.file(fmt.Sprintf("data/FY%d/year.toml", y), fmt.Sprintf(yearFile, y, y, y+1))
	}
	w.page("about", aboutPage)
}

// levels writes the nodes above the initiatives, and gives what the city says of
// their levels.
func (t *town) levels(w *writer) string {
	if !t.Tree {
		return ""
	}
	for i := 0; i < t.sheets; i += perPolicy * perGoal {
		goal := i/(perPolicy*perGoal) + 1
		w.file("data/plan/"+goalID(goal)+".toml", fmt.Sprintf("code  = \"%[1]d\"\nname  = {ja = \"基本目標%[1]d\", en = \"Goal %[1]d\"}\norder = %[1]d\n", goal))
	}
	for i := 0; i < t.sheets; i += perPolicy {
		policy := i/perPolicy + 1
		w.file("data/plan/"+policyID(policy)+".toml", fmt.Sprintf("code   = \"%[1]d\"\nname   = {ja = \"政策%[1]d\", en = \"Policy %[1]d\"}\norder  = %[1]d\nparent = %[2]q\n", policy, goalID((policy-1)/perGoal+1)))
	}
	var b strings.Builder
	for _, l := range [][3]string{{"goal", "基本目標", "Goal"}, {"policy", "政策", "Policy"}, {"measure", "施策", "Measure"}} {
		fmt.Fprintf(&b, "\n[[level]]\nid   = %q\nname = {ja = %q, en = %q}\n", l[0], l[1], l[2])
	}
	return b.String()
}

// How many initiatives make a policy, and how many policies a goal.
const (
	perPolicy = 10
	perGoal   = 4
)

func goalID(n int) string   { return fmt.Sprintf("goal-%d", n) }
func policyID(n int) string { return fmt.Sprintf("policy-%d", n) }

func sectionID(theme int) string { return fmt.Sprintf("ka-%02d", theme%len(themes)+1) }

// writer writes files below one folder and keeps the first error.
type writer struct {
	root string
	made map[string]bool // folders; cleared for each initiative's own
	err  error
}

func (w *writer) file(path, content string) {
	if w.err != nil {
		return
	}
	name := filepath.Join(w.root, filepath.FromSlash(path))
	if dir := filepath.Dir(name); !w.made[dir] {
		if w.err = os.MkdirAll(dir, 0o777); w.err != nil {
			return
		}
		// Comments have a folder for each initiative and year: forgetting the
		// old ones now and then keeps the map small.
		if len(w.made) > 1000 {
			clear(w.made)
		}
		w.made[dir] = true
	}
	w.err = os.WriteFile(name, []byte(content), 0o666)
}

// page writes a standing page in both languages.
func (w *writer) page(name string, p prose) {
	w.file("content/pages/ja/"+name+".md", p.ja)
	w.file("content/pages/en/"+name+".md", strings.Replace(p.en, "DIGEST", digest(p.ja), 1))
}
