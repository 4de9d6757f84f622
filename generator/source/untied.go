package source

import (
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/lang"
	"tassei/generator/toml"
)

// ofKind is the piece of an indicator's id that names its kind: shihyo of shihyo-12.
func ofKind(local string) string {
	i := strings.LastIndexByte(local, '-')
	if i <= 0 || strings.Trim(local[i+1:], "0123456789") != "" {
		return ""
	}
	return local[:i]
}

// strangeKind tells once for a file that several of its records name a kind that no
// indicator of the sheet has: one mistake, such as a kind whose id is another one, and not
// as many as there are records. It reports whether that is so of this record.
func (rr *recordReader) strangeKind(n *toml.Node, local string, free []string) bool {
	kind := ofKind(local)
	if kind == "" || len(free) == 0 {
		return false
	}
	for _, ind := range rr.sheet.Indicators {
		if ofKind(ind.ID.Local()) == kind {
			return false
		}
	}
	var same []*toml.Node
	for _, r := range rr.Root.Get("record").Items {
		if id := r.Get("indicator"); id != nil && ofKind(strings.TrimPrefix(strings.TrimSpace(lang.Fold(id.Text)), rr.sheet.Sheet+"-")) == kind {
			same = append(same, id)
		}
	}
	if len(same) < 2 {
		return false
	}
	if same[0] == n {
		right := free[0]
		if own := ofKind(free[0]) + local[len(kind):]; slices.Contains(free, own) {
			right = own
		}
		rr.Put(diag.New("K208", "message", "kind", "hint", "kind", "id", n.Text, "kind", kind, "n", itoa(len(same)), "file", PlanFile(rr.sheet.Sheet), "right", right), n)
	}
	return true
}

// pasted finds that records of several indicators stand twice: one mistake, as where a
// part of the file was pasted again. The first of them is to tell it, with their number;
// pasted reports whether n is a later one.
func (rr *recordReader) pasted(n *toml.Node, p *diag.Problem) (later bool) {
	var again []*toml.Node
	seen := map[string]bool{}
	for _, r := range rr.Root.Get("record").Items {
		id := r.Get("indicator")
		if id == nil {
			continue
		}
		if seen[id.Text] {
			again = append(again, r)
		}
		seen[id.Text] = true
	}
	if len(again) < 2 || !slices.Contains(again, n) {
		return false
	}
	if n != again[0] {
		return true
	}
	p.Args["message"], p.Args["hint"], p.Args["n"] = "pasted", "pasted", itoa(len(again))
	return false
}
