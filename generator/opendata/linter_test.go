package opendata

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tassei/generator/kpi"
	"tassei/generator/pattern"
)

// Finding is one breach of the national rules on the machine readability of
// administrative data (行政データにおける機械可読性に関するルール, 2026-03-31).
type Finding struct {
	Rule   string // L1-01 to L3-09
	Line   int    // of the file, 0 for the whole
	Column string // name of the field, or ""
	Found  string
}

// Lint holds a CSV against every one of the national rules that applies to
// CSV; L1-10 to L1-13 and L2-06 speak of Excel alone, L3-07 of several years
// together. name says which of the set's tables the file is, such as indicators
// or observations. nil means that no rule is broken.
//
// Where the rules leave room: a column that is declared as a list may hold
// several codes (L1-07), and texts and printed codes such as ⑴-イ keep the
// characters of their source (L1-08, proper names).
func (s *Set) Lint(name string, file []byte) []Finding {
	l := &linter{set: s}
	for _, t := range l.set.tables() {
		if t.name == name {
			l.fields = t.fields
		}
	}
	l.encoding(file)
	records := l.read(bytes.TrimPrefix(file, []byte(bom)))
	if len(records) > 0 {
		l.header(records[0])
	}
	if len(records) == 0 || len(l.findings) > 0 {
		return l.findings // what follows relies on columns being where they belong
	}
	l.definitions()
	for i, r := range records[1:] {
		l.line = i + 2
		l.record(r)
	}
	return l.findings
}

type linter struct {
	set      *Set
	fields   []Field
	line     int
	findings []Finding
}

func (l *linter) add(rule, column, found string) {
	l.findings = append(l.findings, Finding{rule, l.line, column, found})
}

// encoding wants UTF-8 with a byte order mark, as the Data Package says.
func (l *linter) encoding(file []byte) {
	if !bytes.HasPrefix(file, []byte(bom)) {
		l.add("L3-08", "", "no byte order mark")
	}
	if !utf8.Valid(file) {
		l.add("L3-08", "", "not UTF-8")
	}
}

// read takes the file apart and holds its lines against its records.
func (l *linter) read(body []byte) [][]string {
	r := csv.NewReader(bytes.NewReader(body))
	r.FieldsPerRecord = -1
	records, err := r.ReadAll()
	if err != nil {
		l.add("L1-01", "", err.Error())
		return nil
	}
	if lines := bytes.Count(body, []byte("\r\n")); lines != len(records) || bytes.Count(body, []byte("\n")) != lines {
		l.add("L1-14", "", strconv.Itoa(lines)+" lines, "+strconv.Itoa(len(records))+" records")
	}
	for i, rec := range records {
		l.line = i + 1
		switch {
		case len(rec) != len(records[0]) && strings.Contains(strings.Join(rec, ""), "※"):
			l.add("L1-04", "", strings.Join(rec, ","))
		case len(rec) > len(records[0]):
			l.add("L1-15", "", strings.Join(rec, ","))
		case len(rec) != len(records[0]):
			l.add("L1-02", "", strings.Join(rec, ","))
		case strings.Join(rec, "") == "":
			l.add("L1-03", "", "blank row")
		}
	}
	l.line = 0
	return records
}

var (
	physicalName = pattern.New(`^[a-z][a-z0-9_]*$`)
	someYear     = pattern.New(`(19|20)[0-9]{2}`)
)

// header wants one row of unique ASCII names at the top of the file.
func (l *linter) header(names []string) {
	l.line = 1
	for i, name := range names {
		switch {
		case name == "":
			l.add("L1-05", name, "no name")
		case !physicalName.MatchString(name):
			l.add("L3-08", name, "not ASCII letters, digits and _")
		case slices.Contains(names[:i], name):
			l.add("L2-03", name, "twice")
		case someYear.MatchString(name):
			l.add("L3-09", name, "a year in a column's name")
		}
	}
	var want []string
	for _, f := range l.fields {
		want = append(want, f.Name)
	}
	if !slices.Equal(names, want) {
		l.add("L3-01", "", "the first line is not the header")
	}
	l.line = 0
}

// definitions wants a meaning and a unit for each column and a code list for
// each vocabulary.
func (l *linter) definitions() {
	for _, f := range l.fields {
		if f.Title.IsZero() || f.Meaning.IsZero() {
			l.add("L3-08", f.Name, "no meaning")
		}
		if f.Type == Decimal && f.Unit.IsZero() {
			l.add("L3-04", f.Name, "no unit")
		}
		for _, c := range l.set.codes {
			if f.Vocabulary != "" && c.Vocabulary == f.Vocabulary && c.Name.IsZero() {
				l.add("L3-02", f.Name, c.Code)
			}
		}
	}
}

