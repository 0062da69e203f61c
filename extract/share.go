package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// share hands the measure on to quantities that only "and" joins: "12 soldats
// et quatre supplétifs ont été tués", and to parts from their total.
func share(ms []measured) {
	for i := 1; i < len(ms); i++ { // "la mort de 17 conducteurs et de 12 militaires"
		m, before := &ms[i], &ms[i-1]
		if m.measure < 0 && !m.spared && before.measure >= 0 && before.from2 < before.from && m.conjunct && (m.victims != "" || m.people) {
			m.measure, m.ground, m.from2 = before.measure, byShare, before.from2
		}
	}
	for i := len(ms) - 2; i >= 0; i-- {
		if m := &ms[i]; m.measure < 0 && !m.spared && ms[i+1].conjunct && ms[i+1].measure >= 0 && ms[i+1].ground != byNoun && !m.bare {
			m.measure, m.ground, m.to2 = ms[i+1].measure, byShare, ms[i+1].to2
		}
	}
	for i := 1; i < len(ms); i++ {
		m, before := &ms[i], &ms[i-1]
		switch {
		case m.measure >= 0 || before.measure < 0 || m.spared:
		case m.conjunct && (m.people || (!m.bare || before.ground == byNoun) && m.victims != ""):
			m.measure, m.ground, m.from2 = before.measure, byShare, before.from2
		case m.part && (m.victims != "" || m.bare):
			m.measure, m.ground = before.measure, byShare
		}
	}
	for i := len(ms) - 2; i >= 0; i-- { // the total behind its parts
		if m := &ms[i]; m.measure < 0 && m.victims != "" && ms[i+1].part && ms[i+1].measure >= 0 && ms[i+1].ground == byVerb {
			m.measure, m.ground = ms[i+1].measure, byShare
		}
	}
}

// ofMilitants makes militants of those who are named beside militants or among
// them: "30 fighters and a commander".
func ofMilitants(ms []measured) {
	for i := 1; i < len(ms); i++ {
		m := &ms[i]
		if ms[i-1].victims != conflict.Militants {
			continue
		}
		beside := m.Article && m.conjunct && m.victims == conflict.Unknown
		among := m.part && (m.Article || m.victims == conflict.Civilians || m.victims == "")
		if beside || among {
			m.victims = conflict.Militants
		}
	}
}

// partsOfNoToll makes whole figures of the parts of those who only came.
func (p *part) partsOfNoToll(ms []measured) {
	for i := 1; i < len(ms); i++ {
		if ms[i].part && ms[i-1].measure < 0 && p.is(ms[i].to, lexicon.PartOf) {
			ms[i].part = false
		}
	}
}
