package towns

// text is one text in both languages.
type text struct{ ja, en string }

// String is the text as the data format writes it. The words below hold no
// sign that would have to be escaped.
func (t text) String() string { return `{ja = "` + t.ja + `", en = "` + t.en + `"}` }

type theme struct{ name, section text }

type measure struct {
	name, unit text
	decrease   bool // lower is better
}

var themes = []theme{
	{text{"子育て支援の充実", "Childcare support"}, text{"こども育成課", "Child Development Section"}},
	{text{"高齢者の地域生活支援", "Community living for older residents"}, text{"高齢者支援課", "Elderly Support Section"}},
	{text{"道路・橋りょうの長寿命化", "Longer-lived roads and bridges"}, text{"道路保全課", "Road Maintenance Section"}},
	{text{"脱炭素社会の実現", "Carbon neutrality"}, text{"環境政策課", "Environmental Policy Section"}},
	{text{"地域公共交通の確保", "Regional public transport"}, text{"交通政策課", "Transport Policy Section"}},
	{text{"防災体制の強化", "Disaster preparedness"}, text{"危機管理課", "Crisis Management Section"}},
	{text{"学校教育の質の向上", "Quality of schooling"}, text{"学校教育課", "School Education Section"}},
	{text{"中心市街地の活性化", "City-centre revitalisation"}, text{"商業振興課", "Commerce Promotion Section"}},
	{text{"農林水産業の担い手確保", "Successors in farming and fisheries"}, text{"農林水産課", "Primary Industries Section"}},
	{text{"行政手続のデジタル化", "Digital public services"}, text{"デジタル推進課", "Digital Promotion Section"}},
	{text{"健康寿命の延伸", "Longer healthy life"}, text{"健康づくり課", "Health Promotion Section"}},
	{text{"多文化共生の推進", "Multicultural coexistence"}, text{"国際交流課", "International Exchange Section"}},
	{text{"上下水道の安定経営", "Stable water and sewerage"}, text{"上下水道経営課", "Water Management Section"}},
	{text{"文化財の保存と活用", "Cultural heritage"}, text{"文化財課", "Cultural Heritage Section"}},
	{text{"移住・定住の促進", "Relocation and settlement"}, text{"移住定住推進課", "Settlement Promotion Section"}},
	{text{"ごみの減量と資源化", "Waste reduction and recycling"}, text{"廃棄物対策課", "Waste Measures Section"}},
}

var measures = []measure{
	{text{"利用者満足度", "user satisfaction"}, text{"％", "%"}, false},
	{text{"参加者数", "participants"}, text{"人", "people"}, false},
	{text{"待機者数", "people on the waiting list"}, text{"人", "people"}, true},
	{text{"実施率", "implementation rate"}, text{"％", "%"}, false},
	{text{"相談件数", "consultations"}, text{"件", "cases"}, false},
	{text{"苦情件数", "complaints"}, text{"件", "cases"}, true},
	{text{"延べ利用回数", "total uses"}, text{"回", "uses"}, false},
	{text{"温室効果ガス排出量", "greenhouse gas emissions"}, text{"千t-CO2", "kt-CO2"}, true},
	{text{"点検完了箇所数", "sites inspected"}, text{"箇所", "sites"}, false},
	{text{"一人当たり排出量", "amount discharged per person"}, text{"g/日", "g/day"}, true},
	{text{"認知度", "public awareness"}, text{"％", "%"}, false},
	{text{"新規登録事業者数", "newly registered businesses"}, text{"者", "businesses"}, false},
}

var areas = []text{
	{"市全域", "Citywide"}, {"東部地区", "Eastern district"}, {"西部地区", "Western district"},
	{"臨海地区", "Waterfront district"}, {"中山間地域", "Hill and mountain area"},
	{"中央地区", "Central district"}, {"北部地区", "Northern district"}, {"南部地区", "Southern district"},
}

var methods = []text{
	{"市民意識調査（無作為抽出3,000人、郵送及びWeb回答）における肯定的回答の割合", "Share of positive answers in the resident survey (3,000 drawn at random, post and web)"},
	{"各施設から提出される月次報告を年度末に集計した値", "Monthly reports from each facility, totalled at the end of the fiscal year"},
	{"国の統計調査の公表値を市分について抽出した値", "The city's figure taken from the published national statistics"},
	{"所管課が管理する台帳に基づく3月31日時点の実績値", "Actual figure on 31 March from the register kept by the section in charge"},
}

var parts = []text{{"市が実施したもの", "Carried out by the city"}, {"委託により実施したもの", "Carried out by contractors"}}

var actionTexts = []text{
	{"出前講座を地区ごとに開催し、制度の周知を図る", "Hold outreach lectures in each district to make the scheme known"},
	{"オンライン申請の対象手続を拡大し、窓口の混雑を緩和する", "Extend online applications to more procedures and ease crowding at counters"},
	{"老朽化した設備を計画的に更新する", "Renew ageing equipment to plan"},
	{"関係団体との連絡会議を四半期ごとに開く", "Meet related organisations every quarter"},
	{"多言語の案内を整備し、外国人住民への情報提供を強化する", "Prepare multilingual guidance and inform foreign residents better"},
	{"国の補助制度を活用した支援金を交付する", "Pay grants that draw on the national subsidy scheme"},
	{"民間事業者との協定により見守り活動を拡充する", "Extend watch-over activities through agreements with private companies"},
	{"利用実態調査を行い、翌年度の事業内容に反映する", "Survey actual use and reflect it in next year's programme"},
}

