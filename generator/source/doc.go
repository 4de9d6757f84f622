// Package source reads what clerks and translators write, the TOML of data/
// and the Markdown of content/, into the words of package kpi. It is the only
// package that knows where each fact is written: every problem that it reports
// has a file, a line and a column.
//
//	s, problems, err := source.Open(".")
//	for i := range s.Initiatives() {
//		sheet, more := s.Sheet(i) // all years of one initiative
//	}
//
// [Open] reads what all sheets share: the city, its sections and glossary, the
// plan, the years, the standing pages. [Source.Sheet] reads the years' records
// and comments of one initiative and keeps nothing, so that memory stays flat
// however large a city is, and several goroutines may read at once.
//
// Package toml reads a file into a tree with places; here the tree is decoded,
// unknown keys refused (table.go).
package source
