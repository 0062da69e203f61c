package export

import (
	"cmp"
	"slices"
	"strings"

	"sahelwatch/internal/conflict"
)

// Label is what the two datasets call an actor; parts they do not know are zero.
type Label struct {
	ACLED string // name in ACLED's files
	UCDP  int    // id in the UCDP Actor dataset
}

// Labels finds an actor's label; nil knows none.
type Labels func(actor string) Label

func (l Labels) of(a conflict.Actor) Label {
	if l == nil {
		return Label{}
	}
	return l(a.ID)
}

// acledName names an actor as ACLED does: its own label where it has one, with
// the country for those who have no name.
func (l Labels) acledName(a conflict.Actor, inc *conflict.Incident) string {
	country := landOf(inc).name
	switch {
	case a.Kind == "civilians" || a.ID == "civilians":
		return inCountry("Civilians", country)
	case unidentified(a):
		return inCountry("Unidentified Armed Group", country)
	}
	return cmp.Or(l.of(a).ACLED, a.Name, a.ID)
}

func inCountry(name, country string) string {
	if country == "" {
		return name
	}
	return name + " (" + country + ")"
}

func unidentified(a conflict.Actor) bool {
	return a.ID == conflict.Unidentified || a.Kind == "unidentified" || a.Kind == "criminal"
}

// inter is ACLED's code of an actor's kind: 1 state forces, 2 rebel groups,
// 3 political militias, 4 identity militias, 5 rioters, 6 protesters,
// 7 civilians, 8 external or other forces.
func inter(a conflict.Actor, eventType string) int {
	switch a.Kind {
	case "state", "official", "official_media":
		return 1
	case "jihadist", "rebel", "separatist":
		return 2
	case "civilians":
		return 7
	case "foreign", "multilateral":
		return 8
	case "militia":
		if slices.Contains(identityMilitias[:], a.ID) {
			return 4
		}
		return 3
	}
	switch {
	case a.ID == "civilians":
		return 7
	case eventType == "Riots":
		return 5
	case eventType == "Protests":
		return 6
	}
	return 3 // unidentified armed groups are coded as political militias
}

// identityMilitias are militias of an ethnic group or of hunters.
var identityMilitias = [...]string{"dozo", "dan_na_ambassagou", "koglweogo", "fulani_militia"}

// interaction joins two codes, the lower first; one actor alone is followed by 0.
func interaction(a, b int) int {
	switch {
	case a == 0:
		return 0
	case b == 0:
		return a * 10
	}
	return min(a, b)*10 + max(a, b)
}

func names(list []string) string { return strings.Join(list, "; ") }
