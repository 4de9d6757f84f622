package edit

import (
	"net/http"
	"path/filepath"
	"testing"

	"tassei/generator/must"
	"tassei/generator/towns"
)

// In a city of ten years what is typed is judged nearly as in one of two: five
// times the years are at most two and a half times the work, since of the other
// years little more is read than the record's own. The work is counted and not
// timed: what else the machine does would be timed with it.
func TestCheckIsFastAfterTenYears(t *testing.T) {
	work := func(years int) float64 {
		dir := filepath.Join(t.TempDir(), "city")
		must.Succeed(t, towns.Write(dir, towns.Options{Indicators: 60, Years: years, Seed: 1, Comments: true}))
		d := open(t, Options{Dir: dir})
		_, list := d.get("FY2024/")
		id := regexpID.FindStringSubmatch(list)[1]
		form := d.form(id)
		n := 0
		return testing.AllocsPerRun(10, func() {
			form.Set("comment.ja", "評価 "+itoa(n))
			n++
			if status, body := d.send(id+"/check", form, nil); status != http.StatusOK {
				t.Fatalf("%d %s", status, body)
			}
		})
	}
	two, ten := work(2), work(10)
	t.Logf("objects made for one check: %.0f after two years, %.0f after ten", two, ten)
	if ten > 2.5*two || ten > 100_000 {
		t.Errorf("a check makes %.0f objects after ten years, %.0f after two", ten, two)
	}
}
