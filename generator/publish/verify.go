package publish

import (
	"archive/zip"
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"tassei/generator/output"
)

// Report is what a look at a target found. The lists are sorted.
type Report struct {
	Checked    int      // files read back
	Missing    []string // files that are not there
	Different  []string // files with other bytes
	Extra      []string // files of an earlier tree of ours that are still there
	Refused    []string // files that the server does not hand out
	NoManifest bool     // no manifest of ours could be read there, so nothing is known of Extra
	Unfinished bool     // an interrupted run has not been gone on with
}

// Good reports whether all is there as it should be.
func (r Report) Good() bool {
	return len(r.Missing)+len(r.Different)+len(r.Extra)+len(r.Refused) == 0 && !r.Unfinished
}

// Verify reads every file back from a target, or from the http or https
// address of the site, and says what differs from the list. If the list is
// nil, the target is held to the manifest that lies there itself; an error that
// is fs.ErrNotExist says that there is none.
func Verify(ctx context.Context, files output.Manifest, target string, opts Options) (Report, error) {
	e, err := reader(target, opts.filled())
	if err != nil {
		return Report{}, err
	}
	defer e.line.close()
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
	err = e.readBack(ctx, &report, files, extra)
	return report, err
}

// Published reads the manifest of what was last published to a target, of a
// zip, or of a site at an http or https address. The error is fs.ErrNotExist if
// there is none.
func Published(ctx context.Context, target string, opts Options) (output.Manifest, error) {
	e, err := reader(target, opts.filled())
	if err != nil {
		return nil, err
	}
	defer e.line.close()
	return e.published(ctx)
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
	archive, err := zip.OpenReader(p.path)
	if err != nil {
		return nil, refuse("read", p.path, err)
	}
	e := &engine{place: p, opts: opts, how: traits{parallel: 1, flat: true}}
	e.line = &line{target: p.text, opts: opts, retry: e.retried,
		dial: func(context.Context) (remote, error) { return zipRemote{archive: archive}, nil }}
	return e, nil
}
