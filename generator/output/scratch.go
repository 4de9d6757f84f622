package output

import (
	"errors"
	"os"
)

// Scratch is a temporary file for what is too much for memory. It is gone when it is
// closed, and where a system lets go of the name of an open file, also when the
// program is killed.
type Scratch struct {
	*os.File
	named bool // its name stands as long as it is open
}

// NewScratch makes one in the system's folder for them.
func NewScratch() (*Scratch, error) {
	f, err := os.CreateTemp("", "tassei-")
	if err != nil {
		return nil, err
	}
	return &Scratch{f, os.Remove(f.Name()) != nil}, nil
}

// Close closes the file, and deletes it if that is still to be done.
func (s *Scratch) Close() error {
	err := s.File.Close()
	if s.named {
		err = errors.Join(err, os.Remove(s.Name()))
	}
	return err
}
