package source

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"

	"tassei/generator/must"
)

const madeFile = "data/FY2024/1-i.toml"

// makers change a tree in ways that a text cannot show.
var makers = map[string]func(t *testing.T, dir string){
	"symlink": func(t *testing.T, dir string) {
		file := filepath.Join(dir, madeFile)
		move(t, file, filepath.Join(dir, "elsewhere.toml"))
		must.Succeed(t, os.Symlink("../../elsewhere.toml", file))
	},
	"folder-as-file": func(t *testing.T, dir string) {
		file := filepath.Join(dir, "data/glossary.toml")
		must.Succeed(t, os.Remove(file))
		must.Succeed(t, os.Mkdir(file, 0o755))
	},
	"large":       recode(func(b []byte) []byte { return append(b, bytes.Repeat([]byte("# 長い\n"), 1<<18)...) }),
	"large-words": rewrite("content/FY2024/ja/1-i/shihyo-1.md", func(b []byte) []byte { return bytes.Repeat(b, 1<<14) }),
	"many-keys":   recode(func(b []byte) []byte { return append(b, strings.Repeat("a = 1\n", 10_001)...) }),
	"utf16": recode(func(b []byte) []byte {
		return encode(transformer(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()), b)
	}),
	"utf16-plain": recode(func(b []byte) []byte {
		return encode(transformer(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder()), b)
	}),
	"shift-jis": rewrite("data/plan/1-i.toml", func(b []byte) []byte {
		return encode(transformer(japanese.ShiftJIS.NewEncoder()), bytes.ReplaceAll(b, []byte("⑴"), []byte("(1)")))
	}),
	"euc-jp": rewrite("data/plan/1-i.toml", func(b []byte) []byte {
		return encode(transformer(japanese.EUCJP.NewEncoder()), bytes.ReplaceAll(b, []byte("⑴"), []byte("(1)")))
	}),
	"iso-2022-jp": rewrite("data/plan/1-i.toml", func(b []byte) []byte {
		return encode(transformer(japanese.ISO2022JP.NewEncoder()), bytes.ReplaceAll(b, []byte("⑴"), []byte("(1)")))
	}),
	"words-shift-jis": rewrite("content/FY2024/ja/1-i/shihyo-1.md", func(b []byte) []byte {
		return encode(transformer(japanese.ShiftJIS.NewEncoder()), b)
	}),
	"stray-byte": rewrite("data/FY2025/1-i.toml", func(b []byte) []byte { return bytes.Replace(b, []byte("24"), []byte("24 # \xe3\x81"), 1) }),
	"cr":         recode(func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r")) }),
	"escape":     recode(func(b []byte) []byte { return bytes.Replace(b, []byte("24"), []byte("24 # \x1b[31m"), 1) }),
	"unreadable": func(t *testing.T, dir string) {
		if os.Getuid() == 0 {
			t.Skip("root may read everything")
		}
		must.Succeed(t, os.Chmod(filepath.Join(dir, madeFile), 0))
	},
	"lost":           recode(func(b []byte) []byte { return bytes.Replace(b, []byte("24"), []byte("24 # 高\ufffd市"), 1) }),
	"document-zeros": rewrite("data/FY2024/source/hyoka.txt", func(b []byte) []byte { return make([]byte, 100) }),
	"zeros":          recode(func(b []byte) []byte { return make([]byte, len(b)) }),
	"excel":          recode(func([]byte) []byte { return []byte("PK\x03\x04\x14\x00\x06\x00 [Content_Types].xml \xff\r\x00") }),
	"web": recode(func([]byte) []byte {
		return []byte("<!DOCTYPE html>\n<html lang=\"ja\"><body>404 Not Found\n</body></html>\n")
	}),
	"json": recode(func([]byte) []byte {
		return []byte("{\"record\": [\n  {\"indicator\": \"shihyo-1\", \"actual\": 48}\n]}\n")
	}),
	"csv": recode(func([]byte) []byte { return []byte("指標,実績値\nshihyo-1,48\nshihyo-2,49\n") }),
	"utf32": recode(func(b []byte) []byte {
		return encode(transformer(utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewEncoder()), b)
	}),
	"cr-one": recode(func(b []byte) []byte { return bytes.Replace(b, []byte("\n\n"), []byte("\n\r"), 1) }),
	"garbled": rewrite("data/plan/1-i.toml", func(b []byte) []byte {
		s, _ := japanese.ShiftJIS.NewDecoder().Bytes(b)
		return s
	}),
	"garbled-words": rewrite("content/FY2024/ja/1-i/shihyo-1.md", func(b []byte) []byte {
		s, _ := charmap.Windows1252.NewDecoder().Bytes(b)
		return s
	}),
	"prose": recode(func([]byte) []byte {
		return []byte(strings.Repeat("これは TOML ではありません\n", 30) + "end = 1\n")
	}),
}

func transformer(t transform.Transformer) transform.Transformer { return t }

func encode(t transform.Transformer, b []byte) []byte {
	out, _, err := transform.Bytes(t, b)
	if err != nil {
		panic(err)
	}
	return out
}

func recode(f func([]byte) []byte) func(*testing.T, string) { return rewrite(madeFile, f) }

func rewrite(file string, f func([]byte) []byte) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		full := filepath.Join(dir, file)
		b := must.Read(t, full)
		must.Succeed(t, os.WriteFile(full, f(b), 0o644))
	}
}

func move(t *testing.T, from, to string) {
	must.Succeed(t, os.Rename(from, to))
}
