package garbage

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"tassei/generator/must"
)

// The program's first memory is told of to the system, which marks it (hg), whether it has large pages to give or not.
func TestFirstMemoryIsInLargePages(t *testing.T) {
	if _, err := os.Stat("/sys/kernel/mm/transparent_hugepage"); err != nil {
		t.Skip("this system has no large pages")
	}
	maps, err := os.ReadFile("/proc/self/smaps")
	must.Succeed(t, err)
	size, told := 0, 0
	for line := range strings.Lines(string(maps)) {
		_, _ = fmt.Sscanf(line, "Size: %d kB", &size)
		if strings.HasPrefix(line, "VmFlags:") && strings.Contains(line, " hg ") {
			told += size
		}
	}
	if told < 60<<10 {
		t.Errorf("%d kB are told of", told)
	}
}
