package build

import (
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
	"tassei/generator/output"
	"tassei/generator/source"
)

// Where nothing but comments changed, the years before the first of them stand;
// where anything else did, none does.
func TestYearsBeforeACommentStand(t *testing.T) {
	for _, c := range []struct {
		name  string
		edit  func(r *rebuilder)
		until kpi.Year // 0 where all years are drawn
	}{
		{"a comment of the latest year", func(r *rebuilder) { r.edit("content/FY2024/ja/1-i/shihyo-3.md", "。", "！") }, 2024},
		{"two comments", func(r *rebuilder) {
			r.edit("content/FY2024/ja/1-i/shihyo-3.md", "。", "！")
			r.edit("content/FY2023/ja/1-i/shihyo-3.md", "。", "！")
		}, 2023},
		{"a comment of a draft", func(r *rebuilder) { r.edit("content/FY2025/ja/1-a/mokuhyo-1.md", "。", "！") }, 2024},
		{"a record", func(r *rebuilder) { r.edit("data/FY2024/1-i.toml", "method ", "method  ") }, 0},
		{"a comment and a record", func(r *rebuilder) {
			r.edit("content/FY2024/ja/1-i/shihyo-3.md", "。", "！")
			r.edit("data/FY2024/1-i.toml", "method ", "method  ")
		}, 0},
		{"what all share", func(r *rebuilder) {
			r.edit("content/FY2024/ja/1-i/shihyo-3.md", "。", "！")
			r.edit("data/glossary.toml", "転入した", "転入する")
		}, 0},
	} {
		r := newRebuilder(t)
		r.build()
		c.edit(r)
		memory, _ := r.project().remembered()
		src, _, err := source.Open(r.town)
		must.Succeed(t, err)
		defer src.Close()
		stage, err := output.Begin(r.out, output.Options{Source: r.town, Turns: true})
		must.Succeed(t, err)
		defer stage.Abort()
		recalls := memory.recall(src, stage)
		var until kpi.Year
		for i := range src.Initiatives() {
			if before := recalls.earlier(i, published(src.Years())); before != nil {
				until = before.Until
			}
		}
		must.Be(t, until, c.until, c.name, "years until", "stand")
	}
}

// What the open data of earlier years want of a sheet with a new comment is taken over, too, and is
// there when these are made again for another sheet, at once or in the build after.
func TestOpenDataOfYearsBeforeACommentStand(t *testing.T) {
	comment := func(r *rebuilder) { r.edit("content/FY2024/ja/1-i/shihyo-3.md", "。", "！") }
	back := func(r *rebuilder) { r.edit("content/FY2024/ja/1-i/shihyo-3.md", "！", "。") }
	another := func(r *rebuilder) { r.edit("data/FY2023/2-a.toml", "page ", "page  ") }
	page := func(r *rebuilder) { r.edit("data/FY2023/1-a.toml", "page      = 1", "page      = 2") }
	for name, steps := range map[string][][]func(*rebuilder){
		"at once":         {{comment, page}},
		"after":           {{comment}, {page}},
		"two comments on": {{comment}, {another}, {page, back}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRebuilder(t)
			r.build()
			for _, edits := range steps {
				for _, edit := range edits {
					edit(r)
				}
				must.Be(t, r.reusing() > 0, true, "sheets taken over")
				r.same(r.fresh())
			}
		})
	}
}
