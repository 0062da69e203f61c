package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// dossier is the data of an incident's page.
type dossier struct {
	ID         string
	Tell       Telling
	Merged     bool // the address named an incident that was merged into this one
	Gone       bool
	Set        []string
	Place      string
	Where      string
	When       string
	Event      string
	Killed     *conflict.Bounds
	Voices     []voice // who says how many died, those that stand
	Official   official
	Who        []string
	Facts      []fact // wounded, abducted, militants
	Ledgers    []ledger
	Chart      chart
	Claims     []claim
	Articles   []article
	Recalled   []article
	Shared     bool // some articles have one origin
	Quotes     []quoted
	Versions   []history
	Why        []linked
	Map        string
	JSON       string
	FirstSeen  time.Time
	FirstQuote string // address of the article whose quotes stand open
}

// voice is one speaker's present figure of victims killed.
type voice struct {
	Who, Figure, Victims string
	Hedged               bool
	At                   time.Time
	URL, Site            string
}

// fact is a further figure.
type fact struct{ Name, Range string }

// claim is one thing said about who did it.
type claim struct {
	Who, Kind, About string
	Quote            []piece // the sentence, its words marked
	Lang, Dir        string
	At               time.Time
	URL, Site        string
	Hedged           bool
	Withdrawn        bool
}

// article is one article that tells of the incident.
type article struct {
	URL, Title, Site string
	Source           string
	Lang             string
	Published        string
	Version          int
	Group            string // letter of articles with one origin; "" alone
	Removed          bool
}

// linked says why an article was joined.
type linked struct {
	URL, Title string
	Score      float64
	Reasons    []conflict.Reason
}

func (s *server) incidentPage(w *words, r *http.Request, v *view) error {
	id := r.PathValue("id")
	rec, err := s.read.Incident(id)
	if err != nil {
		return err
	}
	d, err := s.dossier(w, &rec)
	if err != nil {
		return err
	}
	d.Merged = id != rec.ID
	v.Page, v.Title, v.Data = "incident", cmp.Or(d.Tell.Headline, d.Event), d
	return nil
}

func (s *server) dossier(w *words, rec *conflict.Record) (dossier, error) {
	inc := &rec.Incident
	tell, err := s.read.Tell(*inc, w.Lang)
	if err != nil {
		return dossier{}, err
	}
	sources, err := s.read.Sources()
	if err != nil {
		return dossier{}, err
	}
	texts, err := s.texts(rec)
	if err != nil {
		return dossier{}, err
	}
	n := s.namer(w)
	n.actors = withNames(n.actors, inc)
	n.sites = sites(inc, sources)
	d := dossier{
		ID: inc.ID, Tell: tell, Gone: rec.Gone, When: w.dates(inc.Date.Start, inc.Date.End, inc.Date.Precision),
		Event: w.Event(cmp.Or(inc.SubEventType, inc.EventType)), Voices: n.voices(inc), Who: n.suspects(inc),
		Ledgers: n.ledgers(inc), Claims: n.claims(inc, texts),
		Official: n.officialWord(inc, texts, sources, s.now()), JSON: "/api/v1" + incidentPath(inc.ID), FirstSeen: firstReport(inc),
	}
	d.Chart = n.chart(d.Ledgers)
	if inc.Killed != nil {
		d.Killed = &conflict.Bounds{Low: inc.Killed.Low, High: inc.Killed.High}
	}
	d.place(n, inc)
	d.facts(w, inc)
	d.Articles, d.Shared = n.articles(inc.Articles)
	d.Recalled, _ = n.articles(inc.Mentions)
	for _, f := range rec.Set {
		d.Set = append(d.Set, clean(f.Name)+" = "+clean(f.Value)+" ("+w.Time(f.At)+")")
	}
	d.Why = why(rec)
	d.Quotes, d.Versions = s.evidence(n, rec, texts)
	if len(d.Quotes) > 0 {
		d.FirstQuote = d.Quotes[0].URL
	}
	return d, nil
}

