package page

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"sahelwatch/internal/fold"
)

// byline gives the persons and agencies that sign the article, joined with
// ", ". The site's own name and roles such as "admin" are no byline.
func (p *page) byline(site string) string {
	faint := ""
	for _, place := range []func(string) string{p.authorsInJSON, p.authorMetas, p.signed, p.credited, p.signedNearTitle, p.signedBelowLabel,
		p.signedWithDate, p.linkedPerson, p.besideDate, p.namedNearTitle} {
		name := withCommas(place(site))
		switch {
		case name == "":
		case faint == "" && isFaint(name, site):
			faint = name
		case faint == "" || outdoes(name, faint, site):
			return name
		}
	}
	return faint
}

// isFaint reports a byline that names no person in full: the account of an
// editor, a given name, the newsroom.
func isFaint(name, site string) bool {
	if agencyIn(name) != "" {
		return false
	}
	return isOffice(name, site) || len(strings.Fields(name)) == 1
}

// isOffice reports the newsroom or a part of the site: "Savannah Post Online".
func isOffice(name, site string) bool {
	head := letters(siteHead(site))
	return isNewsroom(name) || len(head) > 3 && strings.HasPrefix(letters(name), head)
}

// outdoes reports a person who is behind a faint byline: any where that is an
// office or an account, else one of that given name.
func outdoes(name, faint, site string) bool {
	if !isSigner(name) {
		return false
	}
	if isOffice(faint, site) || strings.ContainsAny(faint, "._-") && faint == lower(faint) {
		return true
	}
	given, family, _ := strings.Cut(name, " ")
	return given == faint && family != "" && !strings.Contains(family, " ")
}

// peopleJoin stands between two names.
var peopleJoin = regexp.MustCompile(`, | (?:et|and|und|y|e|&) `)

// withCommas writes several persons with commas alone between them.
func withCommas(s string) string {
	parts := peopleJoin.Split(s, -1)
	for _, part := range parts {
		if !isPerson(part) {
			return s
		}
	}
	return strings.Join(parts, ", ")
}

// authorsInJSON gives who signs in JSON-LD of the article; contributors follow
// the author.
func (p *page) authorsInJSON(site string) string {
	for _, o := range p.articles() {
		if !typed(o, isArticleType) {
			continue
		}
		for _, key := range []string{"author", "creator"} {
			if s := p.people(o[key], site); s != "" {
				if also := p.people(o["contributor"], site); isPerson(s) && isPerson(also) && also != s {
					s += ", " + also
				}
				return s
			}
		}
	}
	return ""
}

// credited gives the first element marked as author that names somebody, with
// the names in those of the same marks close behind it.
func (p *page) credited(site string) string {
	for i, c := range p.credits {
		name := p.cleanCredit(c.text, site)
		if name == "" {
			continue
		}
		names := []string{name}
		for _, d := range p.credits[i+1:] {
			if also := p.cleanCredit(d.text, site); d.what == c.what && d.at-c.at <= 6 && isPerson(name) && isPerson(also) {
				names = appendName(names, also)
			}
		}
		return strings.Join(names, ", ")
	}
	return ""
}

// authorMetas joins the names in the <meta> of the first name that has any.
func (p *page) authorMetas(site string) string {
	var names []string
	from := ""
	for _, m := range p.metas {
		if from != "" && m.name != from {
			continue
		}
		switch m.name {
		case "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl",
			"og:article:author", "citation_author", "cxenseparse:author", "authors", "article:author_name", "dc:creator":
			if name := p.cleanCredit(m.content, site); name != "" {
				names, from = appendName(names, name), m.name
			}
		}
	}
	return strings.Join(names, ", ")
}

// cleanCredit is cleanByline for a credit of this page: the name of its host
// is an account, no person.
func (p *page) cleanCredit(s, site string) string {
	for _, name := range []string{site, siteHead(site)} {
		if rest, ok := strings.CutPrefix(oneLine(s), name); ok && name != "" {
			if rest = strings.TrimLeft(rest, " "); rest != "" && strings.ContainsAny(rest[:1], "-|/•:–") {
				s = strings.TrimLeft(rest, " -|/•:–")
			}
		}
	}
	name := cleanByline(s, site)
	opens, _, _ := strings.Cut(strings.ReplaceAll(name, ";", ","), ",")
	if key := letters(opens); key == letters(p.host()) || key == p.hostName() && !strings.Contains(opens, " ") || key == letters(siteHead(site)) {
		return ""
	}
	return name
}

// siteHead gives a site's name without the description behind it.
func siteHead(site string) string {
	for _, sep := range titleSeparators {
		if head, _, ok := strings.Cut(site, sep); ok {
			site = head
		}
	}
	return site
}

