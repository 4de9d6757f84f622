package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tassei/generator/must"
)

// step is one heading of the yearly round, with its command lines.
type step struct {
	name  string // its number, or "" for the first year's
	lines []string
}

// stepsOf reads half of the page: what stands before or after its rule.
func stepsOf(half string) (steps []step) {
	for _, part := range strings.Split(half, "\n## ")[1:] {
		title, text, _ := strings.Cut(part, "\n")
		s := step{name: strings.TrimFunc(title, func(r rune) bool { return r < '0' || r > '9' })}
		for i, block := range strings.Split(text, "```") {
			if rest, isShell := strings.CutPrefix(block, "sh\n"); i%2 == 1 && isShell {
				s.lines = append(s.lines, strings.Split(strings.TrimSpace(rest), "\n")...)
			}
		}
		steps = append(steps, s)
	}
	return steps
}

// TestYearlyRound follows docs/year.md word for word, from an empty folder to the
// second sealed year. Its hands do what the page says between the commands, and
// nothing else.
func TestYearlyRound(t *testing.T) {
	page, err := os.ReadFile("docs/year.md")
	must.Succeed(t, err)
	japanese, english, _ := strings.Cut(string(page), "\n---\n")
	steps := stepsOf(japanese)
	if other := stepsOf(english); !slices.EqualFunc(steps, other, func(a, b step) bool { return a.name == b.name && slices.Equal(a.lines, b.lines) }) {
		t.Fatalf("the two languages have other commands:\n%v\n%v", steps, other)
	}
	if len(steps) != 9 {
		t.Fatalf("%d steps", len(steps))
	}
	now := wallClock
	t.Cleanup(func() { wallClock = now })
	wallClock = func() time.Time { return time.Date(2027, 10, 1, 9, 0, 0, 0, time.UTC) }
	t.Chdir(t.TempDir())

	first := &round{t: t, year: "FY2025", actual: "41", said: "申請できる手続が増えました。", in: strings.NewReplacer("FY2026", "FY2025", "2027", "2026"), published: "2026-09-30"}
	second := &round{t: t, year: "FY2026", actual: "60", said: "目標に届きました。", in: strings.NewReplacer(), published: "2027-09-30"}
	for _, s := range append([]step{steps[0]}, steps[2:]...) {
		first.follow(s)
	}
	for _, s := range steps[1:] {
		second.follow(s)
	}
	// The first year asks for the city's own names and its plan; the second for one file, beside the
	// forms and the translations, which can be written in the browser.
	if want := []string{"data/city.toml", "data/plan/1-a.toml", "data/FY2025/year.toml"}; !slices.Equal(first.touched, want) {
		t.Errorf("first year: by hand %v", first.touched)
	}
	if want := []string{"data/FY2026/year.toml"}; !slices.Equal(second.touched, want) {
		t.Errorf("second year: by hand %v", second.touched)
	}
	must.Be(t, second.commands, 16, "second year", "commands")
	for _, file := range []string{"archive/FY2025/manifest-sha512.txt", "archive/FY2026/manifest-sha512.txt", "public/FY2026/changes.html", "public/archive/FY2026/data/site/index.html"} {
		if _, err := os.Stat(file); err != nil {
			t.Error(err)
		}
	}
	for file, words := range map[string]string{"public/FY2026/1-a-shihyo-1.html": "目標に届きました。", "public/en/FY2026/1-a-shihyo-1.html": "Translated for FY2026.", "public/en/index.html": "Mihon City"} {
		if text, err := os.ReadFile(file); err != nil || !bytes.Contains(text, []byte(words)) {
			t.Errorf("%s says nothing of %q (%v)", file, words, err)
		}
	}
}

// round is one year of it.
type round struct {
	t                             *testing.T
	year, actual, said, published string
	in                            *strings.Replacer // what the reader reads for the names of the page

	touched  []string // files of the city that were opened by hand
	commands int
}

