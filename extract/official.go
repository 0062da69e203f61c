package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// officialWord reads what the authorities say, confirm, deny or leave unsaid.
func (r *reading) officialWord(i int) {
	u := &r.units[i]
	p := u.p
	for k := range u.facts.voices {
		v := &u.facts.voices[k]
		if roleOf(v.class) != conflict.RoleOfficial {
			continue
		}
		if v.soft && !v.negated {
			continue
		}
		if v.negated && len(r.claims) > 0 && r.claims[len(r.claims)-1].unit == i && r.claims[len(r.claims)-1].kind == conflict.ClaimSilence {
			continue
		}
		c := claim{unit: i, by: r.speaker(u, v), from: min(v.from, v.says), to: max(v.to, v.says+1), actor: -1, abroad: r.abroad(u, v)}
		switch {
		case v.negated:
			c.kind = conflict.ClaimSilence
			c.to = p.unsaidUntil(u, c.to)
		case p.refusesComment(u, v):
			c.kind = conflict.ClaimSilence
		case p.is(v.says, lexicon.Deny), p.is(v.says, lexicon.DenyRole):
			c.kind = conflict.ClaimDenial
		case p.is(v.says, lexicon.Condemn):
			c.kind = conflict.ClaimCondemnation
		case r.saysUntrue(u, v):
			c.kind = conflict.ClaimDenial
		default:
			c.kind = conflict.ClaimConfirmation
		}
		r.say(c)
		if at, ok := p.alsoDenies(u, v); ok && c.kind == conflict.ClaimConfirmation {
			c.kind, c.from, c.to = conflict.ClaimDenial, at.from, at.to
			r.say(c)
		}
	}
	if n := len(r.claims); n == 0 || r.claims[n-1].unit != i || r.claims[n-1].kind != conflict.ClaimSilence {
		r.silence(i)
	}
	r.byPronoun(i)
	r.conceded(i)
	r.mourning(i)
}

// byPronoun reads what the authority of the sentence before goes on to confirm:
// "Il admet que le poste a essuyé des tirs".
func (r *reading) byPronoun(i int) {
	u := &r.units[i]
	if len(u.facts.voices) > 0 || !u.facts.violence || !u.p.pronounSays(u) {
		return
	}
	k, ok := u.p.find1(lexicon.Confirm, u.from, min(u.to, u.from+6))
	if !ok || u.p.negated(u, k.from) {
		return
	}
	if by, ok := r.inherited(i); ok && by.Role == conflict.RoleOfficial {
		r.say(claim{unit: i, kind: conflict.ClaimConfirmation, by: by, from: k.from, to: k.to, actor: -1})
	}
}

// conceded reads a confirmation beside what is left unsaid: "gave no toll, though
// it acknowledged the attack".
func (r *reading) conceded(i int) {
	u := &r.units[i]
	n := len(r.claims) - 1
	if n < 0 || r.claims[n].unit != i || r.claims[n].kind != conflict.ClaimSilence {
		return
	}
	if k, ok := u.p.find1(lexicon.Conceded, u.from, u.to); ok {
		c := r.claims[n]
		c.kind, c.from, c.to = conflict.ClaimConfirmation, k.from, k.to
		r.say(c)
	}
}

// refusesComment reports whether what is rejected is to comment: "رفضت السلطات
// التعليق", "a rejeté toute demande de commentaire".
func (p *part) refusesComment(u *unit, v *voice) bool {
	if !p.is(v.says, lexicon.Deny) {
		return false
	}
	k, ok := p.find1(lexicon.Comment, v.says+1, min(u.to, v.says+6))
	return ok && k.to-k.from == 1 && !p.is(k.from, lexicon.TollWord) && !p.is(k.from, lexicon.Statement)
}

