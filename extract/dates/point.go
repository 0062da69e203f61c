package dates

import "strings"

// point reads a weekday, a day, a month and a year in the orders that occur:
// "lundi 28 juillet 2025", "Monday, July 28", "28", "July 2025".
func (p *parser) point(i int) (Point, int) {
	e, n := p.match(i, weekday)
	if n == 0 {
		return p.dayMonth(i)
	}
	j := i + n
	if p.loose(j - 1) {
		for _, k := range [...]int{j, p.skip(j, article), p.skip(j, partOfDay)} {
			if pt, next := p.dayMonth(k); next > k && pt.Day != 0 && (k == j || p.loose(k-1)) && (pt.Month != 0 || p.ends(next)) {
				pt.Weekday = e.Value
				return pt, next
			}
		}
	}
	return Point{Weekday: e.Value}, j
}

// dayMonth reads day and month, month and day, or a month, with the year.
func (p *parser) dayMonth(i int) (Point, int) {
	var pt Point
	j := i
	if d, ok := p.day(i); ok {
		pt.Day, j = d, i+1
		k := j
		if p.tight(j - 1) {
			if m := p.skip(j, article); m < len(p.Words) && p.tight(m-1) {
				k = m
			}
		}
		m, next := p.month(k, true)
		if next == k || !p.loose(k-1) {
			return pt, j
		}
		pt.Month, j = m, next
	} else {
		m, next := p.month(i, true)
		if next == i {
			return pt, i
		}
		pt.Month, j = m, next
		if p.lang.MonthFirst || p.lang.Code == "ar" {
			if d, ok := p.day(j); ok && p.loose(j-1) && !p.monthAt(j+1) {
				pt.Day, j = d, j+1
			}
		}
	}
	if y, next := p.yearBehind(j); next > j {
		pt.Year, j = y, next
	}
	return pt, j
}

func (p *parser) monthAt(i int) bool {
	_, next := p.month(i, true)
	return next > i
}

// month reads a month's name; "يوليو/تموز" names it twice.
func (p *parser) month(i int, short bool) (int, int) {
	e, n := p.match(i, month)
	if n == 0 && short {
		if e, n = p.match(i, shortMonth); n > 0 && !p.abbreviated(i, i+n) {
			n = 0
		}
	}
	if n == 0 {
		return 0, i
	}
	j := i + n
	if p.dashed(j-1) || p.bracket(j-1) {
		if again, m := p.match(j, month); m > 0 && again.Value == e.Value {
			j += m
		}
	}
	return e.Value, j
}

func (p *parser) bracket(i int) bool {
	gap, _ := p.gap(i)
	return gap == " (" || gap == "("
}

// abbreviated reports whether a short name at words[i:j] is a month: behind or
// before a number, not "sept soldats".
func (p *parser) abbreviated(i, j int) bool {
	if _, ok := p.day(i - 1); ok {
		end := p.Words[j-1].End
		_, next := p.yearBehind(j)
		return next > j || strings.HasPrefix(p.Text[end:], ".") || p.lang.MonthFirst
	}
	_, ok := p.day(j)
	return ok && p.lang.MonthFirst
}

// day reads a day of the month in digits: "28", "1er", "3rd".
func (p *parser) day(i int) (int, bool) {
	if i < 0 || i >= len(p.Words) {
		return 0, false
	}
	n, rest := leadingInt(p.unclitic(p.Words[i].Key))
	switch rest {
	case "", "er", "st", "nd", "rd", "th":
		return n, n >= 1 && n <= 31
	}
	return 0, false
}

// unclitic takes the clitic off digits: "و11".
func (p *parser) unclitic(key string) string {
	for i := range len(key) {
		if digitAt(key[i:]) {
			if i > 0 && p.lang.table.Clitic(key[:i]) {
				return key[i:]
			}
			break
		}
	}
	return key
}

// leadingInt gives the one or two digits at the start of key and what follows;
// -1 when there are none or more.
func leadingInt(key string) (int, string) {
	n, i := 0, 0
	for i < len(key) && key[i] >= '0' && key[i] <= '9' {
		n = n*10 + int(key[i]-'0')
		if i++; i > 2 {
			return -1, ""
		}
	}
	if i == 0 {
		return -1, ""
	}
	return n, key[i:]
}

// year reads a plain year.
func (p *parser) year(i int) (int, bool) {
	if i < 0 || i >= len(p.Words) {
		return 0, false
	}
	key := strings.TrimSuffix(p.Words[i].Key, "م")
	if len(key) != 4 {
		return 0, false
	}
	n := 0
	for _, c := range []byte(key) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, n >= 1900 && n <= 2100
}

// yearBehind reads the year that belongs to the date that ends before words[j].
func (p *parser) yearBehind(j int) (int, int) {
	if !p.loose(j - 1) {
		return 0, j
	}
	if gap, _ := p.gap(j - 1); strings.Contains(gap, ". ") && p.Starts(j-1).Has(month) && len(p.Words[j-1].Key) > 5 {
		return 0, j // the next sentence begins with a number
	}
	if y, ok := p.year(j); ok {
		return y, j + 1
	}
	if k := p.skip(j, within, article); k > j {
		if y, ok := p.year(k); ok && p.lang.Code == "ar" && p.tight(k-1) {
			return y, k + 1
		}
	}
	return 0, j
}
