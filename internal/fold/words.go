package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word is one word of a text.
type Word struct {
	Start, End int    // bytes [Start, End) of the text
	Key        string // comparison form, never empty
}

// Words appends the words of s to dst. Letters and digits make a word, with
// their marks; everything else separates: "l'armée" and "Bobo-Dioulasso" are
// two words each. A point or comma between two digits stays inside, so that
// "1,200" and "2.5" are one word.
func Words(dst []Word, s string) []Word {
	var forms strings.Builder
	for i := 0; i < len(s); {
		start, end, simple := next(s, i)
		if start == end {
			break
		}
		i = end
		key := s[start:end]
		if !simple {
			key = write(&forms, len(s)-start, key)
		}
		if key != "" {
			dst = append(dst, Word{start, end, key})
		}
	}
	return dst
}

// write puts the form of word into forms and gives it as a string that shares
// the builder's memory: one allocation serves all words of a text. rest is how
// much of the text may still follow.
func write(forms *strings.Builder, rest int, word string) string {
	if forms.Cap() == 0 {
		forms.Grow(rest)
	}
	from := forms.Len()
	var one [2 * utf8.UTFMax]byte
	for i := 0; i < len(word); {
		if c := word[i]; c < utf8.RuneSelf {
			forms.WriteByte(lowerASCII(c))
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(word[i:])
		forms.Write(appendRune(one[:0], r))
		i += n
	}
	return forms.String()[from:]
}

// next finds the first word of s at or after i. It is empty when there is none.
// simple words are their own form.
func next(s string, i int) (start, end int, simple bool) {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if wordRune(r) {
			break
		}
		i += n
	}
	start, end, simple = i, i, true
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case wordRune(r), r >= utf8.RuneSelf && unicode.Is(unicode.M, r), r == 'ـ':
			simple = simple && r < utf8.RuneSelf && lowerASCII(byte(r)) == byte(r)
			i += n
			end = i
		case (r == '.' || r == ',' || r == '٫' || r == '٬') && end == i && digitBefore(s[start:i]) && digitAfter(s[i+n:]):
			simple = simple && r < utf8.RuneSelf
			i += n
		case r >= utf8.RuneSelf && unicode.Is(unicode.Cf, r): // soft hyphen, joiners: inside a word only
			simple = false
			i += n
		default:
			return start, end, simple
		}
	}
	return start, end, simple
}

func wordRune(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	case 0xC0 <= r && r <= 0x24F: // Latin
		return r != '×' && r != '÷'
	case 'ء' <= r && r <= 'ي': // Arabic
		return r != 'ـ'
	}
	return r != utf8.RuneError && r != 'ـ' && r != 'ʼ' && r != 'ʻ' && r != 'ʿ' && r != 'ʾ' && r != 'ʹ' &&
		(unicode.IsLetter(r) || unicode.IsDigit(r))
}

func digitBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsDigit(r)
}

func digitAfter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r)
}
