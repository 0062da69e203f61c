package incident

import (
	"fmt"
	"testing"

	"sahelwatch/internal/conflict"
)

func TestWhatCountsAsOneSource(t *testing.T) {
	type article struct {
		url, family, source, wire, text string
		speakers                        []string
	}
	tests := []struct {
		name     string
		articles []article
		want     int
	}{
		{"two newsrooms", []article{{url: "https://a.example/1"}, {url: "https://b.example/1"}}, 2},
		{"two texts of one newsroom", []article{{url: "https://a.example/1"}, {url: "https://www.a.example/2"}}, 1},
		{"two titles of one owner", []article{{url: "https://a.example/1", family: "state-bf"}, {url: "https://b.example/1", family: "state-bf"}}, 1},
		{"two copies of an agency's story", []article{{url: "https://a.example/1", wire: "AFP"}, {url: "https://b.example/1", wire: "afp"}}, 1},
		{"a spun copy", []article{
			{url: "https://a.example/1", text: "at least forty soldiers died when fighters overran the camp before dawn on Friday said two officers"},
			{url: "https://b.example/1", text: "at least forty soldiers died when fighters overran the camp before dawn on Friday said two officers today"}}, 1},
		{"texts that share a few words", []article{
			{url: "https://a.example/1", text: "at least forty soldiers died when fighters overran the camp before dawn on Friday said two officers"},
			{url: "https://b.example/1", text: "villagers fled across the river after a night of gunfire and the market stayed shut for days"}}, 2},
		{"nine outlets that quote one statement", []article{
			{url: "https://a.example/1", speakers: []string{"jnim"}}, {url: "https://b.example/1", speakers: []string{"jnim"}}, {url: "https://c.example/1", speakers: []string{"jnim"}}}, 1},
		{"one that quotes others too", []article{
			{url: "https://a.example/1", speakers: []string{"jnim"}}, {url: "https://b.example/1", speakers: []string{"jnim", "bf_army"}}}, 2},
		{"unnamed sources of two newsrooms", []article{
			{url: "https://a.example/1", speakers: []string{""}}, {url: "https://b.example/1", speakers: []string{""}}}, 2},
		{"a chain of copies", []article{
			{url: "https://a.example/1", wire: "AFP"}, {url: "https://b.example/1", wire: "AFP", family: "group"}, {url: "https://c.example/1", family: "group"}}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var articles []Version
			for i, a := range tt.articles {
				r := conflict.Report{EventType: "Battles", Date: conflict.Date{Start: "2025-05-01", End: "2025-05-01", Precision: conflict.DateDay},
					Place: &conflict.Place{Name: "Dioura", ID: "t:dioura", Country: "ML", Precision: conflict.PlaceExact}}
				for _, id := range a.speakers {
					by := conflict.Speaker{ID: id, Role: conflict.RoleParty}
					if id == "" {
						by.Role = conflict.RoleLocal
					}
					x := toll(41, conflict.Soldiers)
					x.By = by
					r.Tolls = append(r.Tolls, x)
				}
				v := Version{Number: 1, Family: a.family, Coded: conflict.Coded{URL: a.url, Source: a.source, Wire: a.wire, Reports: []conflict.Report{r}}}
				if a.text != "" {
					v.Fingerprint = fingerprint(a.text)
				} else {
					v.Fingerprint.Hash = fmt.Sprint(i)
				}
				articles = append(articles, v)
			}
			inc := live(linked(t, articles))
			if len(inc) != 1 {
				t.Fatalf("%d incidents", len(inc))
			}
			if inc[0].Independent != tt.want {
				t.Errorf("%d independent sources, want %d", inc[0].Independent, tt.want)
			}
		})
	}
}