// sentences of comments. The first speaks of the figures and always leads.
var sentences = []text{
	{"本年度の実績値は{v}{uj}となり、前年度から{d}{uj}の変動となりました。", "The actual figure for the year was {v} {ue}, a change of {d} {ue} on the year before."},
	{"新型コロナウイルス感染症の影響により中止していた事業を順次再開したことで、利用は回復の傾向にあります。", "Programmes suspended during the pandemic were resumed one after another, and use is recovering."},
	{"一方で、物価高騰に伴う資材費の上昇により、一部の工事の発注が翌年度に繰り越されました。", "On the other hand, higher material prices meant that some works were carried over to next year."},
	{"地区別に見ると、中山間地域での伸びが小さく、移動手段の確保が引き続き課題となっています。", "By district, growth in the hill and mountain area was small; transport there remains an issue."},
	{"関係団体へのヒアリングでは、申請手続の簡素化を求める意見が多く寄せられました。", "In hearings, many organisations asked for simpler application procedures."},
	{"目標値に対する達成状況はおおむね計画どおりであり、次年度も現在の取組を継続します。", "Progress towards the target is broadly as planned, and the present measures will continue."},
	{"詳細な調査結果は[市民意識調査報告書](https://town.example/survey/{y}/)に掲載しています。", "Detailed results are in the [resident survey report](https://town.example/en/survey/{y}/)."},
	{"なお、**算定方法の見直し**を行ったため、過年度の数値とは単純に比較できない点にご留意ください。", "Because the **calculation method was revised**, the figures cannot simply be compared with earlier years."},
	{"デジタル技術を活用した受付体制の整備により、職員一人当たりの処理時間は約{k}％短縮されました。", "A digital reception desk cut the handling time per member of staff by about {k}%."},
	{"今後は、若年層への情報発信を強化するとともに、学校や企業との連携を一層進めてまいります。", "We will reach out more to younger people and work more closely with schools and companies."},
}

// kana are the letters of initiatives, with their Roman form in file names.
var kana = []text{
	{"ア", "a"}, {"イ", "i"}, {"ウ", "u"}, {"エ", "e"}, {"オ", "o"},
	{"カ", "ka"}, {"キ", "ki"}, {"ク", "ku"}, {"ケ", "ke"}, {"コ", "ko"},
	{"サ", "sa"}, {"シ", "shi"}, {"ス", "su"}, {"セ", "se"}, {"ソ", "so"},
	{"タ", "ta"}, {"チ", "chi"}, {"ツ", "tsu"}, {"テ", "te"}, {"ト", "to"},
	{"ナ", "na"}, {"ニ", "ni"}, {"ヌ", "nu"}, {"ネ", "ne"}, {"ノ", "no"},
	{"ハ", "ha"}, {"ヒ", "hi"}, {"フ", "fu"}, {"ヘ", "he"}, {"ホ", "ho"},
	{"マ", "ma"}, {"ミ", "mi"}, {"ム", "mu"}, {"メ", "me"}, {"モ", "mo"},
	{"ヤ", "ya"}, {"ユ", "yu"}, {"ヨ", "yo"},
	{"ラ", "ra"}, {"リ", "ri"}, {"ル", "ru"}, {"レ", "re"}, {"ロ", "ro"}, {"ワ", "wa"},
}

const (
	notAdopted = `{ja = "未策定", en = "Not adopted", done = false}`
	adopted    = `{ja = "策定", en = "Adopted", done = true}`
)

// The code begins with 99, which no municipality's does; its check digit is right.
const cityFile = `# 試験のための架空の市です。番号も架空です。

name      = {ja = "みなと野市", en = "Minatono City"}
title     = {ja = "みなと野市 政策評価", en = "Minatono City: policy evaluation"}
code      = "994324"
languages = ["ja", "en"]
licence   = "CC-BY-4.0"

[achievement]
rule = "ratio"

[[band]]
id   = "achieved"
name = {ja = "達成", en = "Achieved"}
from = 100

[[band]]
id   = "nearly"
name = {ja = "おおむね達成", en = "Nearly achieved"}
from = 80

[[band]]
id   = "behind"
name = {ja = "未達", en = "Behind target"}
`

const accessibilityFile = `standard     = {ja = "WCAG 2.2", en = "WCAG 2.2"}
target_level = "AA"
scope        = {ja = "このサイトのすべてのページ", en = "All pages of this site"}
known_problems = []
`

const glossaryFile = `[[term]]
id      = "dejitaru"
word    = {ja = "オンライン申請", en = "Online application"}
also    = ["電子申請"]
meaning = {ja = "役所に行かず、インターネットで申請すること。", en = "Applying over the internet without going to the office."}
`

const yearFile = `status = "published"
title  = {ja = "政策評価（%d年度）", en = "Policy evaluation FY%d"}
date   = %d-09-30
`

var aboutPage = prose{
	ja: "+++\ntitle = \"このサイトについて\"\n+++\n\n試験のための架空の市の政策評価です。\n",
	en: "+++\ntitle = \"About this site\"\noriginal = \"DIGEST\"\n+++\n\nThe policy evaluation of a city that was invented for tests.\n",
}
