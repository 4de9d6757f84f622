package main

import (
	"context"
	"path/filepath"
	"strconv"

	"tassei/generator/publish"
)

// takeBack undoes the last publish from this copy of the city's files. It builds
// nothing: what comes back is what was public before, whatever the data say now.
func (s *session) takeBack(ctx context.Context, target string, opts publish.Options) int {
	memory, err := s.publishedTo(target)
	if err != nil {
		return s.refused(err)
	}
	opts.Kept = filepath.Join(memory.dir, memory.kept)
	if s.dryRun {
		plan, err := publish.PreviewBack(ctx, target, opts)
		return s.planned(plan, err, target)
	}
	meter := s.meterOf(target)
	opts.Progress = meter.tell
	result, err := publish.Back(ctx, target, opts)
	meter.end()
	if result.There != nil {
		memory.keep(memory.last, result.There)
	}
	if err != nil || result.Unreadable != "" {
		return s.sent(result, err, target)
	}
	s.leftThere(result.Kept, result.Held)
	if result.Plan.Empty() && result.Sent == 0 {
		s.talk("nothing to take back", "target", target)
		return exitFine
	}
	s.talk("taken back", "target", target, "sent", strconv.Itoa(result.Sent), "removed", strconv.Itoa(result.Removed))
	if result.Undoable {
		s.talk("taken back, undoable")
	}
	return exitFine
}
