package main

import (
	"io/fs"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/must"
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
	{name: "points to beware of left out", file: "parts/flags.html", old: `</span> {{.Name}}</span>`, new: `</span></span>`},
	{name: "another rate in the frame for other sites", file: "pages/embed.html", old: `{{if .Shown}}<b>{{.Shown}}`, new: `{{if .Shown}}<b>1{{.Shown}}`},
	{name: "another sentence on paper", file: "pages/sheet.html", old: `<p class="finding">{{.Finding.Plan}}`, new: `<p class="finding">0から1に増やす計画でした。`},
	{name: "100 for every rate", file: "pages/indicator.html", old: `class="score-figure"><b>{{.Shown}}`, new: `class="score-figure"><b>100`},
	{name: "the band of the year before", file: "pages/changes.html", old: `class="band-name">{{.BandAfter.Name}}`, new: `class="band-name">{{.BandBefore.Name}}`},
	{name: "a forecast given for an actual", file: "messages/en.toml", old: `forecast_note = "not an actual"`, new: `forecast_note = "the actual of the year"`},
	{name: "at most said to be at least", file: "messages/ja.toml", old: `up_to = "{to}以下"`, new: `up_to = "{to}以上"`},
	{name: "not to get worse said to raise", file: "messages/en.toml", old: `aim_hold_from = "The plan was not to let {it} get worse than {baseline}."`, new: `aim_hold_from = "The plan was to raise {it} from {baseline}."`},
	{name: "a printed rate said to agree", file: "messages/en.toml", old: `differs = "Differs"`, new: `differs = "Agrees"`},
	{name: "a printed rate with a digit too many", file: "parts/arithmetic.html", old: `{{else}}{{.Published}}{{end}}`, new: `{{else}}1{{.Published}}{{end}}`},
	{name: "a grader's grade given for the city's", file: "parts/score-grades.html", old: `<p class="score-grade">{{template "parts/phrase.html" .Grader}} <b>`, new: `<p class="score-grade">{{t "indicator.grade"}} <b>`},
	{name: "another grade of an action", town: func(t *randomTown) {
		for _, f := range t.facts {
			for i := range f.deeds {
				f.deeds[i].grade = "b"
			}
		}
	}},
	{name: "the figure of this year given for the one before", file: "pages/changes.html", old: `{{if .Before.Text}}{{template "parts/phrase.html" .Before}} <span aria-hidden="true">→`, new: `{{if .Before.Text}}{{template "parts/phrase.html" .After}} <span aria-hidden="true">→`},
	{name: "what became another indicator said to have ended", file: "messages/en.toml", old: `another = "Another indicator from {year} on."`, new: `another = "Not among the indicators of {year}."`},
	{name: "another number put in", file: "parts/arithmetic.html", old: `<td class="sum">{{.Sum}}</td>`, new: `<td class="sum">1{{.Sum}}</td>`},
	{name: "why a part has no value", town: func(t *randomTown) {
		for _, f := range t.facts {
			for _, p := range f.parts {
				if p.absent != "" {
					p.absent = "not-stated"
				}
			}
		}
	}},
	{name: "a provisional reading given for a final one", file: "parts/readings.html", old: `{{if .Provisional}} <small class="mark-note">{{t "flag.provisional"}}</small>{{end}}`, new: ``},
	{name: "a correction that gives for right what was wrong", file: "parts/corrections.html", old: `{{template "parts/phrase.html" .Now}}`, new: `{{template "parts/phrase.html" .Was}}`},
	{name: "withheld said not to be measured", town: func(t *randomTown) {
		for _, f := range t.facts {
			if f.absent == "withheld" {
				f.absent = "not-measured"
			}
		}
	}},
	{name: "another unit", town: func(t *randomTown) {
		for _, f := range t.facts {
			if f.unit == 1 {
				f.unit = 2
			}
		}
	}},
	{name: "the city's own rule passed over", town: func(t *randomTown) {
		for _, f := range t.facts {
			f.rule = ""
		}
	}},
	{name: "the actuals of two parts changed about", town: func(t *randomTown) {
		for _, f := range t.facts {
			if f.form == wantParts {
				f.parts[0].actual, f.parts[1].actual = f.parts[1].actual, f.parts[0].actual
			}
		}
	}},
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
			if f.form == wantValue && f.target != "" && f.plan == nil {
				f.target = "7"
			}
		}
	}},
}

