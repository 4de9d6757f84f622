package desk

import (
	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// sectionWords are what a city calls a section in charge (所管課, department), and
// several, in the languages in which clerks are spoken to; "" for no word of its own.
type sectionWords struct{ one, several lang.Text }

func wordsOf(city *kpi.City) sectionWords {
	w := sectionWords{lang.Text{}, lang.Text{}}
	for _, tag := range []string{"ja", "en"} {
		if city.SectionCalled.Has(tag) {
			w.one[tag], w.several[tag] = city.SectionCalled[tag], city.SectionsIn(tag)
		}
	}
	return w
}

// say says what speaks of sections in charge in the city's own word, where it has one
// in that language: the saying of the same key with "called" behind it.
func (w sectionWords) say(tag, key string, pairs ...string) string {
	own, word := key+" called", w.one[tag]
	if key == "column sections" {
		word = w.several[tag]
	}
	if _, ok := sayings[own]; ok && word != "" {
		return say(tag, own, append(pairs, "called", word)...)
	}
	return say(tag, key, pairs...)
}
