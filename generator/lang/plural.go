package lang

import "slices"

// AllPluralForms are the forms that a message about a number may have, in the order
// in which files have them.
var AllPluralForms = []string{"zero", "one", "two", "few", "many", "other"}

// PluralForm is the form in which a language speaks of n things, by the rules and
// names of CLDR: English has one and other, Polish few (2, 3, 4, 22) and many (5, 12) too.
func PluralForm(tag string, n int) string {
	tens, hundreds := n%10, n%100
	teen := hundreds >= 11 && hundreds <= 19
	switch Base(tag) {
	case "fr":
		return oneIf(n <= 1)
	case "pt":
		return oneIf(n == 1 || n == 0 && tag != "pt-PT")
	case "ru", "uk", "be":
		return ofThree(tens == 1 && !teen, tens >= 2 && tens <= 4 && !teen, "many")
	case "sr", "hr", "bs":
		return ofThree(tens == 1 && !teen, tens >= 2 && tens <= 4 && !teen, "other")
	case "pl":
		return ofThree(n == 1, tens >= 2 && tens <= 4 && !teen, "many")
	case "cs", "sk":
		return ofThree(n == 1, n >= 2 && n <= 4, "other")
	case "ro":
		return ofThree(n == 1, n == 0 || hundreds >= 1 && hundreds <= 19, "other")
	case "lt":
		return ofThree(tens == 1 && !teen, tens >= 2 && !teen, "other")
	case "lv":
		if tens == 0 || teen {
			return "zero"
		}
		return oneIf(tens == 1)
	case "is", "mk":
		return oneIf(tens == 1 && hundreds != 11)
	}
	return pluralByCount(Base(tag), n)
}

// pluralByCount is PluralForm of languages that have a dual, or more forms for small numbers.
func pluralByCount(base string, n int) string {
	hundreds := n % 100
	switch base {
	case "sl":
		return choose(hundreds, map[int]string{1: "one", 2: "two", 3: "few", 4: "few"})
	case "he":
		return choose(n, map[int]string{1: "one", 2: "two"})
	case "cy":
		return choose(n, map[int]string{0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"})
	case "ga":
		return choose(n, map[int]string{1: "one", 2: "two", 3: "few", 4: "few", 5: "few", 6: "few", 7: "many", 8: "many", 9: "many", 10: "many"})
	case "gd":
		switch {
		case n == 1, n == 11:
			return "one"
		case n == 2, n == 12:
			return "two"
		case n >= 3 && n <= 19:
			return "few"
		}
		return "other"
	case "mt":
		switch {
		case n == 1, n == 2:
			return choose(n, map[int]string{1: "one", 2: "two"})
		case n == 0, hundreds >= 3 && hundreds <= 10:
			return "few"
		case hundreds >= 11 && hundreds <= 19:
			return "many"
		}
		return "other"
	case "ar":
		switch {
		case n <= 2:
			return AllPluralForms[n]
		case hundreds >= 3 && hundreds <= 10:
			return "few"
		case hundreds >= 11:
			return "many"
		}
		return "other"
	}
	return oneIf(n == 1)
}

func oneIf(one bool) string { return ofThree(one, false, "other") }

// ofThree is one, few or the form for all else.
func ofThree(one, few bool, otherwise string) string {
	switch {
	case one:
		return "one"
	case few:
		return "few"
	}
	return otherwise
}

// choose is the form that is named for a number, other where none is.
func choose(n int, forms map[int]string) string {
	if form, ok := forms[n]; ok {
		return form
	}
	return "other"
}

// InPlural are the numbers that a language speaks of in a form, among the first two
// hundred, which meet every form of every language.
func InPlural(tag, form string) (numbers []int) {
	for n := range 200 {
		if PluralForm(tag, n) == form {
			numbers = append(numbers, n)
		}
	}
	return numbers
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
