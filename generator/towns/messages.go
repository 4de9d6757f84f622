package towns

import (
	"io/fs"
	"strconv"
	"strings"
)

// Messages reads a file of the site's messages by their keys, such as
// "footer.licence". It is read line by line: which TOML it may be written in is
// for others to test.
func Messages(tree fs.FS, file string) (map[string]string, error) {
	b, err := fs.ReadFile(tree, file)
	flat, table := map[string]string{}, ""
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "["); ok {
			table = strings.TrimSuffix(name, "]") + "."
		}
		key, value, ok := strings.Cut(line, " = ")
		if words, err := strconv.Unquote(value); ok && err == nil {
			flat[table+strings.Trim(key, `"`)] = words
		}
	}
	return flat, err
}
