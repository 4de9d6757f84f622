package kpi

// Fault is a rule that facts break, told in terms of facts: which indicator in
// which year, and which field. Where that fact is written, in which words the
// fault is told and how to mend it are other packages' business.
type Fault struct {
	Code  string // of the rule book, such as K301
	Year  Year   // 0 for a fault of the plan or the city
	ID    ID     // "" for a fault of the city
	Field Field
	Args  map[string]string // what the rule's message names, ready to print
}

// Field is the path of one fact inside its record: "actual", "evidence[0].sum",
// "part[1].target", "" for the whole record.
type Field string
