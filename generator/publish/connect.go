package publish

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"slices"
	"syscall"
)

// dialTCP opens a line, or says in a *ConnectError why there is none.
func dialTCP(ctx context.Context, address string, opts Options) (net.Conn, error) {
	dialer := net.Dialer{Timeout: opts.Timeout}
	conn, err := dialer.DialContext(ctx, "tcp", address)
	if err == nil {
		return conn, nil
	}
	return nil, explainDial(err)
}

// explainDial tells an address at which nobody is from trouble on the line.
func explainDial(err error) error {
	var name *net.DNSError
	var op *net.OpError
	reason := ConnectReason("")
	switch {
	case errors.As(err, &name):
		if name.IsNotFound {
			reason = ConnectHost
		}
	case isOneOf(err, syscall.ECONNREFUSED, winRefused):
		reason = ConnectRefused
	case isOneOf(err, syscall.EHOSTUNREACH, syscall.ENETUNREACH, winNoHost, winNoNet):
		reason = ConnectUnreachable
	case errors.As(err, &op) && op.Op == "dial" && op.Timeout():
		reason = ConnectSilent
	}
	if reason == "" {
		return err
	}
	return &ConnectError{Reason: reason, Err: err}
}

// What Windows says for the same; the numbers mean nothing elsewhere.
const (
	winNoNet   = syscall.Errno(10051)
	winRefused = syscall.Errno(10061)
	winNoHost  = syscall.Errno(10065)
)

func isOneOf(err error, numbers ...syscall.Errno) bool {
	return slices.ContainsFunc(numbers, func(n syscall.Errno) bool { return errors.Is(err, n) })
}

// explainOpening makes of an error of opening a line what is wrong at that place.
func explainOpening(p place, err error) error {
	var connect *ConnectError
	if !errors.As(err, &connect) {
		err = explainDial(err)
	}
	var certificate *tls.CertificateVerificationError
	var header tls.RecordHeaderError
	switch {
	case errors.As(err, &certificate):
		return &CertificateError{Scheme: p.scheme, Host: p.host, Err: certificate.Err}
	case errors.As(err, &header), errors.Is(err, http.ErrSchemeMismatch):
		err = &ConnectError{Reason: ConnectNoTLS, Err: err}
	}
	if errors.As(err, &connect) {
		connect.Target, connect.Host, connect.Port = p.text, p.host, p.port
		return connect
	}
	return err
}
