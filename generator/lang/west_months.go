package lang

import (
	"strings"

	"tassei/generator/pattern"
)

// monthNames are the months in the languages whose sheets are read, with the short forms
// that stand for one month alone in all of them; English ones by their first three letters too.
var monthNames = func() map[string]int {
	names := map[string]int{}
	for _, language := range []string{
		"january february march april may june july august september october november december",
		"januar februar märz april mai juni juli august september oktober november dezember",
		"jänner feber maerz . . . . . sept okt . dez",
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		". fevrier . avr . . . aout . . . decembre",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"ene . . abr . . . ago setiembre . . dic",
		"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
		"janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
		"januari februari maart april mei juni juli augustus september oktober november december",
		". . mars . maj . . augusti . . . .",
		". . marts . . . . . . . . desember",
		"tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
		"tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
		"styczeń luty marzec kwiecień . czerwiec lipiec sierpień wrzesień październik listopad grudzień",
		"stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
		"leden únor březen duben květen červen červenec srpen září říjen . prosinec",
		"ledna února března dubna května června července srpna . října listopadu prosince",
		"gener febrer . . maig juny juliol agost setembre . . desembre",
		". . maret . . . . agustus . . . .",
	} {
		for i, name := range strings.Fields(language) {
			if name != "." {
				names[name] = i + 1
			}
		}
	}
	for i, name := range englishMonths {
		names[name[:3]] = i + 1
	}
	return names
}()

// monthNamed is the month that a word names, 0 for none.
func monthNamed(word string) int { return monthNames[word] }

// quarters are a quarter in other words than Q2: 2. Quartal 2024, 2e trimestre 2024.
var quarters = pattern.New(`^([1-4])(?:\.|st|nd|rd|th|er|ème|e|º|°)?\s*(?:quarter|quartal|trimestre|kwartaal)(?:\s+(?:de|du|del|di))?\b`)
