package source

import (
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/lang"
)

// numberKeys are the keys whose value is a number.
var numberKeys = []string{"baseline", "target", "actual", "value", "from", "to", "number", "page", "pages", "order", "year", "published", "so_far", "forecast", "above", "below", "second", "tolerance", "places", "cap", "percent", "budget", "spent", "planned"}

// vocabulary is what mistakes in a file are told with.
type vocabulary struct{ file string }

func (vocabulary) IsNumber(key string) bool    { return slices.Contains(numberKeys, key) }
func (vocabulary) Meant(written string) string { return keyFor(written, nil) }

// otherWords are words that people write for a key, in Japanese and English.
var otherWords = map[string]string{
	"実績値": "actual", "実績": "actual", "result": "actual", "achieved": "actual",
	"目標値": "target", "goal": "target", "基準値": "baseline", "基準": "baseline", "base": "baseline",
	"達成度": "published", "達成率": "published", "achievement": "published", "積算方法": "method", "算出方法": "method",
	"指標": "indicator", "目標": "indicator", "ページ": "page", "頁": "page", "名称": "name", "名前": "name", "名": "name", "title": "name",
	"単位": "unit", "方向": "direction", "時点": "as_of", "asof": "as_of", "期間": "period", "時期": "period", "実施時期": "period",
	"担当係": "sections", "担当": "sections", "担当課": "sections", "係": "sections", "section": "sections",
	"実施内容": "action", "actions": "action", "records": "record", "parts": "part", "indicators": "indicator", "bands": "band", "groups": "group",
	"根拠": "evidence", "注": "notes", "注記": "notes", "note": "notes", "備考": "remark", "状態": "status", "題名": "title", "題": "title",
	"番号": "number", "種類": "kind", "種別": "kind", "区分": "group", "順番": "order", "順": "order", "コード": "code", "内容": "text",
	"評価": "grade", "暫定": "provisional", "理由": "none", "値": "value", "ライセンス": "licence", "license": "licence", "言語": "languages",
	"見込": "forecast", "見込値": "forecast", "見込み": "forecast", "累計": "so_far", "前年度": "previous", "前年": "previous", "許容範囲": "tolerance", "印": "mark", "記号": "mark",
	"上限": "cap", "端数": "round", "小数": "places", "桁": "places", "計算式": "rate", "条件": "when", "超": "above", "未満": "below", "履歴": "history", "合計": "total",
	"式": "sum", "計算": "sum", "進捗": "percent", "進捗率": "percent", "予算": "budget", "予算額": "budget", "決算": "spent", "決算額": "spent", "期限": "due", "完了予定": "due", "内訳": "breakdown", "親": "parent", "上位": "parent", "階層": "level", "概要": "summary", "事業費": "resource", "公表日": "published_on", "日付": "date", "締切": "due", "締め切り": "due",
}

// commonKeys are offered where the keys of the table are not known.
var commonKeys = []string{"indicator", "page", "method", "baseline", "target", "actual", "published", "name", "kind", "number", "direction",
	"measured", "unit", "group", "text", "period", "sections", "code", "order", "status", "title"}

// keyFor is the key that a misspelt or a Japanese one most likely means, "" for
// none. Without known keys it chooses among the common ones.
func keyFor(key string, known []string) string {
	if known == nil {
		known = commonKeys
	}
	k := strings.ToLower(strings.TrimSpace(lang.Fold(key)))
	if slices.Contains(known, k) {
		return k
	}
	if w := otherWords[k]; w != "" && slices.Contains(known, w) {
		return w
	}
	k = strings.ReplaceAll(strings.ReplaceAll(k, "-", "_"), " ", "_")
	return diag.Nearby(k, known)
}

// otherChoices are words that people write for a word of a fixed list.
var otherChoices = map[string]string{
	"up": "increase", "higher": "increase", "more": "increase", "増加": "increase", "増": "increase", "増やす": "increase", "上げる": "increase", "高いほどよい": "increase", "大きいほどよい": "increase", "向上": "increase",
	"down": "decrease", "lower": "decrease", "less": "decrease", "減少": "decrease", "減": "decrease", "減らす": "decrease", "下げる": "decrease", "低いほどよい": "decrease", "小さいほどよい": "decrease", "削減": "decrease",
	"keep": "maintain", "維持": "maintain", "中立": "neutral", "none": "neutral", "either": "neutral", "順位": "rank",
	"切り捨て": "down", "切捨て": "down", "切り上げ": "up", "四捨五入": "half-up", "floor": "down", "truncate": "down", "ceiling": "up",
	"設定なし": "not-set", "目標なし": "not-set", "なし": "not-set", "検討中": "not-yet", "定性": "qualitative", "words": "qualitative", "done": "qualitative",
	"shihyo": "指標", "indicator": "指標", "mokuhyo": "目標", "goal": "目標",
	"数": "number", "数値": "number", "composite": "parts", "複合": "parts", "qualitative": "done",
	"下書き": "draft", "公開": "published", "public": "published", "公表": "published",
	"未測定": "not-measured", "未計測": "not-measured", "記載なし": "not-stated", "未定": "not-yet", "対象外": "not-applicable", "該当なし": "not-applicable", "秘匿": "withheld", "不検出": "below-detection-limit", "検出下限値未満": "below-detection-limit", "定量下限値未満": "below-detection-limit", "nd": "below-detection-limit", "suppressed": "withheld", "confidential": "withheld",
	"変更":  "method-changed",
	"未着手": "not-begun", "未実施": "not-begun", "実施中": "under-way", "継続": "under-way", "継続中": "under-way", "進行中": "under-way", "完了": "done", "実施済み": "done", "中止": "stopped", "休止": "stopped",
	"ongoing": "under-way", "in progress": "under-way", "not started": "not-begun", "completed": "done", "complete": "done", "cancelled": "stopped",
}

// choiceFor is the word of a fixed list that another word most likely means.
func choiceFor(text string, words []string) string {
	k := strings.ToLower(strings.TrimSpace(lang.Fold(text)))
	if slices.Contains(words, k) {
		return k
	}
	if w := otherChoices[k]; w != "" && slices.Contains(words, w) {
		return w
	}
	return diag.Nearby(k, words)
}
