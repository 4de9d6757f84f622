package edit

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/carry"
	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/source"
)

// state is how far a record has come. A blank is the clerk's to fill; doubt is
// anything else that a check says; open wants a translation only.
type state string

const (
	stateBlank state = "blank"
	stateDoubt state = "doubt"
	stateOpen  state = "open"
	stateDone  state = "done"
)

// blankCodes tell of what is not written yet; translationCodes of what is not
// translated, or not since its original changed.
var (
	blankCodes       = []string{"K209", "K210", "K222", "K305", "K411", "K419"}
	translationCodes = []string{"K412", "K413", "K414", "K416", "K424"}
)

// stateOf is the state that a record's problems leave it in.
func stateOf(problems []diag.Problem) state {
	s := stateDone
	for _, p := range problems {
		switch {
		case p.Severity == diag.Error && !slices.Contains(blankCodes, p.Code):
			return stateDoubt
		case slices.Contains(blankCodes, p.Code):
			s = stateBlank
		case slices.Contains(translationCodes, p.Code):
			if s == stateDone {
				s = stateOpen
			}
		case s != stateBlank:
			s = stateDoubt
		}
	}
	return s
}

// listPage is what the template of a year's list is given.
type listPage struct {
	Lang, Title, Tally string
	Progress           string // the words of the link to what is still missing
	Years              []yearLink
	Sheets             []listSheet
}

type yearLink struct {
	Name, Href string
	Here       bool
}

type listSheet struct {
	Title  string
	Faults []string // of the year's file as a whole
	Rows   []listRow
}

type listRow struct {
	Name, Href string
	State      state
	Word       string
	Todo       []string
}

// latest leads to the newest year.
func (e *Editor) latest(w http.ResponseWriter, r *http.Request) {
	err := e.with(true, func(src *source.Source) error {
		if len(src.Years()) == 0 {
			return errNoRecord
		}
		http.Redirect(w, r, Root+src.Years()[len(src.Years())-1].Year.String()+"/", http.StatusFound)
		return nil
	})
	e.failed(w, r, err)
}

// list shows how far each record of a year has come.
func (e *Editor) list(w http.ResponseWriter, r *http.Request) {
	year, _ := asked(r)
	err := e.with(true, func(src *source.Source) error {
		p := &listPage{Lang: e.options.Lang, Title: e.say("list title", "year", yearName(src.City(), e.options.Lang, year))}
		if p.Progress = e.say("to progress"); src.City().SectionCalled.Has(e.options.Lang) {
			p.Progress = e.say("to progress of", "called", src.City().SectionCalled[e.options.Lang])
		}
		for _, y := range src.Years() {
			p.Years = append(p.Years, yearLink{yearName(src.City(), e.options.Lang, y.Year), Root + y.Year.String() + "/", y.Year == year})
		}
		if !slices.ContainsFunc(p.Years, func(y yearLink) bool { return y.Here }) {
			return errNoRecord
		}
		counts := map[state]int{}
		for i, sheet := range e.sheets(src, year) {
			in := src.Initiatives()[i]
			counts[stateDoubt] += len(sheet.Faults)
			for _, row := range sheet.Rows {
				counts[row.State]++
			}
			if len(sheet.Rows)+len(sheet.Faults) == 0 {
				continue
			}
			name, _ := in.Name.In(e.options.Lang, src.City().Languages...)
			sheet.Title = in.Code + " " + name
			p.Sheets = append(p.Sheets, sheet)
		}
		p.Tally = e.say("tally", "done", itoa(counts[stateDone]), "open", itoa(counts[stateOpen]), "blank", itoa(counts[stateBlank]), "doubt", itoa(counts[stateDoubt]))
		return send(w, http.StatusOK, "list.html", p)
	})
	e.failed(w, r, err)
}

// sheets are all initiatives' parts of the list, several made at once.
func (e *Editor) sheets(src *source.Source, year kpi.Year) []listSheet {
	list := make([]listSheet, len(src.Initiatives()))
	carry.Each(0, len(list), func(i int) { list[i] = e.sheet(src, i, year) })
	return list
}

// next is the address of the record after this one, in the order of the plan and
// round its end, in which something is left to be written; "" where all is done.
func (e *Editor) next(src *source.Source, r *record) string {
	own := Root + r.year.Year.String() + "/" + string(r.id)
	n := len(src.Initiatives())
	passed, before := false, ""
	for k := range n + 1 {
		for _, row := range e.sheet(src, (r.sheet+k)%n, r.year.Year).Rows {
			switch {
			case row.Href == own:
				passed = true
			case row.State == stateDone:
			case passed:
				return row.Href
			case before == "":
				before = row.Href // of its own sheet, met again at the end
			}
		}
	}
	return before
}

