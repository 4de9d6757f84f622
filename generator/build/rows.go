package build

import (
	"tassei/generator/carry"
	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/source"
)

// Rows reckons a year, in the order of the plan. With an error among the problems
// there are none.
func Rows(src *source.Source, year kpi.Year, jobs int) ([]kpi.Row, *diag.List) {
	var rows []kpi.Row
	list := &diag.List{}
	plan := src.Initiatives()
	err := carry.InOrder(jobs, len(plan), func(i int) (*source.Sheet, error) {
		sheet, problems := src.Sheet(i)
		list.Add(problems...)
		return sheet, nil
	}, func(_ int, sheet *source.Sheet) error {
		if list.Errors() > 0 {
			return nil
		}
		for _, r := range sheet.In(year) {
			rows = append(rows, kpi.NewRow(r, kpi.Achieve(src.City(), r)))
		}
		return nil
	})
	if err != nil {
		panic(err) // neither step has one
	}
	return rows, list
}
