package archive

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"aead.dev/minisign"

	"tassei/generator/output"
)

// Signature tells what [Sign] wrote, by names in the archive.
type Signature struct {
	File    string // FY2024.minisig
	KeyFile string // the public key: minisign.pub, or minisign-<key id>.pub for a further one
	NewKey  bool   // the public key was not there before: publish and print it
	KeyID   string // as minisign prints it
}

// Signing says what is signed, and with what.
type Signing struct {
	Edition  string
	Key      []byte                 // a minisign secret key
	Password func() (string, error) // asked only if the key is encrypted
	DryRun   bool                   // do all but write
}

// Sign signs the tag manifest of an edition with a minisign key and puts the
// public key beside it if it is not there yet. The trusted comment names the
// edition, its digest and the date of the seal. All of the seal is verified
// first. The password is asked for only if the key is encrypted.
//
// The error is an *[EditionError], a *[KeyError], a *[DamagedError], one of
// package output, or one of the function that asks for the password.
func Sign(dir string, by Signing) (Signature, error) {
	edition := by.Edition
	s, err := openEdition(dir, edition)
	if err != nil {
		return Signature{}, err
	}
	defer s.close()
	switch {
	case slices.Contains(s.tombstones, edition):
		return Signature{}, &EditionError{Edition: edition, Problem: WasWithdrawn}
	case !slices.Contains(s.bags, edition):
		return Signature{}, &EditionError{Edition: edition, Problem: NotSealed}
	case slices.Contains(s.signatures, edition):
		return Signature{}, &EditionError{Edition: edition, Problem: AlreadySigned}
	}
	private, err := openKey(by.Key, by.Password)
	if err != nil {
		return Signature{}, err
	}
	var found problems
	b := s.bag(edition, &found)
	b.checkPayload(&found)
	keys := s.keyring(&found)
	if err := found.err(); err != nil {
		return Signature{}, err
	}
	public := private.Public().(minisign.PublicKey)
	known, ok := keys.named(public)
	written := Signature{File: edition + signatureSuffix, KeyFile: known, NewKey: !ok, KeyID: keyID(public.ID())}
	var edits []output.Edit // the key first: without a signature it harms nothing
	if !ok {
		written.KeyFile = keyName + keySuffix
		if len(keys) > 0 {
			written.KeyFile = keyName + "-" + written.KeyID + keySuffix
		}
		edits = append(edits, output.Edit{Path: written.KeyFile, Data: keyText(public), New: true})
	}
	edits = append(edits, output.Edit{Path: written.File, Data: signatureText(private, b), New: true})
	if by.DryRun {
		return written, nil
	}
	_, err = output.WriteSet(dir, edits) // all are new: nothing can be left
	return written, err
}

func openKey(key []byte, password func() (string, error)) (minisign.PrivateKey, error) {
	var private minisign.PrivateKey
	if !minisign.IsEncrypted(key) {
		if err := private.UnmarshalText(key); err != nil {
			return private, &KeyError{Problem: KeyMalformed, Err: err}
		}
		return private, nil
	}
	if password == nil {
		return private, &KeyError{Problem: KeyPassword, Err: errors.New("no password")}
	}
	word, err := password()
	if err != nil {
		return private, err
	}
	if private, err = minisign.DecryptKey(word, key); err != nil {
		return private, &KeyError{Problem: KeyPassword, Err: err}
	}
	return private, nil
}

// signatureText signs in the form of today's minisign, over a hash of the file.
func signatureText(private minisign.PrivateKey, b *bag) []byte {
	r := minisign.NewReader(bytes.NewReader(b.tag))
	if _, err := io.Copy(io.Discard, r); err != nil {
		panic(err) // reading from memory
	}
	text := r.SignWithComments(private, trustedComment(b.seal)+" sealed "+b.seal.Date, "signature of "+b.seal.Edition+"/"+tagManifestFile)
	return append(bytes.TrimRight(text, "\n"), '\n')
}

