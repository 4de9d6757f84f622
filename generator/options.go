package main

import (
	"flag"
	"strings"

	"tassei/generator/diag"
)

// archiveFlags are what the command archive takes.
type archiveFlags struct {
	date    string            // ISO date of a seal or a withdrawal
	early   bool              // a year is sealed that is not over
	correct why               // why an edition replaces the one before
	reason  why               // why an edition is withdrawn
	key     string            // file of a minisign key: the secret one for sign, the public one for verify
	digests map[string]string // digests kept elsewhere, by edition; "" for a single seal
}

// publishFlags are what the command publish takes.
type publishFlags struct {
	changes     string // folder for an upload by hand, in place of a target
	since       string // what the server holds, for a folder of changes without a record
	again       bool   // the last folder of changes was not uploaded
	dryRun      bool
	adopt       bool
	over        bool // take back what others published since
	everything  bool
	maxRemovals string // such as 20%
	allow       string // guards to lift, such as seals,years
	precompress bool
	back        bool // undo the last publish
	reading     bool // the command only reads: verify
}

// cityFlags are what the command new city takes.
type cityFlags struct {
	name                           why // of the place, in one language each
	languages, kinds, levels, code string
	firstMonth                     string
}

// importFlags are what the commands import and export take.
type importFlags struct {
	take string // file or data: who is right in a conflict
	as   string // file of a mapping
	each string // section: a form for each
	due  string // ISO date on which the forms are wanted
}

// option is one flag: what it is called, what stands for its value in help (""
// for one that is there or not), one line that says what it does, and where it is
// kept. Commands that share one mean the same by it.
type option struct {
	name, value string
	about       diag.Saying
	bind        func(s *session, flags *flag.FlagSet, name string)
}

func valued(name, value string, to func(*session) *string, ja, en string) *option {
	return &option{name, value, diag.Saying{ja, en}, func(s *session, flags *flag.FlagSet, name string) {
		flags.StringVar(to(s), name, *to(s), "")
	}}
}

func counting(name string, to func(*session) *int, ja, en string) *option {
	return &option{name, "N", diag.Saying{ja, en}, func(s *session, flags *flag.FlagSet, name string) {
		flags.IntVar(to(s), name, *to(s), "")
	}}
}

func toggle(name string, to func(*session) *bool, ja, en string) *option {
	return &option{name, "", diag.Saying{ja, en}, func(s *session, flags *flag.FlagSet, name string) {
		flags.BoolVar(to(s), name, *to(s), "")
	}}
}

// inWords is a text that may be given once for each language.
func inWords(name string, to func(*session) *why, ja, en string) *option {
	return &option{name, "[ja=]TEXT", diag.Saying{ja, en}, func(s *session, flags *flag.FlagSet, name string) { flags.Var(to(s), name, "") }}
}

// everywhere are the flags of every command.
var everywhere = []*option{
	valued("source", "DIR", func(s *session) *string { return &s.source }, "市のフォルダー（なければ今のフォルダー）", "the city's folder (default: the current one)"),
	valued("out", "DIR", func(s *session) *string { return &s.out }, "出力先（なければ市のフォルダーの public）", "the output (default: public in the city's folder)"),
	valued("lang", "ja|en", func(s *session) *string { return &s.lang }, "メッセージの言語（なければ市の言語）", "language of messages (default: the city's)"),
	valued("format", "text|json|github", func(s *session) *string { return &s.format }, "誤りと結果の形", "form of problems and results"),
	toggle("quiet", func(s *session) *bool { return &s.quiet }, "結果と誤りだけを表示する", "only results and problems"),
	counting("jobs", func(s *session) *int { return &s.jobs }, "同時に使う処理の数", "how much to do at once"),
}

// The flags that more than one command has.
var (
	ofSection = valued("section", "ID", func(s *session) *string { return &s.section }, "この担当係の分だけ（番号か名前）", "only what this section is in charge of (its id or name)")
	ofYear    = valued("year", "FY2024", func(s *session) *string { return &s.year }, "どの年度か", "which fiscal year")
	dryRun    = toggle("dry-run", func(s *session) *bool { return &s.dryRun }, "何も変えず、何をするかだけを表示する", "change nothing, only show what would be done")
	due       = valued("due", "2025-05-30", func(s *session) *string { return &s.due }, "提出の期限", "the day by which it is wanted")
	sealDate  = valued("date", "2025-09-30", func(s *session) *string { return &s.date }, "封印や取り下げの日付（なければ年度の date）", "the date of the seal or withdrawal (default: the year's own date)")
	sealKey   = valued("key", "FILE", func(s *session) *string { return &s.key }, "minisign の鍵のファイル（署名には秘密鍵、確かめるには公開鍵）", "file of a minisign key: the secret one to sign, the public one to verify")
)

