package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
)

// opml is OPML 2.0 as feed readers exchange it.
type opml struct {
	XMLName  xml.Name  `xml:"opml"`
	Version  string    `xml:"version,attr"`
	Title    string    `xml:"head>title"`
	Outlines []outline `xml:"body>outline"`
}

type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr,omitempty"`
	Type     string    `xml:"type,attr,omitempty"`
	URL      string    `xml:"xmlUrl,attr,omitempty"`
	Language string    `xml:"language,attr,omitempty"`
	Children []outline `xml:"outline"`
}

type sourcesExportCmd struct{}

func (sourcesExportCmd) Help() string {
	return `Example:
  sahelwatch sources export > sources.opml`
}

// Run writes the feeds of the configuration as OPML.
func (sourcesExportCmd) Run(s *session) error {
	cfg, err := s.config()
	if err != nil {
		return err
	}
	doc := opml{Version: "2.0", Title: "Sahelwatch sources"}
	left := 0
	for _, src := range cfg.Sources {
		if src.Kind != "feed" {
			left++
			continue
		}
		doc.Outlines = append(doc.Outlines, outline{Text: src.Name, Title: src.Name, Type: "rss", URL: src.URL, Language: src.Language})
	}
	body, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return err
	}
	if left > 0 {
		fmt.Fprintf(s.stderr, "%s no feeds and have no place in OPML\n", counted(left, "source is", "sources are"))
	}
	_, err = fmt.Fprintf(s.stdout, "%s%s\n", xml.Header, body)
	return err
}

type sourcesImportCmd struct {
	Files []string `arg:"" optional:"" help:"OPML files; standard input when none." placeholder:"FILE"`
}

func (sourcesImportCmd) Help() string {
	return `Prints the feeds of an OPML file as entries for the configuration, ready to
paste; those that stand there already are left out.

Example:
  sahelwatch sources import reader.opml >> config.yaml`
}

// maxDepth bounds folders in folders.
const maxDepth = 32

// Run reads OPML and prints entries.
func (c sourcesImportCmd) Run(s *session) error {
	cfg, err := s.config()
	if err != nil {
		return err
	}
	known, ids := map[string]bool{}, map[string]bool{}
	for _, src := range cfg.Sources {
		known[src.URL], ids[src.ID] = true, true
	}
	return s.inputs(c.Files, func(name string, r io.Reader) error {
		var doc opml
		if err := xml.NewDecoder(io.LimitReader(r, 16<<20)).Decode(&doc); err != nil {
			return fmt.Errorf("%s is not OPML: %w", name, err)
		}
		feeds, err := flatten(doc.Outlines, 0)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, f := range feeds {
			if known[f.URL] {
				continue
			}
			known[f.URL] = true
			fmt.Fprintf(s.stdout, "  - {id: %s, name: %s, url: %s, kind: feed, language: %q}\n",
				freeID(f, ids), strconv.Quote(plainText(f.Text)), strconv.Quote(f.URL), f.Language)
		}
		return nil
	})
}

func flatten(list []outline, depth int) ([]outline, error) {
	if depth > maxDepth {
		return nil, errors.New("folders in folders too deep")
	}
	var feeds []outline
	for _, o := range list {
		if o.Text == "" {
			o.Text = o.Title
		}
		if strings.HasPrefix(o.URL, "http://") || strings.HasPrefix(o.URL, "https://") {
			feeds = append(feeds, o)
		}
		more, err := flatten(o.Children, depth+1)
		if err != nil {
			return nil, err
		}
		feeds = append(feeds, more...)
	}
	return feeds, nil
}

// freeID makes an id from a feed's host that no source has yet.
func freeID(f outline, taken map[string]bool) string {
	host := "feed"
	if u, err := url.Parse(f.URL); err == nil && u.Hostname() != "" {
		host = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	}
	id := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, host)
	for n, base := 2, id; taken[id]; n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	taken[id] = true
	return id
}
