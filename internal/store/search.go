package store

import (
	"cmp"
	"container/heap"
	"context"
	"fmt"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

// Search is one search. Text holds words, "phrases", -excluded words and the
// filters source:, lang:, country:, actor:, after: and before: (days). All
// words must occur; a word also finds its other forms in English, French and
// Arabic, and a name its other spellings.
type Search struct {
	Text   string
	Limit  int  // default 20, at most 500
	Offset int  // hits to pass over
	ByDate bool // newest first in place of best first
}

// ArticleHit is an article found.
type ArticleHit struct {
	URL       string          `json:"url"`
	Title     string          `json:"title"`
	Source    string          `json:"source"`
	Lang      string          `json:"lang"`
	Published conflict.Moment `json:"published"`
	Seen      time.Time       `json:"seen"`
	Version   int             `json:"version"`
	Snippet   string          `json:"snippet"` // the words around the first match
	Incidents []string        `json:"incidents"`
	Score     float64         `json:"score"`
}

// Found is the result of a search.
type Found struct {
	Articles  []ArticleHit `json:"articles"`
	Incidents []Summary    `json:"incidents"` // that the best articles tell of, best first
	Total     int          `json:"total"`     // articles that match
}

const (
	maxHits       = 500
	incidentsFrom = 200 // best articles whose incidents are shown
	maxIncidents  = 20
)

// Search finds articles and the incidents they tell of. It finds what was
// committed before, but for the moments in which some hundred articles are made
// a segment: then it may lack the newest. The error for a filter that is not
// understood is a *QueryError.
func (s *Store) Search(ctx context.Context, q Search) (Found, error) {
	if q.Limit <= 0 {
		q.Limit = 20
	}
	q.Limit = min(q.Limit, maxHits)
	an, _ := s.index.asked.Get().(*analyser)
	if an == nil {
		an = newAnalyser()
	}
	defer s.index.asked.Put(an)
	query, err := parseSearch(an, q.Text)
	if err != nil {
		return Found{}, err
	}
	if !s.index.writing.Load() {
		if _, err := s.syncTail(); err != nil {
			return Found{}, err
		}
	}
	s.index.mu.RLock()
	defer s.index.mu.RUnlock()
	var found Found
	err = s.view("search", func(tx *bbolt.Tx) error {
		best, total, err := s.best(ctx, tx, query, q)
		if err != nil {
			return err
		}
		found.Total = total
		if found.Incidents, err = s.incidentHits(tx, query, best[:min(len(best), incidentsFrom)]); err != nil {
			return err
		}
		best = best[min(len(best), q.Offset):]
		found.Articles, err = s.articleHits(tx, an, query, best[:min(len(best), q.Limit)])
		return err
	})
	if err != nil {
		return Found{}, err
	}
	return found, nil
}

// ranked is one matching article.
type ranked struct {
	id    uint64
	day   int32
	score float64
}

// best evaluates the query in every segment, the newest first, and gives the
// best matches in order.
func (s *Store) best(ctx context.Context, tx *bbolt.Tx, query *query, q Search) ([]ranked, int, error) {
	list, err := segments(tx)
	if err != nil {
		return nil, 0, err
	}
	parts := []segment{}
	for _, info := range list {
		seg, err := openSegment(tx, info.No)
		if err != nil {
			return nil, 0, err
		}
		parts = append(parts, seg)
	}
	parts = append(parts, s.index.tail)
	stats, err := gather(parts, query)
	if err != nil {
		return nil, 0, err
	}
	top := &ranking{byDate: q.ByDate, limit: max(q.Limit+q.Offset, incidentsFrom)}
	seen := map[uint64]bool{}
	for i := len(parts) - 1; i >= 0; i-- {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		matches, err := evaluate(parts[i], query, stats)
		if err != nil {
			return nil, 0, err
		}
		table := parts[i].docs()
		for _, m := range slices.Backward(matches) {
			d := table.at(int(m.doc))
			if seen[d.id] || !query.inTime(d.day) {
				continue
			}
			seen[d.id] = true
			top.offer(ranked{d.id, d.day, m.score})
		}
	}
	return top.sorted(), len(seen), nil
}

// ranking keeps the best of many in a heap whose root is the worst kept.
type ranking struct {
	list   []ranked
	byDate bool
	limit  int
}

func (r *ranking) compare(a, b ranked) int {
	if r.byDate {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.id, b.id))
	}
	return cmp.Or(cmp.Compare(a.score, b.score), cmp.Compare(a.day, b.day), cmp.Compare(a.id, b.id))
}

