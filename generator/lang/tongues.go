package lang

import "strings"

// Tongue is what a language is called.
type Tongue struct {
	Own     string // by its speakers: Cymraeg
	English string
	Japan   string
}

// tongues are languages in which places outside Japan, and those in Japan for
// their residents, write. A language that is not here goes by its tag.
var tongues = map[string]Tongue{
	"ja": {"日本語", "Japanese", "日本語"}, "en": {"English", "English", "英語"},
	"cy": {"Cymraeg", "Welsh", "ウェールズ語"}, "ga": {"Gaeilge", "Irish", "アイルランド語"}, "gd": {"Gàidhlig", "Scottish Gaelic", "スコットランド・ゲール語"},
	"fr": {"Français", "French", "フランス語"}, "de": {"Deutsch", "German", "ドイツ語"}, "it": {"Italiano", "Italian", "イタリア語"},
	"es": {"Español", "Spanish", "スペイン語"}, "ca": {"Català", "Catalan", "カタルーニャ語"}, "eu": {"Euskara", "Basque", "バスク語"}, "pt": {"Português", "Portuguese", "ポルトガル語"},
	"nl": {"Nederlands", "Dutch", "オランダ語"}, "sv": {"Svenska", "Swedish", "スウェーデン語"}, "fi": {"Suomi", "Finnish", "フィンランド語"}, "da": {"Dansk", "Danish", "デンマーク語"},
	"no": {"Norsk", "Norwegian", "ノルウェー語"}, "pl": {"Polski", "Polish", "ポーランド語"}, "cs": {"Čeština", "Czech", "チェコ語"}, "mi": {"Te reo Māori", "Māori", "マオリ語"},
	"ko": {"한국어", "Korean", "韓国語"}, "zh": {"中文", "Chinese", "中国語"}, "vi": {"Tiếng Việt", "Vietnamese", "ベトナム語"}, "ne": {"नेपाली", "Nepali", "ネパール語"},
	"id": {"Bahasa Indonesia", "Indonesian", "インドネシア語"}, "tl": {"Tagalog", "Tagalog", "タガログ語"}, "uk": {"Українська", "Ukrainian", "ウクライナ語"}, "ru": {"Русский", "Russian", "ロシア語"},
	"nb": {"Norsk bokmål", "Norwegian", "ノルウェー語"}, "nn": {"Norsk nynorsk", "Norwegian Nynorsk", "ニーノシュク"}, "is": {"Íslenska", "Icelandic", "アイスランド語"},
	"et": {"Eesti", "Estonian", "エストニア語"}, "lv": {"Latviešu", "Latvian", "ラトビア語"}, "lt": {"Lietuvių", "Lithuanian", "リトアニア語"}, "gl": {"Galego", "Galician", "ガリシア語"},
	"sk": {"Slovenčina", "Slovak", "スロバキア語"}, "sl": {"Slovenščina", "Slovenian", "スロベニア語"}, "hr": {"Hrvatski", "Croatian", "クロアチア語"}, "hu": {"Magyar", "Hungarian", "ハンガリー語"},
	"ro": {"Română", "Romanian", "ルーマニア語"}, "bg": {"Български", "Bulgarian", "ブルガリア語"}, "el": {"Ελληνικά", "Greek", "ギリシャ語"}, "tr": {"Türkçe", "Turkish", "トルコ語"},
	"ar": {"العربية", "Arabic", "アラビア語"}, "fa": {"فارسی", "Persian", "ペルシャ語"}, "prs": {"دری", "Dari", "ダリー語"}, "ur": {"اردو", "Urdu", "ウルドゥー語"}, "ps": {"پښتو", "Pashto", "パシュトー語"},
	"sd": {"سنڌي", "Sindhi", "シンド語"}, "ug": {"ئۇيغۇرچە", "Uyghur", "ウイグル語"}, "ckb": {"کوردی", "Central Kurdish", "クルド語"}, "ku": {"Kurdî", "Kurdish", "クルド語"}, "ku-arab": {"کوردی", "Kurdish", "クルド語"},
	"he": {"עברית", "Hebrew", "ヘブライ語"}, "yi": {"ייִדיש", "Yiddish", "イディッシュ語"}, "dv": {"ދިވެހި", "Dhivehi", "ディベヒ語"},
	"az": {"Azərbaycanca", "Azerbaijani", "アゼルバイジャン語"}, "az-arab": {"آذربایجانجا", "Azerbaijani", "アゼルバイジャン語"}, "pa": {"ਪੰਜਾਬੀ", "Punjabi", "パンジャブ語"}, "pa-arab": {"پنجابی", "Punjabi", "パンジャブ語"}, "pnb": {"پنجابی", "Punjabi", "パンジャブ語"},
	"zh-hant": {"繁體中文", "Chinese", "中国語"}, "zh-tw": {"繁體中文", "Chinese", "中国語"}, "zh-hk": {"繁體中文", "Chinese", "中国語"}, "zh-hans": {"简体中文", "Chinese", "中国語"},
}

