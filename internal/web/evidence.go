package web

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sahelwatch/internal/conflict"
)

// quoted is one article with the words that were read in it.
type quoted struct {
	URL, Title, Site string
	Lang, Dir        string
	Dropped          bool
	Passages         []passage
}

// passage is one paragraph with marked words.
type passage struct {
	Pieces []piece
	Dir    string
}

// piece is a run of text; Field names what was read in it, "" for nothing.
type piece struct{ Text, Field string }

// history is what changed between the versions of one article.
type history struct {
	URL, Title, Site string
	Lang, Dir        string
	Steps            []revision
}

// revision is one version of an article and what it changed.
type revision struct {
	No    int
	Read  string
	Hash  string
	Title string // the new title; "" when it stayed
	Was   string // the title before
	Edits []edit
	Gone  bool // a text is no longer kept
}

// edit is one paragraph changed: pieces of the old and of the new.
type edit struct {
	Old, New []piece
}

// mark is a span of a field that gave something.
type mark struct {
	start, end int
	field      string
}

// Bounds of the page: what is beyond stays in the articles themselves.
const (
	maxQuoted   = 40
	maxPassages = 12
	maxPassage  = 700 // bytes of a paragraph around its marks
	maxEdits    = 30
)

// texts are the versions of an incident's articles by address.
type texts map[string][]Version

// texts reads the articles of an incident.
func (s *server) texts(rec *conflict.Record) (texts, error) {
	list := texts{}
	for _, m := range rec.Members {
		if _, known := list[m.URL]; known || len(list) == maxQuoted {
			continue
		}
		versions, err := s.read.Versions(m.URL)
		if err != nil {
			return nil, err
		}
		list[m.URL] = versions
	}
	return list, nil
}

// version finds one version of an article; nil where it is not kept.
func (t texts) version(url string, no int) *Version {
	for i := range t[url] {
		if t[url][i].Version == no {
			return &t[url][i]
		}
	}
	return nil
}

// quote gives evidence inside its sentence, marked; alone where the text is not
// kept, or does not hold it.
func (t texts) quote(url string, version int, at conflict.Span) []piece {
	alone := []piece{{Text: shorten(clean(at.Text), 280)}}
	v := t.version(url, version)
	if v == nil || v.Dropped {
		return alone
	}
	text := v.Article.Text
	if at.Field == "title" {
		text = v.Article.Title
	}
	if at.Start < 0 || at.End > len(text) || at.Start >= at.End || text[at.Start:at.End] != at.Text {
		return alone
	}
	from, to := sentenceAround(text, at.Start, at.End)
	return []piece{{Text: cleanText(text[from:at.Start])}, {Text: cleanText(at.Text), Field: "said"}, {Text: cleanText(text[at.End:to])}}
}

// maxAround is how far a sentence reaches around its evidence, in bytes.
const maxAround = 220

// sentenceAround widens a span to the ends of its sentence, about: a stop
// before a space, or the end of a line.
func sentenceAround(text string, start, end int) (from, to int) {
	from, to = runeStart(text, start-maxAround), runeStart(text, end+maxAround)
	if i := strings.LastIndex(text[from:start], "\n"); i >= 0 {
		from += i + 1
	}
	for _, stop := range []string{". ", "! ", "? ", "؟ ", "… "} {
		if i := strings.LastIndex(text[from:start], stop); i >= 0 {
			from += i + len(stop)
		}
	}
	if i := strings.IndexByte(text[end:to], '\n'); i >= 0 {
		to = end + i
	}
	for _, stop := range []string{". ", "! ", "? ", "؟ "} {
		if i := strings.Index(text[end:to], stop); i >= 0 {
			to = end + i + len(stop) - 1
		}
	}
	return from, to
}

// evidence gives, for each article of an incident, the paragraphs with the words
// that were read, and the history of those that were edited.
func (s *server) evidence(n namer, rec *conflict.Record, texts texts) (quotes []quoted, histories []history) {
	seen := map[string]bool{}
	for _, m := range rec.Members {
		v := texts.version(m.URL, m.Version)
		if m.Old || v == nil {
			continue
		}
		if q := n.quote(m, &v.Article, v.Dropped); len(q.Passages) > 0 || q.Dropped {
			quotes = append(quotes, q)
		}
		if versions := texts[m.URL]; len(versions) > 1 && !seen[m.URL] {
			histories = append(histories, s.history(n, m, versions))
		}
		seen[m.URL] = true
	}
	return quotes, histories
}

func (n namer) quote(m conflict.Member, a *conflict.Article, dropped bool) quoted {
	q := quoted{URL: link(m.URL), Title: shorten(clean(m.Title), 200), Site: n.site(m.URL), Lang: langCode(m.Lang), Dir: direction(m.Title), Dropped: dropped}
	marks := n.marks(&m.Coded)
	if title := marks["title"]; len(title) > 0 {
		q.Passages = append(q.Passages, passages(a.Title, title)...)
	}
	if !dropped {
		q.Passages = append(q.Passages, passages(a.Text, marks["text"])...)
	}
	q.Passages = q.Passages[:min(len(q.Passages), maxPassages)]
	return q
}

// marks gathers the spans that a report stands on, by field of the article.
func (n namer) marks(r *conflict.Report) map[string][]mark {
	out := map[string][]mark{}
	add := func(s *conflict.Span, field string) {
		if s != nil && s.End > s.Start && s.Start >= 0 {
			out[s.Field] = append(out[s.Field], mark{s.Start, s.End, n.Fields[field]})
		}
	}
	for i := range r.Tolls {
		add(&r.Tolls[i].Evidence, r.Tolls[i].Measure)
	}
	for i := range r.Claims {
		add(&r.Claims[i].Evidence, "claim")
	}
	add(r.Date.Evidence, "date")
	if r.Place != nil {
		add(r.Place.Evidence, "place")
	}
	for i := range r.Perpetrators {
		add(r.Perpetrators[i].Evidence, "perpetrator")
	}
	for i := range r.Targets {
		add(r.Targets[i].Evidence, "target")
	}
	for i := range r.OutcomeSpans {
		add(&r.OutcomeSpans[i], "outcome")
	}
	add(r.Evidence, "event")
	return out
}

