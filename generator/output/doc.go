// Package output makes trees of files. It is the only package that writes.
//
// A reader of the finished folder sees the old tree or the new one, never a
// mixture, whatever happens in between: an error, a full disk, a killed
// process, a power cut.
//
//	stage, err := output.Begin("public", output.Options{Source: "."})
//	if err != nil {
//		return err // *RefusedError, *LockedError, or the system's own
//	}
//	defer stage.Abort() // does nothing after Commit
//	if err := stage.Write("index.html", page); err != nil {
//		return err
//	}
//	result, err := stage.Commit()
//
// The main types:
//
//   - [Stage] is a tree under construction. Any number of goroutines may write
//     to it. It lies in a work folder beside the finished one, and [Stage.Commit]
//     exchanges the two in one step. Files whose bytes did not change keep their
//     inode and their time; when nothing changed, nothing is touched.
//   - [Manifest] lists the files of a tree with their sizes and SHA-256 digests.
//     It is a file in the tree, [MarkerName], and doubles as the mark of a folder
//     that this program made. [Hash] makes one from any file system, [Compare]
//     tells two apart.
//   - [WriteFile], [WriteSet] and [Replacement] write single files whole or not
//     at all. [Folder] is a tree that is changed file by file, for publishing.
//   - [Zip] writes an archive whose bytes depend on the files alone.
//
// # What lies where
//
// A stage for `public` uses the folder `.public.tassei` beside it:
//
//	lock   held with flock while a build runs; says who holds it
//	new    the tree under construction; after the exchange, the former one
//	old    the former tree, where the system cannot exchange two folders
//	trash  what is about to be deleted; trash-2 and so on where that is held
//	turn   the tree that waits for its turn, with what is known of it in turn.list
//
// The lock lies there and not under HOME, so that two users, or two programs
// with different environments, still exclude each other, and so that no HOME
// is needed at all. The work folder goes when the stage ends,
// unless a tree waits in it. What a killed
// process leaves behind is put right by the next [Begin] or by [Recover].
//
// Files of a tree and of a [Folder] are readable by everybody, whatever the
// umask: a web server is another user. Single files obey the umask.
//
// A single file is written beside its place under a name such as
// `.city.toml.tassei-1234-0`; readers of the project pass over names that begin
// with a dot. While a set of several takes its places, `.unfinished.tassei` in its
// folder says what is still to be done; [Resume] does it if the process was killed.
package output
