package keys

import (
	"fmt"
	"strings"
)

// Holding is one thing that a plan may have: the keys that hold it, the page that
// shows it, and the columns that carry it.
type Holding struct {
	About          [2]string // the heading it stands under, in Japanese and English
	Ja, En         string
	Keys           []string
	PageJa, PageEn string
	// Columns are columns of the indicators CSV (target_text_*, with * for each
	// language), table:column of another, json:key of indicators.json, or
	// detail=code, a kind of line of the details CSV.
	Columns []string
}

// Holdings reads what a plan may have. Like Places it panics on a book that it
// cannot read.
func Holdings() []Holding {
	var list []Holding
	var about [2]string
	for line := range strings.Lines(planBook) {
		line = strings.TrimSpace(line)
		parts := strings.Split(strings.TrimPrefix(line, "== "), " | ")
		switch {
		case strings.HasPrefix(line, "== "):
			about = [2]string{parts[0], parts[1]}
		case about[0] != "" && line != "":
			list = append(list, Holding{about, parts[0], parts[1], strings.Fields(parts[2]), parts[3], parts[4], strings.Fields(parts[5])})
		}
	}
	return list
}

// writeHoldings writes what a plan may have as tables.
func writeHoldings(b *strings.Builder) {
	b.WriteString("\n# 計画にあるもの (What a plan may have)\n\n計画にあるもの、それを書く項目、出るページ、オープンデータの列です。列は、表の名前がなければ指標の CSV（indicators）のものです。`*` は言語（ja、en など）です。どれも indicators.json にもあります。\n\n" +
		"What a plan may have, the key that holds it, the page that shows it, and the column of the open data that carries it: of the indicators CSV where no table is named. `*` stands for a language. Everything is in indicators.json too.\n")
	about := [2]string{}
	for _, h := range Holdings() {
		if h.About != about {
			about = h.About
			fmt.Fprintf(b, "\n## %s / %s\n\n| 計画にあるもの | of a plan | 項目 key | ページ | page | 列 column |\n| --- | --- | --- | --- | --- | --- |\n", about[0], about[1])
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s |\n", h.Ja, h.En, inTicks(h.Keys), h.PageJa, h.PageEn, columns(h.Columns))
	}
}

// columns names the columns with their tables, those of a table together.
func columns(list []string) string {
	var said []string
	for i := 0; i < len(list); {
		table, _, ok := strings.Cut(list[i], ":")
		var names []string
		for ; i < len(list); i++ {
			of, name, named := strings.Cut(list[i], ":")
			if named != ok || named && of != table {
				break
			}
			if !named {
				name = strings.Replace(list[i], "=", " = ", 1)
			}
			names = append(names, name)
		}
		switch {
		case !ok:
			said = append(said, inTicks(names))
		case table == "json":
			said = append(said, "JSON: "+inTicks(names))
		default:
			said = append(said, table+": "+inTicks(names))
		}
	}
	return strings.Join(said, "; ")
}

func inTicks(names []string) string {
	return "`" + strings.Join(names, "`, `") + "`"
}
