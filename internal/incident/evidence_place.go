package incident

// placeEvidence compares where. Weights: two reports of one day at one town
// reach Threshold by themselves, two neighbouring towns do not.
func placeEvidence(a, b *node, s *sum) {
	var where sum
	where.explain = s.explain
	sitesEvidence(a.site, b.site, &where)
	if where.total < misplaced && a.site.country == b.site.country && oneStory(a, b) {
		s.add("place", misplaced, "%s and %s, but with figures that few tell on one day", a.site.name, b.site.name)
		return
	}
	s.total += where.total
	s.reasons = append(s.reasons, where.reasons...)
}

// misplaced is what places that exclude each other say against two reports that
// otherwise tell one story: one of them was misread.
const misplaced = -2.5

// oneStory reports whether two reports tell figures that few tell of the same
// days. Below the first report of an article the sums of several events stand
// too, so that more is asked there.
func oneStory(a, b *node) bool {
	if a.win.reach != fineDay || b.win.reach != fineDay || a.win.gap(b.win) > 0 {
		return false
	}
	if a.m.Report == 0 && b.m.Report == 0 {
		return shares(a.telling(), b.telling())
	}
	return shares(a.undated(), b.undated())
}

func sitesEvidence(p, q site, s *sum) {
	switch {
	case p.level == atPlace && q.level == atPlace:
		placesEvidence(p, q, s)
	case p.level == nowhere || q.level == nowhere:
		s.add("place", -2, "a report tells no place")
	case p.country != q.country:
		s.add("place", apart, "%s and %s", p.country, q.country)
	case p.level == inCountry || q.level == inCountry:
		s.add("place", -1.5, "only the country is told")
	case p.level >= inUnit && q.level >= inUnit && p.admin2 != "" && q.admin2 != "":
		if p.admin2 == q.admin2 {
			s.add("place", 2, "both in %s", p.admin2)
		} else {
			s.add("place", -3, "%s and %s", p.admin2, q.admin2)
		}
	case p.admin1 != "" && p.admin1 == q.admin1:
		s.add("place", -0.5, "both in %s", p.admin1)
	case p.admin1 != "" && q.admin1 != "":
		s.add("place", -4, "%s and %s", p.admin1, q.admin1)
	default:
		s.add("place", -2, "places that cannot be compared")
	}
}

// neighbours is what two places say that are told exactly and lie within
// neighbourKM: two attacks of one day as likely as one, so that a figure must be
// shared.
const (
	neighbourKM = 15
	neighbours  = -1.0
)

func placesEvidence(p, q site, s *sum) {
	if p.same(q) {
		s.add("place", 3, "both at %s", p.name)
		return
	}
	if p.homonym(q) {
		s.add("place", 1.5, "two places called %s", p.name)
		return
	}
	if p.located && q.located {
		distanceEvidence(p, q, s)
		return
	}
	switch {
	case p.mentions(q) || q.mentions(p):
		s.add("place", 1, "%s and %s are named together", p.name, q.name)
	case p.country != q.country:
		s.add("place", apart, "%s and %s", p.name, q.name)
	case p.admin1 != "" && p.admin1 == q.admin1:
		s.add("place", -0.5, "%s and %s, both in %s", p.name, q.name, p.admin1)
	default:
		s.add("place", -2, "%s and %s", p.name, q.name)
	}
}

// distanceEvidence compares two places with coordinates.
func distanceEvidence(p, q site, s *sum) {
	km := p.distance(q)
	mentioned := p.mentions(q) || q.mentions(p)
	switch {
	case km <= 5:
		s.add("place", 2.8, "%s and %s, %.0f km apart", p.name, q.name, km)
	case mentioned && km <= 2*reachKM:
		s.add("place", 1, "%s and %s, %.0f km apart, are named together", p.name, q.name, km)
	case km <= 15 && p.loose+q.loose > 0:
		s.add("place", 2, "%s and %s, %.0f km apart, one of them told roughly", p.name, q.name, km)
	case km <= neighbourKM && (p.regional() || q.regional()) && p.admin1 == q.admin1:
		s.add("place", 2, "%s and %s, a part of it, %.0f km apart", p.name, q.name, km)
	case km <= neighbourKM:
		s.add("place", neighbours, "%s and %s, %.0f km apart", p.name, q.name, km)
	case (p.regional() || q.regional()) && p.admin1 == q.admin1:
		s.add("place", -0.5, "%s and %s: a town or its region", p.name, q.name)
	case km <= reachKM && p.loose+q.loose > 0:
		s.add("place", 0.3, "%s and %s, %.0f km apart, one of them told roughly", p.name, q.name, km)
	case km <= 60:
		s.add("place", -2, "%s and %s, %.0f km apart", p.name, q.name, km)
	default:
		s.add("place", apart, "%s and %s, %.0f km apart", p.name, q.name, km)
	}
}
