package edit

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/source"
	"tassei/generator/toml"
)

// record is one indicator's year as it stands in its files, open for changes.
type record struct {
	src       *source.Source
	city      *kpi.City
	tag       string // of the clerk's language
	first     string // the city's first language
	languages []string
	reasons   []option

	year      kpi.YearInfo
	id        kpi.ID
	sheet     int            // of the plan
	indicator *kpi.Indicator // as it stands in that year

	lastYear kpi.Year    // the year before among the city's, 0 for none
	last     *kpi.Record // of that year, nil for none

	file   string // of the records
	text   string // of the file
	line   int    // of the record's header
	edit   *toml.Edit
	blocks []toml.Block

	comments map[string]string  // text of each file by its path, "" for none
	stale    *source.StaleTexts // of the file of the records
	doubts   map[string]doubt   // by the field, of numbers that were typed
}

// errUnread is the fault of a city whose shared files cannot be read.
var errUnread = errors.New("the city cannot be read")

// errNoRecord is the fault of a year or an indicator that has no record.
var errNoRecord = errors.New("no record")

// brokenError is the fault of a file in which no record can be found because of what
// is wrong with it, which the page of problems tells.
type brokenError struct{ file string }

func (e *brokenError) Error() string { return e.file + " is broken" }

// lacking is the fault of a record that is not found: its file is broken, or does not
// have it.
func (r *record) lacking() error {
	_, problems := r.src.SheetIn(r.sheet, r.year.Year)
	faulty := func(p diag.Problem) bool {
		return p.File == r.file && p.Severity == diag.Error && !slices.Contains(blankCodes, p.Code)
	}
	if r.src.Refused(r.file) || slices.ContainsFunc(problems, faulty) {
		return &brokenError{r.file}
	}
	return errNoRecord
}

// look reads a record. The error is errNoRecord, a *brokenError, or one of the disk.
func look(src *source.Source, tag string, year kpi.Year, id kpi.ID) (*record, error) {
	r := &record{src: src, city: src.City(), tag: tag, id: id, languages: src.City().Languages, reasons: reasonOptions(tag), comments: map[string]string{}}
	at := slices.IndexFunc(src.Years(), func(y kpi.YearInfo) bool { return y.Year == year })
	r.sheet = slices.IndexFunc(src.Initiatives(), func(i *kpi.Initiative) bool { return i.Sheet == id.Sheet() })
	r.indicator = src.Indicator(id)
	if at < 0 || r.sheet < 0 || r.indicator == nil || len(r.languages) == 0 {
		return nil, errNoRecord
	}
	r.year, r.first = src.Years()[at], r.languages[0]
	if at > 0 {
		r.lastYear = src.Years()[at-1].Year
		r.last = src.Record(id, r.lastYear)
	}
	if rec := src.Record(id, year); rec != nil {
		r.indicator = rec.Indicator
	}
	r.file, r.line, _ = src.Place(id, year, "")
	text, err := src.Read(r.file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, r.lacking()
	}
	if err != nil {
		return nil, err
	}
	r.text, r.stale = string(text), src.StaleTextsIn(r.file)
	r.again()
	if len(r.blocks) == 0 {
		return nil, r.lacking()
	}
	if v, ok := r.blocks[0].Find("indicator"); !ok || !strings.HasSuffix(v.Text, id.Local()) {
		return nil, r.lacking()
	}
	for _, tag := range r.languages {
		text, err := src.Read(r.commentFile(tag))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if src.Refused(r.commentFile(tag)) || !utf8.Valid(text) { // a form would send back what a browser makes of it
			return nil, &brokenError{r.commentFile(tag)}
		}
		r.comments[r.commentFile(tag)] = string(text)
	}
	return r, nil
}

// again reads the blocks of the text as it stands.
func (r *record) again() {
	r.edit = toml.NewEdit(r.text)
	r.blocks = r.edit.Blocks(r.line)
	if r.doubts == nil {
		r.doubts = map[string]doubt{}
	}
}

// block is the n-th table with a header, the record's own for none.
func (r *record) block(w where) (toml.Block, bool) {
	if w.header == "" {
		return r.blocks[0], true
	}
	n := w.n
	for _, b := range r.blocks {
		if b.Asleep || b.Header != w.header {
			continue
		}
		if n == 0 {
			return b, true
		}
		n--
	}
	return toml.Block{}, false
}

// count is how many tables have a header.
func (r *record) count(header string) (n int) {
	for _, b := range r.blocks {
		if !b.Asleep && b.Header == header {
			n++
		}
	}
	return n
}

// asleep is the first table whose header waits as a comment.
func (r *record) asleep(header string) (toml.Block, bool) {
	for _, b := range r.blocks {
		if b.Asleep && b.Header == header {
			return b, true
		}
	}
	return toml.Block{}, false
}

func (r *record) commentFile(tag string) string {
	return source.CommentFile(r.year.Year, tag, r.id)
}

func (r *record) say(key string, pairs ...string) string { return say(r.tag, key, pairs...) }

func (r *record) help(key string) string {
	if key == "" {
		return ""
	}
	return r.say(key)
}

// languageName is a language by its own name in the clerk's language.
func (r *record) languageName(tag string) string {
	if _, ok := sayings["language "+tag]; ok {
		return r.say("language " + tag)
	}
	return tag
}

// titled is the indicator's kind, number and name in the clerk's language.
func titled(city *kpi.City, tag string, ind *kpi.Indicator) string {
	name, _ := ind.Name.In(tag, city.Languages...)
	label, _ := ind.Label.In(tag, city.Languages...)
	label = cmp.Or(label, kindName(city, tag, ind.Kind)+itoa(ind.Number))
	if rest, begins := strings.CutPrefix(label, ind.Code); begins && strings.IndexAny(rest, ".-") == 0 {
		return label + " " + name // 2.1 of part 2
	}
	return ind.Code + " " + label + " " + name
}

// kindName is what an indicator of a kind is called, ready for its number.
func kindName(city *kpi.City, tag string, kind kpi.Kind) string {
	if _, built := sayings["kind "+string(kind)]; built {
		return say(tag, "kind "+string(kind))
	}
	name := string(kind)
	if k := city.KindOf(name); k != nil && !k.Name.IsZero() {
		name, _ = k.Name.In(tag, city.Languages...)
	}
	if last := name[len(name)-1]; last < 0x80 {
		name += " "
	}
	return name
}

// yearName is a fiscal year as clerks say it, and as files are named after it.
func yearName(city *kpi.City, tag string, y kpi.Year) string {
	if tag != "ja" || city.Calendar.FirstMonth > 1 && city.Calendar.FirstMonth != 4 {
		return y.String()
	}
	era, n := lang.EraOfFiscalYear(int(y))
	if n == 1 {
		return say(tag, "era year", "era", era, "number", "元", "year", y.String())
	}
	return say(tag, "era year", "era", era, "number", itoa(n), "year", y.String())
}
