package extract

import (
	"sahelwatch/extract/dates"
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// dateRank is how well a date is told to be that of the event.
type dateRank uint8

const (
	alone     dateRank = iota // nothing near tells what it belongs to
	withIt                    // a word of the event stands with it
	tookPlace                 // "the attack took place on"
)

// told is the day that a unit gives to what it tells.
type told struct {
	date conflict.Date
	rank dateRank
	same bool // the sentence speaks of the event told before
}

func (t *told) known() bool { return t.date.Precision != conflict.DateUnknown }

// day reports whether a day, night or range of days is told, not a month or year.
func (t *told) day() bool {
	return t.date.Precision == conflict.DateDay || t.date.Precision == conflict.DateRange
}

var (
	// talkWords are of what is said, not done.
	talkWords = lexicon.SetOf(lexicon.Say, lexicon.TollWord, lexicon.Statement)
	never     = conflict.Date{Precision: conflict.DateUnknown}
)

// dateIn gives the date of the event that a unit tells.
func (r *reading) dateIn(u *unit) told {
	for _, want := range []dateOf{ofEvent, ofNothing} {
		from := u.from
		if want == ofNothing && u.p.hasAny(&talkWords, u.from, u.to) && !u.p.hasAny(&eventWords, u.from, u.to) {
			k, ok := u.p.find1(lexicon.That, u.from, u.to)
			if !ok {
				break // a sentence about words, not deeds
			}
			from = k.to
		}
		for _, pick := range [...]func(*dates.Expr) bool{numbered, fromNow, fromElsewhere} {
			if d := r.pickDate(u, from, want, pick); d.Precision != conflict.DateUnknown {
				return told{d, r.rankOf(u, want), u.p.has(lexicon.SameDeed, u.from, u.to)}
			}
		}
	}
	if d := r.noteDate(u); d.Precision != conflict.DateUnknown {
		return told{date: d, rank: withIt}
	}
	return told{date: never}
}

func (r *reading) rankOf(u *unit, what dateOf) dateRank {
	switch {
	case what != ofEvent && !(u.facts.attack && r.datesWords(u)):
		return alone
	case u.p.tookPlace(u):
		return tookPlace
	}
	return withIt
}

// tookPlace reports whether a unit says when or where the event told before took
// place: "L'attaque s'est produite".
func (p *part) tookPlace(u *unit) bool {
	k, ok := p.find1(lexicon.SameDeed, u.from, u.to)
	return ok && p.has(lexicon.Occur, k.to, min(u.to, k.to+5)) || p.arabic(u.from) && p.has(lexicon.Occur, u.from, u.from+2) && p.has(lexicon.SameDeed, u.from, u.from+4)
}

// datesWords reports whether a unit gives what is said a date of its own, so that
// another date is not that of the words.
func (r *reading) datesWords(u *unit) bool {
	for i := range u.p.dates {
		if e := &u.p.dates[i]; e.Word >= u.from && e.Word < u.to && u.p.belongs(u, e) == ofStatement {
			return true
		}
	}
	return false
}

// noteDate gives the full date that opens a note without a day of publication,
// whatever is told of: "On 11 November 2022, JNIM claimed an attack".
func (r *reading) noteDate(u *unit) conflict.Date {
	if !r.published.IsZero() {
		return never
	}
	for i := range u.p.dates {
		e := &u.p.dates[i]
		if e.Word < u.from || e.Word > u.from+1 || e.From.Year == 0 || e.From.Day == 0 || e.Next >= u.to || u.p.gaps[e.Next]&comma == 0 {
			continue
		}
		d := e.Resolve(r.published)
		d.Evidence = r.evidence(u.p, e.Word, e.Next)
		return d
	}
	return never
}

// The order in which a unit's dates are asked for: one with a day of the month,
// one told from the publication, one told from another date.
func numbered(e *dates.Expr) bool      { return e.From.Day != 0 }
func fromNow(e *dates.Expr) bool       { return e.From.Day == 0 && e.Kind != dates.Relative }
func fromElsewhere(e *dates.Expr) bool { return e.Kind == dates.Relative && (e.Offset < 0) != e.Behind }

// pickDate gives the first date of a unit, from a word on, that belongs where
// wanted.
func (r *reading) pickDate(u *unit, from int, want dateOf, pick func(*dates.Expr) bool) conflict.Date {
	for i := range u.p.dates {
		e := &u.p.dates[i]
		if e.Word < from || e.Word >= u.to || e.Kind == dates.Since || u.p.is(e.Next-1, lexicon.NotDate) ||
			!pick(e) || u.p.belongs(u, e) != want {
			continue
		}
		if d := r.resolveDate(u, i); d.Precision != conflict.DateUnknown {
			d.Evidence = r.evidence(u.p, e.Word, e.Next)
			return d
		}
	}
	return never
}

// resolveDate gives the days of the date with index i of the unit's part.
func (r *reading) resolveDate(u *unit, i int) conflict.Date {
	e := &u.p.dates[i]
	switch {
	case e.Kind == dates.Relative && e.Behind:
		back := *e
		back.Offset = -e.Offset
		return back.RelativeTo(r.anchor(u, i, true), r.published)
	case e.Kind == dates.Relative:
		return e.RelativeTo(r.anchor(u, i, false), r.published)
	}
	return e.Resolve(r.published)
}

// anchor gives the day from which the date with index i counts: the last one
// told before it in its own sentence, or behind it where either is set; else the
// day of the event that a sentence looks back from; else the last one told in its
// paragraph; else the day of publication.
func (r *reading) anchor(u *unit, i int, either bool) conflict.Date {
	all := u.p.dates
	for k := i - 1; k >= 0 && u.p.gapIn(all[k].Word, all[i].Word)&paragraph == 0; k-- {
		if all[k].Word < u.from {
			if either {
				break
			}
			if main := r.mainDate(); main.Precision == conflict.DateDay || main.Precision == conflict.DateRange {
				return main
			}
		}
		if d := all[k].Resolve(r.published); d.Precision == conflict.DateDay || d.Precision == conflict.DateRange {
			return d
		}
	}
	for k := i + 1; either && k < len(all) && all[k].Word < u.to; k++ {
		if d := all[k].Resolve(r.published); d.Precision == conflict.DateDay {
			return d
		}
	}
	if either && r.mainDate().Start != "" {
		return never // counted from the story's own day
	}
	today := dates.Expr{Kind: dates.Ago}
	return today.Resolve(r.published)
}

// mainDate is the date of the main event as far as it has been read.
func (r *reading) mainDate() conflict.Date {
	if len(r.events) == 0 {
		return never
	}
	return r.events[0].date
}

// fillDates looks for the day of an event that has none, or one that may be
// that of the words, in the units that belong to it without telling violence:
// "Les faits remontent à samedi".
func (r *reading) fillDates() {
	for e := range r.events {
		ev := &r.events[e]
		for i := range r.units {
			u := &r.units[i]
			if ev.rank == tookPlace {
				break
			}
			if u.event != e || u.facts.violence || u.facts.after || u.p.has(lexicon.Past, u.from, u.from+6) {
				continue
			}
			t := r.dateIn(u)
			near := u.paragraph == r.units[ev.first].paragraph || r.units[ev.first].p == &r.title && i < ev.first+7
			if t.betters(ev) && (t.rank > alone || near) {
				ev.date, ev.rank = t.date, t.rank
			}
		}
	}
}

// leadsIn reports whether unit i stands before the first event is told, in the
// same paragraph or the headline: "un regroupement a été repéré mardi à Léré. […]".
func (r *reading) leadsIn(i int) bool {
	first := &r.units[r.events[0].first]
	u := &r.units[i]
	if i >= first.index || !first.facts.attack && !first.facts.own && !u.p.hasAny(&damage, u.from, u.to) {
		return false
	}
	return u.p == &r.title || u.p == first.p && u.paragraph == first.paragraph
}

// takeLead gives the first event the spot and the day that stand before any
// violence is told, in the headline or in the same paragraph: "un regroupement a
// été repéré mardi à Léré. […]".
func (r *reading) takeLead() {
	ev := &r.events[0]
	for i := range ev.first {
		if !r.leadsIn(i) {
			continue
		}
		if k := r.eventPlace(i); k >= 0 && (ev.place < 0 || r.places[k].closer(&r.places[ev.place])) {
			ev.place, ev.country = k, r.places[k].country()
		}
		if t := r.dateIn(&r.units[i]); t.day() && !ev.dated() {
			ev.date, ev.rank = t.date, alone
		}
	}
}
