package main

import (
	"time"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// wallClock is the one clock that a date is held against: a seal or a withdrawal
// cannot be dated in the future. No date is ever taken from it. Tests set it.
var wallClock = time.Now

// earliest is where a day begins first, 14 hours before Greenwich.
var earliest = time.FixedZone("", 14*60*60)

// today is the latest date that it is now anywhere, so that no clerk's own
// today is refused for the time zone of a server.
func today() string { return wallClock().In(earliest).Format(time.DateOnly) }

// lastDay is the last day of a fiscal year, as an ISO date.
func lastDay(calendar kpi.Calendar, year kpi.Year) string {
	next := lang.MonthAt(calendar.Last(year).Index() + 1)
	return time.Date(next.Year, time.Month(next.Month), 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}
