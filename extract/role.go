package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// castRole settles what an actor does in its unit.
func (r *reading) castRole(m *actorMention, index int) {
	u := &r.units[m.unit]
	if m.class != lexicon.ActorArmed && u.p.acts(u, m.to) {
		m.role = agent
		return
	}
	if m.affil && r.armedIn(m.unit) || m.class != lexicon.ActorArmed && m.class != lexicon.ActorMilitia {
		return
	}
	p := u.p
	if m.affil && !umbrella(m.actor.ID) && !p.hasAny(&blameWords, max(u.from, m.from-5), m.from) {
		return
	}
	if !r.ownWord(u, m, index) {
		r.castDeed(u, m, index)
	}
}

// ownWord reads what an actor says of its own part: that it did not, or that it
// did.
func (r *reading) ownWord(u *unit, m *actorMention, index int) bool {
	p := u.p
	k, denies := p.find1(lexicon.DenyRole, m.from, min(u.to, m.to+10))
	if !denies && p.arabic(m.from) { // the verb stands first
		k, denies = p.find1(lexicon.Deny, m.from-1, m.from)
	}
	if denies {
		m.role = denier
		r.say(claim{unit: m.unit, kind: conflict.ClaimNotUs, by: r.partySpeaker(u, m), about: r.resolved(m).ID, from: min(m.from, k.from), to: max(m.to, k.to), actor: index})
		return true
	}
	if k, ok := r.claimsIt(u, m); ok && !r.deplores(m) {
		m.role = claimant
		r.say(claim{unit: m.unit, kind: conflict.ClaimResponsibility, by: r.partySpeaker(u, m), about: r.resolved(m).ID,
			from: min(m.from, k.from), to: max(m.to, k.to), hedged: p.near(u, k.from, k.to, 3, 0, lexicon.Hedge), actor: index})
		return true
	}
	return false
}

// castDeed settles what others say that an actor did or suffered.
func (r *reading) castDeed(u *unit, m *actorMention, index int) {
	p := u.p
	if p.inContext(u, m) || r.onlyCumulativeIn(m.unit) || r.deplores(m) && !p.standsAccused(u, m.from, m.to) {
		m.role = context
		return
	}
	if k, ok := p.blamed(u, m); ok {
		m.role = agent
		if k.class == lexicon.Suspect || k.class == lexicon.Accuse {
			m.role = suspected
		}
		by, _ := r.speakerOf(m.unit, m.from, m.to)
		kind := conflict.ClaimAttribution
		if by.Role == conflict.RoleParty && by.ID == r.resolved(m).ID && !umbrella(by.ID) { // "the work of JNIM, its channel said"
			kind, m.role = conflict.ClaimResponsibility, claimant
		}
		r.say(claim{unit: m.unit, kind: kind, by: by, about: r.resolved(m).ID, from: min(m.from, k.from), to: max(m.to, k.to),
			hedged: m.role == suspected, actor: index})
		return
	}
	if p.struck(u, m) || u.counted(m) && !p.acts(u, m.to) {
		m.role = target
		return
	}
	if (u.facts.attack || u.facts.harm) && m.class == lexicon.ActorArmed && !u.accuses(m) {
		m.role = agent
	}
}

// onlyCumulativeIn reports whether unit i sums up what happened over time.
func (r *reading) onlyCumulativeIn(i int) bool {
	some := false
	for k := range r.figures {
		if f := &r.figures[k]; f.unit == i {
			if !f.cumulative {
				return false
			}
			some = true
		}
	}
	return some
}

// deplores reports whether an armed group tells of civilians killed and of no
// one else: it speaks of what others did.
func (r *reading) deplores(m *actorMention) bool {
	if m.class != lexicon.ActorArmed {
		return false
	}
	some := false
	for k := range r.figures {
		f := &r.figures[k]
		if f.unit != m.unit || f.by.ID != m.actor.ID || f.measure != 0 {
			continue
		}
		if f.victims != conflict.Civilians {
			return false
		}
		some = true
	}
	return some
}

var blameWords = lexicon.SetOf(lexicon.Suspect, lexicon.Attribute)

// acts reports whether the one named before word at is the subject of a verb
// of killing or attacking: "Malian soldiers and Wagner mercenaries executed 11
// civilians".
func (p *part) acts(u *unit, at int) bool {
	if p.arabic(at - 1) {
		return p.actsArabic(u, at)
	}
	for j := at; j < min(u.to, at+8); j++ {
		if p.gaps[j]&(comma|stop|semicolon|colon) != 0 {
			return false
		}
		if p.is(j, lexicon.Lose) || p.is(j, lexicon.Say) || p.is(j, lexicon.Claim) || p.any(j, &subjectClosers) && !(p.is(j, lexicon.By) && p.is(j, lexicon.Among)) {
			return false
		}
		for _, k := range p.between(j, j+1) {
			if h, ok := harmOf(k); ok && !p.is(k.to-1, lexicon.Lose) && (h.mode == lexicon.Object || h.mode == lexicon.Part && p.active(u, h)) {
				return true
			}
			if k.class == lexicon.AttackVerb || struckBy.Has(k.class) && p.haveBefore(u, k.from) {
				return !p.passive(u, harmMark{from: k.from}) && !p.has(lexicon.Mine, k.to, k.to+4)
			}
			if pastAttack.Has(k.class) && p.strikesAt(u, k) {
				return true
			}
		}
		if p.is(j, lexicon.Be) {
			return false
		}
	}
	return false
}

