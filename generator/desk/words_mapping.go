package desk

import (
	"maps"

	"tassei/generator/diag"
)

// The words of mappings: a city's own workbook, and what its cells mean.
func init() { maps.Copy(sayings, mappingSayings) }

var mappingSayings = diag.Sayings{
	"mapping broken":  {"{file} の {line} 行目が TOML として読めません（{code}）。tassei explain {code} で説明が出ます。", "{file} cannot be read as TOML in line {line} ({code}). tassei explain {code} tells more."},
	"mapping word":    {"{file} の {line} 行目の「{text}」は分かりません。列やセルに書けるのは：{known}", "{file}, line {line}: “{text}” is not known. Columns and cells can be: {known}"},
	"mapping twice":   {"{file} では {other} と {at} がどちらも「{text}」を表しています。片方を \"\" にするか、\"actual FY2023\" のように年度で分けてください。", "In {file}, {other} and {at} both mean “{text}”. Make one of them \"\", or part them by year as in \"actual FY2023\"."},
	"mapping empty":   {"{file} に [[table]] がありません。tassei new mapping で作り直せます。", "{file} has no [[table]]. tassei new mapping makes one."},
	"mapping year":    {"どの年度の値か分かりません。{file} に year = \"FY2024\" のように書いてください。", "The year of the figures is not known. Write year = \"FY2024\" into {file}."},
	"mapping nothing": {"{mapping} に合う指標が {file} に1つもありません。シートの名前、head、label を確かめてください。", "No indicator in {file} fits {mapping}. Look at sheet, head and label."},
	"exported book":   {"{file} は tassei export で書き出した表です。対応表は要りません。tassei import {file} で取り込みます。", "{file} was written by tassei export and needs no mapping. Run tassei import {file}."},
	"no headings":     {"{file} に、知っている見出し（指標名、基準値、目標値、実績値、達成度、担当課 など）のある表が見つかりません。名称の列を含めて三つ以上要ります。Excel の写しで、列の上にこのような見出しを書いてください。", "{file} has no table with headings that are known. At least three are needed, one of them of the names: indicator, unit, baseline, target, actual, department (or indicador, indicateur, Indikator and the like). Write such words above the columns in a copy of the workbook."},

	"no name column": {"{file} の {at} の行は表の見出しのようですが、どの列が指標の名称か分かりません。Excel の写しで、名称の列の見出し（「{text}」など）を「指標名」に書き直してください。", "The row of {at} in {file} looks like the headings of a table, but it is not known which column has the names of the indicators. In a copy of the workbook, write “Indicator” as the heading of that column (such as “{text}”)."},

	"mapping top":        {"{file} のセルが何を表すかの対応表です。確かめて直してから tassei import --as この表 Excelファイル で取り込みます。", "What the cells of {file} mean. Look it over, mend it, and run tassei import --as THIS WORKBOOK."},
	"mapping keys":       {"書けることば：{keys}。年度は \"actual FY2023\" のように続けます。目標と実績が行で交互に並ぶ表では、どちらの行かを書いた列が row、年度の列が \"value FY2023\" です。\"\" は読みません。", "Words: {keys}. A year follows, as in \"actual FY2023\". Where targets and results stand in rows by turns, the column that says which is row, and that of a year \"value FY2023\". \"\" is not read."},
	"mapping no year":    {"年度が見出しから分かりません。書いてください。", "The headings do not tell the year. Write it here."},
	"mapping year note":  {"見出しに年度のない値は、この年度のもの", "of values whose heading has no year"},
	"mapping initiative": {"取り組み事項（施策）の列がないので、すべてを次の1つに入れます。番号と名前を確かめてください。", "There is no column of initiatives, so all goes into this one. Look at its code and name."},
	"mapping none":       {"値がないときのことばと、その理由。見つけたことばを加えられます。", "Words that stand for no value, and the reason. Add others here."},
	"mapping head":       {"見出しの最後の行", "the last row of headings"},
	"mapping above":      {"表の上にあり、表のどの行にも当てはまるセル", "cells above the table, which hold for each of its rows"},
	"column row":         {"目標か実績かの別", "Target or result"},
	"column value":       {"年度の値", "Value of the year"},
	"mapping headings":   {"見出し。列や欄が動いたファイルを読み違えないための控えです。見出しを変えたときだけ、ここも直します。", "The headings, by which a file is told whose columns or cells have moved. Change them only where the workbook's headings change."},
	"mapping label":      {"このことばのある行から、1つの指標が始まる", "an indicator begins where this text stands"},
	"mapping directions": {"方向の列がありません。次は数字からの見当です。確かめ、空欄は # を取って書いてください。", "There is no column of directions. These are guesses from the figures. Look them over, and fill in the blanks (remove the #)."},
	"mapping sections":   {"data/sections.toml にない担当です。右は id です（半角の英小文字と数字で、好きに直せます）。", "Sections that data/sections.toml lacks, with the ids that they get (lower-case letters and digits, as you like)."},
	"mapping bound":      {"目標値 {bound}", "target {bound}"},
	"mapping guess":      {"基準値と目標値 {figures}", "baseline and target {figures}"},

	"cell not known":     {"見出し「{text}」が分からないので、この列は読みません。読むには、対応表の [table.columns] の \"{letter}\" に意味（上の「書けることば」）を書いてください。", "The heading “{text}” is not known, so its column is not read. To have it read, write its meaning (one of the words at the top) for \"{letter}\" into [table.columns] of the mapping."},
	"cell bare year":     {"見出し「{text}」は年度だけで、目標のものか実績のものか分からないので、この列は読みません。対応表の [table.columns] に、実績なら \"{letter}\" = \"actual {year}\"、目標なら \"{letter}\" = \"target {year}\" と書いてください。", "The heading “{text}” tells a year, but not whether of targets or of results, so its column is not read. Write \"{letter}\" = \"actual {year}\" or \"{letter}\" = \"target {year}\" into [table.columns] of the mapping."},
	"cell name by rule":  {"見出し「{text}」の列を指標の名称とみました。違えば対応表を直してください。", "The column “{text}” is taken to have the names of the indicators. Correct the mapping if it has not."},
	"cell known twice":   {"見出し「{text}」は、ほかの列と同じ意味に見えるので、読みません。年度などの違いを対応表に書いてください。", "The heading “{text}” looks like that of another column, so it is not read. Write the difference, such as a year, into the mapping."},
	"cell moved":         {"ここの見出しは「{was}」のはずですが、「{text}」です。列か行が足されたか消されたようなので、この表は読みません。元の形に戻すか、tassei new mapping で対応表を作り直してください。見出しのことばだけを変えたのなら、対応表の headings を直してください。", "The heading here was “{was}” and is “{text}”. A column or a row seems to have been put in or taken away, so this table is not read. Put the sheet back into its form, or make the mapping anew with tassei new mapping. If only the words of the heading were changed, correct headings in the mapping."},
	"cell moved away":    {"ここに見出し「{was}」があるはずですが、空です。列か行が足されたか消されたようなので、この表は読みません。元の形に戻すか、tassei new mapping で対応表を作り直してください。", "The heading “{was}” should stand here, and the cell is empty. A column or a row seems to have been put in or taken away, so this table is not read. Put the sheet back into its form, or make the mapping anew with tassei new mapping."},
	"cell grade marks":   {"「{text}」は記号の評価に見えるので、評価内容（文章）としては読みません。市の評価として載せるなら、data/city.toml に [[grade]] を書き（tassei explain grade）、対応表に grade と書いてください。", "“{text}” looks like a grade by marks, and is not read as an evaluation in words. To have it as the city's grade, write [[grade]] into data/city.toml (tassei explain grade) and grade into the mapping."},
	"cell shared":        {"{column}の「{text}」のセルは、ほかの指標か、ほかの列のセルと結合されていて、どれの値か分かりません。結合を解いて、それぞれのセルに書いてください。", "{column}: the cell of {text} is merged with that of another indicator or another column, so it is not known whose figure it is. Unmerge it, and write each cell."},
	"cell another table": {"ここから別の表が始まっています。1枚のシートからは1つの表だけを読みます。この表を、見出しといっしょに別のシートに移してください。", "Another table begins here. Only one table is read of a sheet. Move this one, with its headings, to a sheet of its own."},
	"cell row label":     {"「{text}」が、目標、実績、達成率のどれの行か分かりません。この列には、そのどれかを書いてください。", "It is not known whether the row of “{text}” is one of targets, results or achievement. Write one of these into this column."},
	"cell unread":        {"「{text}」は何を表すか分からないので、読みません。要るものなら、対応表の cells に番地と意味を書いてください（要らなければ、意味に \"\" と書くと、取り込むときに知らせません）。", "It is not known what “{text}” means, so it is not read. If it is needed, write its place and meaning into cells of the mapping (\"\" as the meaning, and imports say no more of it)."},
	"cell unread places": {"「{text}」（ほかの{n}つの様式の同じ欄も）は何を表すか分からないので、読みません。要るものなら、対応表の cells に番地と意味を書いてください（要らなければ、意味に \"\" と書くと、取り込むときに知らせません）。", "It is not known what “{text}” means, nor what stands in the same place of other forms ({n}), so it is not read. If it is needed, write its place and meaning into cells of the mapping (\"\" as the meaning, and imports say no more of it)."},
	"cell unread sheet":  {"このシートには対応表に合う指標がないので、読みませんでした。", "This sheet has no indicator that fits the mapping, and was not read."},
	"cell claimed":       {"「{text}」の値に見える {at} は、「{other}」の値として読みます。違えば対応表を直してください。", "{at} looks like the value of “{text}”, but is read as that of “{other}”. Correct the mapping if it is not."},
	"cell hidden":        {"このシートか、この行か列は、隠れていますが、ほかと同じように読みます。要らなければ、表から消してください。", "This sheet, row or column is hidden, and is read like the others. Delete it in the workbook if it is not meant."},
	"cell note":          {"このセルにはメモ（「{text}」）があります。メモは読みません。要ることは、備考などの列に書いてください。", "There is a note on this cell (“{text}”). Notes are not read: write what is needed into a column, such as that of remarks."},
	"cell no history":    {"「{text}」は、記録のない {year} のものなので、ことばや二つ目の値は残りません（数だけが計画の history に残ります）。要るものなら、tassei new {year} で記録を作ってから取り込んでください。", "“{text}” is of {year}, which has no record, so words and a second value are not kept (the number alone goes into the plan's history). If it is needed, make that year's records with tassei new {year} and import again."},
	"cell sum":           {"「{text}」は、合計や参考の行に見えますが、指標として読みます。指標でなければ、この行を写しから消してください。", "“{text}” looks like a row of totals or for comparison, but is read as an indicator. If it is none, delete the row in a copy of the workbook."},
	"cell group":         {"「{text}」は、まとまりの見出しの行とみて、読みません。取り組み事項（施策）の名前なら、表の写しに「施策」の列を作り、下の行のそれぞれに書いてください。", "“{text}” looks like the heading of a group and is not read. If it names an initiative, make a column “Initiative” in a copy of the workbook and write it in each row below."},
	"cell only name":     {"「{text}」の行には、名称のほかに何もありません。まとまりの見出しなら、この行を表の写しから消してください。指標なら、対応表の [directions] に書いてください。", "The row of “{text}” has nothing but a name. If it is the heading of a group, delete it in a copy of the workbook. If it is an indicator, write it into [directions] of the mapping."},
	"cell no form":       {"このシートは、知っている表にも様式にも見えないので、読みません。", "This sheet looks like no table or form that is known, and is not read."},
	"cell no name":       {"指標の名称がありません。", "There is no name of an indicator."},
	"cell lost":          {"指標の名称のない行に、{column}の「{text}」があります。どの指標のものか分かるように、名称を書くか、指標の行のセルに移してください。", "This row names no indicator, but its {column} says “{text}”. Write the name, or move the words into the row of their indicator."},
	"cell no direction":  {"「{name}」は、多いほどよいか（increase）、少ないほどよいか（decrease）などが分かりません。対応表の [directions] に書いてください。", "It is not known which way is better for “{name}”. Write it into [directions] of the mapping."},
	"cell direction":     {"方向「{text}」が分かりません。対応表の [directions] に書くか、「増加」「減少」「維持」に直してください。", "The direction “{text}” is not known. Write it into [directions] of the mapping, or as increase, decrease or maintain."},
	"cell kind":          {"種別「{text}」が分かりません。data/city.toml の [[kind]] に加えるか、対応表でこの列を \"\" にしてください。", "The kind “{text}” is not known. Add a [[kind]] to data/city.toml, or leave the column out of the mapping (\"\")."},
	"cell new section":   {"「{text}」という担当係はありません。対応表の [sections] に id を書いてください。", "There is no section {text}. Give it an id in [sections] of the mapping."},
	"cell words":         {"{column}の「{text}」が分かりません。数と単位だけにするか、値がない意味のことばなら対応表の [none] に加えてください。できたかどうかの指標なら、[directions] に qualitative と書きます。", "{column}: “{text}” is not understood. Write the number and its unit, or add the words to [none] of the mapping if they mean that there is no value. Where the indicator is something done or not, write qualitative into [directions]."},
	"cell other unit":    {"{column}の単位「{text}」が、この指標の単位「{unit}」と違います。どちらかに合わせてください。", "{column} is in {text}, but the unit is {unit}. Use one unit."},
	"cell footnote":      {"{column}に付いている「{text}」の説明が、シートのどこにもありません。説明の行を加えるか、印を消してください。", "{column} carries the mark {text}, which the sheet explains nowhere. Add the explanation or remove the mark."},
	"cell final year":    {"最終目標が何年度のものか分かりません。対応表に final_target FY2030 のように書いてください。", "The year of the final target is not known. Write final_target FY2030 into the mapping."},
	"cell done or not":   {"{column}の「{text}」が、できたのか、できていないのか分かりません。目標と同じことばか、「未」で始まることばにしてください。", "{column}: “{text}” does not tell whether it is done. Use the words of the target, or begin with 未."},
	"cell no initiative": {"どの取り組み事項（施策）の指標か分かりません。対応表の [initiative] に書いてください。", "It is not known to which initiative this belongs. Write it into [initiative] of the mapping."},
	"cell other name":    {"{id} は計画では「{name}」です。番号か名称を確かめてください。", "{id} is “{name}” in the plan. Look at the number and the name."},
	"cell other plan":    {"{column}「{text}」が、今のデータの「{was}」と違います。ここからは直しません。{file} か表を直すか、データのままでよければ --take data を付けてください。", "{column} is “{text}”, but the data say “{was}”. It is not changed from here: edit {file} or the workbook, or add --take data to keep the data."},
	"cell other comment": {"{file} にもう別の評価内容があります。どちらを残すか、手で決めてください。", "{file} holds another evaluation already. Decide by hand which one stays."},
}
