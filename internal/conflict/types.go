package conflict

// EventTypes gives ACLED's event types, each with its sub-event types, in the
// order and the words of its codebook.
func EventTypes() []EventType {
	return []EventType{
		{"Battles", []string{"Armed clash", "Government regains territory", "Non-state actor overtakes territory"}},
		{"Protests", []string{"Excessive force against protesters", "Peaceful protest", "Protest with intervention"}},
		{"Riots", []string{"Mob violence", "Violent demonstration"}},
		{"Explosions/Remote violence", []string{"Air/drone strike", "Chemical weapon", "Grenade", "Remote explosive/landmine/IED", "Shelling/artillery/missile attack", "Suicide bomb"}},
		{"Violence against civilians", []string{"Abduction/forced disappearance", "Attack", "Sexual violence"}},
		{"Strategic developments", []string{"Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory", "Other"}},
	}
}

// EventType is one of ACLED's event types.
type EventType struct {
	Name string
	Subs []string
}

// ChangeTypes gives every type of a Change.
func ChangeTypes() []string {
	return []string{
		IncidentNew, ClaimNew, ClaimDenied, ClaimWithdrawn, TollNew, TollRevised,
		StatementOfficial, StatementDenied, AttributionFought, SourceConfirmed,
		ArticleEdited, ArticleRemoved, IncidentMerged, IncidentSplit,
	}
}
