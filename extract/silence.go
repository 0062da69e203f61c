package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// silence reads that the authorities have said nothing.
func (r *reading) silence(i int) {
	u := &r.units[i]
	p := u.p
	who, found := mark{}, false
	from := u.from
	if u.soft && i > 0 { // "wrote to the ministries; its letters went unanswered"
		from = r.units[i-1].from
	}
	for _, k := range p.between(from, u.to) {
		if r.foreignCapital(k) {
			continue // "Moscow has not commented and neither has Bamako"
		}
		quiet := p.official(u, k) || k.class == lexicon.OwnSide || k.class == lexicon.Capital && p.fallsSilent(u, k)
		if quiet && (!found || k.to-k.from > who.to-who.from && k.from <= who.to) {
			who, found = k, true
		}
	}
	if !found {
		return
	}
	end := 0
	for _, k := range p.between(u.from, u.to) {
		if k.class == lexicon.Silence && !p.is(k.from, lexicon.Say) {
			end = max(end, k.to)
		}
		if p.official(u, k) && !r.foreignCapital(k) {
			if to := p.unsaid(u, k); to > end {
				who, end = k, to
			}
		}
	}
	if end == 0 {
		end = p.wordless(u)
	}
	if end > 0 {
		by := conflict.Speaker{Role: conflict.RoleOfficial, Name: p.quote(who.from, who.to)}
		if who.actor >= 0 && who.class != lexicon.Capital {
			a := r.actorOf(who)
			by.ID, by.Name = a.ID, a.Name
		}
		r.say(claim{unit: i, kind: conflict.ClaimSilence, by: by, from: min(who.from, max(u.from, end-12)), to: max(who.to, end), actor: -1,
			abroad: r.abroad(u, &voice{from: who.from, to: who.to, says: who.to, class: who.class})})
	}
}

// foreignCapital reports whether k names the capital of a country that is not
// watched.
func (r *reading) foreignCapital(k mark) bool {
	return k.class == lexicon.Capital && !r.c.gaz.Watched(r.lang.names[k.actor].code)
}

// fallsSilent reports whether words of silence stand beside a capital, or it is
// where they are not spoken.
func (p *part) fallsSilent(u *unit, k mark) bool {
	return p.is(k.from-2, lexicon.Silence) || p.is(k.from-1, lexicon.Silence) || p.is(k.to, lexicon.Silence) || p.speaksFromThere(u, k)
}

// speaksFromThere reports whether a capital is where nobody says anything: "À
// Niamey, on se refuse à tout commentaire", "aucun communiqué n'est venu d'Abuja".
func (p *part) speaksFromThere(u *unit, k mark) bool {
	if k.to < u.to && k.from <= u.from+4 && p.gaps[k.to]&comma != 0 && !p.hasAny(&busy, u.from, k.from) || p.is(k.from-1, lexicon.In) && k.from <= u.from+1 {
		return true
	}
	end := p.wordless(u)
	return end > 0 && end <= k.from && k.from-end <= 6 && p.is(k.from-1, lexicon.Among)
}

// wordless gives the word behind the word for a statement that a unit says there
// was none of: "aucun communiqué", "pas un mot", "no word". It is 0 where the
// statement is that of an armed group.
func (p *part) wordless(u *unit) int {
	for _, k := range p.between(u.from, u.to) {
		if k.class != lexicon.Negation {
			continue
		}
		for _, m := range p.between(k.to, min(u.to, k.to+3)) {
			if m.class != lexicon.Comment && m.class != lexicon.Statement && m.class != lexicon.OfficialToll {
				continue
			}
			if p.gapIn(k.to-1, m.from)&^space == 0 && !p.hasAny(&fighters, m.to, min(u.to, m.to+4)) {
				return m.to
			}
		}
	}
	return 0
}

// unsaid gives the word behind a denied verb of comment that follows the one
// named at k, 0 when none does.
func (p *part) unsaid(u *unit, k mark) int {
	for j := k.to; j < min(u.to, k.to+10); j++ {
		if p.gaps[j]&(stop|semicolon) != 0 {
			return 0
		}
		if !p.is(j, lexicon.Negation) {
			continue
		}
		for n := j; n < min(u.to, j+7); n++ {
			if p.is(n, lexicon.Comment) || p.is(n, lexicon.Confirm) {
				return n + 1
			}
		}
		return 0
	}
	return 0
}
