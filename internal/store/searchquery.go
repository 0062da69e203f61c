package store

import (
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

// query is a search made ready: clauses that must all match, or must not.
type query struct {
	clauses       []clause
	countries     []string
	actors        []string
	after, before int32 // days, inclusive
}

// clause is a word, a phrase or a filter.
type clause struct {
	words []word
	not   bool
}

// word is one word of a clause: the terms that stand for it, and its distance
// from the clause's first word.
type word struct {
	terms  []string
	weight []float64
	offset uint32
}

const soundWeight = 0.5 // of another spelling, against the word itself

func parseSearch(a *analyser, text string) (*query, error) {
	q := &query{after: math.MinInt32, before: math.MaxInt32}
	for _, part := range splitSearch(text) {
		if name, value, ok := strings.Cut(part, ":"); ok && !strings.HasPrefix(part, `"`) {
			if known, err := q.filter(a, strings.ToLower(name), strings.Trim(value, `"`)); err != nil {
				return nil, err
			} else if known {
				continue
			}
		}
		not := strings.HasPrefix(part, "-")
		if words := searchWords(a, strings.TrimPrefix(part, "-")); len(words) > 0 {
			q.clauses = append(q.clauses, clause{words, not})
		}
	}
	return q, nil
}

// splitSearch cuts at spaces outside of quotes.
func splitSearch(text string) []string {
	var parts []string
	quoted := false
	from := -1
	for i, r := range text {
		if r == '“' || r == '”' || r == '«' || r == '»' {
			r = '"'
		}
		space := unicode.IsSpace(r) && !quoted
		if r == '"' {
			quoted = !quoted
		}
		switch {
		case space && from >= 0:
			parts = append(parts, text[from:i])
			from = -1
		case !space && from < 0:
			from = i
		}
	}
	if from >= 0 {
		parts = append(parts, text[from:])
	}
	return parts
}

// filter takes a field filter; false when name is no field, and the part is
// then text, such as a time or a URL.
func (q *query) filter(a *analyser, name, value string) (bool, error) {
	not := strings.HasPrefix(name, "-")
	switch field := strings.TrimPrefix(name, "-"); field {
	case "source", "lang", "country", "actor":
		if value == "" {
			return true, &QueryError{field + ":", "needs a value"}
		}
		value = fieldCase(field, value)
		if field == "country" && !not {
			q.countries = append(q.countries, value)
		}
		if field == "actor" && !not {
			q.actors = append(q.actors, value)
		}
		term := a.term(termField, field+":"+value)
		q.clauses = append(q.clauses, clause{[]word{{terms: []string{term}, weight: []float64{0}}}, not})
		return true, nil
	case "after", "before":
		day, err := time.Parse(conflict.Day, value)
		if err != nil || not {
			return true, &QueryError{name + ":" + value, "is not a day, as in " + field + ":2025-07-28"}
		}
		if field == "after" {
			q.after = dayNumber(day)
		} else {
			q.before = dayNumber(day)
		}
		return true, nil
	}
	return false, nil
}

func fieldCase(field, value string) string {
	switch field {
	case "country":
		return strings.ToUpper(value)
	case "source":
		return value
	}
	return strings.ToLower(value)
}

// searchWords gives the words of a part: several make a phrase, as
// "Bobo-Dioulasso" does. Each stands for its stems in the three languages and,
// alone, for its spelling key.
func searchWords(a *analyser, part string) []word {
	var words []word
	all := fold.Words(nil, part)
	for i, w := range all {
		if len(w.Key) > maxWord || stopwords()[w.Key] && len(all) > 1 {
			continue
		}
		x := word{offset: uint32(i)}
		for _, lang := range []string{"en", "fr"} {
			x.add(a.term(termStem, a.stem(stemmer(lang, w.Key), w.Key)), 1)
		}
		if sound := a.sound(w.Key); sound != "" {
			x.add(sound, soundWeight)
		}
		words = append(words, x)
	}
	for i := range words {
		words[i].offset -= words[0].offset
	}
	return words
}

func (w *word) add(term string, weight float64) {
	if !slices.Contains(w.terms, term) {
		w.terms = append(w.terms, term)
		w.weight = append(w.weight, weight)
	}
}

func (q *query) inTime(day int32) bool { return q.after <= day && day <= q.before }

// incident reports whether an incident passes the filters that are about
// incidents.
func (q *query) incident(s *Summary) bool {
	for _, c := range q.countries {
		if s.Country != c {
			return false
		}
	}
	for _, id := range q.actors {
		if !slices.Contains(s.Perpetrators, id) && !slices.Contains(s.Targets, id) && !slices.Contains(s.ClaimedBy, id) {
			return false
		}
	}
	return true
}

const snippetLen = 200 // bytes, about

// snippet gives the words around the first match in the text, or its beginning.
func (q *query) snippet(a *analyser, v *ArticleVersion) string {
	text := v.Article.Text
	at := 0
	for _, w := range fold.Words(nil, text) {
		if q.has(a, v.Article.Lang, text, w) {
			at = max(0, w.Start-snippetLen/3)
			break
		}
	}
	end := min(len(text), at+snippetLen)
	at, end = wordStart(text, at), wordStart(text, end)
	cut := strings.Join(strings.Fields(text[at:end]), " ")
	if at > 0 {
		cut = "… " + cut
	}
	if end < len(text) {
		cut += " …"
	}
	return cut
}

// wordStart moves an offset back to the beginning of the word that it lies in,
// or of the character where the word is very long.
func wordStart(text string, at int) int {
	const longWord = 60 // bytes
	for i := at; i >= max(0, at-longWord) && i < len(text); i-- {
		if r, _ := utf8.DecodeLastRuneInString(text[:i]); i == 0 || unicode.IsSpace(r) {
			return i
		}
	}
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

// has reports whether a word of a text is one that the query looks for.
func (q *query) has(a *analyser, lang, text string, w fold.Word) bool {
	if len(w.Key) > maxWord || stopwords()[w.Key] {
		return false
	}
	stem := a.term(termStem, a.stem(stemmer(lang, w.Key), w.Key))
	sound := ""
	if r, _ := utf8.DecodeRuneInString(text[w.Start:]); unicode.IsUpper(r) {
		sound = a.sound(w.Key)
	}
	for _, c := range q.clauses {
		if c.not {
			continue
		}
		for _, x := range c.words {
			if slices.Contains(x.terms, stem) || sound != "" && slices.Contains(x.terms, sound) {
				return true
			}
		}
	}
	return false
}
