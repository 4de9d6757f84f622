package archive

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing that is wrong with an archive, by its code in the rule
// book.
type Problem struct {
	Code string            // K601 and on
	File string            // path from the place that was verified, with slashes; "." for the place itself
	Args map[string]string // what the rule's message names
}

func (p Problem) String() string { return fmt.Sprintf("%s: %s %v", p.File, p.Code, p.Args) }

// The codes. What each says stands in the rule book.
const (
	missingFile     = "K601" // list; by form also n
	extraFile       = "K602" // list
	changedFile     = "K603" // list; by line ends also n
	oddFile         = "K604"
	badLine         = "K605" // line
	notBagIt        = "K606"
	badField        = "K607" // field
	newerFormat     = "K608" // format
	wrongOxum       = "K609" // listed, found
	wrongName       = "K610" // edition, name
	lostSeal        = "K611" // edition, by, listed
	otherDigest     = "K612" // edition, by, listed, found
	forkedChain     = "K613" // edition, other, previous
	noBeginning     = "K614" // edition, other
	badCorrection   = "K615" // edition, replaces
	badSignature    = "K616" // edition
	noKey           = "K617" // error: none, other or malformed
	strayFile       = "K618"
	badTombstone    = "K619"
	stillThere      = "K620" // edition
	otherZip        = "K621" // edition
	unreadable      = "K622" // error
	unexpected      = "K623" // edition, listed, found
	orphanSignature = "K624" // edition
	lostSignature   = "K626" // edition, by: later seals that know of it
)

// problems gathers what is wrong.
type problems struct{ list []Problem }

func (p *problems) add(code, file string, args ...string) {
	problem := Problem{Code: code, File: file, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		problem.Args[args[i]] = args[i+1]
	}
	p.list = append(p.list, problem)
}

// sorted returns the problems by file and code, each once.
func (p *problems) sorted() []Problem {
	slices.SortFunc(p.list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Code, b.Code), cmp.Compare(fmt.Sprint(a.Args), fmt.Sprint(b.Args)))
	})
	return together(slices.CompactFunc(p.list, func(a, b Problem) bool { return a.String() == b.String() }))
}

// err is a *DamagedError if there is any problem.
func (p *problems) err() error {
	if len(p.list) == 0 {
		return nil
	}
	return &DamagedError{Problems: p.sorted()}
}

// DamagedError reports that an archive, or the seal in question, is not sound.
// Nothing was changed.
type DamagedError struct{ Problems []Problem }

func (e *DamagedError) Error() string {
	if len(e.Problems) == 1 {
		return "the archive is damaged: " + e.Problems[0].String()
	}
	return fmt.Sprintf("the archive is damaged: %d problems, first %v", len(e.Problems), e.Problems[0])
}

// EditionProblem says why an edition cannot be what it was asked to be.
type EditionProblem int

const (
	AlreadySealed    EditionProblem = iota + 1 // sealed before; what differs now is a correction
	WasWithdrawn                               // withdrawn; its name is not used again
	NotSealed                                  // there is no such seal
	NothingToCorrect                           // a correction of a year that was never sealed
	BadEdition                                 // not the name of an edition
	AlreadySigned                              // a signature is there already
	NothingCorrected                           // a correction of it that changes nothing
)

var editionWords = [...]string{
	AlreadySealed:    "is sealed already",
	WasWithdrawn:     "was withdrawn",
	NotSealed:        "is not sealed",
	NothingToCorrect: "was never sealed, so that there is nothing to correct",
	BadEdition:       "is not an edition such as FY2024 or FY2024-2",
	AlreadySigned:    "is signed already",
	NothingCorrected: "is the same as what would correct it",
}

// EditionError reports an edition that cannot be sealed, corrected, signed or
// withdrawn.
type EditionError struct {
	Edition string
	Problem EditionProblem
}

func (e *EditionError) Error() string { return e.Edition + " " + editionWords[e.Problem] }

// FieldProblem says what is wrong with a field.
type FieldProblem int

const (
	Missing   FieldProblem = iota + 1 // required and empty
	Malformed                         // not of its form: a date that does not exist, a control character, bad UTF-8
)

// FieldError reports a value that cannot stand in a seal.
type FieldError struct {
	Field   string // organisation, identifier, title, date, reason or year
	Value   string
	Problem FieldProblem
}

func (e *FieldError) Error() string {
	if e.Problem == Missing {
		return e.Field + " is missing"
	}
	return fmt.Sprintf("%s %q is malformed", e.Field, e.Value)
}

// DateProblem says why a date cannot be.
type DateProblem int

const (
	InFuture        DateProblem = iota + 1 // after today, which is Than
	YearNotOver                            // before the year of Edition ends, on Than
	BeforeSeal                             // before an earlier seal, Edition, of Than
	BeforeCorrected                        // before the edition that it corrects
	BeforeWithdrawn                        // a withdrawal before the seal itself
)

var dateWords = [...]string{
	InFuture: "is after today", YearNotOver: "is before the end of the year", BeforeSeal: "is before the last seal",
	BeforeCorrected: "is before what it corrects", BeforeWithdrawn: "is before the seal",
}

// DateError reports a date of a seal or a withdrawal that cannot be true. What
// is sealed with it would be so for good.
type DateError struct {
	Date    string
	Problem DateProblem
	Edition string // the seal, or the one to be made, that Than belongs to; "" for today
	Than    string // the date that stands against it
}

func (e *DateError) Error() string {
	return e.Date + " " + dateWords[e.Problem] + ": " + strings.TrimSpace(e.Edition+" "+e.Than)
}

// PlaceError reports a place that is no archive, no bag and no zip of one.
type PlaceError struct{ Path string }

func (e *PlaceError) Error() string { return e.Path + " is no archive, no seal and no zip of a seal" }

// KeyProblem says why a key is of no use.
type KeyProblem int

const (
	KeyMalformed KeyProblem = iota + 1 // not a minisign key
	KeyPassword                        // the password is wrong, or there was none
)

// KeyError reports a key that cannot be used.
type KeyError struct {
	Problem KeyProblem
	Err     error
}

func (e *KeyError) Error() string {
	if e.Problem == KeyPassword {
		return "the key does not open with this password: " + e.Err.Error()
	}
	return "this is not a minisign key: " + e.Err.Error()
}

func (e *KeyError) Unwrap() error { return e.Err }

// ErrEmpty is returned by [Bag.Commit] when no file of the site was written.
var ErrEmpty = errors.New("the site to be sealed is empty")

// ErrMoved is returned by [Bag.Commit] when another seal was made meanwhile.
var ErrMoved = errors.New("another seal was made meanwhile")
