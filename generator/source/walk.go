package source

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/ordinary"
	"tassei/generator/pattern"
)

var (
	yearFolder  = pattern.New(`^FY\d{4}$`)
	commentFile = pattern.New(`^[a-z][a-z0-9]{2,19}-[1-9][0-9]*\.md$`)
)

// walk lists the input files and tells what does not belong among them. It
// opens nothing but folders.
func (s *Source) walk() {
	for _, top := range []string{"data", "content"} {
		info, err := s.root.Lstat(top)
		switch {
		case err != nil:
			continue // readCity tells that the city is missing
		case !info.IsDir():
			s.problems.Add(diag.New("K102").At(top, 1, 1))
			s.refused = append(s.refused, top)
			continue
		}
		s.folder(top, 0)
	}
	slices.Sort(s.files)
}

// maxFolders bounds how deep folders go: content/FY2024/ja/1-i is the deepest.
const maxFolders = 6

func (s *Source) folder(dir string, depth int) {
	entries, err := s.entries(dir)
	if err != nil {
		s.problems.Add(diag.New("K101", "message", "folder").At(dir, 1, 1))
		s.refused = append(s.refused, dir)
		return
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name)
	}
	for _, e := range entries {
		p := dir + "/" + e.Name
		switch {
		case ordinary.Litter(e.Name):
		case e.Type.IsDir():
			if fault := s.unexpectedFolder(p); fault.Code != "" {
				if strings.Contains(e.Name, ".") && unfitName(p, names).Code == "" {
					// What should be a file here is not missed besides.
					fault = diag.New("K124", "name", e.Name, "message", "folder", "hint", "folder")
					fault.Severity = diag.Error
					s.refused = append(s.refused, p)
				}
				s.problems.Add(fault.At(p, 1, 1))
				continue
			}
			if depth < maxFolders {
				s.folder(p, depth+1)
			}
		case !e.Type.IsRegular():
			s.problems.Add(diag.New("K102").At(p, 1, 1))
			s.refused = append(s.refused, p)
		case strings.HasPrefix(strings.ToUpper(e.Name), "README"), e.Name == "KEYS.md":
		default:
			s.file(p, names)
		}
	}
}

// entries lists a folder by the names in it.
func (s *Source) entries(dir string) ([]Entry, error) {
	if s.before != nil {
		if entries, listed := s.before.Listed[dir]; listed {
			return entries, nil
		}
	}
	list, err := fs.ReadDir(s.root.FS(), dir)
	entries := make([]Entry, 0, len(list))
	for _, e := range list {
		entries = append(entries, Entry{e.Name(), e.Type()})
	}
	return entries, err
}

// unexpectedFolder is the fault of a folder that is not read, if it is one.
func (s *Source) unexpectedFolder(p string) diag.Problem {
	parts := strings.Split(p, "/")
	name := parts[len(parts)-1]
	top := []string{"plan"}
	if parts[0] == "content" {
		top = []string{"pages"}
	}
	switch {
	case len(parts) == 2 && (slices.Contains(top, name) || yearFolder.MatchString(name)):
	case parts[0] == "data" && len(parts) >= 3 && yearFolder.MatchString(parts[1]) && parts[2] == "source":
	case parts[0] == "content" && len(parts) == 3:
	case parts[0] == "content" && len(parts) == 4 && parts[1] != "pages":
	case len(parts) == 2 && yearLike(name) != "":
		p := diag.New("K124", "name", name, "hint", "near", "near", yearLike(name))
		return s.misnamed(p, parts[0]+"/"+yearLike(name))
	case len(parts) == 2:
		p := unexpected(name, top)
		if near := p.Args["near"]; near != "" {
			return s.misnamed(p, parts[0]+"/"+near)
		}
		return p
	case parts[0] == "data" && len(parts) == 3 && yearFolder.MatchString(parts[1]):
		return unexpected(name, []string{"source"})
	default:
		return unexpected(name, nil)
	}
	return diag.Problem{}
}

