package main

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tassei/layouts"
)

// plantedLie is a fault put into a copy of what a site is made of: its words, its
// templates, or the outcome that it is made from.
type plantedLie struct {
	name, file, old, new string            // of the layouts
	town                 func(*randomTown) // what the site is made from instead
}

var plantedLies = []plantedLie{
	{name: "fell said to have risen", file: "messages/en.toml", old: `fell = "It fell to {actual}."`, new: `fell = "It rose to {actual}."`},
	{name: "a floor said to be raised to", file: "messages/ja.toml", old: `floor = "{target}以上を保つのが目標でした。"`, new: `floor = "0から{target}に増やす計画でした。"`},
	{name: "a missed target said to be met", file: "messages/en.toml", old: `missed = "The target was not met."`, new: `missed = "The target was met."`},
	{name: "all of the change said of a part", file: "messages/ja.toml", old: `part = "計画した変化の途中"`, new: `part = "計画した変化を果たした"`},
	{name: "better said to be worse", file: "messages/en.toml", old: "[against]\nbetter = \"Better", new: "[against]\nbetter = \"Worse"},
	{name: "a reason that is not so", file: "messages/ja.toml", old: `no-baseline = "基準値がないため、比べられません。"`, new: `no-baseline = "目標値がないため、達成度は計算しません。"`},
	{name: "a sentence that nobody knows", file: "messages/en.toml", old: `was = "The result was {actual}."`, new: `was = "A splendid {actual}."`},
	{name: "every row in the highest band", file: "parts/list-row.html", old: `data-band="{{.Band.ID}}"`, new: `data-band="achieved"`},
	{name: "a count with a digit too many", file: "parts/tally.html", old: `class="tally-count">{{.Count}}`, new: `class="tally-count">1{{.Count}}`},
	{name: "points to beware of left out", file: "parts/flags.html", old: `{{range .}}<li`, new: `{{range .}}{{end}}{{range slice . 0 0}}<li`},
	{name: "100 for every rate", file: "pages/indicator.html", old: `class="score-figure"><b>{{.Shown}}`, new: `class="score-figure"><b>100`},
	{name: "the band of the year before", file: "pages/changes.html", old: `class="band-name">{{.BandAfter.Name}}`, new: `class="band-name">{{.BandBefore.Name}}`},
	{name: "met from 90 on", town: func(t *randomTown) { t.bound = "90" }},
	{name: "another rounding", town: func(t *randomTown) { t.rounding = "down" }},
	{name: "the other direction", town: func(t *randomTown) {
		for _, f := range t.facts {
			if f.form == wantValue && f.measured == "number" && f.direction == "increase" {
				f.direction = "decrease"
			}
		}
	}},
	{name: "the target of another", town: func(t *randomTown) {
		for _, f := range t.facts {
			if f.form == wantValue && f.target != "" {
				f.target = "7"
			}
		}
	}},
}

// TestPlantedLiesAreReadOnFinishedPages puts each lie back, builds a site with it,
// and finds it; without any the same town has none.
func TestPlantedLiesAreReadOnFinishedPages(t *testing.T) {
	draw := func() *randomTown {
		town := newRandomTown(rand.New(rand.NewPCG(9, 9)), 4)
		town.rule, town.rounding, town.ownBands = "ratio", "half-up", false
		return town
	}
	if p := readTown(t, draw(), draw(), ""); len(p.lies) > 0 {
		t.Fatalf("without a lie: %s", p.lies[0])
	}
	for _, lie := range plantedLies {
		town, made, own := draw(), draw(), ""
		if lie.town != nil {
			lie.town(made)
		} else {
			own = lie.plant(t)
		}
		if p := readTown(t, town, made, own); len(p.lies) == 0 {
			t.Errorf("%s is not found", lie.name)
		}
	}
}

// plant writes the one changed file into a folder of layouts.
func (lie plantedLie) plant(t *testing.T) string {
	t.Helper()
	text, err := fs.ReadFile(layouts.FS, lie.file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(text), lie.old) != 1 {
		t.Fatalf("%s: %s has %q %d times, want once", lie.name, lie.file, lie.old, strings.Count(string(text), lie.old))
	}
	dir := t.TempDir()
	file := filepath.Join(dir, filepath.FromSlash(lie.file))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), lie.old, lie.new, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}
