package towns

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tassei/generator/must"
)

// TestMake writes a town for bench.sh: TASSEI_TOWN is its folder, how many
// indicators it has, and how many years, as "/tmp/town 500 2"; a fourth word, tree, puts two
// levels above its initiatives. Without it a small one goes to a folder of the test's.
func TestMake(t *testing.T) {
	parts := strings.Fields(os.Getenv("TASSEI_TOWN"))
	if len(parts) != 3 && len(parts) != 4 {
		parts = []string{filepath.Join(t.TempDir(), "town"), "5", "1"}
	}
	indicators, err := strconv.Atoi(parts[1])
	must.Succeed(t, err)
	years, err := strconv.Atoi(parts[2])
	must.Succeed(t, err)
	must.Succeed(t, Write(parts[0], Options{Indicators: indicators, Years: years, Seed: 1, Comments: true, Tree: len(parts) == 4}))
}
