// Package law tries the laws of fuzz targets on changed seeds in any run of the tests.
// `go test -fuzz` searches deeper, by what code an input reaches; but it compiles all
// that a package stands on anew and is run by hand.
package law

import (
	"math/rand/v2"
	"os"
	"reflect"
	"strconv"
	"testing"
	"time"
)

// Search is a fuzz target whose law is also tried on changed seeds: on as many as
// TASSEI_LAWS says, divided by what one costs; on none where it is not set.
// TASSEI_SEED is which; without it they are others each time.
type Search struct {
	*testing.F
	seeds  [][]any
	wanted int
}

// Of makes a search of a fuzz target. cost is how many times as long as a short text
// one input takes.
func Of(f *testing.F, cost int) *Search {
	wanted, _ := strconv.Atoi(os.Getenv("TASSEI_LAWS"))
	return &Search{F: f, wanted: wanted / cost}
}

// Add adds a seed.
func (s *Search) Add(args ...any) {
	s.F.Helper()
	s.F.Add(args...)
	s.seeds = append(s.seeds, args)
}

// Fuzz tries a law on the seeds and on changed ones. The input that breaks it is told.
func (s *Search) Fuzz(law any) {
	s.F.Helper()
	if s.wanted > 0 && len(s.seeds) > 0 {
		seed, err := strconv.ParseUint(os.Getenv("TASSEI_SEED"), 10, 64)
		if err != nil {
			seed = uint64(time.Now().UnixNano())
		}
		s.Logf("TASSEI_SEED=%d TASSEI_LAWS=%s", seed, os.Getenv("TASSEI_LAWS"))
		c := changer{random: rand.New(rand.NewPCG(seed, 17)), seeds: s.seeds}
		for range s.wanted {
			s.F.Add(c.changed()...)
		}
	}
	of := reflect.ValueOf(law)
	s.F.Fuzz(reflect.MakeFunc(of.Type(), func(in []reflect.Value) []reflect.Value {
		t, held := in[0].Interface().(*testing.T), false
		defer func() {
			if t.Failed() || !held && !t.Skipped() {
				for _, arg := range in[1:] {
					t.Logf("the input: %#v", arg.Interface())
				}
			}
		}()
		of.Call(in)
		held = true
		return nil
	}).Interface())
}
