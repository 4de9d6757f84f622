// Package build is the pipeline: it takes a city's folder through source, kpi,
// site and opendata to output and archive, which do not know each other, and
// makes again only what a change concerns. It talks to nobody: what it found and
// what it made are values, which package main puts into words.
package build

import (
	"errors"
	"io"
	"io/fs"

	"tassei/generator/archive"
	"tassei/generator/diag"
	"tassei/generator/freeze"
	"tassei/generator/kpi"
	"tassei/generator/layout"
	"tassei/generator/output"
	"tassei/generator/site"
	"tassei/generator/source"
)

// Project is a city's folder and what a build of it is to know.
type Project struct {
	Source string // the city's folder
	Out    string // where the site goes
	Jobs   int    // how many sheets at once
	// Languages is told which languages the city has, as soon as that is known.
	// It may be nil, and so may Progress, which is told how many sheets are done, of
	// how many; 0 of 0 at the end.
	Languages func([]string)
	Progress  func(done, of int)
}

// Made is what a build came to.
type Made struct {
	Problems *diag.List    // without what drafts still want; with an error among them the site is as it was
	Result   output.Result // of the exchange of the sites
	Reused   int           // sheets that were taken over from the build before
}

// Site checks everything, then makes the site; a build with an error changes
// nothing. Where nothing changed since the last build, it is over at once. Errors
// that are faults of the city's files come as problems.
func (p Project) Site() (Made, error) {
	memory, last := p.remembered()
	made, err := p.site(memory, last)
	if errors.Is(err, errForgotten) {
		memory.old = nil
		made, err = p.site(memory, nil)
	}
	return made, err
}

func (p Project) site(memory *memory, last *lastBuild) (Made, error) {
	damage, err := memory.damage()
	if err != nil {
		return Made{}, err
	}
	if last != nil && damage.Len() == 0 {
		return p.unchanged(last), nil
	}
	kept := memory.derived.keeper()
	layouts := p.readLayouts(kept)
	src, list, err := source.OpenAfter(p.Source, memory.before())
	if err != nil {
		return Made{}, &OpenError{err}
	}
	defer src.Close()
	p.tell(src.City().Languages)
	if damage.Errors() > 0 {
		return Made{Problems: damage}, nil
	}
	if list.Errors() > 0 {
		list.Add(src.Check(source.Options{Jobs: p.Jobs}).All()...)
		return Made{Problems: withoutDrafts(list, src.Years())}, nil
	}
	stage, err := output.Begin(p.Out, output.Options{Source: p.Source, Protected: p.Protected(), Turns: true})
	if err != nil {
		return Made{}, err
	}
	defer stage.Abort()
	b := &builder{project: p, src: src, list: list, write: stage.Write, create: stage.Create, years: published(src.Years()), pictures: keptPictures(), load: layouts, kept: kept}
	b.recall = memory.recall(src, stage)
	crossed, err := b.fill(stage)
	if err != nil && !errors.Is(err, ErrNoYear) {
		return Made{}, err
	}
	made := Made{Problems: withoutDrafts(list, src.Years()), Reused: b.recall.reused()}
	if err != nil || made.Problems.Errors() > 0 {
		return made, err
	}
	if made.Result, err = stage.Commit(); err != nil {
		return made, err
	}
	if b.pictures != nil {
		b.pictures.Prune(pictureKept, picturesMost)
	}
	memory.keep(src, made.Problems.All(), b.recall, crossed, stage)
	return made, nil
}

// fill puts everything into the new site, and tells which files of a sheet
// others are made of, too.
func (b *builder) fill(stage *output.Stage) (crossed []string, err error) {
	if err := b.copySeals(stage); err != nil {
		return nil, err
	}
	if err := b.assemble(); err != nil {
		if more := Problems(err); more != nil {
			b.list.Add(more...)
			err = nil
		}
		return nil, err
	}
	crossed = b.src.Crossed()
	b.list.Add(b.src.StaleTexts().Problems()...)
	changed, err := b.since()
	b.list.Add(changed...)
	return crossed, err
}

// builder makes one site out of one source: data flows from source through kpi
// to site and opendata, and from there to where the files go.
type builder struct {
	project Project
	src     *source.Source
	list    *diag.List
	write   func(path string, data []byte) error
	create  func(path string) (io.WriteCloser, error)
	years   []kpi.YearInfo

	seals    []site.Seal                 // that the archive page lists
	sealed   []archive.Seal              // the same, as the archive has them
	made     []string                    // files of the site that are not drawn here
	layouts  fs.FS                       // the city's layouts; nil for those in its folder
	keys     []string                    // paths of the public keys of signatures in the site
	snapshot *site.Snapshot              // set when a year is drawn to be sealed
	preview  string                      // address of the live reload script while serving
	pictures *output.Kept                // share images of earlier builds; nil draws each
	recall   *recaller                   // what the build before made; nil where nothing is kept
	set      *layout.Set                 // the layouts, escaped
	load     func() (*layout.Set, error) // reads them; nil where nobody began to
	kept     freeze.Keeper               // what they come to; nil has it made each time
}
