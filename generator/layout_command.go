package main

import (
	"io/fs"
	"path"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/output"
	"tassei/layouts"
)

// runNewLayout writes a copy of one of the program's layouts for the city to change.
// Its argument is the path in layouts: parts/header.html, with or without layouts/
// before it.
func runNewLayout(s *session, args []string) int {
	src, code := s.openBut(noPlan, noYear)
	if src == nil {
		return code
	}
	src.Close()
	name := strings.TrimPrefix(path.Clean(strings.ReplaceAll(args[0], "\\", "/")), "layouts/")
	text, err := fs.ReadFile(layouts.FS, name)
	if err != nil {
		known := layoutNames()
		if near := diag.Nearby(name, known); near != "" {
			return s.wrongUse(s.sayError("near layout", "name", name, "near", near))
		}
		return s.wrongUse(s.sayError("no layout", "name", name, "known", strings.Join(known, " ")))
	}
	edit := output.Edit{Path: "layouts/" + name, Data: []byte(strings.ReplaceAll(string(text), "\r\n", "\n")), New: true}
	if _, err := output.WriteSet(s.source, []output.Edit{edit}); err != nil {
		return s.refused(err)
	}
	s.talk("new layout", "path", edit.Path)
	return exitFine
}

// layoutNames are the layouts that a city may have a copy of its own of.
func layoutNames() (names []string) {
	_ = fs.WalkDir(layouts.FS, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && !strings.HasPrefix(name, "notices/") {
			names = append(names, name)
		}
		return err
	})
	return names
}
