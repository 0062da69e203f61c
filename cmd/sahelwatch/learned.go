package main

import (
	"fmt"

	"sahelwatch/internal/watch"
)

type sourcesLearnedCmd struct {
	Site  string `arg:"" help:"Host name of the site, such as www.example.org."`
	Reset bool   `help:"Forget what was learned."`
}

func (sourcesLearnedCmd) Help() string {
	return `Shows the paragraphs that a site repeats under its articles; they are stored but
not read for reports. Background that a newsroom repeats is read all the same.

Examples:
  sahelwatch sources learned example.org
  sahelwatch sources learned example.org --reset`
}

// Serve shows or forgets what was learned.
func (c sourcesLearnedCmd) Serve(s *session, svc *watch.Service) error {
	site := watch.SiteOf(c.Site)
	if c.Reset {
		if err := svc.Store().ResetBoilerplate(site); err != nil {
			return err
		}
		fmt.Fprintf(s.stderr, "what was learned of %s is forgotten\n", site)
		return nil
	}
	b, err := svc.Store().Boilerplate(site)
	if err != nil {
		return err
	}
	for _, p := range b.Paragraphs {
		fmt.Fprintf(s.stdout, "%4d  %s\n", p.Articles, s.fitted(plainText(p.Text), 6))
	}
	fmt.Fprintf(s.stderr, "%s in the last %s of %s\n", counted(len(b.Paragraphs), "repeated paragraph"), counted(b.Articles, "article"), site)
	return nil
}