// struckBy are participles that are a doing behind a form of to have.
var struckBy = lexicon.SetOf(lexicon.AttackPart, lexicon.Airstrike, lexicon.Shelling, lexicon.Destroy)

// pastAttack are words that are the verb of an attack where its object follows.
var pastAttack = lexicon.SetOf(lexicon.AttackPart, lexicon.Airstrike, lexicon.Shelling, lexicon.Overrun)

// strikesAt reports whether the participle at k is a verb whose object follows:
// "raided the village", not "soldiers attacked in Djibo".
func (p *part) strikesAt(u *unit, k mark) bool {
	if p.passive(u, harmMark{from: k.from}) || p.has(lexicon.Mine, k.to, k.to+4) {
		return false
	}
	for j := k.to; j < min(u.to, k.to+4); j++ {
		switch {
		case p.gaps[j]&^(space|quote) != 0 || p.dateAt(j) > j || p.any(j, &prepositions) || p.any(j, &clauseWords) || p.is(j, lexicon.Clause) || p.is(j, lexicon.Be) || p.is(j, lexicon.Have):
			return false
		case p.any(j, &struckThings) || p.capital(j):
			return true
		}
	}
	return false
}

// struckThings are what an attack is on.
var struckThings = func() lexicon.Set {
	s := victimNouns
	for _, c := range []lexicon.Class{lexicon.Village, lexicon.Base, lexicon.Convoy, lexicon.Vehicle, lexicon.Building} {
		s.Add(c)
	}
	return s
}()

// subjectClosers end a subject before its verb was seen.
var subjectClosers = lexicon.SetOf(lexicon.By, lexicon.According, lexicon.AttackNoun)

// actsArabic looks for the verb before its subject: "شن الجيش المالي غارات".
func (p *part) actsArabic(u *unit, at int) bool {
	for _, k := range p.between(max(u.from, at-5), at) {
		h, harm := harmOf(k)
		if k.class == lexicon.AttackVerb || harm && h.mode == lexicon.Part {
			return k.to <= at && p.any(k.to, &forces)
		}
	}
	for _, k := range p.between(at, min(u.to, at+2)) { // "القوات قضت على 50 إرهابيا"
		if h, ok := harmOf(k); ok && h.mode == lexicon.Part && k.from == at {
			return p.counts(k.to) || p.any(k.to, &victimNouns)
		}
	}
	for _, k := range p.between(at, min(u.to, at+5)) { // "إن جنودا ومقاتلين أجانب أعدموا 300 مدني"
		if h, ok := harmOf(k); ok && h.mode == lexicon.Part && p.gapIn(at-1, k.from)&^space == 0 && k.to < u.to && p.counts(k.to) {
			return true
		}
	}
	return false
}

// counted reports whether an actor is named as those whom a figure counts:
// "three Boko Haram insurgents".
func (u *unit) counted(m *actorMention) bool {
	for i := range u.facts.quants {
		if q := &u.facts.quants[i]; q.to <= m.from && (m.from < q.end || (q.victims == conflict.Militants || q.Article && !q.bare) && m.from <= q.end+2 && u.p.is(q.end, lexicon.Among)) {
			return true
		}
	}
	return false
}

// accuses reports whether an actor only speaks of what others did.
func (u *unit) accuses(m *actorMention) bool {
	for i := range u.facts.voices {
		v := &u.facts.voices[i]
		if v.from <= m.from && m.from < v.to && (u.p.is(v.says, lexicon.Condemn) || u.p.is(v.says, lexicon.Accuse)) {
			return true
		}
	}
	return false
}

func (r *reading) partySpeaker(u *unit, m *actorMention) conflict.Speaker {
	a := r.resolved(m)
	return conflict.Speaker{ID: a.ID, Role: conflict.RoleParty, Name: a.Name,
		Via: r.relay(u, &voice{from: m.from, to: m.to})}
}

