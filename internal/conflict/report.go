package conflict

// Report is one event as one article tells it.
type Report struct {
	Background   bool      `json:"background"` // an older event recalled for context
	EventType    string    `json:"event_type"` // ACLED's terms
	SubEventType string    `json:"sub_event_type"`
	Date         Date      `json:"date"`
	Place        *Place    `json:"place"` // nil when none is told
	Perpetrators []Actor   `json:"perpetrators"`
	Targets      []Actor   `json:"targets"`
	Tolls        []Toll    `json:"tolls"`
	Claims       []Claim   `json:"claims"`
	Outcomes     []string  `json:"outcomes"`
	Summary      Summary   `json:"summary"`
	Evidence     *Span     `json:"evidence,omitempty"`         // the words that tell the event
	OutcomeSpans []Span    `json:"outcome_evidence,omitempty"` // one for each of Outcomes
	Names        []string  `json:"names,omitempty"`            // folded rare names in the report, for linking
	Near         []PlaceID `json:"near,omitempty"`             // other places named with the event
}

// PlaceID names a place of the gazetteer: "geonames:2361546", "cur:…".
type PlaceID string

// Span is evidence: the very bytes [Start, End) of a field of the article.
type Span struct {
	Field string `json:"field"` // "text" or "title"
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Precisions of a Date.
const (
	DateDay     = "day"
	DateRange   = "range"
	DateWeek    = "week"
	DateMonth   = "month"
	DateYear    = "year"
	DateUnknown = "unknown"
)

// Date is when an event happened, as an interval of days (inclusive). Start
// and End are "" when Precision is unknown.
type Date struct {
	Start     string `json:"start"`
	End       string `json:"end"`
	Precision string `json:"precision"`
	Text      string `json:"text"`                // the article's words
	MonthDay  string `json:"month_day,omitempty"` // MM-DD, where day and month are told but no year can be known
	Evidence  *Span  `json:"evidence,omitempty"`
}

// Precisions of a Place.
const (
	PlaceExact   = "place"
	PlaceNear    = "near"
	PlaceArea    = "area"
	PlaceAdmin2  = "admin2"
	PlaceAdmin1  = "admin1"
	PlaceCountry = "country"
)

// Place is where an event happened. Lat and Lon are both set or both nil.
type Place struct {
	Name      string   `json:"name"`
	ID        PlaceID  `json:"id"`
	Admin1    string   `json:"admin1"`
	Admin2    string   `json:"admin2"`
	Country   string   `json:"country"` // ISO 3166-1 alpha-2
	Lat       *float64 `json:"lat"`
	Lon       *float64 `json:"lon"`
	Precision string   `json:"precision"`
	Text      string   `json:"text"` // the article's words
	Evidence  *Span    `json:"evidence,omitempty"`
}

// Unidentified is the id of an actor whom the article does not name.
const Unidentified = "unidentified"

// Actor is a party to an event. ID is never empty.
type Actor struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Kind      string `json:"kind"` // jihadist, state, militia, rebel, civilians, foreign, …
	Text      string `json:"text"`
	Suspected bool   `json:"suspected"`
	Evidence  *Span  `json:"evidence,omitempty"`
}

// Measures of a Toll.
const (
	Killed    = "killed"
	Wounded   = "wounded"
	Abducted  = "abducted"
	Missing   = "missing"
	Displaced = "displaced"
)

// Victims of a Toll. The categories never mix.
const (
	Soldiers    = "soldiers"
	Police      = "police"
	Auxiliaries = "auxiliaries"
	Civilians   = "civilians"
	Militants   = "militants"
	Unknown     = "unknown" // victims, or the official word, not told
)

// Qualifiers of a Toll.
const (
	Exact    = "exact"
	AtLeast  = "at_least"
	About    = "about"
	UpTo     = "up_to"
	MoreThan = "more_than"
)

// Scopes of a Toll.
const (
	ScopeIncident   = "incident"
	ScopePart       = "part"       // inside another figure of the same event
	ScopeCumulative = "cumulative" // over several events or years
)

// Toll is one figure, as one speaker gives it.
type Toll struct {
	Word       string  `json:"word"`
	Measure    string  `json:"measure"`
	Victims    string  `json:"victims"`
	Low        int     `json:"low"`
	High       *int    `json:"high"` // nil: open upwards
	Qualifier  string  `json:"qualifier"`
	Scope      string  `json:"scope"`
	By         Speaker `json:"by"`
	Hedged     bool    `json:"hedged"`
	Supersedes *int    `json:"supersedes"`        // the earlier figure that the text says this one replaces
	Revised    bool    `json:"revised,omitempty"` // the text says that the toll rose or fell to this figure, with or without the earlier one
	Evidence   Span    `json:"evidence"`
}

// Roles of a Speaker.
const (
	RoleParty    = "party"
	RoleOfficial = "official"
	RoleSecurity = "security_source"
	RoleLocal    = "local_source"
	RoleWitness  = "witness"
	RoleMedia    = "media"
	RoleMonitor  = "monitor"
	RoleNGO      = "ngo"
	RoleUN       = "un"
	RoleUnknown  = "unknown"
)

// Speaker is who says a figure or makes a claim, and through whom.
type Speaker struct {
	ID   string `json:"id"`
	Role string `json:"role"`
	Name string `json:"name"`
	Via  *Relay `json:"via"` // who relays; nil when nobody
}

// Relay passes on another's word: SITE Intelligence Group, a state agency.
type Relay struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Kinds of a Claim.
const (
	ClaimResponsibility = "responsibility"
	ClaimAttribution    = "attribution"
	ClaimNotUs          = "denial_of_responsibility"
	ClaimConfirmation   = "confirmation"
	ClaimDenial         = "denial"
	ClaimSilence        = "silence"
	ClaimCondemnation   = "condemnation"
)

// Claim is something said about who did it or whether it happened.
type Claim struct {
	Kind     string  `json:"kind"`
	By       Speaker `json:"by"`
	About    string  `json:"about"` // actor id; "" when about the event itself
	Hedged   bool    `json:"hedged"`
	Evidence Span    `json:"evidence"`
}

// The official word, in Summary and Incident.
const (
	OfficialSilent    = "silent" // an article says that the authorities have not spoken
	OfficialConfirmed = "confirmed"
	OfficialDenied    = "denied"
	OfficialUnknown   = "unknown" // nothing was read about it
)

// Summary draws a report together: victims' figures over all current tolls.
type Summary struct {
	Killed          *Bounds  `json:"killed"` // nil: no figure told
	Wounded         *Bounds  `json:"wounded"`
	Abducted        *Bounds  `json:"abducted"`
	Missing         *Bounds  `json:"missing,omitempty"`
	MilitantsKilled *Bounds  `json:"militants_killed"`
	ClaimedBy       []string `json:"claimed_by"`
	Suspected       []string `json:"suspected"`
	Official        string   `json:"official"`
}

// Bounds is a figure's range; High nil is open upwards.
type Bounds struct {
	Low  int  `json:"low"`
	High *int `json:"high"`
}
