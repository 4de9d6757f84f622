package desk

import (
	"os"
	"runtime/debug"
	"testing"
)

// TestMain has garbage collected seldom, as the program does: workbooks are many
// small things that soon go.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}
