package demo

// Outlet is one publisher of the newsroom, as a source of the config.
type Outlet struct {
	ID, Name, Kind, Language, Country, Type, Family, Fetch string

	URL string // of its feed or listing, once the newsroom runs

	form string // rss, atom, listing, broken
}

// outlets are the publishers of the story. Radio Séno and Faso Dépêches differ
// in owner; the copy of a text is still one source.
func outlets() []Outlet {
	return []Outlet{
		{ID: "radio-seno", Name: "Radio Séno", Kind: "feed", Language: "fr", Country: "BF", Type: "local", Family: "radio-seno", Fetch: "triage", form: "rss"},
		{ID: "faso-depeches", Name: "Faso Dépêches", Kind: "feed", Language: "fr", Country: "BF", Type: "aggregator", Family: "faso-depeches", Fetch: "triage", form: "rss"},
		{ID: "sahel-current", Name: "Sahel Current", Kind: "feed", Language: "en", Type: "international", Family: "sahel-current", Fetch: "triage", form: "atom"},
		{ID: "sawt-assahil", Name: "صوت الساحل", Kind: "listing", Language: "ar", Type: "regional", Family: "sawt-assahil", Fetch: "triage", form: "listing"},
		{ID: "etat-major", Name: "État-major général des armées", Kind: "feed", Language: "fr", Country: "BF", Type: "official", Family: "state-bf", Fetch: "all", form: "rss"},
		{ID: "gouvernement", Name: "Service d'information du gouvernement", Kind: "feed", Language: "fr", Country: "BF", Type: "official", Family: "state-bf", Fetch: "all", form: "broken"},
	}
}
