package numbers

import (
	"bufio"
	"embed"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

//go:embed data/*.txt
var files embed.FS

// Lang is the number words of one language. It is read-only after Parse.
type Lang struct {
	Code     string
	phrases  map[string][]entry // by first key, the longest phrase first
	prefixes []string           // clitics written on the next word, the longest first
	and      []string           // the clitic "and" alone
	duals    []ending
	teens    []int // tens that are followed by 10..19: soixante-dix
	reversed bool  // ones before tens: خمسة وعشرون
}

// ending is the ending of a noun that says two; sure when it says nothing else.
type ending struct {
	key  string
	sure bool
}

// kind is what a phrase of the data is for; the names are those of the files.
type kind string

const (
	number     kind = "number"      // a number word and its value
	article    kind = "article"     // 1, or a mere article
	group      kind = "group"       // dozen, dizaine: counts in the singular
	counted    kind = "counted"     // half a dozen: needs no article
	vague      kind = "vague"       // dozens, several: lower bound, open
	zero       kind = "zero"        // none
	before     kind = "before"      // qualifier in front, and its name
	behind     kind = "behind"      // qualifier after the number
	between    kind = "between"     // opens a range
	joins      kind = "joins"       // joins the ends of a range
	both       kind = "both"        // joins the ends of a range after between
	either     kind = "either"      // "deux ou trois"
	of         kind = "of"          // links a group noun to what it counts
	and        kind = "and"         // inside a number: vingt et un
	unit       kind = "unit"        // what stands behind a number, and its name
	month      kind = "month"       // number beside it is a day
	dayBefore  kind = "day-before"  // number behind it is a day: lundi 28, le 28
	ordinal    kind = "ordinal"     // number before it is part of an ordinal
	named      kind = "named"       // number behind it is a name: RN 4, bataillon 2
	change     kind = "change"      // verb whose "from N to M" is no range
	not        kind = "not"         // looks like a number word with a clitic, is none
	prefix     kind = "prefix"      // clitic
	andPrefix  kind = "and-prefix"  // clitic "and"
	dual       kind = "dual"        // ending of two
	teensAfter kind = "teens-after" // tens
	order      kind = "order"       // ones-tens
)

type entry struct {
	keys  []string
	kind  kind
	value int
	text  string
}

// Load reads the built-in languages: en, fr, ar.
func Load() (map[string]*Lang, error) {
	langs := make(map[string]*Lang)
	for _, code := range []string{"en", "fr", "ar"} {
		f, err := files.Open("data/" + code + ".txt")
		if err != nil {
			return nil, fmt.Errorf("numbers of %s: %w", code, err)
		}
		langs[code], err = Parse(code, f)
		f.Close()
		if err != nil {
			return nil, err
		}
	}
	return langs, nil
}

// Parse reads a language file. Each line is "kind: phrase | phrase = value";
// # begins a comment. An error names the line.
func Parse(code string, r io.Reader) (*Lang, error) {
	l := &Lang{Code: code, phrases: make(map[string][]entry)}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(lines.Text(), "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if err := l.add(line); err != nil {
			return nil, fmt.Errorf("numbers of %s: line %d: %w", code, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("numbers of %s: %w", code, err)
	}
	for _, list := range l.phrases {
		slices.SortStableFunc(list, func(a, b entry) int { return len(b.keys) - len(a.keys) })
	}
	slices.SortFunc(l.prefixes, func(a, b string) int { return len(b) - len(a) })
	return l, nil
}

func (l *Lang) add(line string) error {
	name, rest, ok := strings.Cut(line, ":")
	if !ok {
		return fmt.Errorf("%q has no kind", line)
	}
	phrases, value, _ := strings.Cut(rest, "=")
	value = strings.TrimSpace(value)
	for phrase := range strings.SplitSeq(phrases, "|") {
		if err := l.addPhrase(kind(name), strings.TrimSpace(phrase), value); err != nil {
			return err
		}
	}
	return nil
}

func (l *Lang) addPhrase(k kind, phrase, value string) error {
	e := entry{kind: k, text: value}
	var err error
	switch k {
	case number, group, counted, vague:
		if e.value, err = strconv.Atoi(value); err != nil || e.value < 0 || e.value > limit {
			return fmt.Errorf("%s %q needs a number up to %d, not %q", k, phrase, limit, value)
		}
	case before, behind:
		if !slices.Contains([]string{conflict.Exact, conflict.AtLeast, conflict.About, conflict.UpTo, conflict.MoreThan}, value) {
			return fmt.Errorf("%q is no qualifier", value)
		}
	case unit:
		if !slices.Contains([]string{Percent, Distance, Duration, Clock, Money, Weight}, value) {
			return fmt.Errorf("%q is no unit", value)
		}
	case article, zero, between, joins, both, either, of, and, month, dayBefore, ordinal, named, change, not:
	default:
		return l.addRule(k, phrase, value)
	}
	for _, w := range fold.Words(nil, phrase) {
		e.keys = append(e.keys, w.Key)
	}
	if len(e.keys) == 0 {
		return fmt.Errorf("%s without words", k)
	}
	l.phrases[e.keys[0]] = append(l.phrases[e.keys[0]], e)
	return nil
}

// addRule reads the lines that are no phrases.
func (l *Lang) addRule(k kind, phrase, value string) error {
	key := fold.String(phrase)
	switch k {
	case prefix:
		l.prefixes = append(l.prefixes, key)
	case andPrefix:
		l.and = append(l.and, key)
		l.prefixes = append(l.prefixes, key)
	case dual:
		l.duals = append(l.duals, ending{key, value == "sure"})
	case teensAfter:
		n, err := strconv.Atoi(phrase)
		if err != nil {
			return fmt.Errorf("teens-after needs a number, not %q", phrase)
		}
		l.teens = append(l.teens, n)
	case order:
		if phrase != "ones-tens" {
			return fmt.Errorf("unknown order %q", phrase)
		}
		l.reversed = true
	default:
		return fmt.Errorf("unknown kind %q", k)
	}
	return nil
}

// Dual tells whether a folded word can be the dual of a noun ("جنديان", two
// soldiers), with the noun's stem. sure is false for an ending that plurals
// have too: then the caller must know the noun's plural.
func (l *Lang) Dual(key string) (stem string, sure, ok bool) {
	for _, e := range l.duals {
		if stem, found := strings.CutSuffix(key, e.key); found && len(stem) >= 6 {
			return stem, e.sure, true
		}
	}
	return "", false, false
}

// known reports whether a phrase can start with key, clitics aside.
func (l *Lang) known(key string) bool {
	if _, ok := l.phrases[key]; ok {
		return true
	}
	if len(l.prefixes) == 0 {
		return false
	}
	_, ok := l.bare(key, l.prefixes)
	return ok
}

// bare takes a clitic off a word, if what is left begins a phrase.
func (l *Lang) bare(key string, prefixes []string) (string, bool) {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(key, p); ok && rest != "" {
			if _, ok := l.phrases[rest]; ok {
				return rest, true
			}
		}
	}
	return "", false
}