func (d *dossier) place(n namer, inc *conflict.Incident) {
	p := inc.Place
	if p == nil {
		d.Place = n.T("place_unknown")
		return
	}
	sum := Summary{Place: p.Name, PlacePrecision: p.Precision, Country: p.Country}
	d.Place = n.place(sum)
	var up []string
	for _, unit := range []string{p.Admin2, p.Admin1, n.Country(p.Country)} {
		if unit = clean(unit); unit != "" && unit != d.Place && !slices.Contains(up, unit) {
			up = append(up, unit)
		}
	}
	d.Where = strings.Join(up, ", ")
	if p.Lat != nil && inc.Date.Start != "" {
		d.Map = "/map?country=" + p.Country + "&from=" + inc.Date.Start + "&to=" + inc.Date.Start + "&at=" + pathEscape(inc.ID)
	}
}

func (d *dossier) facts(w *words, inc *conflict.Incident) {
	for _, f := range []struct {
		key string
		l   *conflict.Ledger
	}{{"wounded", inc.Wounded}, {"abducted", inc.Abducted}, {"militants_killed", inc.MilitantsKilled}} {
		if f.l != nil {
			d.Facts = append(d.Facts, fact{w.T(f.key), w.Range(&conflict.Bounds{Low: f.l.Low, High: f.l.High})})
		}
	}
}

// withNames adds the names that the incident itself gives its actors.
func withNames(known map[string]string, inc *conflict.Incident) map[string]string {
	names := map[string]string{}
	for _, a := range slices.Concat(inc.Perpetrators, inc.Targets) {
		names[a.ID] = cmp.Or(known[a.ID], a.Name)
	}
	for _, id := range inc.ClaimedBy {
		names[id] = known[id]
	}
	for _, c := range inc.Claims {
		names[c.By.ID] = cmp.Or(known[c.By.ID], names[c.By.ID], c.By.Name)
		names[c.About] = cmp.Or(names[c.About], known[c.About])
	}
	return names
}

// speaker names who says something, and through whom. Who is told only as some
// local source or witness is called so in the reader's language; the words of
// the article stand in the table. They follow in brackets for an institution or
// group without a known name, as in digests.
func (n namer) speaker(by conflict.Speaker) string {
	role := cmp.Or(n.Roles[by.Role], n.Roles[conflict.RoleUnknown])
	name := shorten(clean(by.Name), 60)
	switch known := n.names.Actors[by.ID]; {
	case by.ID != "" && known != "":
		name = known
	case by.ID == "" && unnamed(by.Role), name == "":
		name = role
	case direction(name) == "rtl", by.ID == "" && (by.Role == conflict.RoleOfficial || by.Role == conflict.RoleParty):
		name = role + " (" + name + ")"
	}
	if by.Via != nil {
		name += " (via " + clean(cmp.Or(by.Via.Name, by.Via.ID)) + ")"
	}
	return name
}

// unnamed reports a role whose speakers articles do not name.
func unnamed(role string) bool {
	switch role {
	case conflict.RoleLocal, conflict.RoleWitness, conflict.RoleSecurity, conflict.RoleUnknown, "":
		return true
	}
	return false
}

// voices are the latest figures of victims killed, one for each speaker, parties
// and officials first.
func (n namer) voices(inc *conflict.Incident) []voice {
	if inc.Killed == nil {
		return nil
	}
	var list []voice
	entries := slices.Clone(inc.Killed.By)
	slices.SortStableFunc(entries, func(a, b conflict.Entry) int {
		return cmp.Or(roleRank(a.By.Role)-roleRank(b.By.Role), b.At.Compare(a.At))
	})
	for _, e := range entries {
		if e.Superseded || e.Withdrawn || e.Scope != conflict.ScopeIncident || e.Measure != "" && e.Measure != conflict.Killed {
			continue
		}
		x := voice{Who: n.speaker(e.By), Figure: n.figure(e.Toll), Victims: n.victims(e.Victims), Hedged: e.Hedged, At: e.At, URL: link(e.URL), Site: n.site(e.URL)}
		if !slices.ContainsFunc(list, func(o voice) bool { return o.Who == x.Who && o.Figure == x.Figure && o.Victims == x.Victims }) {
			list = append(list, x)
		}
	}
	return list
}

