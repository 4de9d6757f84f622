package opendata

import (
	"slices"
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
)

// What stands beside the figures is in the details, a row each.
func TestDetailsHoldWhatStandsBesideTheFigures(t *testing.T) {
	records := testRecords()
	provisional := records[slices.IndexFunc(records, func(r *kpi.Record) bool { return len(r.Readings) > 0 })].Readings
	provisional[0].Provisional = true
	s := built(t, testCity(), records)
	var got []string
	for _, r := range readCSV(t, tables(s)["details"]) {
		row := []string{r["initiative_id"], r["indicator_id"], r["detail_no"], r["detail"], r["label_en"], r["item_en"], r["item_ja"], r["value"], r["text_en"], r["unit_en"], r["as_of"], r["reason"], r["flags"]}
		got = append(got, strings.Join(row, "|"))
	}
	want := []string{
		"1-i||1|grade|Committee|A|A||Good.||||",
		"1-i||2|resource-planned|Cost|||1200||thousand yen|||",
		"1-i||3|resource-actual|Cost|||1180.50||thousand yen|||",
		"1-i||4|field|Account||||General account||||",
		"1-i|1-i-shihyo-1|1|reading||Apr 2024 – Jun 2024|第1四半期|40.50||minutes|2024-04/2024-06||provisional",
		"1-i|1-i-shihyo-1|2|breakdown|District|North|北|30||minutes|||",
		"1-i|1-i-shihyo-1|3|breakdown|District|South|南|27||minutes|||",
		"1-i|1-i-shihyo-1|4|history||FY2021|FY2021|39||minutes|||",
		"1-i|1-i-shihyo-1|5|history||FY2022|FY2022|||minutes||not-measured|",
		"1-i|1-i-shihyo-1|6|resource-actual|Staff|||0.8||people|||",
		"1-i|1-i-shihyo-1|7|grade|Committee|A|A||||||",
	}
	must.Equal(t, got, want)
	for _, r := range readCSV(t, tables(s)["indicators"])[:1] {
		if r["initiative_id"] != "1-i" || r["field_sdg_goal_ja"] != "3;11" || r["field_sdg_goal_en"] != "3;11" || r["field_account_en"] != "" {
			t.Error(r)
		}
	}
	for _, r := range readCSV(t, tables(s)["initiatives"]) {
		if r["level"] != "measure" || r["summary_en"] != "Counters without queues" || r["parent_id"] != "" {
			t.Error(r)
		}
	}
	action := readCSV(t, tables(s)["actions"])[0]
	if action["state"] != "under-way" || action["percent_done"] != "60" || action["budget"] != "300" || action["spent"] != "280" || action["grade"] != "A" || action["due_text_ja"] == "" {
		t.Error(action)
	}
}

// When an action took place stands in every language, as the pages say it: printed,
// translated by the city, or in the language's own form.
func TestPeriodsStandInEachLanguage(t *testing.T) {
	records := testRecords()
	records[0].Actions[1].Said = both("R6.9まで", "until the end of summer")
	records[0].Actions = append(records[0].Actions, kpi.Action{Text: both("祭", "Festival"), Printed: "祭りの日", Sections: []string{"shimin"}})
	s := built(t, testCity(), records)
	want := [][2]string{{"R6.4～R7.1", "Apr 2024 – Jan 2025"}, {"R6.9まで", "until the end of summer"}, {"祭りの日", ""}}
	rows := readCSV(t, tables(s)["actions"])
	for i, w := range want {
		must.Be(t, [2]string{rows[i]["period_ja"], rows[i]["period_en"]}, w, "action", i+1, "in the table")
	}
}
