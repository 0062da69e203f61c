// Package fold brings text into the form in which Sahelwatch compares it.
//
// Promise: String and Append fold each code point by itself, so the form of a
// concatenation is the concatenation of the forms. Folding is idempotent, the
// output is valid UTF-8, and the same input gives the same bytes on every
// machine. Words gives each word with its byte offsets in the text as it was
// handed in: offsets ascend, lie on code point boundaries and never overlap.
// Key goes further and gives spellings of one West African place name the same
// key.
//
// The form: canonical decomposition without marks, lower case; œ, æ, ß
// expanded, the hooked letters of Hausa and Fula (ɓ ɗ ƙ ƴ) plain; alef with
// hamza or madda as ا, ة as ه, ى as ي, Persian yeh and kaf as Arabic, no tatweel and no
// harakat; Arabic-Indic digits as ASCII; typographic apostrophes as ', every
// hyphen and dash as -, every space as a plain one; no zero-width characters.
//
// Limits: folding loses what tells words apart in some languages ("tué" and
// "tue"). It is for comparing, never for showing. No stemming, no clitics: the
// Arabic و and ب stay on their word.
//
// Failure: none. Bytes that are not UTF-8 become U+FFFD and separate words.
package fold
