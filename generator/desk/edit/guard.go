package edit

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"mime"
	"net/http"
	"net/url"
)

// maxBody is the greatest size of a form in bytes. Comments of 256 KiB, the most
// that is read, in two languages, as they were and as they are, fit in when each
// of their bytes is written as three.
const maxBody = 8 << 20

// newToken is known only to pages that this run of the program has sent.
func newToken() string {
	var b [24]byte
	rand.Read(b[:]) // which never fails
	return hex.EncodeToString(b[:])
}

// refusal is a request that may not write: an answer's status and why.
type refusal struct {
	status int
	key    string
}

// admit lets a request through that comes from a page of this program in this
// machine's browser, and reads its form. Another site's page may send a form
// here, but cannot choose its Origin nor know the token.
func (e *Editor) admit(w http.ResponseWriter, r *http.Request) *refusal {
	if e.options.ReadOnly {
		return &refusal{http.StatusForbidden, "read only"}
	}
	origin := r.Header.Get("Origin")
	u, err := url.Parse(origin)
	if origin == "" || err != nil || u.Scheme != "http" || u.Host != r.Host || !e.options.Known(u.Host) {
		return &refusal{http.StatusForbidden, "wrong origin"}
	}
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		return &refusal{http.StatusForbidden, "wrong origin"}
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/x-www-form-urlencoded" {
		return &refusal{http.StatusUnsupportedMediaType, "wrong type"}
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if err := r.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return &refusal{http.StatusRequestEntityTooLarge, "too large"}
		}
		return &refusal{http.StatusBadRequest, "not a form"}
	}
	if subtle.ConstantTimeCompare([]byte(r.PostForm.Get("token")), []byte(e.token)) != 1 {
		return &refusal{http.StatusForbidden, "wrong token"}
	}
	return nil
}
