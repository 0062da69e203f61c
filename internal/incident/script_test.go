package incident

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// parseArticle reads the facts of one article, a line each.
func parseArticle(t *testing.T, text string) Version {
	t.Helper()
	v := Version{Number: 1, Coded: conflict.Coded{Relevant: true}}
	var r *conflict.Report
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		word, rest, _ := strings.Cut(lines.Text(), " ")
		switch word {
		case "":
		case "url":
			v.Coded.URL = rest
		case "version":
			v.Number, _ = strconv.Atoi(rest)
		case "seen":
			v.Seen = instant(t, rest)
		case "published":
			p, err := conflict.ParseMoment(rest)
			if err != nil {
				t.Fatal(err)
			}
			v.Coded.Published = p
		case "family":
			v.Family = rest
		case "wire":
			v.Coded.Wire = rest
		case "title":
			v.Coded.Title = rest
		case "text":
			v.Fingerprint = fingerprint(rest)
		case "edit":
			old, new, _ := strings.Cut(rest, " => ")
			v.Edits = append(v.Edits, Edit{old, new})
		case "event", "background":
			event, sub, _ := strings.Cut(rest, " / ")
			v.Coded.Reports = append(v.Coded.Reports, conflict.Report{EventType: event, SubEventType: sub, Background: word == "background"})
			r = &v.Coded.Reports[len(v.Coded.Reports)-1]
		default:
			if r == nil {
				t.Fatalf("%q before any event", word)
			}
			parseFact(t, r, word, rest)
		}
	}
	return v
}

func parseFact(t *testing.T, r *conflict.Report, word, rest string) {
	t.Helper()
	facts, words, _ := strings.Cut(rest, ": ")
	f := strings.Fields(facts)
	span := conflict.Span{Field: "text", End: len(words), Text: words}
	switch word {
	case "date":
		r.Date = conflict.Date{Start: f[0], End: f[len(f)-1], Precision: conflict.DateDay}
		if len(f) > 1 {
			r.Date.Precision = conflict.DateRange
		}
	case "monthday":
		r.Date = conflict.Date{Precision: conflict.DateUnknown, MonthDay: f[0]}
	case "place", "country", "near":
		r.Place = parseStoryPlace(word, f)
	case "by", "against":
		for _, id := range f {
			a := conflict.Actor{ID: strings.TrimSuffix(id, "?"), Suspected: strings.HasSuffix(id, "?")}
			a.Name, a.Kind = a.ID, kindOf(a.ID)
			if word == "by" {
				r.Perpetrators = append(r.Perpetrators, a)
			} else {
				r.Targets = append(r.Targets, a)
			}
		}
	case "toll":
		toll := conflict.Toll{Victims: f[1], Measure: f[2], Scope: conflict.ScopeIncident, Evidence: span, By: speaker(f[3:])}
		toll.Low, toll.High = parseFigure(f[0])
		toll.Revised = slices.Contains(f, "revised")
		if i := slices.Index(f, "was"); i > 0 {
			was, _ := strconv.Atoi(f[i+1])
			toll.Supersedes = &was
		}
		r.Tolls = append(r.Tolls, toll)
	case "claim":
		r.Claims = append(r.Claims, conflict.Claim{Kind: f[0], By: speaker(f[1:]), Evidence: span})
	case "official":
		r.Summary.Official = rest
	case "names":
		r.Names = f
	default:
		t.Fatalf("unknown fact %q", word)
	}
}

func parseStoryPlace(word string, f []string) *conflict.Place {
	p := &conflict.Place{Name: f[0], Country: f[len(f)-1], Precision: conflict.PlaceExact}
	switch word {
	case "country":
		p.Name, p.Precision = "", conflict.PlaceCountry
	case "near":
		p.Precision = conflict.PlaceNear
	}
	if len(f) == 4 {
		lat, _ := strconv.ParseFloat(f[1], 64)
		lon, _ := strconv.ParseFloat(f[2], 64)
		p.ID, p.Lat, p.Lon = conflict.PlaceID("t:"+f[0]), &lat, &lon
	}
	return p
}

func kindOf(id string) string {
	switch id {
	case conflict.Unidentified:
		return id
	case "jnim", "is_sahel", "katiba_macina":
		return "jihadist"
	case "civilians":
		return id
	}
	return "state"
}

// speaker reads "by ROLE [ID] [via RELAY]" before "was" and "revised".
func speaker(f []string) conflict.Speaker {
	s := conflict.Speaker{Role: f[1]}
	if len(f) > 2 && f[2] != "was" && f[2] != "revised" && f[2] != "via" {
		s.ID = f[2]
		s.Name = f[2]
	}
	if i := slices.Index(f, "via"); i > 0 {
		s.Via = &conflict.Relay{ID: f[i+1], Name: f[i+1]}
	}
	return s
}

func parseFigure(s string) (low int, high *int) {
	if n, open := strings.CutSuffix(s, "+"); open {
		low, _ = strconv.Atoi(n)
		return low, nil
	}
	a, b, two := strings.Cut(s, "-")
	low, _ = strconv.Atoi(a)
	up := low
	if two {
		up, _ = strconv.Atoi(b)
	}
	return low, &up
}

// fingerprint is a MinHash over pairs of words with the form that the store keeps.
func fingerprint(text string) conflict.Fingerprint {
	words := strings.Fields(text)
	fp := conflict.Fingerprint{Hash: text, Words: len(words), Sig: make([]uint32, 32)}
	for i := range fp.Sig {
		fp.Sig[i] = ^uint32(0)
	}
	for w := 0; w+1 < len(words); w++ {
		for i := range fp.Sig {
			h := fnv.New32a()
			fmt.Fprint(h, i, words[w], words[w+1])
			fp.Sig[i] = min(fp.Sig[i], h.Sum32())
		}
	}
	for i := 0; i+4 <= len(fp.Sig); i += 4 {
		fp.Bands = append(fp.Bands, fmt.Sprint(i, fp.Sig[i:i+4]))
	}
	return fp
}
