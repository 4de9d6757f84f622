package chart

import "testing"

func BenchmarkAppend(b *testing.B) {
	list := samples()
	for _, name := range []string{"bars-worse", "lane-plain", "timeline", "trend"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			buf := make([]byte, 0, 1<<14)
			for b.Loop() {
				buf, _ = Append(buf[:0], list[name])
			}
		})
	}
}
