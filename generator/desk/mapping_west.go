package desk

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// westHeadings are the headings of workbooks in other languages, by what they mean:
// in small letters, without accents. They are looked up without spaces.
var westHeadings = map[string]string{
	"initiative": "initiative, priority, strategic priority, pillar, outcome, objective, strategic objective, theme, focus area, group of activities, activity, programme, program, " +
		"eje, eje estrategico, linea estrategica, programa, axe, axe strategique, orientation, objectif strategique, handlungsfeld, eixo, eixo estrategico, asse, obiettivo strategico, beleidsdoel, programma",
	"number":    "ref, ref., reference, no, no., nr, nr., id, pi, pi ref, indicator ref, indicator no, measure no, kpi no, code, codigo, code indicateur, n.",
	"name":      "indicator, indicator name, performance indicator, key performance indicator, kpi, measure, performance measure, metric, service indicator, indicador, nombre del indicador, nome do indicador, indicateur, indikator, kennzahl, indicatore",
	"unit":      "unit, units, unit of measure, unit of measurement, unidad, unidad de medida, unite, unite de mesure, einheit, unidade, unidade de medida, unita, unita di misura, eenheid",
	"direction": "polarity, direction of travel wanted, desired direction, preferred direction, good is, sentido, tendencia deseada, sens souhaite, zielrichtung",
	"section": "department, responsible department, lead department, directorate, division, team, responsible team, responsible officer, responsible, lead, lead officer, owner, area responsable, departamento, responsable, servicio responsable, " +
		"service responsable, service, pilote, fachbereich, amt, verantwortlich, zustandig, responsavel, responsabile, ufficio responsabile, afdeling, verantwoordelijke",
	"baseline":     "baseline, baseline value, starting value, valor inicial, valor base, valor de partida, linea base, linea de base, valeur initiale, valeur de reference, ausgangswert, basiswert, linha de base, valore iniziale, valore base, nulmeting, nulwaarde",
	"target":       "target, annual target, meta, valor objetivo, cible, valeur cible, zielwert, soll, sollwert, valore atteso, valore obiettivo, streefwaarde",
	"final_target": "final target, end target, long-term target, plan target, meta final, cible finale, endziel, target finale",
	"actual":       "actual, actual result, actual performance, result, results, outturn, performance, resultado, valor alcanzado, valor real, valor actual, realise, resultat, valeur atteinte, istwert, ist, realizado, risultato, valore raggiunto, consuntivo, realisatie, resultaat",
	"published":    "achievement, % achieved, % of target, achievement rate, grado de cumplimiento, cumplimiento, % cumplimiento, taux de realisation, taux d'atteinte, zielerreichung, zielerreichungsgrad, grau de execucao, grado di raggiungimento",
	"grade":        "rag, rag status, rag rating, status, rating, grade, traffic light, estado, semaforo, statut, etat, ampel, bewertung, stato",
	"comment":      "comment, comments, commentary, narrative, explanation, observaciones, comentario, comentarios, commentaire, commentaires, kommentar, erlauterung, observacoes, commento, commenti, toelichting",
	"method":       "method, methodology, calculation, definition, how measured, data source, metodo de calculo, formula, fuente, methode de calcul, source, berechnung, datenquelle, metodo di calcolo, fonte, berekening",
	"action":       "action, actions, key actions, acciones, actuaciones, mesures, massnahmen, accoes, azioni, acties",
	"period":       "period, timescale, timeframe, plazo, calendrier, zeitraum, prazo, periodo",
	"note":         "note, notes, remark, remarks, notas, nota, remarque, remarques, bemerkung, bemerkungen, anmerkung, opmerkingen",

	"baseline_as_of": "baseline year, baseline date, ano base, annee de reference, basisjahr, anno base",
	"target_as_of":   "target year, target date, ano meta, annee cible, zieljahr",
}

// unaccented writes letters as the headings above have them.
func unaccented(text string) string {
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(text))
	return strings.NewReplacer("ß", "ss", "’", "'").Replace(bare)
}

// westYear is a year within a heading: 2024, 2024/25, 2024–25, FY2024, (2024).
var westYear = pattern.New(`\(?(?:fy ?|year |ano |annee |jahr )?\b((?:19|20)[0-9]{2})(?: ?[/\-–] ?(?:(?:19|20)?[0-9]{2}))?\)?`)

var westKeys = func() map[string]string {
	keys := map[string]string{}
	for key, list := range westHeadings {
		for heading := range strings.SplitSeq(list, ", ") {
			keys[plain(heading)] = key
		}
	}
	return keys
}()

// westMeaning is what a heading in another language means, "" for none.
func westMeaning(text string) string {
	folded := unaccented(lang.Fold(strings.ToLower(text)))
	if key := westKeys[plain(folded)]; key != "" {
		return key
	}
	bare := strings.Trim(westYear.ReplaceAllString(folded, " "), " :-–()")
	return westKeys[plain(bare)]
}

// westBound is a bound that stands before its number.
var westBound = pattern.New(`^(?i:≥|≤|>=|<=|>|<|at least|at most|no more than|no less than|no fewer than|more than|less than|over|under|minimum|maximum|min\.|max\.) ?`)

// typed reports whether a number stands as somebody typed it: as a text, or in a CSV file.
func (c gridCell) typed() bool { return !c.numeric || c.seen.form && c.format == "" }

// commaDigits reads what somebody typed as a number in a city whose first language has
// a decimal comma: 63,2 and 1.234,5. What could be meant in two ways is refused.
func (b *book) commaDigits(text string) (string, *refusal) {
	number, whole, decimal := lang.TypedNumber(b.first, text)
	if whole != "" {
		return text, refuse("thousands", "text", text, "number", whole, "decimal", decimal)
	}
	return number, nil
}

// plainDigits writes the numbers of a text with a decimal point where the city's
// first language has a decimal comma.
func (b *book) plainDigits(text string) string { return lang.PlainDigits(b.first, text) }
