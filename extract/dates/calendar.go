package dates

// calendar reads a weekday or date and the range that it may open.
func (p *parser) calendar(i int) (Expr, int) {
	if e, n := p.lastOrNext(i); n > 0 {
		return e, n
	}
	from, j := p.point(i)
	if j == i {
		return Expr{}, 0
	}
	if to, next, ok := p.rangeEnd(from, j, false); ok {
		return Expr{From: from, To: to, Next: next}, next - i
	}
	switch {
	case from.Day != 0 && from.Month != 0, from.Month != 0 && from.Year != 0, from.Day != 0 && from.Weekday != 0:
		e := Expr{From: from, Next: j}
		j = p.partBehind(j, &e)
		return e, j - i
	case from.Weekday != 0:
		return p.weekdayAlone(i, from, j)
	}
	return Expr{}, 0
}

// lastOrNext reads "last Monday" and passes over "next Monday".
func (p *parser) lastOrNext(i int) (Expr, int) {
	if _, n := p.match(i, nextWord); n > 0 {
		if _, m := p.match(i+n, weekday); m > 0 {
			return Expr{}, n + m
		}
	}
	if _, n := p.match(i, lastWord); n > 0 {
		if e, m := p.match(i+n, weekday); m > 0 && p.tight(i+n-1) {
			e := Expr{From: Point{Weekday: e.Value}, Last: true, Next: i + n + m}
			next := p.partBehind(i+n+m, &e)
			return e, next - i
		}
		if m, j := p.month(i+n, false); j > i+n && p.tight(i+n-1) {
			return Expr{From: Point{Month: m}, Next: j}, j - i
		}
	}
	return Expr{}, 0
}

// weekdayAlone reads what may stand behind a bare weekday: "dernier", "matin",
// "night into Sunday"; "prochain" makes it no date.
func (p *parser) weekdayAlone(i int, from Point, j int) (Expr, int) {
	e := Expr{From: from, Next: j}
	if p.tight(j - 1) {
		if k := p.skip(j, nextWord); k > j {
			return Expr{}, k - i
		}
		if k := p.skip(j, lastWord); k > j {
			e.Last, j = true, k
		}
	}
	j = p.partBehind(j, &e)
	if e.Night && p.tight(j-1) {
		if k := p.skip(j, into); k > j {
			if to, next := p.point(k); next > k && to.Weekday != 0 {
				e.To, j = to, next
			}
		}
	}
	return e, j - i
}

// partBehind takes the part of the day behind a date.
func (p *parser) partBehind(j int, e *Expr) int {
	if !p.tight(j - 1) {
		return j
	}
	if part, n := p.match(j, partOfDay); n > 0 {
		e.Night = part.Text == "night"
		return j + n
	}
	return j
}

// opened reads "entre le 9 et le 11 mai", "du 3 au 5 mars", "from Monday to Friday".
func (p *parser) opened(i int) (Expr, int) {
	_, n := p.match(i, opener)
	if n == 0 || !p.tight(i+n-1) {
		return Expr{}, 0
	}
	k := p.skip(i+n, article)
	if e, m := p.yearsFrom(i + n); m > 0 {
		return e, n + m
	}
	from, j := p.point(k)
	if j == k || from.Day == 0 && from.Weekday == 0 {
		return Expr{}, 0
	}
	to, next, ok := p.rangeEnd(from, j, true)
	if !ok {
		return Expr{}, 0
	}
	return Expr{From: from, To: to, Next: next}, next - i
}

// yearsFrom reads "2015 et 2020" behind the word that opens a range.
func (p *parser) yearsFrom(i int) (Expr, int) {
	from, ok := p.year(i)
	if !ok || !p.tight(i) {
		return Expr{}, 0
	}
	k := p.skip(i+1, to, toWithin)
	end, ok := p.year(k)
	if k == i+1 || !ok || end <= from {
		return Expr{}, 0
	}
	return Expr{From: Point{Year: from}, To: Point{Year: end}, Next: k + 1}, k + 1 - i
}

