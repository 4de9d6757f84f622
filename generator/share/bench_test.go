package share

import "testing"

func BenchmarkYear(b *testing.B) {
	for b.Loop() {
		if _, err := sampleYear.PNG(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIndicator(b *testing.B) {
	for b.Loop() {
		if _, err := sampleIndicator.PNG(); err != nil {
			b.Fatal(err)
		}
	}
}
