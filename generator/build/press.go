package build

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"tassei/generator/carry"
	"tassei/generator/diag"
	"tassei/generator/freeze"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/layout"
	"tassei/generator/opendata"
	"tassei/generator/output"
	"tassei/generator/site"
	"tassei/generator/source"
	"tassei/layouts"
)

// press prints one source as pages and as open data. It joins the packages
// that do not know each other.
type press struct {
	src    *source.Source
	list   *diag.List     // of the problems of the build
	shown  []kpi.YearInfo // the years that are built
	sealed kpi.Year       // the year that is sealed, 0 for none
	recall *recaller      // nil where nothing is kept
	write  func(path string, data []byte) error
	create func(path string) (io.WriteCloser, error)

	site  *site.Site
	open  *opendata.Set
	words map[string]*lang.Catalogue
	years map[kpi.Year]*opendata.Year
	long  *opendata.Observations
	sizes map[string]int64       // of the files of open data
	used  map[string]bool        // sections in charge that a record names
	lists map[string]*site.Lists // of sheets that were drawn, where the lists are not made
	mu    sync.Mutex
	files map[string][]string // that were written for each part of the whole, in no order
}

// press readies layouts, words and open data for the years of the build.
func (b *builder) press() (*press, error) {
	b.boundMemory()
	p := &press{src: b.src, list: b.list, shown: b.years, recall: b.recall, write: b.write, create: b.create,
		years: map[kpi.Year]*opendata.Year{}, used: map[string]bool{}, sizes: map[string]int64{}, files: map[string][]string{}, lists: map[string]*site.Lists{}}
	if b.snapshot != nil {
		p.sealed = b.snapshot.Year
	}
	set, catalogues, err := b.layoutSet()
	if err != nil {
		return nil, err
	}
	p.words = catalogues
	if p.open, err = opendata.New(b.src.City(), slices.Collect(maps.Values(catalogues))); err != nil {
		return nil, err
	}
	p.open.Sealed(b.editions())
	p.open.Overflow(func() (opendata.Scratch, error) { return output.NewScratch() })
	in := site.Input{
		City: b.src.City(), Years: b.corrected(catalogues), Initiatives: b.src.Initiatives(), Active: b.active, Node: b.src.Node, Layouts: set, Tried: b.recall.tried(),
		Catalogues: catalogues, Pages: b.standingPages(), Documents: map[kpi.Year]string{}, SourceTexts: map[kpi.Year]*site.SourceText{},
		Coverage: b.src.Coverage, Fields: p.fields, Dataset: p.dataset, Output: site.Output{Write: b.write, Create: b.create},
		Seals: b.seals, PublicKeys: b.keys, Snapshot: b.snapshot, Preview: b.preview, Cached: pictures(b.pictures),
		Wrote: p.wrote, Jobs: b.project.Jobs,
	}
	documents, err := b.documents(&in)
	if err != nil {
		return nil, err
	}
	if in.Notices, err = b.notices(); err != nil {
		return nil, err
	}
	if p.site, err = site.New(in); err != nil {
		return nil, err
	}
	for _, d := range slices.Concat(documents, in.Notices, b.made) {
		p.site.Made(d)
	}
	if b.recall != nil {
		b.recall.open = p.open
	}
	return p, nil
}

// programLayouts are the program's own, read once: serve builds many times.
var programLayouts struct {
	read sync.Once
	set  *layout.Set
	err  error
}

// readLayouts begins to read the layouts, while others read the city and its messages: these
// want nothing of each other. What it gives waits for them.
func (p Project) readLayouts(kept freeze.Keeper) func() (*layout.Set, error) {
	read := sync.OnceValues(func() (*layout.Set, error) {
		own, err := p.layoutFiles()
		if err != nil {
			return nil, err
		}
		return layoutsOf(own, kept)
	})
	if carry.Workers(p.Jobs) > 1 {
		go new(carry.Panics).Do(func() { _, _ = read() }) // who waits is told the same, a panic too
	}
	return read
}

// layoutsOf are the program's own layouts with those of a city, if it has any, over them.
func layoutsOf(own fs.FS, kept freeze.Keeper) (*layout.Set, error) {
	if own != nil {
		return layout.Load(layouts.FS, own, nil, kept)
	}
	once := &programLayouts
	once.read.Do(func() { once.set, once.err = layout.Load(layouts.FS, nil, nil, kept) })
	return once.set, once.err
}

// layoutSet reads the layouts and the messages of every language: the program's
// own, with those of the city over them.
func (b *builder) layoutSet() (*layout.Set, map[string]*lang.Catalogue, error) {
	own, err := b.layoutFiles()
	if err != nil {
		return nil, nil, err
	}
	if b.load == nil {
		b.load = func() (*layout.Set, error) { return layoutsOf(own, nil) }
	}
	catalogues, wrong := source.Catalogues(layouts.FS, own, b.src.City().Languages, b.kept)
	set, err := b.load()
	if refused := refusedLayout(err); refused {
		return nil, nil, err // the messages lie in the same folder
	}
	if err == nil && own != nil && b.list != nil {
		b.list.Add(Problems(set.Audit())...)
	}
	for tag, c := range catalogues {
		name, _ := b.src.City().YearName.In(tag)
		c.SetCalendar(b.src.City().Calendar.FirstMonth, b.src.City().Calendar.ByEnd, name)
		called, _ := b.src.City().Called.In(tag)
		own, _ := b.src.City().Name.In(tag, b.src.City().Languages...)
		c.SetPlace(called, own)
		one, _ := b.src.City().SectionCalled.In(tag)
		several, _ := b.src.City().SectionsCalled.In(tag)
		c.SetSections(one, several)
	}
	b.set = set
	return set, catalogues, errors.Join(err, wrong)
}