// saysUntrue reports whether what one says is that what others tell is not so:
// "parle d'allégations mensongères", "called the reports baseless". One who gives a
// figure or confirms says more.
func (r *reading) saysUntrue(u *unit, v *voice) bool {
	p := u.p
	from, at := max(v.to, v.says+1), min(v.from, v.says)
	if v.according || v.soft || p.is(v.says, lexicon.Confirm) || r.givesFigure(u) {
		return false
	}
	if v.left && (p.has(lexicon.Untrue, u.from, at) || p.has(lexicon.FactCheck, u.from, at)) {
		return true // "C'est faux", répond le ministère
	}
	if v.says < v.from && !p.arabic(v.from) {
		return false
	}
	for _, k := range p.between(from, min(u.to, from+12)) {
		switch {
		case k.class == lexicon.Deny, k.class == lexicon.Untrue:
			return true
		case k.class == lexicon.And && !p.arabic(k.from), k.class == lexicon.According, speakers.Has(k.class):
			return false
		}
	}
	return false
}

// givesFigure reports whether a figure that is not denied stands in a unit.
func (r *reading) givesFigure(u *unit) bool {
	for i := range r.figures {
		if f := &r.figures[i]; f.unit == u.index && !f.denied {
			return true
		}
	}
	return false
}

// alsoDenies finds the denial that one who speaks goes on to: "said it had killed
// 203 rebels and called the report a smear".
func (p *part) alsoDenies(u *unit, v *voice) (mark, bool) {
	if v.according || v.says < v.to && !p.arabic(v.says) || v.negated {
		return mark{}, false
	}
	for _, k := range p.between(v.says+1, u.to) {
		if (k.class == lexicon.Deny || k.class == lexicon.DenyRole) && (p.is(k.from-1, lexicon.And) || p.arabic(k.from) && p.coordinate(k.from)) {
			return k, true
		}
	}
	return mark{}, false
}

var officials = lexicon.SetOf(lexicon.Official, lexicon.ForceSoldiers, lexicon.ForcePolice, lexicon.ActorState, lexicon.OfficialToll)

// official reports whether k names an authority, or a capital for its government.
func (p *part) official(u *unit, k mark) bool {
	return officials.Has(k.class) || k.class == lexicon.Capital && p.governs(u, k)
}

// unsaidUntil carries the evidence of a silence on over what was not said.
func (p *part) unsaidUntil(u *unit, at int) int {
	for _, k := range p.between(at, min(u.to, at+5)) {
		if k.class == lexicon.OfficialToll || k.class == lexicon.Comment || k.class == lexicon.TollWord || k.class == lexicon.AttackNoun {
			at = max(at, k.to)
		}
	}
	return at
}

// mourning reads acts of the state that confirm: mourning, condolences, troops sent.
func (r *reading) mourning(i int) {
	u := &r.units[i]
	p := u.p
	for _, k := range p.between(u.from, u.to) {
		if k.class == lexicon.Mourn || k.class == lexicon.Deploy && p.ordered(u) && !p.hasAny(&denials, u.from, k.from) {
			r.say(claim{unit: i, kind: conflict.ClaimConfirmation, by: conflict.Speaker{Role: conflict.RoleOfficial, Name: p.quote(k.from, k.to)},
				from: k.from, to: k.to, actor: -1})
			return
		}
	}
}

// ordered reports whether a unit names an authority as one who acts, and not as
// one who is asked: "demande au gouvernement".
func (p *part) ordered(u *unit) bool {
	for _, k := range p.between(u.from, u.to) {
		if officials.Has(k.class) && !p.toldTo(u, k) {
			return true
		}
	}
	return false
}

