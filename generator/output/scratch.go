package output

import (
	"errors"
	"os"
)

// Scratch is a temporary file for what is too much for memory. It is gone when it is
// closed.
type Scratch struct{ *os.File }

// NewScratch makes one in the system's folder for them.
func NewScratch() (*Scratch, error) {
	f, err := os.CreateTemp("", "tassei-")
	if err != nil {
		return nil, err
	}
	return &Scratch{f}, nil
}

// Close closes and deletes the file.
func (s *Scratch) Close() error { return errors.Join(s.File.Close(), os.Remove(s.Name())) }
