package toml

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"
)

// foreign names the encoding of a text that is not UTF-8, as far as bytes
// tell: utf-16, iso-2022-jp, euc-jp, shift-jis; "" for UTF-8 and for what
// cannot be told.
func foreign(b []byte) string {
	switch {
	case wide(b):
		return "utf32"
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		return "utf16"
	case len(b) >= 4 && bytes.Count(b, []byte{0})*4 >= len(b):
		return "utf16"
	case bytes.Contains(b, []byte("\x1b$B")), bytes.Contains(b, []byte("\x1b$@")), bytes.Contains(b, []byte("\x1b(J")):
		return "iso2022"
	case utf8.Valid(b):
		return ""
	case japanese16(b):
		return "utf16"
	case mostlyUTF8(b):
		return ""
	case pairs(b, eucPair):
		return "eucjp"
	case pairs(b, sjisPair):
		return "sjis"
	}
	return ""
}

// japanese16 reports whether bytes are Japanese in UTF-16 without its mark: nearly
// all pairs are kana, kanji, full-width signs or ASCII, in one of the two orders.
func japanese16(b []byte) bool {
	if len(b) < 8 || len(b)%2 != 0 {
		return false
	}
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		like, kana := 0, 0
		for i := 0; i < len(b); i += 2 {
			switch c := order.Uint16(b[i:]); {
			case c >= 0x3000 && c < 0x3100:
				like, kana = like+1, kana+1
			case c == '\n', c == '\r', c == '\t', c >= ' ' && c < 0x7f, c >= 0x4e00 && c < 0xa000, c >= 0xff00 && c < 0xfff0:
				like++
			}
		}
		if pairs := len(b) / 2; like*10 >= pairs*9 && kana*10 >= pairs {
			return true
		}
	}
	return false
}

// mostlyUTF8 tells a UTF-8 text with a few bad bytes from another encoding.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		i += n
	}
	return good > bad
}

// pairs reports whether all bytes beyond ASCII fit a two-byte encoding.
func pairs(b []byte, fits func(b []byte) int) bool {
	for i := 0; i < len(b); {
		if b[i] < 0x80 {
			i++
			continue
		}
		n := fits(b[i:])
		if n == 0 {
			return false
		}
		i += n
	}
	return true
}

func eucPair(b []byte) int {
	if len(b) >= 3 && b[0] == 0x8f && b[1] >= 0xa1 && b[2] >= 0xa1 {
		return 3
	}
	if len(b) >= 2 && (b[0] == 0x8e || b[0] >= 0xa1 && b[0] <= 0xfe) && b[1] >= 0xa1 && b[1] <= 0xfe {
		return 2
	}
	return 0
}

func sjisPair(b []byte) int {
	if b[0] >= 0xa1 && b[0] <= 0xdf {
		return 1
	}
	if len(b) >= 2 && (b[0] >= 0x81 && b[0] <= 0x9f || b[0] >= 0xe0 && b[0] <= 0xfc) && b[1] >= 0x40 && b[1] != 0x7f && b[1] <= 0xfc {
		return 2
	}
	return 0
}
