package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// genreCounts counts words of one genre: in the whole article, in title and
// lead, in title and first sentence, and in the title.
type genreCounts struct{ all, lead, first, title int }

// genre tells articles that only speak of violence, by the words of their kind
// in title and lead against what the lead tells of an event; "" for a report.
func (r *reading) genre() string {
	n := r.genreWords()
	toll := r.leadToll()
	fought := r.opens(&foes)
	switch {
	case n[lexicon.Exercise].lead > 0 && !toll, n[lexicon.Exercise].first > 0 && n[lexicon.Exercise].lead > 1 && !r.opensWithToll(), n[lexicon.Exercise].title > 0 && n[lexicon.Exercise].first > 2:
		return "an exercise"
	case n[lexicon.FactCheck].lead > 1 || n[lexicon.FactCheck].lead == 1 && r.opensWith(lexicon.FactCheck):
		return "a fact-check"
	case n[lexicon.Sport].lead > 1 && !toll || n[lexicon.Sport].all > 3 && !toll, n[lexicon.Sport].first > 1 && n[lexicon.Sport].lead > 2 && !fought:
		return "sport"
	case n[lexicon.Farm].lead > 1 && !toll:
		return "farming"
	case n[lexicon.Trial].lead > 1 && (!toll || n[lexicon.Study].lead > 0), n[lexicon.Trial].lead > 0 && n[lexicon.Study].lead > 0:
		return "a trial or looking back"
	case n[lexicon.Study].lead > 1 && (!toll || r.events[0].place < 0 && !r.dated() && n[lexicon.Study].first > 1), n[lexicon.Study].lead > 0 && (!toll && !r.dated() || r.allOld()), n[lexicon.Trial].lead > 0 && r.allOld():
		return "a study or looking back"
	case r.reacts():
		return "a reaction to an event told elsewhere"
	case n[lexicon.Politics].lead > 1 && !toll && !r.leadAssault():
		return "politics"
	case n[lexicon.Accident].lead > 0 && !r.leadAttack() && (n[lexicon.Accident].first > 0 || !r.opensWithKilling()), n[lexicon.Accident].first > 0 && !fought && !r.opens(&assaults), n[lexicon.Accident].first > 1 && !fought && !r.opens(&inflicted),
		n[lexicon.Accident].title > 0 && n[lexicon.Accident].first > 1 && !r.titled(&foes) && !r.titled(&assaults):
		return "an accident, crime or disease"
	}
	return ""
}

func (r *reading) genreWords() map[lexicon.Class]genreCounts {
	n := make(map[lexicon.Class]genreCounts, 8)
	for i := range r.units {
		u := &r.units[i]
		lead := r.lead(i)
		for _, k := range u.p.between(u.from, u.to) {
			if k.class < lexicon.Exercise || k.class > lexicon.Accident {
				continue
			}
			c := n[k.class]
			c.all++
			if lead {
				c.lead++
			}
			if lead && (u.p == &r.title || u.from == 0) {
				c.first++
			}
			if u.p == &r.title {
				c.title++
			}
			n[k.class] = c
		}
	}
	return n
}

// leadToll reports whether title or lead gives a toll of an event.
func (r *reading) leadToll() bool {
	for i := range r.figures {
		f := &r.figures[i]
		if r.lead(f.unit) && f.measure < 3 && !f.cumulative && !f.denied && !r.past(f.unit) &&
			!r.units[f.unit].p.has(lexicon.Trial, r.units[f.unit].from, r.units[f.unit].to) {
			return true
		}
	}
	return false
}

// opens reports whether title or first sentence hold a phrase of the classes.
func (r *reading) opens(cs *lexicon.Set) bool {
	for i := range r.units {
		u := &r.units[i]
		if (u.p == &r.title || u.from == 0) && u.p.hasAny(cs, u.from, u.to) {
			return true
		}
	}
	return false
}

// titled reports whether the title holds a phrase of the classes.
func (r *reading) titled(cs *lexicon.Set) bool { return r.title.hasAny(cs, 0, len(r.title.words)) }

