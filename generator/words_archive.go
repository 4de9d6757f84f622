package main

import "tassei/generator/diag"

// archiveWords are the messages of the command archive.
var archiveWords = diag.Sayings{
	"wrong arguments": {"{command} の引数が違います。例：{example}", "Wrong arguments for {command}. For example: {example}"},

	"wrong date":  {"--date は 2025-09-30 のように、実在する日付を書きます（{date} ではなく）。", "--date is a real date such as 2025-09-30, not {date}."},
	"wrong epoch": {"環境変数 SOURCE_DATE_EPOCH は、1970年からの秒数です（{value} ではなく）。", "SOURCE_DATE_EPOCH is a number of seconds since 1970, not {value}."},
	"no date": {
		"日付が分かりません。次のどれかで決めます：--date 2025-09-30 を付ける、環境変数 SOURCE_DATE_EPOCH を設定する、data/{year}/year.toml に date を書く。",
		"There is no date. Give it in one of three ways: --date 2025-09-30, the variable SOURCE_DATE_EPOCH, or date in data/{year}/year.toml.",
	},
	"date in future": {
		"{date} はまだ来ていない日です（この機械の時計では {than} です）。封印した日付は変えられません。正しい日付を --date で指定するか、時計を合わせてください。",
		"{date} has not come yet: by the clock of this machine it is {than}. A sealed date never changes. Give the right one with --date, or set the clock.",
	},
	"date before end": {
		"{date} は、年度の終わり（{than}）より前です。正しい日付を --date で指定してください。終わらない年度を封印するときは --unfinished を付けます。",
		"{date} is before the end of the year ({than}). Give the right date with --date, or add --unfinished to seal a year that is not over.",
	},
	"date before seal": {
		"{date} は、前の封印 {edition} の日付（{than}）より前です。封印は作った順につながるので、{than} 以後の日付を --date で指定してください。",
		"{date} is before the last seal, {edition} of {than}. Seals form a chain in the order in which they are made: give a date from {than} on with --date.",
	},
	"date before corrected": {
		"{date} は、訂正する版 {edition} の日付（{than}）より前です。訂正した日付を --date で指定してください。",
		"{date} is before {edition}, which it corrects ({than}). Give the date of the correction with --date.",
	},
	"date before withdrawn": {
		"{date} は、{edition} を封印した日付（{than}）より前です。取り下げた日付を --date で指定してください。",
		"{date} is before {edition} was sealed ({than}). Give the date of the withdrawal with --date.",
	},
	"reason language": {
		"{flag} の「{lang}」は、この市の言語ではありません。使えるのは {known} です。",
		"{flag}: “{lang}” is no language of this city. There are: {known}.",
	},
	"reason twice":    {"{flag} の「{lang}」が2度あります。", "{flag} has “{lang}” twice."},
	"no first reason": {`{flag} には、{lang} の理由も要ります。例：{flag} "{lang}=…"`, `{flag} wants the reason in {lang} too: {flag} "{lang}=…"`},
	"would seal": {
		"試しただけで、封印していません。--dry-run を外すと、{edition} を {date} の日付で封印します（{files} ファイル、{bytes} バイト）。封印は取り消せません。",
		"Nothing was sealed. Without --dry-run {edition} is sealed as of {date} ({files} files, {bytes} bytes), for good.",
	},
	"would withdraw": {
		"試しただけで、取り下げていません。--dry-run を外すと、{edition}（{files} ファイル）を {date} の日付で取り下げ、封印したものを消します。元には戻せません。",
		"Nothing was withdrawn. Without --dry-run {edition} ({files} files) is withdrawn as of {date} and what was sealed is deleted, for good.",
	},
	"would sign": {
		"試しただけで、署名していません。--dry-run を外すと、番号 {id} の鍵で {edition} に署名し、上のファイルを置きます。",
		"Nothing was signed. Without --dry-run {edition} is signed with the key of number {id}, and the files above are put there.",
	},
	"edition the same": {
		"{edition} と同じ内容なので、訂正になりません。データを直してから封印してください。",
		"This would be the same as {edition} and corrects nothing. Mend the data first.",
	},
	"seal restored": {"訂正 {edition} が取り下げられたので、この版が再び有効", "stands again, for its correction {edition} was withdrawn"},
	"no reason":     {`理由を書いてください。例：{flag} "表3の数値の誤り"`, `Give a reason, such as {flag} "a wrong figure in table 3"`},
	"no key":        {"--key で minisign の秘密鍵のファイルを指定してください。鍵は minisign -G で作れます。", "Name the file of your minisign secret key with --key. minisign -G makes one."},

	"sealed": {
		"{edition} を {date} の日付で封印しました（{dir}）。表示した照合用の値を、議会の会議録など別の場所にも残してください。",
		"{edition} is sealed as of {date} ({dir}). Keep the digest above in another place too, such as the council's minutes.",
	},
	"seal of a draft": {"{year} は下書きです。data/{year}/year.toml の status を \"published\" にしてから封印します。", "{year} is a draft. Set status = \"published\" in data/{year}/year.toml before you seal it."},
	"draft revises": {
		"{file} が、計画の目標値を改めた（revised か continues = false）と書いていますが、{year} は下書きです。封印は下書きを含まないので、改める前の目標値が封印に出ません。{year} を公表（status = \"published\"）してから封印するか、計画を改める前のデータの写しで封印してください。",
		"{file} says that the plan's targets were changed (revised, or continues = false), and {year} is a draft. A seal holds no draft, so it would have the new targets for a year that never had them. Seal when {year} is published (status = \"published\"), or from a copy of the data from before the change.",
	},
	"seal moved": {"その間に別の封印が作られました。もう一度実行してください。", "Another seal was made meanwhile. Run it again."},

	"edition sealed": {
		"{edition} はもう封印されています。封印は変えられません。訂正するときは --correct \"理由\" で新しい版を作ります。",
		"{edition} is sealed already and never changes. For a correction make a new edition with --correct \"reason\".",
	},
	"edition withdrawn":  {"{edition} は取り下げられています。その名前は二度と使いません。", "{edition} was withdrawn. Its name is not used again."},
	"edition not sealed": {"{edition} は封印されていません。tassei archive list で一覧を見られます。", "{edition} is not sealed. See tassei archive list."},
	"edition nothing":    {"この年度はまだ封印されていないので、訂正できません。--correct を付けずに実行してください。", "This year was never sealed, so there is nothing to correct. Leave out --correct."},
	"edition signed":     {"{edition} には、もう署名があります。", "{edition} is signed already."},
	"edition bad":        {"版は FY2024 か FY2024-2 のように書きます（{edition} ではなく）。", "Write the edition like FY2024 or FY2024-2, not {edition}."},

	"field missing":      {"{field}がないので封印できません。", "It cannot be sealed without {field}."},
	"field malformed":    {"{field}の {value} は使えません。", "{field} cannot be {value}."},
	"field organisation": {"市の名前（data/city.toml の name）", "the city's name (name in data/city.toml)"},
	"field identifier":   {"市の番号（data/city.toml の code）", "the city's code (code in data/city.toml)"},
	"field title":        {"年度の題名（year.toml の title）", "the year's title (title in year.toml)"},
	"field date":         {"日付", "the date"},
	"field reason":       {"理由", "the reason"},
	"field year":         {"年度", "the year"},

	"key password":   {"パスワードが違うため、鍵を開けません。", "The key does not open with this password."},
	"key malformed":  {"{path} は minisign の鍵ではありません。", "{path} is not a minisign key."},
	"ask passphrase": {"鍵 {file} のパスワード：", "Password of the key {file}:"},
	"no terminal":    {"パスワードを聞く端末がありません。端末から実行してください。", "There is no terminal to ask for the password. Run it in one."},
	"new key": {
		"公開鍵 {file}（番号 {id}）を置きました。この番号を、広報紙など別の場所でも知らせてください。",
		"The public key {file} (number {id}) is put there. Make the number known in another place too.",
	},

	"sound":          {"{seals} 件の封印（{files} ファイル）は、封印した時のままです。", "As they were sealed. Seals: {seals}, files: {files}."},
	"sound alone":    {"年度のつながりは、archive のフォルダー全体を確かめないと分かりません。", "Whether it is part of an unbroken chain can only be seen in the whole archive."},
	"nothing there":  {"{path} がありません。封印は tassei archive FY2024 --date 2025-10-01 のように作ります。", "There is no {path}. A seal is made with tassei archive FY2024 --date 2025-10-01."},
	"not an archive": {"{path} は、封印のフォルダーでも、封印した年度でも、その ZIP でもありません。", "{path} is no archive, no sealed year and no zip of one."},
	"no seals":       {"{dir} に封印した年度はありません。", "No year is sealed in {dir}."},

	"seal size":      {"{files} ファイル {bytes} バイト", "{files} files, {bytes} bytes"},
	"seal withdrawn": {"{date} 取り下げ：{reason}", "withdrawn on {date}: {reason}"},
	"seal replaces":  {"{edition} を訂正：{reason}", "corrects {edition}: {reason}"},
	"seal replaced":  {"{edition} に訂正", "corrected by {edition}"},
	"seal signed":    {"署名あり", "signed"},
	"seal unchecked": {"署名あり（未確認）", "signed (not checked)"},

	"withdrawn": {
		"{edition} を {date} の日付で取り下げ、その記録を残しました。公開中のサイトから消すには、build と publish --allow seals,years,removals を実行します。",
		"{edition} is withdrawn as of {date}; a record stays. To take it off the public site run build and publish --allow seals,years,removals.",
	},

	"seal data":   {"{edition} の {file} を読めません。tassei archive verify で、封印が変わっていないか確かめてください。", "{file} of {edition} cannot be read. See with tassei archive verify whether the seal was changed."},
	"seal format": {"{edition} は、もっと新しい版のプログラムで作られています（形式 {format}）。新しい版で比べてください。", "{edition} was made by a later version of the program (format {format}). Compare with that version."},

	"move rose":           {"達成度が上がった指標（{n}）", "Achievement rose ({n})"},
	"move fell":           {"達成度が下がった指標（{n}）", "Achievement fell ({n})"},
	"move unchanged":      {"達成度が同じ指標（{n}）", "Achievement unchanged ({n})"},
	"move other-value":    {"達成度では比べられず、実績値か区分が違う指標（{n}）", "No rate to compare; the actual or the band differs ({n})"},
	"move appeared":       {"新しい指標（{n}）", "New ({n})"},
	"move ended":          {"終わった指標（{n}）", "Ended ({n})"},
	"move figure-changed": {"基準値か実績値が違う指標（{n}）", "Another baseline or actual ({n})"},
	"corrected baseline":  {"基準値", "baseline"},
	"corrected actual":    {"実績値", "actual"},
	"move target-changed": {"目標値が変わった指標（{n}）", "Target changed ({n})"},
	"move method-changed": {"積算方法が変わった指標（{n}）", "Method changed ({n})"},
	"move renamed":        {"名前か番号が変わった指標（{n}）", "Renamed ({n})"},
	"differs":             {"版によって内容が違う指標（{n}）：indicators.json の項目", "The editions differ, in these keys of indicators.json ({n})"},
	"no rate":             {"達成度なし", "no rate"},
	"no differences":      {"違いはありません。", "There is no difference."},
	"no changes":          {"比べる指標がありません。", "There is nothing to compare."},
}
