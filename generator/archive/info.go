package archive

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// The labels of bag-info.txt, in the order in which they are written. The first
// five are those of RFC 8493.
const (
	labelOrganisation = "Source-Organization"
	labelIdentifier   = "External-Identifier"
	labelTitle        = "External-Description"
	labelDate         = "Bagging-Date"
	labelOxum         = "Payload-Oxum"
	labelFormat       = "Format"
	labelEdition      = "Edition"
	labelPrevious     = "Previous-Seal"
	labelReplaces     = "Replaces"
	labelReason       = "Correction-Reason" // and Correction-Reason-en, in a further language
	labelSigned       = "Signed-Seals"

	labelDigest      = "Digest" // of tombstones, from here on
	labelWithdrawnOn = "Withdrawn"
	labelWithdrawn   = "Withdrawal-Reason" // and Withdrawal-Reason-en
	labelCheck       = "Checksum"

	format = "1"
)

// field is one line of a file of labels and values. Long values stay on their
// line: the digests could not be searched for if they were folded.
type field struct{ label, value string }

func writeFields(b *strings.Builder, fields ...field) {
	for _, f := range fields {
		if f.value != "" {
			b.WriteString(f.label + ": " + f.value + "\n")
		}
	}
}

// sealFields are what a seal says about itself.
func sealFields(s Seal) []field {
	previous := ""
	if s.Previous != "" {
		previous = s.Previous + " " + s.PreviousDigest
	}
	return slices.Concat([]field{
		{labelOrganisation, s.Organisation},
		{labelIdentifier, s.Identifier},
		{labelTitle, s.Title},
		{labelDate, s.Date},
		{labelOxum, oxum(s.Bytes, s.Files)},
		{labelFormat, format},
		{labelEdition, s.Edition},
		{labelPrevious, previous},
		{labelReplaces, s.Replaces},
		{labelReason, s.Reason},
	}, wordFields(labelReason, s.ReasonIn), []field{{labelSigned, s.SignedEarlier}})
}

// wordFields are a text in further languages, by their tags.
func wordFields(label string, words Words) []field {
	var fields []field
	for _, tag := range slices.Sorted(maps.Keys(words)) {
		fields = append(fields, field{label + "-" + tag, words[tag]})
	}
	return fields
}

// readWords takes a text in a further language, if that is what a field is.
func readWords(f field, label string, to *Words) bool {
	tag, ok := strings.CutPrefix(f.label, label+"-")
	if !ok || !isLanguage(tag) {
		return false
	}
	if *to == nil {
		*to = Words{}
	}
	(*to)[tag] = f.value
	return true
}

// isLanguage reports whether a text has the form of a language's tag, such as en or zh-Hant.
func isLanguage(text string) bool {
	first, rest, _ := strings.Cut(text, "-")
	if len(first) < 2 || len(first) > 3 || strings.Trim(first, "abcdefghijklmnopqrstuvwxyz") != "" {
		return false
	}
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	return len(text) <= 35 && strings.Trim(rest, letters+"-") == "" && !strings.HasSuffix(text, "-") && !strings.Contains(text, "--")
}

func infoText(s Seal) []byte {
	var b strings.Builder
	writeFields(&b, sealFields(s)...)
	return []byte(b.String())
}

func oxum(bytes int64, files int) string {
	return strconv.FormatInt(bytes, 10) + "." + strconv.Itoa(files)
}

// parseFields reads labels and values. A line that begins with a space goes on
// with the value before it, as RFC 8493 has it. It returns the label, or else
// the text, of the first line that is at fault.
func parseFields(text []byte) (fields []field, fault string) {
	if !utf8.Valid(text) {
		return nil, "UTF-8"
	}
	for line := range strings.Lines(string(text)) {
		line, ended := strings.CutSuffix(line, "\n")
		if rest := strings.TrimLeft(line, " \t"); rest != line && rest != "" && ended && len(fields) > 0 {
			fields[len(fields)-1].value += " " + rest
			continue
		}
		label, value, ok := strings.Cut(line, ": ")
		if !ok || !ended || label == "" || value == "" || strings.TrimSpace(label) != label {
			return nil, line
		}
		if v, err := cleanValue(label, value); err != nil || v != value {
			return nil, label
		}
		fields = append(fields, field{label, value})
	}
	return fields, ""
}

