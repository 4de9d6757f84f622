package source

import (
	"fmt"
	"io/fs"

	"tassei/generator/diag"
	"tassei/generator/lang"
)

// Catalogue reads the messages of a language, messages/<tag>.toml in the
// layouts' files. Tables become dotted keys: [overview] title is
// overview.title. The error is a *diag.Failure when the file is at fault.
func (s *Source) Catalogue(fsys fs.FS, tag string) (*lang.Catalogue, error) {
	return Catalogue(fsys, tag)
}

// Catalogue is Source.Catalogue for those who have no source yet.
func Catalogue(fsys fs.FS, tag string) (*lang.Catalogue, error) {
	file := "messages/" + tag + ".toml"
	list := &diag.List{}
	info, err := fs.Stat(fsys, file)
	if err == nil && info.Size() > maxTOML {
		list.Add(refused("layouts/"+file, errTooLarge, "1 MiB"))
		return nil, list.Err()
	}
	raw, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, fmt.Errorf("read catalogue: %w", err)
	}
	r := &reader{document: parseTOML("layouts/"+file, raw), languages: []string{tag}}
	flat := map[string]string{}
	r.flatten(r.root, "", flat)
	list.Add(r.findings()...)
	if err := list.Err(); err != nil {
		return nil, err
	}
	c, err := lang.NewCatalogue(tag, flat)
	if err != nil {
		return nil, fmt.Errorf("read catalogue: %w", err)
	}
	return c, nil
}

// flatten puts the texts of nested tables under dotted keys. An empty text is
// allowed: a language may say nothing where another says something.
func (r *reader) flatten(n *node, prefix string, flat map[string]string) {
	for _, e := range n.keys {
		switch e.value.kind {
		case isTable:
			r.flatten(e.value, prefix+e.key+".", flat)
		case isString:
			flat[prefix+e.key] = e.value.text
		case isBroken:
		default:
			r.wrong(e.value, prefix+e.key, "string")
		}
	}
}
