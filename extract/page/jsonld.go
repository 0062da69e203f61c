package page

import (
	"encoding/json"
	"html"
	"strings"
)

// object is a JSON object.
type object = map[string]any

// readJSON reads JSON as pages carry it: strictly first, then with the faults
// that occur (CDATA and comment wrappers, trailing commas, raw line breaks in
// strings, entities for quotes, several values in a row, a cut end).
func readJSON(s string) (any, bool) {
	s = unwrapScript(s)
	var v any
	if json.Unmarshal([]byte(s), &v) == nil {
		return v, true
	}
	if !strings.Contains(s, `"`) && strings.Contains(s, "&quot;") {
		s = html.UnescapeString(s)
	}
	l := lenient{s: s}
	var all []any
	for len(all) < 50 {
		v, ok := l.value(0)
		if !ok {
			break
		}
		all = append(all, v)
		l.skip(",;")
	}
	switch len(all) {
	case 0:
		return nil, false
	case 1:
		return all[0], true
	}
	return all, true
}

// unwrapScript takes off CDATA and comment marks around a script.
func unwrapScript(s string) string {
	s = strings.TrimSpace(strings.TrimPrefix(s, "\uFEFF"))
	for {
		was := s
		for _, mark := range []string{"//<![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA[", "// <![CDATA[", "<!--"} {
			s = strings.TrimSpace(strings.TrimPrefix(s, mark))
		}
		for _, mark := range []string{"//]]>", "/*]]>*/", "/* ]]> */", "]]>", "// ]]>", "-->", ";"} {
			s = strings.TrimSpace(strings.TrimSuffix(s, mark))
		}
		if s == was {
			return s
		}
	}
}

// flattenLD appends the objects of a JSON-LD value with their @graph, arrays
// and mainEntity opened; objects nested as property values stay where they are.
func flattenLD(out []object, v any, depth int) []object {
	if depth > 8 || len(out) > 400 {
		return out
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			out = flattenLD(out, e, depth+1)
		}
	case object:
		out = append(out, v)
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"} {
			switch inner := v[key].(type) {
			case []any, object:
				out = flattenLD(out, inner, depth+1)
			}
		}
	}
	return out
}

// typed reports whether an object is of one of the types, schema.org prefix or not.
func typed(o object, match func(string) bool) bool {
	switch t := o["@type"].(type) {
	case string:
		return match(bareType(t))
	case []any:
		for _, e := range t {
			if s, ok := e.(string); ok && match(bareType(s)) {
				return true
			}
		}
	}
	return false
}

func bareType(t string) string {
	return t[strings.LastIndexAny(t, "/:#")+1:]
}

func isArticleType(t string) bool {
	if strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") {
		return true
	}
	return t == "Report" || t == "Review"
}

func isPageType(t string) bool {
	return strings.HasSuffix(t, "WebPage") || t == "ItemPage" || t == "VideoObject"
}

// articles gives the JSON-LD objects that describe the page's article, best
// first: news articles that name this page, other articles, then the page itself.
func (p *page) articles() []object {
	var best, articles, pages []object
	for _, o := range p.ld {
		switch {
		case typed(o, isArticleType) && p.isAbout(o):
			best = append(best, o)
		case typed(o, isArticleType):
			articles = append(articles, o)
		case typed(o, isPageType):
			pages = append(pages, o)
		}
	}
	return append(append(best, articles...), pages...)
}

// isAbout reports whether an object's address is the page's own.
func (p *page) isAbout(o object) bool {
	own := samePath(p.canonical())
	for _, key := range []string{"url", "mainEntityOfPage", "@id"} {
		if u := samePath(text(o[key])); u != "" && (u == own || p.base != nil && u == samePath(p.base.String())) {
			return true
		}
	}
	return false
}

// samePath reduces an address to what tells pages apart.
func samePath(u string) string {
	u, _, _ = strings.Cut(u, "#")
	u = strings.TrimPrefix(strings.TrimPrefix(u, "https://"), "http://")
	return strings.TrimSuffix(strings.TrimPrefix(u, "www."), "/")
}

// text gives a JSON value's text: a string, or the name or value of an object.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(html.UnescapeString(v))
	case []any:
		if len(v) > 0 {
			return text(v[0])
		}
	case object:
		return first(text(v["name"]), text(v["@value"]), text(v["headline"]), text(v["@id"]))
	}
	return ""
}

// byID finds the object that a reference names.
func (p *page) byID(id string) object {
	for _, o := range p.ld {
		if s, _ := o["@id"].(string); s == id && len(o) > 1 {
			return o
		}
	}
	return nil
}
