package main

// publishWords are the messages of the command publish.
var publishWords = map[string]saying{
	"about publish": {"サイトを公開先に送る。--dry-run で予定だけ見る。verify で確かめる", "send the site to a zip, folder, SFTP, FTPS or S3; verify reads it back"},

	"one target": {
		"公開先を一つ指定してください。例：tassei publish site.zip ／ tassei publish sftp://user@host/var/www/kpi ／ tassei publish --changes 変更分",
		"Name one target, such as: tassei publish site.zip / tassei publish sftp://user@host/var/www/kpi / tassei publish --changes DIR",
	},
	"wrong share":        {"--max-removals は 0% から 100% です（{value} ではなく）。", "--max-removals is between 0% and 100%, not {value}."},
	"wrong allow":        {"--allow に書けるのは removals、pages、years、seals です（{value} ではなく）。", "--allow takes removals, pages, years and seals, not {value}."},
	"target in site":     {"公開先 {target} は、作ったサイト {out} の中です。別の場所を指定してください。", "The target {target} lies in the built site {out}. Name another place."},
	"target in source":   {"公開先 {target} は {dir} の中です。市のファイルを守るため、そこには送りません。", "The target {target} lies in {dir}, which is never written to."},
	"target over source": {"公開先 {target} の中に {dir} があります。別のフォルダーを指定してください。", "The target {target} holds {dir}. Name another folder."},
	"not published":      {"公開先には何も送っていません。", "Nothing was sent."},

	"would send": {
		"{target} への予定：追加 {add}、変更 {change}、削除 {remove}、そのまま {same}（送る量 {size}）。まだ何も変えていません。",
		"{target}: {add} to add, {change} to change, {remove} to remove, {same} the same ({size} to send). Nothing was changed yet.",
	},
	"published": {
		"{target} に公開しました（追加 {add}、変更 {change}、削除 {remove}、そのまま {same}、送った量 {size}）。",
		"{target} is published ({add} added, {change} changed, {remove} removed, {same} the same, {size} sent).",
	},
	"nothing to send": {"{target} は最新です（{same} ファイル）。何も送りませんでした。", "{target} is up to date ({same} files). Nothing was sent."},
	"resumed":         {"途中で切れた前回の続きから送りました。", "The last, interrupted run was gone on with."},
	"kept":            {"{path} は、公開した後にほかの人が変えたので、消さずに残しました。", "{path} was changed by somebody else after it was published, so it was not removed."},
	"changes made": {
		"{target} に、アップロードする組を作りました（追加 {add}、変更 {change}、削除 {remove}、そのまま {same}、量 {size}）。",
		"{target} holds the set to upload ({add} to add, {change} to change, {remove} to remove, {same} the same, {size}).",
	},
	"changes folder": {
		"{dir}/{upload} の中身をそのままサーバーに置き、その後で {dir}/{delete} にあるファイルを消してください。",
		"Upload what lies in {dir}/{upload} as it is, and then delete on the server what {dir}/{delete} lists.",
	},
	"changes none": {
		"前回の組の後に変わったものはありません。{dir} はそのままです。",
		"Nothing changed since the last set. {dir} stays as it is.",
	},
	"changes confirmed": {
		"{since} を読み直しました。{files} ファイルはすべて最新で、アップロードするものはありません。",
		"{since} was read back: all {files} files are there and up to date. There is nothing to upload.",
	},
	"changes empty server": {
		"{since} には、このサイトのファイルがまだ一つもありません。アドレスが正しいか確かめてください。組には全部を入れました。",
		"There is nothing of this site at {since} yet, so the set holds all of it. Make sure that the address is right.",
	},
	"changes unconfirmed": {
		"{dir} の前の組がサーバーに届いたかどうかは、まだ確かめていません（{count} ファイル）。届いたものとして数えました。アップロードしていないなら --again を、サーバーを読み直して確かめるには --since と公開先のアドレスを付けて、もう一度実行してください。",
		"Whether the earlier sets of {dir} reached the server was not confirmed ({count} files); they were taken as uploaded. If one was not, run it again with --again; to have the server read back, with --since and the site's address.",
	},
	"changes again": {
		"確かめていない {count} ファイルは、届いていないかもしれないものとして組に入れました。アップロードした後は、--since と公開先のアドレスで確かめられます。",
		"The {count} files that were not confirmed are in the set again, whether they were uploaded or not. After the upload, --since and the site's address confirms it.",
	},
	"changes no set":         {"{dir} には、まだ組がありません。--again を外してください。", "{dir} holds no set yet: leave --again out."},
	"flag only with changes": {"{flag} は --changes DIR と一緒に使います。外すか、--changes を付けてください。", "{flag} goes with --changes DIR. Leave it out, or add --changes."},
	"flag only to server":    {"{flag} は、フォルダーかサーバーに送るときに使います。ここでは外してください。", "{flag} is for a folder or a server. Leave it out here."},
	"flags exclude":          {"{one} と {other} は一緒に使えません。どちらかを外してください。", "{one} and {other} cannot be used together. Leave one out."},
	"since empty":            {"--since の後に、公開先のアドレスか、アップロードした zip を書いてください。", "Write the address of the site, or the zip that was uploaded, after --since."},
	"sending":                {"送っています {files}/{of} ファイル、{bytes}/{total}{left}", "Sending {files}/{of} files, {bytes}/{total}{left}"},
	"time left":              {"、残り約 {time}", ", about {time} left"},
	"trying again":           {"{path}：つながりが切れました（{reason}）。もう一度試します。", "{path}: the line broke ({reason}). Trying again."},
	"interrupted":            {"止めました。同じ命令をもう一度実行すると、続きから送ります。", "Stopped. Run the same command again to go on."},

	"ask password": {"{host} の {user} のパスワード：", "Password of {user} at {host}:"},
	"ask server":   {"{host} からの質問：{text}", "{host} asks: {text}"},

	"there missing":    {"ない: {path}", "missing: {path}"},
	"there different":  {"内容が違う: {path}", "different: {path}"},
	"there extra":      {"残っている: {path}", "left over: {path}"},
	"there refused":    {"サーバーが渡さない: {path}", "not handed out: {path}"},
	"there unfinished": {"{target} への公開が途中で止まっています。もう一度 publish を実行してください。", "Publishing to {target} was interrupted. Run publish again."},
	"there behind":     {"{target} は {out} と違います。まだ公開していない変更があります。", "{target} is not the site in {out}: there are changes that are not published."},
	"there good":       {"{target} の {files} ファイルは、すべて公開した時のままです。", "All {files} files at {target} are as published."},

	"target empty":     {"公開先が空です。", "The target is empty."},
	"target scheme":    {"{target}：使えるのは sftp:// ftps:// s3:// とフォルダー、.zip です。暗号化しない ftp:// は使えません。", "{target}: the ways are sftp://, ftps://, s3://, a folder and a .zip. Plain ftp:// is not one, for it is not encrypted."},
	"target syntax":    {"{target} は公開先として読めません。例：sftp://user@host/var/www/kpi", "{target} cannot be read as a target. An example: sftp://user@host/var/www/kpi"},
	"target password":  {"{target}：アドレスにパスワードを書かないでください。実行するときに聞きます。", "{target}: leave the password out of the address. You are asked for it."},
	"target user":      {"{target}：利用者の名前がありません。例：sftp://user@host/var/www/kpi", "{target}: there is no user name. An example: sftp://user@host/var/www/kpi"},
	"target host":      {"{target}：サーバーかバケットの名前がありません。", "{target}: there is no host or bucket."},
	"target path":      {"{target}：/ から始まるパスを書いてください。.. は使えません。例：sftp://user@host/var/www/kpi", "{target}: give an absolute path without “..”. An example: sftp://user@host/var/www/kpi"},
	"target extra":     {"{target}：? や # より後は書けません。", "{target}: leave out what begins with ? or #."},
	"target read-only": {"{target}：Web のアドレスには送れません。確かめるには publish verify {target} を使います。", "{target}: a web address cannot be published to. To read it back use publish verify {target}."},

	"publish nothing":        {"{place} に、このプログラムが公開したものはありません。", "Nothing that this program published is at {place}."},
	"publish no-front":       {"サイトに index.html がありません。build をやり直してください。", "The site has no index.html. Build it again."},
	"publish tree":           {"サイトに、公開できない名前のファイルがあります：{path}（{error}）", "The site has a file that cannot be published: {path} ({error})"},
	"publish source":         {"サイトのファイル {path} を読めません（{error}）。", "The site's file {path} cannot be read ({error})."},
	"publish source-changed": {"サイトのファイル {path} が、作った後に変えられています。サイトのフォルダーを消して、もう一度実行してください。", "The site's file {path} was changed after it was built. Delete the site's folder and run it again."},
	"publish foreign": {
		"{target} に、このプログラムが置いたのではないファイルが {count} 個あります：{paths}。何も送っていません。これらを置き換えてよければ --adopt を付けます。",
		"{target} has {count} files on our paths that this program did not put there: {paths}. Nothing was sent. If they may be replaced, add --adopt.",
	},
	"publish guard-removals": {
		"公開中の {of} ファイルのうち {count} が消えるので止めました（上限 {limit}%）：{paths}。意図したことなら --max-removals か --allow removals を付けます。",
		"Stopped: {count} of {of} published files would go (the limit is {limit}%): {paths}. If that is meant, add --max-removals or --allow removals.",
	},
	"publish guard-pages": {
		"公開中の {of} ページが {count} ページに減るので止めました。意図したことなら --allow pages を付けます。",
		"Stopped: of {of} published pages {count} would be left. If that is meant, add --allow pages.",
	},
	"publish guard-years": {
		"公開した年度のページ（{count}）が消えるので止めました：{paths}。意図したことなら --allow years を付けます。",
		"Stopped: {count} pages of a published year would vanish: {paths}. If that is meant, add --allow years.",
	},
	"publish guard-seals": {
		"封印した年度のファイル（{count}）が消えるか変わるので止めました：{paths}。取り下げたのなら --allow seals を付けます。",
		"Stopped: {count} files of a sealed year would vanish or change: {paths}. If the year was withdrawn, add --allow seals.",
	},
	"publish host-key-unknown": {
		"{host} は初めてのサーバーです。鍵の指紋は {type} {fingerprint} です。サーバーの管理者に確かめ、同じなら {file} に次の行を加えてください：\n{line}",
		"{host} is not known yet. Its key has the fingerprint {type} {fingerprint}. Ask the server's keeper; if it is the same, add this line to {file}:\n{line}",
	},
	"publish host-key-changed": {
		"{host} の鍵が前と違います（{type} {fingerprint}、前の鍵は {known}）。別のサーバーにつながっているおそれがあります。管理者に確かめてください。何も送っていません。",
		"The key of {host} is another one than before ({type} {fingerprint}; known: {known}). You may be connected to somebody else's server: ask its keeper. Nothing was sent.",
	},
	"publish host-key-revoked": {"{host} の鍵は、使ってはならないと {file} に書かれています。何も送っていません。", "The key of {host} is marked as revoked in {file}. Nothing was sent."},
	"publish certificate":      {"{host} の証明書を確かめられません（{error}）。庁内の証明書なら、環境変数 TASSEI_FTPS_CA でファイルを指定します。", "The certificate of {host} cannot be verified ({error}). For your own authority, name its file in TASSEI_FTPS_CA."},
	"publish auth":             {"{target} に入れません（試した方法：{tried}）。利用者の名前と鍵を確かめてください。（{error}）", "{target} does not let us in (tried: {tried}). Check the user name and the key. ({error})"},
	"publish auth-terminal":    {"{target} に入れません（試した方法：{tried}）。パスワードを聞く端末がありません。端末から実行するか、鍵を使ってください。", "{target} does not let us in (tried: {tried}), and there is no terminal to ask for a password. Run it in one, or use a key."},
	"publish refused":          {"公開先が断りました：{op} {path}（{error}）。権限と空き容量を確かめてください。", "The target refused: {op} {path} ({error}). Check the permissions and the free space."},
	"publish record":           {"公開先の記録 {path} を読めません（{error}）。壊れているか、より新しい tassei が書いたものです。", "The record {path} at the target cannot be read ({error}). It is damaged, or a newer tassei wrote it."},
	"publish overtaken":        {"{target} への別の公開が始まったので、止めました。", "Stopped: another run has begun to publish to {target}."},
	"publish broken":           {"{target} とのつながりが切れました（{path}、{attempts} 回試しました：{error}）。もう一度実行すると、続きから送ります。", "The line to {target} stayed broken ({path}, {attempts} attempts: {error}). Run it again to go on."},
}
