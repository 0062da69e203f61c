package main

import (
	"fmt"
	"strings"
	"time"

	"sahelwatch/internal/digest"
	"sahelwatch/internal/watch"
)

type digestCmd struct {
	To     string `help:"As this recipient of the configuration would get it." placeholder:"NAME"`
	Since  string `help:"From this time on, such as 7d or 2025-07-01; default 24h." default:"24h" placeholder:"TIME"`
	HTML   bool   `help:"As HTML." name:"html"`
	JSON   bool   `help:"As JSON." name:"json"`
	DryRun bool   `help:"Print only; this is the default."`
	Send   bool   `help:"Deliver it to the recipient of --to."`
}

func (digestCmd) Help() string {
	return `Prints what a digest of the given time would hold; nothing is sent or moved.

Examples:
  sahelwatch digest --since 7d
  sahelwatch digest --to desk --html > preview.html
  sahelwatch digest --to desk --since 2025-07-28 --send`
}

// Serve prints or sends a digest.
func (c digestCmd) Serve(s *session, svc *watch.Service) error {
	if c.Send && (c.To == "" || c.DryRun) {
		return usagef("--send needs --to, and goes without --dry-run")
	}
	if c.HTML && c.JSON {
		return usagef("--html and --json exclude each other")
	}
	r := digest.Recipient{Name: "preview", Language: "en", Timezone: "UTC"}
	if c.To != "" {
		var ok bool
		if r, ok = svc.Recipient(c.To); !ok {
			return usagef("no recipient has the name %q", c.To)
		}
	}
	since, err := sinceTime(c.Since, svc.Now())
	if err != nil {
		return err
	}
	d, ok, err := svc.Preview(r, since)
	if err != nil {
		return err
	}
	if !ok {
		fmt.Fprintf(s.stderr, "nothing new since %s\n", since.UTC().Format(time.RFC3339))
		return nil
	}
	if c.Send {
		return svc.SendNow(s, c.To, d)
	}
	msg, err := digest.Render(d, svc.Templates())
	if err != nil {
		return err
	}
	switch {
	case c.HTML:
		_, err = fmt.Fprintln(s.stdout, msg.HTML)
	case c.JSON:
		_, err = s.stdout.Write(append(msg.JSON, '\n'))
	default:
		_, err = fmt.Fprintln(s.stdout, strings.TrimRight(msg.Text, "\n"))
	}
	return err
}
