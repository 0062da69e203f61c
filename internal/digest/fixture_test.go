package digest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the zones of the tests do not depend on the machine

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/digest"
)

// The fixture is a busy morning: the claim about Dargo, a revised toll at
// Diapaga with an official word, an abduction told in Arabic, and a copy that
// only corroborates. Names of sources and their articles are invented.

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func num(n int) *int { return &n }

func coord(f float64) *float64 { return &f }

func toll(measure, victims string, low int, high *int, qualifier string, by conflict.Speaker, when, url, quote string) conflict.Entry {
	return conflict.Entry{
		Toll: conflict.Toll{
			Word: "", Measure: measure, Victims: victims, Low: low, High: high, Qualifier: qualifier,
			Scope: conflict.ScopeIncident, By: by, Evidence: conflict.Span{Field: "text", Text: quote},
		},
		At: at(when), URL: url, Version: 1,
	}
}

func mention(url, source, lang, when, title string) conflict.Mention {
	return conflict.Mention{URL: url, Source: source, Lang: lang, Published: conflict.Moment{Time: at(when)}, Title: title, Version: 1, Seen: at(when).Add(20 * time.Minute)}
}

var (
	jnim    = conflict.Speaker{ID: "jnim", Role: conflict.RoleParty, Name: "JNIM", Via: &conflict.Relay{ID: "site", Name: "SITE Intelligence Group"}}
	locals  = conflict.Speaker{ID: "local", Role: conflict.RoleLocal, Name: "plusieurs sources locales"}
	army    = conflict.Speaker{ID: "bf_army_staff", Role: conflict.RoleOfficial, Name: "État-major général des armées"}
	un      = conflict.Speaker{ID: "ocha", Role: conflict.RoleUN, Name: "OCHA"}
	witness = conflict.Speaker{ID: "witness", Role: conflict.RoleWitness, Name: "شهود عيان"}
)

const (
	claimURL  = "https://monitor.example/dargo-claim"
	localURL  = "https://lefaso.example/dargo-base"
	armyURL   = "https://etatmajor.example/diapaga"
	ochaURL   = "https://relief.example/diapaga"
	arabicURL = "https://akhbar.example/tillaberi"
	copyURL   = "https://copy.example/?p=12"
)

func dargo() conflict.Incident {
	return conflict.Incident{
		ID: "inc-dargo", EventType: "Battles", SubEventType: "Armed clash",
		Date:         conflict.Date{Start: "2025-07-28", End: "2025-07-28", Precision: conflict.DateDay},
		Place:        &conflict.Place{Name: "Dargo", ID: "geonames:2361546", Admin1: "Kuilsé", Admin2: "Namentenga", Country: "BF", Lat: coord(12.71571), Lon: coord(-0.28494), Precision: conflict.PlaceExact},
		Perpetrators: []conflict.Actor{{ID: "jnim", Name: "JNIM", Kind: "jihadist"}},
		Targets:      []conflict.Actor{{ID: "bf_army", Name: "Burkina Faso army", Kind: "state"}},
		ClaimedBy:    []string{"jnim"}, Official: conflict.OfficialSilent,
		Killed: &conflict.Ledger{Low: 40, High: num(50), By: []conflict.Entry{
			toll(conflict.Killed, conflict.Soldiers, 50, num(50), conflict.About, locals, "2025-07-29T01:00:00Z", localURL, "environ cinquante militaires ont péri"),
			toll(conflict.Killed, conflict.Soldiers, 40, num(40), conflict.Exact, jnim, "2025-07-30T15:30:00Z", claimURL, "forty soldiers were killed"),
		}},
		Outcomes: []string{"base_burned", "weapons_seized"},
		Sources:  2, Independent: 2,
		Articles: []conflict.Mention{
			mention(localURL, "lefaso", "fr", "2025-07-29T01:00:00Z", "Burkina : la base de Dargo attaquée, de lourdes pertes"),
			mention(claimURL, "monitor", "en", "2025-07-30T15:30:00Z", "JNIM says it overran the Dargo base"),
		},
		Claims: []conflict.Said{
			{Claim: conflict.Claim{Kind: conflict.ClaimSilence, By: conflict.Speaker{ID: "bf_gov", Role: conflict.RoleOfficial, Name: "gouvernement"}, Evidence: conflict.Span{Field: "text", Text: "Le gouvernement n’avait pas réagi mardi matin."}}, At: at("2025-07-29T01:00:00Z"), URL: localURL, Version: 1},
			{Claim: conflict.Claim{Kind: conflict.ClaimResponsibility, By: jnim, About: "jnim", Evidence: conflict.Span{Field: "text", Text: "The group claimed the attack"}}, At: at("2025-07-30T15:30:00Z"), URL: claimURL, Version: 1},
		},
		FirstSeen: at("2025-07-29T01:30:00Z"), Updated: at("2025-07-30T15:50:00Z"),
	}
}

