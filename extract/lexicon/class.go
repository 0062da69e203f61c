package lexicon

// Class is what a phrase means to the grammar.
type Class uint8

// How a word that tells of harm stands to those harmed.
const (
	Part    = iota // participle: "tués", "killed"; active or passive by what surrounds it
	Subject        // the harmed are its subject: "ont péri", "died"
	Object         // the harmed are its object: "tuant", "killing"
	Noun           // counts the harmed itself: "morts", "fatalities"
	Of             // the harmed follow as complement: "la mort de", "مقتل"
	modes
)

// The first of five classes for each measure; add a mode.
const (
	Killed  Class = iota * modes
	Wounded       // the order of measures is that of Measures
	Abducted
	Missing
	Displaced
	afterHarm
)

// Measures gives the names of measures in class order.
func Measures() []string { return []string{"killed", "wounded", "abducted", "missing", "displaced"} }

// Harm reports whether c tells of harm, of which measure and in which mode.
func (c Class) Harm() (measure, mode int, ok bool) {
	return int(c) / modes, int(c) % modes, c < afterHarm
}

// Classes beside those of harm.
const (
	Soldiers Class = iota + afterHarm
	Police
	Auxiliaries
	Civilians
	Militants
	People // victims of no told kind
	Member // "membres de", "éléments": the kind follows
	ForceSoldiers
	ForcePolice
	ForceAuxiliaries
	ForceMilitants
	ForceCivilians
	NotToll
	TollWord
	OwnSide
	EnemySide
	BothSides
	PartOf
	Others
	Bodies
	Dual
	Modal
	That
	SameFigure
	Untrue
	Lose
	ReviseFrom
	NoLoss
	Clothing
	Exceed
	Revenge
	Withdraw
	NotDate
	Boilerplate
	Relay
	Among
	Instead  // leads to a number that is set right: "and not 53"
	Spared   // what befell people who were not harmed: arrested, rescued, fled
	Escort   // what a force is to a convoy that others attack
	Either   // one of two, nobody knows which: "or"
	Total    // says that a figure is of all: "in all", "au total"
	Foe      // a word for killing that is used of enemies: "neutralised"
	Clause   // opens a clause of its own: "when", "alors que"
	Singular // one person who needs no number: "the driver"

	Official
	Security
	Local
	Witness
	Media
	NGO
	UN
	Monitor
	Analyst
	According
	Say
	Claim
	ClaimNot
	Attribute
	Accuse
	Suspect
	DenyRole
	Deny
	Rumour
	Silence
	Comment
	Negation
	Confirm
	Mourn
	Deploy
	Condemn
	Accused  // by which one is accused, and says nothing: "mise en cause"
	Conceded // a confirmation beside a silence: "tout en reconnaissant"
	OfficialToll
	Statement
	ForeignOffice // embassies, foreign ministries, powers and unions abroad
	SameSpeaker   // "cette source": the one who spoke before
	Aftermath     // what is done after an attack: visits, burials, treatment, releases
	Occur         // "took place"
	Demand        // what is asked for: an inquiry, an end
	Office        // an office of the place that follows: "maire de"
	Until         // before a date: it ends what is told
	SameDeed      // "l'attaque": the one spoken of before
	Also          // says that what is counted comes on top
	Account       // what was told before, as the thing that someone gave: "that is according to"

	AttackNoun
	AttackPart
	AttackVerb
	Airstrike
	Shelling
	Mine
	Suicide
	Ambush
	Clash
	Operation
	Massacre
	Looting
	Overrun
	Repel
	Burn
	Loot
	Seize
	Destroy
	Base
	Village
	Vehicle
	Weapons
	Convoy
	Building
	Strength

	Hedge
	Revise
	Rise // what a toll does before "to": "bringing the number of dead in the attack to nine"
	Initial
	Cumulative
	Have
	Be
	Past
	Pronoun
	Relative // "qui", "that", "الذي"
	And
	Contrast // "while": another speaks from here on
	With     // leads to one who is met or addressed, and does not speak
	Elsewhere
	Earlier

	PlaceHead
	Unit
	Toward
	Near
	Between
	In
	Against
	Direction
	Border
	Person
	By
	Affiliation
	Context

	Exercise
	FactCheck
	Trial
	Sport
	Farm
	Politics
	Reaction
	Study
	Commemoration // looking back on a fixed day, honours
	Culture
	Aid
	Wildlife
	Accident
	OutOfScope
	OutOfPart // part of a watched country whose violence is not followed
	NameNot
	Function

	// Entered by the caller, no section of a file.
	ActorArmed   // jihadists, rebels, gangs
	ActorState   // armed forces and police
	ActorMilitia // auxiliaries and self-defence groups
	ActorForeign // foreign and multilateral forces
	CountryName
	Capital
	Demonym
)

