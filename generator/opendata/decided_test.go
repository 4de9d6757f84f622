package opendata

import (
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
)

// The code list and the JSON say how each band is given and how each rate is
// calculated, so that nobody need ask what a band meant.
func TestBandsAndRulesSayHowTheyAreDecided(t *testing.T) {
	condition := func(text string) *kpi.Condition {
		c, err := kpi.ParseCondition(text, kpi.ConditionNames...)
		must.Succeed(t, err)
		return c
	}
	expression := func(text string) *kpi.Expression {
		e, err := kpi.ParseExpression(text, kpi.RuleNames...)
		must.Succeed(t, err)
		return e
	}
	own := testCity()
	highest, places := kpi.MustDecimal("120"), 1
	own.OwnBands, own.Rounding, own.Places = true, "down", &places
	own.Bands = []kpi.Band{
		{ID: "good", Name: both("順調", "Good"), Mark: "◎", When: condition("actual >= target"), WhenLower: condition("actual <= target")},
		{ID: "poor", Name: both("遅れ", "Poor"), Mark: "△", When: condition("rate < 100")},
	}
	own.Rules = []kpi.Rule{{ID: "saved", Name: both("節約", "Saved"), Raise: expression("actual - baseline"), Lower: expression("baseline - actual"), Rounding: "up", Places: 2, Cap: &highest}}
	for _, c := range []struct {
		city *kpi.City
		want []string // vocabulary code: mark | expression | where lower is better | rounding | places | cap
	}{
		{testCity(), []string{
			"band achieved: |rate >= 100|rate >= 100|||", "band nearly: |rate >= 80|rate >= 80|||", "band behind: |||||", "band not-judged: |||||",
			"rule actual/target: |actual / target * 100||half-up||", "rule complement: ||(2 - actual / target) * 100|half-up||", "rule mean: |||||",
		}},
		{own, []string{
			"band good: ◎|actual >= target|actual <= target|||", "band poor: △|rate < 100|rate < 100|||",
			"rule target/actual: ||target / actual * 100|down|1|", "rule saved: |actual - baseline|baseline - actual|up|2|120",
		}},
	} {
		records := testRecords()[:1]
		s := built(t, c.city, records)
		rows := map[string]map[string]string{}
		for _, r := range readCSV(t, s[dir+"999997_kpi_codelist_2024.csv"]) {
			rows[r["vocabulary"]+" "+r["code"]] = r
		}
		objects := map[string]any{}
		whole := readJSON(t, s[dir+"indicators.json"])
		for _, o := range items(inside(whole, "city", "bands")) {
			objects["band "+str(o, "id")] = o
		}
		for _, o := range items(inside(whole, "city", "rules")) {
			objects["rule "+str(o, "id")] = o
		}
		for _, want := range c.want {
			key, _, _ := strings.Cut(want, ":")
			r, o := rows[key], objects[key]
			fields := []string{"mark", "expression", "expression_lower", "rounding", "places", "cap"}
			var inCSV, inJSON []string
			for _, f := range fields {
				inCSV, inJSON = append(inCSV, r[f]), append(inJSON, str(o, f))
			}
			must.Be(t, key+": "+strings.Join(inCSV, "|"), want, "the code list has")
			must.Be(t, key+": "+strings.Join(inJSON, "|"), want, "the JSON has")
		}
		if err := validate(t, compileSchema(t, s[SchemaPath]), s[dir+"indicators.json"]); err != nil {
			t.Error(err)
		}
	}
}

// A place without a code is described by the schema too.
func TestSchemaOfAPlaceWithoutACode(t *testing.T) {
	city := testCity()
	city.Code = ""
	s := built(t, city, testRecords()[:1])
	if err := validate(t, compileSchema(t, s[SchemaPath]), s[dir+"indicators.json"]); err != nil {
		t.Error(err)
	}
}
