package markup

import (
	"encoding/xml"
	"io"
	"strings"
)

// Icon checks that an icon is one well-formed svg element that runs nothing
// and fetches nothing, and gives it without prolog.
func Icon(s string) (string, *Fault) {
	dec := xml.NewDecoder(strings.NewReader(s))
	start, end, depth, roots := 0, 0, 0, 0
	wrong := func(which string, args ...string) (string, *Fault) {
		return "", &Fault{At: int(dec.InputOffset()), Case: which, Args: args}
	}
	for {
		at := int(dec.InputOffset())
		token, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return wrong("iconxml", err.Error())
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth == 0 {
				roots++
				start = at
			}
			if depth == 0 && token.Name.Local != "svg" {
				return wrong("icononly")
			}
			if which, args := unwanted(token); which != "" {
				return wrong(which, args...)
			}
			depth++
		case xml.EndElement:
			depth--
			end = int(dec.InputOffset())
		}
	}
	if roots != 1 {
		return wrong("icononly")
	}
	return s[start:end], nil
}

// unwanted is what an element of an icon must not be or have; "" for nothing.
func unwanted(e xml.StartElement) (which string, args []string) {
	switch strings.ToLower(e.Name.Local) {
	case "script", "style", "foreignobject", "iframe", "image":
		return "iconelement", []string{e.Name.Local}
	}
	for _, a := range e.Attr {
		key := strings.ToLower(a.Name.Local)
		if strings.HasPrefix(key, "on") || key == "style" {
			return "iconattribute", []string{a.Name.Local}
		}
		if key == "href" && !strings.HasPrefix(a.Value, "#") {
			return "iconhref", nil
		}
	}
	return "", nil
}
