package main

import "tassei/generator/diag"

// publishWords are the messages of the command publish.
var publishWords = diag.Sayings{
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
	"published unreadable": {
		"{path} などは、送った人のほかに読めない権限で {target} に置かれ、変えることもできませんでした。このままでは市民がページを読めないおそれがあります。サーバーの管理者に、umask を 022 にしてもらい、publish --everything でもう一度送ってください。",
		"{path} and others lie at {target} for nobody but the account to read, and this could not be changed, so that citizens may not be able to read a page. Have the server's keeper set the umask to 022, and send all of it again with publish --everything.",
	},
	"cut short": {
		"{target} には {count} ファイルまで送ってあります。もう一度実行して最後まで送るまで、前のサイトと新しいサイトのページが混ざっているおそれがあります。",
		"{count} files had been sent to {target} by then. Until a run goes through, pages of the former site and of the new one may stand beside each other there.",
	},
	"zip leaves": {
		"前のサイトの上に {target} を展開すると、もうない {count} ファイルが残ります：{paths}。前のファイルを消してから展開するか、これらを後で消してください。",
		"Where {target} is unpacked over the former site, {count} files that this one has no more are left: {paths}. Remove the former files first, or these afterwards.",
	},
	"nothing to send": {"{target} は最新です（{same} ファイル）。何も送りませんでした。", "{target} is up to date ({same} files). Nothing was sent."},
	"would send here": {
		"{target} への予定：追加 {add}、変更 {change}、削除 {remove}、そのまま {same}（書く量 {size}）。まだ何も変えていません。",
		"{target}: {add} to add, {change} to change, {remove} to remove, {same} the same ({size} to write). Nothing was changed yet.",
	},
	"published here": {
		"{target} に書き出しました（追加 {add}、変更 {change}、削除 {remove}、そのまま {same}、書いた量 {size}）。",
		"{target} holds the site ({add} added, {change} changed, {remove} removed, {same} the same, {size} written).",
	},
	"nothing to send here": {"{target} は最新です（{same} ファイル）。何も書きませんでした。", "{target} is up to date ({same} files). Nothing was written."},
	"resumed":              {"途中で切れた前回の続きから送りました。", "The last, interrupted run was gone on with."},
	"kept there":           {"{path} は、公開した後にほかの人が変えたので、消さずに残しました。", "{path} was changed by somebody else after it was published, so it was not removed."},
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
	"flag needs since":       {"{flag} は、--changes では --since と一緒に使います。", "With --changes, {flag} goes with --since."},
	"flags exclude":          {"{one} と {other} は一緒に使えません。どちらかを外してください。", "{one} and {other} cannot be used together. Leave one out."},
	"since empty":            {"--since の後に、公開先のアドレスか、アップロードした zip を書いてください。", "Write the address of the site, or the zip that was uploaded, after --since."},
	"sending":                {"送っています {files}/{of} ファイル、{bytes}/{total}{left}", "Sending {files}/{of} files, {bytes}/{total}{left}"},
	"writing":                {"書き出しています {files}/{of} ファイル、{bytes}/{total}{left}", "Writing {files}/{of} files, {bytes}/{total}{left}"},
	"reading":                {"読み直しています {files}/{of} ファイル{left}", "Reading back {files}/{of} files{left}"},
	"stopped":                {"止めました。", "Stopped."},
	"time left":              {"、残り約 {time}", ", about {time} left"},
	"trying again":           {"{path}：つながりが切れました（{reason}）。もう一度試します。", "{path}: the line broke ({reason}). Trying again."},
	"interrupted":            {"止めました。同じ命令をもう一度実行すると、続きから送ります。", "Stopped. Run the same command again to go on."},

	"ask password": {"{host} の {user} のパスワード：", "Password of {user} at {host}:"},
	"ask server":   {"{host} からの質問：{text}", "{host} asks: {text}"},

	"there missing":    {"ない: {path}", "missing: {path}"},
	"there different":  {"内容が違う: {path}", "different: {path}"},
	"there extra":      {"残っている: {path}", "left over: {path}"},
	"there refused":    {"サーバーが渡さない: {path}", "not handed out: {path}"},
	"there unreadable": {"Web サーバーが読めない: {path}", "closed to the web server: {path}"},
	"there unfinished": {"{target} への公開が途中で止まっています。もう一度 publish を実行してください。", "Publishing to {target} was interrupted. Run publish again."},
	"there behind":     {"{target} は {out} と違います。まだ公開していない変更があります。", "{target} is not the site in {out}: there are changes that are not published."},
	"there good":       {"{target} の {files} ファイルは、すべて公開した時のままです。", "All {files} files at {target} are as published."},

	"target empty":    {"公開先が空です。", "The target is empty."},
	"target scheme":   {"{target}：使えるのは sftp:// ftps:// s3:// とフォルダー、.zip です。暗号化しない ftp:// は使えません。", "{target}: the ways are sftp://, ftps://, s3://, a folder and a .zip. Plain ftp:// is not one, for it is not encrypted."},
	"target syntax":   {"{target} は公開先として読めません。例：sftp://user@host/var/www/kpi", "{target} cannot be read as a target. An example: sftp://user@host/var/www/kpi"},
	"target password": {"{target}：アドレスにパスワードを書かないでください。実行するときに聞きます。", "{target}: leave the password out of the address. You are asked for it."},
	"target user":     {"{target}：利用者の名前がありません。例：sftp://user@host/var/www/kpi", "{target}: there is no user name. An example: sftp://user@host/var/www/kpi"},
	"target host":     {"{target}：サーバーかバケットの名前がありません。", "{target}: there is no host or bucket."},
	"target path":     {"{target}：/ から始まるパスを書いてください。.. は使えません。例：sftp://user@host/var/www/kpi", "{target}: give an absolute path without “..”. An example: sftp://user@host/var/www/kpi"},
	"target extra":    {"{target}：? や # より後は書けません。", "{target}: leave out what begins with ? or #."},
	"target no-scheme": {
		"環境変数 {variable} の {target} に、https:// がありません。https://{target} のように書いてください（暗号化しない試験用なら http://）。",
		"{variable} is {target}, without https://. Write it as https://{target} (or with http:// for a trial without encryption).",
	},
	"target endpoint": {
		"環境変数 {variable} の {target} は、置き場所のアドレスとして読めません。例：https://s3.example.jp",
		"{variable} is {target}, which is not the address of a store. An example: https://s3.example.jp",
	},
	"target copy":      {"{target} は、ここのフォルダーの名前になってしまいます。サーバーへ送るには sftp://user@host/var/www/kpi のように書いてください。", "{target} would be a folder on this computer. For a server write it like sftp://user@host/var/www/kpi."},
	"target packed":    {"{target}：まとめたファイルは .zip だけを作れます。名前を .zip で終わらせてください。", "{target}: of packed files a .zip alone can be made. Let the name end in .zip."},
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
	"publish occupied": {
		"{target} には、ほかのものが {count} 個あります：{names}。置き場所が正しいか確かめてください。何も送っていません。その中に混ぜて置いてよければ --adopt を付けます。",
		"{target} holds {count} other things: {names}. Make sure that this is the right place. Nothing was sent. If the site may lie among them, add --adopt.",
	},
	"publish busy": {
		"{target} への別の公開が進んでいるようです。終わってから、もう一度実行してください。何も送っていません。",
		"Another publish to {target} seems to be under way. Run it again when that has ended. Nothing was sent.",
	},
	"publish back-nothing": {
		"{target} への前の公開を、このフォルダーは覚えていません（初めて公開したとき、何も送らないうちに中断したとき、別のパソコンから公開したとき、ZIP のとき）。前のデータに戻してから publish してください。何も送っていません。",
		"This folder remembers no publish to {target} that could be undone (it was the first, or was interrupted before anything was sent, or came from another computer, or is a zip). Bring the earlier data back and publish that. Nothing was sent.",
	},
	"publish back-changed": {
		"{target} は、このフォルダーから公開した後に、ほかの人が公開し直しています。元に戻すと、その変更も消えるので止めました。その人に戻してもらうか、前のデータに戻してから publish してください。何も送っていません。",
		"Somebody else has published to {target} since this folder did, and undoing would take that back too. Have them undo theirs, or bring the earlier data back and publish that. Nothing was sent.",
	},
	"publish back-lacking": {
		"前の公開のうち {count} ファイルは、置きかえる前から手で変えられていたか消えていて、元の内容が残っていません：{paths}。前のデータに戻してから publish してください。何も送っていません。",
		"Of the former site {count} files had been changed by hand, or were gone, before they were replaced, so their bytes were not kept: {paths}. Bring the earlier data back and publish that. Nothing was sent.",
	},
	"taken back": {
		"{target} を、前の公開の前の状態に戻しました（戻したファイル {sent}、消したファイル {removed}）。ここのデータは新しいままです。直してから publish してください。直さずに publish すると、また同じものが出ます。",
		"{target} is as it was before the last publish ({sent} files brought back, {removed} removed). The data here is as new as it was: mend it before you publish, or the same comes back.",
	},
	"taken back, undoable": {"もう一度 --back とすると、戻す前の状態になります。", "Another --back undoes this."},
	"nothing to take back": {"{target} は、前の公開の前の状態のままです。何も送りませんでした。", "{target} is as it was before the last publish. Nothing was sent."},
	"publish taken-back": {
		"{target} は、このフォルダーから見た後に、ほかの人が公開し直しています。このまま送ると、その変更（{count} ファイル）が元に戻ります：{paths}。その人のデータを取り込んでから、もう一度実行してください。何も送っていません。戻してよければ --over を付けます。",
		"Somebody else has published to {target} since this folder knew it. Sending would take back what they changed ({count} files): {paths}. Bring their data in and run it again. Nothing was sent. If theirs is to be taken back, add --over.",
	},
	"publish taken-back-since": {
		"{target} は、{since} に、ほかの人が公開し直しています。このまま送ると、その変更（{count} ファイル）が元に戻ります：{paths}。その人のデータを取り込んでから、もう一度実行してください。何も送っていません。戻してよければ --over を付けます。",
		"Somebody else published to {target} on {since}. Sending would take back what they changed ({count} files): {paths}. Bring their data in and run it again. Nothing was sent. If theirs is to be taken back, add --over.",
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
	"known hosts line": {
		"{file} の {line} 行目を読めないので、飛ばします（{error}）。その行を直すか消してください。",
		"Line {line} of {file} cannot be read and is passed over ({error}). Mend the line or delete it.",
	},
	"publish host-key-unknown": {
		"{host} は初めてのサーバーです。鍵の指紋は {type} {fingerprint} です。サーバーの管理者に確かめ、同じなら {file} に次の行を加えてください：\n{line}",
		"{host} is not known yet. Its key has the fingerprint {type} {fingerprint}. Ask the server's keeper; if it is the same, add this line to {file}:\n{line}",
	},
	"publish host-key-changed": {
		"{host} の鍵が前と違います（{type} {fingerprint}、前の鍵は {known}）。別のサーバーにつながっているおそれがあります。管理者に確かめ、鍵を替えたのであれば、{known} の行を消してもう一度実行してください。",
		"The key of {host} is another one than before ({type} {fingerprint}; known: {known}). You may be connected to somebody else's server: ask its keeper. If the key was changed there, delete {known} and run it again.",
	},
	"publish host-key-revoked": {"{host} の鍵は、使ってはならないと {known} に書かれています。サーバーの管理者に確かめてください。", "The key of {host} is marked as revoked in {known}. Ask the server's keeper."},
	"publish connect-host": {
		"{host} というサーバーは見つかりません。アドレスの綴りと、この機械がネットワークにつながっているかを確かめてください。（{error}）",
		"There is no server called {host}. Check the spelling, and whether this machine is on the network. ({error})",
	},
	"publish connect-refused": {
		"{host} のポート {port} では、何も待ち受けていません。アドレスとポートの番号を、サーバーの管理者に確かめてください。",
		"Nothing listens at port {port} of {host}. Ask the server's keeper for the address and the port.",
	},
	"publish connect-unreachable": {
		"{host} に届く道がありません。この機械のネットワークを確かめてください。（{error}）",
		"There is no way to {host} from here. Check this machine's network. ({error})",
	},
	"publish connect-silent": {
		"{host} のポート {port} から返事がありません。アドレスとポートの番号と、間にあるファイアウォールを確かめてください。",
		"Port {port} of {host} gives no answer. Check the address and the port, and the firewalls between.",
	},
	"publish connect-no-tls": {
		"{host} のポート {port} にいるサーバーは、暗号化（TLS）に応じません。パスワードもファイルも送っていません。アドレスとポートの番号を確かめ、サーバーの管理者に TLS を有効にしてもらってください。（{error}）",
		"The server at port {port} of {host} offers no encryption (TLS). No password and no file was sent. Check the address and the port, and have the server's keeper turn TLS on. ({error})",
	},
	"publish connect-not-ftp": {
		"{host} のポート {port} にいるのは、FTP のサーバーではありません。アドレスとポートの番号を確かめてください。（{error}）",
		"What answers at port {port} of {host} is no FTP server. Check the address and the port. ({error})",
	},
	"publish connect-not-ssh": {
		"{host} のポート {port} にいるのは、SFTP（SSH）のサーバーではありません。アドレスとポートの番号を確かめてください。",
		"What answers at port {port} of {host} is no SFTP (SSH) server. Check the address and the port.",
	},
	"publish certificate": {
		"{host} の証明書を確かめられません（{error}）。サーバーの管理者に確かめてください。",
		"The certificate of {host} cannot be verified ({error}). Ask the server's keeper.",
	},
	"publish certificate-name": {
		"{host} の証明書は、別の名前のものです：{names}。証明書にある名前でアドレスを書くか、証明書を直すようサーバーの管理者に頼んでください。",
		"The certificate that {host} shows is for another name: {names}. Write the address with a name that stands in it, or ask the server's keeper to mend it.",
	},
	"publish certificate-expired": {
		"{host} の証明書は {from} から {until} までのものです。サーバーの管理者に新しくしてもらい、この機械の時計も確かめてください。",
		"The certificate of {host} is good from {from} to {until}. Have the server's keeper renew it, and check the clock of this machine.",
	},
	"publish certificate-authority": {
		"{host} の証明書を出した認証局を、この機械は知りません（{error}）。庁内の認証局なら、その証明書をこの機械に登録してもらってください。",
		"This machine does not know who issued the certificate of {host} ({error}). If it is your own authority, have its certificate installed here.",
	},
	"publish certificate-authority-ftps": {
		"{host} の証明書を出した認証局を、この機械は知りません（{error}）。庁内の認証局なら、その証明書のファイルを環境変数 TASSEI_FTPS_CA で指定します。",
		"This machine does not know who issued the certificate of {host} ({error}). If it is your own authority, name the file with its certificate in TASSEI_FTPS_CA.",
	},
	"publish certificate-file": {
		"環境変数 TASSEI_FTPS_CA のファイル {file} を、証明書として使えません（{error}）。PEM 形式の証明書のファイルを指定してください。",
		"The file {file} of TASSEI_FTPS_CA cannot be used ({error}). Name a file with a certificate in the form PEM.",
	},
	"publish password-file-unread": {
		"環境変数 TASSEI_PASSWORD_FILE のファイル {file} を読めません（{error}）。",
		"The file {file} of TASSEI_PASSWORD_FILE cannot be read ({error}).",
	},
	"publish password-file-open": {
		"パスワードのファイル {file} を、持ち主のほかにも読めます（{error}）。chmod 600 {file} で、持ち主だけにしてください。",
		"Others than its owner can read the password's file {file} ({error}). Close it with: chmod 600 {file}",
	},
	"publish password-file-empty": {
		"パスワードのファイル {file} の 1 行目が空です。1 行目にパスワードを書いてください。",
		"The first line of the password's file {file} is empty. Write the password there.",
	},
	"publish auth": {
		"{target} に入れません（試した方法：{tried}）。利用者の名前と、鍵かパスワードを確かめてください。（{error}）",
		"{target} does not let us in (tried: {tried}). Check the user name, and the key or password. ({error})",
	},
	"publish auth-ftps": {
		"{target} に入れません（試した方法：{tried}）。利用者の名前とパスワードを確かめてください。（{error}）",
		"{target} does not let us in (tried: {tried}). Check the user name and the password. ({error})",
	},
	"publish auth-s3": {
		"{target} に入れません（試した方法：{tried}）。AWS_ACCESS_KEY_ID と AWS_SECRET_ACCESS_KEY か、~/.aws/credentials を確かめてください。（{error}）",
		"{target} does not let us in (tried: {tried}). Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or ~/.aws/credentials. ({error})",
	},
	"publish auth-terminal": {
		"{target} に入れません（試した方法：{tried}）。パスワードを聞く端末がありません。端末から実行するか、鍵を使うか、パスワードのファイルを環境変数 TASSEI_PASSWORD_FILE で指定してください。",
		"{target} does not let us in (tried: {tried}), and there is no terminal to ask for a password. Run it in one, use a key, or name a file with the password in TASSEI_PASSWORD_FILE.",
	},
	"publish auth-ftps-terminal": {
		"{target} のパスワードを聞く端末がありません。端末から実行するか、パスワードのファイルを環境変数 TASSEI_PASSWORD_FILE で指定してください。",
		"There is no terminal to ask for the password of {target}. Run it in one, or name a file with the password in TASSEI_PASSWORD_FILE.",
	},
	"tried nothing":          {"なし", "nothing"},
	"tried password":         {"パスワード", "password"},
	"tried agent":            {"鍵のエージェント", "the key agent"},
	"publish refused":        {"公開先が断りました：{op} {path}（{error}）。権限と空き容量を確かめてください。", "The target refused: {op} {path} ({error}). Check the permissions and the free space."},
	"publish endless":        {"公開先の {path} の一覧か応答が終わらないので、止めました。アドレスのフォルダーを確かめ、サーバーの担当者に知らせてください。", "The list of {path} at the target, or an answer about it, does not come to an end, so this stopped. Check the folder of the address, and tell whoever runs the server."},
	"publish record":         {"公開先の記録 {path} を読めません（{error}）。何も送っていません。より新しい tassei が書いたものなら、その版で実行します。壊れているなら、公開先の {path} を消してから publish に --adopt を付けて実行すると、作り直します。", "The record {path} at the target cannot be read ({error}). Nothing was sent. If a newer tassei wrote it, run that one. If it is damaged, delete {path} at the target and run publish with --adopt, which writes it anew."},
	"publish overtaken":      {"{target} への別の公開が始まったので、止めました。終わってから、もう一度実行してください。", "Stopped: another run has begun to publish to {target}. Run it again when that has ended."},
	"publish broken-reading": {"{target} とのつながりが切れました（{path}、{attempts} 回試しました：{error}）。しばらくして、もう一度実行してください。", "The line to {target} stayed broken ({path}, {attempts} attempts: {error}). Run it again after a while."},
	"publish broken":         {"{target} とのつながりが切れました（{path}、{attempts} 回試しました：{error}）。もう一度実行すると、続きから送ります。", "The line to {target} stayed broken ({path}, {attempts} attempts: {error}). Run it again to go on."},
}
