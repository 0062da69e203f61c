package page

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// assignment opens a script that hands the page's state to its code.
var assignment = regexp.MustCompile(`(?:window\.|self\.|var |const |let )?(?:__[A-Z_]*(?:STATE|DATA|PROPS|NUXT|CONTEXT|STORE)[A-Z_]*__|__STATE__|Fusion\.globalContent|__PRELOADED_STATE__|initialState|pageData)\s*=\s*`)

// stateNames are parts of every name that assignment can find: looking for them
// is cheaper.
var stateNames = []string{"__", "Fusion.globalContent", "initialState", "pageData"}

// holdsState reports whether a script carries the page's content as JSON.
func holdsState(n *html.Node, kind, text string) bool {
	if attr(n, "id") == "__NEXT_DATA__" || attr(n, "id") == "__NUXT_DATA__" {
		return true
	}
	if kind != "" && kind != "text/javascript" && kind != "module" && kind != "application/javascript" && kind != "application/json" {
		return false
	}
	if kind == "application/json" {
		return len(text) > 500
	}
	head := text[:min(len(text), 4000)]
	return containsAny(head, stateNames) && assignment.MatchString(head)
}

// stateArticle is the article found in the page's state.
type stateArticle struct {
	title, published, modified, author string
	text                               string
}

// fromState gives the article in the page's state: the object with the longest
// body text.
func (p *page) fromState() stateArticle {
	if p.inState == nil {
		found := p.readState()
		p.inState = &found
	}
	return *p.inState
}

func (p *page) readState() stateArticle {
	var best stateArticle
	for _, s := range p.state {
		if loc := assignment.FindStringIndex(s); loc != nil {
			s = s[loc[1]:]
		}
		s = strings.TrimSpace(s)
		if rest, ok := strings.CutPrefix(s, `JSON.parse("`); ok {
			l := lenient{s: `"` + rest}
			s = l.str()
		}
		if v, ok := readJSON(s); ok {
			findArticle(v, &best, 0)
		}
	}
	return best
}

var bodyKeys = []string{"articleBody", "body", "content", "contentHtml", "bodyHtml", "html", "text", "rendered", "corps", "texte", "description_html", "content_elements"}

// findArticle descends into the state and keeps the object with the longest
// body.
func findArticle(v any, best *stateArticle, depth int) {
	if depth > 24 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			findArticle(e, best, depth+1)
		}
	case object:
		if title := first(stateText(v["title"]), stateText(v["headline"]), stateText(v["headlines"]), stateText(v["titre"])); title != "" {
			for _, key := range bodyKeys {
				if body := stateBody(v[key], 0); len(body) > len(best.text) && len(body) > 200 {
					*best = stateArticle{
						title:     title,
						text:      body,
						published: first(stateText(v["datePublished"]), stateText(v["publishedAt"]), stateText(v["published_at"]), stateText(v["publishDate"]), stateText(v["display_date"]), stateText(v["first_publish_date"]), stateText(v["published"]), stateText(v["date_gmt"]), stateText(v["date"]), stateText(v["createdAt"])),
						modified:  first(stateText(v["dateModified"]), stateText(v["updatedAt"]), stateText(v["updated_at"]), stateText(v["last_updated_date"]), stateText(v["modified"])),
						author:    stateAuthor(v),
					}
				}
			}
		}
		for _, e := range v {
			findArticle(e, best, depth+1)
		}
	}
}

func stateText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case object:
		s, ok := v["rendered"].(string)
		if !ok {
			s, _ = v["basic"].(string)
		}
		return s
	}
	return ""
}

func stateAuthor(o object) string {
	for _, key := range []string{"author", "authors", "byline", "auteur"} {
		if s := text(o[key]); s != "" {
			return s
		}
	}
	if credits, ok := o["credits"].(object); ok {
		return text(credits["by"])
	}
	return ""
}

// stateBody gives a body as HTML: a string, a rendered field, or a list of
// blocks with text.
func stateBody(v any, depth int) string {
	if depth > 6 {
		return ""
	}
	switch v := v.(type) {
	case string:
		if strings.Contains(v, " ") {
			return v
		}
	case object:
		for _, key := range []string{"rendered", "html", "text", "content", "value", "children", "blocks"} {
			if s := stateBody(v[key], depth+1); s != "" {
				return s
			}
		}
	case []any:
		var b strings.Builder
		for _, e := range v {
			if s := stateBody(e, depth+1); s != "" {
				b.WriteString("<p>" + s + "</p>\n")
			}
		}
		return b.String()
	}
	return ""
}

// blocks parses the state's body into blocks; plain text is split at its lines.
func (a stateArticle) blocks() []block {
	if !strings.Contains(a.text, "<") {
		var bs []block
		for line := range strings.Lines(a.text) {
			if line = oneLine(line); line != "" {
				bs = append(bs, block{text: line, kind: "p"})
			}
		}
		return bs
	}
	if strings.Contains(a.text, "&lt;p&gt;") {
		a.text = html.UnescapeString(a.text)
	}
	doc, err := parse([]byte(a.text))
	if err != nil {
		return nil
	}
	return blocksOf(doc)
}

// datesInState reads the date beside the article in the page's state.
func (p *page) datesInState() []claim {
	if len(p.state) == 0 {
		return nil
	}
	if c, ok := p.claimOf(p.fromState().published, "state", sureTime); ok {
		return []claim{c}
	}
	return nil
}
