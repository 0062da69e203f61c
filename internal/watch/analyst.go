package watch

import (
	"bytes"
	"fmt"
	"os/user"
	"slices"
	"strconv"
	"strings"

	"sahelwatch/internal/config"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/gazetteer"
	"sahelwatch/internal/incident"
	"sahelwatch/internal/store"
)

// InputError is a value of an analyst that cannot be what was meant.
type InputError struct{ Problem string }

func (e *InputError) Error() string { return e.Problem }

func inputError(format string, args ...any) error {
	return &InputError{fmt.Sprintf(format, args...)}
}

// Known refuses, as an *InputError, a country that has no such code and an
// actor that nobody has heard of: a listing of theirs would be empty, and no
// one would know why.
func (s *Service) Known(countries, actors []string) error {
	if len(countries)+len(actors) == 0 {
		return nil
	}
	t, err := s.tongue()
	if err != nil {
		return err
	}
	for _, c := range countries {
		if config.UnknownCountry(t.places, strings.ToUpper(c)) != "" {
			return inputError("%s", config.UnknownCountry(t.places, c))
		}
	}
	for _, a := range actors {
		if fault := config.UnknownActor(t.places, a); fault != "" {
			return inputError("%s", fault)
		}
	}
	return nil
}

// Merge decides that two incidents are one event.
func (s *Service) Merge(first, second string) ([]conflict.Change, error) {
	a, err := s.store.Incident(first)
	if err != nil {
		return nil, err
	}
	b, err := s.store.Incident(second)
	if err != nil {
		return nil, err
	}
	if a.ID == b.ID {
		return nil, inputError("%s and %s are one incident already", first, second)
	}
	return s.decide(incident.Decision{Kind: incident.DecideMerge, URLs: append(references(a), references(b)...)})
}

// Split decides that the articles at urls tell of another event than the rest
// of the incident.
func (s *Service) Split(id string, urls []string) ([]conflict.Change, error) {
	r, err := s.store.Incident(id)
	if err != nil {
		return nil, err
	}
	d := incident.Decision{Kind: incident.DecideSplit}
	for _, m := range r.Members {
		if slices.Contains(urls, m.URL) {
			d.URLs = append(d.URLs, reference(m))
		} else {
			d.Rest = append(d.Rest, reference(m))
		}
	}
	for _, u := range urls {
		if !slices.ContainsFunc(r.Members, func(m conflict.Member) bool { return m.URL == u }) {
			return nil, inputError("%s has no article %s", r.ID, u)
		}
	}
	if len(d.Rest) == 0 {
		return nil, inputError("no article would stay in %s", r.ID)
	}
	return s.decide(d)
}

// Reject decides that an incident is none.
func (s *Service) Reject(id string) ([]conflict.Change, error) {
	r, err := s.store.Incident(id)
	if err != nil {
		return nil, err
	}
	return s.decide(incident.Decision{Kind: incident.DecideReject, URLs: references(r)})
}

// Set puts an analyst's values into fields of an incident. A place is named as
// people name it ("Dargo", "Dargo, BF") or by its id.
func (s *Service) Set(id string, fields [][2]string) ([]conflict.Change, error) {
	r, err := s.store.Incident(id)
	if err != nil {
		return nil, err
	}
	d := incident.Decision{Kind: incident.DecideSet, URLs: references(r)}
	for _, f := range fields {
		value := f[1]
		if f[0] == "place" {
			if value, err = s.placeValue(value); err != nil {
				return nil, err
			}
		}
		d.Fields = append(d.Fields, conflict.Field{Name: f[0], Value: value, At: s.now()})
	}
	if d.Fields, err = s.eventFields(d.Fields); err != nil {
		return nil, err
	}
	return s.decide(d)
}

// eventFields checks event types against ACLED's. A sub-event type alone brings
// the event type that it belongs to.
func (s *Service) eventFields(fields []conflict.Field) ([]conflict.Field, error) {
	set := map[string]string{}
	for _, f := range fields {
		set[f.Name] = f.Value
	}
	sub, hasSub := set["sub_event_type"]
	kind, hasKind := set["event_type"]
	for _, t := range conflict.EventTypes() {
		switch {
		case hasKind && t.Name != kind, hasSub && !slices.Contains(t.Subs, sub):
			continue
		case hasSub && !hasKind:
			fields = append(fields, conflict.Field{Name: "event_type", Value: t.Name, At: s.now()})
		}
		return fields, nil
	}
	return nil, inputError("%q is not an event type of ACLED's, as in event_type=Battles \"sub_event_type=Armed clash\"", strings.TrimSpace(kind+" "+sub))
}

// placeValue finds the place that an analyst names, and writes it in the form
// that the decision keeps: name, country, latitude, longitude.
func (s *Service) placeValue(name string) (string, error) {
	t, err := s.tongue()
	if err != nil {
		return "", err
	}
	p, ok := t.places.Place(conflict.PlaceID(name))
	if !ok {
		word, country, _ := strings.Cut(name, ",")
		country = strings.ToUpper(strings.TrimSpace(country))
		matches := slices.DeleteFunc(t.places.Find(strings.TrimSpace(word)), func(m gazetteer.Match) bool {
			return m.How == gazetteer.Near || country != "" && m.Place.Country != country
		})
		if len(matches) == 0 {
			return "", inputError("no place has the name %q", name)
		}
		p = matches[0].Place
	}
	parts := []string{strings.ReplaceAll(p.Name, ",", " "), p.Country}
	if p.Located() {
		parts = append(parts, strconv.FormatFloat(p.Lat, 'f', -1, 64), strconv.FormatFloat(p.Lon, 'f', -1, 64))
	}
	return strings.Join(parts, ", "), nil
}

// decide writes a decision down, then clusters the articles that it names anew.
func (s *Service) decide(d incident.Decision) ([]conflict.Change, error) {
	s.linking.Lock()
	defer s.linking.Unlock()
	d.At = s.now().UTC()
	if u, err := user.Current(); err == nil {
		d.By = u.Username
	}
	var line bytes.Buffer
	if err := d.Append(&line); err != nil {
		return nil, &InputError{err.Error()}
	}
	if err := s.store.AppendDecision(strings.TrimSpace(line.String())); err != nil {
		return nil, err
	}
	all, err := s.decisions()
	if err != nil {
		return nil, err
	}
	out, err := incident.Decide(all, s.now(), s.kin, s.store)
	if err != nil {
		return nil, err
	}
	done, err := s.store.Commit(store.Commit{Records: out.Records, Changes: out.Changes})
	s.feed.wake()
	return done.Changes, err
}

// references names the articles of an incident in a decision.
func references(r conflict.Record) []string {
	var refs []string
	for _, m := range r.Members {
		if ref := reference(m); !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	return refs
}

// reference names one report of an article; the first needs no number.
func reference(m conflict.Member) string {
	if m.Report == 0 {
		return m.URL
	}
	return fmt.Sprintf("%s report=%d", m.URL, m.Report+1)
}
