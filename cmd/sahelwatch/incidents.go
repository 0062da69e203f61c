package main

import (
	"errors"
	"fmt"
	"strings"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/store"
	"sahelwatch/internal/watch"
)

type incidentsCmd struct {
	List   incidentsListCmd   `cmd:"" help:"List incidents, latest change first."`
	Show   incidentsShowCmd   `cmd:"" help:"Show one incident: who says what, and when."`
	Merge  incidentsMergeCmd  `cmd:"" help:"Decide that two incidents are one event."`
	Split  incidentsSplitCmd  `cmd:"" help:"Decide that some articles tell of another event."`
	Reject incidentsRejectCmd `cmd:"" help:"Decide that an incident is none."`
	Set    incidentsSetCmd    `cmd:"" help:"Set a field of an incident by an analyst's word."`
}

type incidentsListCmd struct {
	JSON    bool     `help:"All incidents as JSON lines." name:"json"`
	From    string   `help:"First day." placeholder:"DAY"`
	To      string   `help:"Last day." placeholder:"DAY"`
	Country []string `help:"ISO country codes." placeholder:"BF"`
	Actor   []string `help:"Ids of actors." placeholder:"jnim"`
}

func (incidentsListCmd) Help() string {
	return `Examples:
  sahelwatch incidents list --country BF --from 2025-07-01
  sahelwatch incidents list --json > incidents.jsonl`
}

// Serve lists incidents.
func (c incidentsListCmd) Serve(s *session, svc *watch.Service) error {
	if err := errors.Join(days(c.From, c.To), svc.Known(c.Country, c.Actor)); err != nil {
		return err
	}
	q := store.Query{From: c.From, To: c.To, Countries: upper(c.Country), Actors: c.Actor}
	if c.JSON {
		q.Order = store.ByDateDown
		for r, err := range svc.Store().Incidents(s, q) {
			if err != nil {
				return err
			}
			b, err := marshalLine(r.Incident)
			if err == nil {
				_, err = s.stdout.Write(b)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	list := &incidentList{}
	for sum, err := range svc.Store().Summaries(s, q) {
		if err != nil {
			return err
		}
		list.add(sum)
	}
	if len(list.full.rows) == 0 {
		fmt.Fprintln(s.stderr, "no incidents")
	}
	return list.write(s.stdout, s.width)
}

type incidentsShowCmd struct {
	ID   string `arg:"" help:"Id of the incident."`
	Why  bool   `help:"Say why each article was linked."`
	JSON bool   `help:"As JSON." name:"json"`
}

func (incidentsShowCmd) Help() string {
	return `Example:
  sahelwatch incidents show INC-ID --why`
}

// Serve shows one incident.
func (c incidentsShowCmd) Serve(s *session, svc *watch.Service) error {
	r, err := svc.Store().Incident(c.ID)
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("no incident has the id %q", c.ID)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		b, err := marshalLine(r.Incident)
		if err == nil {
			_, err = s.stdout.Write(b)
		}
		return err
	}
	if err := showIncident(s, r); err != nil {
		return err
	}
	if c.Why {
		showWhy(s, r)
	}
	return nil
}

type incidentsMergeCmd struct {
	First  string `arg:"" help:"Id of an incident."`
	Second string `arg:"" help:"Id of the other."`
}

func (incidentsMergeCmd) Help() string {
	return `The older id lives on, the other leads to it. The decision names the articles,
so it holds after later crawls, a replay and in a rebuilt store.

Example:
  sahelwatch incidents merge INC-1 INC-2`
}

// Serve merges two incidents.
func (c incidentsMergeCmd) Serve(s *session, svc *watch.Service) error {
	return decided(s)(svc.Merge(c.First, c.Second))
}

type incidentsSplitCmd struct {
	ID   string   `arg:"" help:"Id of the incident."`
	URLs []string `arg:"" name:"url" help:"Addresses of the articles that tell of another event."`
}

func (incidentsSplitCmd) Help() string {
	return `Example:
  sahelwatch incidents split INC-1 https://example.org/a https://example.org/b`
}

// Serve splits an incident.
func (c incidentsSplitCmd) Serve(s *session, svc *watch.Service) error {
	return decided(s)(svc.Split(c.ID, c.URLs))
}

type incidentsRejectCmd struct {
	ID string `arg:"" help:"Id of the incident."`
}

func (incidentsRejectCmd) Help() string {
	return `Example:
  sahelwatch incidents reject INC-1`
}

// Serve rejects an incident.
func (c incidentsRejectCmd) Serve(s *session, svc *watch.Service) error {
	return decided(s)(svc.Reject(c.ID))
}

type incidentsSetCmd struct {
	ID     string   `arg:"" help:"Id of the incident."`
	Fields []string `arg:"" name:"field=value" help:"date, place, event_type, sub_event_type."`
}

func (incidentsSetCmd) Help() string {
	return `Example:
  sahelwatch incidents set INC-1 date=2025-07-28 "place=Dargo, BF"`
}

// Serve sets fields.
func (c incidentsSetCmd) Serve(s *session, svc *watch.Service) error {
	fields := make([][2]string, 0, len(c.Fields))
	for _, f := range c.Fields {
		name, value, ok := strings.Cut(f, "=")
		if !ok || name == "" || value == "" {
			return usagef("%q is not FIELD=VALUE", f)
		}
		fields = append(fields, [2]string{name, value})
	}
	return decided(s)(svc.Set(c.ID, fields))
}

// decided prints what a decision changed.
func decided(s *session) func([]conflict.Change, error) error {
	return func(changes []conflict.Change, err error) error {
		if errors.Is(err, store.ErrNotFound) {
			return errors.New("no incident has that id")
		}
		if err != nil {
			return err
		}
		for _, ch := range changes {
			from := ""
			if ch.From != "" {
				from = plainText(ch.From) + " -> "
			}
			fmt.Fprintf(s.stdout, "%s %s %s%s\n", ch.Type, ch.Incident, from, plainText(ch.To))
		}
		fmt.Fprintln(s.stderr, "decision noted")
		return nil
	}
}
