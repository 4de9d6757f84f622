package lang

import "testing"

func TestGuarded(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "3": "3", "-3": "-3", "-0.50": "-0.50", "－３": "－３", "−3": "−3", "a=1": "a=1", "'": "'", "'tis": "'tis", "―": "―", "－": "－", "＝": "＝",
		"=1": "'=1", "+1": "'+1", "-": "'-", "-3件": "'-3件", "-1-2": "'-1-2", "@A1": "'@A1", "\t=1": "'\t=1", "\r=1": "'\r=1", "\n=1": "'\n=1",
		"＝1+1": "'＝1+1", "＋1": "'＋1", "－（未実施）": "'－（未実施）", "＠SUM(A1)": "'＠SUM(A1)",
		"'=1": "''=1", "''＝1": "'''＝1", "'-3": "'-3",
	} {
		if got := Guarded(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
		if back := Unguarded(Guarded(s)); back != s {
			t.Errorf("%q comes back as %q", s, back)
		}
	}
}
