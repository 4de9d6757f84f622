// Package source reads what clerks and translators write, the TOML of data/
// and the Markdown of content/, into the words of package kpi. It is the only
// package that knows TOML, and the only one that knows where each fact is
// written: every problem that it reports has a file, a line and a column.
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
// A TOML file is read in these steps, because the parsers alone lose figures
// in silence and can be brought down by small files: size, encoding and
// control characters (text.go); one linear scan that bounds nesting and folds
// full-width signs outside of strings (scan.go); go-toml's parser, which gives
// each value its place and its raw text, so that a number never passes through
// a float (tree.go); decoding from that tree, unknown keys refused (table.go);
// and BurntSushi/toml as a second opinion that must agree (opinion.go).
package source