// Base is the language of a tag that names a country or a script too: fr of fr-CA.
func Base(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	return base
}

// tongue is what is known of a language, of its kind in a country or a script first.
func tongue(tag string) (Tongue, bool) {
	t, ok := tongues[strings.ToLower(tag)]
	if !ok {
		t, ok = tongues[Base(tag)]
	}
	return t, ok
}

// TongueName is what the language of a tag is called in another language: in
// Japanese or English by its name there, in any other by its own; the tag itself
// for a language that is not known.
func TongueName(tag, in string) string {
	t, ok := tongue(tag)
	switch {
	case !ok:
		return tag
	case in == "ja":
		return t.Japan
	case in == "en":
		return t.English
	}
	return t.Own
}

// OwnName is what a language is called by its speakers, "" where it is not known.
func OwnName(tag string) string {
	t, _ := tongue(tag)
	return t.Own
}

// One reports whether a language says a number, written with its own signs, in the
// singular: 1 everywhere, in French and Portuguese all below two (0, 1,5).
func One(tag, number string) bool {
	if base := Base(tag); base != "fr" && base != "pt" {
		return number == "1"
	}
	whole, fraction, _ := strings.Cut(number, ",")
	return (whole == "0" || whole == "1") && strings.Trim(fraction, "0123456789") == ""
}

// PercentSign is the percent sign with the space that a language puts before it.
func PercentSign(tag string) string {
	switch Base(tag) {
	case "fr", "de", "es", "ca", "gl", "sv", "fi", "no", "nb", "nn", "da", "cs", "sk", "sl", "hr", "lt", "ru", "uk":
		return "\u00a0%"
	}
	return "%"
}

// Signs are the signs between thousands and before decimals in languages that
// write a decimal comma; "" for any other.
func Signs(tag string) (group, decimal string) {
	if strings.Contains(pointed, " "+strings.ToLower(tag)+" ") {
		return "", ""
	}
	switch Base(tag) {
	case "de", "es", "ca", "gl", "eu", "it", "pt", "nl", "da", "is", "el", "tr", "ro", "hr", "sl", "id", "vi":
		return ".", ","
	case "fr", "sv", "fi", "no", "nb", "nn", "pl", "cs", "sk", "hu", "bg", "et", "lv", "lt", "ru", "uk":
		return "\u00a0", ","
	}
	return "", ""
}

// GroupSign is the sign between thousands, where a language is known to have another than
// a comma: 1’234.5 in Switzerland.
func GroupSign(tag string) string {
	switch strings.ToLower(tag) {
	case "de-ch", "de-li", "it-ch", "rm", "rm-ch", "gsw":
		return "’"
	}
	group, _ := Signs(tag)
	return group
}

// pointed are languages as they are written in a country that has a decimal point.
const pointed = " de-ch de-li it-ch rm rm-ch gsw es-mx es-us es-pr es-gt es-hn es-ni es-pa es-pe es-sv es-do "