// rangeEnd reads the end of a range that begins with from and ends before
// words[j]. open tells that a word such as "entre" announced it, so that "et"
// may join it.
func (p *parser) rangeEnd(from Point, j int, open bool) (Point, int, bool) {
	none := Point{}
	if from.Day == 0 && from.Weekday == 0 {
		return none, j, false
	}
	k, dash := j, p.dashed(j-1)
	if !dash {
		if !p.tight(j - 1) {
			return none, j, false
		}
		if k = p.skip(j, to); k == j {
			k = p.skip(j, toWithin)
			if rest, and := p.lang.table.CliticAnd(p.Words[j].Key); k == j && !(and && digitAt(rest)) || !open && (from.Month != 0 || from.Day == 0) {
				return none, j, false
			}
		}
		k = p.skip(k, article)
	}
	end, next := p.point(k)
	if next == k {
		return none, j, false
	}
	switch {
	case from.Month != 0 && end.Month == 0 && end.Day != 0: // July 4-5, 2025
		if from.Year != 0 || !dash && !open && !p.lang.MonthFirst || end.Day <= from.Day {
			return none, j, false
		}
		end.Month = from.Month
		if y, after := p.yearBehind(next); after > next {
			end.Year, next = y, after
		}
		return end, next, true
	case from.Day != 0 && from.Month == 0:
		return end, next, end.Day != 0 && end.Month != 0
	case from.Day != 0:
		return end, next, end.Day != 0
	}
	return end, next, end.Weekday != 0
}

// dayAlone reads "le 28", the day of a month that is not told.
func (p *parser) dayAlone(i int) (Expr, int) {
	_, n := p.match(i, onlyDay)
	if n == 0 || !p.tight(i+n-1) {
		return Expr{}, 0
	}
	pt, j := p.point(i + n)
	if j == i+n || pt.Day == 0 || pt.Month != 0 || pt.Weekday != 0 || !p.ends(j) {
		return Expr{}, 0
	}
	return Expr{From: pt, Next: j}, j - i
}

// ends reports whether no noun can follow the number before words[j].
func (p *parser) ends(j int) bool {
	gap, ok := p.gap(j - 1)
	if !ok {
		return true
	}
	return gap != "" && (gap[0] == ',' || gap[0] == '.' || gap[0] == ';' || gap[0] == ')') || p.skip(j, partOfDay, clockBefore, to) > j
}

// unwanted passes over "chaque vendredi".
func (p *parser) unwanted(i int) (Expr, int) {
	_, n := p.match(i, every)
	if n == 0 {
		return Expr{}, 0
	}
	if pt, j := p.point(i + n); j > i+n && pt.Weekday != 0 && pt.Day == 0 {
		return Expr{}, j - i
	}
	return Expr{}, 0
}

// nightOf reads "dans la nuit du 4 au 5 juin", "overnight into Monday", "ليلة
// السبت الأحد".
func (p *parser) nightOf(i int) (Expr, int) {
	_, n := p.match(i, night)
	if n == 0 {
		return Expr{}, 0
	}
	e := Expr{Night: true}
	j := i + n
	k := p.skip(p.skip(j, opener, article), article)
	if k > j && !p.tight(j-1) {
		return Expr{}, 0
	}
	from, next := p.point(k)
	if next > k && (from.Day != 0 || from.Weekday != 0) {
		e.From, j = from, next
		e.To, j = p.morningOf(j)
	} else {
		k = p.skip(p.skip(j, into, to), article)
		to, next := p.point(k)
		if k == j || next == k || to.Day == 0 && to.Weekday == 0 {
			return Expr{}, 0
		}
		e.To, j = to, next
	}
	e.Next = j
	return e, j - i
}

// morningOf reads the day on which a night ends, if it is told.
func (p *parser) morningOf(j int) (Point, int) {
	k := j
	if !p.dashed(j - 1) {
		if !p.tight(j - 1) {
			return Point{}, j
		}
		if k = p.skip(j, into, to, toWithin); k > j {
			k = p.skip(k, article)
		}
	}
	to, next := p.point(k)
	if next == k || to.Day == 0 && to.Weekday == 0 {
		return Point{}, j
	}
	return to, next
}

// feastDay reads a day that has a name: "on New Year's Eve", "le jour de Noël 2020".
func (p *parser) feastDay(i int) (Expr, int) {
	e, n := p.match(i, feast)
	if n == 0 {
		return Expr{}, 0
	}
	pt, j := Point{Month: e.Value / 100, Day: e.Value % 100}, i+n
	if y, next := p.yearBehind(j); next > j {
		pt.Year, j = y, next
	}
	return Expr{From: pt, Next: j}, j - i
}
