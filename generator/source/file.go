package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/ordinary"
	"tassei/generator/toml"
)

// errTooLarge is the fault of a file over its limit.
var errTooLarge = errors.New("too large")

// MaxSize is how many bytes a file may have that is read at all.
const MaxSize = 1 << 30

// Read returns the bytes of one of Files, by its path relative to the source.
func (s *Source) Read(path string) ([]byte, error) { return s.read(path, MaxSize) }

func (s *Source) read(path string, limit int64) ([]byte, error) {
	if !s.exists(path) {
		return nil, fmt.Errorf("read %s: %w", path, fs.ErrNotExist)
	}
	s.counted(path)
	if raw, there, err := s.swapped(path, limit); there {
		return raw, err
	}
	return readIn(s.root, path, limit)
}

// counted notes that a file is read; see Crossed.
func (s *Source) counted(path string) {
	s.counts.Lock()
	defer s.counts.Unlock()
	if s.reads == nil {
		s.reads = map[string]int{}
	}
	s.reads[path]++
}

// readIn reads a file of which walk has seen that it is an ordinary one. Should
// it have become a pipe since, it is opened without waiting for a writer.
func readIn(root *os.Root, path string, limit int64) ([]byte, error) {
	f, err := ordinary.OpenIn(root, path)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", path, err)
	case info.Size() > limit:
		return nil, fmt.Errorf("read %s: %w", path, errTooLarge)
	}
	// One byte more than the size shows a file that grew since.
	b := make([]byte, info.Size()+1)
	switch n, err := io.ReadFull(f, b); err {
	case io.ErrUnexpectedEOF, io.EOF:
		return b[:n], nil
	case nil:
		return nil, fmt.Errorf("read %s: it grew while it was read", path)
	default:
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
}

// refused turns an error of read into a problem of the file.
func refused(path string, err error, limit string) diag.Problem {
	switch {
	case errors.Is(err, errTooLarge):
		return diag.New("K104", "limit", limit).At(path, 1, 1)
	case errors.Is(err, fs.ErrInvalid):
		return diag.New("K102").At(path, 1, 1)
	case errors.Is(err, fs.ErrPermission):
		return diag.New("K101", "message", "permission").At(path, 1, 1)
	}
	return diag.New("K101").At(path, 1, 1)
}

// parse reads and parses one TOML file of the source. The reader is never nil.
func (s *Source) parse(path string) *reader {
	raw, err := s.read(path, toml.MaxSize)
	if err != nil {
		return s.reader(toml.Failed(path, refused(path, err, "1 MiB")))
	}
	r := s.reader(toml.Read(path, raw, vocabulary{path}))
	r.agreed = s.before.same(path, raw)
	return r
}

func (s *Source) reader(d *toml.Document) *reader {
	langs := s.city.Languages
	if len(langs) == 0 {
		langs = []string{"ja"}
	}
	return &reader{Document: d, languages: langs, years: s.dating, silenced: s.silenced}
}

// Paths lists every file that a whole build reads, sorted.
func (s *Source) Paths() []string { return s.files }

// YearOf is the year in whose folder a file of a source lies, 0 for what all
// years share.
func YearOf(file string) Year {
	parts := strings.Split(file, "/")
	if len(parts) < 3 {
		return 0
	}
	y, _ := kpi.ParseYear(parts[1])
	return y
}

// exists reports whether an input file is there.
func (s *Source) exists(path string) bool {
	_, ok := slices.BinarySearch(s.files, path)
	return ok
}

// told reports whether a path is there but was refused, or a folder above it, which
// was told.
func (s *Source) told(path string) bool {
	return slices.ContainsFunc(s.refused, func(r string) bool {
		rest, ok := strings.CutPrefix(path, r)
		return ok && (rest == "" || rest[0] == '/')
	})
}

// Refused reports whether a file is there but cannot be taken, such as a link; Check
// tells why.
func (s *Source) Refused(path string) bool { return s.told(path) }

// under lists the input files of a folder, given with its slash.
func (s *Source) under(folder string) []string {
	from, _ := slices.BinarySearch(s.files, folder)
	to := from
	for to < len(s.files) && strings.HasPrefix(s.files[to], folder) {
		to++
	}
	return s.files[from:to]
}

// Document opens the year's source document, whose path is relative to the
// source. The error wraps fs.ErrNotExist when the year has none.
func (s *Source) Document(y Year) (path string, r io.ReadCloser, err error) {
	if info := kpi.YearOf(s.years, y); info != nil && info.Source.File != "" {
		path = "data/" + y.String() + "/" + info.Source.File
	}
	if !s.exists(path) {
		return path, nil, fmt.Errorf("source document of %s: %w", y, fs.ErrNotExist)
	}
	f, err := ordinary.OpenIn(s.root, path)
	if err != nil {
		return path, nil, fmt.Errorf("open source document: %w", err)
	}
	return path, f, nil
}
