package publish

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strings"

	"tassei/generator/output"
)

var httpTraits = traits{parallel: 8, flat: true}

// webRemote is a published site as its readers see it.
type webRemote struct {
	readOnly
	base   *url.URL // its path ends with a slash
	client *http.Client
}

// parseWeb reads the address of a site: https://www.example.jp/kpi/.
func parseWeb(target string) (*url.URL, error) {
	fail := func(reason TargetReason) (*url.URL, error) {
		return nil, &TargetError{Target: withoutPassword(target), Reason: reason}
	}
	u, err := url.Parse(target)
	if err != nil {
		return fail(TargetSyntax)
	}
	switch {
	case u.User != nil:
		return fail(TargetPassword)
	case u.Hostname() == "":
		return fail(TargetHost)
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return fail(TargetExtra)
	}
	u.Path = strings.TrimSuffix(u.Path, frontPage)
	u.RawPath = ""
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return u, nil
}

func openWeb(base *url.URL, opts Options) *webRemote {
	return &webRemote{base: base, client: &http.Client{Transport: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		TLSClientConfig:       &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:   opts.Timeout,
		ResponseHeaderTimeout: opts.Timeout,
		MaxIdleConnsPerHost:   httpTraits.parallel,
		ForceAttemptHTTP2:     true,
	}}}
}

func (w *webRemote) read(ctx context.Context, p string) (io.ReadCloser, error) {
	u := *w.base
	u.Path += p
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, &RefusedError{Op: "read", Path: p, Err: err}
	}
	// The bytes as they lie there, not as they are packed for the way; and from
	// the server itself, not from something in between that kept an old copy.
	request.Header.Set("Accept-Encoding", "identity")
	request.Header.Set("Cache-Control", "no-cache")
	response, err := w.client.Do(request)
	if err != nil {
		return nil, explainOpening(place{text: w.base.String(), scheme: schemeHTTP, host: w.base.Hostname(), port: w.base.Port()}, err)
	}
	if response.StatusCode == http.StatusOK {
		return response.Body, nil
	}
	response.Body.Close()
	err = fmt.Errorf("the server answers %s", response.Status)
	switch code := response.StatusCode; {
	case code == http.StatusNotFound || code == http.StatusGone:
		return nil, fs.ErrNotExist
	case code >= 500 || code == http.StatusTooManyRequests || code == http.StatusRequestTimeout:
		return nil, err
	}
	return nil, &RefusedError{Op: "read", Path: u.String(), Err: err}
}

func (w *webRemote) close() error {
	w.client.CloseIdleConnections()
	return nil
}

// readOnly refuses whatever is not reading.
type readOnly struct{}

func (readOnly) no(op, p string) error {
	return &RefusedError{Op: op, Path: p, Err: errors.ErrUnsupported}
}

func (r readOnly) write(_ context.Context, file output.File, _ io.Reader) error {
	return r.no("write", file.Path)
}
func (r readOnly) stat(_ context.Context, p string) (info, error) { return info{}, r.no("stat", p) }
func (r readOnly) mkdir(_ context.Context, p string) error        { return r.no("mkdir", p) }
func (r readOnly) remove(_ context.Context, p string) error       { return r.no("remove", p) }
func (r readOnly) removeDir(_ context.Context, p string) error    { return r.no("remove", p) }
func (r readOnly) names(context.Context) ([]string, error)        { return nil, r.no("read", ".") }
