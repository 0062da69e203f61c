package page

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
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

// wallPhrases are the phrases of data/walls.txt by wall, folded.
var wallPhrases = sync.OnceValue(func() map[string][]string {
	phrases := map[string][]string{}
	for line := range strings.Lines(wallData) {
		if kind, phrase, ok := strings.Cut(strings.TrimSpace(line), " "); ok && kind != "#" {
			phrases[kind] = append(phrases[kind], fold.String(strings.TrimSpace(phrase)))
		}
	}
	return phrases
})

// wall recognises a page that keeps the article back or has none: by what its
// headings or a short text say; by a notice anywhere on the page where the text
// is short or breaks off; by the page's own word that it is not free.
func (p *page) wall(title string, paragraphs []string) string {
	length := 0
	for _, s := range paragraphs {
		length += utf8.RuneCountInString(s)
	}
	if length > stub {
		return ""
	}
	said := fold.String(title + "\n" + p.titleTag)
	for _, h := range p.headings[:min(len(p.headings), 6)] {
		said += "\n" + fold.String(h.text)
	}
	if length < 500 {
		said += "\n" + fold.String(strings.Join(paragraphs, "\n"))
	}
	phrases := wallPhrases()
	switch {
	case containsAny(said, phrases[NotFound]), length < 500 && p.says404():
		return NotFound
	case containsAny(said, phrases[Consent]):
		return Consent
	}
	cut := length < 700 || isCutOff(paragraphs[len(paragraphs)-1])
	if cut && (p.notFree() || containsAny(p.visible(), phrases[Paywall])) {
		return Paywall
	}
	return ""
}

// says404 reports the status code in the title or the theme's class for it.
func (p *page) says404() bool {
	return error404.MatchString(p.titleTag) || strings.Contains(p.bodyAttr, "error404")
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
