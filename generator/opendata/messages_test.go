package opendata

import (
	"cmp"
	"strings"
)

// messages are the words that the files want besides those of fields and
// codes, each with the placeholders that it is given.
const messages = `
opendata.title {site} {year}
opendata.title_catalog {site}
opendata.title_series {site}
opendata.title_all {site}
opendata.description
opendata.keywords
opendata.in_language {title} {language}
opendata.unit.percent
opendata.unit.indicator
opendata.unit.observation
opendata.unit.money
opendata.place_code.title
opendata.place_code.meaning {scheme}
opendata.no_code.meaning
opendata.no_era.meaning
opendata.year_meaning {start} {end}
opendata.year_meaning_end {start} {end}
opendata.year_begins {start} {end}
opendata.year_ends {start} {end}
opendata.place_name.title
opendata.place_name.meaning
opendata.type.string
opendata.type.integer
opendata.type.number
opendata.range {from} {to}
opendata.range_from {from}
opendata.range_to {to}
opendata.band_from {from}
opendata.licence.not-stated
opendata.licence.CC-BY-4-0
opendata.licence.PDL-1-0
opendata.licence.CC-BY-SA-4-0
opendata.licence.CC0-1-0
opendata.licence.GJSTU-2-0
opendata.licence.OGL-UK-3-0
opendata.table.indicators.title
opendata.table.indicators.description
opendata.table.actions.title
opendata.table.actions.description
opendata.table.sections.title
opendata.table.sections.description
opendata.table.action_sections.title
opendata.table.action_sections.description
opendata.table.initiatives.title
opendata.table.initiatives.description
opendata.table.details.title
opendata.table.details.description
opendata.table.codelist.title
opendata.table.codelist.description
opendata.table.observations.title
opendata.table.observations.description
opendata.file.json
opendata.file.xlsx
opendata.file.zip
opendata.file.datapackage
opendata.file.datapackage_all
opendata.file.catalog
opendata.file.catalog_all
opendata.file.schema
opendata.sheet.indicators
opendata.sheet.actions
opendata.sheet.sections
opendata.sheet.action_sections
opendata.sheet.initiatives
opendata.sheet.details
opendata.sheet.codelist
opendata.sheet.definitions
opendata.definition.table
opendata.definition.name
opendata.definition.type
opendata.definition.vocabulary
opendata.definition.title
opendata.definition.meaning
opendata.definition.unit
opendata.note.parts
opendata.note.missing {figure} {reason}
opendata.note.missing_printed {figure} {reason} {printed}
opendata.note.printed {figure} {printed}
opendata.note.planned
opendata.note.no_rate {reason}
opendata.note.comparability {state} {note}
opendata.note.reconstructed {note}
opendata.note.difference {note}
opendata.note.provisional
opendata.readme.what.title
opendata.readme.what.text {city} {code} {indicators} {actions}
opendata.readme.what.scheme {city} {code} {scheme} {indicators} {actions}
opendata.readme.what.uncoded {city} {indicators} {actions}
opendata.readme.when.title
opendata.readme.when.text {year}
opendata.readme.when.published {date}
opendata.readme.when.unpublished
opendata.readme.source.title
opendata.readme.source.text {document}
opendata.readme.source.unknown
opendata.readme.source.computed
opendata.readme.source.banded
opendata.readme.source.rated
opendata.readme.source.compared
opendata.readme.licence.title
opendata.readme.licence.text {licence}
opendata.readme.cite.title
opendata.readme.cite.text {city} {site} {year} {address}
opendata.readme.cite.no_address
opendata.readme.caveats.title
opendata.readme.caveats.bands
opendata.readme.caveats.missing
opendata.readme.caveats.translation {languages} {original}
opendata.readme.form.title
opendata.readme.form.text
opendata.readme.form.guard
opendata.readme.files.title
opendata.readme.fields.title {table}
code.band.pending
code.kind.shihyo
code.kind.mokuhyo
code.band.no-band
code.band.not-judged
opendata.both_ways {higher} {lower}
aim.raise
aim.lower
aim.keep
range.above {value}
range.below {value}
figure.second {value} {name} {second}
`

// Messages are the keys of every message that the files want, with the
// placeholders that each is given. A catalogue that has them all leaves no gap
// in any file; opendata.language.<tag> is wanted besides for each language of
// a city, and falls back to the tag.
func Messages() map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(messages) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		all[words[0]] = nil
		for _, p := range words[1:] {
			all[words[0]] = append(all[words[0]], strings.Trim(p, "{}"))
		}
	}
	for _, d := range concat(indicatorFields, actionFields, sectionFields, actionSectionFields, initiativeFields, detailFields, codeFields, observationFields) {
		all["field."+cmp.Or(d.message, d.name)+".meaning"] = nil
		all["field."+d.title()+".title"] = nil
	}
	shapeMessages(fileShape, all)
	for _, v := range vocabularies {
		for _, code := range v.codes {
			all[codeKey(v.name, code)] = nil
		}
	}
	return all
}

func shapeMessages(of []shape, all map[string][]string) {
	for _, p := range of {
		if p.message != "" {
			all["field."+p.message+".meaning"] = nil
		}
		shapeMessages(p.of, all)
	}
}
