package archive

import (
	"slices"
	"strconv"
	"strings"

	"tassei/generator/kpi"
)

// Seal is a sealed edition of a year, or what is left of one that was withdrawn.
type Seal struct {
	Edition string   // FY2024, or FY2024-2 for its first correction
	Year    kpi.Year // the fiscal year that it is about
	Number  int      // 1 for the first edition, 2 for the first correction

	Date   string // when it was sealed, as an ISO date
	Digest string // SHA-512 of its tag manifest, 128 hexadecimal digits
	Files  int    // files of the payload
	Bytes  int64  // bytes of the payload

	Organisation, Identifier, Title string // as given to Begin

	Previous, PreviousDigest string // the seal made before it; "" for the first of all
	Replaces                 string // the edition that it corrects, or ""
	Reason                   string // why, in the words of the correction
	ReasonIn                 Words  // the same in further languages
	ReplacedBy               string // the edition that corrects it and stands, or ""
	Restored                 string // the withdrawn correction without which it stands again, or ""
	SignedEarlier            string // editions that were signed when this one was sealed, with spaces between

	Signature string // name of its signature in the archive, "" for none
	Signed    Signed // what Verify made of the signature

	Withdrawn   string // reason of a withdrawal, "" while the seal stands
	WithdrawnIn Words  // the same in further languages
	WithdrawnOn string // ISO date of the withdrawal

	doubtful bool // what it says of itself and others is damaged, or it lies under a wrong name: that was told
}

// Words are a text in several languages, by their tags; nil for none.
type Words map[string]string

// Signed tells what is known of a signature.
type Signed int

const (
	Unsigned  Signed = iota // there is none
	Unchecked               // there is one, and nothing to check it with
	Valid                   // made with the public key, for these bytes
	Invalid                 // not made with the public key for these bytes
)

// Front is the path, in the archive, of the first page of the sealed site; ""
// for a seal that was withdrawn.
func (s Seal) Front() string {
	if s.Withdrawn != "" {
		return ""
	}
	return s.Edition + "/" + siteFolder + "index.html"
}

// Newest returns the newest edition of a year that was not withdrawn.
func Newest(seals []Seal, year kpi.Year) (Seal, bool) {
	var newest Seal
	for _, s := range seals {
		if s.Year == year && s.Withdrawn == "" && s.Number > newest.Number {
			newest = s
		}
	}
	return newest, newest.Number > 0
}

// ParseEdition reads FY2024 as year 2024, number 1, and FY2024-2 as number 2.
func ParseEdition(edition string) (year kpi.Year, number int, ok bool) {
	name, suffix, corrected := strings.Cut(edition, "-")
	year, ok = kpi.ParseYear(name)
	if !ok || !corrected {
		return year, 1, ok && year.String() == name
	}
	number, err := strconv.Atoi(suffix)
	// Written one way only, so that no two folders are the same edition.
	if err != nil || number < 2 || number > 9999 || editionName(year, number) != edition {
		return 0, 0, false
	}
	return year, number, true
}

// call gives a seal its name, and with it its year and number.
func (s *Seal) call(edition string) {
	s.Edition = edition
	s.Year, s.Number, _ = ParseEdition(edition)
}

func editionName(year kpi.Year, number int) string {
	if number == 1 {
		return year.String()
	}
	return year.String() + "-" + strconv.Itoa(number)
}

// compareEditions orders by year and number.
func compareEditions(a, b string) int {
	yearA, numberA, _ := ParseEdition(a)
	yearB, numberB, _ := ParseEdition(b)
	if yearA != yearB {
		return int(yearA - yearB)
	}
	if numberA != numberB {
		return numberA - numberB
	}
	return strings.Compare(a, b)
}

func sortSeals(seals []Seal) {
	slices.SortFunc(seals, func(a, b Seal) int { return compareEditions(a.Edition, b.Edition) })
}
