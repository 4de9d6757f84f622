package source

import (
	"strings"
	"testing"

	"tassei/generator/law"
	"tassei/generator/must"
	"tassei/generator/toml"
)

// told is what a pair of texts gives: "" or the numbers that K421 names.
func amountsTold(original, translation string) string {
	d, _ := toml.NewText("x.md", []byte(translation))
	w := &words{Document: d, body: translation, line: 1}
	w.sameAmounts(original, "en")
	for _, p := range w.Problems {
		if p.Code == "K421" {
			return p.Args["numbers"] + " > " + p.Args["others"]
		}
	}
	return ""
}

// Translations that say the same in their own way.
func TestSameAmounts(t *testing.T) {
	for _, c := range [][2]string{
		{"4,676件", "4,676 cases"},
		{"「ためしてガッテン」は12回", "&#8220;Try it&#8221; was held 12 times &#x2014; and &#8364;12"},
		{"４，６７６件、１０．５％", "10.5% and 4676 cases"},
		{"導入前の10日間（2,831人）に対し，2,278人", "2,278 over the ten days after, 2,831 in the ten days before"},
		{"令和６年度総取扱数26,820件に対し", "Of 26,820 transactions in FY2024"},
		{"令和６年11月22日に実施した。", "It was held on 22 November 2024."},
		{"令和６年11月22日に実施した。", "It was held on November 22nd, 2024."},
		{"平成30年度から令和元年度まで", "from fiscal 2018 to fiscal year 2019"},
		{"令和４～６年度の平均", "the mean of FY2022–24"},
		{"R5.10～R6.3に行った。", "From October 2023 to March 2024."},
		{"10月から12月まで", "from October to December"},
		{"10，11月に", "in October and November"},
		{"11月３～12日", "3–12 November"},
		{"2024年12月", "in December 2024"},
		{"2024-12-05", "5 Dec 2024"},
		{"17時15分から", "from 5:15 p.m."},
		{"17時15分から", "from 17:15"},
		{"約12時間", "about 12 hours"},
		{"5万人、1.2億円", "50,000 people and 120 million yen"},
		{"1,064.9千円から222.1千円に", "from 1,064.9 to 222.1 thousand yen"},
		{"3百万円", "3 million yen"},
		{"３割が答えた。", "30% answered."},
		{"１割が答えた。", "One in ten answered."},
		{"0.5以上は切り上げる", "rounded half up"},
		{"二十五回", "25 times"},
		{"三百人", "300 people"},
		{"25回", "twenty-five times"},
		{"新型コロナウイルス感染症", "COVID-19"},
		{"様式１１", "Form 11"},
		{"令和６年度、12件", "12 in FY2024"},
		{"令和６年度は12件", "In FY2024, 12 cases"},
		{"令和６年度は4.5％", "In FY2024, 4.5%"},
		{"10月は12件", "In October, 12 cases"},
		{"10月10日、12日及び14日に", "on October 10, 12 and 14"},
		{"10月10日、12日及び14日に", "on 10, 12 and 14 October"},
		{"A4とWindows11", "A4 and Windows 11"},
		{"[⑴-イ-指標４](1-i-shihyo-14)", "[Initiative (1)-i, Indicator 4](1-i-shihyo-14)"},
		{"[⑽-ア-指標１](10-a-shihyo-1)", "[10-a, Indicator 1](10-a-shihyo-1)"},
		{"[⑾-ア-指標１](11-a-shihyo-1)をみてください。", "See [Initiative 11-a, Indicator 1](11-a-shihyo-1)."},
		{"[10-a 指標1](10-a-shihyo-1)", "[⑽-ア 指標１](10-a-shihyo-1)"},
		{"⑿の取り組み", "Initiative 12"},
		{"10. 一\n11. 二", "* one\n* two"},
		{"36名と36名", "36 each"},
		{"電話 0993-22-2111", "Phone: +81-993-22-2111"},
		{"3.0点", "3 points"},
		{"４回", "eight sessions"},    // one digit is not compared
		{"１０日間", "the twelve days"}, // it may be a date
		{"", ""},
	} {
		must.Be(t, amountsTold(c[0], c[1]), "", c[0], "and", c[1])
	}
}

