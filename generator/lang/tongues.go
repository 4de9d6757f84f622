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
	"th": {"ไทย", "Thai", "タイ語"}, "ms": {"Bahasa Melayu", "Malay", "マレー語"}, "km": {"ខ្មែរ", "Khmer", "クメール語"}, "lo": {"ລາວ", "Lao", "ラオス語"}, "my": {"မြန်မာ", "Burmese", "ビルマ語"},
	"mn": {"Монгол", "Mongolian", "モンゴル語"}, "hi": {"हिन्दी", "Hindi", "ヒンディー語"}, "bn": {"বাংলা", "Bengali", "ベンガル語"}, "ta": {"தமிழ்", "Tamil", "タミル語"}, "si": {"සිංහල", "Sinhala", "シンハラ語"},
	"fil": {"Filipino", "Filipino", "フィリピノ語"}, "sw": {"Kiswahili", "Swahili", "スワヒリ語"}, "am": {"አማርኛ", "Amharic", "アムハラ語"}, "af": {"Afrikaans", "Afrikaans", "アフリカーンス語"}, "zu": {"isiZulu", "Zulu", "ズールー語"}, "xh": {"isiXhosa", "Xhosa", "コサ語"},
	"sr": {"Српски", "Serbian", "セルビア語"}, "bs": {"Bosanski", "Bosnian", "ボスニア語"}, "mk": {"Македонски", "Macedonian", "マケドニア語"}, "sq": {"Shqip", "Albanian", "アルバニア語"}, "be": {"Беларуская", "Belarusian", "ベラルーシ語"},
	"mt": {"Malti", "Maltese", "マルタ語"}, "lb": {"Lëtzebuergesch", "Luxembourgish", "ルクセンブルク語"}, "rm": {"Rumantsch", "Romansh", "ロマンシュ語"}, "fy": {"Frysk", "Frisian", "フリジア語"}, "se": {"Davvisámegiella", "Northern Sami", "北サーミ語"}, "fo": {"Føroyskt", "Faroese", "フェロー語"}, "kl": {"Kalaallisut", "Greenlandic", "グリーンランド語"},
	"oc": {"Occitan", "Occitan", "オック語"}, "br": {"Brezhoneg", "Breton", "ブルトン語"}, "co": {"Corsu", "Corsican", "コルシカ語"},
	"ka": {"ქართული", "Georgian", "ジョージア語"}, "hy": {"Հայերեն", "Armenian", "アルメニア語"}, "kk": {"Қазақ тілі", "Kazakh", "カザフ語"}, "uz": {"Oʻzbekcha", "Uzbek", "ウズベク語"}, "ky": {"Кыргызча", "Kyrgyz", "キルギス語"}, "tg": {"Тоҷикӣ", "Tajik", "タジク語"},
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

// TongueName is the same in the catalogue's language, whose messages may say otherwise.
func (c *Catalogue) TongueName(tag string) string {
	if key := "opendata.language." + tag; c.Has(key) {
		return c.Say(key)
	}
	return TongueName(tag, c.Tag)
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
	case "fr", "de", "es", "ca", "gl", "sv", "fi", "no", "nb", "nn", "da", "cs", "sk", "sl", "hr", "bs", "sr", "mk", "lt", "ru", "uk", "be", "bg", "hy", "kk", "ky", "lb", "rm", "se", "fo", "kl", "oc", "br", "co":
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
	case "de", "es", "ca", "gl", "eu", "it", "pt", "nl", "da", "is", "el", "tr", "ro", "hr", "bs", "sr", "mk", "sl", "id", "vi", "lb", "fy", "fo", "kl":
		return ".", ","
	case "fr", "sv", "fi", "no", "nb", "nn", "pl", "cs", "sk", "hu", "bg", "et", "lv", "lt", "ru", "uk", "be", "sq", "ka", "hy", "kk", "uz", "ky", "tg", "se", "oc", "br", "co":
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
