package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// heading gives the word for harm that stands before a colon at word i:
// "Fatalities: 9 civilians, 2 VDP".
func (p *part) heading(i int) (harmMark, bool) {
	if i == 0 || p.gaps[i]&colon == 0 || !p.any(i-1, &harmNouns) || i > 1 && p.counts(i-2) {
		return harmMark{}, false
	}
	for _, k := range p.between(i-4, i) {
		if h, ok := harmOf(k); ok && h.mode == lexicon.Noun && k.to == i {
			return h, true
		}
	}
	return harmMark{}, false
}

// breakDown settles what a total and the figures in brackets or behind a colon
// are to each other: "3 fatalities (2 hunters, 1 militant)". They are its parts;
// where militants are among them, the parts stand and the total, which sums both
// sides, does not. Militants in a total that is not broken down in full are
// noted to be no victims.
func (p *part) breakDown(ms []measured) {
	for i := range ms {
		m := &ms[i]
		if m.measure < 0 || m.part || m.victims == conflict.Militants {
			continue
		}
		to := i + 1
		if to < len(ms) && p.boxed(m, &ms[to]) {
			for to++; to < len(ms) && ms[to].conjunct && p.gapIn(ms[i+1].from, ms[to].from)&(closing|semicolon|stop) == 0; to++ {
			}
		} else {
			for to < len(ms) && ms[to].part && ms[to].measure == m.measure {
				to++
			}
		}
		m.divide(ms[i+1 : to])
		if to == i+1 && m.noun >= 0 {
			m.spelledOut(ms[i+1:])
		}
	}
}

// spelledOut makes parts of the kinds that follow a total of dead or wounded and
// add up to it: "53 قتيلا، هم 49 دركيا وأربعة مدنيين".
func (m *measured) spelledOut(list []measured) {
	sum := 0
	for i := range list {
		k := &list[i]
		if !k.conjunct || k.ground != byShare || k.measure != m.measure || k.victims == "" {
			return
		}
		if sum += k.Low; sum == m.Low {
			m.divide(list[:i+1])
			return
		}
	}
}

// boxed reports whether a figure opens a bracket or follows a colon right behind
// a total.
func (p *part) boxed(m, first *measured) bool {
	behind := max(m.end, m.to2)
	return first.victims != "" && first.from-behind <= 1 && first.from >= behind && p.gapIn(behind-1, first.from)&(open|colon) != 0
}

// divide makes list the parts of m, or lets them stand for it.
func (m *measured) divide(list []measured) {
	sum, militants := 0, 0
	for i := range list {
		if sum += list[i].Low; list[i].victims == conflict.Militants {
			militants += list[i].Low
		}
	}
	if len(list) == 0 || sum > m.Low || m.Vague {
		return
	}
	both := militants > 0 && sum == m.Low
	for i := range list {
		list[i].measure, list[i].ground, list[i].part = m.measure, byShare, !both
	}
	if both {
		m.never = true
		return
	}
	m.less = militants
}

// spared reports whether those counted were arrested, rescued or escaped.
func (p *part) spared(u *unit, m *measured) bool {
	for j := m.from - 1; j >= max(u.from, m.from-2) && p.gaps[j+1]&^space == 0; j-- {
		if p.is(j, lexicon.Spared) {
			return true
		}
	}
	for j := m.end; j < min(u.to, m.end+4) && p.gaps[j]&^(space|quote) == 0; j++ {
		if p.any(j, &harmParts) {
			return false
		}
		if p.is(j, lexicon.Spared) {
			return true
		}
	}
	return false
}
