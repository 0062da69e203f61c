package numbers

import (
	"embed"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"sahelwatch/extract/internal/phrase"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

//go:embed data/*.txt
var files embed.FS

// Lang is the number words of one language. It is read-only after Parse.
type Lang struct {
	Code     string
	table    phrase.Table
	duals    []ending
	teens    []int // tens that are followed by 10..19: soixante-dix
	reversed bool  // ones before tens: خمسة وعشرون
}

// ending is the ending of a noun that says two; sure when it says nothing else.
type ending struct {
	key  string
	sure bool
}

// Kinds of phrases in the language files. Further lines are "clitic", "dual",
// "teens-after" and "order".
const (
	number    phrase.Kind = iota // a number word and its value
	single                       // 1 inside a number, an article alone
	article                      // 1, or a mere article
	group                        // dozen, dizaine: counts in the singular
	counted                      // half a dozen: needs no article
	vague                        // dozens, several: lower bound, open
	zero                         // none
	before                       // qualifier in front, and its name
	behind                       // qualifier after the number
	between                      // opens a range
	joins                        // joins the ends of a range
	both                         // joins the ends of a range after between
	either                       // "deux ou trois"
	of                           // links a group noun to what it counts
	and                          // inside a number: vingt et un
	unit                         // what stands behind a number, and its name
	month                        // number beside it is a day
	dayBefore                    // number behind it is a day: lundi 28, le 28
	ordinal                      // number before it is part of an ordinal
	named                        // number behind it is a name: RN 4, bataillon 2
	change                       // verb whose "from N to M" is no range
	not                          // looks like a number word with a clitic, is none
)

// starts is the kinds that a quantity can begin with.
const starts = phrase.Set(1<<number | 1<<article | 1<<single | 1<<group | 1<<counted | 1<<vague | 1<<zero | 1<<before | 1<<between)

// kindOf gives the kind that the files call name; the names stand in the order
// of the kinds.
func kindOf(name string) (phrase.Kind, bool) {
	i := slices.Index([]string{
		"number", "one", "article", "group", "counted", "vague", "zero", "before",
		"behind", "between", "joins", "both", "either", "of", "and", "unit",
		"month", "day-before", "ordinal", "named", "change", "not",
	}, name)
	return phrase.Kind(i), i >= 0
}

// Load reads the built-in languages: en, fr, ar.
func Load() (map[string]*Lang, error) { return phrase.Load(files, Parse) }

// Parse reads a language file in the form of phrase.Read; the kinds of its
// lines are those above. An error names the line.
func Parse(code string, r io.Reader) (*Lang, error) {
	l := &Lang{Code: code}
	if err := phrase.Read(r, l.add); err != nil {
		return nil, fmt.Errorf("numbers of %s: %w", code, err)
	}
	return l, nil
}

func (l *Lang) add(name, words, value string) error {
	kind, ok := kindOf(name)
	if !ok {
		return l.addRule(name, words, value)
	}
	n := 0
	switch kind {
	case number, group, counted, vague:
		var err error
		if n, err = strconv.Atoi(value); err != nil || n < 0 || n > limit {
			return fmt.Errorf("%s %q needs a number up to %d, not %q", name, words, limit, value)
		}
	case before, behind:
		if !slices.Contains([]string{conflict.Exact, conflict.AtLeast, conflict.About, conflict.UpTo, conflict.MoreThan}, value) {
			return fmt.Errorf("%q is no qualifier", value)
		}
	case unit:
		if !slices.Contains([]string{Percent, Distance, Duration, Clock, Money, Weight}, value) {
			return fmt.Errorf("%q is no unit", value)
		}
	}
	return l.table.Add(kind, words, value, n)
}

// addRule reads the lines that are no phrases.
func (l *Lang) addRule(kind, words, value string) error {
	switch kind {
	case "clitic":
		l.table.AddClitic(words, value == "and")
	case "dual":
		l.duals = append(l.duals, ending{fold.String(words), value == "sure"})
	case "teens-after":
		n, err := strconv.Atoi(words)
		if err != nil {
			return fmt.Errorf("teens-after needs a number, not %q", words)
		}
		l.teens = append(l.teens, n)
	case "order":
		if words != "ones-tens" {
			return fmt.Errorf("unknown order %q", words)
		}
		l.reversed = true
	default:
		return fmt.Errorf("unknown kind %q", kind)
	}
	return nil
}

// shortestStem is the length in bytes of the shortest noun that Dual looks for:
// three Arabic letters.
const shortestStem = 6

// Dual tells whether a folded word can be the dual of a noun ("جنديان", two
// soldiers), with the noun's stem. sure is false for an ending that plurals
// have too: then the caller must know the noun's plural.
func (l *Lang) Dual(key string) (stem string, sure, ok bool) {
	for _, e := range l.duals {
		if stem, found := strings.CutSuffix(key, e.key); found && len(stem) >= shortestStem {
			return stem, e.sure, true
		}
	}
	return "", false, false
}
