package digest

import (
	"slices"
	"strings"

	"sahelwatch/internal/conflict"
)

// order lists the types of change from what a reader must see first: claims
// and official words before figures, and those before corroboration.
var order = [...]string{
	conflict.ClaimNew, conflict.StatementOfficial, conflict.StatementDenied,
	conflict.ClaimDenied, conflict.ClaimWithdrawn, conflict.AttributionFought,
	conflict.TollRevised, conflict.TollNew, conflict.IncidentNew,
	conflict.IncidentMerged, conflict.IncidentSplit,
	conflict.SourceConfirmed, conflict.ArticleRemoved, conflict.ArticleEdited,
}

// rank is a type's place in order; unknown types come last.
func rank(changeType string) int {
	if i := slices.Index(order[:], changeType); i >= 0 {
		return i
	}
	return len(order)
}

// weight puts types of equal importance together, so that within them the toll
// decides which incident comes first.
func weight(changeType string) int {
	switch changeType {
	case conflict.ClaimNew, conflict.StatementOfficial, conflict.StatementDenied:
		return 0
	case conflict.ClaimDenied, conflict.ClaimWithdrawn, conflict.AttributionFought, conflict.TollRevised, conflict.TollNew, conflict.IncidentNew:
		return 1
	case conflict.IncidentMerged, conflict.IncidentSplit:
		return 2
	}
	return 3
}

// compareEntries orders incidents: by their most important change, then the
// higher toll, then the later event, then the id so that the order is total.
func compareEntries(a, b conflict.DigestEntry) int {
	if d := weight(a.Changes[0].Type) - weight(b.Changes[0].Type); d != 0 {
		return d
	}
	if d := highestKilled(&b.Incident) - highestKilled(&a.Incident); d != 0 {
		return d
	}
	if d := strings.Compare(b.Incident.Date.Start, a.Incident.Date.Start); d != 0 {
		return d
	}
	return strings.Compare(a.Incident.ID, b.Incident.ID)
}

// article finds the mention of url in inc; nil when there is none.
func article(inc *conflict.Incident, url string) *conflict.Mention {
	for i := range inc.Articles {
		if inc.Articles[i].URL == url {
			return &inc.Articles[i]
		}
	}
	return nil
}
