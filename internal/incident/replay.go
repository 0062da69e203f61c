package incident

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"iter"
	"slices"
	"strings"

	"sahelwatch/internal/conflict"
)

// Replay links article versions from nothing under the present rules, in the
// order in which they are given, each at the time when it was read. Of in only
// MaxAge, Decisions and Kin count. All records are held in memory.
func Replay(versions iter.Seq2[Version, error], in Input) ([]conflict.Record, error) {
	shelf := NewMemory()
	for v, err := range versions {
		if err != nil {
			return nil, fmt.Errorf("replay: %w", err)
		}
		in.Article, in.Now = v, v.Seen
		out, err := Link(in, shelf)
		if err != nil {
			return nil, fmt.Errorf("replay: %w", err)
		}
		shelf.Write(out)
	}
	return slices.DeleteFunc(shelf.Records(), func(r conflict.Record) bool { return r.Into != "" }), nil
}

// Adopt fits what Replay made to what is stored: incidents keep their ids and
// what was told of them. It gives the records to write and the changes that were
// not told before, all late, so that none is sent. at dates the changes of
// merging and parting.
func Adopt(before, after []conflict.Record, in Input) Outcome {
	a := adoption{linker: newLinker(in.Now, in.Decisions, in.Kin, nil), home: map[string]string{},
		replayed: map[string]*conflict.Record{}, used: map[string]bool{}}
	a.recoded, a.late = true, true
	a.keep(before)
	clusters := a.regroup(after)
	a.name = func(nodes []*node) string {
		if id := a.replayed[nodes[0].id].ID; !a.used[id] {
			return id
		}
		return newID(nodes, in.Now)
	}
	out := Outcome{Records: a.vanished(clusters)}
	for _, s := range a.assign(clusters) {
		r, changes, changed := a.build(s)
		if s.into == "" {
			var more []conflict.Change
			r, more = adoptTold(r, a.replayed[s.nodes[0].id])
			changes, changed = append(changes, more...), changed || len(more) > 0
		}
		if changed {
			out.Records = append(out.Records, r)
			out.Changes = append(out.Changes, changes...)
		}
	}
	slices.SortFunc(out.Records, func(a, b conflict.Record) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// adoption is the step from stored records to replayed ones.
type adoption struct {
	*linker
	home     map[string]string           // report -> id of its stored record
	replayed map[string]*conflict.Record // by the id of the first node
	used     map[string]bool             // ids of stored records, redirected ones too
}

// keep takes in the stored records.
func (a *adoption) keep(before []conflict.Record) {
	for i := range before {
		r := before[i]
		a.used[r.ID] = true
		if r.Into != "" || len(r.Members) == 0 {
			continue
		}
		a.records[r.ID] = &r
		for j := range r.Members {
			a.home[memberID(&r.Members[j])] = r.ID
		}
	}
}

// regroup gives the clusters that the replay made, each report with the stored
// record that it comes from.
func (a *adoption) regroup(after []conflict.Record) [][]*node {
	clusters := make([][]*node, len(after))
	for i := range after {
		r := &after[i]
		for j := range r.Members {
			m := &r.Members[j]
			clusters[i] = append(clusters[i], a.node(m, a.home[memberID(m)]))
		}
		slices.SortFunc(clusters[i], byID)
		a.replayed[clusters[i][0].id] = r
	}
	slices.SortFunc(clusters, func(a, b []*node) int { return byID(a[0], b[0]) })
	return clusters
}

// vanished gives the stored records of which the replay found no report.
func (a *adoption) vanished(clusters [][]*node) []conflict.Record {
	held := map[string]bool{}
	for _, c := range clusters {
		for _, n := range c {
			held[n.rec] = true
		}
	}
	var out []conflict.Record
	for id, r := range a.records {
		if !held[id] {
			gone := *r
			gone.Gone, gone.Members, gone.Keys, gone.Why = true, nil, nil, nil
			out = append(out, gone)
			delete(a.records, id)
		}
	}
	return out
}

// adoptTold adds what the replay told and the stored record had not.
func adoptTold(r conflict.Record, replay *conflict.Record) (conflict.Record, []conflict.Change) {
	have := map[string]bool{}
	for _, k := range r.Sent {
		have[k] = true
	}
	sent := slices.Clone(r.Sent)
	for _, k := range replay.Sent {
		if !have[k] && !strings.HasPrefix(k, prefixMerged) && !strings.HasPrefix(k, prefixSplit) {
			sent = append(sent, k)
		}
	}
	r.Sent = sent
	// How incidents came together on the way is no news: only where they stand.
	fresh := slices.DeleteFunc(slices.Clone(replay.Changes), func(c conflict.Change) bool {
		return c.Type == conflict.IncidentMerged || c.Type == conflict.IncidentSplit
	})
	history := fresh
	if len(r.Changes) > 0 {
		history = mergeHistory(r.Changes, fresh)
	}
	var more []conflict.Change
	for i, c := range history {
		if c.Incident == r.ID || slices.ContainsFunc(r.Changes, func(d conflict.Change) bool { return d.ID == c.ID }) {
			continue
		}
		h := sha256.Sum256([]byte(r.ID + "\n" + c.ID))
		c.ID, c.Incident, c.Late = keyEncoding.EncodeToString(h[:15]), r.ID, true
		history[i] = c
		more = append(more, c)
	}
	r.Changes = history
	return r, more
}

// Compare tells in words how two sets of records differ, the first given
// incidents first.
func Compare(before, after []conflict.Record) []string {
	old := map[string]*conflict.Record{}
	for i := range before {
		if before[i].Into == "" && !before[i].Gone {
			old[before[i].ID] = &before[i]
		}
	}
	var out []string
	for i := range after {
		r := &after[i]
		o := old[r.ID]
		delete(old, r.ID)
		switch {
		case r.Into != "":
			if o != nil {
				out = append(out, fmt.Sprintf("%s becomes part of %s: %s", r.ID, r.Into, headline(&o.Incident)))
			}
		case r.Gone:
			if o != nil {
				out = append(out, fmt.Sprintf("%s is no incident any more: %s", r.ID, headline(&o.Incident)))
			}
		case o == nil:
			out = append(out, fmt.Sprintf("%s is new: %s; %s", r.ID, headline(&r.Incident), strings.Join(urlsOf(r), " ")))
		default:
			for _, d := range differs(o, r) {
				out = append(out, r.ID+" "+d)
			}
		}
	}
	return out
}

func urlsOf(r *conflict.Record) []string {
	var out []string
	for _, a := range r.Articles {
		out = append(out, a.URL)
	}
	return out
}

// differs compares two states of one incident.
func differs(o, r *conflict.Record) []string {
	var out []string
	if a, b := headline(&o.Incident), headline(&r.Incident); a != b {
		out = append(out, fmt.Sprintf("was %q, is %q", a, b))
	}
	for _, f := range []struct{ what, was, is string }{
		{"official word", o.Official, r.Official},
		{"claimed by", strings.Join(o.ClaimedBy, ", "), strings.Join(r.ClaimedBy, ", ")},
		{"perpetrators", actorIDs(o.Perpetrators), actorIDs(r.Perpetrators)},
		{"targets", actorIDs(o.Targets), actorIDs(r.Targets)},
	} {
		if f.was != f.is {
			out = append(out, fmt.Sprintf("%s: was %q, is %q", f.what, f.was, f.is))
		}
	}
	was, is := urlsOf(o), urlsOf(r)
	if lost := without(was, is); len(lost) > 0 {
		out = append(out, "loses "+strings.Join(lost, " "))
	}
	if won := without(is, was); len(won) > 0 {
		out = append(out, "gains "+strings.Join(won, " "))
	}
	return out
}

func actorIDs(actors []conflict.Actor) string {
	var out []string
	for _, a := range actors {
		out = append(out, a.ID)
	}
	return strings.Join(out, ", ")
}
