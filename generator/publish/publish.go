// Package publish sends a finished tree of files somewhere and keeps it there
// up to date: a folder, an SFTP or FTPS server, an S3-compatible store, a zip
// file, or a folder of changes for a CMS that takes uploads by hand.
//
//	tree := publish.Tree{FS: os.DirFS("public"), Files: manifest}
//	result, err := publish.Send(ctx, tree, "sftp://web@www.example.jp/var/www/kpi", publish.Options{})
//
// The main types:
//
//   - [Tree] is what is sent: files, and the list of them with their digests.
//   - [Options] holds what the caller allows, how to ask for a password, and
//     where to report progress.
//   - [Plan] is what would change; [Preview] makes one and changes nothing.
//   - [Result] is what [Send] did.
//
// # How it works
//
// The manifest of the published tree lies on the target as ".tassei". What
// differs from it by hash is sent: first what pages load, then data, then new
// pages, then changed pages, then the front pages, then the manifest. Only then
// is removed, in the opposite order, what an earlier manifest of ours lists and
// the new one does not. So at no moment is there a page whose assets are
// missing. Each file is written under another name and renamed.
//
// While it works, ".tassei-publishing" on the target says what is going to be
// written and ".tassei-progress" how far it came. From these two an interrupted
// upload is resumed, by this or another tree, and a file that somebody else put
// on one of our paths is told from one that we had begun to write. Such a file
// is never touched, unless [Options.Adopt] is set.
//
// Nothing is listed on the target and nothing outside its root is reached.
package publish

import (
	"context"
	"io/fs"
	"os"
	"strings"
	"time"

	"tassei/generator/output"
)

// Tree is a finished tree of files. Files lists all of it but the manifest
// itself, sorted by path; FS holds the bytes. A file whose bytes are not those
// of its digest is an error, and is not published.
type Tree struct {
	FS    fs.FS
	Files output.Manifest
	Held  *output.Held // what [Precompress] could not delete of former twins, nil for nothing
}

// OpenTree reads the manifest that lies in a finished folder. The bytes are
// checked against it while they are sent.
func OpenTree(fsys fs.FS) (Tree, error) {
	files, err := output.ReadManifest(fsys)
	return Tree{FS: fsys, Files: files}, err
}

// Allow lifts single guards, each for a run in which the loss is meant.
type Allow struct {
	Removals   bool // more than MaxRemove of the published files go
	FewerPages bool // fewer than half of the pages stay
	Years      bool // pages of a published year vanish
	Seals      bool // files of a sealed year vanish or change
}

// DefaultMaxRemove is the share of the published files that may be removed in
// one run.
const DefaultMaxRemove = 0.20

// Options say how to publish. The zero value is careful and silent.
type Options struct {
	// Adopt takes over files that lie on our paths but are not ours.
	Adopt bool
	// OwnFolder stops a first publish if anything else lies in the target's root,
	// which is nearly always a wrong address. Adopt lifts it.
	OwnFolder bool
	// Known are trees that this copy of the city's files knows the target to have
	// held: first the one that it saw there last. If somebody else published since,
	// a run that would take that back stops with a *TakenBackError, unless Over is
	// set. Without any, nothing is compared.
	Known []output.Manifest
	Over  bool
	// Kept is a folder of this target's own, in which a run keeps what it replaces
	// and removes, for [Back]. Without one nothing is kept.
	Kept string
	// Everything sends every file, also those that the manifest on the target
	// says are there.
	Everything bool
	// MaxRemove is the greatest share of the published files that may be
	// removed, over 0 and up to 1. Zero stands for DefaultMaxRemove.
	MaxRemove float64
	// Allow lifts single guards.
	Allow Allow

	// Secret asks the person at the terminal for a password or passphrase.
	// [TerminalSecret] makes one. Without it nothing is asked, and a server
	// that wants a password gives an *AuthError.
	Secret func(Question) (string, error)
	// Progress is told how far the work is, never by two goroutines at once.
	Progress func(Progress)
	// Notice is told of what does not stop a run but should be put right, once
	// each: a *HostLineError.
	Notice func(error)
	// Env reads the environment; nil stands for os.Getenv. HOME,
	// SSH_AUTH_SOCK, AWS_… and TASSEI_… are read.
	Env func(name string) string

	// Attempts is how often one step is tried before the run stops. Zero
	// stands for 6.
	Attempts int
	// Sleep waits between attempts; nil stands for a wait on the clock. It
	// returns early with an error when the context ends.
	Sleep func(context.Context, time.Duration) error
	// Timeout is how long one step may take, apart from the time that its
	// bytes need on a line of 16 kB/s. Zero stands for a minute.
	Timeout time.Duration
}