func diapaga() conflict.Incident {
	first := toll(conflict.Killed, conflict.Civilians, 9, nil, conflict.AtLeast, un, "2025-07-29T09:00:00Z", ochaURL, "at least nine civilians")
	first.Superseded = true
	return conflict.Incident{
		ID: "inc-diapaga", EventType: "Violence against civilians", SubEventType: "Attack",
		Date:     conflict.Date{Start: "2025-07-26", End: "2025-07-27", Precision: conflict.DateRange},
		Place:    &conflict.Place{Name: "Diapaga", ID: "geonames:2360886", Admin1: "Tapoa", Admin2: "Tapoa", Country: "BF", Lat: coord(12.0708), Lon: coord(1.7889), Precision: conflict.PlaceNear},
		Official: conflict.OfficialConfirmed, OfficialSince: timeAt("2025-07-30T11:00:00Z"),
		Killed: &conflict.Ledger{Low: 12, High: num(14), By: []conflict.Entry{
			first,
			toll(conflict.Killed, conflict.Civilians, 14, num(14), conflict.Exact, un, "2025-07-30T10:00:00Z", ochaURL, "fourteen civilians"),
			toll(conflict.Killed, conflict.Civilians, 12, num(12), conflict.Exact, army, "2025-07-30T11:00:00Z", armyURL, "douze civils ont perdu la vie"),
		}},
		Wounded: &conflict.Ledger{Low: 1, High: num(1), By: []conflict.Entry{
			toll(conflict.Wounded, conflict.Civilians, 1, num(1), conflict.Exact, army, "2025-07-30T11:00:00Z", armyURL, "un civil blessé"),
		}},
		Sources: 2, Independent: 2,
		Articles: []conflict.Mention{
			mention(ochaURL, "relief", "en", "2025-07-29T09:00:00Z", "Eastern Burkina Faso: situation update"),
			mention(armyURL, "etatmajor", "fr", "2025-07-30T11:00:00Z", "Communiqué sur l’attaque de Diapaga"),
		},
		Claims: []conflict.Said{
			{Claim: conflict.Claim{Kind: conflict.ClaimConfirmation, By: army, Evidence: conflict.Span{Field: "text", Text: "L’état-major confirme l’attaque"}}, At: at("2025-07-30T11:00:00Z"), URL: armyURL, Version: 1},
		},
		FirstSeen: at("2025-07-29T09:15:00Z"), Updated: at("2025-07-30T11:20:00Z"),
	}
}

func tillaberi() conflict.Incident {
	e := toll(conflict.Abducted, conflict.Civilians, 24, nil, conflict.AtLeast, witness, "2025-07-30T08:00:00Z", arabicURL, "خطف عشرات المدنيين")
	e.Qualifier, e.Word = conflict.About, "عشرات"
	return conflict.Incident{
		ID: "inc-tillaberi", EventType: "Violence against civilians", SubEventType: "Abduction/forced disappearance",
		Date:     conflict.Date{Precision: conflict.DateUnknown},
		Place:    &conflict.Place{Name: "Tillabéri", ID: "geonames:2439155", Admin1: "Tillabéri", Country: "NE", Precision: conflict.PlaceAdmin1},
		Official: conflict.OfficialUnknown,
		Abducted: &conflict.Ledger{Low: 24, By: []conflict.Entry{e}},
		Sources:  1, Independent: 1,
		Articles:  []conflict.Mention{mention(arabicURL, "akhbar", "ar", "2025-07-30T08:00:00Z", "مسلحون يخطفون عشرات المدنيين في تيلابيري")},
		FirstSeen: at("2025-07-30T08:20:00Z"), Updated: at("2025-07-30T08:20:00Z"),
	}
}

func timeAt(s string) *time.Time { t := at(s); return &t }

func busyChanges() []conflict.Change {
	hours := 26.0
	return []conflict.Change{
		{ID: "ch-01", Type: conflict.TollRevised, At: "2025-07-30T10:10:00Z", Incident: "inc-diapaga", From: "9+", To: "14", By: &un, Measure: conflict.Killed, Victims: conflict.Civilians, Evidence: conflict.Quote{URL: ochaURL, Text: "The toll has risen to fourteen civilians."}, Seq: 1},
		{ID: "ch-02", Type: conflict.IncidentNew, At: "2025-07-30T08:20:00Z", Incident: "inc-tillaberi", Evidence: conflict.Quote{URL: arabicURL, Text: "خطف مسلحون عشرات المدنيين قرب الحدود، بحسب شهود عيان."}, Seq: 2},
		{ID: "ch-03", Type: conflict.StatementOfficial, At: "2025-07-30T11:20:00Z", Incident: "inc-diapaga", By: &army, Hours: &hours, Evidence: conflict.Quote{URL: armyURL, Text: "L’état-major confirme l’attaque ; douze civils ont perdu la vie."}, Seq: 3},
		{ID: "ch-04", Type: conflict.SourceConfirmed, At: "2025-07-30T15:45:00Z", Incident: "inc-dargo", Evidence: conflict.Quote{URL: claimURL}, Seq: 4},
		{ID: "ch-05", Type: conflict.ClaimNew, At: "2025-07-30T15:50:00Z", Incident: "inc-dargo", By: &jnim, Evidence: conflict.Quote{URL: claimURL, Text: "The group claimed the attack and said forty soldiers were killed."}, Seq: 5},
		{ID: "ch-06", Type: conflict.TollNew, At: "2025-07-30T15:50:00Z", Incident: "inc-dargo", By: &jnim, To: "40", Measure: conflict.Killed, Victims: conflict.Soldiers, Evidence: conflict.Quote{URL: claimURL, Text: "forty soldiers were killed"}, Seq: 6},
	}
}

