package build

import (
	"strings"

	"tassei/generator/freeze"
	"tassei/generator/site"
)

// mendSearch gives the search of the build before the words of the sheets that were drawn, and takes over those of its
// files that are as they were. It is nil where the search must be made of all sheets.
func (r *recaller) mendSearch(p *press, tag, files string, drawn []*sheetWork) *site.MendedSearch {
	part := site.SearchPart(tag)
	stands := site.StandingSearch{Files: strings.Split(strings.TrimSuffix(files, "\n"), "\n"), Read: r.tree.whole}
	for _, w := range drawn {
		if w == nil {
			continue
		}
		former := r.byName[w.name]
		if former == nil || former.part(part) == nil {
			return nil
		}
		text, was := r.payload(former.part(part)), &site.Search{}
		if text == nil || freeze.Thaw(text, was) != nil {
			return nil
		}
		stands.Was, stands.Is = append(stands.Was, was), append(stands.Is, w.search[tag])
	}
	mended := p.site.MendSearch(tag, stands)
	if mended == nil || len(mended.Kept) > 0 && !r.keepFiles(strings.Join(mended.Kept, "\n")+"\n") {
		return nil
	}
	for _, path := range mended.Kept {
		p.wrote(part, path)
	}
	return mended
}
