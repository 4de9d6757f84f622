package source

import (
	"slices"
	"strconv"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/toml"
)

// planFields are the facts that stand in the plan unless a year restates them.
var planFields = []string{"name", "unit", "counts", "direction", "measured", "group", "rule", "kind", "number"}

// Resolve turns a fault, which speaks of facts, into a problem at the place
// where the fact is written. It reads the file again; Sheet has already placed
// the faults of its own records.
func (s *Source) Resolve(f kpi.Fault) diag.Problem {
	in := s.bySheet[f.ID.Sheet()]
	switch {
	case f.ID == "":
		r := s.parse("data/city.toml")
		return place(r, r.Root, f)
	case in == nil:
		return fromFault(f).At(PlanFile(f.ID.Sheet()), 1, 1)
	case f.Year == 0:
		return s.inPlan(in, f)
	}
	rr := s.records(s.parse(RecordFile(f.Year, in.Sheet)), in, f.Year)
	rr.read()
	rr.Problems = nil
	sr := &sheetReader{s: s, in: in}
	return sr.locate(rr, f)
}

// Place is where a fact is written, as Resolve finds it.
func (s *Source) Place(id kpi.ID, y Year, field kpi.Field) (file string, line, column int) {
	p := s.Resolve(kpi.Fault{Year: y, ID: id, Field: field})
	return p.File, p.Line, p.Column
}

// locate places a fault of a record whose file is at hand.
func (sr *sheetReader) locate(rr *recordReader, f kpi.Fault) diag.Problem {
	n := rr.nodes[f.ID]
	if n == nil {
		return fromFault(f).At(rr.File, 1, 1)
	}
	key, _, _ := strings.Cut(string(f.Field), ".")
	if slices.Contains(planFields, key) && n.Get(key) == nil {
		return sr.planned(rr, n, f)
	}
	if field := sr.s.targetInPlan(f, n.Get("target")); f.Field == "target" && field != "" {
		f.Field = field
		return sr.s.inPlan(sr.in, f)
	}
	return place(rr.reader, n, f)
}

// targetInPlan is where the plan has the target that a fault is about: the year's own, else
// the final one, which also stands where the record says that the year has none; "" where
// the record has it. What is missing (K305) is in no final one of a later year.
func (s *Source) targetInPlan(f kpi.Fault, written *toml.Node) kpi.Field {
	ind := s.byID[f.ID]
	if ind == nil || written != nil && written.Get("none") == nil {
		return ""
	}
	if _, ok := ind.Targets[f.Year]; ok && written == nil {
		return kpi.Field("targets." + f.Year.String())
	}
	if last := ind.Final; last != nil && (last.Year <= f.Year || f.Code != "K305") {
		return "final_target"
	}
	return ""
}

// planned places a fault of a fact that the record leaves to the plan. A name
// that changed is the record's business all the same.
func (sr *sheetReader) planned(rr *recordReader, n *toml.Node, f kpi.Fault) diag.Problem {
	if f.Code == "K314" {
		f.Field = ""
		return place(rr.reader, n, f)
	}
	return sr.s.inPlan(sr.in, f)
}

func (s *Source) inPlan(i *initiative, f kpi.Fault) diag.Problem {
	r := s.parse(i.file)
	list := r.Root.Get("indicator")
	if list == nil {
		return fromFault(f).At(i.file, 1, 1)
	}
	for _, n := range list.Items {
		kind, number := n.Get("kind"), n.Get("number")
		if kind == nil || number == nil {
			continue
		}
		if no, err := strconv.Atoi(number.Text); err == nil && s.idOf(i.Sheet, kind.Text, no) == f.ID {
			return place(r, n, f)
		}
	}
	return fromFault(f).At(i.file, 1, 1)
}

// idOf is the id of an indicator of the plan, "" for a kind that is not known.
func (s *Source) idOf(sheet, kind string, number int) kpi.ID {
	k := s.city.KindOf(kind)
	if k == nil {
		return ""
	}
	return kpi.MakeID(sheet, k.Slug, number)
}

// place finds a field below a node; a field that is not written stands at the
// node itself.
func place(r *reader, n *toml.Node, f kpi.Fault) diag.Problem {
	for step := range strings.SplitSeq(string(f.Field), ".") {
		next := n
		if name, index, ok := strings.Cut(step, "["); ok {
			k, err := strconv.Atoi(strings.TrimSuffix(index, "]"))
			if next = readable(n.Get(name), k); err != nil || next == nil {
				break
			}
		} else if step != "" {
			if next = n.Get(step); next == nil {
				break
			}
		}
		n = next
	}
	if n.Kind == toml.Table && n.Inline() {
		// The number inside of {value = 48} is the figure.
		for _, key := range []string{"value", "none", "from", "to", "above", "below", "aim"} {
			if v := n.Get(key); v != nil {
				n = v
				break
			}
		}
	}
	return r.At(fromFault(f), n.At, n.End)
}

// readable is the k-th table of a list, counted as table.tables does.
func readable(list *toml.Node, k int) *toml.Node {
	if list == nil {
		return nil
	}
	for _, item := range list.Items {
		if item.Kind != toml.Table {
			continue
		}
		if k == 0 {
			return item
		}
		k--
	}
	return nil
}

func fromFault(f kpi.Fault) diag.Problem {
	p := diag.New(f.Code)
	for k, v := range f.Args {
		p.Args[k] = v
	}
	// A single sign that does not belong comes in a programmer's quotes.
	if sign, ok := strings.CutPrefix(p.Args["fault"], "['"); ok {
		p.Args["fault"] = strings.TrimSuffix(sign, "']")
	}
	if wanted := f.Args["wanted"]; wanted != "" {
		p.Args["message"], p.Args["hint"] = wanted, wanted
	}
	return p
}