// roleRank puts those first whose word a reader asks for.
func roleRank(role string) int {
	order := [...]string{conflict.RoleParty, conflict.RoleOfficial, conflict.RoleUN, conflict.RoleNGO, conflict.RoleMonitor,
		conflict.RoleSecurity, conflict.RoleLocal, conflict.RoleWitness, conflict.RoleMedia}
	if i := slices.Index(order[:], role); i >= 0 {
		return i
	}
	return len(order)
}

func (n namer) victims(v string) string {
	if v == conflict.Unknown || v == "" {
		return ""
	}
	return cmp.Or(n.words.Victims[v], clean(v))
}

// suspects says who did it, as it is claimed or told.
func (n namer) suspects(inc *conflict.Incident) []string {
	var list []string
	for _, id := range inc.ClaimedBy {
		list = append(list, n.T("claims_it", n.Actor(id)))
	}
	for _, a := range inc.Perpetrators {
		switch {
		case slices.Contains(inc.ClaimedBy, a.ID):
		case a.Suspected:
			list = append(list, n.T("suspected_of", n.Actor(a.ID)))
		default:
			list = append(list, n.T("attributed", n.Actor(a.ID)))
		}
	}
	return list
}

func (n namer) claims(inc *conflict.Incident, texts texts) []claim {
	var list []claim
	langs := map[string]string{}
	for _, m := range inc.Articles {
		langs[m.URL] = langCode(m.Lang)
	}
	for _, c := range inc.Claims {
		x := claim{Who: n.speaker(c.By), Kind: cmp.Or(n.words.Claims[c.Kind], clean(c.Kind)), Quote: texts.quote(c.URL, c.Version, c.Evidence),
			Lang: langs[c.URL], Dir: direction(c.Evidence.Text), At: c.At, URL: link(c.URL), Site: n.site(c.URL), Hedged: c.Hedged, Withdrawn: c.Withdrawn}
		if c.About != "" && c.About != c.By.ID {
			x.About = n.Actor(c.About)
		}
		list = append(list, x)
	}
	return list
}

func (n namer) articles(mentions []conflict.Mention) (list []article, shared bool) {
	size := map[int]int{}
	for _, m := range mentions {
		size[m.Group]++
	}
	letters := map[int]string{}
	for _, m := range mentions {
		a := article{URL: link(m.URL), Title: cmp.Or(shorten(clean(m.Title), 200), clean(m.URL)), Site: n.site(m.URL),
			Source: n.site(m.URL), Lang: langCode(m.Lang), Version: m.Version, Removed: m.Removed}
		if a.Published = n.T("unknown_time"); !m.Published.IsZero() {
			a.Published = n.Time(m.Published.Time)
		}
		if size[m.Group] > 1 && len(mentions) > 1 {
			if letters[m.Group] == "" {
				letters[m.Group] = string(rune('A' + len(letters)%26))
			}
			a.Group, shared = letters[m.Group], true
		}
		list = append(list, a)
	}
	return list, shared
}

// sites names the source of each article of an incident, by its address.
func sites(inc *conflict.Incident, sources []Source) map[string]string {
	names, of := sourceNames(sources), map[string]string{}
	for _, m := range slices.Concat(inc.Articles, inc.Mentions) {
		of[m.URL] = clean(names[m.Source])
	}
	return of
}

func sourceNames(sources []Source) map[string]string {
	names := map[string]string{}
	for _, s := range sources {
		names[s.ID] = cmp.Or(s.Name, s.ID)
	}
	return names
}

func why(rec *conflict.Record) []linked {
	titles := map[string]string{}
	for _, m := range rec.Members {
		titles[m.URL] = clean(m.Title)
	}
	var list []linked
	for _, l := range rec.Why {
		list = append(list, linked{URL: link(l.URL), Title: cmp.Or(shorten(titles[l.URL], 160), clean(l.URL)), Score: l.Score, Reasons: l.Reasons})
	}
	return list
}

// firstReport is when the first report was published, or read where that is not
// known.
func firstReport(inc *conflict.Incident) time.Time {
	first := inc.FirstSeen
	for _, m := range inc.Articles {
		if t := m.Published.Time; !t.IsZero() && t.Before(first) {
			first = t
		}
	}
	return first
}
