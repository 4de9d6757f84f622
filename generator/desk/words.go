package desk

// sayings are the words of this package: refusals, and the remarks in files
// that it drafts.
var sayings = map[string]saying{
	"year range":  {"年度 {year} は扱えません。FY2025 のように書きます。", "The year {year} is out of range. Write it like FY2025."},
	"year exists": {"{year} はもうあります。上書きはしません。data/{year}/ を直してください。", "{year} exists already and is never overwritten. Edit data/{year}/."},
	"year before": {"{file} に誤りがあります（{code}）。{year} から引き継げるよう、先に直してください。", "{file} has an error ({code}). Mend it first, so that the new year can take over from {year}."},

	"draft year":        {"{year}の設定", "Settings of {year}"},
	"draft status":      {"下書きの間は確認と試し表示だけで、サイトには出ません。公表するときに \"published\" に直します。", "A draft is checked and previewed but not published. Set it to \"published\" when the year is complete."},
	"draft facts":       {"分かったら、行の先頭の # を取って書きます。分からないことは、書かずに残します。", "Remove the # at the start of a line to fill it in. Leave out what is not known."},
	"draft title":       {"{year} 評価書", ""},
	"draft title en":    {"", "Evaluation report for {year}"},
	"draft source":      {"元の資料があれば、{folder} に置いて、その名前とページ数を書きます。", "If there is a source document, put it into {folder} and give its name and pages."},
	"draft document":    {"{year}の評価シートの文字データ", ""},
	"draft document en": {"", "Text of the evaluation sheets of {year}"},
	"draft sheet":       {"{code} {name}（{year}、下書き）", "{code} {name} ({year}, draft)"},
	"draft how": {
		"空欄は、行の先頭の # を取り、= のあとに書きます。値がないときは 0 ではなく理由を書きます（例: {none = \"not-yet\"}）。",
		"To fill in a blank, remove the # at the start of its line and write after the =. A missing value is never 0: give the reason, as {none = \"not-yet\"}.",
	},
	"draft renamed": {
		"{year}の名称は「{was}」でした。同じ指標なら continues = true、別の指標なら continues = false を [[record]] の下に書きます。",
		"In {year} it was called “{was}”. Write continues = true below [[record]] if it is the same indicator, continues = false if it is another.",
	},
	"draft action":     {"実施内容。1件ごとに、この4行の # を取って書きます。", "Actions: remove the # from these four lines, once for each action."},
	"baseline carried": {"前年度と同じ基準値です", "last year's baseline"},
	"baseline rebuilt": {"前年度と同じ基準値です（本文から復元した値）", "last year's baseline (rebuilt from the prose)"},
	"target planned":   {"計画の目標値です", "the plan's target"},
	"was":              {"前年度は {value}", "last year {value}"},
	"was none":         {"前年度は記載なし", "not given last year"},
	"unit":             {"単位は{unit}です（数値には書きません）。", " Unit: {unit} (not written with the number)."},
	"unit none":        {"", ""},
	"means increase":   {"多いほどよい指標です。", "Higher is better."},
	"means decrease":   {"少ないほどよい指標です。", "Lower is better."},
	"means maintain":   {"目標の値や範囲に保つ指標です。", "To be kept at the target, or inside it."},
	"means done":       {"数値ではなく、できたか（done = true）、できていないか（done = false）で測ります。", "Not a number: done = true or done = false."},
	"means parts":      {"下の各部分の数値で測ります。達成度は部分の平均です。", "Measured by the parts below; the achievement is their mean."},

	"port taken":     {"ポート {port} は使えません（{reason}）。--port で別の番号を指定するか、指定をやめてください。", "Port {port} cannot be used ({reason}). Name another with --port, or none."},
	"wrong host":     {"この試し表示は、このパソコンの中だけで見られます。http://127.0.0.1:{port}/ を開いてください。", "This preview is for this machine only. Open http://127.0.0.1:{port}/."},
	"all problems":   {"すべての知らせ", "All problems"},
	"close":          {"閉じる", "Close"},
	"build failed":   {"作れませんでした。表示は前のままです。", "The build failed. What is shown is the former site."},
	"build stopped":  {"{totals}。直すまで、表示は前のままです。", "{totals}. Until they are mended the former site is shown."},
	"problems title": {"データの知らせ", "Problems in the data"},
	"no problems":    {"誤りはありません。", "No problem found."},
	"building":       {"ページを作っています", "Making pages"},
	"back":           {"サイトを見る", "To the site"},
	"hint":           {"ヒント: ", "Hint: "},
}
