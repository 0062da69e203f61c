package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/gazetteer"
)

// voice is someone who speaks in a unit.
type voice struct {
	from, to   int
	class      lexicon.Class
	actor      *gazetteer.Actor // nil when not named
	says       int              // word of the verb of speech or of "according to"
	left       bool             // what is said may stand before
	right      bool             // what is said may stand behind
	negated    bool
	according  bool
	claims     bool // the verb is one of claiming
	soft       bool // speaks by way of an adverb or noun: "official toll"
	confirming bool
}

var (
	speakers = lexicon.SetOf(lexicon.Official, lexicon.Security, lexicon.Local, lexicon.Witness, lexicon.Media, lexicon.NGO,
		lexicon.UN, lexicon.Monitor, lexicon.Relay, lexicon.Analyst, lexicon.ForeignOffice, lexicon.SameSpeaker)
	forces = lexicon.SetOf(lexicon.ForceSoldiers, lexicon.ForcePolice, lexicon.ActorState, lexicon.ActorArmed, lexicon.ActorMilitia,
		lexicon.ActorForeign, lexicon.ForceMilitants, lexicon.ForceAuxiliaries)
	speech = lexicon.SetOf(lexicon.Say, lexicon.Claim, lexicon.Confirm, lexicon.Deny, lexicon.Accuse, lexicon.Condemn, lexicon.Mourn, lexicon.DenyRole)
)

// voices gives those who speak in a unit, in order.
func (r *reading) voices(dst []voice, u *unit) []voice {
	p, base := u.p, len(dst)
	for _, k := range p.between(u.from, u.to) {
		if k.class == lexicon.OfficialToll {
			dst = append(dst, voice{from: k.from, to: k.to, class: lexicon.Official, says: k.from, left: true, right: true, soft: true,
				negated: p.negated(u, k.from)})
			continue
		}
		if k.class == lexicon.Statement {
			if v, ok := r.statement(u, k); ok {
				dst = append(dst, v)
			}
			continue
		}
		if k.class == lexicon.Civilians && !p.any(k.from, &speakers) && p.testifies(u, k) || (k.class == lexicon.Capital || k.class == lexicon.CountryName) && p.governs(u, k) {
			k.class, k.actor = witnessClass(k.class), -1
		}
		if !speakers.Has(k.class) && !forces.Has(k.class) {
			continue
		}
		n := len(dst)
		overlaps := n > base && dst[n-1].to > k.from
		if overlaps && dst[n-1].to-dst[n-1].from >= k.to-k.from && !(dst[n-1].class == lexicon.Local && k.class == lexicon.Official) {
			continue
		}
		v, ok := r.voiceOf(u, k)
		switch {
		case !ok || v.left && !v.right && !v.according && taken(dst[base:], v.says):
		case overlaps:
			dst[n-1] = v
		default:
			dst = append(dst, v)
		}
	}
	return dst
}

// witnessClass is the class of speaker that a civilian or a capital is.
func witnessClass(c lexicon.Class) lexicon.Class {
	if c == lexicon.Capital || c == lexicon.CountryName {
		return lexicon.Official
	}
	return lexicon.Local
}

// testifies reports whether a civilian is the subject of a verb of speech close
// behind: "un berger raconte".
func (p *part) testifies(u *unit, k mark) bool {
	for j := k.to; j < min(u.to, k.to+5); j++ {
		if p.gaps[j]&(comma|stop|colon|semicolon) != 0 || p.any(j, &subjectEnders) || p.is(j, lexicon.Be) || p.any(j, &speakers) {
			return false
		}
		if p.is(j, lexicon.Say) {
			return true
		}
	}
	return false
}

// governs reports whether a capital stands for its government: "Ouagadougou ne
// s'est pas exprimé", "Niamey accuse".
func (p *part) governs(u *unit, k mark) bool {
	if k.from > u.from && p.any(k.from-1, &placeLeaders) && p.gaps[k.from] == space {
		return false
	}
	for j := k.to; j < min(u.to, k.to+2); j++ {
		if p.gaps[j] != space {
			return false
		}
		if p.is(j, lexicon.Say) || p.is(j, lexicon.Have) || p.is(j, lexicon.Negation) || p.is(j, lexicon.Silence) {
			return true
		}
	}
	return false
}

