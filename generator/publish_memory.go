package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"

	"tassei/generator/output"
	"tassei/generator/publish"
)

// A copy of the city's files remembers what it left at each target, in a folder
// beside the site. From it a later run knows whether somebody else published in
// the meantime. What cannot be kept is no error: then nothing is compared.

// leftAt is that memory for one target: "last" is what lay there when this
// copy looked last, and "next" what it was about to put there, which counts if
// the run was cut off before it could say. "kept" is the folder of what the last
// publish replaced, for --back.
type leftAt struct{ dir, last, next, kept string }

func (s *session) publishedTo(target string) (leftAt, error) {
	out, err := filepath.Abs(s.out)
	if err != nil {
		return leftAt{}, err
	}
	if onThisMachine(target) {
		if target, err = filepath.Abs(target); err != nil {
			return leftAt{}, err
		}
	}
	sum := sha256.Sum256([]byte(target))
	name := hex.EncodeToString(sum[:16])
	return leftAt{
		dir:  filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".published"),
		last: name + ".last", next: name + ".next", kept: name + ".kept",
	}, nil
}

// known is what this copy knows of the target. Without what lay there it knows nothing: the
// first run was cut off, maybe before it reached the target.
func (p leftAt) known() (list []output.Manifest) {
	for _, name := range []string{p.last, p.next} {
		files, err := output.ManifestIn(os.DirFS(p.dir), name)
		if err == nil {
			list = append(list, files)
		} else if name == p.last {
			return nil
		}
	}
	return list
}

func (p leftAt) keep(name string, files output.Manifest) {
	folder, err := output.OpenFolder(p.dir)
	if err != nil {
		return
	}
	defer folder.Close()
	_ = folder.Put(name, bytes.NewReader(files.Text()))
}

// remembering sends with what this copy remembers of the target, and remembers
// what came of it.
func (s *session) remembering(target string, tree publish.Tree, opts publish.Options,
	send func(publish.Options) (publish.Result, error)) (publish.Result, error) {
	memory, err := s.publishedTo(target)
	if err != nil {
		return send(opts)
	}
	opts.Known, opts.Kept = memory.known(), filepath.Join(memory.dir, memory.kept)
	memory.keep(memory.next, tree.Files)
	result, err := send(opts)
	if result.There != nil {
		memory.keep(memory.last, result.There)
	}
	return result, err
}
