package source

import (
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/toml"
)

// Sheet is everything about one initiative in all years.
type Sheet struct {
	Initiative *kpi.Initiative // of the plan
	Years      []kpi.YearSheet // in order, drafts included; a year without records is left out

	tally tally
	spots []spot
}

// In gives the records of a year, in the order of the plan.
func (s *Sheet) In(year Year) []*kpi.Record {
	for i := range s.Years {
		if s.Years[i].Year == year {
			return s.Years[i].Records
		}
	}
	return nil
}

// spot is where one record stands, to narrow a list to a section in charge.
type spot struct {
	file     string
	from, to int // lines
	sheet    string
	id       kpi.ID
	year     Year
	sections []string
}

// Sheet reads all years' records and comments of initiative i. The problems
// are all that can be said of it: what is wrong in the files, in the plan's
// terms, in the words, and the rules of kpi.Check, each at its place.
//
// Several goroutines may call it at once; nothing is kept in the Source but how
// much of the sheet is translated.
func (s *Source) Sheet(i int) (*Sheet, []diag.Problem) {
	in := s.plan[i]
	sr := &sheetReader{s: s, in: in, out: &Sheet{Initiative: in.Initiative, tally: tally{}}}
	sr.each(s.years)
	sr.acrossYears()
	sr.otherTargets()
	sr.branched()
	sr.renumbered()
	s.Recall(i, sr.out.Kept())
	s.countedSheet(i)
	return sr.out, sr.problems
}

type sheetReader struct {
	only     Year // the year that is asked for, 0 for all
	s        *Source
	in       *initiative
	out      *Sheet
	problems []diag.Problem
	read     []*recordReader // by year
	gap      bool            // a record is missing, so years cannot be compared
	last     map[kpi.ID]*kpi.Record
	others   []otherTarget
}

// each reads the records of years, and judges them when all are read: what a later year
// says of the plan (revised) holds for those before it.
func (sr *sheetReader) each(years []kpi.YearInfo) {
	var judge []func()
	for _, y := range years {
		judge = append(judge, sr.year(y))
	}
	for _, then := range judge {
		then()
	}
}

// year reads a year's records; what it returns judges them.
func (sr *sheetReader) year(y kpi.YearInfo) (judge func()) {
	file := RecordFile(y.Year, sr.in.Sheet)
	wanted := sr.wanted(y.Year)
	if !sr.s.exists(file) {
		sr.gap = sr.gap || len(wanted) > 0
		if len(wanted) > 0 && !sr.s.told(file) {
			sr.add(lenient(diag.New("K210", "year", y.Year.String(), "sheet", sr.in.Sheet, "until", (y.Year-1).String()), y.Draft).At(file, 1, 1))
		}
		return func() {
			sr.comments(y, nil)
			if sr.in.Bare() {
				sr.out.Years = append(sr.out.Years, kpi.YearSheet{Year: y.Year, Draft: y.Draft, Initiative: *sr.in.Initiative})
			}
		}
	}
	r := sr.s.parse(file)
	r.draft, r.lastMonth = y.Draft, sr.s.city.Calendar.Last(y.Year).ISO()
	rr := sr.s.records(r, sr.in, y.Year)
	rr.pages = y.Source.Pages
	ys := kpi.YearSheet{Year: y.Year, Draft: y.Draft, Initiative: rr.read(), Records: rr.records}
	sr.gap = sr.gap || rr.unsure()
	if rr.noSections {
		sr.add(diag.New("K123", "file", sectionsFile, "hint", "sections").At(sectionsFile, 1, 1))
	}
	sr.missing(rr, wanted, y)
	sr.follow(rr.records, y.Draft)
	sr.borrow(rr.records)
	return func() {
		if sr.read = append(sr.read, rr); sr.only == 0 || y.Year == sr.only {
			sr.judge(rr, y, ys)
		}
	}
}

// judge finds what there is to say of a year's records beside each other and by the plan.
func (sr *sheetReader) judge(rr *recordReader, y kpi.YearInfo, ys kpi.YearSheet) {
	sr.figures(rr, y)
	sr.unprinted(rr, y)
	for _, l := range rr.links {
		if !sr.s.knows(l.to) {
			rr.Problems = append(rr.Problems, sr.s.dangling(l))
		}
	}
	sr.comments(y, rr)
	sr.countComments(y.Year)
	if y.Draft {
		sr.countBlanks(rr)
	} else if sr.s.city.Comments == kpi.Optional {
		sr.countMissing(rr)
	}
	for _, c := range y.Corrections {
		for _, rec := range rr.records {
			if rec.Indicator.ID == c.Indicator {
				rec.Corrections = append(rec.Corrections, c)
			}
		}
	}
	sr.add(rr.findings()...)
	sr.out.tally.take(rr.reader)
	sr.spots(rr)
	if len(ys.Records) > 0 || sr.in.Bare() {
		sr.out.Years = append(sr.out.Years, ys)
	}
}

