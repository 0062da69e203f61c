package demo

import (
	_ "embed"
	"fmt"
	"strings"
	"time"

	"golang.org/x/tools/txtar"
)

//go:embed story.txtar
var storyText []byte

// page is one article of the story with its versions.
type page struct {
	outlet   string
	slug     string
	title    string
	byline   string
	feature  string // "", "slow", "forbidden"
	versions []version
}

// version is a page's text from a moment on.
type version struct {
	from       time.Time
	paragraphs []string
}

func (p page) path() string {
	if p.feature == "forbidden" {
		return "/prive/" + p.slug
	}
	return "/2025/07/" + p.slug
}

func (p page) published() time.Time { return p.versions[0].from }

// at gives the version shown at t; false before the page is published.
func (p page) at(t time.Time) (version, bool) {
	for i := len(p.versions) - 1; i >= 0; i-- {
		if !t.Before(p.versions[i].from) {
			return p.versions[i], true
		}
	}
	return version{}, false
}

// readStory reads the embedded story, in the order of the file.
func readStory(text []byte) ([]page, error) {
	var pages []page
	for _, f := range txtar.Parse(text).Files {
		if when, ok := strings.CutPrefix(f.Name, "edit "); ok {
			from, err := time.Parse(time.RFC3339, when)
			if err != nil || len(pages) == 0 {
				return nil, fmt.Errorf("story: edit %q", when)
			}
			last := &pages[len(pages)-1]
			last.versions = append(last.versions, version{from, paragraphs(string(f.Data))})
			continue
		}
		p, err := readPage(f.Name, string(f.Data))
		if err != nil {
			return nil, fmt.Errorf("story: %s: %w", f.Name, err)
		}
		pages = append(pages, p)
	}
	return pages, nil
}

func readPage(name, text string) (page, error) {
	outlet, slug, ok := strings.Cut(strings.TrimSuffix(name, ".txt"), "/")
	head, body, cut := strings.Cut(text, "\n\n")
	if !ok || !cut {
		return page{}, fmt.Errorf("wants OUTLET/SLUG.txt, a head and a body")
	}
	p := page{outlet: outlet, slug: slug, versions: make([]version, 1)}
	p.versions[0].paragraphs = paragraphs(body)
	for line := range strings.SplitSeq(head, "\n") {
		key, value, _ := strings.Cut(line, ": ")
		switch key {
		case "from":
			from, err := time.Parse(time.RFC3339, value)
			if err != nil {
				return page{}, err
			}
			p.versions[0].from = from
		case "title":
			p.title = value
		case "byline":
			p.byline = value
		case "feature":
			p.feature = value
		default:
			return page{}, fmt.Errorf("unknown key %q", key)
		}
	}
	return p, nil
}

func paragraphs(body string) []string {
	return strings.Split(strings.TrimSpace(body), "\n\n")
}
