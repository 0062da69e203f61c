package extract

import (
	"sahelwatch/extract/dates"
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// dateOf says what a date belongs to.
type dateOf uint8

const (
	ofNothing   dateOf = iota // nothing near tells
	ofEvent                   // when it happened
	ofStatement               // when it was said, printed, mourned
)

var (
	eventWords = func() lexicon.Set {
		s := attackWords
		for _, c := range []lexicon.Class{lexicon.Killed, lexicon.Killed + lexicon.Subject, lexicon.Killed + lexicon.Object,
			lexicon.Killed + lexicon.Noun, lexicon.Killed + lexicon.Of, lexicon.Wounded, lexicon.Abducted, lexicon.Abducted + lexicon.Of,
			lexicon.Operation, lexicon.Looting, lexicon.Burn, lexicon.Loot,
			lexicon.Seize, lexicon.Destroy} {
			s.Add(c)
		}
		return s
	}()
	statementWords = lexicon.SetOf(lexicon.Say, lexicon.Statement, lexicon.According, lexicon.Mourn, lexicon.Claim, lexicon.Confirm,
		lexicon.Deny, lexicon.Condemn, lexicon.OfficialToll)
)

// belongs says what the date e of a unit belongs to: the nearest telling word
// before it decides, else the first behind it.
func (p *part) belongs(u *unit, e *dates.Expr) dateOf {
	if e.Next < u.to && p.gaps[e.Next]&colon != 0 && e.Word <= u.from+1 {
		return ofEvent // an entry of a list: "9 October: …"
	}
	for j := e.Next; j < min(u.to, e.Next+2); j++ {
		if p.any(j, &struckNouns) && p.gapIn(e.Next-1, j)&(comma|stop|colon) == 0 {
			return ofEvent // Sunday's attack
		}
	}
	if p.name == "text" && e.Word <= 3 && u.from == 0 && p.datelineDate(u, e) {
		return ofStatement
	}
	for j := e.Word - 1; j >= max(u.from, e.Word-14); j-- {
		if p.gaps[j+1]&(colon|stop) != 0 || p.gaps[j+1]&comma != 0 && !p.any(j, &whereWords) && !(p.capital(j) && !p.marked(j)) && (e.Word-j > 2 || !p.apposed(u, e)) {
			break
		}
		if p.is(j, lexicon.Withdraw) {
			return ofStatement
		}
		if p.is(j, lexicon.That) {
			break // what is said begins here
		}
		if d := p.tells(u, j); d != ofNothing {
			if d == ofEvent && j == e.Word-1 && p.claimedObject(u, j) {
				return ofStatement
			}
			return d
		}
	}
	for j := e.Next; j < min(u.to, e.Next+14); j++ {
		if e.Word > u.from+2 && p.gaps[j]&comma != 0 {
			break // what follows the comma speaks of something else
		}
		switch p.tells(u, j) {
		case ofEvent:
			return ofEvent
		case ofStatement:
			if u.speaksAt(j) || p.is(j, lexicon.Mourn) || p.is(j, lexicon.Statement) {
				return ofStatement
			}
		}
	}
	return ofNothing
}

// whereWords close an apposition that tells where: "in Tassia, western Niger,".
var whereWords = lexicon.SetOf(lexicon.CountryName, lexicon.Unit, lexicon.Direction)

// apposed reports whether a date stands between commas, so that it belongs to
// what is before it: "l'attaque de Mansila, le 11 juin, …".
func (p *part) apposed(u *unit, e *dates.Expr) bool {
	return e.Next >= u.to || p.gaps[e.Next]&(comma|stop|closing) != 0
}

// claimedObject reports whether the attack named at word j is what someone
// claims or condemns, so that a day right behind it is that of the words: "a
// revendiqué l'attaque samedi".
func (p *part) claimedObject(u *unit, j int) bool {
	for k := j - 1; k >= max(u.from, j-4); k-- {
		if p.is(k, lexicon.Claim) || p.is(k, lexicon.Condemn) {
			return p.is(j, lexicon.AttackNoun)
		}
	}
	return false
}

// speaksAt reports whether word j is the subject or the verb of someone who
// speaks.
func (u *unit) speaksAt(j int) bool {
	for k := range u.facts.voices {
		if v := &u.facts.voices[k]; !v.according && (v.says == j || v.from <= j && j < v.to) {
			return true
		}
	}
	return false
}

func (p *part) tells(u *unit, j int) dateOf {
	switch {
	case p.any(j, &eventWords):
		return ofEvent
	case p.any(j, &statementWords), u.speaksAt(j):
		return ofStatement
	}
	return ofNothing
}

// datelineDate reports whether a date belongs to the place and day of writing
// that open a text.
func (p *part) datelineDate(u *unit, e *dates.Expr) bool {
	return e.Word > 0 && e.Next < len(p.words) && p.gaps[e.Next]&(stop|dash|open|closing) != 0 || e.Next < len(p.words) && e.Word == 1 && p.gaps[1]&(comma|open) != 0 && p.gaps[e.Next]&(stop|dash|open|closing|newline) != 0
}

// talkWords are of what is said, not done.
var talkWords = lexicon.SetOf(lexicon.Say, lexicon.TollWord, lexicon.Statement)

// dateIn gives the date of the event that a unit tells.
func (r *reading) dateIn(u *unit) (conflict.Date, bool) {
	for _, want := range []dateOf{ofEvent, ofNothing} {
		if want == ofNothing && u.p.hasAny(&talkWords, u.from, u.to) && !u.p.hasAny(&eventWords, u.from, u.to) {
			break // a sentence about words, not deeds
		}
		if d, ok := r.pickDate(u, want, true); ok {
			return d, true
		}
		if d, ok := r.pickDate(u, want, false); ok {
			return d, true
		}
	}
	return conflict.Date{Precision: conflict.DateUnknown}, false
}

// pickDate gives the first date of a unit that belongs where wanted; numbered
// asks for one with a day of the month.
func (r *reading) pickDate(u *unit, want dateOf, numbered bool) (conflict.Date, bool) {
	for i := range u.p.dates {
		e := &u.p.dates[i]
		if e.Word < u.from || e.Word >= u.to || e.Kind == dates.Relative || e.Kind == dates.Since || u.p.is(e.Next-1, lexicon.NotDate) ||
			numbered && e.From.Day == 0 || u.p.belongs(u, e) != want {
			continue
		}
		if d := e.Resolve(r.published); d.Precision != conflict.DateUnknown {
			d.Evidence = r.evidence(u.p, e.Word, e.Next)
			return d, true
		}
	}
	return conflict.Date{Precision: conflict.DateUnknown}, false
}
