package opendata

import "tassei/generator/lang"

// What JSON-LD needs besides JSON.

// literal writes a text as values with their languages.
func (c *catalog) literal(key string, t lang.Text) {
	c.key(key)
	c.open('[')
	for _, tag := range c.set.languages {
		if words := t[tag]; words != "" {
			c.next()
			c.tagged(tag, words)
		}
	}
	c.close(']')
}

func (c *catalog) tagged(tag, words string) {
	c.inline(func() {
		c.open('{')
		c.orNull("@language", tag)
		c.key("@value")
		c.str(words)
		c.close('}')
	})
}

// value writes a value of a type, such as a date.
func (c *catalog) value(key, typ, value string) {
	c.key(key)
	c.inline(func() {
		c.open('{')
		c.orNull("@type", typ)
		c.orNull("@value", value)
		c.close('}')
	})
}

// reference names something that is described elsewhere.
func (c *catalog) reference(key, id string) {
	c.key(key)
	c.only(id)
}

func (c *catalog) only(id string) {
	c.inline(func() { c.open('{'); c.orNull("@id", id); c.close('}') })
}

// typed names something and says what kind of thing it is.
func (c *catalog) typed(key, id, typ string) {
	c.key(key)
	c.node(id, typ)
}

func (c *catalog) node(id, typ string) {
	c.inline(func() { c.open('{'); c.orNull("@id", id); c.orNull("@type", typ); c.close('}') })
}

// labelled writes something without a name of its own, in words.
func (c *catalog) labelled(key, typ string, words lang.Text) {
	c.object(key, func() {
		c.orNull("@type", typ)
		c.literal("rdfs:label", words)
	})
}