// TestPlantedLiesAreReadOnFinishedPages puts each lie back, builds a site with it,
// and finds it; without any the same town has none.
func TestPlantedLiesAreReadOnFinishedPages(t *testing.T) {
	seed := uint64(9)
	draw := func(printing bool) *randomTown {
		town := newRandomTown(rand.New(rand.NewPCG(9, seed)), 3)
		town.rule, town.rounding, town.own, town.printing = "ratio", "half-up", nil, printing
		town.grades = grades{gives: true, graders: 2, nodes: map[string]award{}}
		town.award(rand.New(rand.NewPCG(9, seed)))
		town.correct(rand.New(rand.NewPCG(9, seed)), town.years[0])
		town.sealed = 0
		for n, f := range town.facts {
			town.prints(rand.New(rand.NewPCG(9, uint64(n))), f)
		}
		return town
	}
	for !everyForm(draw(false)) { // the first town that has them all
		seed++
	}
	if p := readTown(t, draw(true), draw(true), ""); len(p.lies) > 0 {
		t.Fatalf("without a lie: %s", p.lies[0])
	}
	for _, lie := range plantedLies {
		printing := lie.town == nil // other figures would not give the printed rates, and no site
		town, made, own := draw(printing), draw(printing), ""
		if lie.town != nil {
			lie.town(made)
		} else {
			own = lie.plant(t)
		}
		town.files = lie.file == "pages/embed.html"
		made.files = town.files
		if p := readTown(t, town, made, own); len(p.lies) == 0 {
			t.Errorf("%s is not found", lie.name)
		}
	}
}

// everyForm reports whether a town has something of all that the lies are about.
func everyForm(t *randomTown) bool {
	has := map[string]bool{}
	for _, f := range t.facts {
		has["forecast"] = has["forecast"] || f.forecast != ""
		has["withheld"] = has["withheld"] || f.absent == "withheld" && !f.stated()
		has["at most"] = has["at most"] || f.form == wantRange && f.target == ""
		has["no worse"] = has["no worse"] || f.form == wantKeep && f.direction != "maintain" && f.baseline != ""
		tr := t.truthOf(f)
		has["own rule"] = has["own rule"] || f.rule == "topped" && f.form == wantValue && f.direction == "increase" && tr.rate != nil && rat(f.actual).Cmp(rat(f.target)) > 0
		has["ninety"] = has["ninety"] || tr.band == "nearly" && f.form == wantValue && tr.rate != nil && tr.rate.Cmp(big.NewRat(90, 1)) >= 0
		has["floor"] = has["floor"] || f.form == wantValue && f.direction == "increase" && !f.unjudged && !f.planned && f.before == nil &&
			rat(f.baseline) != nil && rat(f.baseline).Cmp(rat(f.target)) > 0 && tr.rate != nil
		for _, w := range f.readings {
			has["reading"] = has["reading"] || w.provisional
		}
		for _, p := range f.parts {
			has["lacking"] = has["lacking"] || p.absent != "" && p.absent != "not-stated"
		}
		has["share"] = has["share"] || tr.share != nil && tr.share.Sign() > 0 && tr.share.Cmp(full) < 0 && !f.otherwise && !f.provisional && tr.rate != nil
		has["replaced"] = has["replaced"] || f.replaced
		has["parts"] = has["parts"] || f.form == wantParts && !f.awaited() && !f.aimless()
	}
	return has["forecast"] && has["withheld"] && has["floor"] && has["ninety"] && has["at most"] && has["no worse"] && has["own rule"] && has["parts"] && has["replaced"] && has["share"] && has["lacking"] && has["reading"]
}

// plant writes the one changed file into a folder of layouts.
func (lie plantedLie) plant(t *testing.T) string {
	t.Helper()
	text, err := fs.ReadFile(layouts.FS, lie.file)
	must.Succeed(t, err)
	if strings.Count(string(text), lie.old) != 1 {
		t.Fatalf("%s: %s has %q %d times, want once", lie.name, lie.file, lie.old, strings.Count(string(text), lie.old))
	}
	dir := t.TempDir()
	file := filepath.Join(dir, filepath.FromSlash(lie.file))
	must.Succeed(t, os.MkdirAll(filepath.Dir(file), 0o755))
	must.Succeed(t, os.WriteFile(file, []byte(strings.Replace(string(text), lie.old, lie.new, 1)), 0o644))
	return dir
}
