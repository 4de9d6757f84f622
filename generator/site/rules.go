package site

import (
	"cmp"
	"slices"
	"strings"

	"tassei/generator/kpi"
)

// usedRules are the rules by which the site's achievements were computed, in
// the order in which they first occur, and the arithmetics beside them.
type usedRules struct {
	rules  []*kpi.Rule
	by     map[kpi.Arithmetic]bool
	beyond map[string]bool // rules, by id, of more than totals over years
	// rateless: an indicator was judged that has no rate, computed or printed
	rateless bool
}

func (u *usedRules) add(r *kpi.Row) {
	if u.by == nil {
		u.by, u.beyond = map[kpi.Arithmetic]bool{}, map[string]bool{}
	}
	u.by[r.By] = true
	u.rateless = u.rateless || r.Exact == nil && r.Published == "" && r.Unjudged == "" && r.Met != kpi.Unjudged
	if r.Formula == nil || r.Exact == nil && r.Progress == nil {
		return
	}
	if r.Form != kpi.FormTotal {
		u.beyond[r.Rule.ID] = true
	}
	if !slices.ContainsFunc(u.rules, func(o *kpi.Rule) bool { return o.ID == r.Rule.ID }) {
		u.rules = append(u.rules, r.Rule)
	}
}

// rules lists the arithmetic that the plan uses, the city's own first.
func (l *language) rules() []RuleView {
	used := l.site.arith
	var views []RuleView
	for _, rule := range used.rules {
		note := l.roundingNote(rule)
		if !used.beyond[rule.ID] { // the plan's other indicators have another
			note = strings.TrimSuffix(l.Say("rule.totals")+l.Say("list.separator")+note, l.Say("list.separator"))
		}
		higher, lower := rule.Expression(kpi.Increase), rule.Expression(kpi.Decrease)
		switch {
		case higher == nil:
			views = append(views, RuleView{l.Say("rule.when.none"), l.Say("rule.none"), ""})
		case higher == lower:
			views = append(views, RuleView{cmp.Or(l.words(rule.Name), l.Say("rule.when."+rule.ID)), higher.Write(l.termWriter()), note})
		default:
			below := "rule.when.lower"
			if rule.ID == kpi.ComplementID {
				below = "rule.when.complement"
			}
			views = append(views,
				RuleView{l.ruleName(rule, "rule.when.higher"), higher.Write(l.termWriter()), note},
				RuleView{l.ruleName(rule, below), lower.Write(l.termWriter()), note})
		}
	}
	views = eachOnce(views)
	for _, by := range []kpi.Arithmetic{kpi.ByInside, kpi.ByMean, kpi.ByDoneOrNot} {
		if used.by[by] {
			views = append(views, RuleView{l.Say("rule.when." + string(by)), l.Say("rule." + string(by)), ""})
		}
	}
	if met, missed, ok := l.city.Rateless(); ok && used.rateless {
		views = append(views, RuleView{l.Say("rule.when.none"), l.Say("rule.rateless", "met", l.band(met).Name, "missed", l.band(missed).Name), ""})
	}
	return views
}

// eachOnce drops what was listed before, and tells rules of one name apart by
// their number.
func eachOnce(views []RuleView) []RuleView {
	var list []RuleView
	names := map[string]int{}
	for _, v := range views {
		if slices.Contains(list, v) {
			continue
		}
		if names[v.Name]++; names[v.Name] > 1 {
			v.Name += " (" + itoa(names[v.Name]) + ")"
		}
		list = append(list, v)
	}
	return list
}

// ruleName is the city's name of a rule with the direction that it is for.
func (l *language) ruleName(rule *kpi.Rule, key string) string {
	if own := l.words(rule.Name); own != "" {
		return own + l.Say("rule.of", "direction", l.Say(key))
	}
	return l.Say(key)
}

// roundingNote says how a rule's result is rounded and capped, where the city
// declares it.
func (l *language) roundingNote(rule *kpi.Rule) string {
	var notes []string
	if rule.Rounding != kpi.HalfUp {
		notes = append(notes, l.Say("calc.rounding."+string(rule.Rounding)))
	}
	if rule.Places != kpi.Undeclared {
		notes = append(notes, l.placesNote(rule.Places, false))
	}
	if rule.Cap != nil {
		notes = append(notes, l.Say("calc.cap", "cap", l.Number(rule.Cap.String())))
	}
	return strings.Join(notes, l.Say("list.separator"))
}

// RuleView is one rule of achievement, for the method page.
type RuleView struct{ Name, Sum, Note string }
