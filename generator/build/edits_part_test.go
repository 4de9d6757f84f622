package build

import (
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tassei/generator/kpi"
	"tassei/generator/must"
	"tassei/generator/source"
	"tassei/generator/towns"
)

// The invented town in four parts: each has all four sheets and all years, and
// some of the indicators, so that a build of it is soon over. What
// refers to each other is in one part: a comment and what it links to, an id and what
// it was before, a name and whose it is. Some indicators are in two parts.
var townParts = [][]string{
	{"1-a-shihyo-1", "1-a-shihyo-2", "1-i-shihyo-1", "2-a-shihyo-1", "2-a-shihyo-2", "2-i-mokuhyo-1"},
	{"1-a-shihyo-1", "1-a-shihyo-2", "1-a-mokuhyo-1", "1-i-shihyo-3", "2-a-shihyo-1", "2-i-shihyo-1"},
	{"1-a-shihyo-2", "1-i-shihyo-2", "2-a-shihyo-3", "2-i-mokuhyo-2", "2-i-shihyo-2"},
	{"1-a-shihyo-2", "1-i-shihyo-4", "2-a-shihyo-3", "2-a-shihyo-4", "2-i-shihyo-3"},
}

var (
	indicatorTable = regexp.MustCompile(`(?m)^\[\[(record|indicator|correction)\]\]$`)
	indicatorName  = regexp.MustCompile(`(?m)^indicator *= "([^"]*)"$`)
	indicatorPlan  = regexp.MustCompile(`(?m)^kind *= "(指標|目標)"\nnumber *= ([0-9])$`)
)

// partOfTown is the invented town with some indicators only.
func partOfTown(t *testing.T, town fs.FS, kept []string) fs.FS {
	t.Helper()
	all, err := towns.Files(town)
	must.Succeed(t, err)
	part := fstest.MapFS{}
	for name, text := range all {
		folders := strings.Split(name, "/")
		sheet := strings.TrimSuffix(path.Base(name), ".toml")
		switch {
		case len(folders) == 5 && !slices.Contains(kept, folders[3]+"-"+strings.TrimSuffix(folders[4], ".md")): // a comment
			continue
		case folders[0] == "data" && len(folders) == 3:
			text = onlyTables(text, sheet, kept)
		}
		part[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o666}
	}
	return part
}

// onlyTables takes out of a file the tables of other indicators than the kept.
func onlyTables(text, sheet string, kept []string) string {
	at := indicatorTable.FindAllStringIndex(text, -1)
	if len(at) == 0 {
		return text
	}
	rest := text[:at[0][0]]
	for i := range at {
		end := len(text)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		table, id := text[at[i][0]:end], ""
		if m := indicatorPlan.FindStringSubmatch(table); m != nil {
			id = sheet + "-" + map[string]string{"指標": "shihyo", "目標": "mokuhyo"}[m[1]] + "-" + m[2]
		} else if m := indicatorName.FindStringSubmatch(table); m != nil {
			id = strings.TrimPrefix(sheet+"-"+m[1], "year-")
		}
		if id == "" || slices.Contains(kept, id) {
			rest += table
		}
	}
	return rest
}

// seal seals a year of the town.
func (w *editedTown) seal(year kpi.Year, date string) error {
	src, list, err := source.Open(w.town)
	if err != nil {
		return err
	}
	defer src.Close()
	years := src.Years()
	at := slices.IndexFunc(years, func(y kpi.YearInfo) bool { return y.Year == year })
	if list.Errors() > 0 || at < 0 {
		return errors.New("it cannot be sealed")
	}
	terms := Terms(src.City(), years[at])
	terms.Date, terms.Today = date, date
	sealed, err := w.project().Seal(src, terms, "test", false)
	if err == nil && sealed.Problems.Errors() > 0 {
		err = errors.New(inWords(sealed.Problems))
	}
	return err
}