// borrow fills in the sections of records whose actions are another's: one of the
// same sheet, as a rule.
func (sr *sheetReader) borrow(records []*kpi.Record) {
	for _, rec := range records {
		to := rec.ActionsSameAs.Indicator
		if to == "" {
			continue
		}
		var other *kpi.Record
		if at := slices.IndexFunc(records, func(o *kpi.Record) bool { return o.Indicator.ID == to }); at >= 0 {
			other = records[at]
		} else {
			other = sr.s.Record(to, rec.Year)
		}
		if other != nil {
			rec.ActionsSameAs.Sections = other.Sections()
		}
	}
}

// Record is an indicator's record of a year, for another sheet that refers to
// it: read from that year's file alone, without the comments and without a word
// of what is wrong there, which is told with its own sheet. It is nil where
// there is none.
func (s *Source) Record(id kpi.ID, y Year) *kpi.Record {
	in, info := s.bySheet[id.Sheet()], kpi.YearOf(s.years, y)
	file := RecordFile(y, id.Sheet())
	if in == nil || info == nil || !s.exists(file) {
		return nil
	}
	r := s.parse(file)
	r.draft = info.Draft
	rr := s.records(r, in, y)
	rr.read()
	at := slices.IndexFunc(rr.records, func(rec *kpi.Record) bool { return rec.Indicator.ID == id })
	if at < 0 {
		return nil
	}
	return rr.records[at]
}

// past is an indicator's record of a year with those of the years before, on
// whatever sheets and under whatever ids they stand.
func (s *Source) past(id kpi.ID, y Year) *kpi.Record {
	rec := s.Record(id, y)
	if rec == nil {
		return nil
	}
	if rec.Formerly != "" {
		id = rec.Formerly
	}
	if goesOn(rec) || rec.Formerly != "" {
		rec.Before = s.pastOf(id, y)
	}
	byPlan(rec)
	return rec
}

// pastOf is an indicator's last record before a year: that of the year before, or an
// earlier one where those between have none.
func (s *Source) pastOf(id kpi.ID, y Year) *kpi.Record {
	for i := len(s.years) - 1; i >= 0; i-- {
		if s.years[i].Year >= y {
			continue
		}
		if rec := s.past(id, s.years[i].Year); rec != nil {
			return rec
		}
	}
	return nil
}

// Node is an initiative that has others below it as it stood in a year; nil where
// the plan has none of that name. What is wrong in its file is told with its own
// sheet.
func (s *Source) Node(sheet string, y Year) *kpi.Initiative {
	in := s.bySheet[sheet]
	if in == nil {
		return nil
	}
	file := RecordFile(y, sheet)
	if !s.exists(file) {
		return in.Initiative
	}
	key := nodeYear{sheet, y}
	if known, ok := s.nodes.Load(key); ok {
		return known.(*kpi.Initiative)
	}
	own := s.records(s.parse(file), in, y).read()
	s.nodes.Store(key, &own)
	return &own
}

// nodeYear is what Node remembers by.
type nodeYear struct {
	sheet string
	year  Year
}

func (sr *sheetReader) add(ps ...diag.Problem) { sr.problems = append(sr.problems, ps...) }

// PlanFile is the file of a sheet in the plan, RecordFile that of its records of a year.
func PlanFile(sheet string) string           { return "data/plan/" + sheet + ".toml" }
func RecordFile(y Year, sheet string) string { return "data/" + y.String() + "/" + sheet + ".toml" }

// CommentFile is the comment on an indicator, in a language.
func CommentFile(y Year, tag string, id kpi.ID) string {
	return commentFolder(y, tag, id.Sheet()) + id.Local() + ".md"
}

func commentFolder(y Year, tag, sheet string) string {
	return "content/" + y.String() + "/" + tag + "/" + sheet + "/"
}

// lenient turns an error into a warning in a draft.
func lenient(p diag.Problem, draft bool) diag.Problem {
	if draft {
		p.Severity = diag.Warning
	}
	return p
}

// wanted lists the indicators that must have a record in a year.
func (sr *sheetReader) wanted(y Year) []*kpi.Indicator {
	var list []*kpi.Indicator
	for _, ind := range sr.in.Indicators {
		if sr.s.Active(ind, y) && !sr.s.spans[ind.ID].unsure {
			list = append(list, ind)
		}
	}
	return list
}

