package page

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode/utf8"

	"sahelwatch/internal/fold"
)

// Walls that Article.Wall names.
const (
	Paywall  = "paywall"
	Consent  = "consent"
	NotFound = "notfound"
)

//go:embed data/walls.txt
var wallData string

// stub is the length, in characters, up to which a text can be what stands
// before a wall.
const stub = 1800

var error404 = regexp.MustCompile(`(?i)(?:^|[^\d])(?:404|410)(?:$|[^\d])`)

// wall recognises a page that keeps the article back or has none.
func (p *page) wall(title string, paragraphs []string) string {
	length := 0
	for _, s := range paragraphs {
		length += utf8.RuneCountInString(s)
	}
	if length > stub {
		return ""
	}
	heads := fold.String(title + " \n" + p.titleTag)
	for _, h := range p.headings[:min(len(p.headings), 6)] {
		heads += " \n" + fold.String(h.text)
	}
	body := fold.String(strings.Join(paragraphs, "\n"))
	all := p.visible()
	cut := length < 700 || isCutOff(paragraphs[len(paragraphs)-1])
	for line := range strings.Lines(wallData) {
		kind, phrase, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || kind == "#" {
			continue
		}
		phrase = fold.String(strings.TrimSpace(phrase))
		switch kind {
		case NotFound:
			if strings.Contains(heads, phrase) || length < 500 && strings.Contains(body, phrase) {
				return NotFound
			}
		case Consent:
			if strings.Contains(heads, phrase) || length < 900 && strings.Contains(body, phrase) {
				return Consent
			}
		case Paywall:
			if cut && strings.Contains(all, phrase) {
				return Paywall
			}
		}
	}
	if length < 500 && (error404.MatchString(p.titleTag) || strings.Contains(p.bodyAttr, "error404")) {
		return NotFound
	}
	if cut && p.notFree() {
		return Paywall
	}
	return ""
}

// isCutOff reports a text that breaks off.
func isCutOff(last string) bool {
	return strings.HasSuffix(last, "…") || strings.HasSuffix(last, "...") || strings.HasSuffix(last, "[…]") || !endsSentence(last)
}

// visible gives the folded short pieces of text of the page.
func (p *page) visible() string {
	var b strings.Builder
	for _, s := range p.snips {
		b.WriteString(s.text)
		b.WriteByte('\n')
	}
	return fold.String(b.String())
}

// notFree reports the page's own word that it is for subscribers.
func (p *page) notFree() bool {
	for _, o := range p.articles() {
		switch v := o["isAccessibleForFree"].(type) {
		case bool:
			if !v {
				return true
			}
		case string:
			if strings.EqualFold(v, "false") {
				return true
			}
		}
	}
	return p.meta("article:content_tier") == "locked"
}