// yearLike is FY2024 for fy2024, 2024, R6 and 令和6年度; "" for what names no year.
func yearLike(name string) string {
	plain := strings.Trim(strings.TrimPrefix(strings.ToUpper(lang.Fold(name)), "FY"), "_- ")
	for _, form := range []string{plain, plain + "年度"} {
		if y, err := lang.ParseFiscalYear(form); err == nil && y > 1900 && y < 2200 {
			return kpi.Year(y).String()
		}
	}
	return ""
}

func unexpected(name string, wanted []string) diag.Problem {
	p := diag.New("K124", "name", name)
	if near := diag.Nearby(name, wanted); near != "" {
		p.Args["hint"], p.Args["near"] = "near", near
	}
	return p
}

// misnamed is the fault of a name that can only mean another one, which is not
// there: what is missing there is told with it.
func (s *Source) misnamed(p diag.Problem, meant string) diag.Problem {
	if _, err := s.root.Lstat(meant); err == nil {
		return p
	}
	p.Severity = diag.Error
	s.refused = append(s.refused, meant, meant+"/year.toml")
	return p
}

// file takes an input file, or tells why it is not one.
func (s *Source) file(p string, siblings []string) {
	fault := unfitName(p, siblings)
	if near := fault.Args["near"]; near != "" && !slices.Contains(siblings, near) {
		fault = s.misnamed(fault, path.Join(path.Dir(p), near))
	}
	if fault.Code != "" {
		s.problems.Add(fault.At(p, 1, 1))
		if near := fault.Args["near"]; near != "" && fault.Code == "K124" {
			s.misspelt = append(s.misspelt, path.Join(path.Dir(p), near))
			return
		}
		if small := fault.Args["small"]; fault.Code == "K125" && small != "" {
			s.misspelt = append(s.misspelt, path.Join(path.Dir(p), small+".toml"))
		}
		if fault.Severity == diag.Warning || fault.Code == "K125" || fault.Code == "K126" {
			return
		}
	}
	s.files = append(s.files, p)
}

// unfitName is the fault of a file whose name none has in its folder, if it has one.
func unfitName(p string, siblings []string) (fault diag.Problem) {
	parts := strings.Split(p, "/")
	name := parts[len(parts)-1]
	switch {
	case parts[0] == "data" && len(parts) == 2:
		if !slices.Contains(cityFiles, name) {
			fault = unexpected(name, missingOf(cityFiles, siblings))
		}
	case parts[0] == "data" && len(parts) > 3: // the source documents
	case parts[0] == "data" && name == "year.toml" && parts[1] != "plan":
	case parts[0] == "data":
		fault = namedBy(sheetName, name, ".toml", siblings)
		if small := fault.Args["small"]; small != "" {
			fault.Args["near"] = small + ".toml"
		}
	case parts[1] == "pages" && len(parts) == 4:
		fault = namedBy(plainID, name, ".md", siblings)
	case len(parts) == 5:
		fault = unfitComment(name, siblings)
	default:
		fault = unexpected(name, nil)
	}
	return fault
}

// namedBy is the fault of a file that has another ending, is a copy, or breaks the
// rule of names.
func namedBy(rule func(stem string) diag.Problem, name, ext string, siblings []string) diag.Problem {
	if path.Ext(name) != ext {
		return otherKind(name, ext, siblings)
	}
	if fault := copied(name, siblings); fault.Code != "" {
		return fault
	}
	return rule(strings.TrimSuffix(name, ext))
}

// unfitComment is the fault of a file that stands among the comments and is none.
func unfitComment(name string, siblings []string) diag.Problem {
	if commentFile.MatchString(name) {
		return diag.Problem{}
	}
	if fault := copied(name, siblings); fault.Code != "" {
		return fault
	}
	if own := commentName(strings.TrimSuffix(name, path.Ext(name))); own != "" && !slices.Contains(siblings, own) {
		return diag.New("K124", "name", name, "hint", "near", "near", own)
	}
	return unexpected(name, missingOf([]string{"shihyo-1.md", "mokuhyo-1.md"}, siblings))
}

