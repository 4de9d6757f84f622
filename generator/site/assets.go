package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"

	"tassei/generator/chart"
	"tassei/generator/kpi"
)

// assetNames are the files that every page needs, with the hash of their
// content in the name, so that a page and its assets always fit together.
type assetNames struct {
	stylesheet, script, favicon string
}

// writeAssets writes the stylesheet and the script, minified, with the files beside them.
func (s *Site) writeAssets() error {
	css, err := s.stylesheet()
	if err != nil {
		return err
	}
	if s.assets.stylesheet, err = s.asset("site.css", css); err != nil {
		return err
	}
	js, err := s.in.Layouts.Minified("site.js")
	if err != nil {
		return err
	}
	if s.assets.script, err = s.asset("site.js", js); err != nil {
		return err
	}
	icon, err := s.in.Layouts.Asset("favicon.svg")
	if err != nil {
		return err
	}
	s.assets.favicon, err = s.asset("favicon.svg", icon)
	return err
}

// stylesheet joins the vendored design tokens, the site's own rules and, so that a
// city need not copy those, the city's.
func (s *Site) stylesheet() ([]byte, error) {
	all := palette()
	for _, name := range []string{"tokens.css", "site.css", "city.css"} {
		css, err := s.in.Layouts.Minified(name)
		if err != nil {
			return nil, err
		}
		if len(css) > 0 {
			all = append(append(all, css...), '\n')
		}
	}
	return all, nil
}

// palette writes the charts' colours from the one table that the drawings use,
// so that page and picture cannot drift apart. The site's own rules come after
// it and may say otherwise.
func palette() []byte {
	var light, dark []byte
	for _, p := range chart.Palette[1:] {
		light = fmt.Appendf(light, ".cf-%s{fill:%s}.cs-%s{stroke:%s}", p.Name, p.Light, p.Name, p.Light)
		dark = fmt.Appendf(dark, ".cf-%s{fill:%s}.cs-%s{stroke:%s}", p.Name, p.Dark, p.Name, p.Dark)
	}
	return fmt.Appendf(light, "@media screen and (prefers-color-scheme:dark){%s}\n", dark)
}

func (s *Site) asset(name string, data []byte) (string, error) { return s.hashed("assets/"+name, data) }

// hashed writes a file with its content's hash in its name.
func (s *Site) hashed(name string, data []byte) (string, error) {
	p := hashedName(name, data)
	return p, s.put(p, data)
}

// put writes a file that the site makes.
func (s *Site) put(path string, data []byte) error {
	s.targets.makes(path)
	return s.in.Output.Write(path, data)
}

func hashedName(name string, data []byte) string {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
}

// resolve is the inverse of relative: the file that a link of a page names.
func resolve(from, href string) string { return path.Join(path.Dir(from), href) }

// paperStyle writes what stands at the foot of every sheet of paper: the site,
// the year and the address. Only a style sheet can put words there, so each
// year has a small one; y is 0 for pages of no year.
func (l *language) paperStyle(y kpi.Year) (string, error) {
	words := []string{l.words(l.city.Title)}
	if y != 0 {
		words = append(words, l.fullYear(y))
	}
	if l.city.BaseURL != "" {
		words = append(words, l.city.BaseURL)
	}
	name := "paper-" + l.Tag
	if y != 0 {
		name += "-" + y.String()
	}
	css := "@page{@bottom-left{content:" + cssText(strings.Join(words, "　")) + "}}\n"
	return l.site.asset(name+".css", []byte(css))
}

// papers writes the styles of paper of every year and of the pages of none.
func (l *language) papers() (err error) {
	if l.paper[0], err = l.paperStyle(0); err != nil {
		return err
	}
	for _, info := range l.site.in.Years {
		if l.paper[info.Year], err = l.paperStyle(info.Year); err != nil {
			return err
		}
	}
	return nil
}

// cssText is a string of a style sheet; whatever could end it is written as a number.
func cssText(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r < ' ' || strings.ContainsRune(`"\<>&'`, r) || r == 0x7f {
			fmt.Fprintf(&b, `\%06x`, r)
			continue
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return b.String()
}
