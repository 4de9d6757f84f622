package publish

import (
	"crypto/sha256"
	"hash"
	"io"

	"tassei/generator/output"
)

// checked hands on the bytes of a source file and holds back the last of them
// if they are not what the manifest promises, so that no protocol can take a
// wrong file for a whole one.
type checked struct {
	file  output.File
	r     io.Reader
	hash  hash.Hash
	n     int64
	count func(int64)
}

func check(file output.File, r io.Reader, count func(int64)) *checked {
	return &checked{file: file, r: r, hash: sha256.New(), count: count}
}

func uncounted(int64) {}

// open opens a file of the tree, to be read through check.
func (t Tree) open(file output.File, count func(int64)) (io.ReadCloser, error) {
	f, err := t.FS.Open(file.Path)
	if err != nil {
		return nil, &SourceError{Path: file.Path, Err: err}
	}
	return struct {
		io.Reader
		io.Closer
	}{check(file, f, count), f}, nil
}

func (c *checked) Read(b []byte) (int, error) {
	if rest := c.file.Size - c.n; int64(len(b)) > rest+1 {
		b = b[:rest+1] // one more, to see that nothing follows
	}
	n, err := c.r.Read(b)
	c.hash.Write(b[:n])
	c.n += int64(n)
	wrong := c.n > c.file.Size || err == io.EOF && c.n < c.file.Size
	if c.n == c.file.Size && (n > 0 || err == io.EOF) {
		var got sum
		c.hash.Sum(got[:0])
		wrong = wrong || got != c.file.Sum
	}
	if wrong {
		return 0, &SourceError{Path: c.file.Path, Changed: true}
	}
	if err != nil && err != io.EOF {
		return 0, &SourceError{Path: c.file.Path, Err: err}
	}
	if n > 0 {
		c.count(int64(n))
	}
	return n, err
}