// Slips of a digit, whatever else stands around.
func TestOtherAmounts(t *testing.T) {
	for _, c := range [][3]string{
		{"4,676件", "4,766 cases", "4,676 > 4,766"},
		{"令和６年度総取扱数26,820件に対し，4,676件", "26,820 transactions in FY2024, 4,766 of them", "4,676 > 4,766"},
		{"[⑽-ア-指標１](10-a-shihyo-1)は12件", "[10-a, Indicator 1](10-a-shihyo-1): 21 cases", "12 > 21"},
		{"17.9％", "19.7%", "17.9 > 19.7"},
		{"&#8220;4,676件&#8221;", "&#8220;4,766 cases&#8221;", "4,676 > 4,766"},
		{"1.36％", "136%", "1.36 > 136"},
		{"約12時間", "about 21 hours", "12 > 21"},
		{"5万人", "5,000 people", "5万 > 5,000"},
		{"３割が答えた。", "40% answered.", " > 40"},
		{"計73名", "all of them", "73 > "},
		{"増えた。", "rose by 12%.", " > 12"},
		{"36名，37名，36名", "36, 37 and 37 people", "36 > 37"},
		{"令和６年度は109件", "190 in FY2024", "109 > 190"},
		{"令和６年度は12件", "In FY2024, 21 cases", "12 > 21"},
		{"令和６年度、12件", "21 in FY2024", "12 > 21"},
		{"2,024人", "2,042 people", "2,024 > 2,042"},
		{"10人，20人，30人，40人", "none", "10 / 20 / 30 / … > "},
	} {
		must.Be(t, amountsTold(c[0], c[1]), c[2], c[0], "and", c[1])
	}
}

// However many numbers two texts have, comparing them takes a moment.
func TestManyAmounts(t *testing.T) {
	var a, b strings.Builder
	for i := range 40_000 {
		a.WriteString(itoa(10_000+i) + " ")
		b.WriteString(itoa(60_000+i) + " ")
	}
	must.Be(t, amountsTold(a.String(), b.String()), "10000 / 10001 / 10002 / … > 60000 / 60001 / 60002 / …")
	for _, unit := range []string{"12,", "12から", "12月", "http12", "](12", "  12", "12 hundred ", "令和12", "二十"} {
		s := strings.Repeat(unit, 200_000/len(unit))
		amountsTold(s, s[:len(s)-len(unit)]+"99")
	}
}

func FuzzAmounts(t *testing.F) {
	f := law.Of(t, 1)
	f.Add("令和６年11月22日に４，６７６件", "4,766 on 22 November 2024\n- twenty-five")
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = strings.ToValidUTF8(a, ""), strings.ToValidUTF8(b, "")
		must.Be(t, amountsTold(a, a), "", a, "differs from itself")
		amountsTold(a, b)
		for _, n := range amountsIn(b) {
			if n.at < 0 || n.at > len(b) {
				t.Fatalf("%q: at %d", b, n.at)
			}
		}
	})
}

func BenchmarkAmounts(b *testing.B) {
	ja := "市役所各庁舎にらくらく窓口証明書交付サービスを導入し，コンビニ交付の操作方法を身近に感じてもらうようにした。令和６年度総取扱数26,820件に対し，コンビ交付数4,676件となり，前年度より交付率が５％上昇したものの目標達成には届かなかった。"
	en := "The Rakuraku counter certificate issuing service was introduced at each of the city office buildings, so that people would become familiar with how to obtain certificates at convenience stores. Against a total of 26,820 transactions in FY2024, 4,676 certificates were issued at convenience stores; the rate of issuance rose by 5% from the previous year but did not reach the target."
	for b.Loop() {
		amountsTold(ja, en)
	}
}
