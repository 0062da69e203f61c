package digest

import (
	"strconv"
	"strings"

	"sahelwatch/internal/conflict"
)

// amount says a toll's figure alone: "40", "about 50", "at least 12",
// "dozens (24 or more)".
func (w *words) amount(t conflict.Toll) string {
	n := strconv.Itoa(t.Low)
	switch {
	case t.Low == 0 && t.High != nil && *t.High == 0:
		return w.Figures["none"]
	case worded(t):
		if vague := w.Vague[t.Low]; len(vague) > 0 {
			return w.orMore(vague[0], t.Low)
		}
		return w.fill(w.Figures["word"], "word", isolated(label(t.Word)), "n", n)
	case t.High == nil && t.Qualifier != conflict.MoreThan:
		return w.fill(w.Figures["at_least"], "n", n)
	case t.Qualifier == conflict.UpTo && t.High != nil:
		n = strconv.Itoa(*t.High)
	case t.High != nil && *t.High != t.Low:
		return w.fill(w.Figures["range"], "n", n, "high", strconv.Itoa(*t.High))
	}
	form, ok := w.Figures[t.Qualifier]
	if !ok {
		form = w.Figures[conflict.Exact]
	}
	return w.fill(form, "n", n)
}

// worded reports a figure told as a word that is open upwards: "dozens".
func worded(t conflict.Toll) bool {
	if t.High != nil || t.Qualifier == conflict.AtLeast || t.Qualifier == conflict.MoreThan {
		return false
	}
	return t.Word != "" && !strings.ContainsAny(t.Word, "0123456789")
}

func (w *words) orMore(s string, n int) string {
	return w.fill(w.Figures["or_more"], "word", s, "n", strconv.Itoa(n))
}

// isolated keeps the numbers after a right-to-left word in their place, by a
// left-to-right mark.
func isolated(s string) string {
	if direction(s) == "rtl" {
		return s + "\u200e"
	}
	return s
}

// figure says number, victims and measure: "40 soldiers killed".
func (w *words) figure(t conflict.Toll) string {
	unnamed := form(w.Victims[t.Victims], many) == ""
	vague := worded(t) && len(w.Vague[t.Low]) > 1
	var s string
	switch measure := w.Measures[t.Measure]; {
	case unnamed && t.High != nil && *t.High == 0 && w.Nobody[t.Measure] != "":
		s = w.Nobody[t.Measure]
	case unnamed && vague:
		s = w.count(t) + " " + form(measure, ofPeople)
	default:
		s = w.count(t) + " " + form(measure, number(t))
	}
	s = strings.TrimSpace(s)
	if vague {
		s = w.orMore(s, t.Low)
	}
	if t.Hedged {
		s = w.fill(w.Phrases["hedged"], "figure", s)
	}
	return s
}

// Forms of a word in the files of lang/.
const (
	one = iota
	many
	ofPeople // a measure that belongs to the word for people
)

// number decides between one and many. "None" goes with the singular in both
// languages.
func number(t conflict.Toll) int {
	if t.High == nil || *t.High > 1 {
		return many
	}
	return one
}

// count says number and victims: "40 soldiers", "dozens of civilians".
func (w *words) count(t conflict.Toll) string {
	victims := form(w.Victims[t.Victims], number(t))
	if vague := w.Vague[t.Low]; worded(t) && len(vague) > 1 {
		if victims == "" {
			victims = w.People
		}
		return w.fill(vague[1], "victims", victims)
	}
	return strings.TrimSpace(w.amount(t) + " " + victims)
}

// bounds says a range of a ledger: "40", "40 to 60", "at least 24".
func (w *words) bounds(b conflict.Bounds) string {
	q := conflict.Exact
	if b.High == nil {
		q = conflict.AtLeast
	}
	return w.amount(conflict.Toll{Low: b.Low, High: b.High, Qualifier: q})
}

// parseBounds reads the figure of a change: "40", "40-60", "24+".
func parseBounds(s string) (conflict.Bounds, bool) {
	if open, found := strings.CutSuffix(s, "+"); found {
		n, err := strconv.Atoi(open)
		return conflict.Bounds{Low: n}, err == nil
	}
	low, high, ranged := strings.Cut(s, "-")
	n, err := strconv.Atoi(low)
	if err != nil {
		return conflict.Bounds{}, false
	}
	top := n
	if ranged {
		if top, err = strconv.Atoi(high); err != nil {
			return conflict.Bounds{}, false
		}
	}
	return conflict.Bounds{Low: n, High: &top}, true
}

// told says the figure of a change in the digest's language, or its own words.
func (w *words) told(s string) string {
	if b, ok := parseBounds(s); ok {
		return w.bounds(b)
	}
	return label(s)
}