// abroad gives the country whose authority speaks where the words around it
// name one: "Ghana's interior minister", "le ministère indien". An embassy or a
// foreign ministry without a country is of another country too.
func (r *reading) abroad(u *unit, v *voice) string {
	from, to := max(u.from, v.from-3), min(u.to, v.to+3)
	if v.says >= v.to {
		to = min(to, v.says)
	} else if v.says < v.from {
		from = max(from, v.says)
	}
	found := ""
	if k, ok := u.p.find1(lexicon.Capital, v.from, v.from+1); ok {
		return r.lang.names[k.actor].code
	}
	for _, k := range u.p.between(from, to) {
		between := u.p.gapIn(k.to-1, v.from) | u.p.gapIn(v.to-1, k.from)
		if k.class != lexicon.CountryName && k.class != lexicon.Demonym || between&(comma|stop|colon|semicolon|open) != 0 {
			continue
		}
		found = r.lang.names[k.actor].code
		if found == r.main {
			return found
		}
	}
	if found == "" && v.class == lexicon.ForeignOffice {
		return elsewhere
	}
	return found
}

// elsewhere stands for the country of a foreign authority that is not named.
const elsewhere = "-"

// countryOf is the country of an event, or that of the text.
func (r *reading) countryOf(e int) string {
	if c := r.events[e].country; c != "" {
		return c
	}
	return r.main
}

// dropForeign leaves out what authorities of another country than the event's
// say of it: they confirm and deny nothing in the state's name.
func (r *reading) dropForeign() {
	kept := r.claims[:0]
	for _, c := range r.claims {
		if c.abroad == "" || c.event < 0 || c.abroad == r.countryOf(c.event) {
			kept = append(kept, c)
		}
	}
	r.claims = kept
}

// official is the word of the authorities on an event: what they confirmed
// outranks what they denied, that outranks silence. What they give as their own
// account beside a denial is the denial's.
func (r *reading) official(e int) string {
	const silent, denied, confirmed = 1, 2, 3
	best := 0
	for i := range r.claims {
		c := &r.claims[i]
		switch {
		case c.event != e:
		case c.kind == conflict.ClaimDenial:
			best = max(best, denied)
		case c.kind == conflict.ClaimSilence:
			best = max(best, silent)
		}
	}
	for i := range r.claims {
		c := &r.claims[i]
		if c.event == e && (c.kind == conflict.ClaimConfirmation || c.kind == conflict.ClaimCondemnation) && !(best == denied && r.ownAccount(c)) {
			best = confirmed
			break
		}
	}
	for i := range r.figures {
		f := &r.figures[i]
		if f.event != e || f.by.Role != conflict.RoleOfficial || f.denied || best == denied && f.victims == conflict.Militants {
			continue
		}
		if c := r.figureAbroad(f); c != "" && c != r.countryOf(e) && f.victims != conflict.Soldiers {
			continue // but a state speaks for its own dead anywhere
		}
		best = confirmed
	}
	return [...]string{conflict.OfficialUnknown, conflict.OfficialSilent, conflict.OfficialDenied, conflict.OfficialConfirmed}[best]
}

// figureAbroad is the foreign country whose authority gives a figure, in its own
// sentence or one before; "" for the event's own.
func (r *reading) figureAbroad(f *figure) string {
	u := &r.units[f.unit]
	if v := r.voiceFor(f.unit, f.from, f.to); v != nil {
		return r.abroad(u, v)
	}
	for i := f.unit - 1; i >= max(0, f.unit-3) && r.units[i].p == u.p; i-- {
		if vs := r.units[i].facts.voices; len(vs) > 0 {
			return r.abroad(&r.units[i], &vs[0])
		}
	}
	return ""
}

// ownAccount reports whether a claim is no word of confirming, mourning or sending
// troops: what the authorities say beside a denial is their story of it.
func (r *reading) ownAccount(c *claim) bool {
	p := r.units[c.unit].p
	if k, ok := p.find1(lexicon.Confirm, c.from, c.to); ok && !(p.arabic(k.from) && p.has(lexicon.That, k.to, k.to+3)) { // "أكد أن" only says
		return false
	}
	return !p.has(lexicon.Mourn, c.from, c.to) && !p.has(lexicon.Deploy, c.from, c.to)
}
