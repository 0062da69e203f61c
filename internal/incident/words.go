package incident

import (
	"slices"
	"strconv"
	"strings"

	"sahelwatch/internal/conflict"
)

// figureWorth names a figure by what it says.
func figureWorth(t conflict.Toll) string {
	return t.Measure + " " + t.Victims + " " + t.Scope + " " + number(t.Low, t.High)
}

// figureKey names a figure by who says it and what it says.
func figureKey(t conflict.Toll) string {
	return "toll " + t.By.Role + " " + t.By.ID + " " + figureWorth(t)
}

// claimKey names a claim by who makes it and of what.
func claimKey(c conflict.Claim) string {
	return "claim " + c.Kind + " " + c.By.Role + " " + c.By.ID + " " + c.About
}

// number writes a figure: "40", "40+" when open upwards, "40-60".
func number(low int, high *int) string {
	switch {
	case high == nil:
		return strconv.Itoa(low) + "+"
	case *high != low:
		return strconv.Itoa(low) + "-" + strconv.Itoa(*high)
	}
	return strconv.Itoa(low)
}

// speakerName is how a change names a speaker.
func speakerName(s conflict.Speaker) string {
	switch {
	case s.Name != "":
		return s.Name
	case s.ID != "":
		return s.ID
	}
	return strings.ReplaceAll(s.Role, "_", " ")
}

// current reports whether a figure still stands.
func current(e conflict.Entry) bool { return !e.Superseded && !e.Withdrawn }

// headline says in a line what an incident is.
func headline(inc *conflict.Incident) string {
	var parts []string
	what := inc.SubEventType
	if what == "" {
		what = inc.EventType
	}
	if what != "" {
		parts = append(parts, what)
	}
	if p := inc.Place; p != nil {
		where := p.Name
		if where == "" {
			where = p.Admin1
		}
		if where != "" && p.Country != "" {
			where += " (" + p.Country + ")"
		} else if where == "" {
			where = p.Country
		}
		if where != "" {
			parts = append(parts, where)
		}
	}
	if inc.Date.Start != "" {
		d := inc.Date.Start
		if inc.Date.End != "" && inc.Date.End != d {
			d += " to " + inc.Date.End
		}
		parts = append(parts, d)
	}
	for _, f := range []struct {
		l    *conflict.Ledger
		what string
	}{{inc.Killed, "killed"}, {inc.Wounded, "wounded"}, {inc.Abducted, "abducted"}, {inc.MilitantsKilled, "militants killed"}} {
		if f.l != nil && slices.ContainsFunc(f.l.By, current) {
			parts = append(parts, number(f.l.Low, f.l.High)+" "+f.what)
		}
	}
	return strings.Join(parts, ", ")
}
