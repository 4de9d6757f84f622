package output

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"tassei/generator/must"
)

// Each round builds a site of pages of 6 kB with two writers.
func BenchmarkStageWrite(b *testing.B) {
	for _, count := range []int{2_000, 20_000} {
		b.Run(fmt.Sprintf("fresh-%d", count), func(b *testing.B) {
			dir := b.TempDir()
			for round := 0; b.Loop(); round++ {
				benchBuild(b, filepath.Join(dir, fmt.Sprint(round)), count, "x")
				b.StopTimer()
				must.Succeed(b, os.RemoveAll(filepath.Join(dir, fmt.Sprint(round))))
				b.StartTimer()
			}
		})
		b.Run(fmt.Sprintf("unchanged-%d", count), func(b *testing.B) {
			out := filepath.Join(b.TempDir(), "public")
			benchBuild(b, out, count, "x")
			for b.Loop() {
				if benchBuild(b, out, count, "x").Changed {
					b.Fatal("changed")
				}
			}
		})
		b.Run(fmt.Sprintf("one-changed-%d", count), func(b *testing.B) {
			out := filepath.Join(b.TempDir(), "public")
			benchBuild(b, out, count, "x")
			for round := 0; b.Loop(); round++ {
				if benchBuild(b, out, count, fmt.Sprint(round)).Written != 1 {
					b.Fatal("not one")
				}
			}
		})
	}
}

func benchBuild(b *testing.B, out string, count int, first string) Result {
	stage := begun(b, out)
	defer stage.Abort()
	var group sync.WaitGroup
	for worker := range 2 {
		group.Go(func() {
			page := make([]byte, 6000)
			for i := worker; i < count; i += 2 {
				text := fmt.Sprint(i)
				if i == 0 {
					text = first
				}
				copy(page, text+"                ")
				path := fmt.Sprintf("FY%d/%d-shihyo-%d.html", 2020+i%2, i/2, i)
				if err := stage.Write(path, page); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	result, err := stage.Commit()
	must.Succeed(b, err)
	return result
}
