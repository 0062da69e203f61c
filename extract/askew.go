package extract

import (
	"sahelwatch/extract/lexicon"
)

// askew gives a voice to one whose verb of speech no list knows, where the shape of
// the sentence tells that he speaks: an inversion behind what was said, a
// quotation that closes before him, what he is the subject of and "that" leads to.
func (p *part) askew(u *unit, v voice) (voice, bool) {
	if p.headsCount(u, &v) {
		v.right = true
		return v, true
	}
	if p.arabic(v.from) || !speakers.Has(v.class) && v.class != lexicon.ForceSoldiers && v.class != lexicon.ActorState || v.class == lexicon.Media ||
		p.toldTo(u, mark{class: v.class, from: v.from, to: v.to}) || p.inQuotation(u, v.from) && p.gaps[v.from]&quote == 0 {
		return v, false
	}
	switch {
	case p.inverts(u, &v):
		v.left = true
	case p.statesThat(u, &v):
		v.right = true
	default:
		return v, false
	}
	return v, true
}

// inverts reports whether a clause behind a comma or a quotation holds nothing but
// a verb and the one named: "s'alarme la société civile", `"…", a lancé le
// ministre`. Behind a comma it takes an auxiliary or a reflexive to tell a verb.
func (p *part) inverts(u *unit, v *voice) bool {
	at := v.from
	for at > u.from && v.from-at < 5 && p.gaps[at]&(comma|quote|dash|colon|stop) == 0 {
		at--
	}
	if at <= u.from+2 || at == v.from || p.gaps[at]&(comma|quote) == 0 || !p.idle(v.to, u.to) {
		return false
	}
	for j := at; j < v.from; j++ {
		if p.any(j, &noInversion) && !(j == at && p.is(j, lexicon.Have) && !p.preposition(j)) {
			return false
		}
	}
	v.says = at
	if p.gaps[at]&quote != 0 {
		return !p.functional(at, v.from) || p.lang.lex.Lang == "en"
	}
	verbal := p.is(at, lexicon.Have) && !p.preposition(at) || p.text[p.words[at].End] != ' ' && p.functional(at, at+1)
	return verbal && v.from-at > 1 && p.lang.lex.Lang != "en"
}

// noInversion are words that no verb of speech and no article is.
var noInversion = lexicon.SetOf(lexicon.Among, lexicon.In, lexicon.By, lexicon.Relative, lexicon.And, lexicon.That, lexicon.Clause, lexicon.According,
	lexicon.PartOf, lexicon.Negation, lexicon.With, lexicon.Be, lexicon.Killed, lexicon.Killed+lexicon.Object, lexicon.Killed+lexicon.Subject,
	lexicon.Wounded, lexicon.Wounded+lexicon.Object, lexicon.AttackVerb, lexicon.AttackPart, lexicon.Abducted, lexicon.Against, lexicon.Near)

// statesThat reports whether a sentence begins with the one named, goes on to
// "that" and then counts: "Le gouvernement a fini par admettre, jeudi, que 28
// soldats".
func (p *part) statesThat(u *unit, v *voice) bool {
	if v.from > u.from+3 || p.gapIn(u.from, v.from)&^space != 0 || p.any(u.from, &noPerson) {
		return false
	}
	k, ok := p.find1(lexicon.That, v.to, min(u.to, v.to+12))
	if !ok || k.from == v.to || !p.countsIn(k.to, min(u.to, k.to+6)) {
		return false
	}
	for j := v.to; j < k.from; j++ {
		if p.any(j, &subjectEnders) || p.any(j, &speakers) || p.is(j, lexicon.Be) || p.is(j, lexicon.Relative) || p.gaps[j]&(colon|semicolon|quote) != 0 {
			return false
		}
	}
	v.says = k.from
	return !p.negated(u, k.from)
}

// headsCount reports whether a sentence begins with whose count follows behind a
// colon: "The prefecture's own tally: nine dead".
func (p *part) headsCount(u *unit, v *voice) bool {
	if v.from > u.from+2 {
		return false
	}
	k, ok := p.find1(lexicon.TollWord, v.to, min(u.to, v.to+4))
	if !ok || k.to >= u.to || p.gaps[k.to]&colon == 0 || p.gapIn(v.to, k.from)&(comma|colon|stop) != 0 {
		return false
	}
	v.says = k.from
	return true
}
