package dates

import "sahelwatch/extract/internal/phrase"

// fixed reads phrases that count back from the publication ("hier", "last
// week") or from another date ("le lendemain"). A date behind it ("hier,
// lundi 28 juillet") is the one that counts.
func (p *parser) fixed(i int) (Expr, int) {
	for _, f := range [...]struct {
		kind phrase.Kind
		unit Unit
	}{{days, Days}, {nights, Days}, {weeks, Weeks}, {weekends, Weekends}, {months, Months}, {years, Years}} {
		e, n := p.match(i, f.kind)
		if n == 0 {
			continue
		}
		x := Expr{Kind: Ago, Offset: e.Value, Unit: f.unit, Night: f.kind == nights, Next: i + n}
		if f.kind == nights {
			if full, m := p.nightOf(i); m > n {
				return full, m
			}
		}
		return p.named(x, i, f.kind == days)
	}
	if e, n := p.match(i, dayAfter); n > 0 {
		return Expr{Kind: Relative, Offset: e.Value, Behind: true, Next: i + n}, n
	}
	e, n := p.match(i, relative)
	return Expr{Kind: Relative, Offset: e.Value, Next: i + n}, n
}

// named takes the date that stands behind a count of days or weeks, "il y a une
// semaine, le 21 juillet": it is the one that counts. weekdays tells that a
// bare weekday does too: "hier lundi".
func (p *parser) named(x Expr, i int, weekdays bool) (Expr, int) {
	n := x.Next - i
	if !p.loose(x.Next - 1) {
		return x, n
	}
	pt, j := p.point(p.skip(x.Next, article))
	if pt.Day != 0 && pt.Month != 0 || weekdays && pt.Weekday != 0 && p.tight(x.Next-1) {
		return Expr{From: pt, Last: x.Offset > 0, Next: j}, j - i
	}
	return x, n
}

// ago reads "il y a dix jours", "three days ago", "two days later".
func (p *parser) ago(i int) (Expr, int) {
	if _, n := p.match(i, agoOpen); n > 0 && p.tight(i+n-1) {
		if c, u, j := p.counted(i + n); j > i+n {
			return p.named(Expr{Kind: Ago, Offset: c, Unit: u, Next: j}, i, false)
		}
	}
	if _, n := p.match(i, afterOpen); n > 0 && p.tight(i+n-1) {
		if c, u, j := p.counted(i + n); j > i+n {
			return Expr{Kind: Relative, Offset: c, Unit: u, Behind: true, Next: j}, j - i
		}
	}
	c, u, j := p.counted(i)
	if j == i || !p.tight(j-1) {
		return Expr{}, 0
	}
	if _, n := p.match(j, after); n > 0 {
		return Expr{Kind: Relative, Offset: c, Unit: u, Behind: true, Next: j + n}, j + n - i
	}
	if _, n := p.match(j, before); n > 0 {
		return Expr{Kind: Relative, Offset: -c, Unit: u, Behind: p.tight(j + n - 1), Next: j + n}, j + n - i
	}
	if _, n := p.match(j, agoClose); n > 0 {
		return p.named(Expr{Kind: Ago, Offset: c, Unit: u, Next: j + n}, i, false)
	}
	if e, n := p.match(j, later); n > 0 {
		return Expr{Kind: Relative, Offset: c * e.Value, Unit: u, Next: j + n}, j + n - i
	}
	return Expr{}, 0
}

// counted reads a small number and a unit of time.
func (p *parser) counted(i int) (int, Unit, int) {
	e, n := p.match(i, count)
	value := e.Value
	if n == 0 && i < len(p.Words) {
		if v, rest := leadingInt(p.Words[i].Key); v > 0 && rest == "" {
			value, n = v, 1
		}
	}
	if n == 0 || !p.tight(i+n-1) {
		return 0, 0, i
	}
	for _, u := range [...]struct {
		unit Unit
		kind phrase.Kind
	}{{Days, unitDays}, {Weeks, unitWeeks}, {Months, unitMonths}, {Years, unitYears}} {
		if _, m := p.match(i+n, u.kind); m > 0 {
			return value, u.unit, i + n + m
		}
	}
	return 0, 0, i
}

// sinceThen reads "depuis 2015", "since last July".
func (p *parser) sinceThen(i int) (Expr, int) {
	_, n := p.match(i, since)
	if n == 0 || !p.tight(i+n-1) {
		return Expr{}, 0
	}
	k := p.skip(i+n, article, within, lastWord)
	if y, ok := p.year(k); ok {
		return Expr{Kind: Since, From: Point{Year: y}, Next: k + 1}, k + 1 - i
	}
	if part, n := p.partOf(k); n > 0 {
		part.Kind = Since
		return part, k + n - i
	}
	pt, j := p.point(k)
	if j == k || pt.Month == 0 && pt.Weekday == 0 {
		return Expr{}, 0
	}
	return Expr{Kind: Since, From: pt, Next: j}, j - i
}

// partOf reads "début juin", "mi-juillet 2025", "late 2024".
func (p *parser) partOf(i int) (Expr, int) {
	for _, f := range [...]struct {
		kind phrase.Kind
		part Part
	}{{early, Early}, {mid, Mid}, {late, Late}} {
		_, n := p.match(i, f.kind)
		if n == 0 || !p.tight(i+n-1) {
			continue
		}
		pt, j := p.monthYear(p.skip(i+n, article, within))
		if pt.Day == 0 && (pt.Month != 0 || pt.Year != 0) {
			return Expr{From: pt, Part: f.part, Next: j}, j - i
		}
	}
	return Expr{}, 0
}

// monthOrYear reads a month or a year behind the word that announces it: "en
// juillet", "in 2015".
func (p *parser) monthOrYear(i int) (Expr, int) {
	e, n := p.match(i, within)
	if n == 0 || !p.tight(i+n-1) {
		return Expr{}, 0
	}
	if full, _ := p.dayMonth(i + n); full.Day != 0 && (full.Year != 0 || e.Text == "day") {
		return Expr{}, 0
	}
	pt, j := p.monthYear(i + n)
	if j == i+n {
		return Expr{}, 0
	}
	return Expr{From: pt, Next: j}, j - i
}

func (p *parser) monthYear(k int) (Point, int) {
	if y, ok := p.year(k); ok {
		return Point{Year: y}, k + 1
	}
	m, j := p.month(k, false)
	if j == k {
		return Point{}, k
	}
	pt := Point{Month: m}
	if y, next := p.yearBehind(j); next > j {
		pt.Year, j = y, next
	}
	return pt, j
}
