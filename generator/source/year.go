package source

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/ordinary"
	"tassei/generator/toml"
)

// readYears reads data/FY*/year.toml.
func (s *Source) readYears() {
	var folders []string
	for _, p := range s.files {
		parts := strings.Split(p, "/")
		if yearFolder.MatchString(parts[1]) && !slices.Contains(folders, parts[0]+"/"+parts[1]) {
			folders = append(folders, parts[0]+"/"+parts[1])
		}
	}
	var names []string
	for _, f := range folders {
		names = append(names, path.Base(f))
	}
	slices.Sort(names)
	var orphans []string // years that have comments only
	for _, name := range slices.Compact(names) {
		y, ok := kpi.ParseYear(name)
		file := "data/" + name + "/year.toml"
		switch {
		case !ok:
			s.problems.Add(fiscalYear("year", name).At("data/"+name, 1, 1))
		case s.told(file):
			s.unsure = true
		case !s.exists(file):
			s.unsure = true
			if len(s.under("data/"+name+"/")) == 0 {
				orphans = append(orphans, name)
				continue
			}
			s.problems.Add(diag.New("K123", "file", file, "hint", "year").At(file, 1, 1))
		default:
			s.years = append(s.years, s.readYear(y, file))
		}
	}
	s.dropDocuments()
	for _, name := range orphans {
		// A published year without comments is told once for both.
		if !slices.ContainsFunc(s.years, func(y kpi.YearInfo) bool { return !y.Draft && !s.hasContent(y.Year) }) {
			file := "data/" + name + "/year.toml"
			s.problems.Add(diag.New("K123", "file", file, "hint", "year").At(file, 1, 1))
		}
	}
	if len(s.years) == 0 && s.exists("data/city.toml") && !s.misnamedYear() && !s.refusedYear() {
		s.problems.Add(diag.New("K221").At("data", 1, 1))
	}
}

// misnamedYear reports whether a folder of data can only be meant as a year: R6.
// It is told (K124), and no year is missed besides.
func (s *Source) misnamedYear() bool {
	return slices.ContainsFunc(s.problems.All(), func(p diag.Problem) bool {
		return p.Code == "K124" && strings.HasPrefix(p.File, "data/") && yearFolder.MatchString(p.Args["near"])
	})
}

// refusedYear reports whether the folder of a year could not be read, which is told.
func (s *Source) refusedYear() bool {
	return slices.ContainsFunc(s.refused, func(p string) bool {
		return path.Dir(p) == "data" && yearFolder.MatchString(path.Base(p))
	})
}

// dropDocuments leaves out the files beside the source documents that no
// year.toml names: a seal holds what a build reads and nothing else.
func (s *Source) dropDocuments() {
	s.files = slices.DeleteFunc(s.files, func(p string) bool {
		parts := strings.SplitN(p, "/", 3)
		if parts[0] != "data" || !strings.HasPrefix(parts[len(parts)-1], "source/") {
			return false
		}
		i := slices.IndexFunc(s.years, func(y kpi.YearInfo) bool { return y.Year.String() == parts[1] })
		if i >= 0 && s.years[i].Source.File == parts[2] {
			return false
		}
		if i >= 0 && s.years[i].Source.File != "" {
			s.problems.Add(unexpected(parts[2], nil).At(p, 1, 1))
		}
		return true
	})
}

func (s *Source) readYear(y Year, file string) kpi.YearInfo {
	info := kpi.YearInfo{Year: y}
	r := s.parse(file)
	t := r.open(r.Root)
	t.need("status")
	info.Draft = t.choice("status", "draft", "published") == "draft"
	info.Title = t.text("title")
	info.Summary = t.text("summary")
	info.PublishedOn, info.Date, info.Due = t.date("published_on"), t.date("date"), t.date("due")
	s.plausible(t, info)
	if src := t.sub("source"); src != nil {
		info.Source = s.document(src, y)
	}
	if info.Source.Name.IsZero() {
		info.Source.Name = info.Title // the year's document is the source
	}
	for _, n := range t.tables("correction") {
		c := s.correction(r.open(n))
		if at := n.Get("date"); c.Date != "" && info.PublishedOn != "" && c.Date < info.PublishedOn {
			t.r.add(at, "K135", "message", "corrected", "text", c.Date, "published", info.PublishedOn)
		}
		info.Corrections = append(info.Corrections, c)
	}
	if rule := t.choice("rule", s.ruleIDs()...); rule != "" {
		if s.yearRules == nil {
			s.yearRules = map[Year]string{}
		}
		s.yearRules[y] = rule
	}
	t.done()
	s.finish(r)
	return info
}

// plausible tells of a day of publication before the year begins: the slip of a year.
func (s *Source) plausible(t *table, info kpi.YearInfo) {
	if first := s.city.Calendar.First(info.Year).ISO() + "-01"; info.PublishedOn != "" && info.PublishedOn < first {
		t.r.add(t.n.Get("published_on"), "K135", "message", "published", "text", info.PublishedOn, "year", info.Year.String(), "first", first)
	}
}

