package publish

import (
	"archive/zip"
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"tassei/generator/ordinary"
	"tassei/generator/output"
)

// Report is what a look at a target found. The lists are sorted.
type Report struct {
	Checked    int      // files read back
	Missing    []string // files that are not there
	Different  []string // files with other bytes
	Extra      []string // files of an earlier tree of ours that are still there
	Refused    []string // files that the server does not hand out
	Unreadable []string // files and folders that only the account may read, not the web server
	NoManifest bool     // no manifest of ours could be read there, so nothing is known of Extra
	Unfinished bool     // an interrupted run has not been gone on with
}

// Good reports whether all is there as it should be.
func (r Report) Good() bool {
	return len(r.Missing)+len(r.Different)+len(r.Extra)+len(r.Refused)+len(r.Unreadable) == 0 && !r.Unfinished
}

// Reader reads from one target. Whoever is asked for a password is asked once.
type Reader struct{ e *engine }

// Open begins to read from a target, a zip, or a site at its http or https
// address. The line is opened when it is needed.
func Open(target string, opts Options) (*Reader, error) {
	e, err := reader(target, opts.filled())
	return &Reader{e}, err
}

// Close ends the line.
func (r *Reader) Close() { r.e.line.close() }

// Published reads the manifest of what was last published there. The error is
// fs.ErrNotExist if there is none.
func (r *Reader) Published(ctx context.Context) (output.Manifest, error) { return r.e.published(ctx) }

// Verify reads every file back and says what differs from the list. If the list
// is nil, the target is held to the manifest that lies there itself; an error
// that is fs.ErrNotExist says that there is none.
func (r *Reader) Verify(ctx context.Context, files output.Manifest) (Report, error) {
	e := r.e
	var report Report
	there, err := e.published(ctx)
	switch {
	case err == nil:
	case files != nil && (errors.Is(err, fs.ErrNotExist) || isRefused(err) || errors.As(err, new(*RecordError))):
		report.NoManifest = true
	default:
		return report, err
	}
	if files == nil {
		files = there
	}
	if e.place.scheme != schemeHTTP {
		text, err := e.readRecord(ctx, journalName)
		if err != nil {
			return report, err
		}
		report.Unfinished = text != nil
	}
	var extra output.Manifest
	for _, file := range there {
		if _, wanted := files.Find(file.Path); !wanted {
			extra = append(extra, file)
		}
	}
	if err := e.readBack(ctx, &report, files, extra); err != nil {
		return report, err
	}
	err = e.lookAtModes(ctx, &report, files)
	return report, err
}

// lookAtModes finds what the web server, as another user, may not read. What is
// not there or not handed out is told elsewhere.
func (e *engine) lookAtModes(ctx context.Context, report *Report, files output.Manifest) error {
	type look struct {
		path   string
		folder bool
	}
	var looks []look
	for _, file := range files {
		looks = append(looks, look{file.Path, false})
	}
	for _, dir := range folders(files.Paths()) {
		if dir != "." {
			looks = append(looks, look{dir, true})
		}
	}
	var mu sync.Mutex
	err := each(ctx, e.parallel(), len(looks), func(ctx context.Context, i int) error {
		l := looks[i]
		need := everybodyReads
		if l.folder {
			need = everybodyEnter
		}
		mode, known := need, false
		err := e.line.do(ctx, l.path, 0, func(ctx context.Context, r remote) (err error) {
			if m, is := r.(moded); is {
				mode, known, err = m.mode(ctx, l.path, l.folder)
			}
			return err
		})
		if gone(err) || isRefused(err) {
			return nil
		}
		if err == nil && known && mode&need != need {
			mu.Lock()
			report.Unreadable = append(report.Unreadable, l.path)
			mu.Unlock()
		}
		return err
	})
	slices.Sort(report.Unreadable)
	return err
}

func (e *engine) published(ctx context.Context) (output.Manifest, error) {
	text, err := e.readRecord(ctx, output.MarkerName)
	if err != nil {
		return nil, err
	}
	if text == nil {
		return nil, fs.ErrNotExist
	}
	files, err := output.ParseManifest(string(text))
	if err != nil {
		return nil, &RecordError{Path: output.MarkerName, Err: err}
	}
	return files, nil
}

// reader is an engine for reading only.
func reader(target string, opts Options) (*engine, error) {
	scheme, _, _ := strings.Cut(target, "://")
	if scheme != "http" && scheme != "https" {
		p, err := parseTarget(target)
		if err != nil {
			return nil, err
		}
		if p.scheme == schemeZip {
			return zipReader(p, opts)
		}
		return newEngine(p, Tree{}, opts)
	}
	base, err := parseWeb(target)
	if err != nil {
		return nil, err
	}
	e := &engine{place: place{text: target, scheme: schemeHTTP}, opts: opts, how: httpTraits}
	e.line = &line{target: target, opts: opts, retry: e.retried,
		dial: func(context.Context) (remote, error) { return openWeb(base, opts), nil }}
	return e, nil
}

func (e *engine) readBack(ctx context.Context, report *Report, files, extra output.Manifest) error {
	e.state.FilesTotal, e.state.BytesTotal = len(files)+len(extra), files.Bytes()
	all := slices.Concat(files, extra)
	var mu sync.Mutex
	err := each(ctx, e.parallel(), len(all), func(ctx context.Context, i int) error {
		file := all[i]
		got, size, err := e.digest(ctx, file.Path, file.Size)
		if err != nil && !gone(err) && !isRefused(err) {
			return err
		}
		mu.Lock()
		switch {
		case i >= len(files):
			if err == nil {
				report.Extra = append(report.Extra, file.Path)
			}
		case gone(err):
			report.Missing = append(report.Missing, file.Path)
		case err != nil:
			report.Refused = append(report.Refused, file.Path)
		default:
			report.Checked++
			if got != file.Sum || size != file.Size {
				report.Different = append(report.Different, file.Path)
			}
		}
		mu.Unlock()
		e.report(file.Path, 1, file.Size)
		return nil
	})
	for _, list := range [][]string{report.Missing, report.Different, report.Extra, report.Refused} {
		slices.Sort(list)
	}
	return err
}

func isRefused(err error) bool {
	var refused *RefusedError
	return errors.As(err, &refused)
}

// zipReader reads from a zip as from a folder.
func zipReader(p place, opts Options) (*engine, error) {
	file, err := ordinary.Open(p.path) // a pipe would be waited for
	if err != nil {
		return nil, refuse("read", p.path, err)
	}
	file.Close()
	archive, err := zip.OpenReader(p.path)
	if err != nil {
		return nil, refuse("read", p.path, err)
	}
	e := &engine{place: p, opts: opts, how: traits{parallel: 1, flat: true}}
	e.line = &line{target: p.text, opts: opts, retry: e.retried,
		dial: func(context.Context) (remote, error) { return zipRemote{archive: archive}, nil }}
	return e, nil
}