// missing tells the indicators that have no record though the plan wants one,
// and the records that the plan says are over or not yet begun.
func (sr *sheetReader) missing(rr *recordReader, wanted []*kpi.Indicator, y kpi.YearInfo) {
	var lost []string
	for _, ind := range wanted {
		if rr.nodes[ind.ID] == nil && !rr.unsure() {
			sr.gap = true
			if !slices.ContainsFunc(sr.s.movedIn(y.Year), func(m moved) bool { return m.id == ind.ID }) {
				lost = append(lost, ind.ID.Local())
			}
		}
	}
	if len(lost) > 0 {
		p := diag.New("K209", "id", strings.Join(lost, ", "), "year", y.Year.String(), "until", (y.Year - 1).String())
		if len(lost) > 1 {
			p.Args["message"], p.Args["hint"], p.Args["n"], p.Args["total"] = "several", "several", itoa(len(lost)), itoa(len(wanted))
		}
		sr.add(lenient(p, y.Draft).At(rr.File, 1, 1))
	}
	for id, n := range rr.nodes {
		if ind := sr.s.byID[id]; ind != nil && !sr.s.Active(ind, y.Year) {
			rr.Put(diag.New("K217", "id", id.Local(), "year", y.Year.String(), "file", sr.in.file), n)
		} else if ind != nil && ind.Total != nil && (y.Year < ind.Total.From || y.Year > ind.Total.To) {
			rr.Put(lenient(diag.New("K217", "message", "total", "hint", "total", "id", id.Local(), "year", y.Year.String(), "file", sr.in.file,
				"from", ind.Total.From.String(), "to", ind.Total.To.String()), true), n)
		}
	}
}

// unsure reports whether a record could not be tied to its indicator, so that
// it cannot be said which indicators have one.
func (rr *recordReader) unsure() bool {
	return rr.astray || rr.unread()
}

// unread reports whether a table of the file, or all of it, could not be read.
func (r *reader) unread() bool {
	return r.GivenUp() || r.Cut || broken(r.Root)
}

func broken(n *toml.Node) bool {
	return n.Kind == toml.Broken || n.Kind == toml.Array && n.Headed() && slices.ContainsFunc(n.Items, broken) ||
		n.Headed() && slices.ContainsFunc(n.Keys, func(e toml.Entry) bool { return e.Value.Kind == toml.Array && broken(e.Value) })
}

// followUps are the faults that a figure that could not be read brings about.
var followUps = []string{"K305", "K306", "K308", "K309", "K311", "K313", "K315", "K316", "K317"}

// figures runs the rules of kpi over the records that could be read.
func (sr *sheetReader) figures(rr *recordReader, y kpi.YearInfo) {
	for _, rec := range rr.records {
		if incomplete(rec.Indicator) {
			continue // told of the plan
		}
		faulty := rr.faulty(rr.nodes[rec.Indicator.ID])
		for _, f := range kpi.Check(&sr.s.city, rec) {
			switch {
			case faulty && slices.Contains(followUps, f.Code):
			case y.Draft && f.Code == "K305":
				f.Code = "K222"
				rr.Problems = append(rr.Problems, sr.locate(rr, f))
			default:
				rr.Problems = append(rr.Problems, sr.locate(rr, f))
			}
		}
	}
}

// incomplete reports whether the plan leaves open how an indicator is measured.
func incomplete(ind *kpi.Indicator) bool {
	return ind.Direction == "" || ind.Measured == "" || (ind.Measured == kpi.ByParts) != (len(ind.Parts) > 0)
}

// faulty reports whether an error was found in a record's lines, or one of
// them could not be read at all.
func (rr *recordReader) faulty(n *toml.Node) bool {
	from, to := rr.lines(n)
	for line := range rr.Blanked {
		if line >= from && line < to {
			return true
		}
	}
	return slices.ContainsFunc(rr.Problems, func(p diag.Problem) bool {
		return p.Severity == diag.Error && p.Line >= from && p.Line < to
	})
}

// lines is the range of lines of a record, up to the next one.
func (rr *recordReader) lines(n *toml.Node) (from, to int) {
	from, _ = rr.Place(n.At)
	to = 1 << 30
	if list := rr.Root.Get("record"); list != nil {
		for _, other := range list.Items {
			if line, _ := rr.Place(other.At); line > from {
				to = min(to, line)
			}
		}
	}
	return from, to
}

func (sr *sheetReader) spots(rr *recordReader) {
	for _, rec := range rr.records {
		from, to := rr.lines(rr.nodes[rec.Indicator.ID])
		sr.out.spots = append(sr.out.spots, spot{rr.File, from, to, sr.in.Sheet, rec.Indicator.ID, rec.Year, rec.Sections()})
	}
}
