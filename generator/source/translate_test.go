package source

import (
	"errors"
	"io/fs"
	"slices"
	"testing"
)

// An original in place of its translation is told with the paths that fit.
func TestTranslatedOfAnOriginal(t *testing.T) {
	s, _, err := Open("testdata/base")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for path, want := range map[string][]string{
		"content/FY2024/ja/1-a/shihyo-1.md": {"content/FY2024/en/1-a/shihyo-1.md"},
		"content/FY2024/ja/1-a/":            {"content/FY2024/en/1-a"},
		"content\\pages\\ja":                {"content/pages/en"},
		"content/FY2024/ja/9-x":             nil,
		"data/FY2024/1-a.toml":              nil,
		"nothing":                           nil,
	} {
		_, err := s.Translated([]string{path})
		var none *NoTranslation
		if !errors.As(err, &none) || !errors.Is(err, fs.ErrNotExist) || !slices.Equal(none.Translations, want) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
	}
}
