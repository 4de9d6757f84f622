package output

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"tassei/generator/ordinary"
)

// Kept is a folder of files that cost time and nothing else to make again. Each
// carries its digest and is believed only with it. A folder that cannot be used
// is no error: nothing is kept then. It may be used by several goroutines, and by
// several programs at once.
type Kept struct {
	home, folder string
	grown        atomic.Bool // something was put since it was pruned
}

// Keep names a folder below another, by a slash-separated path. A new user has no
// cache folder yet: home is made by the first Put, for its owner alone, but
// nothing above it.
func Keep(home, folder string) *Kept { return &Kept{home: home, folder: folder} }

// usedDay is how exactly the time of a file tells when it was last used.
const usedDay = 24 * time.Hour

// Get returns what was put under a name.
func (k *Kept) Get(name string) ([]byte, bool) {
	return k.get(name, func([sha256.Size]byte) bool { return true })
}

// GetSame is Get for what has the digest that Put told.
func (k *Kept) GetSame(name string, sum [sha256.Size]byte) ([]byte, bool) {
	return k.get(name, func(is [sha256.Size]byte) bool { return is == sum })
}

func (k *Kept) get(name string, wanted func(sum [sha256.Size]byte) bool) ([]byte, bool) {
	path := k.path(name)
	kept, err := ordinary.ReadFile(path)
	if err != nil || len(kept) < sha256.Size {
		return nil, false
	}
	data, sum := kept[sha256.Size:], [sha256.Size]byte(kept)
	if !wanted(sum) || sha256.Sum256(data) != sum {
		return nil, false
	}
	now := time.Now()
	if info, err := os.Stat(path); err == nil && now.Sub(info.ModTime()) > usedDay {
		_ = os.Chtimes(path, now, now) // so that it stays
	}
	return data, true
}

// keptRoom is where files get their digest in front.
var keptRoom = sync.Pool{New: func() any { return new([]byte) }}

// Put keeps a file, and tells its digest.
func (k *Kept) Put(name string, data []byte) (sum [sha256.Size]byte) {
	sum = sha256.Sum256(data)
	if err := os.Mkdir(k.home, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return sum
	}
	room := keptRoom.Get().(*[]byte)
	defer keptRoom.Put(room)
	*room = append(append((*room)[:0], sum[:]...), data...)
	_, err := WriteSet(k.home, []Edit{{Path: k.folder + "/" + name, Data: *room}})
	if err == nil {
		k.grown.Store(true)
	}
	return sum
}

// Prune deletes what was not used for so long, and of the rest what was not used
// for the longest until no more bytes than most are left. What was used in the
// last two days stays in any case, so that a large site need not make all of it
// again each time. Where nothing was put there is nothing to do.
func (k *Kept) Prune(unused time.Duration, most int64) {
	if !k.grown.Swap(false) {
		return
	}
	entries, err := os.ReadDir(k.path(""))
	if err != nil {
		return
	}
	type file struct {
		name string
		age  time.Duration
		size int64
	}
	var files []file
	now := time.Now()
	for _, e := range entries {
		// Names with a dot are of writers at work.
		info, err := e.Info()
		if err == nil && e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
			files = append(files, file{e.Name(), now.Sub(info.ModTime()), info.Size()})
		}
	}
	slices.SortFunc(files, func(a, b file) int { return int(a.age - b.age) })
	total := int64(0)
	for _, f := range files {
		total += f.size
		if f.age > unused || f.age > 2*usedDay && total > most {
			_ = os.Remove(k.path(f.name)) // one that is held is tried again
		}
	}
}

func (k *Kept) path(name string) string {
	return filepath.Join(k.home, filepath.FromSlash(k.folder), name)
}
