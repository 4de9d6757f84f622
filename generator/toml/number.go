package toml

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
)

var (
	grouped    = pattern.New(`^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$`)
	commaPoint = pattern.New(`^-?\d+,\d+$`)
	someNumber = pattern.New(`[-−▲△]?\d[\d,]*(?:\.\d+)?`)
	// dashed is a number behind any of the signs that stand for a minus on paper.
	dashed = pattern.New(`^[-−▲△▼‐‑‒–—―﹣₋ｰー➖]\s*(\d[\d,]*(?:\.\d+)?)`)
	// signless is a number that a bracket or a sign behind it may make a minus.
	signless  = pattern.New(`^\(\d[\d,.]*\)$|\d\s*[-−▲△▼‐–—ー]$`)
	leadZero  = pattern.New(`^-?0\d+(?:\.\d+)?$`)
	openPoint = pattern.New(`^-?(?:\.\d+|\d+\.)$`)
)

// Number reads a plain decimal as a person wrote it: full-width digits and
// correct thousands commas are accepted, anything else is refused by name.
func Number(key, written string) (kpi.Decimal, diag.Problem) {
	s := strings.TrimSpace(lang.Fold(written))
	s = strings.Replace(s, "−", "-", 1)
	if grouped.MatchString(s) {
		s = strings.ReplaceAll(s, ",", "")
	}
	if p, ok := oddForm(key, s); ok {
		return kpi.Decimal{}, p
	}
	d, err := kpi.ParseDecimal(s)
	switch {
	case err == nil:
		if meant := Noise(s); meant != "" && key != "" {
			hint := "noise"
			if strings.Trim(meant, "-0.") == "" {
				hint = "tiny" // it may be meant
			}
			return d, diag.New("K115", "key", key, "text", s, "message", "noise", "hint", hint, "number", meant)
		}
		return d, diag.Problem{}
	case strings.Trim(s, "-.0123456789") == "" && len(s) > 40:
		return d, diag.New("K132", "key", key)
	}
	return d, notNumber(key, written)
}

// oddForm refuses what a programmer would take for a number and a clerk would
// not: nan, 1e3, 0x10, 1_000, +5, 007 and .5.
func oddForm(key, s string) (diag.Problem, bool) {
	form := ""
	bare := strings.TrimLeft(s, "+-")
	switch {
	case bare == "nan" || bare == "inf":
		form = "nan"
	case strings.HasPrefix(bare, "0x"), strings.HasPrefix(bare, "0o"), strings.HasPrefix(bare, "0b"):
		form = "base"
	case bare == "" || strings.Trim(bare, "0123456789._eE+-") != "":
		return diag.Problem{}, false
	case strings.Contains(bare, "_"):
		form = "underscore"
	case strings.ContainsAny(bare, "eE"):
		form = "exponent"
	case strings.HasPrefix(s, "+"):
		form = "plus"
	case leadZero.MatchString(s):
		form = "zero"
	case openPoint.MatchString(s):
		form = "point"
	default:
		return diag.Problem{}, false
	}
	p := diag.New("K115", "key", key, "text", s, "message", form, "hint", form)
	if number := plainly(s, form); number != "" && key != "" {
		p.Args["hint"], p.Args["number"] = form+"for", number
	}
	return p, true
}

// plainly is the number that one of an odd form means, "" where it means none, as nan, or
// where its digits are too many to be meant.
func plainly(s, form string) string {
	switch form {
	case "exponent":
		if s = written(s); s == "" {
			return ""
		}
	case "base":
		n, ok := new(big.Int).SetString(s, 0)
		if !ok {
			return ""
		}
		s = n.String()
	case "underscore":
		s = strings.ReplaceAll(s, "_", "")
	}
	sign := ""
	if s = strings.TrimPrefix(s, "+"); strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	s = strings.TrimSuffix(s, ".")
	whole, rest, _ := strings.Cut(s, ".")
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if rest != "" {
		whole += "." + rest
	}
	if _, err := kpi.ParseDecimal(sign + whole); err != nil {
		return ""
	}
	return sign + whole
}

// written is a number with an exponent in all its digits, "" where they are too many.
func written(s string) string {
	number, exponent, _ := strings.Cut(strings.ToLower(s), "e")
	places, err := strconv.Atoi(exponent)
	if err != nil || places < -30 || places > 30 {
		return ""
	}
	number = strings.TrimPrefix(number, "+")
	if places >= 0 {
		return shift(number, places)
	}
	sign := ""
	if strings.HasPrefix(number, "-") {
		sign, number = "-", number[1:]
	}
	whole, rest, _ := strings.Cut(number, ".")
	whole = strings.Repeat("0", -places) + whole
	at := len(whole) + places
	return sign + whole[:at] + "." + whole[at:] + rest
}

// notNumber says why a text is no number, and what to write when the number
// meant can be seen in it.
func notNumber(key, written string) diag.Problem {
	s := strings.TrimSpace(lang.Fold(written))
	if p, ok := oddForm(key, s); ok {
		return p
	}
	found := someNumber.FindString(s)
	plain := digits(found)
	if p, ok := meaning(key, written); ok {
		return p
	}
	switch {
	case grouped.MatchString(s):
		return diag.New("K114", "key", key, "text", written, "number", plain)
	case commaPoint.MatchString(s):
		return diag.New("K113", "key", key, "text", written, "number", strings.Replace(s, ",", ".", 1), "whole", plain)
	case slices.Contains(figureKeys, key) && halfForm.MatchString(s):
		return diag.New("K112", "key", key, "hint", "figure", "text", strings.Trim(strings.TrimSpace(written), `"'`))
	case found == "" && slices.Contains(figureKeys, key) && strings.ContainsFunc(s, unicode.IsLetter):
		return diag.New("K112", "key", key, "hint", "wordy", "text", strings.Trim(strings.TrimSpace(written), `"'`))
	case (found == "" || len(someNumber.FindAllString(s, 2)) > 1) && slices.Contains(figureKeys, key):
		return diag.New("K112", "key", key, "hint", "figure", "text", strings.Trim(strings.TrimSpace(written), `"'`))
	case found == "" || len(someNumber.FindAllString(s, 2)) > 1:
		return diag.New("K112", "key", key)
	case signless.MatchString(s):
		return diag.New("K112", "key", key, "hint", "signed", "plain", plain)
	case dashed.MatchString(s) && !strings.HasPrefix(s, "-"+found) && !strings.HasPrefix(plain, "-"):
		return diag.New("K112", "key", key, "hint", "minus", "number", "-"+plain)
	case strings.ContainsAny(found, "▲△−"):
		return diag.New("K112", "key", key, "hint", "minus", "number", plain)
	}
	if slices.Contains(figureKeys, key) && wordsBefore.MatchString(s) && !currencyBefore.MatchString(s) {
		hint := "words" // in a language that is not known here: less than, at least, about
		if key == "target" {
			hint = "bounded"
		}
		return diag.New("K112", "key", key, "hint", hint, "number", plain, "text", strings.Trim(strings.TrimSpace(written), `"'`))
	}
	return diag.New("K112", "key", key, "hint", "number", "number", plain)
}