// statement gives the voice of a statement that speaks for itself: "le
// communiqué évoque". It is that of the party whose statement was told of last,
// else of the authorities.
func (r *reading) statement(u *unit, k mark) (voice, bool) {
	p := u.p
	s, ok := p.verbBehind(u, k)
	if !ok || p.hasAny(&ownersOfStatements, u.from, s.from) {
		return voice{}, false
	}
	v := voice{from: k.from, to: k.to, class: lexicon.Official, right: true}
	p.speaks(u, &v, s)
	for i := len(r.units) - 1; i >= 0; i-- {
		o := &r.units[i]
		if o.p != u.p || o.from >= u.from {
			continue
		}
		for n := len(o.facts.voices) - 1; n >= 0; n-- {
			w := &o.facts.voices[n]
			if role := roleOf(w.class); role == conflict.RoleParty || w.class == lexicon.Relay {
				v.class, v.actor = w.class, w.actor
				return v, true
			} else if role == conflict.RoleOfficial {
				return v, true
			}
		}
	}
	return v, true
}

var ownersOfStatements = func() lexicon.Set {
	s := speakers
	for _, c := range []lexicon.Class{lexicon.ActorArmed, lexicon.ActorState, lexicon.ForceSoldiers, lexicon.ForceMilitants} {
		s.Add(c)
	}
	return s
}()

// taken reports whether the verb of speech at word i has a subject already.
func taken(list []voice, i int) bool {
	for k := range list {
		if list[k].says == i && list[k].from < i {
			return true
		}
	}
	return false
}

// voiceOf reports whether the one named at k speaks: "selon X", "X a annoncé",
// "a annoncé X".
func (r *reading) voiceOf(u *unit, k mark) (voice, bool) {
	p := u.p
	v := voice{from: k.from, to: k.to, class: k.class}
	if k.class == lexicon.Local {
		v.class = p.sourceIn(u, k)
	}
	if k.actor >= 0 {
		v.actor = r.actorOf(k)
	}
	if p.affiliated(k, u) {
		return v, false
	}
	if at, ok := p.accordingTo(u, k); ok {
		v.says, v.according, v.left, v.right = at, true, true, true
		return v, true
	}
	if s, ok := p.verbBefore(u, k); ok && p.arabic(k.from) {
		p.speaks(u, &v, s)
		v.left, v.right = false, true
		return v, true
	}
	if at, ok := p.passedOnBy(u, k); ok {
		v.says, v.according, v.left, v.right = at, true, true, true
		return v, true
	}
	if s, ok := p.verbBefore(u, k); ok && p.leadIn(u, s.from)&(comma|quote|closing|dash) != 0 && s.class != lexicon.Claim && !p.any(k.to, &finite) {
		p.speaks(u, &v, s)
		v.left = true
		return v, true
	}
	if s, ok := p.verbBehind(u, k); ok && !p.toldTo(u, k) {
		p.speaks(u, &v, s)
		v.right = true
		v.left = p.tagged(u, k, s)
		return v, true
	}
	if s, ok := p.verbBefore(u, k); ok && !p.any(k.to, &finite) {
		p.speaks(u, &v, s)
		v.left = s.from == u.from || p.leadIn(u, s.from)&(comma|quote|dash|colon|closing) != 0 || p.is(s.from, lexicon.Claim)
		return v, true
	}
	return v, false
}

// sourceIn tells a source by what it belongs to: "une source au sein de la
// gendarmerie" is one of security, "a source in the presidency" an official.
func (p *part) sourceIn(u *unit, k mark) lexicon.Class {
	if k.to >= u.to || !p.is(k.to, lexicon.Among) && !p.is(k.to, lexicon.In) {
		return k.class
	}
	for j := k.to; j < min(u.to, k.to+5); j++ {
		switch {
		case p.gaps[j]&(comma|stop|colon|semicolon) != 0 || p.any(j, &speechVerbs) || p.is(j, lexicon.That):
			return k.class
		case p.is(j, lexicon.ForceSoldiers), p.is(j, lexicon.ForcePolice), p.is(j, lexicon.Soldiers):
			return lexicon.Security
		case p.is(j, lexicon.Official):
			return lexicon.Official
		}
	}
	return k.class
}

// toldTo reports whether a preposition right before the name makes it the one
// who is told: "a confirmé à la télévision".
func (p *part) toldTo(u *unit, k mark) bool {
	for j := k.from - 1; j >= max(u.from, k.from-2) && p.gaps[j+1]&(comma|colon|stop|quote) == 0; j-- {
		if p.is(j, lexicon.In) {
			return (k.class == lexicon.Media || k.class == lexicon.Official) && p.functional(j+1, k.from)
		}
	}
	return false
}

// tagged reports whether speaker and verb close a sentence behind a comma:
// ", the government said."
func (p *part) tagged(u *unit, k, s mark) bool {
	lead := p.gaps[k.from] | p.gaps[max(k.from-1, u.from)]
	for j := k.from - 2; j >= max(u.from, k.from-4) && lead&(comma|quote) == 0; j-- {
		lead |= p.gaps[j]
	}
	end := s.to
	for end < u.to && (p.dateAt(end) > end || p.is(end, lexicon.In)) {
		end++
	}
	return lead&(comma|quote) != 0 && k.from > u.from+1 && (s.to >= u.to-4 || end < u.to && p.gaps[end]&(comma|stop|quote) != 0)
}