// names gives the section name of each class beside those of harm.
func names() map[string]Class {
	return map[string]Class{
		"victim.soldiers": Soldiers, "victim.police": Police, "victim.auxiliaries": Auxiliaries,
		"victim.civilians": Civilians, "victim.militants": Militants, "victim.people": People, "victim.member": Member,
		"force.soldiers": ForceSoldiers, "force.police": ForcePolice, "force.auxiliaries": ForceAuxiliaries,
		"force.militants": ForceMilitants, "force.civilians": ForceCivilians,
		"not-a-toll": NotToll, "instead": Instead, "toll": TollWord, "side.own": OwnSide, "side.enemy": EnemySide, "side.both": BothSides,
		"part-of": PartOf, "bodies": Bodies, "dual": Dual, "modal": Modal, "that": That, "same-figure": SameFigure, "untrue": Untrue, "lose": Lose, "revise.from": ReviseFrom, "killed.none": NoLoss, "clothing": Clothing, "exceed": Exceed, "revenge": Revenge, "act.withdraw": Withdraw, "date.not": NotDate,
		"boilerplate": Boilerplate, "speaker.relay": Relay, "among": Among, "others": Others, "spared": Spared, "clause": Clause, "killed.foe": Foe, "total": Total, "either": Either, "escort": Escort, "victim.one": Singular,
		"speaker.official": Official, "speaker.security": Security, "speaker.local": Local, "speaker.witness": Witness,
		"speaker.media": Media, "speaker.ngo": NGO, "speaker.un": UN, "speaker.monitor": Monitor, "speaker.analyst": Analyst,
		"according-to": According, "say": Say, "claim": Claim, "claim.not": ClaimNot, "attribute": Attribute, "accuse": Accuse,
		"suspect": Suspect, "deny.role": DenyRole, "deny": Deny, "rumour": Rumour, "silence": Silence, "comment": Comment,
		"negation": Negation, "confirm": Confirm, "mourn": Mourn, "deploy": Deploy, "condemn": Condemn, "accused": Accused, "confirm.beside": Conceded,
		"official-toll": OfficialToll, "statement": Statement, "speaker.foreign": ForeignOffice, "speaker.same": SameSpeaker,
		"attack.noun": AttackNoun, "attack.participle": AttackPart, "attack.verb": AttackVerb,
		"type.airstrike": Airstrike, "type.shelling": Shelling, "type.mine": Mine, "type.suicide": Suicide,
		"type.ambush": Ambush, "type.clash": Clash, "type.operation": Operation, "type.massacre": Massacre,
		"type.looting": Looting, "act.overrun": Overrun, "act.repel": Repel, "act.burn": Burn, "act.loot": Loot,
		"act.seize": Seize, "act.destroy": Destroy, "object.base": Base, "object.village": Village,
		"object.vehicle": Vehicle, "object.weapons": Weapons, "object.convoy": Convoy, "object.building": Building,
		"strength": Strength, "hedge": Hedge, "revise": Revise, "rise": Rise, "initial": Initial, "cumulative": Cumulative,
		"have": Have, "be": Be, "past": Past, "pronoun": Pronoun, "relative": Relative, "and": And, "with": With, "contrast": Contrast, "elsewhere": Elsewhere, "earlier": Earlier,
		"place.head": PlaceHead, "place.unit": Unit, "place.toward": Toward, "place.near": Near, "place.between": Between,
		"place.in": In, "place.against": Against, "place.direction": Direction, "place.border": Border,
		"aftermath": Aftermath, "occur": Occur, "demand": Demand, "same-deed": SameDeed, "account": Account, "also": Also, "until": Until, "person.office": Office, "person": Person, "by": By, "affiliation": Affiliation, "context": Context,
		"genre.exercise": Exercise, "genre.factcheck": FactCheck, "genre.trial": Trial, "genre.sport": Sport,
		"genre.farm": Farm, "genre.politics": Politics, "genre.reaction": Reaction, "genre.study": Study,
		"genre.commemoration": Commemoration, "genre.culture": Culture, "genre.aid": Aid, "genre.wildlife": Wildlife,
		"genre.accident": Accident, "genre.elsewhere": OutOfScope, "genre.elsewhere.part": OutOfPart, "name.not": NameNot, "function": Function,
	}
}

// classNames gives every section name with its class.
func classNames() map[string]Class {
	all := names()
	for m, measure := range Measures() {
		for mode, name := range []string{"participle", "subject", "object", "noun", "of"} {
			all[measure+"."+name] = Class(m*modes + mode)
		}
	}
	return all
}

// Set is a set of classes.
type Set [3]uint64

// Has reports whether c is in the set.
func (s *Set) Has(c Class) bool { return s[c>>6]&(1<<(c&63)) != 0 }

// Add puts c into the set.
func (s *Set) Add(c Class) { s[c>>6] |= 1 << (c & 63) }

// Remove takes c out of the set.
func (s *Set) Remove(c Class) { s[c>>6] &^= 1 << (c & 63) }

// Meets reports whether the sets share a class.
func (s *Set) Meets(t *Set) bool { return s[0]&t[0]|s[1]&t[1]|s[2]&t[2] != 0 }

// SetOf gives the set of the classes.
func SetOf(cs ...Class) Set {
	var s Set
	for _, c := range cs {
		s.Add(c)
	}
	return s
}
