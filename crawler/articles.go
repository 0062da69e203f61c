package crawler

import (
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"sahelwatch/internal/conflict"
)

const (
	surely   = 5 // score of a link that leads to an article on its own merits
	likely   = 4 // three of them with addresses of one shape are sure together
	probably = 2 // enough for a link whose address has the shape of the others
)

// articles picks the links that look like articles. Those that are by what
// stands around them teach the shape of the site's article addresses; others of
// that shape then need less.
func articles(s linkScan, page *url.URL, known *state) []conflict.Stub {
	links := merge(s.links, page)
	shapes := map[string]int{}
	for _, l := range links {
		if score(l) >= likely {
			shapes[shape(l.url)]++
		}
	}
	taught := func(l link) bool {
		sh := shape(l.url)
		return shapes[sh] >= 3 || known.Shapes[sh] >= 2
	}
	var out []conflict.Stub
	for _, l := range links {
		n := score(l)
		if n < surely && !(n >= probably && taught(l)) {
			continue
		}
		// On a page with a clear shape of its own, a lone link of another
		// shape must be beyond doubt.
		if n < surely+2 && !taught(l) && len(shapes) > 0 && most(shapes) >= 5 && shapes[shape(l.url)] < 2 {
			continue
		}
		m := l.date
		if m.IsZero() {
			m = pathDate(l.url)
		}
		out = append(out, conflict.Stub{URL: l.url.String(), Title: l.text, Lang: s.lang, Published: m})
	}
	return out
}

func most(counts map[string]int) int {
	n := 0
	for _, c := range counts {
		n = max(n, c)
	}
	return n
}

// merge joins the links to one address: the picture, the headline and "read
// more" of a teaser. Links to other sites, to the page itself and to files are
// left out.
func merge(links []link, page *url.URL) []link {
	var out []link
	at := map[string]int{}
	self := Canonical(page.String())
	for _, l := range links {
		if !sameSite(l.url, page) || file(l.url) {
			continue
		}
		key := Canonical(l.url.String())
		if key == self {
			continue
		}
		i, ok := at[key]
		if !ok {
			at[key] = len(out)
			out = append(out, l)
			continue
		}
		m := &out[i]
		if better(l, *m) {
			m.text = l.text
		}
		m.heading = m.heading || l.heading
		m.article = m.article || l.article
		m.chrome = m.chrome && l.chrome
		if m.date.IsZero() {
			m.date = l.date
		}
	}
	return out
}

// better reports whether a link's text is the better title.
func better(l, than link) bool {
	if l.heading != than.heading && l.text != "" {
		return l.heading
	}
	return utf8.RuneCountInString(l.text) > utf8.RuneCountInString(than.text) && len(l.text) < 300
}

// score says how much a link looks like one to an article.
func score(l link) int {
	n := addressScore(l.url)
	words := len(strings.Fields(l.text))
	switch {
	case words >= 5 || utf8.RuneCountInString(l.text) >= 35:
		n += 2
	case words <= 2:
		n -= 2
	}
	if l.heading {
		n += 2
	}
	if l.article {
		n++
	}
	if !l.date.IsZero() {
		n += 2
	}
	if l.chrome {
		n -= 3
	}
	return n
}

// addressScore says how much an address looks like an article's.
func addressScore(u *url.URL) int {
	n := 0
	if !pathDate(u).IsZero() || monthPath.MatchString(u.Path) {
		n += 3
	}
	segments := strings.Split(strings.Trim(u.Path, "/"), "/")
	last := segments[len(segments)-1]
	switch {
	case strings.Count(last, "-")+strings.Count(last, "_") >= 3 || utf8.RuneCountInString(last) >= 30:
		n += 2
	case numbered(last) || numbered(u.Query().Get("id")) || numbered(u.Query().Get("p")) || strings.HasPrefix(u.RawQuery, "article"):
		n += 2
	case last == "" && u.RawQuery == "":
		n -= 3
	}
	if ext := path.Ext(last); ext == ".html" || ext == ".htm" || ext == ".shtml" {
		n++
	}
	for _, s := range segments {
		if section(strings.ToLower(s)) {
			n -= 4
			break
		}
	}
	return n
}

var (
	monthPath = regexp.MustCompile(`/(19|20)\d\d/(0[1-9]|1[0-2])/`)
	dayPath   = regexp.MustCompile(`/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?:[/_-]|$)`)
)

// pathDate reads a day in an address: /2025/07/28/, /20250728-.
func pathDate(u *url.URL) conflict.Moment {
	m := dayPath.FindStringSubmatch(u.Path)
	if m == nil {
		return conflict.Moment{}
	}
	t, err := time.Parse(conflict.Day, m[1]+"-"+m[2]+"-"+m[3])
	if err != nil {
		return conflict.Moment{}
	}
	return conflict.Moment{Time: t, DayOnly: true}
}

// numbered reports whether a segment has the number of an article in it.
func numbered(s string) bool {
	run := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			if run++; run >= 4 {
				return true
			}
		} else {
			run = 0
		}
	}
	return false
}

// section reports whether a path segment stands for something other than
// articles.
func section(s string) bool {
	switch s {
	case "tag", "tags", "category", "categorie", "categories", "rubrique", "author", "auteur", "authors", "page", "search", "recherche",
		"login", "connexion", "register", "inscription", "abonnement", "subscribe", "newsletter", "contact", "contacts", "about", "a-propos", "apropos",
		"privacy", "mentions-legales", "terms", "cgu", "feed", "rss", "wp-admin", "wp-login.php", "account", "compte", "cart", "panier", "shop", "boutique",
		"publicite", "advertise", "jobs", "emploi", "podcast", "podcasts", "live-tv", "cookies", "plan-du-site", "sitemap", "archives", "topic", "topics", "theme", "themes", "dossier", "dossiers":
		return true
	}
	return false
}

// file reports whether an address is that of a picture, document or feed.
func file(u *url.URL) bool {
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".pdf", ".mp3", ".mp4", ".zip", ".doc", ".docx", ".xls", ".xlsx", ".xml", ".rss", ".css", ".js", ".ico":
		return true
	}
	return false
}

// shape reduces an address to its form: slugs become "s", numbers "n", years "y",
// days and months "d", sections before the last part "w", so that the articles
// of a site share a few shapes.
func shape(u *url.URL) string {
	var b strings.Builder
	b.WriteString(plainHost(u.Host))
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	for i, s := range parts {
		form := segment(s)
		if form == s && i < len(parts)-1 {
			form = "w"
		}
		b.WriteByte('/')
		b.WriteString(form)
	}
	if u.RawQuery != "" {
		b.WriteByte('?')
		name, _, _ := strings.Cut(u.RawQuery, "=")
		b.WriteString(segment(name))
	}
	return b.String()
}

func segment(s string) string {
	ext := path.Ext(s)
	if len(ext) > 6 {
		ext = ""
	}
	s = strings.TrimSuffix(s, ext)
	switch _, err := strconv.Atoi(s); {
	case err == nil && len(s) == 4 && (s[:2] == "20" || s[:2] == "19"):
		return "y"
	case err == nil && len(s) <= 2:
		return "d"
	case err == nil:
		return "n"
	case strings.Count(s, "-")+strings.Count(s, "_")+strings.Count(s, "%") >= 2 || utf8.RuneCountInString(s) > 20 || strings.ContainsAny(s, "0123456789"):
		return "s" + ext
	}
	return s + ext
}
