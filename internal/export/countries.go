package export

import "sahelwatch/internal/conflict"

// land is what the two datasets call a country.
type land struct {
	name   string
	iso    string // ISO 3166-1 numeric
	region string // ACLED
	gw     string // Gleditsch and Ward's number, UCDP's country_id
}

// lands are the countries of the Sahel and around it.
var lands = map[string]land{
	"BF": {"Burkina Faso", "854", "Western Africa", "439"},
	"ML": {"Mali", "466", "Western Africa", "432"},
	"NE": {"Niger", "562", "Western Africa", "436"},
	"NG": {"Nigeria", "566", "Western Africa", "475"},
	"BJ": {"Benin", "204", "Western Africa", "434"},
	"TG": {"Togo", "768", "Western Africa", "461"},
	"GH": {"Ghana", "288", "Western Africa", "452"},
	"CI": {"Ivory Coast", "384", "Western Africa", "437"},
	"SN": {"Senegal", "686", "Western Africa", "433"},
	"MR": {"Mauritania", "478", "Western Africa", "435"},
	"GN": {"Guinea", "324", "Western Africa", "438"},
	"TD": {"Chad", "148", "Middle Africa", "483"},
	"CM": {"Cameroon", "120", "Middle Africa", "471"},
	"CF": {"Central African Republic", "140", "Middle Africa", "482"},
	"DZ": {"Algeria", "12", "Northern Africa", "615"},
	"LY": {"Libya", "434", "Northern Africa", "620"},
	"SD": {"Sudan", "729", "Northern Africa", "625"},
}

// landOf gives the country of an incident; its code stands for one not listed.
func landOf(inc *conflict.Incident) land {
	if inc.Place == nil {
		return land{}
	}
	if l, ok := lands[inc.Place.Country]; ok {
		return l
	}
	return land{name: inc.Place.Country}
}