// refusedLayout tells that a folder of layouts holds what is not even opened.
func refusedLayout(err error) bool {
	return slices.ContainsFunc(layout.Problems(err), (*layout.Error).Refused)
}

// active says whether a year that is built has a record of the indicator.
func (b *builder) active(ind *kpi.Indicator, y kpi.Year) bool {
	return b.src.Active(ind, y) && kpi.YearOf(b.years, y) != nil
}

func (b *builder) standingPages() map[string]map[string]site.StandingPage {
	all := map[string]map[string]site.StandingPage{}
	for _, tag := range b.src.City().Languages {
		all[tag] = map[string]site.StandingPage{}
		for _, name := range b.src.Pages() {
			if p, ok := b.src.Page(tag, name); ok {
				all[tag][name] = site.StandingPage(p)
			}
		}
	}
	return all
}

// documents copies each year's source document beside its data and notes where
// it lies, and what it says where it is a text.
func (b *builder) documents(in *site.Input) (made []string, err error) {
	for i := range b.years {
		y := &b.years[i]
		name, r, err := b.src.Document(y.Year)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		to := opendata.Dir(y.Year) + "source/" + path.Base(name)
		if path.Ext(strings.ToLower(name)) == ".txt" {
			in.SourceTexts[y.Year], err = b.text(to, r, &y.Source)
		} else {
			err = copyTo(b.create, to, r)
		}
		if err = errors.Join(err, r.Close()); err != nil {
			return nil, err
		}
		in.Documents[y.Year] = to
		made = append(made, to)
	}
	return made, nil
}

// text copies a text, with a mark of its encoding at its head: servers send it without a word about it, and browsers
// would guess wrong. A text in another encoding is copied as it is and has no page.
func (b *builder) text(to string, r io.Reader, doc *kpi.SourceDocument) (*site.SourceText, error) {
	const mark = "\uFEFF"
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if !utf8.Valid(raw) {
		return nil, copyTo(b.create, to, bytes.NewReader(raw))
	}
	text := strings.TrimPrefix(string(raw), mark)
	return site.NewSourceText(text, doc), copyTo(b.create, to, strings.NewReader(mark+text))
}

func copyTo(create func(string) (io.WriteCloser, error), to string, r io.Reader) error {
	w, err := create(to)
	if err != nil {
		return err
	}
	if _, err = io.Copy(w, r); err != nil {
		w.Close() // it fails of the same, which is said once
		return err
	}
	return w.Close()
}

// draw takes one initiative through all years, languages and files.
func (p *press) draw(i int, sheet *source.Sheet) (*sheetWork, error) {
	w := &sheetWork{name: p.src.Initiatives()[i].Sheet, sections: map[string]bool{}}
	in := site.Sheet{Place: i, Achieved: map[*kpi.Record]kpi.Achievement{}}
	if w.earlier = p.recall.earlier(i, p.shown); w.earlier != nil {
		in.Before, w.files = &w.earlier.Earlier, w.earlier.files
		for path := range w.eachFile() {
			p.site.Made(path)
		}
	}
	for _, y := range sheet.Years {
		if kpi.YearOf(p.shown, y.Year) == nil {
			continue
		}
		for _, r := range y.Records {
			for _, id := range r.Sections() {
				w.sections[id] = true
			}
			achieved := kpi.Achieve(p.src.City(), r)
			in.Achieved[r] = achieved
			if w.earlier.has(y.Year) {
				continue
			}
			rows, err := p.data(w, r, &achieved, &y.Initiative)
			if err != nil {
				return nil, err
			}
			w.rows = append(w.rows, rows)
		}
		in.Years = append(in.Years, y)
		if !w.earlier.has(y.Year) {
			w.rows = append(w.rows, p.open.Node(y.Year, &y.Initiative))
		}
	}
	drawn, err := p.site.Sheet(in)
	if err != nil {
		return nil, err
	}
	w.take(drawn, p.src.City().Languages)
	return w, nil
}

// data makes an indicator's open data and writes its own two files, where the
// city wants them.
func (p *press) data(w *sheetWork, r *kpi.Record, a *kpi.Achievement, of *kpi.Initiative) (*opendata.Rows, error) {
	page := r.Year.String() + "/" + string(r.Indicator.ID) + ".html"
	url := lang.Text{}
	for i, tag := range p.src.City().Languages {
		if url[tag] = page; i > 0 {
			url[tag] = tag + "/" + page
		}
	}
	rows := p.open.Rows(opendata.Entry{Record: r, Achievement: a, Initiative: of, URL: url, Sections: r.Sections()})
	if !p.src.City().IndicatorDownloads {
		return rows, nil
	}
	at := opendata.Dir(r.Year) + string(r.Indicator.ID)
	for name, bytes := range map[string][]byte{at + ".csv": rows.CSV(), at + ".json": rows.JSON()} {
		p.site.Made(name)
		w.files += name + "\n"
		if err := p.write(name, bytes); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// notices ships the licences of what the site is made with.
func (b *builder) notices() (made []string, err error) {
	entries, err := fs.ReadDir(layouts.FS, "notices")
	for _, e := range entries {
		text, err := fs.ReadFile(layouts.FS, "notices/"+e.Name())
		if err == nil {
			made = append(made, "assets/notices/"+e.Name())
			err = b.write("assets/notices/"+e.Name(), text)
		}
		if err != nil {
			return nil, err
		}
	}
	return made, err
}
