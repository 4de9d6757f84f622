package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"tassei/generator/output"
)

// state is what the records on the target say is there.
type state struct {
	manifest output.Manifest        // of the last finished run
	mark     string                 // its digest, or "-"
	there    map[string]output.File // ours, with these bytes; size -1 where it is not known
	maybe    map[string][]sum       // ours, with one of these digests, or gone by now
	unsure   map[string]output.File // was begun where nothing was: ours if it holds these bytes
	begun    []string               // files that an interrupted run may have left a temporary of
	run      int                    // the highest number of a run so far
	resumed  bool                   // an interrupted run left its journal
	text     string                 // digest of the records, to see whether they change
	stray    bool                   // a run that was cut off at its very end left its progress record
}

// mostRecord is the most that a record on the target may hold: a manifest of
// half a million files.
const mostRecord = 64 << 20

// load reads the records.
func (e *engine) load(ctx context.Context) (state, error) {
	s := state{mark: "-", there: map[string]output.File{}, maybe: map[string][]sum{}, unsure: map[string]output.File{}}
	manifest, err := e.readRecord(ctx, output.MarkerName)
	if err != nil {
		return s, err
	}
	if manifest != nil {
		s.mark = digest(manifest)
		if s.manifest, err = output.ParseManifest(string(manifest)); err != nil {
			return s, &RecordError{Path: output.MarkerName, Err: err}
		}
	}
	journalText, err := e.readRecord(ctx, journalName)
	if err != nil {
		return s, err
	}
	progressText, err := e.readRecord(ctx, progressName)
	if err != nil {
		return s, err
	}
	s.text = digest(slices.Concat(manifest, []byte{0}, journalText, []byte{0}, progressText))
	var done progress
	if progressText != nil {
		if done, err = parseProgress(string(progressText)); err != nil {
			return s, &RecordError{Path: progressName, Err: err}
		}
		s.run = done.run
	}
	if journalText == nil {
		s.stray = progressText != nil
		s.take(s.manifest)
		return s, nil
	}
	j, err := parseJournal(string(journalText))
	if err != nil {
		return s, &RecordError{Path: journalName, Err: err}
	}
	s.run = max(s.run, j.run)
	s.resumed = true
	if done.journal != digest(journalText) {
		done = progress{} // of an earlier journal: of this one nothing was begun
	}
	s.apply(j, done)
	if s.mark != j.from && s.mark != j.to {
		// Somebody put a whole tree there by other means since.
		s.take(s.manifest)
	}
	return s, nil
}

// take believes a manifest.
func (s *state) take(files output.Manifest) {
	for _, file := range files {
		s.there[file.Path] = file
		delete(s.maybe, file.Path)
		delete(s.unsure, file.Path)
	}
}

// apply believes a journal, as far as it came.
func (s *state) apply(j journal, p progress) {
	n := 0 // counts the files that are written
	for _, e := range j.entries {
		newest := output.File{Path: e.path, Size: e.size, Sum: e.sums[0]}
		switch e.op {
		case opSame:
			s.there[e.path] = newest
			continue
		case opRemove:
			s.maybe[e.path] = e.sums
			continue
		}
		switch {
		case n < p.done:
			s.there[e.path] = newest
		case n < p.begun && e.op == opAdd:
			s.unsure[e.path] = newest
			s.begun = append(s.begun, e.path)
		case n < p.begun:
			s.maybe[e.path] = e.sums
			s.begun = append(s.begun, e.path)
		case len(e.sums) == 2: // not begun, so it still is what it was
			s.there[e.path] = output.File{Path: e.path, Size: -1, Sum: e.sums[1]}
		case len(e.sums) > 2:
			s.maybe[e.path] = e.sums[1:]
		}
		n++
	}
}

// readRecord reads one of our records, or nil if there is none.
func (e *engine) readRecord(ctx context.Context, name string) ([]byte, error) {
	var text []byte
	err := e.read(ctx, name, 0, func(f io.Reader) (err error) {
		text, err = io.ReadAll(io.LimitReader(f, mostRecord+1))
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if len(text) > mostRecord {
		return nil, &RecordError{Path: name, Err: fmt.Errorf("over %d bytes", mostRecord)}
	}
	return text, nil
}
