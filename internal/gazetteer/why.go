package gazetteer

import (
	"fmt"
	"strings"
)

// Why is what settled a choice, or left it open. String puts it in a few words.
type Why struct {
	match   Match
	told    evidence
	among   int  // candidates there were
	only    bool // no other place bears the name
	decided bool // it is likelier than every other
}

// evidence is what a text tells for a place.
type evidence struct {
	country bool
	region  *Region
	around  bool // the region only may hold the place
	near    *Place
}

// doubtful reports whether the name alone does not tell of the place, and
// nothing else does.
func (w Why) doubtful() bool {
	return (w.match.Ambiguous != "" || w.match.How >= Sound) && w.told == evidence{}
}

func (w Why) String() string {
	switch {
	case w.among == 0:
		return "no such place"
	case w.doubtful() && w.match.Ambiguous != "":
		return fmt.Sprintf("%s is also a %s and nothing beside it speaks for the place", w.match.Name, w.match.Ambiguous)
	case w.doubtful():
		return w.match.Name + " is only like the name and nothing beside it speaks for the place"
	}
	reasons := w.told.words(w.match.Place.Country)
	switch {
	case !w.decided:
		reasons = append(reasons, fmt.Sprintf("%d places bear the name and the text does not decide", w.among))
	case w.only:
		reasons = append(reasons, "the only place of that name")
	case len(reasons) == 0:
		reasons = append(reasons, fmt.Sprintf("the best known of %d of that name", w.among))
	}
	return strings.Join(reasons, "; ")
}

func (e evidence) words(country string) (list []string) {
	if e.country {
		list = append(list, "country "+country+" named")
	}
	if e.region != nil {
		in := "in "
		if e.around {
			in = "in or near "
		}
		list = append(list, in+e.region.Name)
	}
	if e.near != nil {
		list = append(list, "near "+e.near.Name)
	}
	return list
}
