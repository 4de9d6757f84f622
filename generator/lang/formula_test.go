package lang

import (
	"testing"

	"tassei/generator/must"
)

func TestGuarded(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "3": "3", "-3": "-3", "-0.50": "-0.50", "－３": "－３", "−3": "−3", "a=1": "a=1", "'": "'", "'tis": "'tis", "―": "―", "－": "－", "＝": "＝",
		"=1": "'=1", "+1": "'+1", "-": "'-", "-3件": "'-3件", "-1-2": "'-1-2", "@A1": "'@A1", "\t=1": "'\t=1", "\r=1": "'\r=1", "\n=1": "'\n=1",
		"＝1+1": "'＝1+1", "＋1": "'＋1", "－（未実施）": "'－（未実施）", "＠SUM(A1)": "'＠SUM(A1)",
		"'=1": "''=1", "''＝1": "'''＝1", "'-3": "'-3",
	} {
		must.Be(t, Guarded(s), want, s)
		must.Be(t, Unguarded(Guarded(s)), s, "comes back as")
	}
}
