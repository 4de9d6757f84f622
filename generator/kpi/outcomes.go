package kpi

// Arithmetic is how one achievement was computed, as it stands in open data: one
// of the words below, or the id of a rule of the city's own.
type Arithmetic string

// The arithmetics of the named rules and of what no rule computes.
const (
	ActualByTarget Arithmetic = "actual/target"
	TargetByActual Arithmetic = "target/actual"
	ByComplement   Arithmetic = "complement"
	ByFromBaseline Arithmetic = "from-baseline"
	ByInside       Arithmetic = "range"
	ByMean         Arithmetic = "mean"
	ByDoneOrNot    Arithmetic = "done"
	ByNothing      Arithmetic = "none"
)

// Arithmetics lists them, for code lists.
var Arithmetics = []Arithmetic{ActualByTarget, TargetByActual, ByComplement, ByFromBaseline, ByInside, ByMean, ByDoneOrNot, ByNothing}

// Why there is no rate, no comparison or no judgement, besides the Reasons that
// data may give.
const (
	ReasonActualZero    Reason = "actual-zero"     // the rule divides by an actual of 0
	ReasonTargetZero    Reason = "target-zero"     // the rule divides by a target of 0
	ReasonDivision      Reason = "division"        // a rule of the city's own divides by 0
	ReasonNegative      Reason = "negative"        // a ratio of figures below 0 says nothing
	ReasonContradicts   Reason = "contradicts"     // the rule says otherwise than the target itself
	ReasonOutOfRange    Reason = "out-of-range"    // a range has no rate outside itself
	ReasonNotKept       Reason = "not-kept"        // what was to be kept has no rate when it is not
	ReasonNoPlannedMove Reason = "no-planned-move" // target = baseline
	ReasonBoundOnly     Reason = "bound-only"      // a floor or a ceiling plans no change
	ReasonPlanTooSmall  Reason = "plan-too-small"  // the planned change is as small as the digits themselves
	ReasonNoBaseline    Reason = "no-baseline"     // nothing to compare with
	ReasonNoTarget      Reason = "no-target"       // none was set
	ReasonTargetNotYet  Reason = "target-not-yet"  // still being decided
	ReasonNoActual      Reason = "no-actual"       // not yet known
	ReasonNoRule        Reason = "no-rule"         // the city prints no rate
	ReasonRank          Reason = "rank"            // places in an order cannot be divided
	ReasonAim           Reason = "aim"             // a direction without a number
	ReasonElsewhere     Reason = "elsewhere"       // words that compare with a number that they do not give
	ReasonTotal         Reason = "total"           // a sum over years has no baseline
	ReasonYearMissing   Reason = "year-missing"    // a year of the sum is not here
	ReasonTotalOver     Reason = "total-over"      // the years of the total are over
	ReasonNotDue        Reason = "not-due"         // the target is of a later year
	ReasonProvisional   Reason = "provisional"     // the actual is not final
	ReasonStep          Reason = "step"            // a step on the way, which the words do not say to be reached
	ReasonNeutral       Reason = "neutral"         // neither way is better
	ReasonNotJudged     Reason = "not-judged"      // the city does not judge it
	ReasonNoBand        Reason = "no-band"         // none of the city's bands holds
	ReasonNoGrade       Reason = "no-grade"        // the city gave no grade
	ReasonUngraded      Reason = "ungraded"        // the city's grade says that it could not be assessed
	ReasonDoneBefore    Reason = "done-before"     // done in an earlier year
	ReasonPartMissing   Reason = "part-missing"    // a part of a composite has no rate
	ReasonNotComputable Reason = "not-computable"  // words that give no rule
	ReasonTargetRange   Reason = "target-is-range" // a range gives no planned change
	ReasonPartsOnly     Reason = "parts-only"      // a composite has no baseline as a whole
	ReasonNotNumeric    Reason = "not-numeric"     // words cannot be subtracted
)

// ComputedReasons lists the reasons that the program gives, for messages.
var ComputedReasons = []Reason{ReasonActualZero, ReasonTargetZero, ReasonDivision, ReasonNegative, ReasonContradicts, ReasonOutOfRange, ReasonNotKept,
	ReasonNoPlannedMove, ReasonBoundOnly, ReasonPlanTooSmall, ReasonNoBaseline, ReasonNoTarget, ReasonTargetNotYet, ReasonNoActual,
	ReasonNoRule, ReasonRank, ReasonAim, ReasonElsewhere, ReasonTotal, ReasonYearMissing, ReasonTotalOver, ReasonNotDue, ReasonProvisional, ReasonStep, ReasonNeutral, ReasonNotJudged, ReasonNoBand,
	ReasonNoGrade, ReasonUngraded, ReasonDoneBefore, ReasonPartMissing, ReasonNotComputable, ReasonTargetRange, ReasonPartsOnly, ReasonNotNumeric}

// Against is how the actual stands to the baseline, in the indicator's
// direction.
type Against string

// The outcomes; NoComparison has its reason in AgainstReason. A value that was to be kept
// and is not is neither better nor worse: it is nearer to that value than the baseline
// was, or further from it.
const (
	NoComparison Against = ""
	Better       Against = "better"
	SameAs       Against = "same"
	Worse        Against = "worse"
	Nearer       Against = "nearer"
	Further      Against = "further"
)

// Flag is shown apart from the band.
type Flag string

// The flags.
const (
	FlagWorse         Flag = "worse-than-baseline"
	FlagNotComparable Flag = "not-comparable"
	FlagReconstructed Flag = "reconstructed"
	FlagProvisional   Flag = "provisional"
)
