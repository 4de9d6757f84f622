// Package edit lets a clerk write one indicator's record in the browser: its
// figures, dates, states, actions, comment, notes and translations, each year
// a list of what is blank, in doubt or done.
//
//	e := edit.New(edit.Options{Dir: ".", Lang: "ja", Known: known})
//	http.Handle(edit.Root, e)
//
// A form is made of fields (form.go) that units read from the record's own TOML
// and write back to it (unit.go, figure.go, notes.go, action.go), each as the
// small change that a hand would have made (package toml). What was typed is
// judged by reading the files as they would be (source.With), so that every
// rule and every word about it is the one of a check. Nothing is written unless
// the record still says what the form was made from.
//
// Nobody but the person at this machine may write: see guard.go.
package edit
