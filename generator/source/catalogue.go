package source

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tassei/generator/carry"
	"tassei/generator/diag"
	"tassei/generator/freeze"
	"tassei/generator/lang"
	"tassei/generator/toml"
)

// Catalogue reads the messages of a language, messages/<tag>.toml in the
// layouts' files. Tables become dotted keys: [overview] title is
// overview.title. The error is a *diag.Failure when the file is at fault, and
// wraps fs.ErrNotExist when there is none.
func Catalogue(fsys fs.FS, tag string) (*lang.Catalogue, error) {
	raw, err := rawMessages(fsys, tag)
	if err != nil {
		return nil, err
	}
	m := parseMessages(tag, raw)
	m.findings()
	if err := m.err(); err != nil {
		return nil, err
	}
	return m.catalogue(nil)
}

// Catalogues reads the messages of several languages: the program's own, and
// over them, message by message, those of the city (own may be nil). What the
// city's file does not say is said as the program says it; for a language that
// the program does not have the file must be complete. A message that the
// program does not know, or one with other placeholders, is a fault with its
// place; under [own] a city has what its own layouts ask for, in each language. The
// error is a *diag.Failure with the faults of all languages. What the program's own come to is
// taken from kept, if it is there.
func Catalogues(program, own fs.FS, tags []string, kept freeze.Keeper) (map[string]*lang.Catalogue, error) {
	all, list := map[string]*lang.Catalogue{}, &diag.List{}
	set := newMessageSet(program, tags, kept)
	made := make([]struct {
		catalogue *lang.Catalogue
		problems  []diag.Problem
		err       error
	}, len(tags))
	carry.Each(0, len(tags), func(i int) {
		m := &made[i]
		m.catalogue, m.problems, m.err = set.catalogue(own, tags[i])
	})
	for i, tag := range tags {
		if made[i].err != nil {
			return nil, made[i].err
		}
		list.Add(made[i].problems...)
		all[tag] = made[i].catalogue
	}
	list.Add(ownMessages(all, tags)...)
	if err := list.Err(); err != nil {
		return nil, err
	}
	return all, nil
}

// ownPrefix begins the messages that only a city's own layouts ask for.
const ownPrefix = "own."

// ownMessages tells (K524) of a city's own messages that another of its languages has
// and this one has not: its pages would ask for them in vain.
func ownMessages(all map[string]*lang.Catalogue, tags []string) (problems []diag.Problem) {
	var keys []string
	for _, c := range all {
		if c != nil {
			keys = append(keys, slices.DeleteFunc(c.Keys(), func(key string) bool { return !strings.HasPrefix(key, ownPrefix) })...)
		}
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	for _, tag := range tags {
		if c := all[tag]; c != nil {
			missing := slices.DeleteFunc(slices.Clone(keys), c.Has)
			if len(missing) > 0 {
				problems = append(problems, diag.New("K524", "n", strconv.Itoa(len(missing)), "keys", strings.Join(missing, ", ")).At("layouts/messages/"+tag+".toml", 1, 1))
			}
		}
	}
	return problems
}

// rawMessages reads the file of a language without making anything of it.
func rawMessages(fsys fs.FS, tag string) ([]byte, error) {
	file := "messages/" + tag + ".toml"
	info, err := fs.Stat(fsys, file)
	if err == nil && (info.Size() > toml.MaxSize || !info.Mode().IsRegular()) {
		err = errTooLarge
		if !info.Mode().IsRegular() {
			err = fs.ErrInvalid
		}
		list := &diag.List{}
		list.Add(refused("layouts/"+file, err, "1 MiB"))
		return nil, list.Err()
	}
	raw, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, fmt.Errorf("read catalogue: %w", err)
	}
	return raw, nil
}

// messages are one file of messages with the place of each.
type messages struct {
	*reader
	tag    string
	raw    []byte
	flat   map[string]string
	places map[string]messagePlace
}

// messagePlace is where a message stands: its key and its text.
type messagePlace struct {
	key  toml.Entry
	text *toml.Node
}

func parseMessages(tag string, raw []byte) *messages {
	lines := bytes.Count(raw, []byte("\n"))
	m := &messages{tag: tag, raw: raw, flat: make(map[string]string, lines), places: make(map[string]messagePlace, lines),
		reader: &reader{Document: toml.Read("layouts/messages/"+tag+".toml", raw, vocabulary{"messages"}), languages: []string{tag}}}
	m.flatten(m.Root, "")
	return m
}

func (m *messages) err() error {
	list := &diag.List{}
	list.Add(m.Problems...)
	return list.Err()
}

