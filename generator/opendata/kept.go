package opendata

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"slices"

	"tassei/generator/kpi"
)

// KeptYear is what the files over all years want of a year that is closed.
type KeptYear struct {
	offers []offer
	runs   []run // of the file of all indicators, as the zip has them
}

// Kept is what Former wants of the year, which must be closed.
func (y *Year) Kept() KeptYear {
	k := KeptYear{offers: y.offers}
	if y.json != nil {
		k.runs = y.json.runs
	}
	return k
}

// Former is a year whose files an earlier run of the same program made of the
// same facts. It is closed.
func (s *Set) Former(info kpi.YearInfo, k KeptYear) *Year {
	return &Year{set: s, info: info, offers: k.offers}
}

// IsTable tells the files of tables, the workbook among them, from a year's others.
func IsTable(file string) bool {
	ext := path.Ext(file)
	return ext == ".csv" || ext == ".xlsx"
}

// ZipPath is the year's zip of all its files.
func (s *Set) ZipPath(y kpi.Year) string { return Dir(y) + s.name(y, "zip") }

// YearBeside begins the files of a year whose tables an earlier run of the same
// program made of the same facts: only the others are made. They hold the tables as
// well, which are taken from the zip of that run, and so is what the zip has of indicators
// that are as they were.
func (s *Set) YearBeside(info kpi.YearInfo, create Create, k KeptYear, packed []byte) (*Year, error) {
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, err
	}
	y := s.begin(info, create)
	take := func(name string) *spool {
		f, e := kept(k, Dir(info.Year), name, z, packed)
		err = errors.Join(err, e)
		return f
	}
	for _, t := range s.growing() {
		y.tables = append(y.tables, take(s.name(info.Year, t.name)))
	}
	y.codes, y.whole = take(s.name(info.Year, "codelist")), take(s.name(info.Year, "xlsx"))
	if json := take(jsonName); err == nil && y.err == nil {
		y.json.former, err = json.formerRuns(k.runs)
	}
	return y, err
}

// formerRuns are the runs of a file that lies in one piece.
func (s *spool) formerRuns(runs []run) (former, error) {
	f, rest := former{}, s.packed.list[0].data
	for _, r := range runs {
		if r.packed > len(rest) {
			return nil, io.ErrUnexpectedEOF
		}
		f[r.sum], rest = rest[:r.packed], rest[r.packed:]
	}
	return f, nil
}

// kept is a closed file as it lies in a zip of an earlier run.
func kept(k KeptYear, dir, name string, z *zip.Reader, packed []byte) (*spool, error) {
	of := slices.IndexFunc(k.offers, func(o offer) bool { return o.path == dir+name })
	in := slices.IndexFunc(z.File, func(f *zip.File) bool { return path.Base(f.Name) == name })
	if of < 0 || in < 0 {
		return nil, errors.New("no " + name + " in the zip of an earlier run")
	}
	f := z.File[in]
	at, err := f.DataOffset()
	if err != nil {
		return nil, err
	}
	end := at + int64(f.CompressedSize64)
	if end > int64(len(packed)) {
		return nil, io.ErrUnexpectedEOF
	}
	data := packed[at:end]
	return &spool{name: name, size: k.offers[of].size, done: sums{k.offers[of].sum, f.CRC32}, packed: pieces{list: []piece{{data: data, size: len(data)}}, size: int64(len(data))}}, nil
}