func (r *ranking) Len() int           { return len(r.list) }
func (r *ranking) Less(i, j int) bool { return r.compare(r.list[i], r.list[j]) < 0 }
func (r *ranking) Swap(i, j int)      { r.list[i], r.list[j] = r.list[j], r.list[i] }
func (r *ranking) Push(x any)         { r.list = append(r.list, x.(ranked)) }
func (r *ranking) Pop() any {
	last := r.list[len(r.list)-1]
	r.list = r.list[:len(r.list)-1]
	return last
}

func (r *ranking) offer(x ranked) {
	switch {
	case len(r.list) < r.limit:
		heap.Push(r, x)
	case r.compare(x, r.list[0]) > 0:
		r.list[0] = x
		heap.Fix(r, 0)
	}
}

func (r *ranking) sorted() []ranked {
	slices.SortFunc(r.list, func(a, b ranked) int { return r.compare(b, a) })
	return r.list
}

func (s *Store) articleHits(tx *bbolt.Tx, an *analyser, query *query, best []ranked) ([]ArticleHit, error) {
	hits := make([]ArticleHit, 0, len(best))
	for _, m := range best {
		page, err := s.getPage(tx, m.id)
		if err != nil {
			return nil, err
		}
		v, err := s.getVersion(tx, m.id, page.Latest)
		if err != nil {
			return nil, err
		}
		hits = append(hits, ArticleHit{
			URL: v.URL, Title: v.Article.Title, Source: v.Source, Lang: v.Article.Lang,
			Published: v.Article.Published, Seen: page.First, Version: v.Version,
			Snippet: query.snippet(an, &v), Incidents: incidentsOf(tx, v.URL), Score: m.score,
		})
	}
	return hits, nil
}

// incidentHits gives the incidents of the best articles: one that many good
// articles tell of comes first.
func (s *Store) incidentHits(tx *bbolt.Tx, query *query, best []ranked) ([]Summary, error) {
	scores := map[string]float64{}
	for _, m := range best {
		page, err := s.getPage(tx, m.id)
		if err != nil {
			return nil, err
		}
		ids := incidentsOf(tx, page.URL)
		for _, id := range ids {
			scores[id] += m.score / float64(len(ids))
		}
	}
	ids := sortedKeys(scores)
	slices.SortStableFunc(ids, func(a, b string) int { return cmp.Compare(scores[b], scores[a]) })
	var list []Summary
	for _, id := range ids {
		sum, ok, err := s.summary(tx, id)
		if err != nil {
			return nil, err
		}
		if ok && query.incident(&sum) {
			if list = append(list, sum); len(list) == maxIncidents {
				break
			}
		}
	}
	return list, nil
}

// summary finds the summary of a listed incident.
func (s *Store) summary(tx *bbolt.Tx, id string) (Summary, bool, error) {
	r, ok, err := s.getRecord(tx, id)
	if err != nil || !ok || !listed(&r) {
		return Summary{}, false, err
	}
	return summaryOf(&r), true, nil
}

// QueryError is a part of a search that is not understood.
type QueryError struct{ Part, Problem string }

func (e *QueryError) Error() string { return fmt.Sprintf("search: %s %s", e.Part, e.Problem) }
