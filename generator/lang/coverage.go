package lang

// Coverage counts the texts of one language: all that want a translation, those
// that have one, and those of them that were made from an older original.
type Coverage struct{ Done, Stale, Total int }
