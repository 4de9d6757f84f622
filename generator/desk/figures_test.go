package desk

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/kpi"
	"tassei/generator/must"
	"tassei/generator/source"
)

// TestFormsOfTargets sends every form of a target out and takes it back: nothing
// is lost, and a change of it is written in its form.
func TestFormsOfTargets(t *testing.T) {
	for _, c := range []struct{ toml, cell, change, now string }{
		{`{above = 70}`, "70超", "71超", `{above = 71}`},
		{`{above = 70}`, "70超", "71", `71`},
		{`{above = 70}`, "70超", "over 72", `{above = 72}`},
		{`{below = 80}`, "80未満", "79未満", `{below = 79}`},
		{`72`, "72", "72を超える", `{above = 72}`},
		{`{aim = "lower", ja = "減らすことを目指す", en = "To be lowered"}`, "減らすことを目指す", "70", `70`},
		{`{aim = "raise"}`, "増加を目指す", "減少を目指す", `{aim = "lower"}`},
		{`{none = "not-set"}`, "設定されていない", "70", `70`},
	} {
		dir := town(t)
		inFile(t, dir, "data/FY2024/1-i.toml", "target    = 72\n", "target    = "+c.toml+"\n")
		src, _ := openTown(t, dir)
		data := exported(t, src, 2024, Workbook)
		if in := importAll(t, src, Undecided, File{"kpi.xlsx", data}); len(in.Edits)+len(in.Problems)+len(in.Conflicts) > 0 {
			t.Errorf("%s: unchanged it changes %s", c.toml, told(in))
		}
		f, err := excelize.OpenReader(bytes.NewReader(data))
		must.Succeed(t, err)
		if got, _ := f.GetCellValue("指標", cellOf(t, f, "指標", "1-i-shihyo-3", "", "目標値")); got != c.cell {
			t.Errorf("%s is shown as %q, not %q", c.toml, got, c.cell)
		}
		in := importAll(t, src, Undecided, File{"kpi.xlsx", edited(t, data, cellIs(t, "指標", "1-i-shihyo-3", "", "目標値", c.change))})
		if len(in.Problems) > 0 || len(in.Edits) != 1 || !strings.Contains(string(in.Edits[0].Data), "\ntarget    = "+c.now+"\n") {
			t.Errorf("%s changed to %s: %s", c.toml, c.change, told(in))
		}
	}
}

// TestTargetOfThePlanIsChangedThere has a target that no record holds: the cell names
// the file in which it stands.
func TestTargetOfThePlanIsChangedThere(t *testing.T) {
	dir := town(t)
	inFile(t, dir, "data/FY2024/1-i.toml", "target    = 72\n", "")
	inFile(t, dir, "data/plan/1-i.toml", "number    = 3\n", "number    = 3\ntargets   = {FY2024 = 72}\n")
	src, _ := openTown(t, dir)
	data := exported(t, src, 2024, Workbook)
	for _, change := range []string{"73", "設定されていない"} {
		in := importAll(t, src, Undecided, File{"kpi.xlsx", edited(t, data, cellIs(t, "指標", "1-i-shihyo-3", "", "目標値", change))})
		if len(in.Edits) > 0 || !strings.Contains(told(in), "data/plan/1-i.toml") {
			t.Errorf("%s: %s", change, told(in))
		}
	}
}

// TestNewYearKeepsForms carries a second value and a strict target of the plan
// over as they are.
func TestNewYearKeepsForms(t *testing.T) {
	dir := town(t)
	inFile(t, dir, "data/FY2025/1-i.toml", "baseline  = 612", `baseline  = {value = 612, second = 40, second_name = {ja = "うち市外", en = "of them from outside"}}`)
	inFile(t, dir, "data/plan/1-i.toml", "name      = {ja = \"健康ポイント事業の参加者数\"", "targets   = {FY2026 = {above = 900}}\nname      = {ja = \"健康ポイント事業の参加者数\"")
	src, _ := openTown(t, dir)
	edits := newYear(t, src, 2026)
	all := records(t, written(t, dir, &Imported{Edits: edits}), 2026)
	r := all["1-i-shihyo-4"]
	if r.Baseline.Second == nil || r.Baseline.Second.Value.String() != "40" || r.Baseline.Second.Name["en"] != "of them from outside" || r.Target.Strict != kpi.Above {
		t.Errorf("%+v %+v", r.Baseline, r.Target)
	}
	src, _ = openTown(t, dir)
	noErrors(t, src.Check(source.Options{Year: 2026}))
}

// TestEveryWordIsThere finds words that are put together from the data's own
// and have no saying: they would stand in cells as keys.
func TestEveryWordIsThere(t *testing.T) {
	var keys []string
	for _, r := range kpi.Reasons {
		keys = append(keys, "reason "+string(r))
	}
	for _, d := range []kpi.Direction{kpi.Increase, kpi.Decrease, kpi.Maintain, kpi.Qualitative, kpi.Neutral} {
		keys = append(keys, "direction "+string(d), "better "+string(d))
		if d != kpi.Qualitative {
			keys = append(keys, "means "+string(d))
		}
	}
	for _, a := range kpi.Aims {
		keys = append(keys, "aim "+string(a))
	}
	for _, key := range mappedKeys {
		keys = append(keys, "column "+key)
	}
	for _, key := range append(keys, "strict above", "strict below") {
		if _, ok := sayings[key]; !ok {
			t.Errorf("no words for %q", key)
		}
	}
}
