package lexicon

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"sahelwatch/internal/fold"
)

//go:embed en fr ar
var files embed.FS

// Files gives the reviewed files of English, French and Arabic.
func Files() fs.FS { return files }

// Lexicon is what is known of one language, with the names entered by the
// caller. Finding is safe for concurrent use; Enter is not.
type Lexicon struct {
	Lang     string
	trie     *trie
	prefixes []string // longest first, folded
	function map[string]bool
	own      int32 // the highest number of a word of the files
}

// Load reads every language of fsys: each folder is one, named by its ISO 639-1
// code. The string is a version that changes with any byte of the files.
func Load(fsys fs.FS) (map[string]*Lexicon, string, error) {
	folders, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, "", fmt.Errorf("read lexicons: %w", err)
	}
	all, known, sum := map[string]*Lexicon{}, classNames(), sha256.New()
	for _, d := range folders {
		if !d.IsDir() {
			continue
		}
		lex, err := load(fsys, d.Name(), known, sum)
		if err != nil {
			return nil, "", err
		}
		all[d.Name()] = lex
	}
	return all, hex.EncodeToString(sum.Sum(nil)[:6]), nil
}

func load(fsys fs.FS, lang string, known map[string]Class, sum interface{ Write([]byte) (int, error) }) (*Lexicon, error) {
	lex := &Lexicon{Lang: lang, trie: newTrie(), function: map[string]bool{}}
	names, err := fs.Glob(fsys, path.Join(lang, "*.txt"))
	if err != nil {
		return nil, fmt.Errorf("read lexicon %s: %w", lang, err)
	}
	for _, name := range names {
		body, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read lexicon: %w", err)
		}
		_, _ = sum.Write(body) // a hash never fails
		phrases, prefixes, err := parse(strings.NewReader(string(body)), known)
		if err != nil {
			return nil, fmt.Errorf("lexicon %s: %w", name, err)
		}
		for _, p := range phrases {
			if p.class == Function {
				lex.function[fold.String(p.words[0])] = true
				continue
			}
			value := int32(plainPhrase)
			if slices.Contains(p.words, "*") {
				value = openPhrase
			}
			lex.trie.add(p.words, output{p.class, value})
		}
		for _, p := range prefixes {
			lex.prefixes = append(lex.prefixes, fold.String(p))
		}
	}
	lex.own = int32(len(lex.trie.words))
	return lex, nil
}

// Enter adds a name to be found as class with a value of the caller's.
func (l *Lexicon) Enter(name string, class Class, value int32) {
	l.trie.add(strings.Fields(name), output{class, value})
}

// IsFunction reports whether a folded word is one of the language's commonest.
func (l *Lexicon) IsFunction(key string) bool { return l.function[key] }

// Knows reports whether a word stands in any phrase of the files.
func (l *Lexicon) Knows(word, key string) bool {
	id := l.trie.words[key]
	if accented(word) {
		id = max(id, l.trie.words[key+"´"])
	}
	return 0 < id && id <= l.own
}

// Read gives the forms in which the phrases may know the word; word is as it
// stands in the text. A word in capitals, or in a text without accents, is
// read with and without its last accent.
func (l *Lexicon) Read(word, key string, anyAccent bool) Reading {
	var r Reading
	n := 0
	put := func(form string) {
		if id := l.trie.words[form]; id != 0 && n < len(r) {
			r[n] = id
			n++
		}
	}
	put(key)
	if endsInE(key) {
		has := accented(word)
		if has || anyAccent {
			put(key + "´")
		}
		if !has || anyAccent {
			put(key + "`")
		}
	}
	for _, p := range l.prefixes {
		if len(key) > len(p)+4 && strings.HasPrefix(key, p) {
			put(key[len(p):])
		}
	}
	return r
}

// Find appends the phrases that start at word i.
func (l *Lexicon) Find(dst []Match, read []Reading, i int) []Match { return l.trie.find(dst, read, i) }
