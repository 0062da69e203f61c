package store

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/cespare/xxhash/v2"
)

// A paragraph counts as boilerplate of a site when it stands in boilerArticles
// of the last boilerWindow articles, and these were first seen on at least
// boilerDays days: three reports on one event share sentences too.
const (
	boilerWindow   = 100
	boilerArticles = 5
	boilerDays     = 3

	lessonDelay  = 2 * time.Second // how long what was learned may wait for its write
	lessonsAhead = 64              // articles after which it is written at once
	sitesAhead   = 500             // sites held in memory
)

// Boilerplate is what a site repeats under its articles.
type Boilerplate struct {
	Site       string
	Articles   int         // looked at
	Paragraphs []Paragraph // the repeated ones, most repeated first
	known      map[uint64]bool
}

// Paragraph is a repeated paragraph.
type Paragraph struct {
	Text     string
	Articles int // that carry it, of those looked at
}

// Known reports whether a paragraph is boilerplate.
func (b *Boilerplate) Known(paragraph string) bool {
	return b != nil && len(b.known) > 0 && b.known[paragraphHash(paragraph)]
}

func paragraphHash(p string) uint64 { return xxhash.Sum64String(strings.Join(strings.Fields(p), " ")) }

// learned holds what was learned of the sites read lately. It is written with a
// delay: the loss of a few articles' paragraphs costs nothing.
type learned struct {
	mu    sync.Mutex
	sites map[string]*site
	ahead int // lessons not yet written
	timer *time.Timer
}

// site is the paragraphs of the last articles of one site.
type site struct {
	lessons []lesson          // oldest first
	shared  map[uint64]int    // hash -> articles with it
	texts   map[uint64]string // of those that two articles or more share
	ready   *Boilerplate      // drawn from the above; nil: to be drawn

	dirty map[uint64]bool // lessons to write or, where no longer here, to delete
	named map[uint64]bool // texts to write or delete
}

// lesson is one article's paragraphs.
type lesson struct {
	id     uint64 // the time the article was first seen
	hashes []uint64
}

// LearnBoilerplate counts the paragraphs of one article of a site. An article
// that was counted before is counted anew. Only the last articles of a site
// count, so that old furniture is forgotten. It is on disk within two seconds.
func (s *Store) LearnBoilerplate(name, url string, paragraphs []string) error {
	if len(paragraphs) == 0 {
		return nil
	}
	id, err := s.lessonID(url)
	if err != nil {
		return err
	}
	s.learned.mu.Lock()
	defer s.learned.mu.Unlock()
	st, err := s.loadSite(name)
	if err != nil {
		return err
	}
	st.learn(id, paragraphs)
	s.learned.ahead++
	if s.learned.ahead >= lessonsAhead {
		return s.writeLessons()
	}
	if s.learned.timer == nil {
		s.learned.timer = time.AfterFunc(lessonDelay, func() {
			// What fails here stays to be written with the next.
			_ = s.flushLessons()
		})
	}
	return nil
}

func (st *site) learn(id uint64, paragraphs []string) {
	st.forget(id)
	l := lesson{id: id}
	for _, p := range paragraphs {
		h := paragraphHash(p)
		if slices.Contains(l.hashes, h) {
			continue
		}
		l.hashes = append(l.hashes, h)
		if st.shared[h]++; st.shared[h] == 2 {
			st.texts[h], st.named[h] = strings.Join(strings.Fields(p), " "), true
		}
	}
	at, _ := slices.BinarySearchFunc(st.lessons, id, func(l lesson, id uint64) int { return cmp.Compare(l.id, id) })
	st.lessons = slices.Insert(st.lessons, at, l)
	st.dirty[id] = true
	for len(st.lessons) > boilerWindow {
		st.forget(st.lessons[0].id)
	}
	st.ready = nil
}

// forget takes a lesson back, if it is there.
func (st *site) forget(id uint64) {
	at, ok := slices.BinarySearchFunc(st.lessons, id, func(l lesson, id uint64) int { return cmp.Compare(l.id, id) })
	if !ok {
		return
	}
	for _, h := range st.lessons[at].hashes {
		if st.shared[h]--; st.shared[h] < 2 {
			delete(st.texts, h)
			st.named[h] = true
		}
		if st.shared[h] == 0 {
			delete(st.shared, h)
		}
	}
	st.lessons = slices.Delete(st.lessons, at, at+1)
	st.dirty[id] = true
}

// Boilerplate gives what was learned of a site; an empty one, never nil, for a
// site that is not known.
func (s *Store) Boilerplate(name string) (*Boilerplate, error) {
	s.learned.mu.Lock()
	defer s.learned.mu.Unlock()
	st, err := s.loadSite(name)
	if err != nil {
		return &Boilerplate{Site: name}, err
	}
	if st.ready == nil {
		st.ready = st.draw(name)
	}
	return st.ready, nil
}

func (st *site) draw(name string) *Boilerplate {
	b := &Boilerplate{Site: name, Articles: len(st.lessons), known: map[uint64]bool{}}
	for h, n := range st.shared {
		if n >= boilerArticles && st.days(h) >= boilerDays {
			b.known[h] = true
			b.Paragraphs = append(b.Paragraphs, Paragraph{st.texts[h], n})
		}
	}
	slices.SortFunc(b.Paragraphs, func(a, b Paragraph) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.Text, b.Text))
	})
	return b
}

// days gives on how many days articles with a paragraph were first seen.
func (st *site) days(h uint64) int {
	n, last := 0, uint64(0)
	for _, l := range st.lessons {
		day := l.id/uint64(24*time.Hour/time.Microsecond) + 1
		if day != last && slices.Contains(l.hashes, h) {
			n, last = n+1, day
		}
	}
	return n
}
