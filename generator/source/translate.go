package source

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Renewed is a file as it was read and as it is to be; Was is nil where there is none yet.
type Renewed struct{ Was, Now []byte }

// Translated gives the new bytes of translations that were brought up to date:
// their front matter names the digest of the original as it is now. The paths
// are files or folders of content/ or data/, relative to the source; what is kept of
// the texts in data/ is TextsFile. Files whose bytes
// would not change are left out; the caller writes the others, unless somebody has
// changed them meanwhile. A path without any translation is a *NoTranslation.
func (s *Source) Translated(paths []string) (map[string]Renewed, error) {
	changed := map[string]Renewed{}
	var confirmed []string
	for _, p := range paths {
		p = path.Clean(strings.ReplaceAll(p, "\\", "/"))
		if data := s.textFilesAt(p); len(data) > 0 {
			confirmed = append(confirmed, data...)
			continue
		}
		files, err := s.translations(p)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			old, err := s.read(file, maxMarkdown)
			if err != nil {
				return nil, err
			}
			original, err := s.read(s.originalOf(file), maxMarkdown)
			if err != nil {
				return nil, err
			}
			if file != p && untouched(file, strings.Split(file, "/")[2], old, original) {
				continue // named by its folder only: nobody said that it is translated
			}
			updated, err := withDigest(file, string(old), Digest(original))
			if err != nil {
				return nil, err
			}
			if updated != string(old) {
				changed[file] = Renewed{old, []byte(updated)}
			}
		}
	}
	if len(confirmed) > 0 {
		if data, ok := s.keep(s.keptPairs(), nil, confirmed, false); ok {
			changed[TextsFile] = Renewed{s.TextsWere(), data}
		}
	}
	return changed, nil
}

// untouched reports whether a translation is not begun: it is still its original, or in its language.
func untouched(file, tag string, text, original []byte) bool {
	w, ok := splitWords(file, text, []string{"title", "original"})
	return ok && w.copied(original, tag)
}

// NoTranslation is the error of Translated for a path that holds no
// translation: an original, or none of content/ at all.
type NoTranslation struct {
	Path string
	// Translations are the paths of the original's translations, one for each
	// further language, whether they exist or not; nil when Path is no original.
	Translations []string
}

func (e *NoTranslation) Error() string {
	if len(e.Translations) == 0 {
		return e.Path + ": no translation"
	}
	return e.Path + " is an original, not a translation: name " + strings.Join(e.Translations, " or ")
}

// Unwrap makes it a file that does not exist.
func (e *NoTranslation) Unwrap() error { return fs.ErrNotExist }

// translationsOf lists the paths of the translations of an original or of a
// folder of originals.
func (s *Source) translationsOf(p string) []string {
	parts := strings.Split(p, "/")
	if len(parts) < 3 || parts[0] != "content" || parts[2] != s.city.Languages[0] || !s.exists(p) && len(s.under(p+"/")) == 0 {
		return nil
	}
	var list []string
	for _, tag := range s.city.Languages[1:] {
		parts[2] = tag
		list = append(list, strings.Join(parts, "/"))
	}
	return list
}

// translations lists the translated files that a path means.
func (s *Source) translations(p string) ([]string, error) {
	list := s.under(p + "/")
	if s.exists(p) {
		list = []string{p}
	}
	list = slices.DeleteFunc(slices.Clone(list), func(f string) bool { return s.originalOf(f) == "" })
	if len(list) == 0 {
		return nil, &NoTranslation{Path: p, Translations: s.translationsOf(p)}
	}
	for _, f := range list {
		if o := s.originalOf(f); !s.exists(o) {
			return nil, fmt.Errorf("%s: its original %s: %w", f, o, fs.ErrNotExist)
		}
	}
	return list, nil
}

// originalOf is the path of a translation's original, "" for a file that is
// none.
func (s *Source) originalOf(file string) string {
	parts := strings.Split(file, "/")
	if parts[0] != "content" || len(parts) < 4 || !slices.Contains(s.city.Languages[1:], parts[2]) {
		return ""
	}
	parts[2] = s.city.Languages[0]
	return strings.Join(parts, "/")
}

// withDigest sets the line original of a text's front matter and leaves all
// else as it is.
func withDigest(file, text, digest string) (string, error) {
	bom := ""
	if rest, ok := strings.CutPrefix(text, "\ufeff"); ok {
		bom, text = "\ufeff", rest
	}
	end := "\n"
	if strings.Contains(text, "\r\n") {
		end = "\r\n"
	}
	line := `original = "` + digest + `"`
	front, body, state := frontMatter(strings.ReplaceAll(text, "\r\n", "\n"))
	switch state {
	case openFront:
		return "", fmt.Errorf("%s: the front matter does not end", file)
	case noFront:
		front, body = "", "\n"+strings.TrimLeft(body, "\n")
	}
	lines := strings.Split(strings.TrimSuffix(front, "\n"), "\n")
	if front == "" {
		lines = nil
	}
	at := slices.IndexFunc(lines, func(l string) bool {
		key, _, ok := strings.Cut(l, "=")
		return ok && strings.TrimSpace(key) == "original"
	})
	if at < 0 {
		lines = append(lines, line)
	} else {
		lines[at] = line
	}
	out := "+++\n" + strings.Join(lines, "\n") + "\n+++\n" + body
	return bom + strings.ReplaceAll(out, "\n", end), nil
}
