package lang

import (
	"testing"

	"tassei/generator/must"
)

func TestUntranslated(t *testing.T) {
	for _, c := range []struct {
		original, translation, tag string
		want                       bool
	}{
		{"窓口の数を計上する", "窓口の数を計上する", "en", true}, {"窓口の数", "前の窓口の数", "en", true}, {"指宿市", "指宿市", "en", true}, {"DX推進", "DX推進", "en", true}, {"データー", "データー", "en", true},
		{"窓口の数", "Counters", "en", false}, {"窓口の数", "Counters (窓口)", "en", false}, {"ぴったり", "Pittari (ぴったりサービス)", "en", false}, {"件", "", "en", false}, {"％", "％", "en", false}, {"12", "12", "en", false},
		{"指宿市", "指宿市", "zh", false}, {"指宿市", "指宿市", "zh-Hant", false}, {"窓口の数", "窓口の数", "zh", true}, {"窓口の数", "창구의 수", "ko", false}, {"窓口の数", "窓口の数", "ko", true}, {"Counters", "窓口の数", "ja", false}, {"DX", "DX", "en", false},
		// Chinese names things of Japan in kana; other languages have letters of Japanese too; an original in English is not "still".
		{"すだちくんの活動", "「すだちくん」活动", "zh", false}, {"ゆめタウンの催し", "在ゆめタウン举办的活动", "zh-TW", false}, {"窓口", "窗口", "yue", false}, {"窓口の数", "窓口の数", "cmn", true},
		{"アイヌ語", "アイヌイタㇰ", "ain", false}, {"沖縄の言葉", "うちなーぐち", "ryu", false}, {"Sister cities", "指宿市", "fr", false}, {"Sister cities", "ぴったり", "zh", false},
	} {
		must.Be(t, Untranslated(c.original, c.translation, c.tag), c.want, c.original, c.translation, c.tag)
	}
}
