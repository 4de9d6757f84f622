package desk

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
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
	quiet    = 80 * time.Millisecond
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
		w.folders()
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
	seen   [sha256.Size]byte
}

// folders asks the system for news of every folder that is not asked for yet.
// A folder that cannot be watched is left to looking.
func (w *watcher) folders() {
	w.system.Add(w.dir)
	for _, top := range watched {
		filepath.WalkDir(filepath.Join(w.dir, top), func(name string, e fs.DirEntry, err error) error {
			if err == nil && e.IsDir() {
				w.system.Add(name)
			}
			return nil
		})
	}
}

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
			w.settle(ctx, events)
			w.folders()
			w.seen = w.state()
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

// compare looks at all files and tells if one differs.
func (w *watcher) compare() {
	now := w.state()
	if now == w.seen {
		return
	}
	w.seen = now
	if w.system != nil {
		w.folders()
	}
	w.tell()
}

// settle waits until the editor is done.
func (w *watcher) settle(ctx context.Context, events <-chan fsnotify.Event) {
	end := time.After(patience)
	for {
		select {
		case <-ctx.Done():
			return
		case <-events:
		case <-end:
			return
		case <-time.After(quiet):
			return
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

// state is a digest of the names, sizes and times of all files.
func (w *watcher) state() (sum [sha256.Size]byte) {
	h := sha256.New()
	for _, top := range watched {
		filepath.WalkDir(filepath.Join(w.dir, top), func(name string, e fs.DirEntry, err error) error {
			if err != nil || ordinary.Litter(filepath.Base(name)) {
				return nil
			}
			var info os.FileInfo
			if info, err = e.Info(); err != nil {
				return nil
			}
			if info.IsDir() {
				fmt.Fprintf(h, "%q\n", name)
				return nil
			}
			fmt.Fprintf(h, "%q %d %d\n", name, info.Size(), info.ModTime().UnixNano())
			return nil
		})
	}
	h.Sum(sum[:0])
	return sum
}
