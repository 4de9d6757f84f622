// Command tassei checks a city's indicators and builds, previews, seals and
// publishes their site. Run it without arguments in the city's folder:
//
//	go run ./generator
//
// This file is the command table; package build is the pipeline.
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"

	"tassei/generator/diag"
)

// The exit codes.
const (
	exitFine     = 0
	exitProblems = 1 // at least one error in the data, or a refused request
	exitUsage    = 2 // wrong use
	exitFault    = 3 // a fault of the program itself
)

// commands is every command, in the order in which help lists them.
func commands() []command {
	return []command{
		{name: "build", about: diag.Saying{"確かめてから、サイトを作る", "check everything, then make the site"}, run: runBuild},
		{name: "check", about: diag.Saying{"書かずに確かめる", "the same without writing"}, options: checkOptions, run: runCheck},
		{
			name: "serve", options: serveOptions, run: runServe,
			about: diag.Saying{"ブラウザーで書き、書きながらページを見る（下書きも）", "write in the browser and see the pages, drafts included"},
		},
		{
			name: "new", args: "FY2025", from: 1, to: 1, example: "tassei new FY2025", run: runNew, about: diag.Saying{"次の年度の下書きを作る", "next year's files with blanks"},
			more: []command{
				{name: "city", args: "DIR", from: 1, to: 1, example: "tassei new city mycity", options: cityOptions, run: runNewCity,
					about: diag.Saying{"新しい市のフォルダーを作る", "a fresh city to start from"}},
				{name: "language", args: "ko", from: 1, to: 1, example: "tassei new language ko", run: runNewLanguage,
					about: diag.Saying{"新しい言語の文言を、訳すために書き出す", "the messages of another language, to be translated"}},
				{name: "layout", args: "parts/header.html", from: 1, to: 1, example: "tassei new layout parts/header.html", run: runNewLayout,
					about: diag.Saying{"見た目のファイルを、直すために写す", "a copy of a layout, to be changed"}},
				{name: "mapping", args: "FILE.xlsx", from: 1, to: 1, example: "tassei new mapping results.xlsx", run: runNewMapping,
					about: diag.Saying{"市の Excel の対応表の案を作る", "a mapping for the city's own workbook"}},
				{name: "recipe", args: "github|gitlab|cron|container", from: 1, to: 1, example: "tassei new recipe github", run: runNewRecipe,
					about: diag.Saying{"自動で動かすための設定を作る", "a recipe for runs of its own"}},
			},
		},
		{name: "export", args: "FILE.xlsx|FILE.csv|DIR", from: 1, to: 1, example: "tassei export FY2024.xlsx --year FY2024", about: diag.Saying{"年度を Excel か CSV に書き出す", "write a year as Excel or CSV"}, options: exportOptions, run: runExport},
		{name: "import", args: "FILE.xlsx|FILE.csv…", from: 1, to: many, example: "tassei import forms/*.xlsx", about: diag.Saying{"Excel か CSV から取り込む", "take a year from Excel or CSV"}, options: importOptions, run: runImport},
		{name: "progress", args: "[FY2025]", to: 1, example: "tassei progress FY2025", about: diag.Saying{"どの係のどの数字と評価がまだか", "which figures and comments are in, by section"}, options: progressOptions, run: runProgress},
		{
			name: "archive", args: "FY2024", from: 1, to: 1, example: "tassei archive FY2024", about: diag.Saying{"年度を封印する", "seal a year"}, options: sealOptions, run: runArchive,
			more: []command{
				{name: "verify", args: "[FY2024|DIR|ZIP]", to: 1, example: "tassei archive verify FY2024", options: verifyOptions, run: runVerifySeals,
					about: diag.Saying{"封印した時のままか確かめる", "prove that what was sealed is unchanged"}},
				{name: "list", run: runListSeals, about: diag.Saying{"封印の一覧", "list the seals"}},
				{name: "diff", args: "FY2023 FY2024", from: 2, to: 2, example: "tassei archive diff FY2024 FY2025", run: runDiffYears,
					about: diag.Saying{"2年を比べる（FY2024-1 は最初に封印した版、FY2024-2 はその訂正）", "compare two years (FY2024-1: as first sealed; FY2024-2: its correction)"}},
				{name: "sign", args: "FY2024", from: 1, to: 1, example: "tassei archive sign FY2024 --key minisign.key", options: signOptions, run: runSignSeal,
					about: diag.Saying{"封印に署名する", "sign a seal"}},
				{name: "withdraw", args: "FY2024", from: 1, to: 1, example: `tassei archive withdraw FY2024 --reason "…"`, options: withdrawOptions, run: runWithdrawSeal,
					about: diag.Saying{"封印を取り下げ、その記録を残す", "take a sealed year back and leave a record of it"}},
			},
		},
		{
			name: "publish", args: "[TARGET]", to: many, example: "tassei publish sftp://user@host/var/www/kpi", options: publishOptions, run: runPublish,
			about: diag.Saying{"サイトを公開先（zip、フォルダー、SFTP、FTPS、S3）に送る", "send the site to a zip, folder, SFTP, FTPS or S3"},
			more: []command{
				{name: "verify", args: "TARGET", from: 1, to: 1, example: "tassei publish verify https://www.example.jp/kpi/", run: runVerifyTarget,
					about: diag.Saying{"公開したものを読み直して確かめる", "read back what is published"}},
			},
		},
		{name: "explain", args: "K203", from: 1, to: 1, example: "tassei explain K112", about: diag.Saying{"誤りの番号や項目の名前の説明", "the rule behind a problem, or a key of the data"}, run: runExplain},
		{name: "translated", args: "PATH…", from: 1, to: many, example: "tassei translated content/FY2024/en", about: diag.Saying{"翻訳に、元にした原文を記録する", "note which original a translation was made from"}, run: runTranslated},
		{name: "version", about: diag.Saying{"版の情報", "version, commit, Go, modules"}, run: runVersion},
		{name: "help", args: "[COMMAND]", to: many, example: "tassei help publish", about: diag.Saying{"この説明か、一つの命令の説明", "this text, or that of one command"}, run: runHelp},
	}
}

func main() {
	os.Exit(newSession().run(commands(), os.Args[1:]))
}

// run is the whole program but for the exit, so that tests can call it with a
// table of their own. A panic is a fault of the program: it says so, and nothing
// is half written, because the site is exchanged in one step at the very end.
func (s *session) run(table []command, args []string) (code int) {
	name := "build"
	defer func() {
		if fault := recover(); fault != nil {
			s.confess(name, fault)
			code = exitFault
		}
	}()
	rest, err := s.parse(args)
	if err != nil {
		return s.wrongUse(err)
	}
	var c *command
	c, name, rest = find(table, rest)
	if c == nil {
		return s.wrongUse(s.sayError("unknown command", "command", name))
	}
	if err := s.counted(c, name, rest); err != nil {
		return s.wrongUse(err)
	}
	if code := s.resume(name); code != exitFine {
		return code
	}
	return c.run(s, rest)
}

// confess tells of a panic with what a report of it needs: the version, the
// command, what happened and where. Arguments are left out: a report goes to
// strangers, and an address names servers and people.
func (s *session) confess(name string, fault any) {
	platform := runtime.GOOS + "/" + runtime.GOARCH
	s.speak(nil) // the city is not read again: reading may be what failed
	version, _, _ := strings.Cut(versionText(platform), platform)
	fmt.Fprintf(s.stderr, "%s\n\n%s%s\ntassei %s: %v\n%s", s.say("fault"), version, platform, name, fault, debug.Stack())
}
