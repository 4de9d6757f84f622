package output

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tassei/generator/must"
)

// packers put all files of a file system into a zip: each file by its bytes or
// out of the file system, as they are, or compressed.
var packers = map[string]func(io.Writer, fs.FS) error{"store": storeAll, "bytes": storeBytes, "deflate": deflate}

func storeAll(w io.Writer, fsys fs.FS) error {
	return stored(w, fsys, func(z *Stored, path string) error { return z.AddFile(path, fsys, path) })
}

func storeBytes(w io.Writer, fsys fs.FS) error {
	return stored(w, fsys, func(z *Stored, path string) error {
		data, err := fs.ReadFile(fsys, path)
		return errors.Join(err, z.Add(path, data))
	})
}

func stored(w io.Writer, fsys fs.FS, add func(z *Stored, path string) error) error {
	paths, err := pathsOf(fsys)
	z := NewStored(w)
	for _, path := range paths {
		err = errors.Join(err, add(z, path))
	}
	return errors.Join(err, z.Close())
}

func deflate(w io.Writer, fsys fs.FS) error {
	paths, err := pathsOf(fsys)
	if err != nil {
		return err
	}
	return Zip(w, paths, func(path string) (io.ReadCloser, error) { return fsys.Open(path) })
}

func pathsOf(fsys fs.FS) (paths []string, err error) {
	err = walkFiles(fsys, func(path string) error {
		paths = append(paths, path)
		return nil
	})
	slices.Sort(paths)
	return paths, err
}

func TestZip(t *testing.T) {
	noise := make([]byte, 100_000)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	files := fstest.MapFS{
		"b.html":    {Data: []byte(strings.Repeat("text ", 1000)), ModTime: time.Now(), Mode: 0o600},
		"a/noise":   {Data: noise, Mode: 0o755},
		"資料/図.svg":  {Data: []byte("<svg/>")},
		"a-b/empty": {},
	}
	want := []string{"a-b/empty", "a/noise", "b.html", "資料/図.svg"}
	for method, pack := range packers {
		var packed bytes.Buffer
		must.Succeed(t, pack(&packed, files))
		archive, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
		must.Succeed(t, err)
		var names []string
		for _, file := range archive.File {
			name := file.Name
			names = append(names, name)
			checkZipEntry(t, file, method)
			r, err := file.Open()
			must.Succeed(t, err)
			if data, err := io.ReadAll(r); err != nil || !bytes.Equal(data, files[name].Data) {
				t.Errorf("%s: %d bytes, %v", name, len(data), err)
			}
		}
		must.Equal(t, names, want)
	}
}

func checkZipEntry(t *testing.T, file *zip.File, method string) {
	t.Helper()
	moment := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	if !file.Modified.Equal(moment) || file.Mode() != 0o644 || len(file.Extra) > 0 || file.Flags&utf8Flag == 0 {
		t.Errorf("%s: %v %v %x %x", file.Name, file.Modified, file.Mode(), file.Extra, file.Flags)
	}
	if method != "deflate" && (file.Method != zip.Store || file.Flags&8 != 0) {
		t.Errorf("%s: method %d, flags %x", file.Name, file.Method, file.Flags)
	}
}

// The bytes of a stored zip are for good: seals are checked against them.
func TestStoredZipBytes(t *testing.T) {
	files := fstest.MapFS{"bagit.txt": {Data: []byte("BagIt-Version: 1.0\n")}, "data/資料.txt": {Data: []byte("x")}}
	hash := sha256.New()
	must.Succeed(t, storeAll(hash, files))
	const want = "0b1174da823060a78f1d3273188c903eec9449ab5567639932677410c06af474"
	must.Be(t, hex.EncodeToString(hash.Sum(nil)), want)
}
