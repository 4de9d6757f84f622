package publish

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"net/textproto"
	"path"
	"slices"

	"github.com/jlaffaye/ftp"
)

// stat asks for one entry, which only newer servers know, or else looks for it
// in the list of its folder.
func (f *ftpsRemote) stat(ctx context.Context, p string) (info, error) {
	found := info{}
	err := f.with(ctx, "stat", p, func(l *ftpLine) error {
		if p == "." {
			return f.statRoot(l, &found)
		}
		entry, err := l.GetEntry(f.at(p))
		var answer *textproto.Error
		switch {
		case err == nil:
			found = infoOfEntry(entry)
			return nil
		case missing(err):
			return fs.ErrNotExist
		case !errors.As(err, &answer):
			return err
		}
		return f.statInList(l, p, &found)
	})
	return found, err
}

// statRoot goes into the folder; that it may be a link is of no matter.
func (f *ftpsRemote) statRoot(l *ftpLine, found *info) error {
	err := l.ChangeDir(f.root)
	if missing(err) {
		return fs.ErrNotExist
	}
	found.kind = kindDir
	return err
}

// statInList serves servers that do not know MLST, such as vsftpd: it reads
// the entry in the list of the folder, which tells a link from what it leads to.
func (f *ftpsRemote) statInList(l *ftpLine, p string, found *info) error {
	list, err := f.list(l, path.Dir(p))
	if err != nil {
		return err
	}
	name := path.Base(p)
	if entry, is := list[name]; is {
		*found = entry
		return nil
	}
	if name[0] != '.' {
		return fs.ErrNotExist
	}
	// Lists leave out names that begin with a dot.
	size, err := l.FileSize(f.at(p))
	if missing(err) {
		return fs.ErrNotExist
	}
	*found = info{kind: kindFile, size: size}
	if err == nil && l.IsGetTimeSupported() {
		found.modified, _ = l.GetTime(f.at(p))
	}
	return err
}

// names lists the root. Names that begin with a dot may be missing.
func (f *ftpsRemote) names(ctx context.Context) (names []string, err error) {
	err = f.with(ctx, "read", ".", func(l *ftpLine) error {
		list, err := f.list(l, ".")
		names = slices.Collect(maps.Keys(list))
		return err
	})
	return names, err
}

func (f *ftpsRemote) list(l *ftpLine, dir string) (map[string]info, error) {
	f.mu.Lock()
	list := f.lists[dir]
	f.mu.Unlock()
	if list != nil {
		return list, nil
	}
	entries, err := l.List(f.at(dir))
	if missing(err) {
		return nil, fs.ErrNotExist
	}
	if err != nil {
		return nil, err
	}
	list = make(map[string]info, len(entries))
	for _, entry := range entries {
		list[path.Base(entry.Name)] = infoOfEntry(entry)
	}
	f.mu.Lock()
	f.lists[dir] = list
	f.mu.Unlock()
	return list, nil
}

// forget is called before something in a folder is changed.
func (f *ftpsRemote) forget(p string) {
	f.mu.Lock()
	delete(f.lists, path.Dir(p))
	f.mu.Unlock()
}

func infoOfEntry(entry *ftp.Entry) info {
	switch entry.Type {
	case ftp.EntryTypeFile:
		return info{kind: kindFile, size: int64(entry.Size), modified: entry.Time}
	case ftp.EntryTypeFolder:
		return info{kind: kindDir}
	}
	return info{kind: kindOther}
}
