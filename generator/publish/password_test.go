package publish

import (
	"crypto/subtle"
	"errors"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"tassei/generator/must"
)

// passwordServer is an SFTP server that lets in by password alone; a system's
// own would want an account of the system. It keeps what it was told.
type passwordServer struct {
	port string
	key  ssh.PublicKey

	mu   sync.Mutex
	told []string
}

func startPasswordSSH(t *testing.T, password string) *passwordServer {
	t.Helper()
	file := filepath.Join(t.TempDir(), "host_key")
	s := &passwordServer{key: newKey(t, file, "")}
	text := must.Read(t, file)
	signer, err := ssh.ParsePrivateKey(text)
	must.Succeed(t, err)
	config := &ssh.ServerConfig{PasswordCallback: func(_ ssh.ConnMetadata, got []byte) (*ssh.Permissions, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.told = append(s.told, string(got)); subtle.ConstantTimeCompare(got, []byte(password)) == 0 {
			return nil, errors.New("no")
		}
		return nil, nil
	}}
	config.AddHostKey(signer)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must.Succeed(t, err)
	t.Cleanup(func() { l.Close() })
	_, s.port, _ = net.SplitHostPort(l.Addr().String())
	go func() {
		for {
			raw, err := l.Accept()
			if err != nil {
				return
			}
			go serveSFTP(raw, config)
		}
	}()
	return s
}

func serveSFTP(raw net.Conn, config *ssh.ServerConfig) {
	defer raw.Close()
	_, channels, requests, err := ssh.NewServerConn(raw, config)
	if err != nil {
		return
	}
	go ssh.DiscardRequests(requests)
	for wanted := range channels {
		channel, asks, err := wanted.Accept()
		if err != nil {
			return
		}
		go func() {
			for ask := range asks {
				ask.Reply(ask.Type == "subsystem", nil)
			}
		}()
		if server, err := sftp.NewServer(channel); err == nil {
			go server.Serve()
		}
	}
}

func (s *passwordServer) heard() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.told, " ")
}

// passwordFile is a file as vsftpd reads passwords from: one that it takes.
func passwordFile(t *testing.T, password string) string {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "passwords", password+"\n")
	return filepath.Join(dir, "passwords")
}
