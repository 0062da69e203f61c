package extract

import "sahelwatch/extract/dates"

// behindWeekday reports whether word i stands between a date that ends in a
// weekday and a noun of people: "vendredi 14 civils".
func (p *part) behindWeekday(i int) bool {
	if !p.countsPeople(i + 1) {
		return false
	}
	for k := range p.dates {
		if e := &p.dates[k]; e.Next == i && e.From.Weekday != 0 {
			return true
		}
	}
	return false
}

// countsPeople reports whether a noun of people, or of the dead and wounded,
// stands at word i right behind a number.
func (p *part) countsPeople(i int) bool {
	return i < len(p.words) && p.gaps[i] == space && (p.any(i, &victimNouns) || p.any(i, &harmNouns))
}

// weekdaysAlone takes from weekdays the numbers behind them that count people.
func (p *part) weekdaysAlone() {
	for k := range p.dates {
		e := &p.dates[k]
		if e.Kind == dates.Calendar && e.From.Weekday != 0 && e.From.Day != 0 && e.From.Month == 0 && e.Next-e.Word == 2 && p.countsPeople(e.Next) {
			e.Next--
			e.From.Day = 0
			e.End = p.words[e.Next-1].End
			e.Text = p.text[e.Start:e.End]
		}
	}
}
