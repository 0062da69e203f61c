package extract

import (
	"sahelwatch/extract/dates"
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// told is the day that a unit gives to what it tells.
type told struct {
	date conflict.Date
	sure bool // a word of the event stands with it
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
		if want == ofNothing && u.p.hasAny(&talkWords, u.from, u.to) && !u.p.hasAny(&eventWords, u.from, u.to) {
			break // a sentence about words, not deeds
		}
		for _, pick := range [...]func(*dates.Expr) bool{numbered, fromNow, fromElsewhere} {
			if d := r.pickDate(u, want, pick); d.Precision != conflict.DateUnknown {
				return told{d, want == ofEvent}
			}
		}
	}
	return told{date: never}
}

// The order in which a unit's dates are asked for: one with a day of the month,
// one told from the publication, one told from another date.
func numbered(e *dates.Expr) bool      { return e.From.Day != 0 }
func fromNow(e *dates.Expr) bool       { return e.From.Day == 0 && e.Kind != dates.Relative }
func fromElsewhere(e *dates.Expr) bool { return e.Kind == dates.Relative && (e.Offset < 0) != e.Behind }

// pickDate gives the first date of a unit that belongs where wanted.
func (r *reading) pickDate(u *unit, want dateOf, pick func(*dates.Expr) bool) conflict.Date {
	for i := range u.p.dates {
		e := &u.p.dates[i]
		if e.Word < u.from || e.Word >= u.to || e.Kind == dates.Since || u.p.is(e.Next-1, lexicon.NotDate) ||
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
	case e.Kind == dates.Ago && e.Unit == dates.Days && e.Offset > 1 && !e.Night:
		if said, ok := r.saidOn(u, i); ok { // "said on Thursday that two days ago"
			back := *e
			back.Kind, back.Offset = dates.Relative, -e.Offset
			return back.RelativeTo(said, r.published)
		}
	}
	return e.Resolve(r.published)
}

// anchor gives the day from which the date with index i counts: the last one
// told before it in its paragraph, either side of it in its own sentence where
// either is set, else the day of publication.
func (r *reading) anchor(u *unit, i int, either bool) conflict.Date {
	all := u.p.dates
	for k := i - 1; k >= 0 && u.p.gapIn(all[k].Word, all[i].Word)&paragraph == 0; k-- {
		if either && all[k].Word < u.from {
			break
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
	today := dates.Expr{Kind: dates.Ago}
	return today.Resolve(r.published)
}

// saidOn gives the day of saying that stands before the date with index i in
// its unit.
func (r *reading) saidOn(u *unit, i int) (conflict.Date, bool) {
	for k := i - 1; k >= 0 && u.p.dates[k].Word >= u.from; k-- {
		if e := &u.p.dates[k]; u.p.belongs(u, e) == ofStatement {
			d := e.Resolve(r.published)
			return d, d.Precision == conflict.DateDay
		}
	}
	return never, false
}

// fillDates looks for the day of an event that has none, or one that may be
// that of the words, in the units that belong to it without telling violence:
// "Les faits remontent à samedi".
func (r *reading) fillDates() {
	for e := range r.events {
		ev := &r.events[e]
		for i := range r.units {
			u := &r.units[i]
			if ev.sure {
				break
			}
			if u.event != e || u.facts.violence || u.facts.after || u.p.has(lexicon.Past, u.from, u.to) {
				continue
			}
			t := r.dateIn(u)
			near := u.paragraph == r.units[ev.first].paragraph || r.units[ev.first].p == &r.title && i < ev.first+4
			if t.betters(ev) && (t.sure || near) {
				ev.date, ev.sure = t.date, t.sure
			}
		}
	}
}
