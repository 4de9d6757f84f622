package source

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"tassei/generator/carry"
	"tassei/generator/must"
	"tassei/generator/toml"
)

// largeTown copies the base town's first sheet into many sheets of the plan,
// each with its records and comments.
func largeTown(b *testing.B, sheets int) string {
	base := baseTree(b)
	tree := map[string]string{}
	for f, text := range base {
		switch {
		case strings.Contains(f, "1-a"):
			for i := range sheets {
				sheet := fmt.Sprintf("%d-a", i+1)
				text := strings.ReplaceAll(text, "1-a-", sheet+"-")
				text = strings.Replace(text, "order = 1", fmt.Sprintf("order = %d", i+1), 1)
				tree[strings.ReplaceAll(f, "1-a", sheet)] = text
			}
		case strings.Contains(f, "1-i"):
		default:
			tree[f] = strings.ReplaceAll(text, "1-a-", "1-a-")
		}
	}
	delete(tree, "data/FY2025/year.toml")
	delete(tree, "data/FY2026/year.toml")
	return writeTree(b, tree)
}

// Open and Sheet over 500 sheets, which is 1,000 TOML files and 2,000 indicators.
func BenchmarkRead(b *testing.B) {
	dir := largeTown(b, 500)
	b.ResetTimer()
	for b.Loop() {
		s, list, err := Open(dir)
		if err != nil || list.Errors() > 0 {
			b.Fatal(err, list.Err())
		}
		carry.Each(0, len(s.plan), func(i int) {
			if _, problems := s.Sheet(i); len(problems) > 0 && problems[0].Code != "K413" {
				b.Error(problems[0])
			}
		})
		s.Close()
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/1000, "ms/file")
}

// Check of 300 indicators.
func BenchmarkCheck300(b *testing.B) {
	dir := largeTown(b, 75)
	for b.Loop() {
		s, _, err := Open(dir)
		must.Succeed(b, err)
		s.Check(Options{})
		s.Close()
	}
}

// What the plan of 2,000 indicators keeps in memory.
func BenchmarkOpenMemory(b *testing.B) {
	dir := largeTown(b, 500)
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		s, _, err := Open(dir)
		must.Succeed(b, err)
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/2000, "B/indicator")
		s.Close()
	}
}

// One file of records: the whole way, and the parts that cost most.
func BenchmarkFile(b *testing.B) {
	raw := must.Read(b, "testdata/base/data/FY2024/1-a.toml")
	b.Run("tree", func(b *testing.B) {
		for b.Loop() {
			toml.Read("f", raw, vocabulary{"data/FY2024/1-a.toml"})
		}
	})
	b.Run("agree", func(b *testing.B) {
		d := toml.Read("f", raw, vocabulary{"data/FY2024/1-a.toml"})
		for b.Loop() {
			d.Agree()
		}
	})
}
