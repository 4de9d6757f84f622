package layout

import (
	"maps"
	"path"
	"slices"
	"strings"
	"text/template/parse"

	"tassei/generator/markup"
)

// Audit tells what a city's own layouts add in vain: files that no page uses, what
// the site's Content-Security-Policy will block, and tags left open or closed
// twice. Pages can be made all the same, so a Set is made all the same.
func (s *Set) Audit() Errors {
	faults := s.unused()
	policy := markup.PolicyOf(s.texts["base.html"])
	for _, name := range s.src.names() {
		switch {
		case !s.src.own[name]:
		case path.Ext(name) == ".css":
			css, _ := text(name, s.src.bytes[name]) // what is no text is told by others
			for _, f := range policy.Style(css) {
				faults = append(faults, marked(name, css, f))
			}
		case s.texts[name] != "":
			trees, err := parse.Parse(name, s.texts[name], "", "", functionNames)
			if err != nil {
				continue // told by Load
			}
			for _, def := range slices.Sorted(maps.Keys(trees)) {
				c := &markup.Checker{Policy: policy}
				check(c, trees[def].Root)
				for _, f := range c.End() {
					e := marked(name, s.texts[name], f)
					e.Name = f.Args[0]
					faults = append(faults, e)
				}
			}
		}
	}
	return faults.tidy()
}

// check has all ways through a template gone through.
func check(c *markup.Checker, l *parse.ListNode) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			c.Text(string(n.Text), int(n.Pos))
		case *parse.ActionNode:
			c.Hole()
		default:
			if n := branches(n); n != nil {
				c.Either(func() { check(c, n.List) }, func() { check(c, n.ElseList) })
			}
		}
	}
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
