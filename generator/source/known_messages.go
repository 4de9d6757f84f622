package source

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/lang"
)

// known are the messages that a file may have: the program's in its language, or
// in every language that the program has.
func (s *messageSet) known(tag string) (*knownMessages, error) {
	k := &knownMessages{counted: map[string]bool{}, meant: map[string]bool{}}
	own, err := s.of(tag)
	if err != nil {
		return nil, err
	}
	for _, t := range s.shipped() {
		m, err := s.of(t)
		if err != nil {
			return nil, err
		}
		for key := range m.flat {
			if plain, form := formOf(key); form != "" {
				k.counted[plain] = true
			}
		}
		if own == nil || t == tag {
			k.files = append(k.files, m)
		}
	}
	for _, t := range s.tags {
		k.names = append(k.names, "opendata.language."+t)
	}
	return k, nil
}

// knownMessages are what a city's file is held against.
type knownMessages struct {
	files   []*messages
	counted map[string]bool // keys of which some language has forms for one and other
	names   []string        // of languages, which only a city can say
	meant   map[string]bool // keys that a misspelt one most likely means, which are told there
}

// formOf parts a key from the form of its number: "line.one" is "line" and "one".
func formOf(key string) (plain, form string) {
	for _, form := range []string{"one", "other"} {
		if plain, ok := strings.CutSuffix(key, "."+form); ok {
			return plain, form
		}
	}
	return key, ""
}

// formOf parts a key from the form of its number, also where that is one that only some
// languages have: "line.few" is "line" and "few" where line is counted.
func (k *knownMessages) formOf(key string) (plain, form string) {
	if at := strings.LastIndexByte(key, '.'); at >= 0 && k.counted[key[:at]] {
		if form := key[at+1:]; slices.Contains(lang.AllPluralForms, form) {
			return key[:at], form
		}
	}
	return formOf(key)
}

// in finds the text in a file that a key stands for, in the same form or in the
// one that the language uses in its place.
func (k *knownMessages) in(m *messages, key string) (text string, same, ok bool) {
	if text, ok = m.flat[key]; ok {
		return text, true, true
	}
	plain, form := k.formOf(key)
	switch {
	case !k.counted[plain]:
		return "", false, false
	case form == "" && len(k.files) == 1:
		// The forms that the program has would be used, and this one never.
		return "", false, false
	}
	for _, other := range []string{plain + ".other", plain} {
		if text, ok = m.flat[other]; ok {
			return text, false, true
		}
	}
	return "", false, false
}

// judge tells of messages that nothing asks for, and of placeholders that do not
// fit. A placeholder is known if some language has it, and wanted if all have it:
// dates are made of other parts in each.
func (k *knownMessages) judge(m *messages) {
	for _, key := range slices.Sorted(maps.Keys(m.flat)) {
		at := m.places[key]
		known, wanted, found := k.placeholders(key, m.tag)
		if !found {
			if !slices.Contains(k.names, key) && !strings.HasPrefix(key, ownPrefix) {
				near := k.near(key, m)
				k.meant[near] = true
				m.unknown(at, key, near)
			}
			continue
		}
		names, closed := lang.Placeholders(m.flat[key])
		if !closed {
			continue
		}
		for i, name := range names {
			if names[i], _ = lang.CountedFrom(name); !lang.OpenPlaceholder(name) && !slices.Contains(known, names[i]) {
				p := diag.New("K522", "key", key, "placeholder", "{"+name+"}")
				if len(known) > 0 {
					p.Args["hint"], p.Args["known"] = "known", "{"+strings.Join(known, "}, {")+"}"
				}
				m.Put(p, at.text)
			}
		}
		for _, name := range wanted {
			if !lang.OpenPlaceholder(name) && !slices.Contains(names, name) {
				m.add(at.text, "K523", "key", key, "placeholder", "{"+name+"}")
			}
		}
	}
}

// placeholders are those that a message in a language may have and those that it must have.
func (k *knownMessages) placeholders(key, tag string) (known, wanted []string, found bool) {
	plain, form := k.formOf(key)
	number := lang.NeedsNumber(tag, form)
	switch {
	case form == "" || form == "other":
	case form != "one" && lang.InPlural(tag, form) == nil:
		return nil, nil, false // the language has no such form
	case number:
		key = plain + ".other" // which says its number in every language
	}
	for _, m := range k.files {
		text, same, ok := k.in(m, key)
		if !ok {
			continue
		}
		names, _ := lang.Placeholders(text)
		must := slices.Clone(names)
		if form != "" && form != "other" && !number && !same {
			// "One indicator" says the number in words.
			must = slices.DeleteFunc(must, func(name string) bool { return name == "n" })
		}
		if !found {
			wanted = must
		} else {
			wanted = slices.DeleteFunc(wanted, func(name string) bool { return !slices.Contains(must, name) })
		}
		known, found = append(known, names...), true
	}
	slices.Sort(known)
	return slices.Compact(known), wanted, found
}

// unknown reports a message at its key.
func (m *messages) unknown(at messagePlace, key, near string) {
	p := diag.New("K521", "key", key)
	if near != "" {
		p.Args["hint"], p.Args["near"] = "near", near
	}
	m.Problems = append(m.Problems, m.At(p, at.key.At, at.key.End))
}

// near is the key that a misspelt one most likely means, one that the file does
// not have yet.
func (k *knownMessages) near(key string, m *messages) string {
	if k.counted[key] {
		return key + ".other"
	}
	var keys []string
	for _, file := range k.files {
		for other := range file.flat {
			if _, there := m.flat[other]; !there {
				keys = append(keys, other)
			}
		}
	}
	slices.Sort(keys)
	return diag.Nearby(key, slices.Compact(keys))
}

// complete tells of the messages that a file lacks, each with all its forms once.
func (k *knownMessages) complete(m *messages) {
	var missing []string
	for _, file := range k.files {
		for key := range file.flat {
			plain, _ := formOf(key)
			if !k.counted[plain] {
				plain = key
			}
			_, has := m.flat[plain]
			_, other := m.flat[plain+".other"]
			if has || k.meant[key] || other && k.counted[plain] {
				continue
			}
			missing = append(missing, plain)
		}
	}
	slices.Sort(missing)
	if missing = slices.Compact(missing); len(missing) > 0 {
		m.Whole(diag.New("K524", "n", strconv.Itoa(len(missing)), "keys", strings.Join(missing, ", ")))
	}
}
