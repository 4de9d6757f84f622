package archive

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"aead.dev/minisign"

	"tassei/generator/must"
)

// What a signature of minisign's says beside the bytes is signed too: a comment
// that another hand wrote, or that names another seal, makes it invalid.
func TestSignatureComments(t *testing.T) {
	public, private, err := minisign.GenerateKey(nil)
	must.Succeed(t, err)
	s, message := Seal{Edition: "FY2024", Digest: strings.Repeat("0", 128), Date: "2025-09-30"}, []byte("the list\n")
	sign := func(comment string) []byte { return minisign.SignWithComments(private, message, comment, "x") }
	good := sign(trustedComment(s) + " sealed 2025-09-30")
	keys := keyring{{"minisign.pub", public}}
	for _, c := range []struct {
		name    string
		text    []byte
		message []byte
		want    Signed
	}{
		{"ours", good, message, Valid},
		{"ours, of a seal that is gone", good, nil, Valid},
		{"of another program", sign("timestamp:1"), message, Valid},
		{"of another program, of a seal that is gone", sign("timestamp:1"), nil, Unchecked},
		{"of another seal", sign("FY2023 sha512:" + s.Digest + " sealed"), message, Invalid},
		{"of another digest", sign("FY2024 sha512:1 sealed"), nil, Invalid},
		{"cut off", sign(trustedComment(s)), message, Invalid},
		{"forged", bytes.Replace(good, []byte("sealed 2025"), []byte("sealed 2024"), 1), message, Invalid},
		{"of other bytes", good, []byte("another list\n"), Invalid},
		{"no signature", []byte("x"), message, Invalid},
		{"with more behind", append(slices.Clone(good), "\n\n \n"...), message, Invalid},
	} {
		must.Be(t, keys.checkSignature(c.text, c.message, s), c.want, c.name)
	}
	other, _, err := minisign.GenerateKey(nil)
	must.Succeed(t, err)
	must.Be(t, (keyring{{"minisign.pub", other}}).checkSignature(good, message, s), Unchecked, "with another key")
}
