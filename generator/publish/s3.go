package publish

import (
	"cmp"
	"context"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"tassei/generator/output"
)

var s3Traits = traits{parallel: 4, flat: true}

// s3Remote is a prefix in a bucket. An object is replaced in one step.
type s3Remote struct {
	core      minio.Core
	transport *http.Transport
	bucket    string
	prefix    string
}

func newS3(p place, opts Options) (remote, error) {
	region := s3Region(opts.Env)
	u, err := s3Endpoint(opts.Env, region)
	if err != nil {
		return nil, err
	}
	keys, err := s3Credentials(opts.Env)
	if err != nil {
		return nil, &AuthError{Target: p.text, Tried: []string{"AWS_ACCESS_KEY_ID", "~/.aws/credentials"}, Err: err}
	}
	transport, err := minio.DefaultTransport(u.Scheme == "https")
	if err != nil {
		return nil, err
	}
	if transport.TLSClientConfig != nil {
		transport.TLSClientConfig.MinVersion = tls.VersionTLS12
	}
	core, err := minio.NewCore(u.Host, &minio.Options{
		Creds:        keys,
		Secure:       u.Scheme == "https",
		Transport:    transport,
		Region:       region, // given, so that nobody is asked for it
		BucketLookup: minio.BucketLookupPath,
		MaxRetries:   1, // steps are tried again by the line
	})
	if err != nil {
		return nil, &RefusedError{Op: "connect", Path: p.text, Err: err}
	}
	return &s3Remote{core: *core, transport: transport, bucket: p.host, prefix: p.path}, nil
}

// s3Endpoint is the address of the store. It must say whether the line to it is
// secret: nobody is guessed to be.
func s3Endpoint(env func(string) string, region string) (*url.URL, error) {
	for _, name := range []string{"TASSEI_S3_ENDPOINT", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"} {
		endpoint := env(name)
		if endpoint == "" {
			continue
		}
		fail := func(reason TargetReason) (*url.URL, error) {
			return nil, &TargetError{Target: withoutPassword(endpoint), Variable: name, Reason: reason}
		}
		if !strings.Contains(endpoint, "://") {
			return fail(TargetNoScheme)
		}
		u, err := url.Parse(endpoint)
		if err != nil || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" || u.User != nil ||
			u.Scheme != "https" && u.Scheme != "http" {
			return fail(TargetEndpoint)
		}
		return u, nil
	}
	return &url.URL{Scheme: "https", Host: "s3." + region + ".amazonaws.com"}, nil
}

func s3Region(env func(string) string) string {
	return cmp.Or(env("AWS_REGION"), env("AWS_DEFAULT_REGION"), "us-east-1")
}

var errNoCredentials = errors.New("no credentials")

// s3Credentials takes keys from the environment or the file that other tools
// use too. No other machine is asked for any.
func s3Credentials(env func(string) string) (*credentials.Credentials, error) {
	id, secret := env("AWS_ACCESS_KEY_ID"), env("AWS_SECRET_ACCESS_KEY")
	if id != "" && secret != "" {
		return credentials.NewStaticV4(id, secret, env("AWS_SESSION_TOKEN")), nil
	}
	file := cmp.Or(env("AWS_SHARED_CREDENTIALS_FILE"), filepath.Join(home(env), ".aws", "credentials"))
	found := credentials.NewFileAWSCredentials(file, cmp.Or(env("AWS_PROFILE"), "default"))
	value, err := found.GetWithContext(nil)
	if errors.Is(err, fs.ErrNotExist) || err == nil && (value.AccessKeyID == "" || value.SecretAccessKey == "") {
		err = errNoCredentials
	}
	return found, err
}

func (s *s3Remote) key(p string) string { return path.Join(s.prefix, p) }

