package fold

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// String gives the comparison form of s. A text of lower-case ASCII is
// returned as it is, without allocating.
func String(s string) string {
	if plain(s) {
		return s
	}
	return string(Append(make([]byte, 0, len(s)+8), s))
}

// Append appends the comparison form of s to dst.
func Append(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			dst = append(dst, lowerASCII(c))
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		dst = appendRune(dst, r)
		i += n
	}
	return dst
}

// plain reports whether s is its own comparison form by being ASCII without
// capitals, control spaces or grave accents.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || lowerASCII(c) != c {
			return false
		}
	}
	return true
}

func lowerASCII(c byte) byte {
	switch {
	case 'A' <= c && c <= 'Z':
		return c + 'a' - 'A'
	case c == '`':
		return '\''
	case c == '\t', c == '\n', c == '\v', c == '\f', c == '\r':
		return ' '
	}
	return c
}

// latin1 is the form of U+00E0 to U+00FF; a space stands for letters that need
// more than one byte and the division sign.
const latin1 = "aaaaaa ceeeeiiiidnooooo ouuuuy y"

// appendRune appends the form of one code point beyond ASCII.
func appendRune(dst []byte, r rune) []byte {
	switch {
	case 0xC0 <= r && r <= 0xFF:
		if c := latin1[r&0x1F]; c != ' ' && r != 0xDF {
			return append(dst, c)
		}
	case 0x641 <= r && r <= 0x648, 0x62A <= r && r <= 0x63A: // Arabic letters that stand for themselves
		return utf8.AppendRune(dst, r)
	}
	r = unicode.ToLower(r)
	if to, ok := special(r); ok {
		return append(dst, to...)
	}
	return appendDecomposed(dst, r)
}

// appendDecomposed appends the base letters of r.
func appendDecomposed(dst []byte, r rune) []byte {
	var one [utf8.UTFMax]byte
	form := norm.NFD
	if 0xFB00 <= r && r <= 0xFFEF { // ligatures, Arabic presentation forms, full width
		form = norm.NFKD
	}
	parts := form.Properties(utf8.AppendRune(one[:0], r)).Decomposition()
	if parts == nil {
		return appendBase(dst, r)
	}
	for len(parts) > 0 {
		p, n := utf8.DecodeRune(parts)
		dst = appendBase(dst, p)
		parts = parts[n:]
	}
	return dst
}

func appendBase(dst []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		return append(dst, lowerASCII(byte(r)))
	}
	r = unicode.ToLower(r)
	if to, ok := special(r); ok {
		return append(dst, to...)
	}
	switch {
	case dropped(r):
		return dst
	case unicode.Is(unicode.Zs, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r), r == 0x85:
		return append(dst, ' ')
	case unicode.Is(unicode.Pd, r):
		return append(dst, '-')
	}
	return utf8.AppendRune(dst, r)
}

// dropped reports whether r leaves no trace: marks, tatweel, and the invisible
// characters that steer joining and direction.
func dropped(r rune) bool {
	return r == 'ـ' || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) || unicode.Is(unicode.Cf, r)
}

// special gives the form of letters whose decomposition does not.
func special(r rune) (string, bool) {
	switch r {
	case 'œ':
		return "oe", true
	case 'æ':
		return "ae", true
	case 'ß':
		return "ss", true
	case 'þ':
		return "th", true
	case 'ø', 'ɔ':
		return "o", true
	case 'ł':
		return "l", true
	case 'đ', 'ð', 'ɗ', 'ɖ':
		return "d", true
	case 'ı':
		return "i", true
	case 'ɓ':
		return "b", true
	case 'ƙ':
		return "k", true
	case 'ƴ':
		return "y", true
	case 'ŋ':
		return "n", true
	case 'ɲ':
		return "ny", true
	case 'ɛ', 'ǝ', 'ə':
		return "e", true
	case 'ɣ', 'ƣ':
		return "gh", true
	case 'ʒ', 'ʃ':
		return "j", true
	}
	return arabic(r)
}

// arabic gives the form of letters that are written in more than one way, of
// digits and of punctuation inside words.
func arabic(r rune) (string, bool) {
	switch {
	case '٠' <= r && r <= '٩':
		return "0123456789"[r-'٠' : r-'٠'+1], true
	case '۰' <= r && r <= '۹':
		return "0123456789"[r-'۰' : r-'۰'+1], true
	}
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return "ا", true
	case 'ة', 'ہ', 'ۀ', 'ە':
		return "ه", true
	case 'ى', 'ی', 'ې':
		return "ي", true
	case 'ک', 'ګ', 'گ', 'ڭ':
		return "ك", true
	case '٫':
		return ".", true
	case '٬':
		return ",", true
	case '’', '‘', 'ʼ', 'ʻ', 'ʿ', 'ʾ', '´', '′', '‛', 'ʹ', '＇':
		return "'", true
	}
	return "", false
}
