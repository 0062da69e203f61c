package digest

import (
	"slices"
	"strconv"

	"sahelwatch/internal/conflict"
)

// change says one change, with the words and the article it stands on.
func (t *teller) change(c conflict.Change, inc *conflict.Incident) Line {
	form, ok := t.Changes[c.Type]
	if !ok {
		form = label(c.Type)
	}
	late := ""
	if c.Hours != nil && *c.Hours >= 1 {
		late = t.fill(t.Late, "time", t.span(*c.Hours))
	}
	from, to := clean(c.From), clean(c.To)
	if c.Type == conflict.ArticleEdited {
		from, to = difference(from, to)
		form = t.edited(form, from, to)
	}
	if c.Type == conflict.TollRevised && c.From == "" {
		form = t.Changes["revised"]
	}
	line := t.cite(c.Evidence.URL, c.Evidence.Text, inc)
	line.Text = upperFirst(t.fill(form,
		"who", t.who(speakerOf(c)), "claim", t.claim(c, inc), "figure", t.toll(c, inc),
		"from", shorten(from, maxQuote), "to", shorten(to, maxQuote), "before", t.told(c.From), "late", late))
	return line
}

// edited picks the phrase for words that were replaced, added or taken out.
func (t *teller) edited(form, from, to string) string {
	switch {
	case from == "" && to == "":
		return t.Changes["edited"]
	case from == "":
		return t.Changes["added"]
	case to == "":
		return t.Changes["cut"]
	}
	return form
}

// claim says what a change's speaker claims: as the incident's ledger has it,
// else as the type of the change implies.
func (t *teller) claim(c conflict.Change, inc *conflict.Incident) string {
	for _, s := range inc.Claims {
		if s.URL == c.Evidence.URL && sameVoice(s.By, speakerOf(c)) && fits(c.Type, s.Kind) {
			return t.fill(t.Claims[s.Kind], "about", t.actor(s.About, inc))
		}
	}
	switch c.Type {
	case conflict.StatementOfficial:
		return t.Claims[conflict.ClaimConfirmation]
	case conflict.StatementDenied:
		return t.Claims[conflict.ClaimDenial]
	case conflict.AttributionFought:
		return t.fill(t.Claims[conflict.ClaimAttribution], "about", t.actor(c.To, inc))
	case conflict.ClaimDenied:
		return t.Claims[conflict.ClaimNotUs]
	}
	return t.Claims[conflict.ClaimResponsibility]
}

// fits reports whether a claim of the given kind can be what a change tells.
func fits(changeType, kind string) bool {
	switch changeType {
	case conflict.ClaimNew, conflict.ClaimWithdrawn:
		return kind == conflict.ClaimResponsibility
	case conflict.ClaimDenied:
		return kind == conflict.ClaimNotUs
	case conflict.StatementOfficial:
		return kind == conflict.ClaimConfirmation || kind == conflict.ClaimCondemnation || kind == conflict.ClaimAttribution
	case conflict.StatementDenied:
		return kind == conflict.ClaimDenial
	case conflict.AttributionFought:
		return kind == conflict.ClaimResponsibility || kind == conflict.ClaimAttribution || kind == conflict.ClaimNotUs
	}
	return false
}

// actor names an actor by id, one that is not well known as the incident does.
func (t *teller) actor(id string, inc *conflict.Incident) string {
	if known, ok := t.names.Actors[id]; ok {
		return known
	}
	for _, a := range slices.Concat(inc.Perpetrators, inc.Targets) {
		if a.ID == id && a.Name != "" {
			return label(a.Name)
		}
	}
	for _, s := range inc.Claims {
		if s.By.ID == id && s.By.Name != "" {
			return label(s.By.Name)
		}
	}
	return label(id)
}

// cite is a line without text that points to an article of the incident.
func (t *teller) cite(url, quote string, inc *conflict.Incident) Line {
	l := Line{Quote: shorten(clean(quote), maxQuote), URL: link(url)}
	l.Dir = direction(l.Quote)
	if m := article(inc, url); m != nil {
		l.Source, l.Lang = t.source(m.Source), langCode(m.Lang)
		l.LangIn = t.language(l.Lang)
		l.At = t.published(m)
	}
	return l
}

func (t *teller) language(code string) string {
	if name, ok := t.names.Languages[code]; ok {
		return name
	}
	return code
}

// published says when an article appeared, or "" when that is unknown.
func (t *teller) published(m *conflict.Mention) string {
	switch {
	case m.Published.IsZero():
		return ""
	case m.Published.DayOnly:
		return t.day(m.Published.Time, t.d.At.In(t.zone))
	}
	return t.when(m.Published.Time)
}

// source names a source by its id.
func (t *teller) source(id string) string {
	if name := t.d.Names[id]; name != "" {
		return label(name)
	}
	return label(id)
}

// rows tells who says what, parties first: one row for each voice and article,
// and none for an article that repeats a voice's figure.
func (t *teller) rows(inc *conflict.Incident) []Row {
	entries := current(inc)
	slices.SortStableFunc(entries, func(a, b conflict.Entry) int { return voiceRank(a.By.Role) - voiceRank(b.By.Role) })
	var out []Row
	seen := map[[2]string]bool{}
	for _, e := range entries {
		who, says := upperFirst(t.who(e.By)), t.figure(e.Toll)
		if seen[[2]string{who, says}] {
			continue
		}
		seen[[2]string{who, says}] = true
		same := func(r Row) bool { return r.Who == who && r.URL == link(e.URL) }
		if i := slices.IndexFunc(out, same); i >= 0 {
			out[i].Says += ", " + says
			continue
		}
		if len(out) == maxFigures {
			break
		}
		row := Row{Who: who, Says: says, URL: link(e.URL)}
		if m := article(inc, e.URL); m != nil {
			row.Where = t.source(m.Source)
		}
		out = append(out, row)
	}
	return out
}

// articles lists the latest articles first, at most maxArticles.
func (t *teller) articles(inc *conflict.Incident) []Line {
	list := slices.Clone(inc.Articles)
	slices.SortStableFunc(list, func(a, b conflict.Mention) int { return b.Seen.Compare(a.Seen) })
	var out []Line
	for _, m := range list {
		if m.Background || m.Removed {
			continue
		}
		if len(out) == maxArticles {
			break
		}
		l := t.cite(m.URL, "", inc)
		l.Text = shorten(clean(m.Title), maxQuote)
		if l.Text == "" {
			l.Text = t.Labels["untitled"]
		}
		l.Dir = direction(l.Text)
		out = append(out, l)
	}
	return out
}

// context is one line: how many sources, and what happened at the same place.
func (t *teller) context(e conflict.DigestEntry) string {
	killed := ""
	if e.NearDead != nil {
		form := "killed"
		if e.NearDead.High != nil && *e.NearDead.High <= 1 {
			form = "killed_one"
		}
		killed = t.fill(t.Context[form], "figure", t.bounds(*e.NearDead))
	}
	form := "nearby"
	switch e.Nearby {
	case 0:
		form = "nearby_none"
	case 1:
		form = "nearby_one"
	}
	sources := "sources"
	switch {
	case e.Incident.Sources <= 1:
		sources = "sources_one"
	case e.Incident.Independent == 1:
		sources = "sources_single"
	}
	return t.fill(t.Context[sources], "sources", strconv.Itoa(e.Incident.Sources), "independent", strconv.Itoa(e.Incident.Independent)) +
		" " + t.fill(t.Context[form], "n", strconv.Itoa(e.Nearby), "killed", killed)
}
