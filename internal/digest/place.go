package digest

import (
	"strconv"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// event names what happened by ACLED's terms, the narrower one first.
func (t *teller) event(inc *conflict.Incident) string {
	for _, term := range []string{inc.SubEventType, inc.EventType} {
		if s, ok := t.Events[term]; ok && term != "" {
			return s
		}
		if term != "" {
			return label(term)
		}
	}
	return t.Events[""]
}

// where names the place with its units: "Dargo, Namentenga, Kuilsé, Burkina Faso".
func (t *teller) where(p *conflict.Place) string {
	if p == nil {
		return ""
	}
	var parts []string
	for _, s := range []string{p.Name, p.Admin2, p.Admin1, t.country(p.Country)} {
		if s = label(s); s != "" && (len(parts) == 0 || parts[len(parts)-1] != s) {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

func (t *teller) country(code string) string {
	if name, ok := t.names.Countries[code]; ok {
		return name
	}
	return label(code)
}

// at says where an event was, with its preposition: "at Dargo".
func (t *teller) at(p *conflict.Place) string {
	if p == nil || p.Name == "" {
		return t.Places["none"]
	}
	if within, ok := t.InCountry[p.Country]; ok && p.Precision == conflict.PlaceCountry {
		return within
	}
	form, ok := t.Places[p.Precision]
	if !ok {
		form = t.Places[conflict.PlaceExact]
	}
	return t.fill(form, "place", label(p.Name))
}

// dates says an event's days; "" when unknown.
func (t *teller) dates(d conflict.Date) string {
	now := t.d.At.In(t.zone)
	start, err := time.Parse(conflict.Day, d.Start)
	if err != nil {
		return ""
	}
	switch d.Precision {
	case conflict.DateYear:
		return strconv.Itoa(start.Year())
	case conflict.DateMonth:
		return t.Months[start.Month()-1] + " " + strconv.Itoa(start.Year())
	}
	end, err := time.Parse(conflict.Day, d.End)
	if err != nil || end.Equal(start) {
		return t.day(start, now)
	}
	if start.Month() == end.Month() && start.Year() == end.Year() {
		return strconv.Itoa(start.Day()) + "–" + t.day(end, now)
	}
	return t.day(start, now) + " – " + t.day(end, now)
}
