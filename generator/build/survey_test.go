package build

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"testing"
	"time"

	"tassei/generator/must"
	"tassei/generator/source"
)

// A build reads the city's files as the survey listed them: what is put there later it
// does not read, and what it read must stand until its end.
func TestInputsStand(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(r *rebuilder) error
		stands bool
		read   bool // by a source that is told of the survey
	}{
		{"nothing", func(r *rebuilder) error { return nil }, true, false},
		{"a comment", func(r *rebuilder) error { r.edit("content/FY2024/ja/1-i/shihyo-3.md", "。", "！"); return nil }, false, false},
		{"a comment that is gone", func(r *rebuilder) error {
			return os.Remove(filepath.Join(r.town, "content/FY2024/ja/1-i/shihyo-3.md"))
		}, false, false},
		{"a new page", func(r *rebuilder) error {
			return os.WriteFile(filepath.Join(r.town, "content/pages/ja/new.md"), []byte("# 新しい頁\n"), 0o666)
		}, true, false},
		{"a new layout", func(r *rebuilder) error {
			path := filepath.Join(r.town, "layouts/messages/en.toml")
			return errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, nil, 0o666))
		}, false, false},
	} {
		r := newRebuilder(t)
		inputs, err := takeSurvey(r.town, inputFolders)
		must.Succeed(t, err)
		must.Succeed(t, c.change(r))
		must.Be(t, inputs.stands(r.town, "layouts", ArchiveFolder), c.stands, c.name, "the inputs stand")
		src, _, err := source.OpenAfter(r.town, &source.Before{Listed: inputs.listed()})
		must.Succeed(t, err)
		must.Be(t, slices.Contains(src.Paths(), "content/pages/ja/new.md"), c.read, c.name, "a file that was listed is read")
		src.Close()
	}
}

// A source that is told what its folders hold finds what it would find itself.
func TestListedAsRead(t *testing.T) {
	r := newRebuilder(t)
	for _, name := range []string{"data/FY2024/1-i", "data/plan/1-a.toml.bak", "content/FY2024/ja/1-i.md", "content/FY2024/ja/1-i/コピー.md"} {
		must.Succeed(t, os.WriteFile(filepath.Join(r.town, name), nil, 0o666))
	}
	inputs, err := takeSurvey(r.town, inputFolders)
	must.Succeed(t, err)
	told, list, err := source.OpenAfter(r.town, &source.Before{Listed: inputs.listed()})
	must.Succeed(t, err)
	defer told.Close()
	src, own, err := source.Open(r.town)
	must.Succeed(t, err)
	defer src.Close()
	if !slices.Equal(told.Paths(), src.Paths()) || !reflect.DeepEqual(list.All(), own.All()) || list.Len() < 3 {
		t.Errorf("told of the folders it finds\n%v\n%v\nwithout\n%v\n%v", told.Paths(), list.All(), src.Paths(), own.All())
	}
}

// A folder is listed again where a name in it has changed, and only there.
func TestFoldersListedAgain(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a/one", "a/b/two", "c/three"} {
		must.Succeed(t, errors.Join(os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o777), os.WriteFile(filepath.Join(dir, name), nil, 0o666)))
	}
	before, err := takeSurvey(dir, wholeTree)
	must.Succeed(t, err)
	before.At += int64(time.Hour) // as if all of it were old
	// What a folder is said to hold shows whether it is listed.
	i := slices.IndexFunc(before.Files, func(f fileState) bool { return f.Path == "c/three" })
	told := slices.Delete(slices.Clone(before.Files), i, i+1)
	list := func() (paths []string) {
		t.Helper()
		now, err := (&survey{At: before.At, Files: told}).again(dir, wholeTree)
		must.Succeed(t, err)
		for _, f := range now.Files {
			paths = append(paths, f.Path)
		}
		return paths
	}
	want := []string{"./", "a/", "a/b/", "a/b/two", "a/one", "c/"}
	if runtime.GOOS != "linux" {
		want = append(want, "c/three")
	}
	must.Equal(t, list(), want)
	must.Succeed(t, os.WriteFile(filepath.Join(dir, "c", "four"), nil, 0o666))
	must.Equal(t, list(), []string{"./", "a/", "a/b/", "a/b/two", "a/one", "c/", "c/four", "c/three"}, "a name is new")
	must.Succeed(t, errors.Join(os.Remove(filepath.Join(dir, "c", "four")), os.Remove(filepath.Join(dir, "a", "b", "two"))))
	must.Equal(t, list(), []string{"./", "a/", "a/b/", "a/one", "c/", "c/three"}, "a name is gone")
	before.At -= 2 * int64(time.Hour) // as if all of it were of this moment
	must.Equal(t, list(), []string{"./", "a/", "a/b/", "a/one", "c/", "c/three"}, "of the moment")
}
