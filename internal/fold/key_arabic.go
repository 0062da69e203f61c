package fold

import "unicode/utf8"

// appendArabicKey appends the key of one folded Arabic word: its letters read
// aloud. The article falls, تش is ch, and a final ه is a but for one after ا and و.
func appendArabicKey(dst []byte, w string) []byte {
	if len(w) >= 5*2 && w[:4] == "ال" {
		w = w[4:]
	}
	var before byte
	for i := 0; i < len(w); {
		r, n := utf8.DecodeRuneInString(w[i:])
		i += n
		sound := arabicSound(r)
		switch next, _ := utf8.DecodeRuneInString(w[i:]); {
		case r == 'ت' && next == 'ش', r == 'ه' && i == len(w) && (before == 'a' || before == 'u'), r == 'د' && next == 'ج':
			continue
		case r == 'ه' && i == len(w):
			sound = 'a'
		case sound == 0 && r >= utf8.RuneSelf && r != 'ء':
			dst = utf8.AppendRune(dst, r)
		case (r == 'ن' || r == 'م') && (next == 'ب' || next == 'ف' || next == 'پ'):
			sound = 'n'
		}
		dst = appendSound(dst, sound)
		before = sound
	}
	return dst
}

// arabicSound gives the Latin letter of the key for an Arabic one; 0 for none.
// Foreign g is written غ, ق, گ (folded to ك) or ج; here ج is j.
func arabicSound(r rune) byte {
	switch r {
	case 'ا', 'ع':
		return 'a'
	case 'و':
		return 'u'
	case 'ي':
		return 'i'
	case 'ب':
		return 'b'
	case 'پ':
		return 'p'
	case 'ت', 'ط':
		return 't'
	case 'ث', 'س', 'ص':
		return 's'
	case 'ج':
		return 'j'
	case 'ح', 'ه':
		return 'h'
	case 'خ', 'ك':
		return 'k'
	case 'د', 'ض':
		return 'd'
	case 'ذ', 'ز', 'ظ':
		return 'z'
	case 'ر':
		return 'r'
	case 'ش', 'چ':
		return 'x'
	case 'غ', 'ق':
		return 'g'
	case 'ف', 'ڤ':
		return 'f'
	case 'ل':
		return 'l'
	case 'م':
		return 'm'
	case 'ن':
		return 'n'
	}
	if '0' <= r && r <= '9' || 'a' <= r && r <= 'z' {
		return byte(r)
	}
	return 0
}
