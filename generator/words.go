package main

// saying is one message of the program in the languages of its users.
type saying struct{ ja, en string }

// words are the messages of the command itself. What is wrong in a city's
// files is told by the rule book (package diag), what stands on pages by
// layouts/messages.
var words = map[string]saying{
	"fault": {
		"プログラムの故障です。データの誤りではありません。次の内容を添えて知らせてください。公開中のサイトは変わっていません。",
		"This is a fault of the program, not of your data. Please report it with the lines below. The published site is unchanged.",
	},
	"unknown command":   {"「{command}」という命令はありません。", "There is no command “{command}”."},
	"unknown flag":      {"{flag} というフラグはありません。", "There is no flag {flag}."},
	"wrong flag":        {"{flag} の値が正しくありません。", "{flag} wants another value."},
	"see help":          {"使い方は tassei help で見られます。", "See tassei help."},
	"wrong format":      {"--format は text か json です（{format} ではなく）。", "--format is text or json, not {format}."},
	"wrong lang":        {"--lang は ja か en です（{lang} ではなく）。", "--lang is ja or en, not {lang}."},
	"wrong jobs":        {"--jobs は 1 以上の数です。", "--jobs is a number of at least 1."},
	"misplaced flag":    {"{command} に {flag} はありません（{owners} のフラグです）。", "{command} has no flag {flag}; it belongs to {owners}."},
	"wrong year":        {"年度は FY2024 のように書きます（{year} ではなく）。", "Write the year like FY2024, not {year}."},
	"no arguments":      {"{command} に引数はありません。", "{command} takes no argument."},
	"one argument":      {"{command} には引数が要ります。例：{example}", "{command} wants an argument, such as: {example}"},
	"unknown value":     {"{flag} の「{value}」は見つかりません。もしかして：{near}", "{flag}: there is no “{value}”. Did you mean {near}?"},
	"no source":         {"「{dir}」を開けません（{reason}）。市のフォルダーを --source で指定してください。", "Cannot open “{dir}” ({reason}). Name the city's folder with --source."},
	"no published year": {"公開する年度がありません。data/FY…/year.toml の status を \"published\" にすると公開されます。", "There is no published year. Set status = \"published\" in data/FY…/year.toml."},
	"all fine":          {"誤りはありません。", "No problem found."},
	"coverage":          {"翻訳（{lang}）：{total} のうち {done}、原文が新しいもの {stale}", "Translation ({lang}): {done} of {total}, {stale} of them stale"},
	"noted":             {"{path} に、元にした原文を記録しました。", "{path}: digest of the original written."},
	"cannot read":       {"{path} を読めません（{reason}）。", "Cannot read {path} ({reason})."},
	"new year":          {"{year} の下書きを作りました。空いているところは tassei check --year {year} で分かります。", "The draft of {year} is made. tassei check --year {year} lists what is still blank."},
	"new city":          {"{dir} に新しい市のフォルダーを作りました。data/README.md から読み始めてください。", "A fresh city is made in {dir}. Begin with data/README.md."},
	"serving":           {"{address} をブラウザーで開いてください。止めるには Ctrl+C を押します。", "Open {address} in your browser. Press Ctrl+C to stop."},
	"previewed":         {"作り直しました（{files} ファイル）。", "Made again ({files} files)."},
	"nothing to import": {"{path} に、今のデータと違うところはありません。", "{path} holds nothing that differs from the data."},
	"imported":          {"{path} から {n} か所を取り込みました。", "{n} changes were taken from {path}."},
	"drawing":           {"ページを作っています", "Making pages"},
	"built":             {"{out} を作りました（書いたファイル {written}、変わらないファイル {kept}、消したファイル {removed}）。", "{out} is built ({written} files written, {kept} unchanged, {removed} removed)."},
	"unchanged":         {"{out} は前と同じです。何も書きませんでした。", "{out} is as it was; nothing was written."},
	"locked":            {"別の tassei（プロセス {pid}）が {path} を作っているところです。終わってからもう一度実行してください。", "Another tassei (process {pid}) is building {path}. Try again when it has ended."},
	"disk full":         {"ディスクがいっぱいで書けませんでした（{reason}）。前のサイトはそのままです。", "The disk is full ({reason}). The old site is unchanged."},
	"failed":            {"できませんでした：{reason}。前のサイトはそのままです。", "Failed: {reason}. The old site is unchanged."},
	"bad path":          {"ファイル名に使えない名前です：{path}（{reason}）", "This cannot be a file name: {path} ({reason})"},

	"refused is-source":          {"出力先 {path} は市のフォルダーそのものです。別のフォルダーを --out で指定してください。", "The output {path} is the city's own folder. Name another with --out."},
	"refused contains-source":    {"出力先 {path} の中に市のフォルダーがあります。別のフォルダーを --out で指定してください。", "The output {path} contains the city's folder. Name another with --out."},
	"refused in-protected":       {"出力先 {path} は {other} の中です。データを守るため、そこには書きません。", "The output {path} lies in {other}, which is never written to."},
	"refused contains-protected": {"出力先 {path} は {other} を含んでいます。データを守るため、そこには書きません。", "The output {path} contains {other}, which is never written to."},
	"refused is-symlink":         {"{path} はシンボリックリンクです。本物のフォルダーを指定してください。", "{path} is a symbolic link. Name a real folder."},
	"refused not-folder":         {"{path} はフォルダーではありません。", "{path} is not a folder."},
	"refused not-ours":           {"{path} には、このプログラムが作ったのではないファイルがあります。消さないよう、何もしませんでした。空のフォルダーを指定してください。", "{path} holds files that this program did not make. Nothing was done. Name an empty folder."},
	"refused newer-format":       {"{path} は、より新しい tassei が作りました。新しい版を使ってください。", "{path} was made by a newer tassei. Use that version."},
	"refused mount-point":        {"{path} はマウントポイントなので、入れ替えられません。その中のフォルダーを指定してください。", "{path} is a mount point and cannot be exchanged. Name a folder inside it."},
	"refused not-writable":       {"{path} に書く権限がありません。", "You may not write to {path}."},
	"refused exists":             {"{path} はもうあります。上書きはしません。", "{path} exists already and is never overwritten."},
	"refused changed-meanwhile":  {"{path} が、作っている間に変わりました。もう一度実行してください。", "{path} changed meanwhile. Run it again."},
	"refused bad-name":           {"{path} という名前は使えません。", "{path} cannot be used as a name."},
	"refused not-regular":        {"{path} は普通のファイルではありません。", "{path} is not a regular file."},

	"usage": {
		"tassei：市の指標を確かめ、公表用のサイトを作ります。\n\n使い方：tassei [命令] [引数] [フラグ]（命令がなければ build）\n",
		"tassei checks a city's indicators and builds their site.\n\nUsage: tassei [command] [arguments] [flags] (build when there is no command)\n",
	},
	"usage flags": {
		"\nどの命令にも使えるフラグ：\n  --source DIR   市のフォルダー（なければ今のフォルダー）\n  --out DIR      出力先（なければ市のフォルダーの public）\n  --lang ja|en   メッセージの言語\n  --format text|json\n  --quiet        結果と誤りだけを表示する\n  --jobs N       同時に使う処理の数\n\n例：\n  tassei check --sheet 1-i\n  tassei explain K112",
		"\nFlags of every command:\n  --source DIR   the city's folder (default: the current one)\n  --out DIR      the output (default: public in the city's folder)\n  --lang ja|en   language of messages\n  --format text|json\n  --quiet        only results and problems\n  --jobs N       how much to do at once\n\nExamples:\n  tassei check --sheet 1-i\n  tassei explain K112",
	},
	"about build":      {"確かめてから、サイトを作る", "check everything, then make the site"},
	"about check":      {"書かずに確かめる", "the same without writing"},
	"about serve":      {"書きながらページを見る（下書きも）", "preview with live reload, drafts included"},
	"about new":        {"次の年度の下書き、または新しい市のフォルダーを作る", "next year's files with blanks, or a fresh city"},
	"about export":     {"年度を Excel か CSV に書き出す", "write a year as Excel or CSV"},
	"about import":     {"Excel か CSV から取り込む", "take a year from Excel or CSV"},
	"about explain":    {"誤りの番号の説明", "the rule behind a problem"},
	"about translated": {"翻訳に、元にした原文を記録する", "note which original a translation was made from"},
	"about version":    {"版の情報", "version, commit, Go, modules"},
	"about help":       {"この説明", "this text"},
}