// claimsIt finds the words by which an actor claims: a verb of claiming, or
// its own word on what it did.
func (r *reading) claimsIt(u *unit, m *actorMention) (mark, bool) {
	p := u.p
	for _, k := range p.between(max(u.from, m.from-12), min(u.to, m.to+36)) {
		if k.class != lexicon.Claim || p.is(k.from, lexicon.ClaimNot) || p.negated(u, k.from) {
			continue
		}
		switch {
		case k.to <= m.from && p.has(lexicon.By, k.from, m.from) && m.from-k.to < 8,
			k.to <= m.from && p.arabic(m.from) && m.from-k.to < 4:
			return k, true
		case m.to <= k.from && p.accusedHere(u, m.from):
		case m.to <= k.from && (k.from-m.to < 16 || p.coordinate(k.from)) && !p.has(lexicon.By, k.to, k.to+2) && !r.nearerActor(u, m, k.from):
			return k, true
		}
	}
	for i := range u.facts.voices {
		v := &u.facts.voices[i]
		if p.disowns(u, v) {
			continue
		}
		if v.from == m.from && m.class == lexicon.ActorArmed && (v.left || v.right) && !v.negated && u.facts.violence && !r.suffers(u) && !p.is(v.says, lexicon.Deny) && !p.is(v.says, lexicon.Condemn) && !p.is(v.says, lexicon.Accuse) {
			return mark{from: min(v.says, v.from), to: max(v.to, v.says+1)}, true
		}
	}
	return mark{}, false
}

// disowns reports whether one says what was not done: "disent ne pas coordonner
// leurs opérations".
func (p *part) disowns(u *unit, v *voice) bool {
	return v.says >= v.to && p.has(lexicon.Negation, v.says, min(u.to, v.says+3)) && !p.has(lexicon.Killed, v.says, u.to)
}

// suffers reports whether a unit tells of civilians killed by bombs: what an
// armed group says of that is no claim.
func (r *reading) suffers(u *unit) bool {
	if !u.p.has(lexicon.Airstrike, u.from, u.to) && !u.p.has(lexicon.Shelling, u.from, u.to) {
		return false
	}
	for i := range r.figures {
		if f := &r.figures[i]; f.unit == u.index && f.victims == conflict.Civilians && !f.zero {
			return true
		}
	}
	return false
}

// nearerActor reports whether another armed actor stands between m and the verb.
func (r *reading) nearerActor(u *unit, m *actorMention, verb int) bool {
	for i := range r.named(u) {
		o := &r.named(u)[i]
		if o.from > verb {
			break
		}
		if o.from > m.to && o.to <= verb && o.class == lexicon.ActorArmed && !o.affil {
			return true
		}
	}
	return false
}

// inContext reports whether an actor is only spoken of: as active in the area,
// as fought, as behind years of violence.
func (p *part) inContext(u *unit, m *actorMention) bool {
	if p.near(u, m.from, m.from, 5, 0, lexicon.Context) || p.near(u, m.from, m.from, 8, 0, lexicon.Revenge) {
		return true
	}
	for _, k := range p.between(max(u.from, m.from-7), m.from) {
		if k.class == lexicon.Accuse && p.is(k.to, lexicon.Among) && k.to < m.from && !p.is(k.to+1, lexicon.Member) && !p.is(k.to+1, lexicon.Militants) {
			return true // "a herder they accused of spying for the group"
		}
	}
	for _, k := range p.between(m.to, min(u.to, m.to+5)) {
		if k.class == lexicon.Context || k.class == lexicon.ClaimNot {
			return true
		}
	}
	return false
}

// blamed finds the word that holds an actor to have done it.
func (p *part) blamed(u *unit, m *actorMention) (mark, bool) {
	for _, k := range p.between(max(u.from, m.from-9), min(u.to, m.to+8)) {
		switch {
		case k.class == lexicon.Suspect && (m.class == lexicon.ActorArmed || k.to >= m.from-1 && k.from <= m.to+2):
		case k.class == lexicon.Attribute, k.class == lexicon.Accuse, k.class == lexicon.By:
		default:
			continue
		}
		if k.to <= m.from && m.from-k.to < 7 && (k.class != lexicon.By || m.from-k.to < 3) {
			return k, true
		}
		if k.from >= m.to && k.class == lexicon.Suspect {
			return k, true
		}
		if k.from >= m.to && k.class == lexicon.Accuse && p.standsAccused(u, m.from, m.to) {
			return k, true
		}
	}
	if k, ok := p.find1(lexicon.Accused, m.to, min(u.to, m.to+5)); ok && p.standsAccused(u, m.from, m.to) {
		return mark{from: k.from, to: k.to, class: lexicon.Accuse}, true
	}
	return mark{}, false
}

// struck reports whether an actor is the one attacked.
func (p *part) struck(u *unit, m *actorMention) bool {
	for _, k := range p.between(max(u.from, m.from-4), m.from) {
		if (k.class == lexicon.AttackVerb || k.class == lexicon.AttackPart) && k.to >= m.from-1 && !p.arabic(m.from) && p.gapIn(k.to-1, m.from) == space && !p.passive(u, harmMark{from: k.from}) {
			return true // "hit a JNIM column"
		}
		if k.class == lexicon.Base && k.to >= m.from-2 && p.gapIn(k.to-1, m.from) == space {
			return true // "des positions de Boko Haram"
		}
		if k.class == lexicon.Against && k.to >= m.from-2 && p.gapIn(k.to-1, m.from)&comma == 0 && p.dateWords(k.to, m.from) == 0 {
			return true
		}
	}
	return false
}
