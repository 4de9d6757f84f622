package desk

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// westHeadings are the headings of workbooks in other languages, by what they mean:
// in small letters, without accents. They are looked up without spaces.
var westHeadings = map[string]string{
	"initiative": "initiative, priority, strategic priority, pillar, outcome, objective, strategic objective, theme, focus area, group of activities, activity, programme, program, " +
		"eje, eje estrategico, linea estrategica, programa, axe, axe strategique, orientation, objectif strategique, handlungsfeld, eixo, eixo estrategico, asse, obiettivo strategico, beleidsdoel, programma, " +
		"malomrade, fokusomrade, insatsomrade, innsatsomrade, indsatsomrade, tavoitealue, painopiste, cel strategiczny, cel operacyjny, priorytet, strategicky cil, priorita, opatreni, sasaran, sasaran strategis, tujuan, eix, eix estrategic, ardatza",
	"number": "ref, ref., reference, no, no., nr, nr., id, pi, pi ref, indicator ref, indicator no, measure no, kpi no, code, codigo, code indicateur, n., " +
		"lp., l.p., nomor",
	"name": "indicator, indicator name, performance indicator, key performance indicator, kpi, measure, performance measure, metric, service indicator, indicador, nombre del indicador, nome do indicador, indicateur, indikator, kennzahl, indicatore, " +
		"nyckeltal, nokkeltall, nogletal, mittari, tunnusluku, indikaattori, wskaznik, nazwa wskaznika, ukazatel, nazev ukazatele, nazev indikatoru, indikator kinerja, indikator kinerja utama, iku, chi tieu, ten chi tieu, nom de l'indicador, adierazlea",
	"unit": "unit, units, unit of measure, unit of measurement, unidad, unidad de medida, unite, unite de mesure, einheit, unidade, unidade de medida, unita, unita di misura, eenheid, " +
		"enhet, mattenhet, maleenhet, enhed, maleenhed, yksikko, mittayksikko, jednostka, jednostka miary, j.m., jednotka, merna jednotka, satuan, don vi, don vi tinh, unitat, unitat de mesura, unitatea",
	"direction": "polarity, direction of travel wanted, desired direction, preferred direction, good is, sentido, tendencia deseada, sens souhaite, zielrichtung, " +
		"onskad riktning, onsket retning, kierunek, pozadany kierunek",
	"section": "department, responsible department, lead department, directorate, division, team, responsible team, responsible officer, responsible, lead, lead officer, owner, area responsable, departamento, responsable, servicio responsable, " +
		"service responsable, service, pilote, fachbereich, amt, verantwortlich, zustandig, responsavel, responsabile, ufficio responsabile, afdeling, verantwoordelijke, " +
		"ansvarig, ansvarig namnd, namnd, forvaltning, ansvarig forvaltning, ansvarlig, avdeling, vastuutaho, vastuuyksikko, toimiala, komorka odpowiedzialna, jednostka odpowiedzialna, odpowiedzialny, wydzial, odpovedny odbor, odbor, perangkat daerah, opd, penanggung jawab, don vi chu tri, co quan chu tri, area responsable, arduraduna",
	"baseline": "baseline, baseline value, starting value, valor inicial, valor base, valor de partida, linea base, linea de base, valeur initiale, valeur de reference, ausgangswert, basiswert, linha de base, valore iniziale, valore base, nulmeting, nulwaarde, " +
		"startvarde, basvarde, utgangsvarde, utgangsverdi, basisverdi, startverdi, lahtoarvo, lahtotaso, wartosc bazowa, wartosc poczatkowa, vychozi hodnota, kondisi awal, data awal, gia tri ban dau, valor de partida",
	"target": "target, annual target, meta, valor objetivo, cible, valeur cible, zielwert, soll, sollwert, valore atteso, valore obiettivo, streefwaarde, " +
		"malvarde, maltal, malniva, mal, malverdi, tavoite, tavoitearvo, tavoitetaso, wartosc docelowa, wartosc planowana, cilova hodnota, planovana hodnota, ke hoach, muc tieu, valor objectiu, fita, helburua",
	"final_target": "final target, end target, long-term target, plan target, meta final, cible finale, endziel, target finale, " +
		"slutmal, cel koncowy, target akhir, target akhir rpjmd",
	"actual": "actual, actual result, actual performance, result, results, outturn, performance, resultado, valor alcanzado, valor real, valor actual, realise, resultat, valeur atteinte, istwert, ist, realizado, risultato, valore raggiunto, consuntivo, realisatie, resultaat, " +
		"utfall, arets utfall, toteuma, toteutunut, wartosc osiagnieta, wartosc rzeczywista, wykonanie, realizacja, dosazena hodnota, skutecna hodnota, skutecnost, realisasi, realisasi kinerja, thuc hien, ket qua, ket qua thuc hien, valor assolit, emaitza",
	"published": "achievement, % achieved, % of target, achievement rate, grado de cumplimiento, cumplimiento, % cumplimiento, taux de realisation, taux d'atteinte, zielerreichung, zielerreichungsgrad, grau de execucao, grado di raggiungimento, " +
		"maluppfyllelse, maloppnaelse, toteutumisaste, stopien realizacji, % realizacji, procent realizacji, plneni, % plneni, capaian, % capaian, capaian kinerja, ty le hoan thanh, grau d'assoliment, betetze-maila",
	"grade": "rag, rag status, rag rating, status, rating, grade, traffic light, estado, semaforo, statut, etat, ampel, bewertung, stato, " +
		"farg, vari, ocena, predikat, trang thai, estat",
	"comment": "comment, comments, commentary, narrative, explanation, observaciones, comentario, comentarios, commentaire, commentaires, kommentar, erlauterung, observacoes, commento, commenti, toelichting, " +
		"kommentti, komentarz, komentar, penjelasan",
	"method": "method, methodology, calculation, definition, how measured, data source, metodo de calculo, formula, fuente, methode de calcul, source, berechnung, datenquelle, metodo di calcolo, fonte, berekening",
	"action": "action, actions, key actions, acciones, actuaciones, mesures, massnahmen, accoes, azioni, acties",
	"period": "period, timescale, timeframe, plazo, calendrier, zeitraum, prazo, periodo",
	"note": "note, notes, remark, remarks, notas, nota, remarque, remarques, bemerkung, bemerkungen, anmerkung, opmerkingen, " +
		"anmarkning, merknad, bemaerkning, huomautus, uwagi, poznamka, keterangan, catatan, ghi chu, oharrak, observacions",

	"baseline_as_of": "baseline year, baseline date, ano base, annee de reference, basisjahr, anno base, " +
		"basar, rok bazowy, vychozi rok, tahun dasar",
	"target_as_of": "target year, target date, ano meta, annee cible, zieljahr, " +
		"malar, rok docelowy, cilovy rok, tahun target",
}