// finite are the words of a verb with a subject of its own before it.
var finite = lexicon.SetOf(lexicon.Have, lexicon.Be, lexicon.Past, lexicon.AttackVerb, lexicon.Negation)

func (p *part) speaks(u *unit, v *voice, s mark) {
	v.says = s.from
	v.claims = s.class == lexicon.Claim
	v.confirming = s.class == lexicon.Confirm
	v.negated = p.negated(u, s.from) || p.is(s.from, lexicon.Silence)
}

// negated reports whether the verb at word i is denied: "n'a pas confirmé".
func (p *part) negated(u *unit, i int) bool {
	if p.is(i+1, lexicon.Negation) && p.is(i, lexicon.Confirm) {
		return true // has confirmed no toll
	}
	if p.is(i, lexicon.Say) && p.is(i, lexicon.Silence) {
		return true // "have said nothing"
	}
	for j := i - 1; j >= max(u.from, i-5); j-- {
		if p.gaps[j+1]&(comma|semicolon|colon|stop) != 0 {
			return false
		}
		if p.is(j, lexicon.Negation) {
			return true
		}
		if p.is(j, lexicon.Comment) && !p.is(i, lexicon.Confirm) {
			return false // "n'a pas livré de bilan et promet"
		}
	}
	return false
}

func (p *part) accordingTo(u *unit, k mark) (int, bool) {
	for j := k.from; j >= max(u.from, k.from-5); j-- {
		if p.is(j, lexicon.According) {
			return j, true
		}
		if j < k.from && (p.gaps[j+1]&(stop|semicolon|colon) != 0 || p.any(j, &speechVerbs) && !p.arabic(j)) {
			return 0, false
		}
	}
	return 0, false
}

var speechVerbs = lexicon.SetOf(lexicon.Say, lexicon.Claim, lexicon.Confirm, lexicon.AttackVerb)

// verbBehind finds the verb of speech of which k is the subject.
func (p *part) verbBehind(u *unit, k mark) (mark, bool) {
	for j := k.to; j < min(u.to, k.to+12); j++ {
		if p.gaps[j]&(semicolon|stop) != 0 {
			return mark{}, false
		}
		for _, m := range p.between(j, j+1) {
			if speech.Has(m.class) && !p.is(j, lexicon.ClaimNot) && !p.ofAnother(u, k.to, m) {
				return m, true
			}
		}
		if p.any(j, &subjectEnders) {
			return mark{}, false
		}
	}
	return mark{}, false
}

var subjectEnders = lexicon.SetOf(lexicon.AttackVerb, lexicon.AttackPart, lexicon.Killed, lexicon.Killed+lexicon.Subject,
	lexicon.Killed+lexicon.Object, lexicon.According, lexicon.Burn, lexicon.Loot, lexicon.Abducted, lexicon.Abducted+lexicon.Object)

// ofAnother reports whether the verb m belongs to someone named in between, or
// is passive: "l'attaque a été revendiquée".
func (p *part) ofAnother(u *unit, from int, m mark) bool {
	for _, k := range p.between(from, m.from) {
		if (speakers.Has(k.class) || forces.Has(k.class)) && p.gapIn(k.to-1, m.from)&comma == 0 && p.gapIn(from-1, k.from)&comma != 0 {
			return true
		}
	}
	if m.from >= from && (p.inverted(u, m) || p.detached(u, from, m)) {
		return true // "…, disent des sources": another speaks
	}
	if p.arabic(m.from) && m.from > from && (p.any(m.to, &speakers) || p.any(m.to, &forces)) {
		return true // the subject stands behind its verb
	}
	if m.class == lexicon.Claim || m.class == lexicon.Accuse {
		for j := m.from - 1; j >= max(from, m.from-3); j-- {
			if p.is(j, lexicon.Be) {
				return true
			}
		}
		return m.to < u.to && p.is(m.to, lexicon.By) && p.gaps[m.to] == space
	}
	return false
}

// leadIn gathers the gap before the verb at word i and its auxiliaries: ", a
// déclaré".
func (p *part) leadIn(u *unit, i int) gap {
	g := p.gaps[i]
	for j := i - 1; j > max(u.from, i-4) && g == space && p.is(j, lexicon.Have); j-- {
		g = p.gaps[j]
	}
	return g
}

