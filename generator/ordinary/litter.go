package ordinary

import (
	"path"
	"slices"
	"strings"
)

// Litter tells by its name what editors, file managers and office programs leave
// behind for themselves: it is passed over wherever files are read and watched.
func Litter(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") ||
		slices.Contains(litterNames, strings.ToLower(name)) || slices.Contains(litterEnds, strings.ToLower(path.Ext(name)))
}

var (
	// 4913 is what Vim tries whether a folder can be written with; Icon\r is the
	// picture of a folder on a Mac.
	litterNames = []string{"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "4913"}
	litterEnds  = []string{".swp", ".swo", ".swx", ".tmp", ".bak", ".orig"}
)
