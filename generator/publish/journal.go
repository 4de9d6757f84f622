package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"tassei/generator/output"
)

// The records on the target beside the manifest.
const (
	journalName  = output.MarkerName + "-publishing"
	progressName = output.MarkerName + "-progress"
)

const (
	journalWord  = "tassei publishing, format "
	progressWord = "tassei progress, format "
	recordFormat = "1"
)

type sum = [sha256.Size]byte

// What a line of the journal says of a file.
const (
	opSame   = '=' // is there and stays; the digest is what it holds
	opAdd    = '+' // is going to be written where nothing is; the digest is the new one
	opChange = '~' // is going to be written over one of ours; the first digest is the new one, the others what may be there
	opRemove = '-' // is going to be removed if it holds one of the digests
)

type entry struct {
	op   byte
	sums []sum
	size int64 // of the new bytes; 0 for opRemove
	path string
}

// journal is all that a later run needs to know of an interrupted one, whatever
// the manifest says: what is there, and what was going to happen, in order.
//
// Its text is the line "tassei publishing, format 1", then "run N", "from" and
// "to" with the digests of the two manifests, then one line a file: the sign,
// the digests joined by commas, the size and the path, two spaces between.
//
// run tells this journal from an equal one of another day: a progress record
// that was left behind must never seem to belong to it.
type journal struct {
	run      int
	from, to string // hexadecimal, or "-" for none
	entries  []entry
}

func (j journal) text() []byte {
	var b []byte
	b = fmt.Appendf(b, "%s%s\nrun %d\nfrom %s\nto %s\n", journalWord, recordFormat, j.run, j.from, j.to)
	for _, e := range j.entries {
		b = append(b, e.op, ' ', ' ')
		for i, s := range e.sums {
			if i > 0 {
				b = append(b, ',')
			}
			b = hex.AppendEncode(b, s[:])
		}
		b = append(b, ' ', ' ')
		b = strconv.AppendInt(b, e.size, 10)
		b = append(b, ' ', ' ')
		b = append(b, e.path...)
		b = append(b, '\n')
	}
	return b
}

var errDamaged = errors.New("damaged")

func parseJournal(text string) (journal, error) {
	var j journal
	rest, err := cutHead(text, journalWord)
	if err != nil {
		return j, err
	}
	var run string
	for _, head := range []struct {
		word string
		to   *string
	}{{"run ", &run}, {"from ", &j.from}, {"to ", &j.to}} {
		var row string
		row, rest, _ = strings.Cut(rest, "\n")
		*head.to = strings.TrimPrefix(row, head.word)
	}
	if j.run, err = strconv.Atoi(run); err != nil || j.run < 1 {
		return j, errDamaged
	}
	for rest != "" {
		var row string
		row, rest, _ = strings.Cut(rest, "\n")
		e, err := parseEntry(row)
		if err != nil {
			return j, errDamaged
		}
		j.entries = append(j.entries, e)
	}
	if string(j.text()) != text { // only what we write ourselves is ours
		return j, errDamaged
	}
	return j, nil
}

func parseEntry(row string) (entry, error) {
	fields := strings.SplitN(row, "  ", 4)
	if len(fields) != 4 || len(fields[0]) != 1 || !strings.Contains("=+~-", fields[0]) {
		return entry{}, errDamaged
	}
	e := entry{op: fields[0][0], path: fields[3]}
	for _, text := range strings.Split(fields[1], ",") {
		var s sum
		if len(text) != 2*len(s) {
			return e, errDamaged
		}
		if _, err := hex.Decode(s[:], []byte(text)); err != nil {
			return e, err
		}
		e.sums = append(e.sums, s)
	}
	var err error
	if e.size, err = strconv.ParseInt(fields[2], 10, 64); err != nil || e.size < 0 {
		return e, errDamaged
	}
	// The target is not trusted: a path from it is held to the same rules as
	// one of our own, so that nothing outside the root is ever removed.
	return e, checkPath(e.path)
}

// progress says how many of a journal's files were written for certain, and
// how many may have been begun.
type progress struct {
	run         int
	journal     string // digest of the journal's text
	done, begun int
}

func (p progress) text() []byte {
	return fmt.Appendf(nil, "%s%s\nrun %d\njournal %s\ndone %d\nbegun %d\n",
		progressWord, recordFormat, p.run, p.journal, p.done, p.begun)
}

func parseProgress(text string) (progress, error) {
	var p progress
	rest, err := cutHead(text, progressWord)
	if err != nil {
		return p, err
	}
	_, err = fmt.Sscanf(rest, "run %d\njournal %s\ndone %d\nbegun %d\n", &p.run, &p.journal, &p.done, &p.begun)
	if err != nil || p.done < 0 || p.begun < p.done {
		return p, errDamaged
	}
	return p, nil
}

func cutHead(text, word string) (rest string, err error) {
	head, rest, _ := strings.Cut(text, "\n")
	number, ours := strings.CutPrefix(head, word)
	if !ours {
		return "", errDamaged
	}
	if number != recordFormat {
		return "", output.ErrNewerFormat
	}
	return rest, nil
}

func digest(text []byte) string {
	s := sha256.Sum256(text)
	return hex.EncodeToString(s[:])
}