// people joins the names in a JSON-LD author value.
func (p *page) people(v any, site string) string {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	var names []string
	for _, e := range list {
		names = appendName(names, p.cleanCredit(text(p.deref(e)), site))
	}
	return strings.Join(names, ", ")
}

func appendName(names []string, name string) []string {
	if name == "" {
		return names
	}
	for _, n := range names {
		if letters(n) == letters(name) {
			return names
		}
	}
	return append(names, name)
}

// marksAuthor reports whether an element's marks say that it holds the author.
func marksAuthor(n *html.Node, what string) bool {
	if hasProp(n, "author") || strings.EqualFold(attr(n, "rel"), "author") {
		return true
	}
	if n.Data == "body" || n.Data == "article" || n.Data == "main" || n.Data == "ul" || n.Data == "section" {
		return false
	}
	for _, class := range strings.Fields(what) {
		switch class {
		case "byline", "author", "auteur", "authors", "author-name", "byline-name", "article-author", "post-author",
			"td-post-author-name", "entry-author", "author_name", "article__author", "byline__name", "vcard", "fn",
			"createdby", "submitted", "signature", "article-byline", "story-byline", "c-byline", "byline-author", "writer",
			"auteurs", "entry-author-name", "post-author-name", "tdb-author-name", "contributor", "name-author", "byl",
			"sign", "reporter", "journalist", "journaliste", "redacteur", "story-author", "news-author", "blog-author-name", "articleauthor",
			"m-from-author__name", "user-name", "be-author", "article-author-name", "author__name", "authorname", "author-link", "byline-link", "auth":
			return true
		}
	}
	return hasUserIcon(n)
}

// hasUserIcon reports a short element that an icon of a person opens.
func hasUserIcon(n *html.Node) bool {
	if n.Data == "a" || n.Data == "i" {
		return false
	}
	c := n.FirstChild
	for c != nil && c.Type == html.TextNode && strings.TrimSpace(c.Data) == "" {
		c = c.NextSibling
	}
	if c == nil || c.Type != html.ElementNode || c.Data != "i" && c.Data != "span" && c.Data != "svg" {
		return false
	}
	for _, class := range strings.Fields(strings.ToLower(attr(c, "class"))) {
		switch class {
		case "fa-user", "fa-user-circle", "icon-user", "fa-pencil", "fa-pen", "bi-person", "icon-author", "fa-user-edit", "dashicons-admin-users", "glyphicon-user", "icofont-user", "lni-user":
			return true
		}
	}
	return false
}

var (
	signature  = regexp.MustCompile(`^(?:(?i:(?:voir |afficher |zeige )?(?:tou(?:te)?s les (?:articles|publications|posts)|articles|publications) (?:de|par)|(?:view |see )?(?:all )?(?:posts|articles|stories) by|(?:zeige )?alle beiträge von|veröffentlicht von|gespeichert von|voir le profil de|par|by|written by|posted by|publi[ée]+ par|post[ée] par|[ée]crit par|r[ée]dig[ée] par|soumis par|propos[ée] par|submitted by|propos recueillis par|auteurs?|authors?|autor(?:en|in)?|photos? et textes?|textes? et photos?|text und (?:interview|fotos?)|von|vom|por|eingestellt von|artikel von|interview|redacci[oó]n|reporter|story by|words by|text by|texte)\s*:?\s+|(?:مرسلة |نشر |نشرت )?بواسطة\s*:?\s*|بقلم\s*:?\s*|كتب\s*:?\s+|كتبت\s*:?\s+|إعداد\s*:?\s*|تحرير\s*:?\s*)`)
	afterName  = regexp.MustCompile(`(?i)\s*(?:[|•·—–/]|\s-\s|\bpubli[ée]|\bpublished|\bposted|\bupdated|\bmis à jour|\ble \d|\bon \w+ \d|\s\d|\d{1,2}:\d\d|\bview all|\balle artikel|\bfollow\b|\bemail\b|\bshares?\b|\bsa(?:ys|id):?$|\s(?:am|le|on|il|el)$|,?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}{0,6}\.?\s\d{1,2}(?:[, ]|$)|\s(?:le|on)\s\p{L}{3,9}\.?(?:,|$)|@|\(http).*$`)
	inBrackets = regexp.MustCompile(`\s?\([^()]*\)`)
	// Roles and places behind a name: "correspondant à Kaya", "in Bamako".
	roleBehind  = regexp.MustCompile(`,\s(?i:(?:notre |our |l')?(?:correspond|envoyée?s?(?:\s|$)|reporter|journalist|rédact|stagiaire|staff|editor|special )).*$|,\s(?i:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$`)
	placeBehind = regexp.MustCompile(`\s(?:in|à|from|depuis)\s\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+)?(,|\s(?:and|et)\s|$)`)
	cityBehind  = regexp.MustCompile(`^(\p{Lu}[\p{L}.'’-]*(?: [\p{L}.'’-]+)+), \p{Lu}\p{Ll}+$`)
	address     = regexp.MustCompile(`(?i)https?://\S+|\S+@\S+\.\S+|www\.\S+`)
)

