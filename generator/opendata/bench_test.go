package opendata

import (
	"io"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
)

type nowhere struct{ io.Writer }

func (nowhere) Close() error { return nil }

// BenchmarkYear is one indicator's share of a year: made ready, added, packed.
func BenchmarkYear(b *testing.B) {
	city, records := testCity(), testRecords()
	set, err := New(city, catalogues(b))
	must.Succeed(b, err)
	create := func(string) (io.WriteCloser, error) { return nowhere{io.Discard}, nil }
	entries := make([]Entry, len(records))
	for i, r := range records {
		a := kpi.Achieve(city, r)
		entries[i] = Entry{Record: r, Achievement: &a, Initiative: initiative}
	}
	b.ReportAllocs()
	y := set.Year(testInfo(), create)
	i := 0
	for b.Loop() {
		must.Succeed(b, y.Add(set.Rows(entries[i%len(entries)])))
		i++
	}
	must.Succeed(b, y.Close())
}

// BenchmarkRows is the part that goes in parallel.
func BenchmarkRows(b *testing.B) {
	city, records := testCity(), testRecords()
	set, err := New(city, catalogues(b))
	must.Succeed(b, err)
	a := kpi.Achieve(city, records[0])
	e := Entry{Record: records[0], Achievement: &a, Initiative: initiative}
	b.ReportAllocs()
	for b.Loop() {
		set.Rows(e)
	}
}
