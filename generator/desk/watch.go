package desk

import (
	"context"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"tassei/generator/ordinary"
)

// watched are the folders that a site is made of.
var watched = []string{"data", "content", "layouts"}

// An editor writes several times when it saves once: quiet is how long nothing
// may happen before the site is built, patience how long a stream of changes
// may hold it up.
const (
	quiet    = 25 * time.Millisecond
	patience = time.Second
)

// watch sends on its channel whenever a file of the city changed, until ctx
// ends. Where the system tells of changes they are seen at once; files are also
// looked at every now and then, for network drives that tell of nothing and
// for systems that run out of watches.
func watch(ctx context.Context, dir string) <-chan struct{} {
	w := &watcher{dir: dir, out: make(chan struct{}, 1), look: 2 * time.Second}
	if system, err := fsnotify.NewWatcher(); err == nil {
		w.system = system
	}
	w.seen = w.state()
	go w.run(ctx)
	return w.out
}

type watcher struct {
	dir    string
	out    chan struct{}
	system *fsnotify.Watcher // nil where there is none
	look   time.Duration     // between two looks at all files
	seen   map[string]state  // of all files and folders, by their names
}

// state is what tells that a file has changed; of a folder it is nothing.
type state struct{ size, changed int64 }

func (w *watcher) run(ctx context.Context) {
	var events chan fsnotify.Event
	var errors chan error
	if w.system != nil {
		defer w.system.Close()
		events, errors = w.system.Events, w.system.Errors
	}
	look := time.NewTicker(w.look)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-events:
			if !w.matters(e) {
				continue
			}
			for name := range w.settle(ctx, events, e) {
				w.lookAt(name)
			}
			w.tell()
		case <-errors: // too many events at once: look
			w.compare()
		case <-look.C:
			begun := time.Now()
			w.compare()
			// Looking may not keep a slow drive busy.
			look.Reset(max(w.look, 20*time.Since(begun)))
		}
	}
}

// compare looks at all files and tells if one differs. Then news of every folder is asked
// for anew.
func (w *watcher) compare() {
	if maps.Equal(w.state(), w.seen) {
		return
	}
	w.seen = nil
	w.seen = w.state()
	w.tell()
}

// settle waits until the editor is done, and returns the names of what it changed.
func (w *watcher) settle(ctx context.Context, events <-chan fsnotify.Event, e fsnotify.Event) map[string]bool {
	names, end := map[string]bool{}, time.After(patience)
	for {
		if w.matters(e) {
			names[filepath.Clean(e.Name)] = true
		}
		select {
		case <-ctx.Done():
			return names
		case e = <-events:
		case <-end:
			return names
		case <-time.After(quiet):
			return names
		}
	}
}

// tell notes a change; one that was not taken yet stands for both.
func (w *watcher) tell() {
	select {
	case w.out <- struct{}{}:
	default:
	}
}

// matters reports whether an event is about a file of the city.
func (w *watcher) matters(e fsnotify.Event) bool {
	if e.Op == fsnotify.Chmod || ordinary.Litter(filepath.Base(e.Name)) {
		return false
	}
	inside, err := filepath.Rel(w.dir, e.Name)
	if err != nil {
		return false
	}
	top, _, _ := strings.Cut(filepath.ToSlash(inside), "/")
	return slices.Contains(watched, top)
}

// state is that of all files and folders. The system is asked for news of every folder
// that is new; one that cannot be watched is left to looking.
func (w *watcher) state() map[string]state {
	all := make(map[string]state, len(w.seen))
	if w.system != nil {
		w.system.Add(w.dir)
	}
	for _, top := range watched {
		w.under(filepath.Join(w.dir, top), all)
	}
	return all
}

// under adds the states of a file, or of a folder and all in it.
func (w *watcher) under(name string, all map[string]state) {
	filepath.WalkDir(name, func(name string, e fs.DirEntry, err error) error {
		if err != nil || ordinary.Litter(filepath.Base(name)) {
			return nil
		}
		if e.IsDir() {
			if _, known := w.seen[name]; !known && w.system != nil {
				w.system.Add(name)
			}
			all[name] = state{}
			return nil
		}
		if info, err := e.Info(); err == nil {
			all[name] = state{info.Size(), info.ModTime().UnixNano()}
		}
		return nil
	})
}

// lookAt looks at what the system told of, and at no more: all else is as it was seen, or
// will be found by looking.
func (w *watcher) lookAt(name string) {
	was, known := w.seen[name]
	delete(w.seen, name)
	if known && was == (state{}) { // a folder
		maps.DeleteFunc(w.seen, func(other string, _ state) bool { return strings.HasPrefix(other, name+string(filepath.Separator)) })
	}
	w.under(name, w.seen)
}
