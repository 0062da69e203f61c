package store

import (
	"testing"
	"time"
)

// A replay stored old versions again, and with that a removed page came back
// and the page's validators were those of its first version.
func TestStoringAVersionAgainSaysNothingOfItsPage(t *testing.T) {
	s := openTest(t, Options{})
	first := ArticleVersion{URL: "u", Version: 1, Seen: day0, ETag: "one"}
	second := ArticleVersion{URL: "u", Version: 2, Seen: day0.Add(time.Hour), ETag: "two"}
	for _, v := range []ArticleVersion{first, second} {
		if _, err := s.Commit(Commit{Article: v, Refetch: true}); err != nil {
			t.Fatal(err)
		}
	}
	first.Coded.Relevant = true
	if _, err := s.Commit(Commit{Article: first}); err != nil {
		t.Fatal(err)
	}
	due, err := s.DueRefetch(day0.Add(6*time.Hour), 1)
	if err != nil || len(due) != 1 || due[0].ETag != "two" || due[0].Version != 2 {
		t.Errorf("due: %+v, %v", due, err)
	}
	for range 2 {
		if _, err := s.MarkGone("u", day0.Add(7*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Commit(Commit{Article: second}); err != nil {
		t.Fatal(err)
	}
	if again, err := s.MarkGone("u", day0.Add(8*time.Hour)); err != nil || again {
		t.Errorf("the page is removed a second time: %v, %v", again, err)
	}
	if v, err := s.Versions("u"); err != nil || len(v) != 2 || !v[0].Coded.Relevant {
		t.Errorf("versions: %+v, %v", v, err)
	}
}
