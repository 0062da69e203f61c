package fold

import "unicode/utf8"

// Key gives the spelling key of a place name: names that French, English, local
// and Arabic spellings write differently share it. Words, hyphens and apostrophes run
// together, doubled letters are one, and letters stand for sounds: ou, oo, w and o
// are u; y and e are i; v is f; dj is j; ch, tch and sh are one; c, ck, kh and q are
// k; gu is g before e and i; m is n before b, p and f; om and on before those are an;
// the final e of -ane, -ene, -ate falls. Arabic letters are read aloud in the same
// letters, so that سولهان and Solhan share a key; short vowels that Arabic does
// not write are lost.
//
// The key of a name is the keys of its words run together, so a scanner can
// build it word by word with AppendKey. It is ASCII but for other scripts.
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
		dst = appendSound(dst, sound)
	}
	return dst
}

// appendSound appends a sound, 0 for none; a repeated letter counts once.
func appendSound(dst []byte, sound byte) []byte {
	switch sound {
	case 0:
		return dst
	case 'e':
		sound = 'i'
	case 'o':
		sound = 'u'
	case 'v':
		sound = 'f'
	}
	if last := len(dst) - 1; last >= 0 {
		if (sound == 'b' || sound == 'p' || sound == 'f') && dst[last] == 'm' {
			dst[last] = 'n'
		}
		if dst[last] == sound && (sound < '0' || sound > '9') {
			return dst
		}
	}
	return append(dst, sound)
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
		before := at(w, i-1)
		if i > 0 && (!vowel(next) || !vowel(before) && before != 'l' && before != 'm' && before != 'n') {
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
		if before := at(w, i-1); i == len(w)-1 && i >= 5 && (before == 'n' || before == 't') {
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
