package incident

import (
	"slices"
	"strconv"
	"strings"

	"sahelwatch/internal/conflict"
)

// tolls tells the figures that the step brought in: of a side that gave none
// before as new, of a side that gave another as revised. The first report's
// figures are told with the incident.
// Of one side the gravest measure is told, the others stand in the ledger.
func (t *teller) tolls(fresh bool) {
	spoke := map[string]bool{}
	for _, b := range []bucket{killed, abducted, wounded, militantsKilled} {
		order, sides := t.brought(b)
		// Who is named first: the same figure of unnamed sources is then no news.
		slices.SortStableFunc(order, func(a, b string) int { return unnamedLast(a) - unnamedLast(b) })
		for _, side := range order {
			covered := fresh || spoke[side]
			if t.toll(side, b, sides[side], covered) {
				spoke[side] = true
			}
		}
	}
}

func unnamedLast(side string) int {
	if side == sideReports {
		return 1
	}
	return 0
}

// brought lists the figures of one measure that are new with this step, by side.
func (t *teller) brought(b bucket) (order []string, sides map[string][]*line) {
	sides = map[string][]*line{}
	for _, e := range t.v.lines {
		if e.Withdrawn || bucketOf(&e.Toll) != b || !t.isNews(e) {
			continue
		}
		side := t.l.side(e.By)
		if e.Superseded {
			t.note(tollKey(side, b, e.Low, e.High))
			continue
		}
		if sides[side] == nil {
			order = append(order, side)
		}
		sides[side] = append(sides[side], e)
	}
	return order, sides
}

func (t *teller) isNews(e *line) bool {
	for _, n := range t.news {
		if e.m == n.m {
			return true
		}
	}
	return false
}

// toll tells one side's count of one measure, unless it is covered by what else
// is told. It reports whether it did.
func (t *teller) toll(side string, b bucket, of []*line, covered bool) bool {
	unnamed := side == sideReports
	if unnamed {
		of = peaks(of)
	}
	worth := total(of)
	key := tollKey(side, b, worth.Low, worth.High)
	lead, from, stated := t.stated(b, of)
	known := t.revisedTo(b, worth.Low)
	if t.sent[key] && (!stated || known) || stated && from == "" && known {
		return false
	}
	top, last := t.toldBy(side, b)
	switch {
	case stated:
		// What the text itself tells as a change is news with the first report too.
		covered = covered && b != killed
	case last == nil:
		covered = covered || unnamed && t.toldElsewhere(side, b, worth)
	case worth.Low == last.Low:
		covered = true
	case unnamed:
		// Unnamed sources differ without contradiction: only a rise is news.
		from, covered = number(top.Low, top.High), covered || worth.Low <= upper(*top)
	default:
		from = number(last.Low, last.High)
	}
	t.note(key)
	if covered {
		return false
	}
	by := lead.By
	c := conflict.Change{Type: conflict.TollNew, From: from, To: number(worth.Low, worth.High), By: &by,
		Measure: lead.Measure, Victims: victimsOf(of), Evidence: conflict.Quote{URL: lead.URL, Text: lead.Evidence.Text}}
	if stated || from != "" {
		c.Type = conflict.TollRevised
		key = revisedKey(side, b, worth.Low)
	}
	return !t.repeats(c) && t.emit("told "+key, c)
}

// revisedKey names a revision by what it ends with: a toll that unnamed sources
// raise to a figure is raised to it once.
func revisedKey(side string, b bucket, low int) string {
	key := "revised " + strconv.Itoa(int(b)) + " " + strconv.Itoa(low)
	if side != sideReports {
		key += " " + side
	}
	return key
}

// revisedTo reports whether anyone's revision to a figure was told.
func (t *teller) revisedTo(b bucket, low int) bool {
	key := "told " + revisedKey(sideReports, b, low)
	return slices.ContainsFunc(t.r.Sent, func(k string) bool { return k == key || strings.HasPrefix(k, key+" ") })
}

// peaks keeps the highest figure for each category of victims: unnamed sources
// of one article repeat older counts beside the new one.
func peaks(of []*line) []*line {
	var out []*line
	for _, e := range of {
		i := slices.IndexFunc(out, func(o *line) bool { return o.Victims == e.Victims })
		switch {
		case i < 0:
			out = append(out, e)
		case e.Low > out[i].Low:
			out[i] = e
		}
	}
	return out
}

// stated looks for a figure that the text itself tells as a change, and for
// what it changed from: the earlier figure that the text names, else the
// highest that was told of the incident; "" where neither is known.
func (t *teller) stated(b bucket, of []*line) (lead *line, from string, stated bool) {
	for _, e := range of {
		if e.Supersedes != nil && *e.Supersedes != e.Low {
			return e, strconv.Itoa(*e.Supersedes), true
		}
	}
	for _, e := range of {
		if !e.Revised {
			continue
		}
		if top, _ := t.toldBy("", b); top != nil && upper(*top) != e.Low && top.Low != e.Low {
			return e, number(top.Low, top.High), true
		}
		return e, "", true
	}
	return of[0], "", false
}

// upper is the highest count that a figure names.
func upper(b conflict.Bounds) int {
	if b.High == nil {
		return b.Low
	}
	return *b.High
}

// victimsOf names the category of figures that add up; unknown for several.
func victimsOf(of []*line) string {
	v := of[0].Victims
	for _, e := range of[1:] {
		if e.Victims != v {
			return conflict.Unknown
		}
	}
	return v
}

func tollKey(side string, b bucket, low int, high *int) string {
	h := "+"
	if high != nil {
		h = strconv.Itoa(*high)
	}
	return "toll|" + side + "|" + strconv.Itoa(int(b)) + "|" + strconv.Itoa(low) + "|" + h
}

func parseTollKey(key string) (side string, b bucket, worth conflict.Bounds, ok bool) {
	parts := strings.Split(key, "|")
	if len(parts) != 5 || parts[0] != "toll" {
		return "", 0, worth, false
	}
	n, err1 := strconv.Atoi(parts[2])
	low, err2 := strconv.Atoi(parts[3])
	if err1 != nil || err2 != nil {
		return "", 0, worth, false
	}
	worth.Low = low
	if h, err := strconv.Atoi(parts[4]); err == nil {
		worth.High = &h
	}
	return parts[1], bucket(n), worth, true
}

// toldBy gives the highest and the latest figure that a side was told to give;
// side "" stands for all.
func (t *teller) toldBy(side string, b bucket) (top, last *conflict.Bounds) {
	return toldIn(t.r.Sent, side, b)
}

// toldIn is toldBy for the changes of any record.
func toldIn(sent []string, side string, b bucket) (top, last *conflict.Bounds) {
	for _, k := range sent {
		if s, m, worth, ok := parseTollKey(k); ok && (s == side || side == "") && m == b {
			last = &worth
			if top == nil || worth.Low > top.Low {
				top = &worth
			}
		}
	}
	return top, last
}

// toldElsewhere reports whether another side was told to give the same figure.
func (t *teller) toldElsewhere(side string, b bucket, worth conflict.Bounds) bool {
	for _, k := range t.r.Sent {
		if s, m, w, ok := parseTollKey(k); ok && s != side && m == b && w.Low == worth.Low {
			return true
		}
	}
	return false
}
