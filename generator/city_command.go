package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"

	"tassei/generator/desk"
)

// cityOptions are what a new city is to be like, by the flags; where there are none
// and someone sits at the terminal, they are asked for.
func (s *session) cityOptions() (desk.CityOptions, error) {
	f := &s.cityFlags
	if !s.given("name") && !s.given("languages") && !s.given("first-month") && !s.given("kinds") && !s.given("levels") && !s.given("code") && s.year == "" && !s.quiet && term.IsTerminal(int(os.Stdin.Fd())) {
		s.askCity(bufio.NewScanner(os.Stdin))
	}
	o := desk.CityOptions{Year: exampleYear, Languages: listed(f.languages), Kinds: listed(f.kinds), Levels: listed(f.levels), Code: f.code}
	if s.year != "" {
		var err error
		if o.Year, err = s.readYear(s.year); err != nil {
			return o, err
		}
	}
	if f.firstMonth != "" {
		n, err := strconv.Atoi(f.firstMonth)
		if err != nil || n < 1 || n > 12 {
			return o, s.sayError("wrong month", "month", f.firstMonth)
		}
		o.FirstMonth = n
	}
	return o, s.nameCity(&o)
}

// nameCity takes the names: one without a language is in the city's first.
func (s *session) nameCity(o *desk.CityOptions) error {
	if len(s.cityFlags.name) == 0 {
		return nil
	}
	languages := o.Languages
	if len(languages) == 0 {
		languages = []string{"ja", "en"}
	}
	first, further, err := s.cityFlags.name.in(s, "--name", languages)
	if err != nil {
		return err
	}
	o.Name, o.Names = first, further
	return nil
}

// askCity asks for each option; an empty answer leaves it as it is.
func (s *session) askCity(in *bufio.Scanner) {
	var name string
	defer func() {
		if name != "" {
			s.cityFlags.name = why{name}
		}
	}()
	for _, q := range []struct {
		key string
		to  *string
	}{{"ask name", &name}, {"ask year", &s.year}, {"ask languages", &s.cityFlags.languages}, {"ask first month", &s.cityFlags.firstMonth},
		{"ask levels", &s.cityFlags.levels}, {"ask kinds", &s.cityFlags.kinds}, {"ask code", &s.cityFlags.code}} {
		fmt.Fprint(s.stderr, s.say(q.key)+" ")
		if !in.Scan() {
			return
		}
		*q.to = strings.TrimSpace(in.Text())
	}
}

// listed are what commas stand between, also the Japanese ones.
func listed(list string) []string {
	var found []string
	for _, word := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == '、' || r == '，' }) {
		if word = strings.TrimSpace(word); word != "" {
			found = append(found, word)
		}
	}
	return found
}
