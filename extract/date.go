package extract

import (
	"sahelwatch/extract/dates"
	"sahelwatch/extract/lexicon"
)

// dateOf says what a date belongs to.
type dateOf uint8

const (
	ofNothing   dateOf = iota // nothing near tells
	ofEvent                   // when it happened
	ofStatement               // when it was said, printed, mourned, or what came after it was done
)

var (
	eventWords = func() lexicon.Set {
		s := attackWords
		for _, c := range []lexicon.Class{lexicon.Killed, lexicon.Killed + lexicon.Subject, lexicon.Killed + lexicon.Object,
			lexicon.Killed + lexicon.Noun, lexicon.Killed + lexicon.Of, lexicon.Wounded, lexicon.Abducted, lexicon.Abducted + lexicon.Of,
			lexicon.Operation, lexicon.Looting, lexicon.Burn, lexicon.Loot,
			lexicon.Seize, lexicon.Destroy, lexicon.Occur} {
			s.Add(c)
		}
		return s
	}()
	statementWords = lexicon.SetOf(lexicon.Say, lexicon.Statement, lexicon.According, lexicon.Mourn, lexicon.Claim, lexicon.Confirm,
		lexicon.Deny, lexicon.Condemn, lexicon.OfficialToll, lexicon.Demand, lexicon.Revise)
)

// belongs says what the date e of a unit belongs to: the nearest telling word
// before it decides, else the first behind it.
func (p *part) belongs(u *unit, e *dates.Expr) dateOf {
	if e.Next < u.to && p.gaps[e.Next]&colon != 0 && e.Word <= u.from+1 {
		return ofEvent // an entry of a list: "9 October: …"
	}
	if p.owns(u, e) {
		return ofEvent // Sunday's attack
	}
	if p.happenedThen(u, e) {
		return ofEvent
	}
	if e.Behind && e.Word >= u.from+2 && p.is(e.Word-2, lexicon.Mourn) {
		return ofStatement // three days of mourning
	}
	if e.Behind {
		return p.afterEvent(u, e)
	}
	if p.name == "text" && e.Word <= 3 && u.from == 0 && p.datelineDate(u, e) {
		return ofStatement
	}
	if e.Word > u.from && p.figureAlone(u, e.Word-1) {
		return ofStatement // "79 mercredi, contre 50 la veille"
	}
	if p.is(e.Word-1, lexicon.Until) && e.Word > u.from {
		return ofStatement // "no one had claimed it by Friday"
	}
	spoken := false // a verb of speech without a speaker stands before it
	for j := e.Word - 1; j >= max(u.from, e.Word-20); j-- {
		if p.gaps[j+1]&(colon|stop) != 0 || p.gaps[j+1]&comma != 0 && !p.any(j, &whereWords) && !(p.capital(j) && !p.marked(j)) && (e.Word-j > 2 || !p.apposed(u, e)) {
			break
		}
		if p.is(j, lexicon.Withdraw) {
			return ofStatement
		}
		if p.is(j, lexicon.That) {
			break // what is said begins here
		}
		if p.is(j, lexicon.Past) && p.is(j-1, lexicon.Pronoun) {
			return ofStatement // "who had escaped a week ago": background
		}
		if d := p.tells(u, j); d != ofNothing {
			if d == ofEvent && p.rightBehind(j, e) && p.claimedObject(u, j) {
				return ofStatement
			}
			if d == ofStatement && p.dateIn(j+1, e.Word) {
				break // it has a date of its own
			}
			if d == ofStatement && p.unspoken(u, j) {
				spoken = true // "described as"
				continue
			}
			return d
		}
	}
	if spoken {
		return ofStatement
	}
	for j := e.Next; j < min(u.to, e.Next+14); j++ {
		if e.Word > u.from+2 && p.gaps[j]&comma != 0 {
			break // what follows the comma speaks of something else
		}
		if p.is(j, lexicon.TollWord) && j > e.Next && j < e.Next+3 && e.Word > u.from+2 {
			return ofStatement // "ont complété mercredi le bilan de l'attaque"
		}
		switch p.tells(u, j) {
		case ofEvent:
			return ofEvent
		case ofStatement:
			if u.speaksAt(j) || p.is(j, lexicon.Mourn) || p.is(j, lexicon.Statement) || p.is(j, lexicon.Aftermath) || p.saysHe(u, j) {
				return ofStatement
			}
		}
	}
	return ofNothing
}

// whereWords close an apposition that tells where: "in Tassia, western Niger,".
var whereWords = lexicon.SetOf(lexicon.CountryName, lexicon.Unit, lexicon.Direction)

// saysHe reports whether word j is a verb of speech behind a pronoun: "il avait
// parlé de".
func (p *part) saysHe(u *unit, j int) bool {
	if !p.is(j, lexicon.Say) {
		return false
	}
	for k := j - 1; k >= max(u.from, j-2) && p.gaps[k+1] == space; k-- {
		if p.is(k, lexicon.Pronoun) {
			return true
		}
	}
	return false
}

// unspoken reports whether word j is a verb of speech, and nothing more, that no
// speaker of the unit governs.
func (p *part) unspoken(u *unit, j int) bool {
	return p.is(j, lexicon.Say) && !u.speaksAt(j) && !p.any(j, &otherThanSay) && j+1 < u.to && !p.is(j+1, lexicon.That)
}

