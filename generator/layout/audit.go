package layout

import (
	"maps"
	"path"
	"slices"
	"strings"
	"text/template/parse"

	"tassei/generator/pattern"
)

// Audit tells what a city's own layouts add in vain: files that no page uses, what
// the site's Content-Security-Policy will block, and tags left open or closed
// twice. Pages can be made all the same, so a Set is made all the same.
func (s *Set) Audit() Errors {
	faults := s.unused()
	rules := s.policy()
	for _, name := range s.src.names() {
		switch {
		case !s.src.own[name]:
		case path.Ext(name) == ".css":
			faults = append(faults, s.auditStyle(name, rules)...)
		case s.texts[name] != "":
			trees, err := parse.Parse(name, s.texts[name], "", "", functionNames)
			if err != nil {
				continue // told by Load
			}
			for _, def := range slices.Sorted(maps.Keys(trees)) {
				a := &auditor{set: s, tree: trees[def], policy: rules}
				a.list(trees[def].Root)
				a.end()
				faults = append(faults, a.faults...)
			}
		}
	}
	if len(faults) == 0 {
		return nil
	}
	return faults.tidy()
}

// unused finds the city's files that nothing reads.
func (s *Set) unused() (faults Errors) {
	used := map[string]bool{}
	for _, t := range s.trees {
		used[t.ParseName] = true
	}
	add := func(name string, what *Error, known []string) {
		e := fileFault(name, what).offer("", strings.TrimPrefix(name, path.Dir(name)+"/"), known)
		e.Name = name
		faults = append(faults, e)
	}
	for _, name := range s.src.unread {
		// Others read the messages; what a city wrote down for itself is nobody's.
		if dir, _, _ := strings.Cut(name, "/"); dir != "messages" && dir != "notices" && !slices.Contains([]string{".md", ".txt", ".go"}, path.Ext(name)) {
			add(name, tell("unread"), nil)
		}
	}
	for _, name := range s.src.names() {
		dir := path.Dir(name)
		switch {
		case !s.src.own[name] || s.src.standard[name]:
		case dir == "pages":
			add(name, tell("unusedpage"), s.names("pages"))
		case strings.HasPrefix(name, "assets/"):
			add(name, tell("unusedasset"), s.names("assets"))
		case strings.HasPrefix(name, "parts/") && !used[name]:
			add(name, tell("unusedpart"), s.names("parts"))
		}
	}
	return faults
}

// names are the program's own files in a folder.
func (s *Set) names(dir string) (list []string) {
	for name := range s.src.standard {
		if path.Dir(name) == dir {
			list = append(list, path.Base(name))
		}
	}
	return list
}

// address is what a stylesheet fetches.
var address = pattern.New(`(?i)@import\s+(?:url\()?\s*["']?([^"')\s;]+)|url\(\s*["']?([^"')]*)`)

var styleComment = pattern.New(`(?s)/\*.*?\*/`)

// auditStyle finds what a stylesheet fetches in vain.
func (s *Set) auditStyle(name string, rules policy) (faults Errors) {
	css, fault := text(name, s.src.bytes[name])
	if fault != nil {
		return nil
	}
	blank := func(comment string) string { return strings.Repeat(" ", len(comment)) }
	plain := styleComment.ReplaceAllStringFunc(css, blank)
	for _, m := range address.FindAllStringSubmatchIndex(plain, -1) {
		at, directive := 4, "img-src"
		if m[2] >= 0 {
			at, directive = 2, "style-src"
		} else if rule := strings.LastIndex(plain[:m[0]], "@font-face"); rule >= 0 && !strings.Contains(plain[rule:m[0]], "}") {
			directive = "font-src"
		}
		to := strings.TrimSpace(plain[m[at]:m[at+1]])
		if elsewhere.MatchString(to) && !rules.allows(directive, to) {
			faults = append(faults, faultIn(name, css, m[at], tell("foreign", short(to), directive)))
		}
	}
	return faults
}

// short keeps an address readable.
func short(address string) string {
	if r := []rune(address); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return address
}
