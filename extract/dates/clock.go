package dates

import "strings"

// clock is an hour of the day that the text tells.
type clock struct {
	found        bool
	hour, minute int
	start, end   int
}

// attach notes the hour on the last date before it, if it belongs there.
func (c clock) attach(found []Expr, text string) bool {
	if len(found) == 0 {
		return false
	}
	last := &found[len(found)-1]
	if last.Hour >= 0 || !near(text, last.End, c.start) && !last.darkens(c.start) {
		return false
	}
	last.Hour, last.Minute = c.hour, c.minute
	return true
}

// nightReach is how many bytes behind a night an hour can still be that night's,
// when no other date stands between: "dans la nuit du 10 au 11 mai […]. L'assaut
// a été donné vers 3 heures".
const nightReach = 400

// darkens reports whether e is a night and an hour at byte at is near enough to be in it.
func (e *Expr) darkens(at int) bool {
	return e.Night && e.End <= at && at-e.End < nightReach
}

// clock reads "vers 5h", "à 18h30", "5 a.m.", "18:30", "الساعة الخامسة صباحا".
func (p *parser) clock(i int) (clock, int) {
	e, n := p.match(i, clockBefore)
	k := i + n
	if n > 0 && !p.tight(k-1) || k >= len(p.Words) {
		return clock{}, 0
	}
	c := clock{minute: 0}
	next := k
	sure := e.Text == "hour"
	if h, m := p.match(k, hourWord); m > 0 && n > 0 {
		c.hour, next, sure = h.Value, k+m, true
	} else {
		var marked bool
		c.hour, c.minute, marked, next = p.hourDigits(k)
		if next == k {
			return clock{}, 0
		}
		sure = sure && n > 0 || marked
		if m := p.skip(next, clockWord); m > next && p.tight(next-1) {
			sure = sure || n > 0
			next = m
			if v, digits := leadingInt(p.Words[min(next, len(p.Words)-1)].Key); next < len(p.Words) && digits == "" && v >= 10 && v < 60 && p.tight(next-1) {
				c.minute, next, sure = v, next+1, true
			}
		}
	}
	next, half := p.half(next)
	sure = sure || half != noHalf
	if !sure || c.hour > 24 || c.minute > 59 || half != noHalf && c.hour > 23 {
		return clock{}, 0
	}
	if half == pmHalf && c.hour < 12 {
		c.hour += 12
	} else if half == amHalf && c.hour == 12 {
		c.hour = 0
	}
	c.hour %= 24
	if z := p.skip(next, zoneWord); z > next && p.tight(next-1) {
		next = z
	}
	c.found, c.start, c.end = true, p.Words[i].Start, p.Words[next-1].End
	return c, next - i
}

// hourDigits reads "18h30", "18:30", "5"; marked tells that the form alone says
// that it is an hour.
func (p *parser) hourDigits(k int) (hour, minute int, marked bool, next int) {
	h, rest := leadingInt(p.Words[k].Key)
	if h < 0 || h > 24 {
		return 0, 0, false, k
	}
	if after, ok := strings.CutPrefix(rest, "h"); ok {
		if after == "" {
			_, opened := p.match(max(k-1, 0), clockBefore)
			return h, 0, opened > 0 && k > 0, k + 1
		}
		m, unit := leadingInt(after)
		if m >= 0 && m < 60 && (unit == "" || unit == "mn" || unit == "min") {
			return h, m, true, k + 1
		}
		return 0, 0, false, k
	}
	if rest == "am" || rest == "pm" {
		if rest == "pm" && h < 12 {
			h += 12
		}
		return h, 0, true, k + 1
	}
	if gap, ok := p.gap(k); ok && rest == "" && gap == ":" {
		if m, tail := leadingInt(p.Words[k+1].Key); m >= 0 && m < 60 {
			switch tail {
			case "", "am":
				return h, m, true, k + 2
			case "pm":
				return h%12 + 12, m, true, k + 2
			}
		}
	}
	if rest != "" {
		return 0, 0, false, k
	}
	return h, 0, false, k + 1
}

// half is the half of the day that an hour of twelve belongs to.
type half uint8

const (
	noHalf half = iota // not told
	amHalf
	pmHalf
)

// half reads "du matin", "p.m.".
func (p *parser) half(next int) (int, half) {
	if next >= len(p.Words) || !p.loose(next-1) {
		return next, noHalf
	}
	if j := p.skip(next, morning); j > next {
		return j, amHalf
	}
	if j := p.skip(next, evening); j > next {
		return j, pmHalf
	}
	return next, noHalf
}