// otherThanSay is what a word may be beside a verb of speech that dates what is said.
var otherThanSay = lexicon.SetOf(lexicon.Statement, lexicon.According, lexicon.Mourn, lexicon.Claim, lexicon.Confirm, lexicon.Deny,
	lexicon.Condemn, lexicon.Demand, lexicon.Revise, lexicon.OfficialToll)

// apposed reports whether a date stands between commas, so that it belongs to
// what is before it: "l'attaque de Mansila, le 11 juin, …".
func (p *part) apposed(u *unit, e *dates.Expr) bool {
	return e.Next >= u.to || p.gaps[e.Next]&(comma|stop|closing) != 0
}

// figureAlone reports whether word i is a number that counts nothing: a toll set
// beside another. What follows it is the day on which it was given.
func (p *part) figureAlone(u *unit, i int) bool {
	if p.is(i, lexicon.In) {
		i--
	}
	if i <= u.from || p.dateAt(i) > i {
		return false
	}
	for _, c := range []byte(p.words[i].Key) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// happenedThen reports whether it is said behind a date that the event took place
// then: "on July 25, when the fighting began".
func (p *part) happenedThen(u *unit, e *dates.Expr) bool {
	end := min(u.to, e.Next+7)
	k, ok := p.find1(lexicon.SameDeed, e.Next, min(end, e.Next+3))
	return ok && p.has(lexicon.Occur, k.to, end)
}

// dateIn reports whether a date begins in words [from, to).
func (p *part) dateIn(from, to int) bool {
	for i := range p.dates {
		if w := p.dates[i].Word; from <= w && w < to {
			return true
		}
	}
	return false
}

// owns reports whether the deed stands right behind its day: "Sunday's attack".
// "Jeudi l'attaque" is two things.
func (p *part) owns(u *unit, e *dates.Expr) bool {
	j := e.Next
	if j < u.to && p.words[j].Key == "s" {
		j++
	}
	return j < u.to && p.any(j, &struckNouns) && p.gapIn(e.Next-1, j)&(comma|stop|colon) == 0
}

// afterEvent tells what an expression such as "two days after" counts from: the
// event, when a word of it follows before the next comma.
func (p *part) afterEvent(u *unit, e *dates.Expr) dateOf {
	for j := e.Next; j < min(u.to, e.Next+9) && p.gaps[j]&(comma|stop|colon) == 0; j++ {
		if p.tells(u, j) == ofEvent {
			return ofEvent
		}
	}
	return ofStatement
}

// claimedObject reports whether the attack named at word j is what someone
// claims, confirms or condemns, so that a day behind it is that of the words: "a
// revendiqué l'attaque samedi", "claimed the attack on Sunday".
func (p *part) claimedObject(u *unit, j int) bool {
	if !p.is(j, lexicon.AttackNoun) && !p.is(j, lexicon.Operation) {
		return false
	}
	for k := j - 1; k >= max(u.from, j-4); k-- {
		if p.any(k, &uponAttack) {
			return true
		}
	}
	return false
}

// rightBehind reports whether a date stands right behind the deed at word j, or
// behind "on" when the deed is the one spoken of before.
func (p *part) rightBehind(j int, e *dates.Expr) bool {
	return j == e.Word-1 || j == e.Word-2 && p.is(e.Word-1, lexicon.In) && p.is(j, lexicon.SameDeed)
}

// uponAttack have an attack for their object: words, not deeds.
var uponAttack = lexicon.SetOf(lexicon.Claim, lexicon.Condemn, lexicon.Confirm, lexicon.Deny)

// speaksAt reports whether word j is the verb of someone who speaks, or the
// subject in one clause with it.
func (u *unit) speaksAt(j int) bool {
	for k := range u.facts.voices {
		v := &u.facts.voices[k]
		if v.according {
			continue
		}
		if v.says == j || v.from <= j && j < v.to && max(j-v.says, v.says-j) < 7 && u.p.gapIn(min(j, v.says), max(j, v.says))&comma == 0 {
			return true
		}
	}
	return false
}

func (p *part) tells(u *unit, j int) dateOf {
	switch {
	case p.aftermath(u, j):
		return ofStatement
	case p.any(j, &eventWords):
		return ofEvent
	case p.is(j, lexicon.Base): // an army's post
	case p.any(j, &statementWords), u.speaksAt(j):
		return ofStatement
	}
	return ofNothing
}

// aftermath reports whether word j tells what was done after the event. A
// funeral that is attacked is none.
func (p *part) aftermath(u *unit, j int) bool {
	if !p.is(j, lexicon.Aftermath) {
		return false
	}
	for k := j - 1; k >= max(u.from, j-3) && p.gaps[k+1] == space; k-- {
		if p.is(k, lexicon.AttackVerb) || p.is(k, lexicon.AttackPart) || p.is(k, lexicon.AttackNoun) {
			return false
		}
	}
	return true
}

// datelineDate reports whether a date belongs to the place and day of writing
// that open a text.
func (p *part) datelineDate(u *unit, e *dates.Expr) bool {
	return e.Word > 0 && e.Next < len(p.words) && p.gaps[e.Next]&(stop|dash|open|closing) != 0 || e.Next < len(p.words) && e.Word == 1 && p.gaps[1]&(comma|open) != 0 && p.gaps[e.Next]&(stop|dash|open|closing|newline) != 0
}
