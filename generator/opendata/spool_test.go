package opendata

import (
	"bufio"
	"math/rand/v2"
	"slices"
	"testing"

	"tassei/generator/must"
)

// runs notes how long the runs are that come to it.
type runs struct{ lengths []int }

func (r *runs) Write(b []byte) (int, error) {
	r.lengths = append(r.lengths, len(b))
	return len(b), nil
}

func (r *runs) Close() error { return nil }

// The compressed form of a file follows from where its runs end: they end where
// those of a buffer of the standard library do, whatever is written.
func TestSpoolPassesRuns(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		got, want := &runs{}, &runs{}
		s, buffer := newSpool("a.csv", got, nil), bufio.NewWriterSize(want, spoolRoom)
		most := []int{100, spoolRoom / 3, spoolRoom, 3 * spoolRoom}[random.IntN(4)]
		for range 20 {
			text := make([]byte, random.IntN(most+1))
			s.Write(text)
			buffer.Write(text)
		}
		must.Succeed(t, s.Close())
		buffer.Flush()
		if !slices.Equal(got.lengths, want.lengths) {
			t.Fatalf("runs of %d bytes, want %d", got.lengths, want.lengths)
		}
	}
}

// A small file takes little room, so that thirty years can be open at once.
func TestSpoolRoomGrows(t *testing.T) {
	s := newSpool("a.csv", nil, nil)
	s.Write(make([]byte, 1000))
	if cap(s.room) > 4096 {
		t.Errorf("1,000 bytes have a room of %d", cap(s.room))
	}
}