func (l *linter) record(cells []string) {
	for i, s := range cells {
		f := l.fields[i]
		if s != strings.Trim(s, " \t\u3000\u00a0") || strings.ContainsAny(s, "\r\n\t") {
			l.add("L1-06", f.Name, s)
		}
		if s == "" {
			if f.Required {
				l.add("L2-02", f.Name, "empty")
			}
			continue
		}
		l.number(f, s)
		l.code(f, s)
		l.time(f, s)
		l.region(f, s)
	}
}

// signs stand for a missing value in print.
var signs = []string{"-", "―", "－", "—", "…", "x", "X", "*", "***", "N/A", "null", "なし", "不明"}

func (l *linter) number(f Field, s string) {
	if f.Type == String {
		return
	}
	switch _, err := kpi.ParseDecimal(s); {
	case err == nil:
	case strings.TrimSpace(s) == "":
		l.add("L1-09", f.Name, s)
	case slices.Contains(signs, s):
		l.add("L3-03", f.Name, s)
	case strings.ContainsAny(s, ";/、・ "):
		l.add("L1-07", f.Name, s)
	default:
		l.add("L2-01", f.Name, s)
	}
}

// code wants coded values to be codes, and keys to be free of characters that
// machines write differently.
func (l *linter) code(f Field, s string) {
	if f.Vocabulary == "" {
		if (strings.HasSuffix(f.Name, "_id") || f.Name == "region_code") && strings.ContainsFunc(s, dependent) {
			l.add("L1-08", f.Name, s)
		}
		return
	}
	list := []string{s}
	if f.List {
		list = strings.Split(s, ";")
	}
	for _, c := range list {
		known := l.set.values(f.Vocabulary)
		switch {
		case strings.ContainsFunc(c, dependent):
			l.add("L1-08", f.Name, s)
		case slices.Contains(known, c):
		case slices.ContainsFunc(known, func(k string) bool { return strings.HasPrefix(c, k) }):
			l.add("L2-05", f.Name, s)
		default:
			l.add("L2-04", f.Name, s)
		}
	}
}

// dependent reports whether a character is one that machines disagree on:
// enclosed and squared letters, Roman numerals, half-width katakana, private.
func dependent(r rune) bool {
	switch {
	case r >= 0x2160 && r <= 0x217F, r >= 0x2460 && r <= 0x24FF, r >= 0x3200 && r <= 0x33FF, r >= 0xFF61 && r <= 0xFF9F, r >= 0xE000 && r <= 0xF8FF:
		return true
	}
	return r == 0x2116 || r == 0x2121
}

var month = pattern.New(`^[0-9]{4}-(0[1-9]|1[0-2])(/[0-9]{4}-(0[1-9]|1[0-2]))?$`)

// time wants western years.
func (l *linter) time(f Field, s string) {
	switch {
	case f.Name == "fiscal_year":
		if n, err := strconv.Atoi(s); err != nil || n < 1868 || n > 9999 {
			l.add("L3-05", f.Name, s)
		}
	case f.Name == "fiscal_year_era":
		if !slices.ContainsFunc(l.fields, func(g Field) bool { return g.Name == "fiscal_year" }) {
			l.add("L3-05", f.Name, s)
		}
	case f.Name == "start", f.Name == "end", strings.HasSuffix(f.Name, "as_of"):
		for part := range strings.SplitSeq(s, ";") {
			if !month.MatchString(part) {
				l.add("L3-05", f.Name, s)
			}
		}
	}
}

// region wants the municipality's code with its check digit.
func (l *linter) region(f Field, s string) {
	if f.Name == "region_code" && !checkCode(s) {
		l.add("L3-06", f.Name, s)
	}
}

// tables are all.
func (s *Set) tables() []*table { return append(s.yearly(), &s.observations) }

// checkCode reports whether a six-digit municipality code (全国地方公共団体コード)
// carries the check digit that its first five digits ask for.
func checkCode(code string) bool {
	if len(code) != 6 || strings.Trim(code, "0123456789") != "" {
		return false
	}
	sum := 0
	for i := range 5 {
		sum += int(code[i]-'0') * (6 - i)
	}
	return int(code[5]-'0') == (11-sum%11)%10
}