// inverted reports whether the verb m follows what is said and leads to its
// subject: "…, a indiqué l'Union des routiers".
func (p *part) inverted(u *unit, m mark) bool {
	if p.leadIn(u, m.from)&(comma|quote|dash) == 0 || p.is(m.from, lexicon.Accuse) || p.is(m.from, lexicon.Condemn) {
		return false
	}
	for _, k := range p.between(m.to, min(u.to, m.to+3)) {
		if p.gapIn(m.to-1, k.from)&(comma|colon|quote|stop) != 0 || k.class == lexicon.That || k.class == lexicon.Negation || k.class == lexicon.Have {
			return false
		}
		if k.class == lexicon.Media && p.lang.lex.Lang == "en" {
			return false // told AFP
		}
		if speakers.Has(k.class) || forces.Has(k.class) {
			return p.functional(m.to, k.from)
		}
	}
	return false
}

// functional reports whether words [from, to) are articles and the like.
func (p *part) functional(from, to int) bool {
	for j := from; j < to; j++ {
		if !p.lang.lex.IsFunction(p.words[j].Key) && len(p.words[j].Key) > 2 {
			return false
		}
	}
	return true
}

// detached reports whether one comma alone parts the verb m from a name that
// stands in the middle of what is said: "…contre Boko Haram dans le Lac, a
// déclaré".
func (p *part) detached(u *unit, from int, m mark) bool {
	if p.arabic(m.from) || p.leadIn(u, m.from)&(comma|quote) == 0 || from < u.from+6 {
		return false
	}
	for j := from - 1; j > max(u.from, from-6); j-- {
		if p.gaps[j]&(comma|colon|dash|semicolon|quote) != 0 {
			return false
		}
	}
	for j := from; j < m.from; j++ {
		if p.gaps[j]&comma != 0 && !p.aux(j, m.from) {
			return false
		}
	}
	return true
}

// aux reports whether nothing but auxiliaries stand in words [from, to).
func (p *part) aux(from, to int) bool {
	for j := from; j < to; j++ {
		if !p.is(j, lexicon.Have) {
			return false
		}
	}
	return true
}

// passedOnBy finds the participle by which a toll is another's: "revu à la
// hausse jeudi par le porte-parole", "raised by the ministry to 53".
func (p *part) passedOnBy(u *unit, k mark) (int, bool) {
	by := -1
	for j := k.from - 1; j >= max(u.from, k.from-3) && p.gaps[j+1]&(comma|stop|colon|semicolon) == 0; j-- {
		if p.is(j, lexicon.By) {
			by = j
		}
	}
	if by < 0 {
		return 0, false
	}
	for j := by - 1; j >= max(u.from, by-7); j-- {
		if p.any(j, &blames) || p.any(j, &subjectEnders) {
			return 0, false
		}
		if p.is(j, lexicon.Revise) || p.is(j, lexicon.Say) || p.is(j, lexicon.TollWord) {
			return j, true
		}
	}
	return 0, false
}

// blames are the verbs whose "by" names no speaker of a toll.
var blames = lexicon.SetOf(lexicon.Claim, lexicon.Attribute, lexicon.Accuse, lexicon.Condemn, lexicon.Deny, lexicon.Statement)

// verbBefore finds the verb of speech before its subject: "a annoncé l'armée",
// and the one of "revendiquée par".
func (p *part) verbBefore(u *unit, k mark) (mark, bool) {
	for j := k.from - 1; j >= max(u.from, k.from-6); j-- {
		if p.gaps[j+1]&(comma|stop|semicolon|colon|quote) != 0 && !p.arabic(k.from) {
			return mark{}, false
		}
		for _, m := range p.between(max(u.from, j-4), j+1) {
			if m.to == j+1 && speech.Has(m.class) {
				led := p.leadIn(u, m.from)&(comma|quote|closing|dash) != 0 || p.arabic(k.from)
				if m.class == lexicon.Claim {
					return m, led || p.has(lexicon.By, m.to, k.from) // "claims attack on the army" is no word of the army
				}
				return m, led || k.from-m.to-p.dateWords(m.to, k.from) <= 1 || p.is(m.to, lexicon.By)
			}
		}
		if p.is(k.from, lexicon.Media) && p.is(j, lexicon.In) {
			return mark{}, false // "dit à l'AFP": told to, not told by
		}
		if p.any(j, &speakers) && !p.is(j, lexicon.Media) || p.any(j, &victimNouns) {
			return mark{}, false
		}
	}
	return mark{}, false
}

// dateWords counts the words in [from, to) that are part of a date.
func (p *part) dateWords(from, to int) int {
	n := 0
	for j := from; j < to; j++ {
		if p.dateAt(j) > j {
			n++
		}
	}
	return n
}