// readSeal takes a seal from its fields and returns the labels at fault. A
// label that is not known is left alone: BagIt allows further ones.
func readSeal(fields []field) (s Seal, faults []string) {
	seen := map[string]bool{}
	formatOf := ""
	for _, f := range fields {
		ok := true
		switch f.label {
		case labelOrganisation:
			s.Organisation = f.value
		case labelIdentifier:
			s.Identifier = f.value
		case labelTitle:
			s.Title = f.value
		case labelDate:
			s.Date, ok = f.value, validDate(f.value)
		case labelOxum:
			s.Bytes, s.Files, ok = parseOxum(f.value)
		case labelFormat:
			formatOf, ok = f.value, f.value == format
		case labelEdition:
			s.Edition = f.value
			s.Year, s.Number, ok = ParseEdition(f.value)
		case labelPrevious:
			s.Previous, s.PreviousDigest, ok = strings.Cut(f.value, " ")
			_, _, named := ParseEdition(s.Previous)
			ok = ok && named && validDigest(s.PreviousDigest)
		case labelReplaces:
			s.Replaces = f.value
		case labelReason:
			s.Reason = f.value
		case labelSigned:
			s.SignedEarlier, ok = f.value, areEditions(f.value)
		case labelDigest:
			s.Digest, ok = f.value, validDigest(f.value)
		case labelWithdrawnOn:
			s.WithdrawnOn, ok = f.value, validDate(f.value)
		case labelWithdrawn:
			s.Withdrawn = f.value
		default:
			if !readWords(f, labelReason, &s.ReasonIn) && !readWords(f, labelWithdrawn, &s.WithdrawnIn) {
				continue
			}
		}
		if !ok || seen[f.label] {
			faults = append(faults, f.label)
		}
		seen[f.label] = true
	}
	if isNewer(formatOf) {
		// What a later version means by its labels is not known here.
		return s, []string{labelFormat}
	}
	return s, append(faults, s.lacks(seen)...)
}

// lacks lists the labels that a seal must have and has not, or has without their others.
func (s Seal) lacks(seen map[string]bool) (faults []string) {
	for _, label := range []string{labelOrganisation, labelDate, labelOxum, labelFormat, labelEdition} {
		if !seen[label] {
			faults = append(faults, label)
		}
	}
	if s.Number == 1 && (s.Replaces != "" || s.Reason != "") || s.Number > 1 && (s.Replaces == "" || s.Reason == "") {
		faults = append(faults, labelReplaces)
	}
	return faults
}

// areEditions reports whether a text is names of editions with a space between.
func areEditions(text string) bool {
	return !slices.ContainsFunc(strings.Split(text, " "), func(name string) bool {
		_, _, ok := ParseEdition(name)
		return !ok
	})
}

func isNewer(formatOf string) bool {
	n, err := strconv.Atoi(formatOf)
	known, _ := strconv.Atoi(format)
	return err == nil && n > known
}

func parseOxum(text string) (bytes int64, files int, ok bool) {
	left, right, _ := strings.Cut(text, ".")
	bytes, errBytes := strconv.ParseInt(left, 10, 64)
	files, errFiles := strconv.Atoi(right)
	return bytes, files, errBytes == nil && errFiles == nil && oxum(bytes, files) == text && bytes >= 0 && files >= 0
}

func validDate(date string) bool {
	_, err := time.Parse(time.DateOnly, date)
	return err == nil
}

func validDigest(text string) bool {
	if len(text) != 2*len(digest{}) {
		return false
	}
	return strings.Trim(text, "0123456789abcdef") == ""
}

// cleanWords puts texts on one line each. Empty ones are left out.
func cleanWords(name string, words Words) (Words, error) {
	var clean Words
	for tag, text := range words {
		one, err := cleanValue(name, text)
		if err == nil && !isLanguage(tag) {
			err = &FieldError{Field: name, Value: tag, Problem: Malformed}
		}
		if err != nil {
			return nil, err
		}
		if one != "" {
			if clean == nil {
				clean = Words{}
			}
			clean[tag] = one
		}
	}
	return clean, nil
}

// cleanValue puts a value on one line. What is left must be text.
func cleanValue(name, value string) (string, error) {
	parts := strings.FieldsFunc(value, func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' })
	for i := range parts {
		parts[i] = strings.Trim(parts[i], " ")
	}
	clean := strings.TrimSpace(strings.Join(parts, " "))
	bad := func(r rune) bool {
		return unicode.IsControl(r) || r == utf8.RuneError || r == '\u2028' || r == '\u2029'
	}
	if !utf8.ValidString(value) || strings.ContainsFunc(clean, bad) {
		return "", &FieldError{Field: name, Value: value, Problem: Malformed}
	}
	return clean, nil
}