func sources() []conflict.Source {
	return []conflict.Source{
		{ID: "lefaso", Name: "Journal du Faso", Country: "BF", Type: "national", Enabled: true},
		{ID: "monitor", Name: "Sahel Monitor", Country: "", Type: "monitor", Enabled: true},
		{ID: "relief", Name: "Relief Bulletin", Country: "", Type: "un", Enabled: true},
		{ID: "etatmajor", Name: "État-major général des armées", Country: "BF", Type: "official", Enabled: true},
		{ID: "presidence", Name: "Présidence du Faso", Country: "BF", Type: "official", Enabled: true},
		{ID: "agence", Name: "Agence d’information", Country: "BF", Type: "state", Enabled: true},
		{ID: "akhbar", Name: "أخبار الساحل", Country: "NE", Type: "national", Enabled: true},
		{ID: "radio", Name: "Radio Liptako", Country: "NE", Type: "national", Enabled: true},
		{ID: "off", Name: "Switched off", Country: "ML", Type: "national", Enabled: false},
	}
}

func health() map[string]conflict.Health {
	read := conflict.Health{LastPoll: at("2025-07-30T17:55:00Z"), LastSuccess: at("2025-07-30T17:55:00Z")}
	m := map[string]conflict.Health{}
	for _, id := range []string{"lefaso", "monitor", "relief", "etatmajor", "agence", "akhbar"} {
		m[id] = read
	}
	m["presidence"] = conflict.Health{LastPoll: at("2025-07-30T17:50:00Z"), LastSuccess: at("2025-07-29T06:00:00Z"), Failures: 9, LastError: "the server answered 503", FailingSince: at("2025-07-29T08:00:00Z")}
	silent := read
	silent.Rhythm, silent.LastItem = 3*time.Hour, at("2025-07-26T12:00:00Z")
	m["radio"] = silent
	return m
}

func busyInput(language, zone string) digest.Input {
	incidents := map[string]conflict.Incident{"inc-dargo": dargo(), "inc-diapaga": diapaga(), "inc-tillaberi": tillaberi()}
	return digest.Input{
		Recipient: digest.Recipient{Name: "newsroom", Language: language, Timezone: zone},
		Changes:   busyChanges(),
		Incident:  func(id string) (conflict.Incident, bool) { inc, ok := incidents[id]; return inc, ok },
		Nearby: func(inc conflict.Incident) (int, *conflict.Bounds) {
			if inc.ID == "inc-dargo" {
				return 3, &conflict.Bounds{Low: 17, High: num(21)}
			}
			return 0, nil
		},
		Sources: sources(), Health: health(),
		Since: at("2025-07-29T18:00:00Z"), Now: at("2025-07-30T18:00:00Z"), BaseURL: "https://watch.example",
	}
}

func busy(t testing.TB, language, zone string) conflict.Digest {
	t.Helper()
	d, ok := digest.Build(busyInput(language, zone))
	if !ok {
		t.Fatal("a busy morning gave no digest")
	}
	return d
}

// manyIncidents is a flood: n incidents, each told by forty articles.
func manyIncidents(n int) digest.Input {
	in := busyInput("en", "UTC")
	in.Changes = nil
	for i := range n {
		in.Changes = append(in.Changes, conflict.Change{
			ID: fmt.Sprintf("ch-%04d", i), Type: conflict.IncidentNew, At: "2025-07-30T12:00:00Z", Incident: fmt.Sprintf("inc-%04d", i),
			Evidence: conflict.Quote{URL: localURL, Text: strings.Repeat("Les témoins parlent d’une attaque. ", 6)},
		})
	}
	in.Incident = func(id string) (conflict.Incident, bool) {
		inc := dargo()
		inc.ID = id
		for i := range 40 {
			inc.Articles = append(inc.Articles, mention(fmt.Sprintf("https://lefaso.example/%s/%d", id, i), "lefaso", "fr", "2025-07-30T12:00:00Z", strings.Repeat("Un titre long ", 8)))
		}
		return inc, true
	}
	return in
}
