package opendata

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"testing"
)

// What is too much for memory comes back from the file as it was, of several files
// that grow at the same time; and where there is no room for a file, from memory.
func TestStore(t *testing.T) {
	for _, nowhere := range []bool{false, true} {
		dir := t.TempDir()
		t.Setenv("TMPDIR", dir)
		t.Setenv("TMP", dir)
		if nowhere {
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
		}
		s := &store{held: mostHeld - 3*pieceSize}
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
		if (s.file == nil) != nowhere || s.held > mostHeld+pieceSize != nowhere {
			t.Errorf("%d bytes are in memory, with a file: %v", s.held, s.file != nil)
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
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("%s was left", left[0].Name())
		}
	}
}
