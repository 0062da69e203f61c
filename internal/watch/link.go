package watch

import (
	"strings"

	"sahelwatch/extract/page"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/incident"
	"sahelwatch/internal/store"
)

// commitment is one article version on its way into the store.
type commitment struct {
	version store.ArticleVersion
	before  *store.ArticleVersion // the version it replaces; nil for the first
	pending uint64                // stub that it settles; 0: none
	quiet   bool                  // stored, never sent
	refetch bool                  // the page is to be read again for edits
}

// commit links an article version and stores it with all that follows from it.
func (s *Service) commit(c commitment) ([]conflict.Change, error) {
	s.linking.Lock()
	defer s.linking.Unlock()
	decisions, err := s.decisions()
	if err != nil {
		return nil, err
	}
	v := c.version
	out, err := incident.Link(incident.Input{
		Article: incident.Version{Coded: v.Coded, Fingerprint: v.Fingerprint, Family: v.Family, Seen: v.Seen,
			Number: v.Version, Edits: edits(c.before, v)},
		Now: v.Seen, MaxAge: s.Config().Store.MaxAge, Decisions: decisions, Kin: s.kin,
	}, s.store)
	if err != nil {
		return nil, err
	}
	if c.quiet {
		hush(&out)
	}
	done, err := s.store.Commit(store.Commit{Article: v, Records: out.Records, Changes: out.Changes,
		Pending: c.pending, Refetch: c.refetch})
	if err != nil {
		return nil, err
	}
	if len(done.Changes) > 0 {
		s.feed.wake()
	}
	return done.Changes, nil
}

// hush marks what became known as stored, not to be sent.
func hush(out *incident.Outcome) {
	told := map[string]bool{}
	for i := range out.Changes {
		out.Changes[i].Late = true
		told[out.Changes[i].ID] = true
	}
	for _, r := range out.Records {
		for i := range r.Changes {
			if told[r.Changes[i].ID] {
				r.Changes[i].Late = true
			}
		}
	}
}

// edits gives the paragraphs that changed between two versions.
func edits(before *store.ArticleVersion, v store.ArticleVersion) []incident.Edit {
	if before == nil {
		return nil
	}
	var list []incident.Edit
	if before.Article.Title != v.Article.Title {
		list = append(list, incident.Edit{Old: before.Article.Title, New: v.Article.Title})
	}
	for _, e := range page.Diff(before.Article.Text, v.Article.Text) {
		list = append(list, incident.Edit{Old: e.Old, New: e.New})
	}
	return list
}

// kin gives the organisation that an actor belongs to.
func (s *Service) kin(id string) string {
	t, err := s.tongue()
	if err != nil {
		return id
	}
	for range 4 { // sub-units of sub-units; a circle in a user's file ends here
		a, ok := t.places.Actor(id)
		if !ok || a.Parent == "" {
			break
		}
		id = a.Parent
	}
	return id
}

// decisions reads the analyst's decisions.
func (s *Service) decisions() ([]incident.Decision, error) {
	lines, err := s.store.Decisions()
	if err != nil || len(lines) == 0 {
		return nil, err
	}
	return incident.ParseDecisions(strings.NewReader(strings.Join(lines, "\n")))
}
