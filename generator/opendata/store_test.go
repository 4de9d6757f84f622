package opendata

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// file is a temporary file that fails after so many bytes.
type file struct {
	*os.File
	room int64
}

func (f *file) WriteAt(b []byte, at int64) (int, error) {
	if at+int64(len(b)) > f.room {
		return 0, errors.New("disk full")
	}
	return f.File.WriteAt(b, at)
}

// What is too much for memory comes back from the file as it was, of several files
// that grow at the same time; and where there is no room for a file, from memory.
func TestStore(t *testing.T) {
	for _, c := range []struct {
		name string
		open func() (Scratch, error)
		held bool // all of it in memory
	}{
		{"a file", opens(t, 1<<30), false},
		{"a disk that becomes full", opens(t, 10*pieceSize), true},
		{"no room for a file", func() (Scratch, error) { return nil, os.ErrPermission }, true},
		{"no file", nil, true},
	} {
		s := &store{open: c.open, held: mostHeld - 3*pieceSize}
		random := rand.New(rand.NewPCG(1, 2))
		files, want := [3]pieces{{store: s}, {store: s}, {store: s}}, [3][]byte{}
		for range 900 {
			i, b := random.IntN(3), make([]byte, random.IntN(3000))
			for j := range b {
				b[j] = byte(random.Uint32())
			}
			if n, err := files[i].Write(b); n != len(b) || err != nil {
				t.Fatal(n, err)
			}
			want[i] = append(want[i], b...)
		}
		if s.held > mostHeld+pieceSize != c.held {
			t.Errorf("%s: %d bytes are in memory", c.name, s.held)
		}
		for i := range files {
			if most := len(want[i])/pieceSize + 2; len(files[i].list) > most {
				t.Errorf("file %d lies in %d pieces", i, len(files[i].list))
			}
			var got bytes.Buffer
			if err := files[i].copyTo(&got); err != nil || !bytes.Equal(got.Bytes(), want[i]) || files[i].size != int64(len(want[i])) {
				t.Errorf("file %d came back as %d bytes of %d, %v", i, got.Len(), len(want[i]), err)
			}
		}
		if err := errors.Join(s.Close(), s.Close()); err != nil {
			t.Error(err)
		}
	}
}

func opens(t *testing.T, room int64) func() (Scratch, error) {
	return func() (Scratch, error) {
		f, err := os.Create(filepath.Join(t.TempDir(), "scratch"))
		return &file{f, room}, err
	}
}
