package share

import (
	"testing"

	"tassei/generator/must"
)

func BenchmarkYear(b *testing.B) {
	for b.Loop() {
		must.Succeed(b, must.Err(sampleYear.PNG()))
	}
}

func BenchmarkIndicator(b *testing.B) {
	for b.Loop() {
		must.Succeed(b, must.Err(sampleIndicator.PNG()))
	}
}
