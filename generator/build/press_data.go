package build

import (
	"errors"
	"io"
	"strings"

	"tassei/generator/freeze"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/opendata"
	"tassei/generator/site"
)

// tablesPart is the part of a year's tables, dataPart that of its other open data,
// where the texts are, too, and longPart that of the observations over all years.
func tablesPart(y kpi.Year) string { return tablesPrefix + y.String() }
func dataPart(y kpi.Year) string   { return dataPrefix + y.String() }

const (
	tablesPrefix = "tables-"
	dataPrefix   = "data-"
	longPart     = "observations"
)

func isData(part string) bool {
	return part == longPart || strings.HasPrefix(part, dataPrefix) || strings.HasPrefix(part, tablesPrefix)
}

// keptData is what the other parts want of a part of the open data.
type keptData struct {
	Sizes map[string]int64 // of its files
	Year  opendata.KeptYear
	Long  opendata.KeptObservations
}

// beginData opens the files that take each indicator in its turn, and takes over
// those that are as they were.
func (p *press) beginData(again *site.Again) error {
	for _, info := range p.shown {
		y := info.Year
		create := p.sized(func(file string) string {
			if opendata.IsTable(file) {
				return tablesPart(y)
			}
			return dataPart(y)
		})
		tables, rest := p.formerly(again, tablesPart(y)), p.formerly(again, dataPart(y))
		switch {
		case rest != nil:
			p.years[y] = p.open.Former(info, rest.Year)
		case tables != nil:
			var err error
			if p.years[y], err = p.yearBeside(info, create); err != nil {
				return errors.Join(errForgotten, err)
			}
		default:
			p.years[y] = p.open.Year(info, create)
		}
	}
	long := p.sized(func(string) string { return longPart })
	if kept := p.formerly(again, longPart); kept != nil {
		p.long = p.open.FormerObservations(kept.Long)
		return nil
	}
	p.long = p.open.Observations(long)
	return nil
}

// yearBeside begins a year whose tables are taken over.
func (p *press) yearBeside(info kpi.YearInfo, create opendata.Create) (*opendata.Year, error) {
	was := &keptData{}
	if err := freeze.Thaw(p.recall.old.Whole[dataPart(info.Year)].Kept, was); err != nil {
		return nil, err
	}
	zip := p.open.ZipPath(info.Year)
	packed, err := p.recall.tree.part(zip, 0, was.Sizes[zip])
	if err != nil {
		return nil, err
	}
	return p.open.YearBeside(info, create, was.Year, packed)
}

// formerly is what is known of a part that is not made again, nil for one that is.
func (p *press) formerly(again *site.Again, part string) *keptData {
	if makes(again, part) {
		return nil
	}
	kept := p.recall.data[part]
	for path, size := range kept.Sizes {
		p.sizes[path] = size
	}
	return kept
}

// endData closes them, and offers all files to the pages that list downloads.
func (p *press) endData(again *site.Again) error {
	for _, info := range p.shown {
		if y := p.years[info.Year]; makes(again, dataPart(info.Year)) {
			if err := y.Close(); err != nil {
				return err
			}
		}
		p.long.Include(p.years[info.Year])
	}
	if makes(again, longPart) {
		if err := p.long.Close(); err != nil {
			return err
		}
	}
	if err := p.long.Catalog(p.sized(func(string) string { return "" })); err != nil {
		return err
	}
	offered := map[string]bool{}
	for _, info := range p.shown {
		for _, f := range p.open.Files(info.Year) {
			if offered[f.Path] {
				continue
			}
			offered[f.Path] = true
			d := site.Download{Path: f.Path, Year: info.Year, Title: f.Title, Bytes: p.sizes[f.Path]}
			if !strings.HasPrefix(f.Path, opendata.Dir(info.Year)) {
				d.Year = 0 // a file over all years
			}
			p.site.Offer(d)
		}
	}
	return nil
}

// wrote notes a file of a part, of which several may be made at once.
func (p *press) wrote(part, path string) {
	p.mu.Lock()
	p.files[part] = append(p.files[part], path)
	p.mu.Unlock()
}

// sized is create that remembers how large each file became, for the pages that
// list it, and of which part it is.
func (p *press) sized(partOf func(file string) string) opendata.Create {
	return func(name string) (io.WriteCloser, error) {
		p.wrote(partOf(name), name)
		p.sizes[name] = 0
		w, err := p.create(name)
		return &sizedFile{w, p, name}, err
	}
}

type sizedFile struct {
	io.WriteCloser
	press *press
	name  string
}

func (f *sizedFile) Write(b []byte) (int, error) {
	n, err := f.WriteCloser.Write(b)
	f.press.sizes[f.name] += int64(n)
	return n, err
}

// dataset is the latest year in the words of schema.org, for data.html.
func (p *press) dataset(tag string) string {
	if len(p.shown) == 0 {
		return "{}"
	}
	root := ""
	if tag != p.src.City().Languages[0] {
		root = "../"
	}
	return string(p.open.SchemaOrg(p.shown[len(p.shown)-1], tag, root))
}

// fields are the definitions of the open data as data.html shows them.
func (p *press) fields(tag string) []site.FieldTable {
	var tables []site.FieldTable
	for _, f := range p.open.Fields() {
		if n := len(tables); n == 0 || tables[n-1].ID != f.Table {
			title, _ := p.tableTitle(f.Table).In(tag)
			tables = append(tables, site.FieldTable{ID: f.Table, Title: title})
		}
		table := &tables[len(tables)-1]
		field := site.Field{Name: f.Name, Type: p.words[tag].Say("opendata.type." + string(f.Type))}
		field.Title, _ = f.Title.In(tag)
		field.Meaning, _ = f.Meaning.In(tag)
		field.Unit, _ = f.Unit.In(tag)
		table.Fields = append(table.Fields, field)
	}
	return tables
}

// tableTitle is what a table of the open data is called.
func (p *press) tableTitle(table string) lang.Text {
	t := lang.Text{}
	for tag, c := range p.words {
		t[tag] = c.Say("opendata.table." + table + ".title")
	}
	return t
}
