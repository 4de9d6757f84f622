package source

import (
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// TestFiguresAreFoundWhereTheExpressionFindsThem: looking for the words first finds
// the same figures.
func TestFiguresAreFoundWhereTheExpressionFindsThem(t *testing.T) {
	anywhere := regexp.MustCompile(strings.TrimPrefix(saidFigure.String(), "^"))
	parts := []string{"実績値", "目標値", "基準値", "達成度", "実", "績値", "値", "は", "が", "：", "=", "約", "　", "48", "1,200.5", "−3", "９９．５", "年", "万", "つ目", "件", "、", "aの"}
	r := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range 20000 {
		var line string
		for range 1 + r.IntN(12) {
			line += parts[r.IntN(len(parts))]
		}
		got, want := figuresIn(line), anywhere.FindAllStringSubmatchIndex(line, -1)
		found += len(want)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%s: %v, want %v", line, got, want)
		}
	}
	if found < 300 {
		t.Error("the lines have hardly a figure:", found)
	}
}