// What the commands have of their own.
var (
	checkOptions = []*option{
		ofSection, valued("sheet", "1-i", func(s *session) *string { return &s.sheet }, "この取り組み事項の分だけ（記号か番号）", "only this initiative (its id or code)"), ofYear,
	}
	serveOptions = []*option{
		toggle("open", func(s *session) *bool { return &s.browse }, "ブラウザーも開く", "open the browser too"),
		counting("port", func(s *session) *int { return &s.port }, "使うポートの番号（なければ空いているもの）", "the port (default: one that is free)"),
		toggle("read-only", func(s *session) *bool { return &s.readOnly }, "見るだけにし、書きこめないようにする", "only look: nothing can be written"),
	}
	cityOptions = []*option{
		inWords("name", func(s *session) *why { return &s.cityFlags.name }, "市町村の名前。en= のように言語も示せる", "name of the place; en=… gives it in one language"),
		ofYear,
		valued("languages", "ja,en", func(s *session) *string { return &s.languages }, "サイトの言語。はじめのものが主になる", "languages of the site, the main one first"),
		valued("first-month", "4", func(s *session) *string { return &s.firstMonth }, "年度の最初の月", "first month of the fiscal year"),
		valued("levels", "A,B", func(s *session) *string { return &s.levels }, "計画の段の名前を、上から", "names of the plan's levels, from the top"),
		valued("kinds", "A,B", func(s *session) *string { return &s.kinds }, "指標の種類の名前", "names of the kinds of indicator"),
		valued("code", "CODE", func(s *session) *string { return &s.code }, "全国地方公共団体コード（6桁）か、体系:コード", "code of the place, as scheme:code (or six digits in Japan)"),
	}
	exportOptions = []*option{
		ofYear, valued("each", "section", func(s *session) *string { return &s.each }, "係ごとに一つずつ、フォルダーに作る", "one workbook for each section, into a folder"), ofSection, due,
	}
	importOptions = []*option{
		ofYear,
		valued("as", "FILE", func(s *session) *string { return &s.as }, "市の Excel を読むための対応表", "the mapping by which the city's own workbook is read"),
		valued("take", "file|data", func(s *session) *string { return &s.take }, "食い違うとき、ファイルとデータのどちらを採るか", "which of the two is right where file and data differ"),
		dryRun,
	}
	progressOptions = []*option{
		ofSection, ofYear, due,
		valued("format", "text|json|csv", func(s *session) *string { return &s.format }, "誤りと結果の形", "form of problems and results"),
	}
	sealOptions = []*option{
		sealDate,
		inWords("correct", func(s *session) *why { return &s.correct }, "前の版を訂正する理由。en= のように言語も示せる", "why it corrects the edition before; en=… gives it in one language"),
		toggle("unfinished", func(s *session) *bool { return &s.early }, "終わっていない年度を封印する", "seal a year that is not over"),
		dryRun,
	}
	verifyOptions   = []*option{sealKey, {"digest", "[FY2024=]DIGEST", diag.Saying{"別の場所に控えた照合用の値", "the digest that was kept in another place"}, bindDigest}}
	signOptions     = []*option{sealKey, dryRun}
	withdrawOptions = []*option{
		inWords("reason", func(s *session) *why { return &s.reason }, "取り下げる理由。en= のように言語も示せる", "why it is withdrawn; en=… gives it in one language"), sealDate, dryRun,
	}
	publishOptions = []*option{
		dryRun,
		toggle("adopt", func(s *session) *bool { return &s.adopt }, "ほかのファイルがある公開先にも送る（同じ名前のものは置き換える）", "send to a target that holds files of others; those of the same name are replaced"),
		toggle("over", func(s *session) *bool { return &s.over }, "その後にほかの人が公開したものを、この内容に置き換える", "put this in the place of what others published since"),
		toggle("everything", func(s *session) *bool { return &s.everything }, "変わらないファイルも、すべて送り直す", "send all files again, also those that are unchanged"),
		valued("max-removals", "20%", func(s *session) *string { return &s.maxRemovals }, "消すファイルがこの割合を超えたら止まる", "stop where more than this share of the files would be removed"),
		valued("allow", "seals,years", func(s *session) *string { return &s.allow }, "止める決まりを外す：removals（削除）、pages（ページの減少）、years（年度）、seals（封印）", "lift what would stop it: removals, pages, years, seals"),
		toggle("precompress", func(s *session) *bool { return &s.precompress }, "圧縮したファイル（.gz、.br）も置く", "put compressed files (.gz, .br) beside the pages"),
		toggle("back", func(s *session) *bool { return &s.back }, "最後の公開を取り消し、その前のサイトに戻す", "undo the last publish: bring back the site before it"),
		valued("changes", "DIR", func(s *session) *string { return &s.changes }, "手で送る人のために、変わったファイルだけをこのフォルダーに書き出す", "for an upload by hand: write only what changed to this folder"),
		valued("since", "URL|ZIP", func(s *session) *string { return &s.since }, "--changes の比べる相手：公開中のサイトか、前に送った zip", "what --changes compares with: the public site, or the zip that was uploaded"),
		toggle("again", func(s *session) *bool { return &s.again }, "前の --changes は送らなかったので、その分も入れる", "the last --changes was not uploaded: put it in again"),
	}
)

func bindDigest(s *session, flags *flag.FlagSet, name string) {
	flags.Func(name, "", func(value string) error {
		edition, digest, named := strings.Cut(value, "=")
		if !named {
			edition, digest = "", value
		}
		if s.digests == nil {
			s.digests = map[string]string{}
		}
		s.digests[edition] = digest
		return nil
	})
}
