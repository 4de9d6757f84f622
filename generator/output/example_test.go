package output_test

import (
	"fmt"
	"os"
	"path/filepath"

	"tassei/generator/output"
)

func Example() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	for _, text := range []string{"19 of 32", "20 of 32", "20 of 32"} {
		stage, err := output.Begin(filepath.Join(dir, "public"), output.Options{})
		if err != nil {
			fmt.Println(err)
			return
		}
		defer stage.Abort()
		_ = stage.Write("index.html", []byte(text)) // Commit returns its error too
		_ = stage.Write("en/index.html", []byte("English"))
		result, err := stage.Commit()
		fmt.Println(result.Written, "written,", result.Kept, "kept, changed:", result.Changed, err)
	}
	// Output:
	// 2 written, 0 kept, changed: true <nil>
	// 1 written, 1 kept, changed: true <nil>
	// 0 written, 2 kept, changed: false <nil>
}