func (r *round) follow(s step) {
	r.t.Helper()
	switch s.name {
	case "3":
		r.fillForm()
	case "5":
		r.translate()
	case "7":
		r.mend("data/"+r.year+"/year.toml", `status = "draft"`, `status = "published"`)
		r.mend("data/"+r.year+"/year.toml", "# published_on = "+r.published, "published_on = "+r.published)
	}
	for _, line := range s.lines {
		words := shellWords(r.in.Replace(line))
		if words[0] == "cd" {
			r.t.Chdir(words[1])
			continue
		}
		if r.commands++; words[0] != "tassei" || words[1] == "serve" {
			continue // waits for its reader
		}
		var talk bytes.Buffer
		run := newSession()
		run.lang, run.stdout, run.stderr = "ja", &talk, &talk
		if code := run.run(commands(), words[1:]); code != exitFine {
			r.t.Fatalf("step %s: %s: exit %d\n%s", s.name, line, code, talk.String())
		}
		if words[1] == "check" && s.name == "7" && strings.Contains(talk.String(), "warning") {
			r.t.Errorf("step %s: %s\n%s", s.name, line, talk.String())
		}
	}
	if s.name == "" {
		r.mend("data/city.toml", `code      = "000001"`, `code      = "993212"`)
		for _, name := range []string{"手続のオンライン化%s\", en = \"Procedures online%s", "オンラインで申請できる手続の数%s\", en = \"Procedures that can be applied for online%s", "手続の見直し計画を定める%s\", en = \"Adopt a plan to review procedures%s"} {
			r.mend("data/plan/1-a.toml", fmt.Sprintf(name, "（例）", " (an example)"), fmt.Sprintf(name, "", ""))
		}
	}
}

// mend changes a file as somebody with an editor does.
func (r *round) mend(file, old, new string) {
	r.t.Helper()
	text, err := os.ReadFile(file)
	if err != nil || bytes.Count(text, []byte(old)) != 1 {
		r.t.Fatalf("%s does not have %q once (%v)", file, old, err)
	}
	must.Succeed(r.t, os.WriteFile(file, bytes.Replace(text, []byte(old), []byte(new), 1), 0o644))
	if !slices.Contains(r.touched, file) {
		r.touched = append(r.touched, file)
	}
}

// fillForm is what a section does with its form.
func (r *round) fillForm() {
	r.t.Helper()
	path := "記入表/" + r.year + "/" + r.year + "-kikaku.xlsx"
	f, err := excelize.OpenFile(path)
	must.Succeed(r.t, err)
	defer f.Close()
	fill := func(sheet, id, heading string, value any) {
		rows, err := f.GetRows(sheet)
		must.Succeed(r.t, err)
		head := slices.IndexFunc(rows, func(row []string) bool { return slices.Contains(row, heading) })
		if head < 0 {
			r.t.Fatalf("%s has no column %s", sheet, heading)
		}
		row := slices.IndexFunc(rows, func(row []string) bool { return len(row) > 0 && row[0] == id })
		at, err := excelize.CoordinatesToCellName(slices.Index(rows[head], heading)+1, row+1)
		if err != nil {
			r.t.Fatal(sheet, id, err)
		}
		f.SetCellValue(sheet, at, value)
	}
	fill("指標", "1-a-shihyo-1", "目標値", 60) // in the first year the plan's example has it
	fill("指標", "1-a-mokuhyo-1", "目標値", "済：策定")
	fill("指標", "1-a-shihyo-1", "実績値", r.actual)
	fill("指標", "1-a-mokuhyo-1", "実績値", "済：策定")
	fill("評価", "1-a-shihyo-1", "評価内容", r.said)
	fill("評価", "1-a-mokuhyo-1", "評価内容", "計画を定めました。")
	must.Succeed(r.t, f.Save())
}

// translate writes the English of each comment, and of what the form brought into
// the record, beside the Japanese.
func (r *round) translate() {
	r.t.Helper()
	from := filepath.Join("content", r.year, "ja")
	n := 0
	err := filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		n++
		rel, _ := filepath.Rel(from, path)
		to := filepath.Join("content", r.year, "en", rel)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		return os.WriteFile(to, []byte("Translated for "+r.year+".\n"), 0o644)
	})
	if err != nil || n != 2 {
		r.t.Fatalf("%d comments (%v)", n, err)
	}
	sheet := "data/" + r.year + "/1-a.toml"
	text, err := os.ReadFile(sheet)
	must.Succeed(r.t, err)
	text = bytes.ReplaceAll(text, []byte(`{ja = "策定", done = true}`), []byte(`{ja = "策定", en = "Adopted", done = true}`))
	must.Succeed(r.t, os.WriteFile(sheet, text, 0o644))
}