// passages cuts text into its paragraphs and keeps those with marks. Marks that
// overlap become one with the names of both.
func passages(text string, marks []mark) []passage {
	if text == "" {
		return nil
	}
	slices.SortStableFunc(marks, func(a, b mark) int { return a.start - b.start })
	var out []passage
	at := 0
	for at < len(text) {
		end := len(text)
		if i := strings.Index(text[at:], "\n\n"); i >= 0 {
			end = at + i
		}
		var inside []mark
		for _, m := range marks {
			if m.start >= at && m.start < end && m.end <= len(text) {
				m.end = min(m.end, end)
				inside = join(inside, m)
			}
		}
		if len(inside) > 0 {
			out = append(out, cutPassage(text, at, end, inside))
		}
		at = end + 2
	}
	return out
}

// join adds a mark to a sorted list; one that overlaps the last is put into it.
func join(list []mark, m mark) []mark {
	if n := len(list); n > 0 && m.start < list[n-1].end {
		last := &list[n-1]
		last.end = max(last.end, m.end)
		if !strings.Contains(last.field, m.field) {
			last.field += ", " + m.field
		}
		return list
	}
	return append(list, m)
}

// cutPassage turns text[from:to] with its marks into pieces; of a very long
// paragraph only what is around the marks.
func cutPassage(text string, from, to int, marks []mark) passage {
	p := passage{Dir: direction(text[from:to])}
	if to-from > maxPassage {
		if start := runeStart(text, marks[0].start-maxPassage/3); start > from {
			from = start
			p.Pieces = append(p.Pieces, piece{Text: "… "})
		}
		if end := runeStart(text, marks[len(marks)-1].end+maxPassage/3); end < to {
			to = max(end, marks[len(marks)-1].end)
		}
	}
	at := from
	for _, m := range marks {
		start, end := runeStart(text, m.start), runeStart(text, m.end)
		if start < at || end <= start {
			continue
		}
		p.Pieces = append(p.Pieces, piece{Text: cleanText(text[at:start])}, piece{Text: cleanText(text[start:end]), Field: m.field})
		at = end
	}
	p.Pieces = append(p.Pieces, piece{Text: cleanText(text[at:max(at, to)])})
	return p
}

// runeStart moves i back to the start of a character within s.
func runeStart(s string, i int) int {
	i = min(max(i, 0), len(s))
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

func (s *server) history(n namer, m conflict.Member, versions []Version) history {
	h := history{URL: link(m.URL), Title: shorten(clean(m.Title), 200), Site: n.site(m.URL), Lang: langCode(m.Lang), Dir: direction(m.Title)}
	for i, v := range versions {
		r := revision{No: v.Version, Read: n.Time(v.Seen), Hash: v.Hash, Gone: v.Dropped}
		if i > 0 {
			before := versions[i-1]
			if before.Article.Title != v.Article.Title {
				r.Was, r.Title = clean(before.Article.Title), clean(v.Article.Title)
			}
			r.Gone = v.Dropped || before.Dropped
			if !r.Gone {
				r.Edits = edits(s.read.Diff(before.Article.Text, v.Article.Text))
			}
		}
		h.Steps = append(h.Steps, r)
	}
	return h
}

// edits marks the words that differ inside each changed paragraph.
func edits(list []Edit) []edit {
	var out []edit
	for _, e := range list[:min(len(list), maxEdits)] {
		before, after := differing(clean(e.Old), clean(e.New))
		out = append(out, edit{before, after})
	}
	return out
}

// maxWords bounds the words of a paragraph that are compared one by one; of a
// longer one the whole counts as changed.
const maxWords = 600

// differing marks the words of two paragraphs that the other does not have in
// this order (longest common subsequence).
func differing(before, after string) (a, b []piece) {
	x, y := strings.SplitAfter(before, " "), strings.SplitAfter(after, " ")
	if before == "" || after == "" || len(x) > maxWords || len(y) > maxWords {
		return whole(before), whole(after)
	}
	same := func(i, j int) bool { return strings.TrimSpace(x[i]) == strings.TrimSpace(y[j]) }
	lcs := make([][]uint16, len(x)+1)
	for i := range lcs {
		lcs[i] = make([]uint16, len(y)+1)
	}
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if lcs[i][j] = max(lcs[i+1][j], lcs[i][j+1]); same(i, j) {
				lcs[i][j] = lcs[i+1][j+1] + 1
			}
		}
	}
	i, j := 0, 0
	for i < len(x) || j < len(y) {
		switch {
		case i < len(x) && j < len(y) && same(i, j):
			a, b = put(a, x[i], ""), put(b, y[j], "")
			i++
			j++
		case j == len(y) || i < len(x) && lcs[i+1][j] >= lcs[i][j+1]:
			a = put(a, x[i], "changed")
			i++
		default:
			b = put(b, y[j], "changed")
			j++
		}
	}
	return a, b
}

func whole(s string) []piece {
	if s == "" {
		return nil
	}
	return []piece{{Text: s, Field: "changed"}}
}

// put adds a word to the last piece, or begins a new one.
func put(list []piece, word, field string) []piece {
	if n := len(list); n > 0 && list[n-1].Field == field {
		list[n-1].Text += word
		return list
	}
	return append(list, piece{word, field})
}
