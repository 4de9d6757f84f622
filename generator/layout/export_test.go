package layout

import "bytes"

// Standard makes a page with html/template itself, from the same escaped trees.
func (s *Set) Standard(name string, data any) (string, error) {
	var out bytes.Buffer
	err := s.html.ExecuteTemplate(&out, s.kinds[name].root, data)
	return out.String(), err
}
