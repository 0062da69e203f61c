package fold

import "unicode/utf8"

// Key gives the spelling key of a place name: names that French, English and
// local spellings write differently share it. Words, hyphens and apostrophes
// run together, doubled letters are one, and letters stand for sounds: ou, oo
// and w are u; y is i; dj is j; ch, tch and sh are one; c, ck, kh and q are k; gu is g
// before e and i; m is n before b, p and f; om and on before those are an; a mute final
// e falls. Arabic names keep their consonants, with letters that
// render one foreign sound as one.
//
// The key of a name is the keys of its words run together, so a scanner can
// build it word by word with AppendKey.
func Key(name string) string {
	var room [64]byte
	return string(AppendKey(room[:0], name))
}

// AppendKey appends the spelling key of name to dst, which holds the key of the words
// before it.
func AppendKey(dst []byte, name string) []byte {
	var room [96]byte
	form := name
	if !plain(name) {
		form = string(Append(room[:0], name))
	}
	for i := 0; i < len(form); {
		from := i
		for i < len(form) && keyByte(form[i]) {
			i++
		}
		if i > from {
			dst = appendWordKey(dst, form[from:i])
		} else {
			i++
		}
	}
	return dst
}

// keyByte reports whether c belongs to a word of a folded text.
func keyByte(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c >= utf8.RuneSelf
}

// appendWordKey appends the key of one folded word.
func appendWordKey(dst []byte, w string) []byte {
	if r, _ := utf8.DecodeRuneInString(w); 0x600 <= r && r <= 0x6FF {
		return appendArabicKey(dst, w)
	}
	for i := 0; i < len(w); {
		sound, n := latinSound(w, i)
		i += n
		if sound == 0 {
			continue
		}
		if len(dst) > 0 && (sound == 'b' || sound == 'p' || sound == 'f') && dst[len(dst)-1] == 'm' {
			dst[len(dst)-1] = 'n'
		}
		if len(dst) > 0 && dst[len(dst)-1] == sound && (sound < '0' || sound > '9') {
			continue
		}
		dst = append(dst, sound)
	}
	return dst
}

// latinSound gives the sound that the letters at w[i:] stand for, 0 for none, and how
// many bytes write it.
func latinSound(w string, i int) (sound byte, n int) {
	c, next, after := w[i], at(w, i+1), at(w, i+2)
	switch c {
	case 'o', 'w', 'y', 'e':
		return vowelSound(w, i)
	case 'c', 'k', 'q', 'g':
		return backSound(c, next, after)
	case 't':
		if next == 'c' && after == 'h' || next == 's' && after == 'h' {
			return 'x', 3
		}
	case 's':
		if next == 'h' {
			return 'x', 2
		}
		if next == 'c' && after == 'h' {
			return 'x', 3
		}
	case 'd':
		if next == 'j' || next == 'g' && front(after) {
			return 'j', 2
		}
	case 'p':
		if next == 'h' {
			return 'f', 2
		}
	case 'h':
		if i > 0 && (!vowel(at(w, i-1)) || !vowel(next)) {
			return 0, 1
		}
	case 'm', 'n':
		if next == 'b' || next == 'p' || next == 'f' {
			return 'n', 1
		}
	}
	return c, 1
}

// backSound is latinSound for c, k, q and g.
func backSound(c, next, after byte) (sound byte, n int) {
	switch {
	case c == 'c' && next == 'h':
		return 'x', 2
	case c == 'c' && front(next):
		return 's', 1
	case c == 'q' && next == 'u' && vowel(after):
		return 'k', 2
	case c == 'g' && next == 'u' && front(after):
		return 'g', 2
	case c == 'g' && next == 'n' && vowel(after):
		return 'n', 2
	case c == 'g':
		return 'g', 1
	}
	return 'k', 1
}

// vowelSound is latinSound for vowels and half-vowels.
func vowelSound(w string, i int) (sound byte, n int) {
	next, after := at(w, i+1), at(w, i+2)
	switch w[i] {
	case 'w':
		return 'u', 1
	case 'y':
		return 'i', 1
	case 'e':
		if i == len(w)-1 && i >= 3 && !vowel(at(w, i-1)) {
			return 0, 1
		}
		return 'e', 1
	}
	switch {
	case next == 'u' || next == 'o':
		return 'u', 2
	case (next == 'n' || next == 'm') && (after == 'b' || after == 'p' || after == 'f'):
		return 'a', 1
	}
	return 'o', 1
}

func at(w string, i int) byte {
	if i < 0 || i >= len(w) {
		return 0
	}
	return w[i]
}

func front(c byte) bool { return c == 'e' || c == 'i' || c == 'y' }

func vowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'w':
		return true
	}
	return false
}

// appendArabicKey appends the key of one folded Arabic word: consonants alone,
// or the whole word where fewer than three remain.
func appendArabicKey(dst []byte, w string) []byte {
	if len(w) > 4+6 && w[:4] == "ال" {
		w = w[4:]
	}
	from, consonants := len(dst), 0
	last := rune(0)
	for i, r := range w {
		r = arabicSound(r)
		if r == last || i > 0 && (r == 'ا' || r == 'و' || r == 'ي' || r == 'ء') || i > 0 && r == 'ه' && i+2 == len(w) {
			continue
		}
		dst = utf8.AppendRune(dst, r)
		last = r
		consonants++
	}
	if consonants >= 3 {
		return dst
	}
	dst = dst[:from]
	for _, r := range w {
		dst = utf8.AppendRune(dst, arabicSound(r))
	}
	return dst
}

// arabicSound joins the letters that render one sound of a foreign name: g is
// written غ, ج or ق.
func arabicSound(r rune) rune {
	switch r {
	case 'ج', 'ق', 'غ', 'چ':
		return 'غ'
	case 'ط':
		return 'ت'
	case 'ص', 'ث', 'ش':
		return 'س'
	case 'ض':
		return 'د'
	case 'ذ', 'ظ':
		return 'ز'
	case 'ح':
		return 'ه'
	case 'پ':
		return 'ب'
	case 'ڤ':
		return 'ف'
	}
	return r
}
