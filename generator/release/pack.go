package main

import (
	"archive/zip"
	"bytes"
	"embed"
	"io/fs"
	"os"
	"strings"
)

//go:embed files
var files embed.FS

// starters are the files that a double click starts, by system.
var starters = map[string]string{"windows": "start.cmd", "darwin": "start.command", "linux": "start.sh"}

// pack makes the zip. Everything lies in a folder with the version in its name,
// so that a newer zip is never unpacked over a city that somebody has begun.
func (p program) pack(city string, notices, bill []byte) ([]byte, error) {
	suffix := ""
	if p.windows() {
		suffix = ".exe"
	}
	starter := starters[p.setting("GOOS")]
	start, err := files.ReadFile("files/" + starter)
	if err != nil {
		return nil, err
	}
	about, err := files.ReadFile("files/README.txt")
	if err != nil {
		return nil, err
	}
	text := strings.NewReplacer("{version}", p.version(), "{platform}", p.setting("GOOS")+" "+p.setting("GOARCH"),
		"{start}", starter, "{exe}", suffix, "{zip}", p.name()+".zip").Replace(string(about))
	if p.windows() {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	licence, err := os.ReadFile("LICENSE")
	if err != nil {
		return nil, err
	}

	var b bytes.Buffer
	w := packer{zip: zip.NewWriter(&b), folder: p.name() + "/"}
	w.add("README.txt", 0o644, []byte(text))
	w.add("LICENSE", 0o644, licence)
	w.add("NOTICES.txt", 0o644, notices)
	w.add("sbom.cdx.json", 0o644, bill)
	w.add(starter, 0o755, start)
	w.add("tassei"+suffix, 0o755, p.data)
	w.addTree("city", os.DirFS(city))
	w.addTree("notices", os.DirFS("layouts/notices"))
	if w.err == nil {
		w.err = w.zip.Close()
	}
	return b.Bytes(), w.err
}

// packer adds files to a zip, all of the same time, and keeps the first error.
type packer struct {
	zip    *zip.Writer
	folder string
	err    error
}

func (w *packer) add(name string, mode fs.FileMode, data []byte) {
	if w.err != nil {
		return
	}
	// 1980-01-01 00:00, the first moment that the format can express.
	//lint:ignore SA1019 Modified would add a field with a zone to every file.
	header := &zip.FileHeader{Name: w.folder + name, Method: zip.Deflate, ModifiedDate: 1<<5 | 1, Flags: 0x800}
	header.SetMode(mode)
	f, err := w.zip.CreateHeader(header)
	if err == nil {
		_, err = f.Write(data)
	}
	w.err = err
}

// addTree adds all files of a folder, in the order of their names.
func (w *packer) addTree(name string, tree fs.FS) {
	err := fs.WalkDir(tree, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(tree, path)
		if err == nil {
			w.add(name+"/"+path, 0o644, data)
		}
		return err
	})
	if w.err == nil {
		w.err = err
	}
}