// mostTodo is how many things a row of the list names.
const mostTodo = 4

// sheet is one initiative's part of the list.
func (e *Editor) sheet(src *source.Source, i int, year kpi.Year) (list listSheet) {
	sheet, problems := src.SheetIn(i, year)
	about := map[kpi.ID][]diag.Problem{}
	file := source.RecordFile(year, src.Initiatives()[i].Sheet)
	for _, p := range append(problems, src.StaleTextsIn(file).Problems()...) {
		y, id, ok := sheet.About(p)
		switch {
		case ok && y == year:
			about[id] = append(about[id], p)
		case !ok && p.File == file:
			list.Faults = append(list.Faults, e.say("fault at", "file", p.File, "line", itoa(p.Line), "message", message(e.options.Lang, p)))
		}
	}
	for _, rec := range sheet.In(year) {
		id := rec.Indicator.ID
		row := listRow{Name: titled(src.City(), e.options.Lang, rec.Indicator), Href: Root + year.String() + "/" + string(id), State: stateOf(about[id])}
		row.Word = e.say("state " + string(row.State))
		if names := e.missing(about[id]); len(names) > 0 {
			row.Todo = append(row.Todo, e.say("todo blanks", "names", strings.Join(names, e.say("blanks and"))))
		}
		for _, p := range about[id] {
			if slices.Contains(listedCodes, p.Code) {
				continue
			}
			if m := message(e.options.Lang, p); !slices.Contains(row.Todo, m) {
				row.Todo = append(row.Todo, m)
			}
		}
		if more := len(row.Todo) - mostTodo; more > 0 {
			row.Todo = append(row.Todo[:mostTodo], e.say("more", "count", itoa(more)))
		}
		list.Rows = append(list.Rows, row)
	}
	return list
}

// listedCodes are the blanks that a row of the list names together.
var listedCodes = []string{"K222", "K411", "K419"}

// missing are the names of what a record has not yet, in the order of its form.
func (e *Editor) missing(problems []diag.Problem) (names []string) {
	for _, key := range []string{"actual", "target", "baseline"} {
		if slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Code == "K222" && p.Args["key"] == key }) {
			names = append(names, e.say("figure "+key))
		}
	}
	if slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Code == "K411" || p.Code == "K419" }) {
		names = append(names, e.say("comment label"))
	}
	others := slices.DeleteFunc(slices.Clone(problems), func(p diag.Problem) bool {
		return p.Code != "K222" || slices.Contains([]string{"actual", "target", "baseline"}, p.Args["key"])
	})
	if len(others) > 0 {
		names = append(names, e.say("other blanks", "count", itoa(len(others))))
	}
	return names
}

// At is the address that leads to the form of the record in which a line of a
// file stands, "" for a file that holds no records and no comments.
func At(file string, line int) string {
	if _, _, ok := placed(file); !ok {
		return ""
	}
	return Root + "at?" + url.Values{"file": {file}, "line": {itoa(line)}}.Encode()
}

// placed is the year and the sheet of a file of records or a comment.
func placed(file string) (year kpi.Year, sheet string, ok bool) {
	parts := strings.Split(file, "/")
	switch {
	case len(parts) == 3 && parts[0] == "data" && parts[2] != "year.toml":
		sheet, ok = strings.CutSuffix(parts[2], ".toml")
	case len(parts) == 5 && parts[0] == "content" && parts[1] != "pages":
		sheet, ok = parts[3], true
	}
	if !ok {
		return 0, "", false
	}
	year, ok = kpi.ParseYear(parts[1])
	return year, sheet, ok
}

// at leads to the record that a place is about, else to the list of its year.
// The file is only compared with what the plan has.
func (e *Editor) at(w http.ResponseWriter, r *http.Request) {
	file := r.URL.Query().Get("file")
	line, _ := strconv.Atoi(r.URL.Query().Get("line"))
	err := e.with(true, func(src *source.Source) error {
		year, sheet, ok := placed(file)
		i := slices.IndexFunc(src.Initiatives(), func(in *kpi.Initiative) bool { return in.Sheet == sheet })
		if !ok || i < 0 {
			return errNoRecord
		}
		to := Root + year.String() + "/"
		own, _ := src.SheetIn(i, year)
		if _, id, found := own.About(diag.Problem{File: file, Line: line}); found {
			to += string(id)
		}
		http.Redirect(w, r, to, http.StatusFound)
		return nil
	})
	e.failed(w, r, err)
}
