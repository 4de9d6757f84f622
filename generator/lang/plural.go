package lang

import (
	"slices"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// AllPluralForms are the forms that a message about a number may have, in the order
// in which files have them.
var AllPluralForms = []string{"zero", "one", "two", "few", "many", "other"}

var pluralNames = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

// pluralForm is the form in which a language speaks of n things, by the rules and
// names of CLDR: English has one and other, Polish few (2, 3, 4, 22) and many (5, 12) too.
func pluralForm(l language.Tag, n int) string {
	form := plural.Cardinal.MatchPlural(l, n, 0, 0, 0, 0)
	if form == plural.Other && n == 1 {
		return "one" // CLDR has no rule for every language; a file without the form takes other
	}
	return pluralNames[form]
}

// plurals are the numbers of InPlural by language and form: they are asked for every message.
var plurals sync.Map

// InPlural are the numbers that a language speaks of in a form, among the first two
// hundred, which meet every form of every language.
func InPlural(tag, form string) []int {
	known, ok := plurals.Load(tag)
	if !ok {
		forms, l := map[string][]int{}, language.Make(tag)
		for n := range 200 {
			form := pluralForm(l, n)
			forms[form] = append(forms[form], n)
		}
		known, _ = plurals.LoadOrStore(tag, forms)
	}
	return known.(map[string][]int)[form]
}

// NeedsNumber reports whether a message in a form has to say its number, which the form
// alone does not tell: Russian says one of 21, too.
func NeedsNumber(tag, form string) bool {
	numbers := InPlural(tag, form)
	return len(numbers) > 2 || len(numbers) == 2 && numbers[0] != 0
}

// uncounted are languages whose words have one form for any number.
var uncounted = []string{"ja", "zh", "ko", "th", "vi", "id", "ms", "lo", "my", "km"}

// PluralForms are the forms that a new file of messages has for a language. Where whole
// numbers never take other, it stands for many: a file is to have it in any case.
func PluralForms(tag string) []string {
	if slices.Contains(uncounted, Base(tag)) {
		return []string{"other"}
	}
	return slices.DeleteFunc(slices.Clone(AllPluralForms), func(form string) bool {
		return form != "other" && InPlural(tag, form) == nil || form == "many" && InPlural(tag, "other") == nil
	})
}
