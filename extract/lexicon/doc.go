// Package lexicon holds what Sahelwatch knows of languages: the words for
// killing, wounding, attacking, saying, denying, keeping silent, and so on, in
// reviewed text files, one folder for each language.
//
// Promise: Load reads every *.txt of a language's folder and returns a Lexicon
// that finds all its phrases in a text in one pass. A new verb, or a new
// language, is a line or a folder of text; no code knows any word.
//
// A file has sections headed by a class in brackets; below stand phrases,
// separated by commas or line ends. "#" starts a comment. In a phrase
//
//	tué(e|s|es)   is tué, tuée, tués and tuées
//	(a|ont) tué   is "a tué" and "ont tué"
//	n'a * réagi   lets at most three words stand in the place of the star
//	=attaque      is the word without accent only; words that end in é, ée,
//	              és, ées always want theirs, since tué is not tue
//
// Limits: phrases are folded, so case and other accents do not count. A word
// of a script with clitics is tried without the prefixes that the language
// lists in [prefix].
//
// Failure: an unknown class or a broken line is an error that names its file
// and line.
package lexicon
