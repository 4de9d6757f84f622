package chart

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/must"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	want := map[string]bool{}
	for name, d := range samples() {
		want[name+".svg"] = true
		inline, notes := Append(nil, d)
		got := bytes.ReplaceAll(inline, []byte("><"), []byte(">\n<"))
		got = append(got, "\n<!-- notes: "+strings.ReplaceAll(strings.Join(notes, " | "), "--", "")+" -->\n"...)
		compare(t, name+".svg", got)
	}
	want["file.svg"] = true
	compare(t, "file.svg", File{
		Lang: "ja", Title: "施策実施の前後の住民滞在時間の変化率（⑴-イ 指標6）",
		Lead: "41 から 36 に減らす計画でした。57 に増えました。", Source: "出典　評価シート 3ページ",
	}.Append(nil, Panel{Drawing: samples()["bars-worse"]}))
	want["file-rows.svg"] = true
	var rows []Panel
	for _, name := range []string{"worse", "beyond", "unlike"} {
		lane := laneSamples()[name]
		rows = append(rows, Panel{Name: name, Band: &lane.Band, Figure: lane.Actual.Text, Drawing: lane})
	}
	compare(t, "file-rows.svg", File{Lang: "en", Title: "Rows", Width: 800, Names: 240}.Append(nil, rows...))
	files, err := filepath.Glob("testdata/*.svg")
	must.Succeed(t, err)
	for _, f := range files {
		if !want[filepath.Base(f)] {
			t.Errorf("%s belongs to no sample", f)
		}
	}
}

func compare(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		must.Succeed(t, os.MkdirAll("testdata", 0o755))
		must.Succeed(t, os.WriteFile(path, got, 0o644))
		return
	}
	want := must.Read(t, path)
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at it and run go test -update\n%s", path, got)
	}
}
