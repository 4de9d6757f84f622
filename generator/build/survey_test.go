package build

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

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
		if err != nil {
			t.Fatal(err)
		}
		if err := c.change(r); err != nil {
			t.Fatal(err)
		}
		if got := inputs.stands(r.town, "layouts", ArchiveFolder); got != c.stands {
			t.Errorf("%s: the inputs stand: %v", c.name, got)
		}
		src, _, err := source.OpenAfter(r.town, &source.Before{Listed: inputs.listed()})
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Contains(src.Paths(), "content/pages/ja/new.md"); got != c.read {
			t.Errorf("%s: a file that was not listed is read: %v", c.name, got)
		}
		src.Close()
	}
}

// A source that is told what its folders hold finds what it would find itself.
func TestListedAsRead(t *testing.T) {
	r := newRebuilder(t)
	for _, name := range []string{"data/FY2024/1-i", "data/plan/1-a.toml.bak", "content/FY2024/ja/1-i.md", "content/FY2024/ja/1-i/コピー.md"} {
		if err := os.WriteFile(filepath.Join(r.town, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	inputs, err := takeSurvey(r.town, inputFolders)
	if err != nil {
		t.Fatal(err)
	}
	told, list, err := source.OpenAfter(r.town, &source.Before{Listed: inputs.listed()})
	if err != nil {
		t.Fatal(err)
	}
	defer told.Close()
	src, own, err := source.Open(r.town)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if !slices.Equal(told.Paths(), src.Paths()) || !reflect.DeepEqual(list.All(), own.All()) || list.Len() < 3 {
		t.Errorf("told of the folders it finds\n%v\n%v\nwithout\n%v\n%v", told.Paths(), list.All(), src.Paths(), own.All())
	}
}
