package source

import (
	"testing"

	"tassei/generator/must"
)

func TestYearOf(t *testing.T) {
	for file, want := range map[string]Year{
		"data/FY2024/year.toml": 2024, "data/FY2024/source/a.pdf": 2024, "content/FY2023/ja/1-i/shihyo-1.md": 2023,
		"data/city.toml": 0, "data/plan/1-i.toml": 0, "data/FY2024": 0, "content/pages/ja/about.md": 0, "layouts/parts/FY2024.html": 0, "data/FY24/year.toml": 0, "": 0,
	} {
		must.Be(t, YearOf(file), want, file)
	}
}
