package desk

// Fault is a refusal that a clerk can mend.
type Fault struct {
	key   string
	pairs []string
}

func fault(key string, pairs ...string) *Fault { return &Fault{key, pairs} }

// Error is the refusal in English.
func (f *Fault) Error() string { return f.In("en") }

// In is the refusal in a language, "ja" or "en"; any other gets English.
func (f *Fault) In(tag string) string { return say(tag, f.key, f.pairs...) }

// say is one of the sayings.
func say(tag, key string, pairs ...string) string { return sayings.Say(tag, key, pairs...) }

// isSaying reports whether a text is one of the sayings in either language.
func isSaying(text, key string) bool {
	return plain(text) == plain(say("ja", key)) || plain(text) == plain(say("en", key))
}

// numbered are the sayings of a key with 1, 2 … behind it.
func numbered(key string) (keys []string) {
	for i := 1; ; i++ {
		next := key + " " + itoa(i)
		if _, ok := sayings[next]; !ok {
			return keys
		}
		keys = append(keys, next)
	}
}