// documentKinds are the endings of the documents that go on the site. No
// browser runs any of them as a program, as it would html, svg, xml or js.
var documentKinds = []string{"csv", "doc", "docx", "jpeg", "jpg", "ods", "odt", "pdf", "png", "ppt", "pptx", "tif", "tiff", "tsv", "txt", "xls", "xlsx", "zip"}

// document reads what the year was taken from. The file lies under the year's
// folder, below source/.
func (s *Source) document(t *table, y Year) kpi.SourceDocument {
	if !t.has("name") && !t.has("url") {
		t.need("file")
	}
	d := kpi.SourceDocument{File: t.text1("file"), Name: t.text("name"), Pages: t.whole("pages"), URL: address(t, "url", "https", "http")}
	d.PageLines = t.pageLines(d.Pages)
	t.done()
	if d.File == "" {
		return d
	}
	if full := "data/" + y.String() + "/" + d.File; s.told(full) {
		d.File = ""
	} else if !s.exists(full) || !strings.HasPrefix(path.Clean(d.File), "source/") {
		p := diag.New("K220", "file", d.File, "folder", "data/"+y.String()+"/source/")
		var there []string
		for _, f := range s.under("data/" + y.String() + "/source/") {
			there = append(there, strings.TrimPrefix(f, "data/"+y.String()+"/"))
		}
		if len(there) == 1 {
			p.Args["hint"], p.Args["near"] = "near", there[0]
		} else {
			p = withNear(p, d.File, there)
		}
		t.r.Put(p, t.n.Get("file"))
		d.File = ""
	} else if ext := strings.ToLower(strings.TrimPrefix(path.Ext(d.File), ".")); !slices.Contains(documentKinds, ext) {
		t.r.add(t.n.Get("file"), "K225", "file", path.Base(d.File), "kinds", strings.Join(documentKinds, ", "))
		d.File = ""
	} else if limit := map[bool]int64{true: maxDocument, false: MaxSize}[ext == "txt"]; s.larger(full, limit) {
		s.problems.Add(diag.New("K104", "hint", "document", "limit", itoa(int(limit>>20))+" MiB").At(full, 1, 1))
		d.File = ""
	} else if err := s.opens(full); err != nil {
		s.problems.Add(refused(full, err, ""))
		d.File = ""
	} else if ext == "txt" {
		s.documentText(t, full, &d)
	}
	return d
}

// opens is why a file cannot be opened that is read only when it is published.
func (s *Source) opens(file string) error {
	f, err := ordinary.OpenIn(s.root, file)
	if err != nil {
		return err
	}
	return f.Close()
}

// maxDocument is how long a text may be whose words and lines are looked at, and which
// has a page.
const maxDocument = 16 << 20

// larger reports whether a file has more bytes than that.
func (s *Source) larger(file string, limit int64) bool {
	info, err := s.root.Stat(file)
	return err == nil && info.Size() > limit
}

// documentText tells a text that is none (K139), one that was garbled before it was saved
// (K140), and lines of pages that it does not have. In another encoding it is offered as it is.
func (s *Source) documentText(t *table, file string, d *kpi.SourceDocument) {
	raw, err := readIn(s.root, file, maxDocument)
	if err != nil {
		return // it has changed this moment, and is read again
	}
	text, _ := toml.NewText(file, raw)
	for _, p := range text.Problems {
		if p.Code == "K139" || p.Code == "K140" {
			s.problems.Add(p)
			return
		}
	}
	lines := strings.Count(strings.TrimSuffix(string(raw), "\n"), "\n") + 1
	if n := len(d.PageLines); n > 0 && d.PageLines[n-1] > lines {
		t.r.add(t.n.Get("page_lines"), "K240", "message", "short", "hint", "short", "n", itoa(d.PageLines[n-1]), "lines", itoa(lines), "file", d.File)
		d.PageLines = nil
	}
}

// pageLines reads on which lines of a text its pages begin: one line for each page, ascending.
func (t *table) pageLines(pages int) []int {
	const key = "page_lines"
	n := t.take("page_lines")
	if n == nil {
		return nil
	}
	if n.Kind != toml.Array {
		t.r.wrong(n, key, "list")
		return nil
	}
	var lines []int
	for _, item := range n.Items {
		d, ok := t.r.decimal(item, key)
		if !ok {
			return nil
		}
		line, err := strconv.Atoi(d.String())
		if err != nil || line < 1 {
			t.r.wrong(item, key, "count")
			return nil
		}
		if len(lines) > 0 && line <= lines[len(lines)-1] {
			t.r.add(item, "K240", "pages", itoa(pages), "n", itoa(len(n.Items)))
			return nil
		}
		lines = append(lines, line)
	}
	if len(lines) != pages {
		t.r.add(n, "K240", "pages", itoa(pages), "n", itoa(len(lines)))
		return nil
	}
	return lines
}

func (s *Source) correction(t *table) kpi.Correction {
	c := kpi.Correction{Was: t.name1("was"), Now: t.name1("now"), Why: t.name1("why")}
	t.need("date")
	c.Date = t.date("date")
	if c.Indicator = kpi.ID(t.text1("indicator")); c.Indicator != "" {
		n := t.n.Get("indicator")
		s.links(link{c.Indicator, t.r.At(diag.New("K206", "id", string(c.Indicator), "key", "indicator"), n.At, n.End)})
	}
	t.done()
	return c
}
