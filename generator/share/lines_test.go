package share

import (
	"slices"
	"strings"
	"testing"
)

// setIn sets a text in lines and gives back their words.
func setIn(t *testing.T, s style, text string) ([]string, block) {
	t.Helper()
	c := drawn(t, func(*canvas) {})
	b := c.set(s, run{text: text})
	var lines []string
	for i := range b.lines {
		if w := b.width(i).Ceil(); w > s.width {
			t.Errorf("%q is %d wide, the line %d", said(b.lines[i]), w, s.width)
		}
		lines = append(lines, said(b.lines[i]))
	}
	return lines, b
}

func TestLinesBreakByRule(t *testing.T) {
	texts := []string{
		"電子申請システムを10名以上の職員が作成できるようになり，同職員に終了証を交付する。",
		"「ワンストップ」（窓口）のキャッシュレス決済、オンライン化ー率・％。",
		"実績は1,234.56千円（前年度は△987.65千円）でした。令和６年度は２０．００％です。",
		"ちょっとしたチェックがヴァージョンアップっぽい々々。」』）",
	}
	for _, text := range texts {
		for width := 240; width < 700; width += 7 {
			lines, b := setIn(t, style{from: 30, to: 30, lines: 99, width: width}, text)
			if joined := strings.Join(lines, ""); joined != text || b.cut {
				t.Fatalf("width %d: %q became %q", width, text, joined)
			}
			for i, line := range lines {
				first, last := []rune(line)[0], []rune(line)[len([]rune(line))-1]
				if i > 0 && strings.ContainsRune("、。，．）」』・ー々ゃゅょっャュョッ％", first) {
					t.Errorf("width %d: a line begins with %q: %q", width, first, lines)
				}
				if i < len(lines)-1 && strings.ContainsRune("「『（△", last) {
					t.Errorf("width %d: a line ends with %q: %q", width, last, lines)
				}
			}
			for _, f := range figures(text) {
				if !slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, f) }) {
					t.Errorf("width %d: %q is broken in %q", width, f, lines)
				}
			}
		}
	}
}

func TestCutKeepsFigures(t *testing.T) {
	for _, text := range []string{
		"目標は1,234.56千円、実績は7,890.12千円でした。なお翌年度は3,456.78千円を見込んでいます。",
		"The plan was 1,234.56 million yen and the outcome 7,890.12 million yen, with 3,456.78 to come.",
		"9876543210987654321098765432109876543210987654321",
	} {
		for width := 60; width < 900; width += 11 {
			lines, b := setIn(t, style{from: 30, to: 24, lines: 2, width: width}, text)
			all := strings.Join(lines, " ")
			if b.cut == strings.Contains(strings.ReplaceAll(all, " ", ""), strings.ReplaceAll(text, " ", "")) {
				t.Errorf("width %d: cut is %v for %q", width, b.cut, all)
			}
			if b.cut && !strings.HasSuffix(all, "…") && !strings.HasSuffix(all, "...") {
				t.Errorf("width %d: no ellipsis in %q", width, all)
			}
			for _, f := range figures(strings.TrimSuffix(all, "...")) {
				if !slices.Contains(figures(text), f) {
					t.Errorf("width %d: %q is a part of a figure in %q", width, f, all)
				}
			}
		}
	}
}

func TestShrinksBeforeItCuts(t *testing.T) {
	_, b := setIn(t, style{from: 60, to: 20, lines: 1, width: 600}, "二十文字の見出しはこの幅に入るまで縮みます")
	if b.cut || b.size >= 30 || b.size < 26 {
		t.Errorf("size %d, cut %v", b.size, b.cut)
	}
}

func TestLinesAreEven(t *testing.T) {
	lines, b := setIn(t, style{from: 40, to: 40, lines: 2, width: 1056}, "コンビニ交付可能手続きの総取扱件数の20％をコンビニ交付にする取り組みを進める")
	if len(lines) != 2 {
		t.Fatal(lines)
	}
	if a, z := b.width(0), b.width(1); z*3 < a*2 {
		t.Errorf("lines of %v and %v: %q", a, z, lines)
	}
}
