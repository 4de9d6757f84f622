package source

import (
	"cmp"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
	"tassei/generator/toml"
)

// noCity is the fault of a folder that is no city's: a city lies beside or above
// it, or none was begun.
func (s *Source) noCity(file string) diag.Problem {
	if near := s.nearby(file); near != "" {
		return diag.New("K123", "file", file, "hint", "elsewhere", "near", near)
	}
	return diag.New("K123", "file", file, "hint", "city")
}

// nearby is the one folder beside or above the opened one that has the file, as
// it is typed from there; "" where there is none or several.
func (s *Source) nearby(file string) string {
	dir := s.root.Name()
	names := []string{".."}
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	var found []string
	for _, name := range names {
		if _, err := os.Stat(filepath.Join(dir, name, filepath.FromSlash(file))); err == nil {
			found = append(found, name)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

// readCity reads data/city.toml and the files beside it. Its languages are
// needed to read any other file; without them it returns false.
func (s *Source) readCity() bool {
	const file = "data/city.toml"
	s.city.Languages = []string{"ja"}
	if !s.exists(file) {
		if !s.told(file) {
			s.problems.Add(s.noCity(file).At(file, 1, 1))
		}
		return false
	}
	r := s.parse(file)
	s.cityBefore = r.agreed
	t := r.open(r.Root)
	ok := s.readLanguages(t)
	if ok {
		r.languages, r.silenced = s.city.Languages, s.silenced
		s.cityTable(t)
		t.done()
	}
	s.finish(r)
	if !ok {
		return false
	}
	s.cityFile(sectionsFile, s.readSections)
	s.cityFile("data/glossary.toml", s.readGlossary)
	s.cityFile("data/accessibility.toml", s.readAccessibility)
	return true
}

// finish takes over what a reader found. A file without any error is shown to
// the second parser.
func (s *Source) finish(r *reader) {
	s.problems.Add(r.findings()...)
	s.opened.take(r)
}

// findings are the reader's problems, after the second parser had its say.
func (r *reader) findings() []diag.Problem {
	if !r.agreed && !slices.ContainsFunc(r.Problems, func(p diag.Problem) bool { return p.Severity == diag.Error }) {
		r.Agree()
	}
	return r.Problems
}

// otherTags are what people write for a language: most often its country.
var otherTags = map[string]string{"jp": "ja", "jpn": "ja", "cn": "zh", "us": "en", "gb": "en", "eng": "en", "日本語": "ja", "英語": "en", "English": "en", "Japanese": "ja"}

// mostLanguages bounds how many languages a city has: every page, and what is told of
// every text, is made once for each.
const mostLanguages = 100

// readLanguages returns false when the languages cannot be told.
func (s *Source) readLanguages(t *table) bool {
	tags, places := t.texts1("languages")
	var list []string
	for i, tag := range tags {
		if i == mostLanguages {
			t.r.add(places[i], "K212", "message", "many", "hint", "many", "most", strconv.Itoa(mostLanguages))
			break
		}
		switch {
		case otherTags[tag] != "":
			t.r.add(places[i], "K212", "language", tag, "hint", "near", "near", otherTags[tag])
			list = append(list, otherTags[tag])
		case !isTag(tag) && isTag(strings.ToLower(lang.Fold(tag))):
			t.r.add(places[i], "K212", "language", tag, "hint", "near", "near", strings.ToLower(lang.Fold(tag)))
			list = append(list, strings.ToLower(lang.Fold(tag)))
		case !isTag(tag):
			t.r.add(places[i], "K212", "language", tag)
		case slices.Contains(list, tag):
			t.r.add(places[i], "K204", "id", tag)
		default:
			list = append(list, tag)
		}
	}
	if !t.has("languages") {
		t.missing("languages")
		t.tellMissing(nil)
	} else if n := t.n.Get("languages"); n.Kind == toml.Array && len(n.Items) == 0 {
		t.r.wrong(n, "languages", "list")
	}
	if len(list) == 0 {
		return false
	}
	s.city.Languages = list
	s.lostTongues(t)
	return true
}

func (s *Source) cityTable(t *table) {
	c := &s.city
	t.need("name")
	c.Name = t.text("name")
	t.need("title")
	c.Title = t.text("title")
	c.Called = t.text("called")
	s.place(t)
	s.calendar(t)
	s.kinds(t)
	if n := t.take("licence"); n != nil {
		c.Licence = licence(t.r, n)
	} else {
		c.Licence = kpi.Licence{ID: "not-stated"}
	}
	if n := t.sub("contact"); n != nil {
		c.Contact = kpi.Contact{Text: n.languages("contact"), URL: address(n, "url", "https", "http", "mailto", "tel")}
		n.done()
	}
	c.BaseURL = address(t, "base_url", "https", "http")
	if c.BaseURL != "" && !strings.HasSuffix(c.BaseURL, "/") {
		t.r.add(t.n.Get("base_url"), "K219", "text", c.BaseURL, "hint", "slash")
	}
	c.Official = s.official(t)
	c.ShareImages = t.truth("share_images")
	c.IndicatorDownloads = !t.has("indicator_downloads") || t.truth("indicator_downloads")
	if c.Comments = kpi.Wanted(t.choice("comments", string(kpi.Required), string(kpi.Optional), string(kpi.Absent))); c.Comments == "" {
		c.Comments = kpi.Optional
	}
	s.rules(t)
	c.Period = total(t, "period")
	seen := ids{}
	for g := range t.each("group") {
		c.Groups = append(c.Groups, kpi.Group{ID: g.id(seen, idForm), Name: g.name()})
	}
	seen = ids{}
	for g := range t.each("grade") {
		c.Grades = append(c.Grades, kpi.Grade{ID: g.id(seen, looseForm), Name: g.name(), Meaning: g.text("meaning"), Mark: g.text1("mark")})
	}
	for u := range t.each("unit") {
		u.need("one")
		c.Units = append(c.Units, kpi.Unit{Name: u.name(), One: u.text("one")})
	}
	s.own(t)
	s.bands(t)
}

// place reads the code of the place: a Japanese municipality's unless code_scheme
// says what else it is of.
func (s *Source) place(t *table) {
	c := &s.city
	c.CodeScheme = t.text1("code_scheme")
	n := t.take("code")
	switch {
	case n == nil:
	case c.CodeScheme == "":
		c.Code = municipality(t, n)
	case n.Kind != toml.String || strings.Trim(n.Text, codeSigns) != "" || n.Text == "" || len(n.Text) > longestCode:
		t.r.add(n, "K213", "code", n.Text, "message", "scheme", "hint", "scheme")
	default:
		c.Code = n.Text
	}
}

// official reads the languages in which the city itself writes. Each is one of
// the site's.
func (s *Source) official(t *table) (tags []string) {
	list, places := t.texts1("official_languages")
	for i, tag := range list {
		if !slices.Contains(s.city.Languages, tag) {
			t.r.add(places[i], "K121", "key", "official_languages", "text", tag, "choices", strings.Join(s.city.Languages, ", "))
			continue
		}
		tags = append(tags, tag)
	}
	return tags
}

// longestCode leaves room in the name of a file for what stands beside it.
const longestCode = 60

// codeSigns are what a code of another scheme is made of, since it stands in the
// names of files.
const codeSigns = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"

// calendar reads in which month the fiscal year begins, and how a year is called.
func (s *Source) calendar(t *table) {
	if n := t.n.Get("first_month"); n != nil {
		if m := t.whole("first_month"); m > 12 {
			t.r.wrong(n, "first_month", "month")
		} else {
			s.city.Calendar.FirstMonth = m
		}
	}
	s.city.Calendar.ByEnd = t.choice("year_named_by", "start", "end") == "end"
	s.city.YearName = s.yearName(t)
	s.dating = lang.YearsOf(s.city.Calendar.FirstMonth, s.city.Calendar.ByEnd, s.city.YearName)
}

// yearName reads how a year is called: by placeholders that there are, and by one that
// tells it from another year.
func (s *Source) yearName(t *table) lang.Text {
	n := t.n.Get("year_name")
	name := t.text("year_name")
	for _, tag := range s.city.Languages {
		at := n
		if n != nil && n.Kind == toml.Table {
			at = n.Get(tag)
		}
		if name[tag] == "" || at == nil {
			continue
		}
		unknown, known, none := lang.UnknownInYearName(name[tag])
		switch {
		case unknown != "":
			p := diag.New("K522", "key", "year_name", "placeholder", "{"+unknown+"}", "hint", "known", "known", "{"+strings.Join(known, "}, {")+"}, {year+543}, {year-1911}")
			t.r.Put(p, at)
		case none:
			t.r.add(at, "K523", "key", "year_name", "placeholder", "{year}")
		}
	}
	return name
}

// kinds reads the city's own kinds of indicator.
func (s *Source) kinds(t *table) {
	seen := ids{}
	for _, k := range kpi.BuiltInKinds {
		seen[k.Slug] = 0
	}
	for k := range t.each("kind") {
		kind := kpi.KindOf{Slug: k.id(seen, kindForm), Name: k.name()}
		kind.Word = kpi.Kind(kind.Name[s.city.Languages[0]])
		if kind.Slug != "" && kind.Word != "" {
			s.city.Kinds = append(s.city.Kinds, kind)
		}
	}
}

// municipality checks the six-digit code of a local government: the last digit
// is 11 minus the weighted sum of the others modulo 11.
func municipality(t *table, n *toml.Node) string {
	code := lang.Fold(n.Text)
	if n.Kind != toml.String && n.Kind != toml.Integer || len(code) != 6 || strings.Trim(code, "0123456789") != "" {
		t.r.add(n, "K213", "code", n.Text, "message", "form", "hint", "form")
		return ""
	}
	sum := 0
	for i := range 5 {
		sum += int(code[i]-'0') * (6 - i)
	}
	check := (11 - sum%11) % 10
	if int(code[5]-'0') != check {
		t.r.add(n, "K213", "code", code, "check", strconv.Itoa(check))
	}
	return code
}

func licence(r *reader, n *toml.Node) kpi.Licence {
	known := append(kpi.LicenceIDs(), "not-stated")
	switch n.Kind {
	case toml.String:
		if slices.Contains(known, n.Text) {
			return kpi.Licence{ID: n.Text}
		}
		r.Put(notAmong("licence", n.Text, known), n)
	case toml.Table:
		t := r.open(n)
		l := kpi.Licence{ID: "other", URL: address(t, "url", "https", "http")}
		if name := n.Get("name"); name != nil && name.Kind == toml.Table && !t.has("title") {
			l.Title = t.text("name") // what the terms are called, with no short name
		} else {
			if l.Title = t.name1("title"); t.has("name") {
				l.ID = cmp.Or(t.text1("name"), l.ID)
			}
		}
		t.done()
		return l
	default:
		r.wrong(n, "licence", "string")
	}
	return kpi.Licence{ID: "not-stated"}
}

var (
	mailForm = pattern.New(`^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$`)
	hostForm = pattern.New(`^[\w-]+(?:\.[\w-]+)+(?:/[^\s"'<>]*)?$`)
)

// address reads a link whose scheme is one of a list.
func address(t *table, key string, schemes ...string) string {
	s := t.text1(key)
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || !slices.Contains(schemes, u.Scheme) || u.Opaque == "" && u.Host == "" || strings.ContainsAny(s, " \"'<>\n\t") {
		p := diag.New("K219", "text", s, "key", key)
		switch {
		case mailForm.MatchString(s) && slices.Contains(schemes, "mailto"):
			p.Args["hint"], p.Args["right"] = "for", "mailto:"+s
		case hostForm.MatchString(s):
			p.Args["hint"], p.Args["right"] = "for", "https://"+s
		}
		t.r.Put(p, t.n.Get(key))
		return ""
	}
	return s
}

// ids maps the ids of one list to the line that they stand in.
type ids map[string]int

// id reads a required id that no other of the list has.
func (t *table) id(seen ids, form interface{ MatchString(string) bool }) string {
	n := t.need("id")
	if n == nil {
		return ""
	}
	id := t.text1("id")
	if id == "" {
		return ""
	}
	line, _ := t.r.Place(n.At)
	switch first, twice := seen[id]; {
	case form == kindForm && !form.MatchString(id):
		t.r.add(n, "K125", "id", id, "message", "kind", "hint", "kind")
	case !form.MatchString(id):
		t.r.add(n, "K125", "id", id)
	case device.MatchString(id):
		t.r.add(n, "K126", "id", id, "message", "device")
	case twice && first == 0:
		t.r.add(n, "K126", "id", id, "message", "own")
	case twice:
		t.r.add(n, "K204", "id", id, "message", "line", "line", strconv.Itoa(first))
	default:
		seen[id] = line
	}
	return id
}

// name reads a required text by language.
func (t *table) name() lang.Text { return t.name1("name") }

func (t *table) name1(key string) lang.Text {
	t.need(key)
	return t.text(key)
}
