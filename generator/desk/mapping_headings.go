package desk

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// headingKeys are the headings that are known, without spaces and brackets.
var headingKeys = map[string]string{
	"取り組み事項": "initiative", "取組事項": "initiative", "取組項目": "initiative", "施策": "initiative", "施策名": "initiative", "基本施策": "initiative", "基本施策名": "initiative", "施策の名称": "initiative", "事業名": "initiative",
	"施策番号": "code", "施策コード": "code", "施策no": "code", "取組番号": "code",
	"番号": "number", "指標番号": "number", "no": "number", "no.": "number", "№": "number", "指標no": "number",
	"種別": "kind", "種類": "kind", "指標種別": "kind", "指標": "name", "指標名": "name", "指標名称": "name", "指標の名称": "name", "成果指標": "name", "成果指標名": "name", "kpi": "name", "重要業績評価指標": "name", "数値目標": "name", "評価指標": "name",
	"指標項目": "name", "指標内容": "name", "指標の内容": "name", "環境指標": "name", "環境指標項目": "name", "環境指標名": "name", "測定指標": "name", "活動指標": "name", "活動指標名": "name", "施策指標": "name", "施策指標名": "name", "目標指標": "name", "業績指標": "name", "管理指標": "name", "代表指標": "name", "まちづくり指標": "name", "kpi項目": "name", "kpi名": "name", "数値目標項目": "name", "目標項目": "name",
	"単位": "unit", "方向": "direction", "方向性": "direction", "目指す方向": "direction", "目指す方向性": "direction", "望ましい方向": "direction", "指標の方向": "direction",
	"担当課": "section", "担当係": "section", "担当": "section", "担当部署": "section", "所管課": "section", "主管課": "section", "所管": "section", "所属": "section", "担当課名": "section", "担当課等": "section", "担当課室": "section", "担当課・室": "section",
	"基準値": "baseline", "現状値": "baseline", "当初値": "baseline", "現況値": "baseline", "策定時": "baseline", "計画策定時": "baseline", "基準": "baseline", "基準年度値": "baseline", "策定時の値": "baseline", "設定時の値": "baseline", "計画策定時の値": "baseline", "策定時の現状": "baseline", "現状": "baseline", "現況": "baseline",
	"目標値": "target", "目標": "target", "年度目標": "target", "計画値": "target", "年度目標値": "target", "目標数値": "target", "目安値": "target", "期待値": "target", "指標値": "target", "努力目標": "target", "最終目標値": "final_target", "最終目標": "final_target",
	"実績値": "actual", "実績": "actual", "年度実績": "actual", "実績数値": "actual",
	"達成度": "published", "達成率": "published", "目標達成率": "published", "目標達成度": "published", "対計画比": "published", "計画対比": "published", "達成状況": "grade", "市の評価": "grade", "評価区分": "grade", "判定": "grade", "ランク": "grade", "進捗区分": "grade", "進捗評価": "grade", "自己評価": "grade",
	"評価内容": "comment", "評価内容課題": "comment", "評価課題": "comment", "成果課題": "comment", "評価及び課題": "comment", "評価理由": "comment", "評価": "comment", "評価コメント": "comment", "要因分析": "comment", "所見": "comment", "評価・要因": "comment", "評価と課題": "comment", "成果と課題": "comment", "分析": "comment", "コメント": "comment",
	"積算方法": "method", "算出方法": "method", "算定方法": "method", "算出式": "method", "計算式": "method", "算出根拠": "method", "指標の説明": "method", "出典": "method",
	"実施内容": "action", "取組内容": "action", "主な取組": "action", "取り組み内容": "action", "具体的な取組": "action", "主な事業": "action", "実施時期": "period", "時期": "period", "実施期間": "period",
	"備考": "note", "注": "note", "注記": "note", "特記事項": "note",
	"基準値の時点": "baseline_as_of", "基準年度": "baseline_as_of", "基準年": "baseline_as_of", "基準時点": "baseline_as_of", "目標値の時点": "target_as_of", "目標年度": "target_as_of", "目標年": "target_as_of", "目標年月": "target_as_of", "実績値の時点": "actual_as_of", "時点": "actual_as_of",
}

