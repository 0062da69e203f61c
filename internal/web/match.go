package web

import (
	"slices"
	"strings"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

// Match reports whether an incident passes the parts of a query that a digest's
// filter does not know: days, claim, official word and text.
func (q Query) Match(inc *conflict.Incident) bool {
	if q.Claimed != nil && *q.Claimed != (len(inc.ClaimedBy) > 0) {
		return false
	}
	if len(q.Official) > 0 && !slices.Contains(q.Official, inc.Official) {
		return false
	}
	return q.days(inc.Date) && q.words(inc)
}

func (q Query) days(d conflict.Date) bool {
	if q.From == "" && q.To == "" {
		return true
	}
	end := d.End
	if end == "" {
		end = d.Start
	}
	return d.Start != "" && (q.To == "" || d.Start <= q.To) && (q.From == "" || end >= q.From)
}

func (q Query) words(inc *conflict.Incident) bool {
	if q.Text == "" {
		return true
	}
	parts := append([]string{inc.EventType, inc.SubEventType}, inc.ClaimedBy...)
	if inc.Place != nil {
		parts = append(parts, inc.Place.Name, inc.Place.Admin1)
	}
	for _, a := range slices.Concat(inc.Perpetrators, inc.Targets) {
		parts = append(parts, a.ID)
	}
	if len(inc.Articles) > 0 {
		parts = append(parts, inc.Articles[0].Title)
	}
	hay := fold.String(strings.Join(parts, " "))
	for _, w := range fold.Words(nil, q.Text) {
		if !strings.Contains(hay, w.Key) {
			return false
		}
	}
	return true
}
