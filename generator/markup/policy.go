package markup

import (
	"html"
	"slices"
	"strings"

	"tassei/generator/pattern"
)

// Policy is a Content-Security-Policy: the sources of each directive. It is nil
// for a page that has none, and then allows everything.
type Policy map[string][]string

var policyMeta = pattern.New(`(?is)<meta\s[^>]*http-equiv\s*=\s*["']?Content-Security-Policy["']?[^>]*>`)

var policyContent = pattern.New(`(?is)\bcontent\s*=\s*("[^"]*"|'[^']*')`)

// PolicyOf reads what a page says of itself.
func PolicyOf(page string) Policy {
	meta := policyMeta.FindString(page)
	m := policyContent.FindStringSubmatch(meta)
	if m == nil {
		return nil
	}
	rules := Policy{}
	for _, directive := range strings.Split(html.UnescapeString(m[1][1:len(m[1])-1]), ";") {
		if words := strings.Fields(strings.ToLower(directive)); len(words) > 0 {
			rules[words[0]] = words[1:]
		}
	}
	return rules
}

// noFallback are the directives for which default-src does not stand in.
var noFallback = map[string]bool{"base-uri": true, "form-action": true}

func (p Policy) sources(directive string) (list []string, stated bool) {
	if list, stated = p[directive]; !stated && !noFallback[directive] {
		list, stated = p["default-src"]
	}
	return list, stated
}

// inline reports whether scripts or styles may stand in the page itself.
func (p Policy) inline(directive string) bool {
	list, stated := p.sources(directive)
	return !stated || slices.ContainsFunc(list, func(s string) bool {
		return s == "'unsafe-inline'" || strings.HasPrefix(s, "'sha") || strings.HasPrefix(s, "'nonce-")
	})
}

// elsewhere is an address with a scheme or a host of its own.
var elsewhere = pattern.New(`^(?i)(?:[a-z][a-z0-9+.-]*:|//)`)

// allows reports whether an address may be fetched.
func (p Policy) allows(directive, to string) bool {
	list, stated := p.sources(directive)
	if !stated {
		return true
	}
	to = strings.ToLower(strings.TrimSpace(to))
	scheme, rest, _ := strings.Cut(to, ":")
	if strings.HasPrefix(to, "//") {
		scheme, rest = "https", to
	}
	host, _, _ := strings.Cut(strings.TrimPrefix(rest, "//"), "/")
	for _, s := range list {
		switch {
		case !elsewhere.MatchString(to):
			if s == "'self'" {
				return true
			}
			continue
		case s == scheme+":", s == "*" && strings.HasPrefix(scheme, "http"):
			return true
		case strings.HasPrefix(s, "'"):
			continue
		}
		if _, after, ok := strings.Cut(s, "://"); ok {
			s = after
		}
		s, _, _ = strings.Cut(s, "/")
		if s == host || strings.HasPrefix(s, "*.") && strings.HasSuffix(host, s[1:]) {
			return true
		}
	}
	return false
}

// address is what a stylesheet fetches.
var address = pattern.New(`(?i)@import\s+(?:url\()?\s*["']?([^"')\s;]+)|url\(\s*["']?([^"')]*)`)

var styleComment = pattern.New(`(?s)/\*.*?\*/`)

// Style finds what a stylesheet fetches in vain.
func (p Policy) Style(css string) (faults []Fault) {
	blank := func(comment string) string { return strings.Repeat(" ", len(comment)) }
	plain := styleComment.ReplaceAllStringFunc(css, blank)
	for _, m := range address.FindAllStringSubmatchIndex(plain, -1) {
		at, directive := 4, "img-src"
		if m[2] >= 0 {
			at, directive = 2, "style-src"
		} else if rule := strings.LastIndex(plain[:m[0]], "@font-face"); rule >= 0 && !strings.Contains(plain[rule:m[0]], "}") {
			directive = "font-src"
		}
		to := strings.TrimSpace(plain[m[at]:m[at+1]])
		if elsewhere.MatchString(to) && !p.allows(directive, to) {
			faults = append(faults, Fault{At: m[at], Case: "foreign", Args: []string{short(to), directive}})
		}
	}
	return faults
}

// short keeps an address readable.
func short(address string) string {
	if r := []rune(address); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return address
}