// dateHeadings stand below the heading of a figure whose date the column has.
var dateHeadings = []string{"年度", "年", "年月", "年月日", "時点", "基準年", "基準年度", "基準時点", "目標年", "目標年度", "year", "date", "as of"}

var headingRest = pattern.New(`[（(\[【][^）)\]】]*[）)\]】]|(令和|平成|[rhRH])?\s*[0-9元]{1,4}年度?|[rhRH][0-9元]{1,2}|fy[0-9]{4}|[（(\[【）)\]】・:：\s　]`)

var brackets = strings.NewReplacer("（", "", "(", "", "）", "", ")", "", "【", "", "[", "", "】", "", "]", "")

// bareHeading is a heading without years and what stands in brackets.
func bareHeading(text string) string {
	return plain(headingRest.ReplaceAllString(lang.Fold(strings.ToLower(oneLine(text))), ""))
}

// meaningOf is what a heading means, with its year; ok is false for none.
func meaningOf(text string) (m meant, ok bool) {
	folded := plain(strings.Trim(oneLine(text), "【】[]()（）：: 　"))
	year, dated := fiscalYear(oneLine(text))
	key, ok := headingKeys[folded]
	if bare := bareHeading(text); !ok {
		if bare == "" { // 令和5年度（実績）
			bare = bareHeading(brackets.Replace(text))
		}
		key, ok = headingKeys[bare]
	}
	if !ok {
		key = westMeaning(oneLine(text))
		if f := westYear.FindStringSubmatch(lang.Fold(text)); f != nil && !dated {
			year, dated = westYearOf(f[1])
		}
	}
	if key == "" {
		return m, false
	}
	m.key = key
	if dated && slices.Contains([]string{"target", "actual", "published", "grade", "comment", "final_target"}, key) {
		m.year = year
	}
	return m, true
}

// isLatest reports whether a column 現状 or 現況 has the actual: it stands after the baseline of another, 策定時 or 基準値,
// and no column is called an actual.
func (s looseSheet) isLatest(column, top, head int) bool {
	based := false
	for j := range s.cells[top] {
		m, _ := meaningOf(s.heading(j, top, head))
		based = based || m.key == "baseline" && j < column && !slices.Contains(nowHeadings, bareHeading(s.heading(j, top, head)))
		if m.key == "actual" {
			return false
		}
	}
	return based && slices.Contains(nowHeadings, bareHeading(s.heading(column, top, head)))
}

var nowHeadings = []string{"現状値", "現状", "現況値", "現況"}

// westYearOf is a year of four digits.
func westYearOf(digits string) (kpi.Year, bool) {
	n, err := strconv.Atoi(digits)
	return kpi.Year(n), err == nil
}

// since is when the baseline was taken, as the heading of its column says, or what
// stands below it: 基準値（R2）; "" where it says nothing.
func (s looseSheet) since(places map[meant]int, head int) string {
	j, ok := places[meant{key: "baseline"}]
	if !ok {
		return ""
	}
	top := head - 1
	for top > max(0, head-3) {
		if m, known := meaningOf(s.say(top, j)); known && m.key == "baseline" {
			break
		}
		top--
	}
	if m, known := meaningOf(s.say(top, j)); !known || m.key != "baseline" {
		return ""
	}
	return dateIn(s.heading(j, top, head))
}

// since is when the baseline was taken, as its label in a form says.
func (t mappedTable) since() string {
	for _, at := range slices.SortedFunc(maps.Keys(t.headings), byPlace) {
		if m, known := meaningOf(t.headings[at]); known && m.key == "baseline" {
			return dateIn(t.headings[at])
		}
	}
	return ""
}

// dateIn is the date or the year in a heading, as it stands there.
func dateIn(heading string) string {
	for _, piece := range strings.FieldsFunc(heading, func(r rune) bool { return strings.ContainsRune(" 　\n()（）[]【】:：", r) }) {
		if _, year := westYearOf(piece); dated(piece) || year && len(piece) == 4 {
			return piece
		}
	}
	return ""
}
