package main

import (
	"fmt"
	"strings"

	"sahelwatch/internal/store"
	"sahelwatch/internal/watch"
)

type searchCmd struct {
	Query []string `arg:"" help:"Words, \"phrases\", -excluded words, source:, lang:, country:, actor:, after:, before:."`
	Limit int      `help:"How many articles at most." default:"20"`
	JSON  bool     `help:"As JSON." name:"json"`
}

func (searchCmd) Help() string {
	return `Searches the stored articles and their incidents in English, French and Arabic;
accents and spellings of names are folded, and all words must occur.

Examples:
  sahelwatch search Barsalogho after:2024-08-01
  sahelwatch search '"convoi militaire" country:BF -Djibo'`
}

// Serve searches.
func (c searchCmd) Serve(s *session, svc *watch.Service) error {
	if strings.TrimSpace(strings.Join(c.Query, "")) == "" {
		return usagef("nothing to look for; name a word, such as Dargo")
	}
	if c.Limit < 1 {
		return usagef("--limit %d is not above 0", c.Limit)
	}
	found, err := svc.Store().Search(s, store.Search{Text: strings.Join(c.Query, " "), Limit: c.Limit})
	if err != nil {
		return err
	}
	if c.JSON {
		b, err := marshalLine(found)
		if err == nil {
			_, err = s.stdout.Write(b)
		}
		return err
	}
	for _, sum := range found.Incidents {
		fmt.Fprintf(s.stdout, "%s  %s  %s\n", sum.ID, orDash(sum.Start), s.fitted(plainText(orDash(sum.Place)+"  "+sum.Title), len(sum.ID)+14))
	}
	if len(found.Incidents) > 0 {
		fmt.Fprintln(s.stdout)
	}
	for _, h := range found.Articles {
		fmt.Fprintf(s.stdout, "%s  %s  %s\n    %s\n", orDash(h.Published.Day()), orDash(h.Lang), s.fitted(plainText(h.Title), 16), plainText(h.URL))
		if h.Snippet != "" {
			fmt.Fprintf(s.stdout, "    %s\n", s.fitted(plainText(h.Snippet), 4))
		}
	}
	fmt.Fprintln(s.stderr, counted(found.Total, "article matches", "articles match"))
	return nil
}
