package freeze

import "crypto/sha256"

// Keeper keeps the last thing of each name, for one version of the program: it gives its bytes back as they
// were, and only to who knows the digest of what it was made of.
type Keeper interface {
	Get(name string, of [sha256.Size]byte) ([]byte, bool)
	Put(name string, of [sha256.Size]byte, data []byte)
}

// Sum is one digest of several texts.
func Sum(of ...[]byte) (sum [sha256.Size]byte) {
	h := sha256.New()
	for _, b := range of {
		one := sha256.Sum256(b)
		h.Write(one[:])
	}
	h.Sum(sum[:0])
	return sum
}

// Once is what make gives, or gave when a thing of that name was last made of the same. A nil
// keeper has it made each time.
func Once[T any](kept Keeper, name string, of [sha256.Size]byte, make func() (T, error)) (made T, err error) {
	if kept == nil {
		return make()
	}
	if b, there := kept.Get(name, of); there && Thaw(b, &made) == nil {
		return made, nil
	}
	if made, err = make(); err != nil {
		return made, err
	}
	if b, err := Append(nil, &made); err == nil {
		kept.Put(name, of, b)
	}
	return made, nil
}