// flatten puts the texts of nested tables under dotted keys. An empty text is
// allowed: a language may say nothing where another says something.
func (m *messages) flatten(n *toml.Node, prefix string) {
	for _, e := range n.Keys {
		key := prefix + e.Key
		switch e.Value.Kind {
		case toml.Table:
			m.flatten(e.Value, key+".")
		case toml.String:
			m.flat[key], m.places[key] = e.Value.Text, messagePlace{e, e.Value}
			if _, closed := lang.Placeholders(e.Value.Text); !closed {
				m.add(e.Value, "K525", "key", key)
			}
		case toml.Broken:
		default:
			m.wrong(e.Value, key, "string")
		}
	}
}

// catalogue makes the catalogue, with other texts beneath.
func (m *messages) catalogue(beneath map[string]string) (*lang.Catalogue, error) {
	flat := m.flat
	if beneath != nil {
		flat = maps.Clone(beneath)
		maps.Copy(flat, m.flat)
	}
	c, err := lang.NewCatalogue(m.tag, flat)
	if err != nil {
		return nil, fmt.Errorf("read catalogue: %w", err)
	}
	return c, nil
}

// messageSet is the program's messages, read as they are asked for, with the
// languages of the city.
type messageSet struct {
	program fs.FS
	tags    []string
	of      func(tag string) (*messages, error) // the program's messages in a language, read once, nil where it has none
}

func newMessageSet(program fs.FS, tags []string, kept freeze.Keeper) *messageSet {
	s := &messageSet{program: program, tags: tags}
	read := map[string]func() (*messages, error){}
	for _, tag := range s.shipped() {
		read[tag] = keptMessages(program, tag, kept)
	}
	s.of = func(tag string) (*messages, error) {
		if messages := read[tag]; messages != nil {
			return messages()
		}
		return nil, nil
	}
	return s
}

// keptMessages reads the program's messages in a language when they are first asked for.
// Those that are a part of it never change, and are read once: serve builds many times.
func keptMessages(program fs.FS, tag string, kept freeze.Keeper) func() (*messages, error) {
	read := sync.OnceValues(func() (*messages, error) { return shippedMessages(program, tag, kept) })
	if embedded, ok := program.(embed.FS); ok {
		first, _ := shippedOnce.LoadOrStore(shippedKey{embedded, tag}, read)
		read = first.(func() (*messages, error))
	}
	return read
}

type shippedKey struct {
	program embed.FS
	tag     string
}

var shippedOnce sync.Map // shippedKey to what keptMessages gives

// shipped are the languages that the program has messages in, sorted.
func (s *messageSet) shipped() []string {
	names, _ := fs.Glob(s.program, "messages/*.toml") // the pattern is a constant
	tags := make([]string, len(names))
	for i, name := range names {
		tags[i] = strings.TrimSuffix(path.Base(name), ".toml")
	}
	return tags
}

// shippedMessages reads the program's messages in a language.
func shippedMessages(program fs.FS, tag string, kept freeze.Keeper) (*messages, error) {
	raw, err := rawMessages(program, tag)
	if err != nil {
		return nil, err
	}
	// Its own files are tested with the program: one parser is enough, and nobody asks where they stand.
	flat, err := freeze.Once(kept, "messages-"+tag, freeze.Sum(raw), func() (map[string]string, error) {
		m := parseMessages(tag, raw)
		return m.flat, m.err()
	})
	return &messages{tag: tag, raw: raw, flat: flat}, err
}

// catalogue makes the messages of one language.
func (s *messageSet) catalogue(own fs.FS, tag string) (*lang.Catalogue, []diag.Problem, error) {
	program, err := s.of(tag)
	if err != nil {
		return nil, nil, err
	}
	raw, err := []byte(nil), error(fs.ErrNotExist)
	if own != nil {
		raw, err = rawMessages(own, tag)
	}
	switch failure := (*diag.Failure)(nil); {
	case errors.As(err, &failure):
		return nil, failure.List.All(), nil
	case errors.Is(err, fs.ErrNotExist) && program == nil:
		return nil, []diag.Problem{diag.New("K526", "language", tag).At("layouts/messages/"+tag+".toml", 1, 1)}, nil
	case errors.Is(err, fs.ErrNotExist), err == nil && program != nil && bytes.Equal(raw, program.raw):
		c, err := program.catalogue(nil)
		return c, nil, err
	case err != nil:
		return nil, nil, err
	}
	m := parseMessages(tag, raw)
	m.findings()
	known, err := s.known(tag)
	if err != nil {
		return nil, nil, err
	}
	whole := !slices.ContainsFunc(m.Problems, func(p diag.Problem) bool { return p.Code < "K2" })
	known.judge(m)
	if program == nil && whole { // what is only broken is not missing
		known.complete(m)
	}
	if m.err() != nil {
		return nil, m.Problems, nil
	}
	beneath := map[string]string(nil)
	if program != nil {
		beneath = program.flat
	}
	c, err := m.catalogue(beneath)
	return c, m.Problems, err
}
