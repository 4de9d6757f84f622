package kpi

import (
	"math/big"
	"slices"
	"strings"

	"tassei/generator/lang"
)

// Rule is how a city computes achievement (達成度): an expression, how its
// result is rounded, and its name. The named rules are Ratio, Complement,
// FromBaseline and NoRule; a city may write its own (DESIGN.md, 17).
type Rule struct {
	ID   string
	Name lang.Text // of a rule of the city's own
	// Raise is computed where higher is better, or where neither way is; Lower
	// where lower is better. Both stand for percent. Nil: no rate is printed.
	Raise, Lower *Expression
	Rounding     Rounding
	Places       int      // digits after the point; Undeclared follows what was printed
	Cap          *Decimal // no rate is above it (上限), nil for none
}

// Undeclared says that a city has not declared the decimals of its rates.
const Undeclared = -1

// The ids of the named rules.
const (
	RatioID        = "ratio"
	ComplementID   = "complement"
	FromBaselineID = "from-baseline"
	NoRuleID       = "none"
)

// RuleIDs are the ids that a rule of a city's own may not take.
var RuleIDs = []string{RatioID, ComplementID, FromBaselineID, NoRuleID}

// RuleNames are the names that may stand in a rule.
var RuleNames = []string{"baseline", "target", "actual"}

// The named rules, with their arithmetic of DESIGN.md, 5.
var (
	byRatio        = mustExpression("actual / target * 100")
	byInverse      = mustExpression("target / actual * 100")
	byComplement   = mustExpression("(2 - actual / target) * 100")
	byFromBaseline = mustExpression("(actual - baseline) / (target - baseline) * 100")
)

// namedRule returns a named rule, rounded half up, or nil.
func namedRule(id string) *Rule {
	r := Rule{ID: id, Places: Undeclared}
	switch id {
	case RatioID:
		r.Raise, r.Lower = byRatio, byInverse
	case ComplementID:
		r.Raise, r.Lower = byRatio, byComplement
	case FromBaselineID:
		r.Raise, r.Lower = byFromBaseline, byFromBaseline
	case NoRuleID:
	default:
		return nil
	}
	return &r
}

// Expression is what is computed in a direction, nil for no rate.
func (r *Rule) Expression(d Direction) *Expression {
	if d == Decrease && r.Lower != nil {
		return r.Lower
	}
	return r.Raise
}

// RuleByID is a rule of the city's own or a named one, nil for neither. A named
// one takes the city's rounding.
func (c *City) RuleByID(id string) *Rule {
	if own := find(c.Rules, func(r *Rule) bool { return r.ID == id }); own != nil {
		return own
	}
	r := namedRule(id)
	if r != nil {
		r.Rounding, r.Places, r.Cap = c.Rounding, Undeclared, c.Cap
		if c.Places != nil {
			r.Places = *c.Places
		}
	}
	return r
}

// RuleFor is the rule of one record: the indicator's, else the year's, else the
// city's, else the ratio. A total over years has no baseline of its own kind: where
// the rule of all indicators starts from the baseline, it is the sum's share of the
// target, rounded as that rule says.
func (c *City) RuleFor(r *Record) *Rule {
	for i, id := range [...]string{r.Indicator.Rule, r.YearRule, c.Rule} {
		if id == "" {
			continue
		}
		rule := c.RuleByID(id)
		if rule == nil {
			continue
		}
		if i > 0 && formOf(r) == FormTotal && rule.startsFromBaseline(r.direction()) {
			ratio := namedRule(RatioID)
			ratio.Rounding, ratio.Places, ratio.Cap = rule.Rounding, rule.Places, rule.Cap
			return ratio
		}
		return rule
	}
	return c.RuleByID(RatioID)
}

// AtTarget is what an expression gives wherever the target is just reached, nil where that
// depends on the figures. Pages draw and say that a rate is in per cent: 100 is the target.
func (e *Expression) AtTarget() *big.Rat {
	var at *big.Rat
	for _, f := range [...]struct{ baseline, target string }{{"7", "25"}, {"20", "25"}, {"33", "25"}, {"9", "15.5"}} {
		target := MustDecimal(f.target).Rat()
		v, err := e.Value(Values{"baseline": MustDecimal(f.baseline).Rat(), "target": target, "actual": target})
		if err != nil || at != nil && at.Cmp(v) != 0 {
			return nil
		}
		at = v
	}
	return at
}

// Rises reports whether an expression is for values of which more is better: it gives less than
// 100 for one that stays below its target, and 100 or more for one that is above it.
func (e *Expression) Rises() bool {
	at := func(actual string) *big.Rat {
		v, err := e.Value(Values{"baseline": MustDecimal("40").Rat(), "target": MustDecimal("25").Rat(), "actual": MustDecimal(actual).Rat()})
		if err != nil {
			return nil
		}
		return v
	}
	below, above := at("20"), at("30")
	return below != nil && above != nil && below.Cmp(hundred) < 0 && above.Cmp(hundred) >= 0
}

// InPercent reports whether a rate of 100 says that the target was just reached; not of no rule.
func (r *Rule) InPercent() bool {
	if r == nil || r.Raise == nil {
		return false
	}
	at := r.Raise.AtTarget()
	return at != nil && at.Cmp(hundred) == 0
}

func (r *Rule) startsFromBaseline(d Direction) bool {
	return startsFromBaseline(r.Expression(d))
}

func startsFromBaseline(e *Expression) bool {
	return e != nil && slices.Contains(e.Names(), "baseline")
}

// FromBaseline reports whether the rate was computed from the baseline.
func (a *Achievement) FromBaseline() bool { return startsFromBaseline(a.Formula) }

// PrintsNoRate reports whether the city says that it prints no rate, so that no
// page speaks of one.
func (c *City) PrintsNoRate() bool { return c.Rule == NoRuleID }

// PlannedShare is the expression of the share of the planned change.
func PlannedShare() *Expression { return byFromBaseline }

// Rounding is how a rate is cut to the decimals that are printed.
type Rounding string

// The roundings. Half up and half even differ only for a last digit of exactly
// 5; half up means away from zero. Down cuts off towards zero (切り捨て), up
// goes away from zero (切り上げ).
const (
	HalfUp   Rounding = ""
	Down     Rounding = "down"
	Up       Rounding = "up"
	HalfEven Rounding = "half-even"
)

// Roundings are the words of the data for the roundings.
var Roundings = []string{"half-up", string(Down), string(Up), string(HalfEven)}

// Round writes an exact value with so many places after the point, rounded once.
func (how Rounding) Round(x *big.Rat, places int) string {
	if how == HalfUp {
		return Round(x, places)
	}
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	n := new(big.Int).Mul(new(big.Int).Abs(x.Num()), scale)
	q, rest := n.QuoRem(n, x.Denom(), new(big.Int))
	switch twice := new(big.Int).Lsh(rest, 1).Cmp(x.Denom()); {
	case how == Up && rest.Sign() > 0, how == HalfEven && (twice > 0 || twice == 0 && q.Bit(0) == 1):
		q.Add(q, big.NewInt(1))
	}
	s := q.String()
	if places > 0 {
		if len(s) <= places {
			s = strings.Repeat("0", places+1-len(s)) + s
		}
		s = s[:len(s)-places] + "." + s[len(s)-places:]
	}
	if x.Sign() < 0 && q.Sign() != 0 {
		s = "-" + s
	}
	return s
}
