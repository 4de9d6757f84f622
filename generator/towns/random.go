package towns

// random is splitmix64. The standard library's generators may draw other
// numbers in a later Go, and a town must stay the same town.
type random uint64

func newRandom(seed, stream uint64) *random {
	r := random(seed ^ stream*0xD1342543DE82EF95)
	r.next()
	return &r
}

func (r *random) next() uint64 {
	*r += 0x9E3779B97F4A7C15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// below is a number from 0 to n-1.
func (r *random) below(n int) int { return int(r.next() % uint64(n)) }

// between is a number from low to high, both included.
func (r *random) between(low, high int) int { return low + r.below(high-low+1) }