// Progress is how far a run is. Bytes and files count what is sent, not what
// is already there.
type Progress struct {
	Files, FilesTotal int
	Bytes, BytesTotal int64
	Path              string // the file that was finished or is being sent
	Retry             error  // set when a step failed and is tried again
}

// Result is what a run did.
type Result struct {
	Plan    Plan
	Sent    int   // files sent
	Bytes   int64 // their bytes
	Removed int   // files removed
	// There is the tree of the manifest that lies at the target now; nil where the
	// run ended before that was settled.
	There output.Manifest
	Kept  []string // files of ours that were due to go but hold other bytes now, so that they stay
	// Unreadable is a file or folder that only the account may read and that
	// could not be opened to the web server; "" if there is none.
	Unreadable string
	Held       *output.Held // what a clean-up could not delete; it harms nothing
	// Undoable says that another [Back] undoes this one. What was there of a publish
	// that was cut off cannot be brought back.
	Undoable bool
}

// CheckTarget says what is wrong with a target, or with what the environment
// says of it, before anything is done and without asking the target.
func CheckTarget(target string, opts Options) error {
	opts = opts.filled()
	place, err := parseTarget(target)
	if err != nil {
		return err
	}
	_, err = wayTo(place, opts)
	return err
}

// Send brings the target to the state of the tree. Targets are
//
//	site.zip                            a zip file; the same tree gives the same bytes
//	DIR                                 a folder
//	sftp://user@host[:port]/abs/path    keys, agent, known_hosts of $HOME/.ssh
//	ftps://user@host[:port]/path        FTP with explicit TLS
//	s3://bucket[/prefix]                any S3-compatible store
//
// Errors: *TargetError, *TreeError, *ForeignError, *OccupiedError, *BusyError,
// *TakenBackError, *GuardError, *HostKeyError, *ConnectError,
// *CertificateError, *PasswordFileError, *AuthError, *RefusedError, *RecordError, *OvertakenError,
// *BrokenError, *SourceError and the context's own. After any of them the
// target is in a state that a later run goes on from.
func Send(ctx context.Context, tree Tree, target string, opts Options) (Result, error) {
	opts = opts.filled()
	place, err := tree.bound(target)
	if err != nil {
		return Result{}, err
	}
	if place.scheme == schemeZip {
		return sendZip(ctx, tree, place.path, opts)
	}
	e, err := newEngine(place, tree, opts)
	if err != nil {
		return Result{}, err
	}
	defer e.line.close()
	return e.run(ctx)
}

// Preview says what Send would change and changes nothing. A guard or a foreign
// file that would stop Send is returned as the error together with the plan.
func Preview(ctx context.Context, tree Tree, target string, opts Options) (Plan, error) {
	opts = opts.filled()
	place, err := tree.bound(target)
	if err != nil {
		return Plan{}, err
	}
	if place.scheme == schemeZip {
		return previewZip(tree, place.path, opts)
	}
	e, err := newEngine(place, tree, opts)
	if err != nil {
		return Plan{}, err
	}
	return e.preview(ctx)
}

// bound is the place of a target to which the tree can be sent.
func (t Tree) bound(target string) (place, error) {
	place, err := parseTarget(target)
	if err != nil {
		return place, err
	}
	return place, t.check()
}

func (o Options) filled() Options {
	if o.MaxRemove == 0 {
		o.MaxRemove = DefaultMaxRemove
	}
	if o.Progress == nil {
		o.Progress = func(Progress) {}
	}
	if o.Notice == nil {
		o.Notice = func(error) {}
	}
	if o.Env == nil {
		o.Env = os.Getenv
	}
	if o.Attempts < 1 {
		o.Attempts = 6
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Timeout <= 0 {
		o.Timeout = time.Minute
	}
	return o
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// frontPage must be in every tree: a list without it is the list of something
// else, and publishing it would take the site down.
const frontPage = "index.html"

func (t Tree) check() error {
	last := ""
	for _, file := range t.Files {
		if err := checkPath(file.Path); err != nil {
			return &TreeError{Path: file.Path, Err: err}
		}
		if file.Path <= last {
			return &TreeError{Path: file.Path, Err: errUnsorted}
		}
		last = file.Path
	}
	if _, found := t.Files.Find(frontPage); !found {
		return &TreeError{Path: frontPage, Err: fs.ErrNotExist}
	}
	return nil
}

// checkPath refuses what may not stand in a tree, and our own records.
func checkPath(path string) error {
	if err := output.CheckPath(path); err != nil {
		return err
	}
	base := path[strings.LastIndexByte(path, '/')+1:]
	if strings.HasPrefix(base, output.MarkerName+"-") {
		return &output.PathError{Path: path, Problem: output.PathReserved}
	}
	return nil
}
