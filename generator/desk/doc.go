// Package desk holds what clerks use besides an editor: a preview in the
// browser, next year's files, a fresh city to start from, and figures by way of
// a spreadsheet.
//
//	edits, err := desk.NewYear(src, 2025)       // data/FY2025/*.toml, for output.WriteSet
//	err = desk.NewCity("our-city", desk.CityOptions{Year: 2025}) // a folder that check accepts
//	err = desk.Serve(ctx, desk.Preview{Dir: ".", Lang: "ja", Build: build}) // with the editor of package edit
//	err = desk.Export(w, src, 2024, desk.Workbook)
//	in, err := desk.Import(src, 2024, files, desk.Undecided)
//
//	p, err := desk.NewMapping(src, "own.xlsx", data)   // what a city's own workbook means
//	in, err = desk.ImportAs(src, mapping, files, desk.Undecided)
//
// NewYear, Export and Import write nothing themselves: they give back Edits or
// bytes, and the caller writes them whole or not at all (package output).
// Whatever a clerk can mend is a *Fault, which has its words in Japanese and
// English; what is wrong inside a workbook is a CellProblem with sheet and cell.
//
// An import compares three ways: as exported (exported.go), as the data is, as
// each file says (rows.go); merge.go decides, apply.go, texts.go and lists.go
// make the edits.
//
// An import never rewrites a file that a clerk has laid out: it changes the
// value on its line and leaves comments, order and alignment alone (package toml).
package desk
