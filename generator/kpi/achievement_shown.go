package kpi

import "math/big"

// ShareShown is the share of the planned change as pages show it: at one decimal, with
// more where it would read as nothing or all of the change and is not; "" without a share.
func (a *Achievement) ShareShown() string {
	if a.Share == nil {
		return ""
	}
	return a.besideWhole(a.Share, 1)
}

// ProgressShown is the progress towards a later target as pages show it, likewise.
func (a *Achievement) ProgressShown() string {
	if a.Progress == nil {
		return ""
	}
	return a.besideWhole(a.Progress, a.Places)
}

// besideWhole writes a percentage with so many decimals that it does not read as nothing
// or all where it is not.
func (a *Achievement) besideWhole(rate *big.Rat, least int) string {
	return a.written(rate, least, func(x *big.Rat) bool {
		return sameSide(x, rate, []*big.Rat{hundred}) && x.Sign() == rate.Sign()
	})
}

// mostPlaces bounds how many decimals are added to keep a figure on its side.
const mostPlaces = 12

// written is a rate with the fewest decimals with which it still says the same; with
// the least where none do.
func (a *Achievement) written(rate *big.Rat, least int, same func(x *big.Rat) bool) string {
	for places := least; places < least+mostPlaces; places++ {
		s := a.Rule.Rounding.Round(rate, places)
		if x, ok := new(big.Rat).SetString(s); ok && same(x) {
			return s
		}
	}
	return a.Rule.Rounding.Round(rate, least)
}

// SharePercent is the share of the planned change at one decimal, by the city's
// rounding, so that it reads as its rate where both are one sum; "" without a share.
func (a *Achievement) SharePercent() string {
	if a.Share == nil {
		return ""
	}
	return a.Rule.Rounding.Round(a.Share, 1)
}
