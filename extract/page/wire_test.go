package page

import (
	"testing"
)

// A dateline is the place, date and agency before a dash; a sentence that has
// a dash in it has none. An agency that is only quoted is not the author.
func TestDatelinesAndAgencies(t *testing.T) {
	for _, c := range []struct{ text, dateline, wire string }{
		{"OUAGADOUGOU, 9 juin 2025 (AIB) – L’armée a repoussé une attaque contre le détachement.", "OUAGADOUGOU, 9 juin 2025 (AIB)", "AIB"},
		{"NIAMEY, July 28 (Reuters) - Seventeen villagers were killed on Sunday in western Niger.", "NIAMEY, July 28 (Reuters)", "Reuters"},
		{"DAKAR, Senegal (AP) — Gunmen on motorbikes overran an army base at dawn on Monday.", "DAKAR, Senegal (AP)", "AP"},
		{"Bamako – Treize civils ont été tués vendredi dans deux hameaux du cercle de Bankass.", "Bamako", ""},
		{"Le Caire (AFP) – Les ministres des Affaires étrangères se réunissent dans la capitale.", "Le Caire (AFP)", "AFP"},
		{"BHAKKAR: Two newborns died at the district hospital, the protesters said on Sunday.", "BHAKKAR", ""},
		{"باماكو (أ ف ب) - قتل ثلاثة جنود ماليين وأصيب اثنان آخران يوم الخميس في انفجار لغم.", "باماكو (أ ف ب)", "AFP"},
		{"نيامي (رويترز) - قتل سبعة عشر قرويا يوم الأحد في غرب النيجر قرب الحدود مع بوركينا فاسو.", "نيامي (رويترز)", "Reuters"},
		{"Le Mali – pays enclavé – compte 23 millions d’habitants, selon les chiffres officiels.", "", ""},
		{"The army – which had not commented by Monday – said that it was looking into the report.", "", ""},
		{"FILE PHOTO - Soldiers stand guard in Gao, as they did for most of the previous year.", "", ""},
		{"Un habitant a dit à l’AFP que les tirs avaient commencé vers quatre heures du matin.", "", ""},
	} {
		line := dateline([]string{c.text})
		p := page{}
		if wire := p.wire("", line, []string{c.text, "Une enquête a été ouverte par le parquet de la ville, selon le procureur de la République."}); line != c.dateline || wire != c.wire {
			t.Errorf("dateline %q, wire %q: %s", line, wire, c.text)
		}
	}
}

// A credit that closes the text names its agency.
func TestClosingCredits(t *testing.T) {
	for credit, want := range map[string]string{
		"Source : AIB":                  "AIB",
		"Avec AFP":                      "AFP",
		"AFP":                           "AFP",
		"(Agence nigérienne de presse)": "ANP",
		"Les recherches se poursuivaient mercredi matin dans toute la zone. (AFP)":            "AFP",
		"Reporting by Boureima Balima for Reuters, in the town":                               "Reuters",
		"Les recherches se poursuivaient mercredi, a dit un habitant à l’AFP dans la soirée.": "",
		"La rédaction": "",
	} {
		p := page{}
		if got := p.wire("", "", []string{"Onze personnes ont été tuées mardi près de la ville, selon le gouvernorat.", credit}); got != want {
			t.Errorf("%q: wire %q, want %q", credit, got, want)
		}
	}
}
