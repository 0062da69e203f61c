package extract

import (
	"sahelwatch/extract/lexicon"
)

// genreCounts counts words of one genre: in the whole article, in title and
// lead, in title and first sentence, and in the title.
type genreCounts struct{ all, lead, first, title int }

// outset is what decides an article's genre: the words of each kind, and what
// title and lead tell of an event.
type outset struct {
	r      *reading
	n      [lexicon.Accident - lexicon.Exercise + 1]genreCounts
	toll   bool // title or lead gives the toll of an event
	fought bool // title or first sentence names those who fight
	news   bool // title or first sentence tells an act of violence as new
}

// genre tells articles that only speak of violence, by the words of their kind
// in title and lead against what the lead tells of an event; "" for a report.
func (r *reading) genre() string {
	o := outset{r: r, toll: r.leadToll(), fought: r.opens(&foes), news: r.opensWithNews()}
	o.count()
	switch {
	case o.exercise():
		return "an exercise"
	case o.factCheck():
		return "a fact-check"
	case o.sport():
		return "sport"
	case o.of(lexicon.Farm).lead > 1 && !o.toll:
		return "farming"
	case o.lookingBack():
		return "a trial, a study or looking back"
	case o.culture():
		return "culture"
	case r.reacts():
		return "a reaction to an event told elsewhere"
	case o.politics():
		return "politics"
	case o.of(lexicon.Aid).first > 1 && !o.news:
		return "an appeal for aid"
	case o.of(lexicon.Wildlife).first > 0 && !o.fought && !r.opens(&armament), o.accident():
		return "an accident, crime or disease"
	}
	return ""
}

func (o *outset) of(c lexicon.Class) *genreCounts { return &o.n[c-lexicon.Exercise] }

func (o *outset) count() {
	r := o.r
	for i := range r.units {
		u := &r.units[i]
		lead := r.lead(i)
		for _, k := range u.p.between(u.from, u.to) {
			if k.class < lexicon.Exercise || k.class > lexicon.Accident {
				continue
			}
			c := o.of(k.class)
			c.all++
			if lead {
				c.lead++
			}
			if lead && r.opener(u) {
				c.first++
			}
			if u.p == &r.title {
				c.title++
			}
		}
	}
}

func (o *outset) exercise() bool {
	n := o.of(lexicon.Exercise)
	return n.lead > 0 && !o.toll || n.first > 0 && n.lead > 1 && !o.r.opensWithToll() || n.title > 0 && n.first > 2
}

func (o *outset) factCheck() bool {
	n := o.of(lexicon.FactCheck)
	return n.lead > 1 || n.lead == 1 && o.r.opensWith(lexicon.FactCheck)
}

// sport: its reports are full of attacks and strikes, and of players hurt.
func (o *outset) sport() bool {
	n := o.of(lexicon.Sport)
	return (n.lead > 1 || n.all > 3) && !o.toll || n.first > 1 && n.lead > 2 && !o.fought || n.first > 2 && !o.fought
}

// lookingBack: courts, studies and days of remembrance recall old events and sums
// over years.
func (o *outset) lookingBack() bool {
	r := o.r
	trial, study, day := o.of(lexicon.Trial), o.of(lexicon.Study), o.of(lexicon.Commemoration)
	switch {
	case trial.lead > 1 && (!o.toll || study.lead > 0), trial.lead > 0 && study.lead > 0, trial.lead > 0 && r.allOld():
		return true
	case r.disputed():
		return false
	case study.lead > 1 && (!o.toll || !r.settled() && !r.dated() && study.first > 1), study.lead > 0 && (!o.toll && !r.dated() || r.allOld()):
		return true
	}
	return day.first > 0 && !o.news || day.first > 1 && !(o.fought && r.opens(&inflicted)) || day.title > 0 && day.first > 1 && !r.titled(&foes) && !(o.fought && r.opensWithToll())
}

func (o *outset) culture() bool {
	n := o.of(lexicon.Culture)
	return n.first > 1 && !o.news || n.first > 2 && !o.fought && !(o.r.opens(&casualties) && o.r.opens(&violent)) || n.title > 0 && n.first > 1 && !o.r.opensWithToll() && !o.r.titled(&foes) && !o.r.titled(&assaults)
}

func (o *outset) politics() bool {
	n := o.of(lexicon.Politics)
	return n.lead > 1 && !o.toll && !o.r.leadAssault() || n.first > 1 && !o.news && !o.r.opensWithToll() || n.first > 2 && !o.toll && !o.r.opens(&casualties)
}

func (o *outset) accident() bool {
	r, n := o.r, o.of(lexicon.Accident)
	if n.lead > 0 && !r.leadAttack() {
		return n.first > 0 || !r.opensWithKilling()
	}
	if n.title > 0 && n.first > 1 && !r.titled(&foes) && !r.titled(&assaults) {
		return true
	}
	return !o.fought && (n.first > 0 && !r.opens(&assaults) || n.first > 1 && !r.opens(&inflicted) || n.first > 2)
}