// unaccented writes letters as the headings above have them.
func unaccented(text string) string {
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(text))
	return strings.NewReplacer("ß", "ss", "’", "'", "ø", "o", "æ", "ae", "ł", "l", "đ", "d", "ı", "i").Replace(bare)
}

// westYear is a year within a heading: 2024, 2024/25, 2024–25, FY2024, FY24, (2024).
var westYear = pattern.New(`\(?(?:fy ?|year |ano |annee |jahr |rok |tahun |ar |any |nam )?\b((?:19|20)[0-9]{2})(?: ?[/\-–] ?(?:(?:19|20)?[0-9]{2}))?\)?|\bfy[ '’]?[0-9]{2}(?: ?[/\-–] ?[0-9]{2})?\b`)

var westKeys, westWays = byWord(westHeadings), byWord(westDirections)

// byWord turns lists of words round.
func byWord[K comparable](lists map[K]string) map[string]K {
	keys := map[string]K{}
	for key, list := range lists {
		for word := range strings.SplitSeq(list, ", ") {
			keys[plain(word)] = key
		}
	}
	return keys
}

// westDirection is which way is better in the words of another language, "" where they are none.
func westDirection(text string) kpi.Direction {
	return westWays[plain(unaccented(lang.Fold(strings.ToLower(text))))]
}

// westMeaning is what a heading in another language means, "" for none.
func westMeaning(text string) string {
	folded := unaccented(lang.Fold(strings.ToLower(text)))
	if key := westKeys[plain(folded)]; key != "" {
		return key
	}
	bare := strings.Trim(westYear.ReplaceAllString(folded, " "), " :-–()")
	return westKeys[plain(bare)]
}

// westDirections are the words in which workbooks say which way is better, as westHeadings.
var westDirections = map[kpi.Direction]string{
	kpi.Increase: "increase, increasing, higher, higher is better, bigger is better, more is better, high is good, maximise, maximize, up, hoher ist besser, steigend, steigern, erhohen, aumentar, aumento, ascendente, creciente, hausse, a la hausse, augmentation, augmenter, " +
		"crescente, maior melhor, maior e melhor, toename, stijging, hoger is beter, oka, okande, hogre ar battre, oke, stige, kasvaa, nousee, nousu, kasvu, wzrost, rosnacy, rust, rostouci, naik, meningkat, tang, augment, handitu",
	kpi.Decrease: "decrease, decreasing, lower, lower is better, smaller is better, less is better, low is good, minimise, minimize, reduce, down, niedriger ist besser, sinkend, senken, disminuir, disminucion, reducir, descendente, decreciente, baisse, a la baisse, diminution, diminuer, reduction, " +
		"decrescente, diminuzione, reduzir, menor melhor, menor e melhor, afname, daling, lager is beter, minska, minskande, lagre ar battre, redusere, falde, laskee, vahenee, lasku, spadek, malejacy, pokles, klesajici, turun, menurun, giam, disminucio, gutxitu",
	kpi.Maintain: "maintain, keep, hold, halten, beibehalten, mantener, maintien, maintenir, mantenere, mantenimento, manter, behouden, behalla, bibehalla, opprettholde, sailyttaa, utrzymanie, udrzet, mempertahankan, duy tri, mantenir",
	kpi.Neutral:  "neutral, neutro, neutre, neutraal, neutralny, neutralni",
}

// Bounds that stand before their number: what is enough itself, and what is not.
const (
	atLeast  = `≥|>=|` + lang.AtLeast
	atMost   = `≤|<=|` + lang.AtMost
	moreThan = `>|` + lang.MoreThan
	lessThan = `<|` + lang.LessThan
)

// westBound is any of them.
var westBound = pattern.New(`^(?i:` + atLeast + `|` + atMost + `|` + moreThan + `|` + lessThan + `) ?`)

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
