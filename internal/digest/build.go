package digest

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"sahelwatch/internal/conflict"
)

// Recipient is who a digest is for, as far as its content goes.
type Recipient struct {
	Name      string
	Language  string // en, fr; "" is en
	Timezone  string // IANA name for the times shown; "" is UTC
	Filter    Filter
	Heartbeat string // "daily", "weekly", "" for none
	Quiet     Quiet
	PerHour   int // messages an hour for an immediate schedule; 0: DefaultPerHour
}

// DefaultPerHour caps an immediate recipient's messages.
const DefaultPerHour = 12

// MaxIncidents is how many incidents a digest tells of; the rest is counted in
// Omitted.
const MaxIncidents = 300

// Input is all that a digest is made of.
type Input struct {
	Recipient Recipient
	Changes   []conflict.Change // since the last digest, in the order of the store's log
	// Incident gives an incident as it stands; it follows redirects, so that
	// changes of merged incidents come together. False: it is gone.
	Incident func(id string) (conflict.Incident, bool)
	// Nearby counts other incidents at the same place in the 90 days before,
	// and the victims killed there as told. May be nil.
	Nearby   func(conflict.Incident) (n int, killed *conflict.Bounds)
	Sources  []conflict.Source          // as configured
	Health   map[string]conflict.Health // by source id
	Since    time.Time                  // when the last digest was frozen; zero: none yet
	Now      time.Time
	LastSent time.Time // when anything was last sent to the recipient, for the heartbeat
	SentHour int       // messages sent to the recipient in the last hour, for the cap
	BaseURL  string    // public address of the web pages; "" for none
}

// Build freezes one digest of all changes that pass the recipient's filter,
// and of the health of the sources. It is false when there is nothing to send;
// a heartbeat that is due is something to send.
func Build(in Input) (conflict.Digest, bool) {
	entries := collect(in)
	if len(entries) == 0 {
		if !heartbeatDue(in) {
			return conflict.Digest{}, false
		}
		d := frame(in, "heartbeat")
		d.ID = identify(in.Recipient.Name, d.Kind, localDay(in.Now, in.Recipient.Timezone))
		return d, true
	}
	return freeze(in, "digest", entries), true
}

// Plan freezes what is to be sent to an immediate recipient now: one message
// for each incident, or, where those would pass the cap per hour, one digest
// of all. In quiet hours and once the cap is reached it gives nothing and the
// changes wait. All of the plan is to be stored together with the cursor.
func Plan(in Input) []conflict.Digest {
	if in.Recipient.Quiet.Holds(in.Now.In(zoneOrUTC(in.Recipient.Timezone))) {
		return nil
	}
	limit := in.Recipient.PerHour
	if limit <= 0 {
		limit = DefaultPerHour
	}
	left := limit - in.SentHour
	if left <= 0 {
		return nil
	}
	entries := collect(in)
	if len(entries) == 0 || len(entries) > left {
		if d, ok := Build(in); ok {
			return []conflict.Digest{d}
		}
		return nil
	}
	digests := make([]conflict.Digest, 0, len(entries))
	for _, e := range entries {
		digests = append(digests, freeze(in, "immediate", []conflict.DigestEntry{e}))
	}
	return digests
}

// Test freezes the marked message of `notify test`.
func Test(r Recipient, now time.Time) conflict.Digest {
	d := frame(Input{Recipient: r, Now: now, Since: now}, "test")
	d.ID = identify(r.Name, d.Kind, now.UTC().Format(time.RFC3339Nano))
	return d
}

// collect groups the matching changes by incident, each change once, the most
// important incident first.
func collect(in Input) []conflict.DigestEntry {
	var entries []conflict.DigestEntry
	at := map[string]int{}
	told := map[string]bool{}
	for _, c := range in.Changes {
		if c.Late || told[c.ID] {
			continue
		}
		inc, ok := in.Incident(c.Incident)
		if !ok || !Match(in.Recipient.Filter, c, &inc) {
			continue
		}
		told[c.ID] = true
		i, seen := at[inc.ID]
		if !seen {
			i = len(entries)
			at[inc.ID] = i
			entries = append(entries, conflict.DigestEntry{Incident: inc})
		}
		entries[i].Changes = append(entries[i].Changes, c)
	}
	for i := range entries {
		slices.SortStableFunc(entries[i].Changes, func(a, b conflict.Change) int { return rank(a.Type) - rank(b.Type) })
		if in.Nearby != nil {
			entries[i].Nearby, entries[i].NearDead = in.Nearby(entries[i].Incident)
		}
	}
	slices.SortStableFunc(entries, compareEntries)
	return entries
}

// freeze makes the digest of entries; its id depends on the recipient and on
// the changes told alone.
func freeze(in Input, kind string, entries []conflict.DigestEntry) conflict.Digest {
	d := frame(in, kind)
	ids := []string{}
	for _, e := range entries {
		for _, c := range e.Changes {
			ids = append(ids, c.ID)
		}
	}
	slices.Sort(ids)
	d.ID = identify(append([]string{in.Recipient.Name}, ids...)...)
	if len(entries) > MaxIncidents {
		d.Omitted = len(entries) - MaxIncidents
		entries = entries[:MaxIncidents]
	}
	d.Incidents = entries
	d.Names = citedNames(entries, in.Sources)
	return d
}

// citedNames keeps the names of the sources whose articles the entries cite,
// so that a frozen digest reads the same after a change of the config.
func citedNames(entries []conflict.DigestEntry, sources []conflict.Source) map[string]string {
	known := map[string]string{}
	for _, s := range sources {
		known[s.ID] = s.Name
	}
	cited := map[string]string{}
	for _, e := range entries {
		for _, m := range e.Incident.Articles {
			if name := known[m.Source]; name != "" {
				cited[m.Source] = name
			}
		}
	}
	return cited
}

// frame is a digest without incidents: who, when, and what became of the sources.
func frame(in Input, kind string) conflict.Digest {
	d := conflict.Digest{
		Recipient: in.Recipient.Name, Kind: kind, At: in.Now.UTC(), Since: in.Since.UTC(),
		Language: in.Recipient.Language, Timezone: in.Recipient.Timezone, BaseURL: link(in.BaseURL),
		Incidents: []conflict.DigestEntry{}, Failing: []conflict.SourceNote{}, Officials: []conflict.OfficialRead{},
	}
	if d.Language == "" {
		d.Language = "en"
	}
	if d.Timezone == "" {
		d.Timezone = "UTC"
	}
	watch(&d, in)
	return d
}

func identify(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return "dg_" + hex.EncodeToString(h.Sum(nil)[:12])
}

// heartbeatDue leaves two hours of slack, so that neither a late tick nor the
// short day in spring costs a heartbeat.
func heartbeatDue(in Input) bool {
	const slack = 2 * time.Hour
	quiet := in.Now.Sub(in.LastSent)
	switch in.Recipient.Heartbeat {
	case "daily":
		return quiet >= 24*time.Hour-slack
	case "weekly":
		return quiet >= 7*24*time.Hour-slack
	}
	return false
}

func zoneOrUTC(name string) *time.Location {
	if loc, err := time.LoadLocation(name); err == nil {
		return loc
	}
	return time.UTC
}

func localDay(t time.Time, zone string) string { return t.In(zoneOrUTC(zone)).Format(conflict.Day) }
