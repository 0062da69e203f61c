package export

import (
	"slices"
	"strings"
	"unicode"

	"sahelwatch/internal/conflict"
)

// figure is one number for what several voices say, with the rule that chose it.
type figure struct {
	n    int
	rule string
}

// Rules of ACLED's fatalities, of its codebook: the most conservative figure
// told, and fixed numbers for words without one.
const (
	ruleLowest   = "lowest figure told"
	ruleDozens   = "dozens=12"
	ruleHundreds = "hundreds=100"
	ruleSeveral  = "several=3"
	ruleNone     = "no figure told=0"
)

// acledDeaths adds up victims and militants, each by the lowest standing figure.
func acledDeaths(inc *conflict.Incident) figure {
	victims, militants := lowestTold(inc.Killed), lowestTold(inc.MilitantsKilled)
	switch {
	case victims.rule == ruleNone:
		return militants
	case militants.rule == ruleNone:
		return victims
	case victims.rule == militants.rule:
		return figure{victims.n + militants.n, victims.rule}
	}
	return figure{victims.n + militants.n, victims.rule + " + " + militants.rule}
}

// lowestTold gives the lowest figure that stands. Where only words without a
// number give it, the codebook's number stands for them.
func lowestTold(l *conflict.Ledger) figure {
	if l == nil {
		return figure{0, ruleNone}
	}
	vague := false
	for i := range l.By {
		e := &l.By[i]
		if !standing(e) || e.Low != l.Low {
			continue
		}
		if vague = e.High == nil && wordOnly(e.Word); !vague {
			break
		}
	}
	switch {
	case vague && l.Low >= 100:
		return figure{100, ruleHundreds}
	case vague && l.Low >= 20:
		return figure{12, ruleDozens}
	case vague:
		return figure{3, ruleSeveral}
	}
	return figure{l.Low, ruleLowest}
}

// wordOnly reports a word such as "dozens" or "plusieurs", which holds no number.
func wordOnly(word string) bool {
	return word != "" && !strings.ContainsFunc(word, unicode.IsDigit)
}

// estimate is UCDP's three figures.
type estimate struct{ low, best, high int }

func (e estimate) plus(o estimate) estimate {
	return estimate{e.low + o.low, e.best + o.best, e.high + o.high}
}

// Rules of UCDP's best estimate.
const (
	ruleOnly   = "only figure told"
	ruleMedian = "median of the standing figures, lower of the middle two"
)

// deaths are UCDP's columns of one event.
type deaths struct {
	a, b, civilians, unknown estimate
	rule                     string
}

func (d *deaths) all() estimate { return d.a.plus(d.b).plus(d.civilians).plus(d.unknown) }

// ucdpDeaths splits the standing figures by side. A figure whose victims are
// not told, or that counts all of them, goes to unknown as far as it exceeds
// the sum of the parts.
func ucdpDeaths(inc *conflict.Incident, stateIsA bool) deaths {
	d := deaths{rule: ruleNone}
	told := 0
	by := func(l *conflict.Ledger, victims ...string) estimate {
		if l == nil {
			return estimate{}
		}
		var sum estimate
		for _, v := range victims {
			e, n := estimated(l.By, v)
			sum, told = sum.plus(e), max(told, n)
		}
		return sum
	}
	state := by(inc.Killed, conflict.Soldiers, conflict.Police, conflict.Auxiliaries)
	militants := by(inc.MilitantsKilled, conflict.Militants, conflict.Unknown)
	d.civilians = by(inc.Killed, conflict.Civilians)
	total := by(inc.Killed, conflict.Unknown)
	parts := state.plus(d.civilians)
	d.unknown = estimate{max(0, total.low-parts.low), max(0, total.best-parts.best), max(0, total.high-parts.high)}
	if d.a, d.b = militants, state; stateIsA {
		d.a, d.b = state, militants
	}
	switch {
	case told == 1:
		d.rule = ruleOnly
	case told > 1:
		d.rule = ruleMedian
	}
	return d
}

// estimated gives lowest, median and highest of the standing figures about some
// victims, and how many there are. An open figure counts as its lower bound.
func estimated(by []conflict.Entry, victims string) (estimate, int) {
	var lows []int
	e := estimate{}
	for i := range by {
		x := &by[i]
		v := x.Victims
		if v == "" {
			v = conflict.Unknown
		}
		if !standing(x) || v != victims {
			continue
		}
		lows = append(lows, x.Low)
		e.high = max(e.high, x.Low)
		if x.High != nil {
			e.high = max(e.high, *x.High)
		}
	}
	if len(lows) == 0 {
		return estimate{}, 0
	}
	slices.Sort(lows)
	e.low, e.best = lows[0], lows[(len(lows)-1)/2]
	return e, len(lows)
}