// inflicted are the words for what someone does to others; assaults are these and
// the nouns for attacks, some of which ("explosion") accidents share.
var (
	inflicted = lexicon.SetOf(lexicon.AttackPart, lexicon.AttackVerb, lexicon.Ambush, lexicon.Clash, lexicon.Airstrike, lexicon.Shelling,
		lexicon.Suicide, lexicon.Mine, lexicon.Massacre, lexicon.Overrun, lexicon.Abducted, lexicon.Abducted+lexicon.Object)
	assaults = func() lexicon.Set {
		s := inflicted
		s.Add(lexicon.AttackNoun)
		return s
	}()
)

// opensWithToll reports whether title or first sentence count dead or wounded.
func (r *reading) opensWithToll() bool {
	for i := range r.figures {
		f := &r.figures[i]
		if u := &r.units[f.unit]; f.measure < 2 && !f.zero && !f.cumulative && !f.denied && (u.p == &r.title || u.from == 0) {
			return true
		}
	}
	return false
}

// opensWithKilling reports whether the first sentence says that people were
// killed, not that they died.
func (r *reading) opensWithKilling() bool {
	for i := range r.units {
		if u := &r.units[i]; u.p == &r.text && u.from == 0 {
			return u.p.has(lexicon.Killed, u.from, u.to)
		}
	}
	return false
}

func (r *reading) past(i int) bool {
	u := &r.units[i]
	return u.p.has(lexicon.Past, u.from, u.to)
}

// dated reports whether the day of the main event is told.
func (r *reading) dated() bool {
	ev := &r.events[0]
	return ev.date.Precision == conflict.DateDay || ev.date.Precision == conflict.DateRange
}

// allOld reports whether every event with a date lies long before the
// publication, and there is one.
func (r *reading) allOld() bool {
	any := false
	for e := range r.events {
		if r.events[e].date.End == "" {
			continue
		}
		if !r.old(&r.events[e]) {
			return false
		}
		any = true
	}
	return any
}

// leadAssault reports whether title or lead tells of an attack with someone
// who fights, or of people harmed.
func (r *reading) leadAssault() bool {
	for i := range r.units {
		u := &r.units[i]
		if r.lead(i) && (u.facts.harm || u.facts.attack && u.p.hasAny(&fighters, u.from, u.to)) {
			return true
		}
	}
	return false
}

var fighters = lexicon.SetOf(lexicon.Militants, lexicon.Soldiers, lexicon.ForceSoldiers, lexicon.ForceMilitants, lexicon.ActorArmed,
	lexicon.ActorState, lexicon.ActorMilitia, lexicon.Base, lexicon.Convoy)

// leadAttack reports whether title or lead tells of an attack by someone.
func (r *reading) leadAttack() bool {
	for i := range r.units {
		u := &r.units[i]
		if !r.lead(i) {
			continue
		}
		if u.facts.attack || u.p.has(lexicon.Militants, u.from, u.to) || u.p.has(lexicon.ActorArmed, u.from, u.to) {
			return true
		}
	}
	return false
}

// opensWith reports whether title or text begins with a phrase of the class.
func (r *reading) opensWith(c lexicon.Class) bool {
	return r.title.has(c, 0, 3) || r.text.has(c, 0, 3)
}

// reacts reports whether the first sentence only condemns or mourns an event:
// no toll in it and no verb that tells it.
func (r *reading) reacts() bool {
	for i := range r.units {
		u := &r.units[i]
		if u.p != &r.text {
			continue
		}
		p := u.p
		if !p.has(lexicon.Condemn, u.from, u.to) && !p.has(lexicon.Reaction, u.from, u.to) || p.hasAny(&tellingVerbs, u.from, u.to) ||
			p.has(lexicon.Deny, u.from, u.to) {
			return false
		}
		for k := range r.figures {
			if r.figures[k].unit == i {
				return false
			}
		}
		return true
	}
	return false
}

var tellingVerbs = lexicon.SetOf(lexicon.AttackPart, lexicon.AttackVerb, lexicon.Killed, lexicon.Killed+lexicon.Subject, lexicon.Killed+lexicon.Object,
	lexicon.Claim, lexicon.Abducted)