// commentName is the name that a comment's file was meant to have, as ＳＨＩＨＹＯ-2,
// shihyo_02 and 指標2 mean shihyo-2.md; "" where that cannot be told.
func commentName(stem string) string {
	plain := strings.ToLower(lang.Fold(stem))
	plain = strings.NewReplacer("指標", "shihyo-", "目標", "mokuhyo-", "_", "-", " ", "").Replace(plain)
	f := looseComment.FindStringSubmatch(plain)
	if f == nil {
		return ""
	}
	if own := f[1] + "-" + f[2] + ".md"; commentFile.MatchString(own) {
		return own
	}
	return ""
}

var looseComment = pattern.New(`^([a-z][a-z0-9]*?)-*0*([1-9][0-9]*)$`)

// otherKind is the fault of a file that does not end as it should: one set aside
// by an editor, such as 1-a.toml.bak, or one that was given another ending.
func otherKind(name, ext string, siblings []string) diag.Problem {
	stem := strings.TrimSuffix(name, path.Ext(name))
	if !strings.HasSuffix(stem, ext) {
		return unexpected(name, []string{stem + ext})
	}
	if slices.Contains(siblings, stem) {
		return diag.New("K124", "name", name, "message", "copy", "original", stem)
	}
	return diag.New("K124", "name", name, "hint", "near", "near", stem)
}

// copyMark is what file managers and browsers add to the name of a copy.
var copyMark = pattern.New(`(?i)^(?:copy of |コピー ?[~～] ?)|(?:[ _-]*(?:\(\d+\)|（\d+）|copy(?: ?\d+)?|の?コピー(?: ?\d+)?))+$`)

// copied is the fault of a file that is a copy of another one, if it is one.
// Where the other is missing, its name is what was meant.
func copied(name string, siblings []string) diag.Problem {
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	original := strings.TrimSpace(copyMark.ReplaceAllString(stem, "")) + ext
	switch {
	case original == name || original == ext:
		return diag.Problem{}
	case slices.Contains(siblings, original):
		return diag.New("K124", "name", name, "message", "copy", "original", original)
	}
	return diag.New("K124", "name", name, "hint", "near", "near", original)
}

// cityFiles are the files of data/ itself.
var cityFiles = []string{"accessibility.toml", "city.toml", "glossary.toml", "sections.toml"}

// missingOf lists the wanted names that are not there, the only ones that a
// misnamed file can stand for.
func missingOf(wanted, there []string) []string {
	return slices.DeleteFunc(slices.Clone(wanted), func(w string) bool { return slices.Contains(there, w) })
}

var (
	idForm    = pattern.New(`^[a-z0-9][a-z0-9-]{0,62}$`)
	kindForm  = pattern.New(`^[a-z][a-z0-9]{2,19}$`)
	looseForm = pattern.New(`^[A-Za-z0-9][A-Za-z0-9-]{0,62}$`)
	device    = pattern.New(`^(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])$`)
)

// pageNames are names of pages and folders of the site.
var pageNames = []string{"index", "print", "changes", "source", "sections", "about", "method", "accessibility", "data", "search",
	"archive", "assets", "404", "en", "ja", "indicators", "content", "layouts", "sitemap", "feed", "favicon"}

// plainID checks an id that becomes a file's name.
func plainID(id string) diag.Problem {
	switch {
	case device.MatchString(lang.Fold(id)): // first: in small letters it would be refused too
		return diag.New("K126", "id", id, "message", "device")
	case !idForm.MatchString(id):
		if small := strings.ToLower(lang.Fold(id)); idForm.MatchString(small) {
			return diag.New("K125", "id", id, "hint", "near", "small", small)
		}
		return diag.New("K125", "id", id)
	}
	return diag.Problem{}
}

// sheetName checks the name of a sheet's files.
func sheetName(id string) diag.Problem {
	switch small := strings.ToLower(lang.Fold(id)); { // first: it would be refused in small letters too
	case slices.Contains(pageNames, small):
		return diag.New("K126", "id", id)
	case kpi.ID(small).Sheet() != "" || strings.HasPrefix(small, "shihyo-") || strings.HasPrefix(small, "mokuhyo-"):
		return diag.New("K126", "id", id, "message", "indicator")
	}
	return plainID(id)
}
