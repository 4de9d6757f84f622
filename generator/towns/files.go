package towns

import "io/fs"

// Files reads a whole folder: every file by its path. Folders are not listed.
func Files(tree fs.FS) (map[string]string, error) {
	all := map[string]string{}
	err := fs.WalkDir(tree, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := fs.ReadFile(tree, path)
		all[path] = string(b)
		return err
	})
	return all, err
}