func trustedComment(s Seal) string { return s.Edition + " sha512:" + s.Digest }

func keyText(public minisign.PublicKey) []byte {
	text, err := public.MarshalText()
	if err != nil {
		panic(err) // it never is one
	}
	return append(text, '\n')
}

func keyID(id uint64) string { return fmt.Sprintf("%016X", id) }

// publicKey is one of those that signatures may be checked with.
type publicKey struct {
	name string // of its file
	key  minisign.PublicKey
}

type keyring []publicKey

func (k keyring) named(public minisign.PublicKey) (string, bool) {
	for _, key := range k {
		if key.key.Equal(public) {
			return key.name, true
		}
	}
	return "", false
}

// keyring reads the public keys of the archive.
func (s *shelf) keyring(found *problems) keyring {
	var keys keyring
	for _, name := range s.keys {
		text, err := readSmall(s.fsys, name)
		if err != nil {
			found.add(unreadable, name, "error", plainError(err))
			continue
		}
		key, err := parsePublicKey(text)
		if err != nil {
			found.add(noKey, name, "error", "malformed")
			continue
		}
		keys = append(keys, publicKey{name, key})
	}
	return keys
}

// parsePublicKey reads a key file, or the bare line that is printed elsewhere.
func parsePublicKey(text []byte) (key minisign.PublicKey, err error) {
	text = bytes.TrimSpace(text)
	if err := key.UnmarshalText(text); err != nil {
		return key, err
	}
	line := text[bytes.LastIndexByte(text, '\n')+1:]
	if key.String() != string(line) {
		return key, errors.New("not in canonical form")
	}
	return key, nil
}

// checkSignature tells what a signature says of a seal. The message is the tag
// manifest, nil where the seal was withdrawn: then the trusted comment, which
// is signed too, still vouches for the digest.
func (k keyring) checkSignature(text, message []byte, s Seal) Signed {
	var signature minisign.Signature
	if err := signature.UnmarshalText(text); err != nil {
		return Invalid
	}
	// Some bits of the last letter of base64 mean nothing; they must be zero.
	canonical, err := signature.MarshalText()
	if err != nil || !bytes.Equal(bytes.TrimRight(canonical, "\n"), bytes.TrimRight(text, "\r\n")) {
		return Invalid
	}
	for _, key := range k {
		if key.key.ID() != signature.KeyID {
			continue
		}
		switch {
		case message != nil && !minisign.Verify(key.key, message, text):
			return Invalid
		case !verifyComment(key.key, signature):
			return Invalid
		case ours(signature.TrustedComment) && !strings.HasPrefix(signature.TrustedComment, trustedComment(s)+" "):
			return Invalid
		case message == nil && !ours(signature.TrustedComment):
			return Unchecked // made with another program, whose comment does not name the digest
		}
		return Valid
	}
	return Unchecked
}

// ours reports whether a trusted comment is of the form that Sign writes.
func ours(comment string) bool { return strings.Contains(comment, " sha512:") }

// verifyComment checks the second signature of a file, that of the comment.
func verifyComment(key minisign.PublicKey, s minisign.Signature) bool {
	const before = 2 + 8 // the algorithm and the key's id
	raw, err := base64.StdEncoding.DecodeString(key.String())
	if err != nil || len(raw) != before+ed25519.PublicKeySize {
		return false
	}
	return ed25519.Verify(raw[before:], slices.Concat(s.Signature[:], []byte(s.TrustedComment)), s.CommentSignature[:])
}

// checkSigned reads the signature of a seal, if it has one, and checks it.
func (k keyring) checkSigned(fsys fs.FS, s *Seal, message []byte, found *problems) {
	if s.Signature == "" {
		return
	}
	text, err := readSmall(fsys, s.Signature)
	if err != nil {
		found.add(unreadable, s.Signature, "error", plainError(err))
		return
	}
	s.Signed = k.checkSignature(text, message, *s)
	if s.Signed == Invalid {
		found.add(badSignature, s.Signature, "edition", s.Edition)
	}
}