// answer sorts a plain no of the store from trouble on the line.
func (s *s3Remote) answer(op, p string, err error) error {
	if err == nil || isOurs(err) {
		return err
	}
	u := s.core.EndpointURL()
	if err := explainOpening(place{text: u.String(), scheme: schemeS3, host: u.Hostname(), port: u.Port()}, err); isOurs(err) {
		return err
	}
	answer := minio.ToErrorResponse(err)
	switch {
	case answer.Code == minio.NoSuchKey:
		return fs.ErrNotExist
	case answer.StatusCode == 0, answer.StatusCode >= 500, answer.StatusCode == http.StatusTooManyRequests,
		answer.StatusCode == http.StatusRequestTimeout, answer.Code == "RequestTimeout", answer.Code == "SlowDown":
		return err
	case answer.StatusCode == http.StatusNotFound && answer.Code != minio.NoSuchBucket:
		return fs.ErrNotExist
	case answer.Code == "InvalidAccessKeyId", answer.Code == "SignatureDoesNotMatch", answer.Code == "ExpiredToken":
		return &AuthError{Target: "s3://" + s.bucket, Tried: []string{"AWS_ACCESS_KEY_ID", "~/.aws/credentials"}, Err: err}
	}
	return &RefusedError{Op: op, Path: "s3://" + s.bucket + "/" + s.key(p), Err: err}
}

func (s *s3Remote) read(ctx context.Context, p string) (io.ReadCloser, error) {
	body, _, _, err := s.core.GetObject(ctx, s.bucket, s.key(p), minio.GetObjectOptions{})
	if err != nil {
		return nil, s.answer("read", p, err)
	}
	return body, nil
}

func (s *s3Remote) write(ctx context.Context, file output.File, r io.Reader) error {
	// One signed request with the digest of the bytes: every store understands
	// it, and refuses bytes that are not those.
	_, err := s.core.PutObject(ctx, s.bucket, s.key(file.Path), r, file.Size, "", hex.EncodeToString(file.Sum[:]),
		minio.PutObjectOptions{
			ContentType:          contentType(file.Path),
			ContentEncoding:      contentEncoding(file.Path),
			CacheControl:         cacheControl(file.Path),
			DisableContentSha256: true, // the library's own streaming form, which few stores know
		})
	return s.answer("write", file.Path, err)
}

func (s *s3Remote) stat(ctx context.Context, p string) (info, error) {
	if p == "." {
		return info{kind: kindDir}, nil
	}
	found, err := s.core.StatObject(ctx, s.bucket, s.key(p), minio.StatObjectOptions{})
	if err != nil {
		return info{}, s.answer("stat", p, err)
	}
	return info{kind: kindFile, size: found.Size, modified: found.LastModified}, nil
}

func (s *s3Remote) names(ctx context.Context) ([]string, error) {
	prefix := s.prefix
	if prefix != "" {
		prefix += "/"
	}
	const enough = 50
	found, err := s.core.ListObjectsV2(s.bucket, prefix, "", "", "/", enough)
	var names []string
	for _, object := range found.Contents {
		names = append(names, strings.TrimPrefix(object.Key, prefix))
	}
	for _, folder := range found.CommonPrefixes {
		names = append(names, strings.Trim(strings.TrimPrefix(folder.Prefix, prefix), "/"))
	}
	return names, s.answer("read", ".", err)
}

func (s *s3Remote) mkdir(context.Context, string) error     { return nil }
func (s *s3Remote) removeDir(context.Context, string) error { return nil }

func (s *s3Remote) remove(ctx context.Context, p string) error {
	return s.answer("remove", p, s.core.RemoveObject(ctx, s.bucket, s.key(p), minio.RemoveObjectOptions{}))
}

func (s *s3Remote) close() error {
	s.transport.CloseIdleConnections()
	return nil
}

// contentType is that of a file, and of its compressed twin.
func contentType(p string) string { return output.ContentType(untwin(p)) }

// contentEncoding marks a compressed twin, which has the type of its file.
func contentEncoding(p string) string {
	if untwin(p) == p {
		return ""
	}
	return map[string]string{".gz": "gzip", ".br": "br"}[path.Ext(p)]
}

// cacheControl lets browsers keep what has its content's hash in its name, and
// ask again for all else.
func cacheControl(p string) string {
	if (strings.HasPrefix(p, "assets/") || strings.Contains(p, "/assets/")) && hashedName(p) {
		return "public, max-age=31536000, immutable"
	}
	return "no-cache"
}

// hashedName reports whether a name holds a content hash: eight or more
// hexadecimal digits between a dot or hyphen and a dot.
func hashedName(p string) bool {
	base := path.Base(untwin(p))
	for _, part := range strings.FieldsFunc(base, func(r rune) bool { return r == '.' || r == '-' }) {
		if len(part) >= 8 && strings.Trim(part, "0123456789abcdef") == "" {
			return true
		}
	}
	return false
}
