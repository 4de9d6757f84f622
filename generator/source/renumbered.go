package source

import (
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
)

// renumbered tells once, at the plan, that an indicator was given another kind
// or number there, when all records go by the one that it had.
func (sr *sheetReader) renumbered() {
	id, records := "", 0
	for _, p := range sr.problems {
		switch {
		case p.Code != "K208":
		case id == "" || id == p.Args["id"]:
			id = p.Args["id"]
			records++
		default:
			return
		}
	}
	var bare []*kpi.Indicator
	for _, ind := range sr.in.Indicators {
		if !slices.ContainsFunc(sr.read, func(rr *recordReader) bool { return rr.nodes[ind.ID] != nil }) {
			bare = append(bare, ind)
		}
	}
	if len(bare) != 1 || records == 0 || records == 1 && !sr.commented(id) {
		return
	}
	slug, number, _ := strings.Cut(strings.TrimPrefix(id, sr.in.Sheet+"-"), "-")
	kind := sr.s.city.KindOf(slug)
	if kind == nil || strings.Trim(number, "0123456789") != "" || number == "" {
		return
	}
	was, field := `kind = "`+string(kind.Word)+`"`, "kind"
	if string(kind.Word) == string(bare[0].Kind) {
		was, field = "number = "+number, "number"
	} else if number != itoa(bare[0].Number) {
		was += ", number = " + number
	}
	p := sr.s.inPlan(sr.in, kpi.Fault{Code: "K208", ID: bare[0].ID, Field: kpi.Field(field)})
	p.Args = map[string]string{"id": id, "file": sr.in.file, "message": "renumbered", "hint": "renumbered", "now": bare[0].ID.Local(), "was": was}
	sr.problems = slices.DeleteFunc(sr.problems, func(p diag.Problem) bool {
		return p.Code == "K208" || p.Code == "K209" && p.Args["id"] == bare[0].ID.Local()
	})
	sr.add(p)
}

// commented reports whether a comment in any year goes by an id.
func (sr *sheetReader) commented(id string) bool {
	local := strings.TrimPrefix(id, sr.in.Sheet+"-")
	return slices.ContainsFunc(sr.s.years, func(y kpi.YearInfo) bool {
		return sr.s.exists(commentFolder(y.Year, sr.s.city.Languages[0], sr.in.Sheet) + local + ".md")
	})
}
