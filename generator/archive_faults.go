package main

import (
	"cmp"
	"errors"
	"strconv"

	"tassei/generator/archive"
	"tassei/generator/build"
	"tassei/generator/diag"
	"tassei/generator/publish"
)

// archiveFault words an error of the archive, and says which exit code it
// calls for.
func (s *session) archiveFault(err error) int {
	var edition *archive.EditionError
	var field *archive.FieldError
	var damaged *archive.DamagedError
	var date *archive.DateError
	var key *archive.KeyError
	var place *archive.PlaceError
	var draft *build.DraftRevisesError
	switch {
	case errors.As(err, &damaged):
		list := &diag.List{}
		list.Add(build.SealProblems(damaged.Problems, build.ArchiveFolder)...)
		s.report(list, s.stderr)
		return exitProblems
	case errors.As(err, &edition) && edition.Problem == archive.BadEdition:
		return s.wrongUse(s.sayError("edition bad", "edition", edition.Edition))
	case errors.As(err, &edition):
		return s.fail(editionWords[edition.Problem], "edition", edition.Edition)
	case errors.As(err, &draft):
		return s.fail("draft revises", "file", draft.File, "year", draft.Year.String())
	case errors.As(err, &field) && field.Problem == archive.Missing:
		return s.fail("field missing", "field", s.say("field "+field.Field))
	case errors.As(err, &field):
		return s.fail("field malformed", "field", s.say("field "+field.Field), "value", strconv.Quote(field.Value))
	case errors.As(err, &date):
		return s.fail(dateWords[date.Problem], "date", date.Date, "edition", date.Edition, "than", date.Than)
	case errors.As(err, &key) && key.Problem == archive.KeyPassword:
		return s.fail("key password")
	case errors.As(err, &key):
		return s.wrongUse(s.sayError("key malformed", "path", cmp.Or(s.key, build.ArchiveFolder)))
	case errors.As(err, &place):
		return s.wrongUse(s.sayError("not an archive", "path", place.Path))
	case errors.Is(err, publish.ErrNoTerminal):
		return s.fail("no terminal")
	case errors.Is(err, archive.ErrMoved):
		return s.fail("seal moved")
	}
	return s.refused(err)
}

var dateWords = map[archive.DateProblem]string{
	archive.InFuture: "date in future", archive.YearNotOver: "date before end", archive.BeforeSeal: "date before seal",
	archive.BeforeCorrected: "date before corrected", archive.BeforeWithdrawn: "date before withdrawn",
}

var editionWords = map[archive.EditionProblem]string{
	archive.AlreadySealed: "edition sealed", archive.WasWithdrawn: "edition withdrawn", archive.NotSealed: "edition not sealed",
	archive.NothingToCorrect: "edition nothing", archive.AlreadySigned: "edition signed", archive.NothingCorrected: "edition the same",
}