// cleanByline reduces a signature to its names; "" when it holds none.
func cleanByline(s, site string) string {
	s = oneLine(address.ReplaceAllString(s, " "))
	s = signature.ReplaceAllString(strings.TrimLeft(s, " ,;:|-–—•·"), "")
	s = withoutBrackets(s)
	for range 2 {
		if i := afterName.FindStringIndex(s); i != nil && i[0] > 0 {
			s = s[:i[0]]
		}
	}
	s = placeBehind.ReplaceAllString(roleBehind.ReplaceAllString(s, ""), "$1")
	if m := cityBehind.FindStringSubmatch(s); m != nil && agencyIn(s[len(m[1]):]) == "" {
		s = m[1]
	}
	s = strings.Trim(s, " ,;:|-–—•·/*\"“”«»")
	key := letters(s)
	if key == "" || utf8.RuneCountInString(s) > 120 || len(strings.Fields(s)) > 16 || noName(key) {
		return ""
	}
	if site != "" && key == letters(site) || datesOnly(s) {
		return ""
	}
	if r, _ := utf8.DecodeRuneInString(s); !unicode.IsLetter(r) {
		return ""
	}
	return s
}

// withoutBrackets takes out what stands in brackets behind a name, unless it
// is an agency: "(Abidjan, correspondance)".
func withoutBrackets(s string) string {
	return oneLine(inBrackets.ReplaceAllStringFunc(s, func(b string) string {
		if agencyIn(b) != "" {
			return b
		}
		return ""
	}))
}

// noName names accounts and labels that sign no text.
func noName(key string) bool {
	switch key {
	case "admin", "administrator", "administrateur", "webmaster", "author", "auteur", "unknown", "anonymous", "root",
		"superuser", "superadmin", "user", "guest", "editor", "null", "undefined", "by", "par", "byline", "publisher",
		"wpadmin", "wordpressadmin", "noauthor", "superutilisateur", "agence", "agency", "agences", "agencies", "وكالات", "none", "na", "nil", "administrador", "moderator":
		return true
	}
	return false
}

// signedNearTitle looks for "Par X" in the lines around the headline, or in a
// part of one: "JOURNAL | Par X • Publié le 3 mars".
func (p *page) signedNearTitle(site string) string {
	from, to := p.nearTitle(8, 14)
	for _, s := range p.snips[from:to] {
		line, _ := s.line()
		if len(line) >= 200 {
			continue
		}
		for _, part := range lineParts(line) {
			if !signature.MatchString(part + " ") {
				continue
			}
			if name := p.cleanCredit(part, site); looksLikeName(name) {
				return name
			}
		}
	}
	return ""
}

// lineParts splits a line at its marks.
func lineParts(line string) []string {
	parts := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("|•·–—", r) })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// signsLine reports a line that a signature opens, or a part of it behind a
// mark such as "|".
func signsLine(line string) bool {
	for _, part := range lineParts(line) {
		if signature.MatchString(part + " ") {
			return true
		}
	}
	return false
}

// looksLikeName wants two to six words with a capital, or Arabic letters.
func looksLikeName(s string) bool {
	ws := strings.Fields(s)
	if len(ws) < 2 || len(ws) > 8 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(ws[0])
	return unicode.IsUpper(r) || unicode.Is(unicode.Arabic, r)
}

// nearTitle gives the range of snips from some before the headline to some
// after it.
func (p *page) nearTitle(before, behind int) (from, to int) {
	if p.titleAt == nil {
		at := p.findTitle()
		p.titleAt = &at
	}
	return max(0, *p.titleAt-before), min(len(p.snips), *p.titleAt+behind)
}

// findTitle gives the index of the first snip of the headline: of the heading
// that is marked or most like the page's title, or of the line that is.
func (p *page) findTitle() int {
	last := 0
	for _, h := range p.headings {
		if h.text != "" && h.top && !isLogo(h.class) {
			last = h.at
			if h.marked || likeness(h.text, p.titleTag) > 0.4 {
				return last
			}
		}
	}
	if last > 0 {
		return last
	}
	for _, h := range p.headings {
		if !h.top && likeness(h.text, p.titleTag) > 0.5 {
			return h.at
		}
	}
	bold := p.boldLine()
	for i, s := range p.snips {
		if likeness(s.text, p.titleTag) > 0.6 || bold != "" && oneLine(s.text) == bold {
			return i
		}
	}
	return 0
}

// lower is the folded form used to look up marks in data files.
func lower(s string) string { return fold.String(s) }
